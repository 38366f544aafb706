// What is visible, taken elsewhere: a drawing (SVG), a picture of it (PNG), a table of its statements (CSV).
"use strict";
(() => {
  const { nodes, data } = G;
  const svg = G.svg;
  const n = (value) => String(Math.round(value * 10) / 10);

  const save = (name, blob) => {
    const url = URL.createObjectURL(blob);
    const link = G.el("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 20000);
  };
  const fileName = (ending) => `${data.plan.slug}-${data.kind}-${data.title}`.replace(/[^\p{L}\p{N}-]+/gu, "_").slice(0, 60) + ending;

  const textNodes = (text, paint) => {
    const step = text.font * 1.17, first = text.y - ((text.lines.length - 1) * step) / 2 + text.font * 0.36;
    const anchor = { left: "start", right: "end", center: "middle" }[text.align];
    return text.lines.map((line, i) => svg("text", {
      x: n(text.x), y: n(first + i * step), "font-size": n(text.font), "font-weight": text.bold ? 650 : 400, "text-anchor": anchor,
      fill: text.tone === "soft" ? paint.soft : paint.ink, stroke: paint.halo, "stroke-width": 3, "paint-order": "stroke",
      "stroke-linejoin": "round", opacity: text.tone === "dim" ? 0.35 : 1,
    }, line));
  };

  // The drawing: all that is visible at a zoom at which names can be read, with title, legend and source.
  G.drawing = () => {
    const shown = G.visibleNodes(), paint = G.paint;
    const first = G.bounds(shown, 1);
    const scale = Math.max(0.45, Math.min(1, 2600 / (first.right - first.left)));
    const box = G.bounds(shown, scale);
    const pad = 24, headroom = 44, legendWidth = 0;
    const width = (box.right - box.left) * scale + 2 * pad + legendWidth;
    const tx = pad - box.left * scale, ty = headroom + pad - box.top * scale;
    const bottom = (box.bottom - box.top) * scale + headroom + 2 * pad;
    const classes = data.classes.filter((cls) => shown.some((node) => node.cls === cls));
    const edges = G.visibleEdges();
    const relations = data.relations.filter((relation) => edges.some((edge) => edge.relation === relation));
    const items = [...classes.map((cls) => ({ cls, text: G.t(cls) })), ...relations.flatMap((relation) => {
      const strengths = relation === "supports" ? ["Direct", "Contributing"].filter((s) => edges.some((e) => e.relation === relation && e.strength === s)) : ["Plain"];
      return strengths.map((strength) => ({ relation, strength, text: G.t(relation) + (strength === "Plain" ? "" : ` (${G.t(strength)})`) }));
    })];
    const wide = Math.max(width, 640);
    let lx = pad, ly = bottom + 12;
    const legend = [];
    for (const item of items) {
      const room = 44 + G.measure(item.text, false) * 12.5;
      if (lx + room > wide - pad) { lx = pad; ly += 22; }
      if (item.cls) {
        const ring = G.isRing(item.cls), colour = G.colour(item.cls);
        legend.push(svg("path", { d: G.svgPath(item.cls, lx + 10, ly, ring ? 5 : 6.6), fill: ring ? "none" : colour, stroke: colour, "stroke-width": ring ? 3 : 0.8 }));
      } else {
        legend.push(svg("path", { d: `M${n(lx)} ${n(ly)}h22`, stroke: G.lineColour(item.relation), "stroke-width": 2, "stroke-dasharray": G.dashOf(item).join(" "), fill: "none" }));
      }
      legend.push(svg("text", { x: n(lx + 27), y: n(ly + 4.5), "font-size": 12.5, fill: paint.ink }, item.text));
      lx += room;
    }
    const tall = ly + 44;
    const source = [data.plan.publisher, data.plan.title, data.plan.number, data.plan.issued].filter(Boolean).join(", ");
    const root = svg("svg", { xmlns: "http:" + "//www.w3.org/2000/svg", width: n(wide), height: n(tall), viewBox: `0 0 ${n(wide)} ${n(tall)}`, "font-family": G.family },
      svg("title", {}, G.titleText()), svg("rect", { width: "100%", height: "100%", fill: paint.ground }),
      svg("text", { x: pad, y: 34, "font-size": 19, "font-weight": 650, fill: paint.ink }, G.titleText()));
    for (const [kind, , , x, y, w, h] of data.regions) {
      if (kind === "band") root.append(svg("rect", { x: n(x * scale + tx), y: n(y * scale + ty), width: n(w * scale), height: n(h * scale), rx: 8 * scale, fill: paint.band }));
      if (kind === "disc") root.append(svg("circle", { cx: n((x + w / 2) * scale + tx), cy: n((y + h / 2) * scale + ty), r: n((w / 2) * scale), fill: paint.band, stroke: paint.line }));
    }
    const lines = svg("g", { fill: "none" });
    for (const edge of edges.sort((a, b) => (a.relation === "supports") - (b.relation === "supports"))) {
      const p = G.route(edge, scale);
      const lit = !G.emphasis || G.emphasis.edges.has(edge.id);
      lines.append(svg("path", {
        d: G.svgRoute(p, (value, axis) => n(value * scale + (axis ? ty : tx))),
        stroke: G.lineColour(edge.relation), "stroke-width": edge.relation === "supports" && edge.strength !== "Contributing" ? 1.6 : 1,
        "stroke-dasharray": G.dashOf(edge).join(" ") || "none", opacity: lit ? (edges.length > 1200 ? 0.3 : 0.7) : 0.08,
      }));
    }
    root.append(lines);
    for (const node of shown) {
      const r = G.radiusOf(node, scale) * scale, ring = G.isRing(node.cls), colour = G.colour(node.cls);
      const dim = G.emphasis && !G.emphasis.nodes.has(node.id);
      root.append(svg("path", { d: G.svgPath(node.cls, node.x * scale + tx, node.y * scale + ty, ring ? r * 0.72 : r), fill: ring ? "none" : colour, stroke: ring ? colour : paint.halo, "stroke-width": ring ? n(r * 0.5) : 0.8, opacity: dim ? 0.18 : 1 }));
    }
    const most = nodes.length + 10;
    for (const text of G.placeTexts(scale, tx, ty, wide, bottom, most)) root.append(...textNodes(text, paint));
    root.append(...legend, svg("text", { x: pad, y: n(tall - 14), "font-size": 11, fill: paint.soft }, source));
    return { root, width: wide, height: tall };
  };
  G.svgText = () => new XMLSerializer().serializeToString(G.drawing().root);
  G.exportSvg = () => save(fileName(".svg"), new Blob(['<?xml version="1.0" encoding="UTF-8"?>\n' + G.svgText()], { type: "image/svg+xml" }));

  G.pngBlob = () => new Promise((done, failed) => {
    const { root, width, height } = G.drawing();
    const image = new Image();
    const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(root)], { type: "image/svg+xml" }));
    image.onload = () => {
      // Twice the size for print, less where a canvas would be larger than browsers allow.
      const zoom = Math.min(2, 16000 / Math.max(width, height), Math.sqrt(1.2e8 / (width * height)));
      const canvas = G.el("canvas", { width: Math.round(width * zoom), height: Math.round(height * zoom) });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob(done, "image/png");
    };
    image.onerror = failed;
    image.src = url;
  });
  G.exportPng = async () => save(fileName(".png"), await G.pngBlob());

  // A cell that a spreadsheet would run as a formula is text.
  const cell = (value) => {
    const text = /^[=+\-@\t\r]/.test(String(value)) && !/^[+-]?[\d.]+$/.test(String(value)) ? "'" + value : String(value);
    return /[",\n\r]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  G.csvText = () => {
    const rows = [["subject", "subject_class", "relation", "object", "object_class", "strength", "basis", "confidence", "where", "quote", "subject_iri", "object_iri", "claim_iri"]];
    for (const edge of G.visibleEdges()) {
      const a = nodes[edge.from], b = nodes[edge.to], quote = edge.evidence.length ? G.quote(edge.evidence[0]) : null;
      rows.push([a.label, a.cls, edge.relation, b.label, b.cls, edge.strength === "Plain" ? "" : edge.strength, edge.basis, edge.confidence,
        quote ? G.whereText(quote) : "", quote ? quote.words : "", a.iri, b.iri, edge.iri]);
    }
    return "\ufeff" + rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
  };
  G.exportCsv = () => save(fileName(".csv"), new Blob([G.csvText()], { type: "text/csv;charset=utf-8" }));
})();
