"use strict";
(() => {
  const open = () => {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  };
  addEventListener("hashchange", open);
  open();
  addEventListener("beforeprint", () => document.querySelectorAll("details").forEach((one) => { one.open = true; }));
  const form = document.querySelector(".filter");
  if (form) {
    const rows = [...document.querySelectorAll(".filtered tbody tr")];
    const output = form.querySelector("output");
    form.hidden = false;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => {
      const wanted = form.querySelector("input").value.toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        shown += row.hidden ? 0 : 1;
      }
      output.textContent = wanted ? `${shown} of ${rows.length}` : "";
    });
  }
  document.querySelectorAll("svg.graph").forEach((svg) => svg.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const nodes = [...svg.querySelectorAll(".node")];
    const next = nodes[nodes.indexOf(document.activeElement) + step];
    if (step && next) { event.preventDefault(); next.focus(); }
  }));
})();
