// Everything without a mouse.
"use strict";
(() => {
  const { nodes } = G;
  const KEYS = [["/", "k:/"], ["← ↑ → ↓", "k:arrows"], ["Enter", "k:enter"], ["Esc", "k:esc"], ["Ctrl+Z", "k:undo"], ["+  −  0", "k:zoom"], ["L", "k:l"], ["D", "k:d"]];
  G.help = () => {
    const dialog = G.byId("keys");
    dialog.replaceChildren(G.el("strong", {}, G.t("help")), G.el("dl", {}, ...KEYS.flatMap(([key, text]) => [G.el("dt", {}, key), G.el("dd", {}, G.t(text))])),
      G.el("button", { type: "button", on: { click: () => dialog.close() } }, G.t("close")));
    dialog.showModal();
  };

  // The nearest visible thing in a direction: distance along it, and twice the distance across it.
  const step = (dx, dy) => {
    const shown = G.visibleNodes();
    if (!shown.length) return;
    if (G.state.node === null) {
      const first = shown.reduce((best, node) => (node.rank > best.rank ? node : best));
      G.select(first.id);
      return G.show(first.id);
    }
    const from = nodes[G.state.node];
    let best = null, least = Infinity;
    for (const node of shown) {
      const ahead = (node.x - from.x) * dx + (node.y - from.y) * dy, across = Math.abs((node.x - from.x) * dy) + Math.abs((node.y - from.y) * dx);
      if (node === from || ahead <= 1) continue;
      const cost = ahead + 2 * across;
      if (cost < least) { least = cost; best = node; }
    }
    if (best) { G.select(best.id); G.show(best.id); }
  };

  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.target instanceof HTMLTextAreaElement;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !typing) { event.preventDefault(); return G.undo(); }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || G.byId("keys").open) return;
    const inPicture = event.target === document.body || event.target.id === "mynetwork" || event.target.id === "panel";
    switch (event.key) {
      case "/": event.preventDefault(); return G.byId("search").focus();
      case "Escape":
        if (G.state.goal !== null) G.change({ goal: null });
        else if (G.state.node !== null || G.state.edge !== null) G.change({ node: null, edge: null });
        return G.byId("mynetwork").focus();
      case "+": case "=": return G.zoom(1.3);
      case "-": return G.zoom(1 / 1.3);
      case "0": return G.fit(true);
      case "l": case "L": return G.change({ lang: G.state.lang === "zh" ? "en" : "zh" });
      case "d": case "D": return G.change({ theme: G.state.theme === "dark" ? "light" : "dark" });
      case "?": return G.help();
    }
    if (!inPicture) return;
    const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    if (arrows[event.key]) { event.preventDefault(); step(...arrows[event.key]); }
    else if (event.key === "Enter" && !G.byId("panel").hidden) { event.preventDefault(); G.byId("panel").focus(); }
  });
})();
