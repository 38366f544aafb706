// Lines: vis-network keeps places and picks nodes; lines are drawn here in a few batches of like style, which is what
// lets many thousands move smoothly, and lets a line keep its width and dashes at every zoom.
"use strict";
(() => {
  const { nodes, edges, data } = G;
  const bent = data.style === "columns";
  let batches = [];
  const LIVE = 600; // up to here lines are drawn with every frame
  const MANY = 2500; // beyond here lines are as thin as a device can show

  G.workOutBatches = () => {
    const map = new Map();
    const count = G.count.edges;
    const plain = bent ? 0.62 : Math.max(0.13, Math.min(0.6, 260 / Math.max(1, count)));
    for (const edge of edges) {
      if (!G.showsEdge(edge)) continue;
      const level = G.emphasis ? (G.emphasis.edges.has(edge.id) ? 2 : 0) : 1;
      const strong = edge.relation === "supports" && edge.strength !== "Contributing";
      const weak = edge.strength === "Contributing";
      const key = `${level} ${edge.relation} ${edge.strength === "Contributing"}`;
      if (!map.has(key)) {
        const alpha = level === 2 ? 0.95 : level === 0 ? 0.07 : strong ? Math.min(0.85, plain * 1.3) : weak ? plain * 0.8 : plain;
        map.set(key, { level, strong, relation: edge.relation, dash: G.dashOf(edge), alpha, width: (strong ? 1.7 : 1.1) * (level === 2 ? 1.35 : 1), edges: [] });
      }
      map.get(key).edges.push(edge);
    }
    // What is lit is drawn last; of equals what supports comes last.
    G.staleEdges();
    batches = [...map.values()].sort((a, b) => a.level - b.level || a.strong - b.strong);
  };

  const discs = data.regions.filter((region) => region[0] === "disc").map(([, , , x, y, w]) => ({ cx: x + w / 2, cy: y + w / 2, r: w / 2 }));
  for (const node of nodes) node.disc = discs.find((disc) => Math.hypot(node.x - disc.cx, node.y - disc.cy) <= disc.r) || null;

  // Where a line begins, bends and ends, in the picture's own units.
  G.route = (edge, scale) => {
    const a = nodes[edge.from], b = nodes[edge.to];
    if (!bent) {
      const streams = data.style === "chapters" && (a.disc !== b.disc);
      if (streams) {
        // Lines between chapters run together: out through the inner side of the one disc, in through the other's.
        const c = a.disc || b, d = b.disc || a;
        const p = a.disc ? [c.cx * 0.66, c.cy * 0.66] : [a.x + (d.cx - a.x) * 0.2, a.y + (d.cy - a.y) * 0.2];
        const q = b.disc ? [d.cx * 0.66, d.cy * 0.66] : [b.x + (c.cx - b.x) * 0.2, b.y + (c.cy - b.y) * 0.2];
        return [a.x, a.y, p[0], p[1], q[0], q[1], b.x, b.y];
      }
      const dx = b.x - a.x, dy = b.y - a.y, far = Math.hypot(dx, dy) || 1;
      const s = Math.min(0.45, (G.radiusOf(a, scale) + 1) / far), e = Math.min(0.45, (G.radiusOf(b, scale) + 3 / scale) / far);
      return [a.x + dx * s, a.y + dy * s, b.x - dx * e, b.y - dy * e];
    }
    const ra = G.radiusOf(a, scale) + 2, rb = G.radiusOf(b, scale) + 4 / scale;
    if (Math.abs(a.x - b.x) < 60) { // within a column: a bow on the left
      const out = 26 + Math.min(60, Math.abs(a.y - b.y) * 0.2);
      return [a.x - ra, a.y, a.x - out, a.y, b.x - out, b.y, b.x - rb, b.y];
    }
    const right = b.x > a.x;
    const [left, other] = right ? [a, b] : [b, a];
    const gap = other.x - left.x;
    const start = left.x + Math.min(G.radiusOf(left, scale) + 5 + G.labelWidth(left, scale) / scale, gap * 0.72);
    const end = other.x - (right ? rb : ra);
    const pull = Math.max(24, (end - start) * 0.5);
    return right ? [start, left.y, start + pull, left.y, end - pull, other.y, end, other.y]
      : [end, other.y, end - pull, other.y, start + pull, left.y, start, left.y];
  };

  const line = (ctx, p) => {
    ctx.moveTo(p[0], p[1]);
    if (p.length === 4) ctx.lineTo(p[2], p[3]);
    else ctx.bezierCurveTo(p[2], p[3], p[4], p[5], p[6], p[7]);
  };
  const head = (ctx, p, size) => {
    const n = p.length, x = p[n - 2], y = p[n - 1];
    const angle = Math.atan2(y - p[n - 3], x - p[n - 4]);
    ctx.moveTo(x, y);
    ctx.lineTo(x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42));
    ctx.lineTo(x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42));
    ctx.closePath();
  };

  const draw = (ctx, scale, box, ratio) => {
    const many = G.count.edges > MANY;
    const heads = G.count.edges < 1500 || scale > 0.7 || G.emphasis;
    for (const batch of batches) {
      ctx.globalAlpha = batch.alpha;
      ctx.strokeStyle = ctx.fillStyle = G.lineColour(batch.relation);
      // Browsers draw lines of one device pixel some ten times faster than wider ones.
      const thin = many && batch.level < 2;
      ctx.lineWidth = (thin ? 0.98 / ratio : batch.width) / scale;
      ctx.setLineDash(thin ? [] : batch.dash.map((part) => part / scale));
      const paths = [];
      let inPath = 0;
      ctx.beginPath();
      for (const edge of batch.edges) {
        const a = nodes[edge.from], b = nodes[edge.to];
        if ((a.x < box.left && b.x < box.left) || (a.x > box.right && b.x > box.right)
          || (a.y < box.top && b.y < box.top) || (a.y > box.bottom && b.y > box.bottom)) continue;
        const path = G.route(edge, scale);
        line(ctx, path);
        if (++inPath === (thin ? 200 : 1)) { ctx.stroke(); ctx.beginPath(); inPath = 0; }
        if (heads && batch.level > 0 && (path.length === 8 || scale > 0.4)) paths.push(path);
      }
      ctx.stroke();
      ctx.setLineDash([]);
      if (paths.length) {
        ctx.beginPath();
        for (const path of paths) head(ctx, path, Math.max(4, 6 * Math.min(1, scale)) / scale);
        ctx.fill();
      }
    }
    ctx.globalAlpha = 1;
  };

  // Many lines are drawn once to a layer of their own. Hovering shows it again; moving shows it moved and scaled, until
  // the picture rests.
  const layer = { canvas: document.createElement("canvas"), key: "", scale: 1, x: 0, y: 0, version: -1 };
  let version = 0;
  G.staleEdges = () => { version += 1; };
  G.drawEdges = (ctx, at, moving) => {
    const { scale, tx, ty, width, height, ratio } = at;
    const box = { left: -tx / scale, top: -ty / scale, right: (width - tx) / scale, bottom: (height - ty) / scale };
    if (G.count.edges <= LIVE) return draw(ctx, scale, box, ratio);
    const key = [scale, tx, ty, width, height, ratio].join();
    if (layer.version !== version || (layer.key !== key && !moving)) {
      Object.assign(layer, { key, version, scale, x: tx, y: ty });
      layer.canvas.width = Math.round(width * ratio);
      layer.canvas.height = Math.round(height * ratio);
      const pen = layer.canvas.getContext("2d");
      pen.setTransform(ratio * scale, 0, 0, ratio * scale, ratio * tx, ratio * ty);
      draw(pen, scale, box, ratio);
    }
    const zoom = scale / layer.scale;
    ctx.save();
    ctx.setTransform(zoom, 0, 0, zoom, ratio * (tx - layer.x * zoom), ratio * (ty - layer.y * zoom));
    ctx.drawImage(layer.canvas, 0, 0);
    ctx.restore();
  };

  const away = (px, py, ax, ay, bx, by) => {
    const dx = bx - ax, dy = by - ay;
    const t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
    return Math.hypot(px - ax - t * dx, py - ay - t * dy);
  };
  G.edgeAt = (x, y, scale) => {
    let best = null, least = 6 / scale;
    for (const batch of batches) {
      if (G.emphasis && batch.level < 2) continue; // dimmed lines are not in the way
      for (const edge of batch.edges) {
        const a = nodes[edge.from], b = nodes[edge.to], slack = bent ? 90 : data.style === "chapters" ? 1e5 : least, tall = data.style === "chapters" ? 1e5 : least;
        if (x < Math.min(a.x, b.x) - slack || x > Math.max(a.x, b.x) + slack
          || y < Math.min(a.y, b.y) - tall || y > Math.max(a.y, b.y) + tall) continue;
        const p = G.route(edge, scale);
        let distance = Infinity;
        if (p.length === 4) distance = away(x, y, ...p);
        else {
          let [lx, ly] = p;
          for (let i = 1; i <= 14; i++) {
            const t = i / 14, u = 1 - t;
            const nx = u * u * u * p[0] + 3 * u * u * t * p[2] + 3 * u * t * t * p[4] + t * t * t * p[6];
            const ny = u * u * u * p[1] + 3 * u * u * t * p[3] + 3 * u * t * t * p[5] + t * t * t * p[7];
            distance = Math.min(distance, away(x, y, lx, ly, nx, ny));
            [lx, ly] = [nx, ny];
          }
        }
        if (distance < least) { least = distance; best = edge; }
      }
    }
    return best;
  };
})();
