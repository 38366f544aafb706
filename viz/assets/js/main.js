// Puts the page together, and says when it is ready.
"use strict";
(() => {
  const { nodes, data } = G;
  const root = document.documentElement;
  const el = G.el;

  G.titleText = () => {
    const kind = G.t("kind:" + data.kind);
    return data.kind === "all" ? `${data.plan.label} · ${kind}` : `${kind} ${data.title}`;
  };
  const drawTools = () => {
    const button = (key, action, text) => el("button", { type: "button", id: "do-" + key, title: G.t(key), on: { click: action } }, text || G.t(key));
    const menu = el("ul", { hidden: true }, ...[["png", G.exportPng], ["svg", G.exportSvg], ["csv", G.exportCsv]].map(([key, action]) =>
      el("li", {}, el("button", { type: "button", id: "do-" + key, on: { click: () => { menu.hidden = true; action(); } } }, G.t(key)))),
      el("li", {}, el("button", { type: "button", id: "do-link", on: { click: () => { menu.hidden = true; G.writeFragment(); G.copy(location.href); } } }, G.t("link"))));
    const opener = el("button", { type: "button", id: "do-export", "aria-haspopup": "true", "aria-expanded": "false", on: { click: () => { menu.hidden = !menu.hidden; opener.setAttribute("aria-expanded", String(!menu.hidden)); } } }, G.t("export") + " ▾");
    const undo = button("undo", G.undo);
    undo.disabled = !G.canUndo();
    G.byId("tools").replaceChildren(
      undo, button("fit", () => G.fit(true)), button("zoomin", () => G.zoom(1.3), "+"), button("zoomout", () => G.zoom(1 / 1.3), "−"),
      el("span", { className: "menu" }, opener, menu), button("dark", () => G.change({ theme: G.state.theme === "dark" ? "light" : "dark" }), "◐"),
      button("language", () => G.change({ lang: G.state.lang === "zh" ? "en" : "zh" })), button("help", G.help, "?"));
  };
  const drawWords = () => {
    root.lang = G.state.lang === "zh" ? "zh-Hans" : "en";
    document.title = G.titleText();
    G.byId("title").replaceChildren(G.titleText(), el("small", {}, data.kind === "all" ? "" : data.plan.label));
    const search = G.byId("search");
    search.placeholder = G.t("search");
    search.setAttribute("aria-label", G.t("search"));
    G.byId("mynetwork").setAttribute("aria-label", G.t("picture"));
    // What is not there, and how to see it.
    const cut = G.byId("cut"), told = [];
    if (data.cut) {
      const values = { n: data.cut[0], limit: data.cut[1], what: G.t("what:" + data.cut[2]), all: data.cut[0] + nodes.length };
      told.push(data.more ? el("span", {}, G.t("cut:served", values), " ", el("a", { href: data.more }, G.t("cut:more"))) : el("span", {}, G.t("cut", values)));
    }
    if (data.quiet && G.state.off.strength.includes("Contributing")) {
      told.push(el("span", {}, G.t("quiet", { n: data.quiet }), " ", el("button", { type: "button", id: "do-loud", on: { click: () => G.change({ off: { ...G.state.off, strength: G.state.off.strength.filter((s) => s !== "Contributing") } }) } }, G.t("quiet:show"))));
    }
    cut.hidden = !told.length;
    cut.replaceChildren(...told);
  };
  const drawStatus = () => G.say(G.t("visible", {
    n: G.count.nodes === nodes.length ? nodes.length : G.t("of", { n: G.count.nodes, all: nodes.length }),
    m: G.count.edges === G.edges.length ? G.edges.length : G.t("of", { n: G.count.edges, all: G.edges.length }),
  }));
  G.zoom = (factor) => G.network.moveTo({ scale: Math.max(0.02, Math.min(8, G.network.getScale() * factor)), animation: { duration: 120 } });

  const refresh = (before) => {
    const first = before === null, s = G.state;
    const filtered = first || s.off !== before.off;
    const themed = first || s.theme !== before.theme, worded = first || s.lang !== before.lang;
    if (themed) {
      root.dataset.theme = s.theme;
      G.repaint();
    }
    if (filtered) {
      const was = nodes.map(G.shows);
      G.workOutVisible();
      const changed = nodes.filter((node) => was[node.id] !== G.shows(node)).map((node) => ({ id: node.id, hidden: !G.shows(node) }));
      if (G.things && changed.length) G.things.update(changed);
    }
    G.workOutLit();
    G.workOutBatches();
    G.reorderLabels();
    if (worded || filtered) drawWords();
    if (filtered || themed || worded) G.drawLegend();
    drawTools();
    const resized = G.drawPanel(first || s.node !== before.node || s.edge !== before.edge);
    drawStatus();
    if (G.network) {
      if (resized) {
        // The panel takes its room from the picture: one that was fitted is fitted again, another keeps its middle.
        const at = G.network.getViewPosition(), scale = G.network.getScale();
        G.network.setSize("100%", "100%");
        G.network.redraw();
        if (G.fitted) G.fit(false);
        else G.network.moveTo({ position: at, scale, animation: false });
      } else G.network.redraw();
    }
  };
  G.onChange(refresh);

  const begin = () => {
    const { state, viewport } = G.readFragment();
    G.state = state;
    refresh(null);
    G.startNetwork();
    const place = (v) => (v ? G.network.moveTo({ position: { x: v[0], y: v[1] }, scale: v[2], animation: false }) : G.fit(false));
    place(viewport);
    G.afterFrame = () => {
      G.afterFrame = null;
      root.dataset.ready = "true";
      root.dataset.readyAt = String(Math.round(performance.now()));
    };
    G.network.redraw();
    window.addEventListener("hashchange", () => {
      const read = G.readFragment();
      if (location.hash.slice(1) === G.fragment()) return;
      G.restore(read.state);
      if (read.viewport) place(read.viewport);
    });
    window.addEventListener("resize", () => G.network.redraw());
    // Paper is light.
    let screen = null;
    window.addEventListener("beforeprint", () => { screen = G.state; if (screen.theme === "dark") G.restore({ ...screen, theme: "light" }); });
    window.addEventListener("afterprint", () => { if (screen && screen.theme === "dark") G.restore(screen); });
  };
  begin();
})();
