"use strict";
// Links text and record both ways: lights up every place of an entry, and every entry of a place.
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
  document.addEventListener("click", (event) => {
    const entry = event.target.closest(".entry");
    const seg = event.target.closest(".seg");
    if (entry) {
      light([entry.id]);
    } else if (seg) {
      const ids = seg.dataset.ids.split(" ");
      light(ids);
      // The smallest entry is the most telling one: events before statements before mentions.
      const order = (id) => "eftpsa".indexOf(id.split("-")[1][0]);
      const first = [...ids].sort((a, b) => order(a) - order(b))[0];
      document.getElementById(first)?.scrollIntoView({ block: "nearest" });
    } else {
      dim();
    }
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") dim(); });
})();
