// A sentence as others cite it: text, BibTeX, IRI.
"use strict";
(() => {
  const { plan } = G.data;
  G.whereText = (quote) => [quote.chapter, quote.section].filter(Boolean)
    .map((division) => division[0] && division[0].startsWith("专栏") ? `${division[0]} ${division[1]}` : [division[0], division[1]].filter(Boolean).join(division[0] && /[)）]$/.test(division[0]) ? "" : "、")).join(" › ");

  G.citeText = (quote) => {
    const parts = [plan.publisher, plan.title + "[Z]", [plan.number, plan.issued].filter(Boolean).join(", ")].filter(Boolean);
    const page = quote.origin ? ` (${quote.origin})` : "";
    return `${parts.join(". ")}. ${G.whereText(quote)}${page}: “${quote.words}” <${quote.iri}>`;
  };
  const tex = (text) => text.replace(/[\\{}&%$#_^~]/g, (char) => ({ "\\": "\\textbackslash{}", "^": "\\^{}", "~": "\\~{}" })[char] || "\\" + char);
  G.citeBib = (quote) => {
    const key = (plan.slug + "-" + quote.iri.slice(quote.iri.lastIndexOf("/") + 1)).replace(/[^A-Za-z0-9:-]/g, "");
    const fields = {
      title: `{${tex(plan.title)}}`, author: plan.publisher ? `{${tex(plan.publisher)}}` : "", institution: plan.publisher ? tex(plan.publisher) : "",
      number: tex(plan.number), year: plan.issued.slice(0, 4), note: tex(`${G.whereText(quote)}: “${quote.words}”`), url: quote.iri.replace(/[{}\\]/g, ""),
    };
    return `@techreport{${key},\n` + Object.entries(fields).filter((pair) => pair[1]).map(([name, value]) => `  ${name} = {${value}}`).join(",\n") + "\n}\n";
  };

  G.say = (text) => { G.byId("status").textContent = text; };
  G.copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch { // not allowed here: the old way
      const area = G.el("textarea", { value: text, className: "copyarea" });
      document.body.append(area);
      area.select();
      const done = document.execCommand("copy");
      area.remove();
      if (!done) return G.say(G.t("notcopied"));
    }
    G.copied = text;
    G.say(G.t("copied"));
  };
})();
