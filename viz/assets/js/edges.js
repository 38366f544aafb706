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

  // Lines that leave a band to the right share its street. Lanes: what comes from farthest right runs on top, so that no
  // line has to cross the street.
  const bands = data.regions.filter((region) => region[0] === "band").map(([, , , x, y, w, h, street]) => ({ y, foot: y + h, right: x + w, street }));
  const lanes = new Map();
  if (bent && bands.length) {
    for (const node of nodes) node.band = bands.find((band) => node.x < band.right && node.y >= band.y && node.y <= band.foot) || null;
    const using = new Map(bands.map((band) => [band, []]));
    for (const edge of edges) {
      const a = nodes[edge.from], b = nodes[edge.to];
      if (Boolean(a.band) !== Boolean(b.band)) using.get(a.band || b.band).push([a.band ? a : b, edge]);
    }
    for (const [band, list] of using) {
      list.sort(([a], [b]) => b.x - a.x || b.y - a.y || a.id - b.id);
      list.forEach(([node, edge], i) => lanes.set(edge.id, { node, y: band.foot - 5 - (band.street * (list.length - i - 0.5)) / list.length, right: band.right }));
    }
    // Streets to what stands behind the measures join in the row that these leave free.
    const outside = nodes.filter((node) => !node.band), first = Math.min(...outside.map((node) => node.x));
    const through = [...lanes].filter(([id, lane]) => {
      const other = nodes[edges[id].from] === lane.node ? nodes[edges[id].to] : nodes[edges[id].from];
      lane.offset = 0;
      return other.x > first + 60 && G.centre.has(other.id);
    }).sort((a, b) => a[1].y - b[1].y);
    through.forEach(([, lane], i) => {
      lane.gate = first - 22;
      lane.offset = (i - (through.length - 1) / 2) * Math.min(2.4, 30 / through.length);
    });
  }
  const byStreet = (edge, lane, scale) => {
    const from = lane.node, to = nodes[edge.from] === from ? nodes[edge.to] : nodes[edge.from], outward = nodes[edge.from] === from;
    const ra = G.radiusOf(from, scale) + 5, rb = G.radiusOf(to, scale) + (outward ? 4 / scale : 2);
    const turn = from.x + data.cell[0] + 10, start = Math.min(turn - 8, from.x + ra + G.labelWidth(from, scale) / scale);
    const x = Math.max(lane.right, turn + 30), end = to.x - rb, pull = Math.max(24, (end - x) * 0.5);
    // Out of the name, down the gutter, along the street, across to the other end.
    const across = lane.gate === undefined ? [x + pull, lane.y, end - pull, to.y, end, to.y] : [
      (x + lane.gate) / 2, lane.y, (x + lane.gate) / 2, to.y + lane.offset, lane.gate, to.y + lane.offset,
      lane.gate + (end - lane.gate) / 3, to.y + lane.offset, end - 46, to.y + lane.offset, end - 40, to.y + lane.offset,
      end - 22, to.y + lane.offset, end - 20, to.y, end, to.y];
    const path = [start, from.y, start + (turn - 12 - start) / 3, from.y, start + ((turn - 12 - start) * 2) / 3, from.y, turn - 12, from.y,
      turn + 6, from.y, turn - 6, lane.y, turn + 12, lane.y, turn + (x - turn) / 3, lane.y, turn + ((x - turn) * 2) / 3, lane.y, x, lane.y,
      ...across];
    if (outward) return path;
    const back = [];
    for (let i = path.length - 2; i >= 0; i -= 2) back.push(path[i], path[i + 1]);
    return back;
  };

  // Rings: lines between rings leave together and part on the way, as branches do.
  const middle = data.style === "rings" ? G.nodes.reduce((at, node) => (G.centre.has(node.id) ? { x: at.x + node.x / G.centre.size, y: at.y + node.y / G.centre.size } : at), { x: 0, y: 0 }) : null;
  const branch = (a, b, scale) => {
    const [ax, ay, bx, by] = [a.x - middle.x, a.y - middle.y, b.x - middle.x, b.y - middle.y];
    const ra = Math.hypot(ax, ay), rb = Math.hypot(bx, by);
    if (ra < 1 || rb < 1) return null;
    // In the mean of both distances, each end in its own direction; where both are as far out, through the inside.
    const inner = Math.abs(ra - rb) < 0.25 * Math.max(ra, rb) ? 0.55 * Math.min(ra, rb) : (ra + rb) / 2;
    const p = [middle.x + (ax / ra) * inner, middle.y + (ay / ra) * inner], q = [middle.x + (bx / rb) * inner, middle.y + (by / rb) * inner];
    const trim = (from, to, room) => { const far = Math.hypot(to[0] - from.x, to[1] - from.y) || 1, t = Math.min(0.45, room / far); return [from.x + (to[0] - from.x) * t, from.y + (to[1] - from.y) * t]; };
    const s = trim(a, p, G.radiusOf(a, scale) + 1), e = trim(b, q, G.radiusOf(b, scale) + 3 / scale);
    return [...s, ...p, ...q, ...e];
  };

  // Where a line begins, bends and ends, in the picture's own units: two points of a straight line, else a beginning and
  // for every bend two points of control and an end.
  G.route = (edge, scale) => {
    const a = nodes[edge.from], b = nodes[edge.to];
    const lane = lanes.get(edge.id);
    if (lane) return byStreet(edge, lane, scale);
    if (!bent) {
      const streams = data.style === "chapters" && (a.disc !== b.disc);
      if (streams) {
        // Lines between chapters run together: out through the inner side of the one disc, in through the other's.
        const c = a.disc || b, d = b.disc || a;
        const p = a.disc ? [c.cx * 0.66, c.cy * 0.66] : [a.x + (d.cx - a.x) * 0.2, a.y + (d.cy - a.y) * 0.2];
        const q = b.disc ? [d.cx * 0.66, d.cy * 0.66] : [b.x + (c.cx - b.x) * 0.2, b.y + (c.cy - b.y) * 0.2];
        return [a.x, a.y, p[0], p[1], q[0], q[1], b.x, b.y];
      }
      const curve = middle && branch(a, b, scale);
      if (curve) return curve;
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
    else for (let i = 2; i < p.length; i += 6) ctx.bezierCurveTo(p[i], p[i + 1], p[i + 2], p[i + 3], p[i + 4], p[i + 5]);
  };
  // The same as SVG, each number written by n with the axis it is of (0 is x).
  G.svgRoute = (p, n) => {
    const at = (i) => n(p[i], 0) + " " + n(p[i + 1], 1);
    if (p.length === 4) return `M${at(0)}L${at(2)}`;
    let text = `M${at(0)}`;
    for (let i = 2; i < p.length; i += 6) text += `C${at(i)} ${at(i + 2)} ${at(i + 4)}`;
    return text;
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
          || (!lanes.size && ((a.y < box.top && b.y < box.top) || (a.y > box.bottom && b.y > box.bottom)))) continue;
        const path = G.route(edge, scale);
        line(ctx, path);
        if (++inPath === (thin ? 200 : 1)) { ctx.stroke(); ctx.beginPath(); inPath = 0; }
        if (heads && batch.level > 0 && (path.length >= 8 || scale > 0.4)) paths.push(path);
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
        const a = nodes[edge.from], b = nodes[edge.to], slack = bent ? 90 : 1e5, tall = lanes.has(edge.id) || !bent ? 1e5 : least;
        if (x < Math.min(a.x, b.x) - slack || x > Math.max(a.x, b.x) + slack
          || y < Math.min(a.y, b.y) - tall || y > Math.max(a.y, b.y) + tall) continue;
        const p = G.route(edge, scale);
        let distance = Infinity;
        if (p.length === 4) distance = away(x, y, ...p);
        else {
          let [lx, ly] = p;
          for (let j = 2; j < p.length; j += 6) {
            const [ox, oy] = [p[j - 2], p[j - 1]], steps = p.length > 8 ? 8 : 14;
            for (let i = 1; i <= steps; i++) {
              const t = i / steps, u = 1 - t;
              const nx = u * u * u * ox + 3 * u * u * t * p[j] + 3 * u * t * t * p[j + 2] + t * t * t * p[j + 4];
              const ny = u * u * u * oy + 3 * u * u * t * p[j + 1] + 3 * u * t * t * p[j + 3] + t * t * t * p[j + 5];
              distance = Math.min(distance, away(x, y, lx, ly, nx, ny));
              [lx, ly] = [nx, ny];
            }
          }
        }
        if (distance < least) { least = distance; best = edge; }
      }
    }
    return best;
  };
})();
