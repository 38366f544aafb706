// One shape for every class, as points: drawn on the canvas, in the legend and in exported drawings alike.
"use strict";
(() => {
  const SHAPES = G.data.shapes;

  G.colour = (cls) => G.data.look[cls][G.state.theme === "dark" ? 1 : 0];
  G.lineColour = (relation) => G.data.lines[relation][G.state.theme === "dark" ? 1 : 0];

  G.trace = (ctx, cls, x, y, r) => {
    const shape = G.data.look[cls][2];
    ctx.beginPath();
    if (shape === "circle" || shape === "ring") {
      ctx.arc(x, y, r, 0, 2 * Math.PI);
      return;
    }
    for (const points of SHAPES[shape]) {
      ctx.moveTo(x + points[0][0] * r, y + points[0][1] * r);
      for (let i = 1; i < points.length; i++) ctx.lineTo(x + points[i][0] * r, y + points[i][1] * r);
      ctx.closePath();
    }
  };

  const number = (n) => String(Math.round(n * 100) / 100);
  G.svgPath = (cls, x, y, r) => {
    const shape = G.data.look[cls][2];
    if (shape === "circle" || shape === "ring") {
      const [a, b] = [number(x - r), number(y)], s = number(r);
      return `M${a} ${b}a${s} ${s} 0 1 0 ${number(2 * r)} 0a${s} ${s} 0 1 0 ${number(-2 * r)} 0Z`;
    }
    return SHAPES[shape].map((points) => points.map(([px, py], i) =>
      (i ? "L" : "M") + number(x + px * r) + " " + number(y + py * r)).join("") + "Z").join("");
  };
  G.isRing = (cls) => G.data.look[cls][2] === "ring";

  const SVG = "http:" + "//www.w3.org/2000/svg"; // a name, never fetched
  G.svg = (tag, attributes, ...children) => {
    const node = document.createElementNS(SVG, tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    node.append(...children);
    return node;
  };
  G.icon = (cls) => {
    const ring = G.isRing(cls), colour = G.colour(cls);
    return G.svg("svg", { width: 16, height: 16, viewBox: "-9 -9 18 18", "aria-hidden": "true" },
      G.svg("path", { d: G.svgPath(cls, 0, 0, ring ? 5 : 6.6), fill: ring ? "none" : colour, stroke: colour, "stroke-width": ring ? 3 : 0.8 }));
  };
  G.dashOf = (edge) => (edge.strength === "Contributing" ? [6, 4] : ["locatedIn", "partOf", "names"].includes(edge.relation) ? [1.5, 3] : []);
  G.lineIcon = (relation, strength) => {
    const dash = G.dashOf({ relation, strength });
    return G.svg("svg", { width: 24, height: 10, viewBox: "0 0 24 10", "aria-hidden": "true" },
      G.svg("path", { d: "M1 5H23", stroke: G.lineColour(relation), "stroke-width": relation === "supports" ? 2.4 : 1.8, "stroke-dasharray": dash.join(" "), fill: "none" }));
  };
})();
