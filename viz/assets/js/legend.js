// Legend and filters in one: what there is, how much of it, on or off.
"use strict";
(() => {
  const { nodes, edges, data } = G;
  const holder = G.byId("legend");
  const tally = (list, key) => {
    const counts = new Map();
    for (const item of list) for (const value of [].concat(key(item))) counts.set(value, (counts.get(value) || 0) + 1);
    return counts;
  };
  const groups = [
    { name: "classes", counts: tally(nodes, (n) => n.cls), order: data.classes, text: (v) => G.t(v), icon: (v) => G.icon(v), open: true },
    { name: "relations", counts: tally(edges, (e) => e.relation), order: data.relations, text: (v) => G.t(v), icon: (v) => G.lineIcon(v), open: true },
    { name: "strength", counts: tally(edges, (e) => e.strength), order: data.strengths, text: (v) => G.t(v), icon: (v) => (v === "Plain" ? null : G.lineIcon("supports", v)), open: true },
    { name: "basis", counts: tally(edges, (e) => e.basis), order: data.bases, text: (v) => G.basisName(v), hint: (v) => G.t(v + ":why") },
    { name: "chapters", counts: tally(nodes, (n) => (n.chapters.length ? n.chapters : [-1])), order: [...data.chapters.keys(), -1],
      text: (v) => (v < 0 ? "—" : [data.chapters[v][0], data.chapters[v][1]].filter(Boolean).join(" ")) },
  ];

  const toggle = (name, value) => {
    const off = new Set(G.state.off[name]);
    if (!off.delete(value)) off.add(value);
    G.change({ off: { ...G.state.off, [name]: [...off].sort() } });
  };
  const only = (group, value) => {
    const others = group.order.filter((other) => group.counts.has(other)).map(String).filter((other) => other !== value);
    const already = others.every((other) => G.state.off[group.name].includes(other)) && !G.state.off[group.name].includes(value);
    G.change({ off: { ...G.state.off, [group.name]: already ? [] : others.sort() } });
  };

  const open = new Map(groups.map((group) => [group.name, Boolean(group.open) && window.innerWidth > 820]));
  G.drawLegend = () => {
    const active = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.key : null;
    const parts = [G.el("h2", { id: "legendtitle" }, G.t("legend"))];
    for (const group of groups) {
      const values = group.order.filter((value) => group.counts.has(value));
      if (!values.length) continue;
      const rows = values.map((value) => {
        const key = String(value);
        const on = !G.state.off[group.name].includes(key);
        const button = G.el("button", { className: "toggle", type: "button", "aria-pressed": String(on), title: group.hint ? group.hint(value) : group.text(value), on: { click: () => toggle(group.name, key) } },
          group.icon ? group.icon(value) : null, G.el("span", { className: "name" }, group.text(value)),
          G.el("span", { className: "count" }, String(group.counts.get(value))));
        button.dataset.key = group.name + ":" + key;
        return G.el("li", {}, button, values.length > 1 ? G.el("button", { className: "only", type: "button", "aria-label": `${G.t("only")} ${group.text(value)}`, on: { click: () => only(group, key) } }, G.t("only")) : null);
      });
      const box = G.el("details", { open: open.get(group.name), on: { toggle: (event) => open.set(group.name, event.target.open) } },
        G.el("summary", {}, G.t(group.name)), G.el("ul", {}, ...rows));
      box.dataset.group = group.name;
      parts.push(box);
    }
    holder.replaceChildren(...parts);
    if (active) for (const button of holder.querySelectorAll("button.toggle")) if (button.dataset.key === active) button.focus();
  };
})();
