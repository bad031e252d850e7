"use strict";
// Links text and record both ways: an entry lights up its words, a word its entries.
(() => {
  const places = new Map();
  for (const seg of document.querySelectorAll(".seg")) {
    for (const id of seg.dataset.ids.split(" ")) {
      if (!places.has(id)) places.set(id, []);
      places.get(id).push(seg);
    }
  }
  const dim = () => document.querySelectorAll(".lit").forEach((one) => one.classList.remove("lit"));
  const light = (ids) => {
    dim();
    for (const id of ids) {
      document.getElementById(id)?.classList.add("lit");
      (places.get(id) || []).forEach((seg) => seg.classList.add("lit"));
    }
  };
  // The most telling entry of a word first: an event before a statement before a mention.
  const order = ["event", "forecast", "time", "place", "statement", "mention"];
  const rank = (id) => {
    const classes = document.getElementById(id)?.classList;
    return order.findIndex((layer) => classes?.contains(layer));
  };
  const toggle = (key) => {
    const shown = key.getAttribute("aria-pressed") === "false";
    key.setAttribute("aria-pressed", String(shown));
    key.closest(".record").classList.toggle(`no-${key.dataset.layer}`, !shown);
  };
  document.addEventListener("click", (event) => {
    const entry = event.target.closest(".entry");
    const seg = event.target.closest(".seg");
    const key = event.target.closest(".key");
    if (key) {
      toggle(key);
    } else if (entry) {
      light([entry.id]);
      if (event.target.closest(".to")) {
        // Words in sight stay where they are; the link alone would move the page.
        event.preventDefault();
        places.get(entry.id)?.[0].scrollIntoView({ block: "nearest" });
      }
    } else if (seg) {
      const ids = seg.dataset.ids.split(" ");
      light(ids);
      const [first] = [...ids].sort((a, b) => rank(a) - rank(b));
      document.getElementById(first)?.scrollIntoView({ block: "nearest" });
    } else {
      dim();
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") dim(); });
})();
