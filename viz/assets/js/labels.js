// Names: of a readable size at every zoom, never one over another. Where there is no room the better connected thing
// keeps its name, as on a map.
"use strict";
(() => {
  const { nodes, data } = G;
  const FAMILY = '"Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "Hiragino Sans GB", system-ui, sans-serif';
  G.family = FAMILY;
  const pen = document.createElement("canvas").getContext("2d");
  const widths = new Map();
  G.measure = (text, bold) => { // ems
    const key = (bold ? "b" : "n") + text;
    let width = widths.get(key);
    if (width === undefined) {
      pen.font = `${bold ? 650 : 400} 100px ${FAMILY}`;
      width = pen.measureText(text).width / 100;
      widths.set(key, width);
    }
    return width;
  };
  const large = (node) => G.centre.has(node.id) || node.headline;
  G.labelFont = (node, scale) => Math.max(11, Math.min(16, 13 * scale)) * (large(node) ? 1.22 : 1);
  G.labelBold = large;
  G.labelWidth = (node, scale) => {
    if (node.side !== "r") return 0;
    let width = 0;
    const font = G.labelFont(node, scale);
    for (const text of variants(node, scale, font, large(node), G.radiusOf(node, scale) * scale).find(Boolean)) width = Math.max(width, G.measure(text, large(node)));
    return width * font + 4;
  };
  G.radiusOf = (node, scale) => Math.max(node.radius, (large(node) ? 7 : 2.8) / scale);

  let order = null;
  G.reorderLabels = () => { order = null; };
  const ranked = () => {
    if (!order) {
      const lit = G.emphasis ? G.emphasis.nodes : null;
      const weight = (node) => (node.id === G.state.node ? 1e9 : 0) + (lit && lit.has(node.id) ? 1e7 : 0) + node.rank;
      order = nodes.filter(G.shows).sort((a, b) => weight(b) - weight(a) || a.id - b.id);
    }
    return order;
  };

  class Room { // taken rectangles in a coarse grid
    constructor() { this.cells = new Map(); }
    take(x, y, w, h, force) {
      const found = [];
      for (let i = Math.floor(x / 90); i <= Math.floor((x + w) / 90); i++) {
        for (let j = Math.floor(y / 30); j <= Math.floor((y + h) / 30); j++) {
          const key = i * 4096 + j, cell = this.cells.get(key);
          if (cell && !force) for (const r of cell) if (x < r[0] + r[2] && r[0] < x + w && y < r[1] + r[3] && r[1] < y + h) return false;
          found.push(key);
        }
      }
      for (const key of found) {
        if (!this.cells.has(key)) this.cells.set(key, []);
        this.cells.get(key).push([x, y, w, h]);
      }
      return true;
    }
  }

  // Lines of even length, none of which begins with closing punctuation.
  G.wrapTo = (text, ems, bold, most) => {
    const total = G.measure(text, bold), needed = Math.ceil(total / ems);
    if (needed <= most) ems = Math.min(ems, total / needed + 1);
    const lines = [];
    let line = "";
    for (const char of text) {
      if (line && G.measure(line + char, bold) > ems && !"，。、；：！？）》”’)】,.;:".includes(char)) {
        if (lines.length === most - 1) return [...lines, line.slice(0, -1) + "…"];
        lines.push(line);
        line = "";
      }
      line += char;
    }
    return [...lines, line];
  };

  // How far the next thing above or below in the same column is.
  if (data.style === "columns") {
    const columns = new Map();
    for (const node of nodes) {
      const key = Math.round(node.x / 20);
      if (!columns.has(key)) columns.set(key, []);
      columns.get(key).push(node);
    }
    for (const column of columns.values()) {
      column.sort((a, b) => a.y - b.y);
      column.forEach((node, i) => { node.gap = Math.min(i ? node.y - column[i - 1].y : 1e6, i < column.length - 1 ? column[i + 1].y - node.y : 1e6); });
    }
  }
  if (data.style === "rings" && nodes.length < 2000) {
    for (const node of nodes) {
      node.gap = 1e6;
      for (const other of nodes) if (other !== node && other.side === node.side && Math.abs(other.x - node.x) < 260) node.gap = Math.min(node.gap, Math.abs(other.y - node.y));
    }
  }
  // A name in its lines, else in one: as much of it as there is room for.
  const variants = (node, scale, font, bold, r) => {
    if (!data.cell) {
      if (node.lines.length < 2) return [node.lines];
      const short = [node.lines[0].slice(0, 7) + "…"];
      if ((node.gap ?? 1e6) * scale >= node.lines.length * font * 1.15) return [node.lines, short];
      return [G.wrapTo(node.lines.join(""), 12, bold, 1), short];
    }
    const [width] = data.cell;
    const ems = Math.max(5, (width * scale - 2 * r - 8) / font);
    const fits = (node.gap ?? 1e6) * scale >= node.lines.length * font * 1.17 && node.lines.every((line) => G.measure(line, bold) <= ems);
    const one = G.wrapTo(node.lines.join("") || node.label, ems, bold, 1);
    // What is lit may take the room of what is not.
    const lit = G.emphasis && G.emphasis.nodes.has(node.id);
    return fits || lit || G.centre.has(node.id) ? [node.lines, one] : [one];
  };

  // What text stands where, in pixels of the given view: for the canvas and for exported drawings alike.
  G.placeTexts = (scale, tx, ty, width, height, most) => {
    const texts = [], room = new Room();
    for (const [kind, number, title, x, y, w, h] of data.regions) {
      const sx = x * scale + tx, sy = y * scale + ty, sw = w * scale, sh = h * scale;
      if (kind === "band" && title) {
        const font = Math.max(10.5, Math.min(15, 13 * scale));
        const lines = G.wrapTo((number ? number + " " : "") + title, (128 * scale) / font, true, Math.max(1, Math.floor((sh - 4) / (font * 1.3))));
        texts.push({ x: sx + 10 * scale, y: sy + sh / 2, font, bold: true, align: "left", lines, tone: "soft" });
        room.take(sx, sy, 140 * scale, sh, true);
      } else if (kind === "disc" && title) {
        const font = Math.max(11.5, Math.min(19, 21 * scale));
        const lines = G.wrapTo((number ? number + " " : "") + title, Math.max(7, (sw * 1.02) / font), true, 2);
        const tall = lines.length * font * 1.25, wide = Math.max(...lines.map((text) => G.measure(text, true))) * font;
        // Above a disc of the upper half, below one of the lower: outwards, away from the lines.
        const above = y + h / 2 < 0;
        const at = above ? sy - tall / 2 - 3 : sy + sh + tall / 2 + 3;
        texts.push({ x: sx + sw / 2, y: at, font, bold: true, align: "center", lines, tone: "soft" });
        room.take(sx + sw / 2 - wide / 2, at - tall / 2, wide, tall, true);
      } else if (kind === "column") {
        const font = Math.max(11, Math.min(14, 12 * scale));
        const text = G.t("column:" + title);
        if (text && room.take(sx - 8, sy - font, G.measure(text, true) * font + 12, font * 2)) {
          texts.push({ x: sx - 8, y: sy, font, bold: true, align: "left", lines: [text], tone: "soft" });
        }
      }
    }
    const lit = G.emphasis ? G.emphasis.nodes : null;
    let drawn = 0;
    for (const node of ranked()) {
      const x = node.x * scale + tx, y = node.y * scale + ty;
      if (x < -200 || y < -40 || x > width + 200 || y > height + 40) continue;
      const dim = lit && !lit.has(node.id);
      if (dim && data.style === "chapters") continue;
      const font = G.labelFont(node, scale), bold = large(node), r = G.radiusOf(node, scale) * scale;
      let shown = null;
      for (const lines of variants(node, scale, font, bold, r)) {
        if (!lines) continue;
        const w = Math.max(...lines.map((text) => G.measure(text, bold))) * font, h = lines.length * font * 1.17;
        const left = node.side === "r" ? x + r + 4 : node.side === "l" ? x - r - 4 - w : x - w / 2;
        const top = node.side === "b" ? y + r + 2 : y - h / 2;
        if (room.take(left - 2, top, w + 4, h, node.id === G.state.node)) {
          shown = { x: node.side === "r" ? left : node.side === "l" ? left + w : x, y: top + h / 2, font, bold,
            align: node.side === "r" ? "left" : node.side === "l" ? "right" : "center", lines, tone: dim ? "dim" : "ink", node: node.id };
          break;
        }
      }
      if (shown) {
        texts.push(shown);
        if (++drawn >= most) break;
      }
    }
    return texts;
  };

  G.drawTexts = (ctx, texts, paint) => {
    ctx.textBaseline = "middle";
    ctx.lineJoin = "round";
    for (const text of texts) {
      ctx.font = `${text.bold ? 650 : 400} ${text.font}px ${FAMILY}`;
      ctx.textAlign = text.align;
      ctx.globalAlpha = text.tone === "dim" ? 0.3 : 1;
      ctx.strokeStyle = paint.halo;
      ctx.lineWidth = 3.5;
      ctx.fillStyle = text.tone === "soft" ? paint.soft : paint.ink;
      const step = text.font * 1.17, first = text.y - ((text.lines.length - 1) * step) / 2;
      if (text.tone !== "dim") text.lines.forEach((line, i) => ctx.strokeText(line, text.x, first + i * step));
      text.lines.forEach((line, i) => ctx.fillText(line, text.x, first + i * step));
    }
    ctx.globalAlpha = 1;
  };
})();
