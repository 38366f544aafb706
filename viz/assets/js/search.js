// Find a thing by its name, an alias or pinyin initials, and bring it to the middle.
"use strict";
(() => {
  const { nodes } = G;
  const box = G.byId("search"), list = G.byId("hits");
  const plain = (text) => text.normalize("NFKC").toLowerCase().replace(/[^\p{L}\p{N}]/gu, "");
  let entries = null, hits = [], at = 0;

  // Prepared at the first key, so that the picture need not wait for it.
  const prepare = () => {
    entries ??= nodes.map((node) => ({ node, name: plain(node.label), others: node.aliases.map(plain), initials: node.initials }));
    return entries;
  };
  G.search = (text) => {
    const wanted = plain(text);
    if (!wanted) return [];
    const scored = [];
    for (const { node, name, others, initials } of prepare()) {
      if (!G.shows(node)) continue;
      let score = 0;
      if (name === wanted) score = 100;
      else if (others.includes(wanted)) score = 90;
      else if (name.startsWith(wanted)) score = 70;
      else if (name.includes(wanted)) score = 50;
      else if (others.some((other) => other.includes(wanted))) score = 40;
      else if (/^[a-z0-9]+$/.test(wanted) && initials.split(" ").some((word) => word.startsWith(wanted))) score = 30;
      else if (/^[a-z0-9]{2,}$/.test(wanted) && initials.includes(wanted)) score = 20;
      if (score) scored.push([score + Math.min(9, node.rank / 1e5 + node.edges.length / 50), node]);
    }
    return scored.sort((a, b) => b[0] - a[0] || a[1].label.length - b[1].label.length || a[1].id - b[1].id).slice(0, 30).map((pair) => pair[1]);
  };
  const close = () => { list.hidden = true; box.setAttribute("aria-expanded", "false"); box.removeAttribute("aria-activedescendant"); };
  const choose = (node) => {
    close();
    box.value = "";
    G.select(node.id);
    G.show(node.id, true);
    G.byId("mynetwork").focus();
  };
  const draw = () => {
    list.replaceChildren(...(hits.length ? hits.map((node, i) => G.el("li", { id: "hit" + i, role: "option", "aria-selected": String(i === at), on: { mousedown: (event) => { event.preventDefault(); choose(node); } } },
      G.icon(node.cls), G.el("span", {}, node.label), G.el("small", {}, G.t(node.cls)))) : [G.el("li", {}, G.t("nohits"))]));
    list.hidden = false;
    box.setAttribute("aria-expanded", "true");
    if (hits.length) box.setAttribute("aria-activedescendant", "hit" + at);
    const marked = list.querySelector('[aria-selected="true"]');
    if (marked) marked.scrollIntoView({ block: "nearest" });
  };
  box.addEventListener("input", () => {
    hits = G.search(box.value);
    at = 0;
    if (box.value.trim()) draw(); else close();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape") { box.value = ""; close(); G.byId("mynetwork").focus(); event.stopPropagation(); }
    if (list.hidden || !hits.length) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      at = (at + (event.key === "ArrowDown" ? 1 : hits.length - 1)) % hits.length;
      draw();
      event.preventDefault();
    } else if (event.key === "Enter") choose(hits[at]);
  });
  box.addEventListener("blur", close);
})();
