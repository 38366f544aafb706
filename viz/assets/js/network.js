// The drawing surface: vis-network holds the things, moves the view and tells what the pointer is on.
"use strict";
(() => {
  const { nodes, data } = G;
  const holder = G.byId("mynetwork");
  let moving = false, settle = 0;

  const paint = () => {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    return { ink: read("--ink"), soft: read("--soft"), halo: read("--halo"), band: read("--band"), line: read("--line"), ground: read("--ground"), focus: read("--focus") };
  };
  G.repaint = () => { G.paint = paint(); };

  const renderer = ({ ctx, id, x, y, state }) => {
    const node = nodes[id], scale = G.scale, r = G.radiusOf(node, scale);
    return {
      drawNode() {
        const dim = G.emphasis && !G.emphasis.nodes.has(id);
        ctx.globalAlpha = dim ? 0.16 : 1;
        const colour = G.colour(node.cls), ring = G.isRing(node.cls);
        G.trace(ctx, node.cls, x, y, ring ? r * 0.72 : r);
        if (ring) {
          ctx.lineWidth = r * 0.5;
          ctx.strokeStyle = colour;
          ctx.stroke();
        } else {
          ctx.fillStyle = colour;
          ctx.fill();
          if (r * scale > 3) { // a thin edge in the ground's colour keeps neighbours apart
            ctx.lineWidth = 1 / scale;
            ctx.strokeStyle = G.paint.halo;
            ctx.stroke();
          }
        }
        if (id === G.state.node || state.hover) {
          ctx.beginPath();
          ctx.arc(x, y, r + 4 / scale, 0, 2 * Math.PI);
          ctx.lineWidth = (id === G.state.node ? 2.5 : 1.5) / scale;
          ctx.strokeStyle = G.paint.focus;
          ctx.stroke();
        }
        ctx.globalAlpha = 1;
      },
      nodeDimensions: { width: 2 * r + 4, height: 2 * r + 4 },
    };
  };

  const regions = (ctx, scale) => {
    for (const [kind, , , x, y, w, h] of data.regions) {
      ctx.fillStyle = G.paint.band;
      ctx.strokeStyle = G.paint.line;
      ctx.lineWidth = 1 / scale;
      ctx.beginPath();
      if (kind === "band") ctx.roundRect(x, y, w, h, 8);
      else if (kind === "disc") ctx.arc(x + w / 2, y + h / 2, w / 2, 0, 2 * Math.PI);
      else continue;
      ctx.fill();
      if (kind === "disc") ctx.stroke();
    }
  };
  G.drawRegions = regions;

  // Names keep a readable size, so how much room they need depends on the zoom.
  G.bounds = (list, scale) => {
    const box = { left: Infinity, right: -Infinity, top: Infinity, bottom: -Infinity };
    const grow = (l, r, t, b) => {
      box.left = Math.min(box.left, l); box.right = Math.max(box.right, r);
      box.top = Math.min(box.top, t); box.bottom = Math.max(box.bottom, b);
    };
    for (const node of list) {
      const wide = Math.max(0, ...node.lines.map((text) => G.measure(text, G.labelBold(node)))) * (G.labelFont(node, scale) / scale) + 6;
      if (node.side === "r") grow(node.x - 16, node.x + wide + 20, node.y - 20, node.y + 20);
      else if (node.side === "l") grow(node.x - wide - 20, node.x + 16, node.y - 20, node.y + 20);
      else grow(node.x - wide / 2, node.x + wide / 2, node.y - 16, node.y + 42);
    }
    if (list.length === nodes.length) {
      for (const [kind, , , x, y, w, h] of data.regions) {
        grow(x, x + w, kind === "column" ? y - 16 : y, y + h);
      }
    }
    return box;
  };

  G.fit = (animate) => {
    const list = G.visibleNodes();
    if (!list.length) return;
    const w = holder.clientWidth || 800, h = holder.clientHeight || 600;
    // Room in pixels: below for the status line, and where chapters have their names outside of their discs.
    const edge = data.style === "chapters" ? 44 : 14, foot = edge + (data.cut || data.quiet ? 46 : 22);
    let scale = 1, box = null;
    for (let i = 0; i < 4; i++) {
      box = G.bounds(list, scale);
      scale = Math.max(0.02, Math.min(1.5, (w - 2 * edge) / (box.right - box.left), (h - edge - foot) / (box.bottom - box.top)));
    }
    G.fitted = true;
    G.network.moveTo({ position: { x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 + (foot - edge) / 2 / scale }, scale,
      animation: animate ? { duration: 250 } : false });
  };
  G.show = (id, closer) => {
    const dom = G.network.canvasToDOM(nodes[id]);
    const inside = dom.x > 40 && dom.y > 40 && dom.x < holder.clientWidth - 120 && dom.y < holder.clientHeight - 50;
    if (!closer && inside) return;
    const scale = Math.max(G.network.getScale(), closer ? 0.9 : 0);
    G.fitted = false;
    G.network.moveTo({ position: { x: nodes[id].x, y: nodes[id].y }, scale, animation: closer ? { duration: 300 } : false });
  };
  G.viewport = () => {
    if (!G.network) return "";
    const at = G.network.getViewPosition();
    return [Math.round(at.x), Math.round(at.y), Math.round(G.network.getScale() * 1000) / 1000].join(",");
  };

  const stir = () => {
    moving = true;
    G.fitted = false;
    clearTimeout(settle);
    settle = setTimeout(() => { moving = false; G.network.redraw(); G.writeFragment(); }, 160);
  };

  G.startNetwork = () => {
    G.repaint();
    const things = new vis.DataSet(nodes.map((node) => ({
      id: node.id, x: node.x, y: node.y, shape: "custom", ctxRenderer: renderer, size: node.radius, hidden: !G.shows(node),
    })));
    G.things = things;
    const network = new vis.Network(holder, { nodes: things, edges: [] }, G.options);
    G.network = network;
    network.on("beforeDrawing", (ctx) => {
      const scale = G.scale = network.getScale(), zero = network.canvasToDOM({ x: 0, y: 0 });
      regions(ctx, scale);
      G.drawEdges(ctx, { scale, tx: zero.x, ty: zero.y, width: holder.clientWidth, height: holder.clientHeight, ratio: ctx.canvas.width / holder.clientWidth }, moving);
    });
    network.on("afterDrawing", (ctx) => {
      const zero = network.canvasToDOM({ x: 0, y: 0 });
      const ratio = ctx.canvas.width / holder.clientWidth;
      ctx.save();
      ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
      G.drawTexts(ctx, G.placeTexts(G.scale, zero.x, zero.y, holder.clientWidth, holder.clientHeight, moving && nodes.length > 1500 ? 150 : 600), G.paint);
      ctx.restore();
      G.drawn = true;
      if (G.afterFrame) G.afterFrame();
    });
    network.on("click", (event) => {
      if (event.nodes.length) return G.select(event.nodes[0]);
      const edge = G.edgeAt(event.pointer.canvas.x, event.pointer.canvas.y, G.scale);
      if (edge) return G.change({ edge: edge.id, node: null });
      if (G.state.node !== null || G.state.edge !== null) G.change({ node: null, edge: null });
    });
    network.on("doubleClick", (event) => { if (event.nodes.length) G.show(event.nodes[0], true); });
    for (const event of ["dragging", "zoom"]) network.on(event, stir);
    network.on("dragEnd", (event) => {
      for (const id of event.nodes) {
        const at = network.getPosition(id);
        nodes[id].x = at.x;
        nodes[id].y = at.y;
      }
      if (event.nodes.length) G.staleEdges();
      stir();
    });
    network.on("dragging", (event) => {
      for (const id of event.nodes) Object.assign(nodes[id], network.getPosition(id));
    });
    network.on("animationFinished", () => G.writeFragment());

    // --- what the pointer is on ---
    const tip = G.byId("tip");
    let waiting = false;
    const hide = () => { tip.hidden = true; };
    holder.addEventListener("mouseleave", hide);
    holder.addEventListener("mousemove", (event) => {
      if (waiting || moving) return;
      waiting = true;
      requestAnimationFrame(() => {
        waiting = false;
        const box = holder.getBoundingClientRect();
        const dom = { x: event.clientX - box.left, y: event.clientY - box.top };
        const id = network.getNodeAt(dom);
        const at = network.DOMtoCanvas(dom);
        const edge = id === undefined ? G.edgeAt(at.x, at.y, G.scale) : null;
        if (id === undefined && !edge) { holder.style.cursor = ""; return hide(); }
        holder.style.cursor = "pointer";
        tip.replaceChildren(...(edge ? G.edgeTip(edge) : G.nodeTip(nodes[id])));
        tip.hidden = false;
        tip.style.left = Math.min(dom.x + 14, holder.clientWidth - tip.offsetWidth - 8) + "px";
        tip.style.top = (dom.y + 18 + tip.offsetHeight > holder.clientHeight ? dom.y - tip.offsetHeight - 10 : dom.y + 18) + "px";
      });
    });
  };
  G.nodeTip = (node) => [
    G.el("b", {}, node.label), `${G.t(node.cls)} · ${G.t("visible", { n: 1, m: node.edges.length }).split(/[,，]/)[1].trim()}`,
  ];
  G.edgeTip = (edge) => {
    const quote = edge.evidence.length ? G.quote(edge.evidence[0]) : null;
    const grounds = [edge.strength === "Plain" ? null : G.t(edge.strength), G.basisName(edge.basis)].filter(Boolean).join(" · ");
    const words = quote ? (quote.words.length > 90 ? quote.words.slice(0, 90) + "…" : quote.words) : "";
    return [
      G.el("b", {}, `${nodes[edge.from].label} — ${G.t(edge.relation)} → ${nodes[edge.to].label}`),
      G.el("div", {}, grounds), words ? G.el("q", {}, words) : null,
    ].filter(Boolean);
  };
  G.select = (id) => G.change({ node: id, edge: null, goal: G.state.goal === id ? null : G.state.goal });
})();
