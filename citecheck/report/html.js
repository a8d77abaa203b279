"use strict";
// Filters and keys. Everything else on the page works without this script.
(() => {
  const every = (selector, inside = document) => [...inside.querySelectorAll(selector)];
  const cards = every(".card");
  const marks = every(".mark");
  const filters = every(".filter");
  const keys = document.getElementById("keys");
  const problems = document.getElementById("problems");
  document.querySelector(".tools").hidden = false;

  const ofCard = (card) => marks.filter((mark) => mark.dataset.for === card.id);
  const shown = () => cards.filter((card) => !card.hidden);
  let now = null;

  const select = (card, focus) => {
    every(".now").forEach((element) => element.classList.remove("now"));
    now = card;
    card.classList.add("now");
    const places = ofCard(card);
    places.forEach((mark) => mark.classList.add("now"));
    if (focus) {
      every(".proof", card).forEach((one) => { one.open = true; });
      card.focus({ preventScroll: true });
      card.scrollIntoView({ block: "nearest" });
      if (places.length && matchMedia("(min-width: 58rem)").matches) places[0].scrollIntoView({ block: "center" });
    }
  };

  const refilter = () => {
    const hidden = new Set(
      filters.filter((one) => one.getAttribute("aria-pressed") === "false")
        .map((one) => one.dataset.what + " " + one.dataset.key));
    cards.forEach((card) => {
      card.hidden = hidden.has(card.dataset.what + " " + card.dataset.key);
      ofCard(card).forEach((mark) => mark.classList.toggle("off", card.hidden));
    });
    const wanted = filters.every((one) => (one.getAttribute("aria-pressed") === "false") === one.classList.contains("good"));
    problems.setAttribute("aria-pressed", String(wanted && hidden.size > 0));
    every(".panel > section").forEach((section) => {
      section.hidden = !every(".card", section).some((card) => !card.hidden);
    });
  };

  const show = (wanted) => {
    filters.forEach((one) => one.setAttribute("aria-pressed", String(wanted(one))));
    refilter();
  };
  const onlyProblems = () => {
    const back = problems.getAttribute("aria-pressed") === "true";
    show((one) => back || !one.classList.contains("good"));
  };

  filters.forEach((one) => one.addEventListener("click", () => {
    one.setAttribute("aria-pressed", String(one.getAttribute("aria-pressed") === "false"));
    refilter();
  }));
  problems.addEventListener("click", onlyProblems);
  keys.addEventListener("click", () => {
    const on = keys.getAttribute("aria-pressed") === "false";
    keys.setAttribute("aria-pressed", String(on));
    keys.textContent = on ? "Keys on" : "Keys off";
  });
  marks.forEach((mark) => mark.addEventListener("click", (event) => {
    const card = document.getElementById(mark.dataset.for);
    if (!card || card.hidden) return;
    event.preventDefault();
    select(card, true);
  }));
  cards.forEach((card) => card.addEventListener("focusin", () => { if (card !== now) select(card, false); }));

  const step = (by) => {
    const list = shown();
    if (!list.length) return;
    const at = list.indexOf(now);
    select(list[at < 0 ? (by > 0 ? 0 : list.length - 1) : (at + by + list.length) % list.length], true);
  };
  const actions = {
    j: () => step(1),
    k: () => step(-1),
    t: () => { const mark = now && ofCard(now).find((one) => one.href); if (mark) { mark.focus(); mark.scrollIntoView({ block: "center" }); } },
    c: () => { const mark = document.activeElement.closest(".mark"); const card = mark ? document.getElementById(mark.dataset.for) : now; if (card) select(card, true); },
    p: onlyProblems,
    a: () => show(() => true),
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || keys.getAttribute("aria-pressed") === "false") return;
    const action = actions[event.key];
    if (action) { event.preventDefault(); action(); }
  });
  addEventListener("beforeprint", () => every(".card details").forEach((one) => { one.open = true; }));
})();
