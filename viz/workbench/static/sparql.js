// Completion in the SPARQL editor. Without it the editor is a plain text box that works.
"use strict";
(() => {
  const box = document.getElementById("query"), list = document.getElementById("offers");
  let offers = [], at = 0, from = 0, asked = 0;

  const word = () => {
    const before = box.value.slice(0, box.selectionStart);
    const found = before.match(/[^\s(){}<>".,;|/^]+$/u);
    return found ? found[0] : "";
  };
  const hide = () => { list.hidden = true; offers = []; };
  const draw = () => {
    list.replaceChildren(...offers.map((offer, i) => {
      const item = document.createElement("li");
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", String(i === at));
      item.textContent = offer.show;
      item.addEventListener("mousedown", (event) => { event.preventDefault(); at = i; take(); });
      return item;
    }));
    list.hidden = offers.length === 0;
  };
  const take = () => {
    box.setRangeText(offers[at].insert, from, box.selectionStart, "end");
    hide();
  };
  const offer = async () => {
    const typed = word();
    from = box.selectionStart - typed.length;
    const mine = ++asked;
    if (!typed) return hide();
    const answer = await fetch("/complete?" + new URLSearchParams({ q: typed }));
    if (!answer.ok || mine !== asked) return;
    offers = await answer.json();
    at = 0;
    draw();
  };
  box.addEventListener("keydown", (event) => {
    if (event.key === " " && event.ctrlKey) { event.preventDefault(); offer(); return; }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { box.form.requestSubmit(); return; }
    if (list.hidden) return;
    if (event.key === "Escape") hide();
    else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      at = (at + (event.key === "ArrowDown" ? 1 : offers.length - 1)) % offers.length;
      draw();
    } else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); take(); }
  });
  box.addEventListener("input", () => { if (/:\w*$/.test(word())) offer(); else hide(); });
  box.addEventListener("blur", hide);
})();
