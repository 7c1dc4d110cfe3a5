"use strict";
(() => {
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  };
  const ready = () => document.querySelectorAll(".filter").forEach((form) => { form.hidden = false; });
  const filter = (form) => {
    const rows = [...document.querySelectorAll(".filtered tbody tr")];
    const wanted = form.querySelector("input").value.toLowerCase();
    let shown = 0;
    for (const row of rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
      shown += row.hidden ? 0 : 1;
    }
    form.querySelector("output").textContent = wanted ? `${shown} of ${rows.length}` : "";
  };
  const walk = (event) => {
    const svg = event.target.closest && event.target.closest("svg.graph");
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!svg || !step) { return; }
    const nodes = [...svg.querySelectorAll(".node")];
    const next = nodes[nodes.indexOf(document.activeElement) + step];
    if (next) { event.preventDefault(); next.focus(); }
  };
  addEventListener("hashchange", open);
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  document.addEventListener("submit", (event) => { if (event.target.matches(".filter")) { event.preventDefault(); } });
  document.addEventListener("input", (event) => {
    const form = event.target.closest(".filter");
    if (form) { filter(form); }
  });
  document.addEventListener("keydown", walk);
  document.addEventListener("htmx:afterSettle", ready);
  ready();
  open();
})();
