/* Charts that become interactive when a reader reaches for them.
   Classic script, no requests but the site's own classic scripts, so that it works from a folder too. */
(function () {
  "use strict";

  /* ---------- small helpers ---------- */
  function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  const loaded = new Map();
  function load(address) {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise(function (resolve, reject) {
        const script = make("script");
        script.src = address;
        script.onload = resolve;
        script.onerror = function () {
          loaded.delete(address); // another try may succeed
          reject(new Error("cannot load " + address));
        };
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  }

  /* ---------- charts ---------- */
  const NARROW = 560; // pixels; the same border as in kazmig.css

  function status(figure, text) {
    let line = figure.querySelector(".chart-status");
    if (!line) {
      line = make("span", "chart-status");
      line.setAttribute("role", "status");
      figure.querySelector(".chart-tools").prepend(line);
    }
    line.textContent = text;
  }

  async function explore(figure) {
    if (figure.dataset.live) return;
    figure.dataset.live = "loading";
    const button = figure.querySelector(".chart-explore");
    const body = figure.querySelector(".chart-body");
    try {
      await load(button.dataset.vega);
      await load(button.dataset.spec);
      const forms = window.kazmigCharts[figure.dataset.figure];
      const narrow = body.clientWidth < NARROW && forms.narrow;
      const holder = make("div", "chart-live");
      holder.style.visibility = "hidden";
      body.append(holder);
      await window.vegaEmbed(holder, narrow ? forms.narrow : forms.wide, {
        actions: false,
        ast: true, // Vega's expression interpreter: no code is made from text, as the page's policy demands
        renderer: "svg",
        mode: "vega-lite",
        tooltip: { theme: "custom" },
      });
      for (const still of body.querySelectorAll(".chart-wide, .chart-narrow")) still.remove();
      holder.style.visibility = "";
      // The element around it carries the chart's alternative text; Vega's own names would say "Vega visualization".
      for (const name of ["role", "aria-roledescription", "aria-label"]) holder.removeAttribute(name);
      for (const svg of holder.querySelectorAll("svg")) {
        svg.setAttribute("focusable", "false");
        if (!svg.hasAttribute("viewBox")) {
          svg.setAttribute("viewBox", "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
        }
      }
      figure.dataset.live = narrow ? "narrow" : "wide";
      button.disabled = true;
      button.textContent = "Interactive";
      status(figure, "");
    } catch (error) {
      for (const holder of body.querySelectorAll(".chart-live")) holder.remove();
      delete figure.dataset.live;
      status(figure, "The interactive chart could not be loaded.");
      console.error(error);
    }
  }

  function startCharts() {
    for (const figure of document.querySelectorAll("figure[data-figure]")) {
      const button = figure.querySelector(".chart-explore");
      const body = figure.querySelector(".chart-body");
      if (!button || !body) continue;
      button.hidden = false;
      button.addEventListener("click", function () { explore(figure); });
      button.addEventListener("focus", function () {
        if (button.matches(":focus-visible")) explore(figure);
      });
      let wait = 0;
      body.addEventListener("pointerenter", function (event) {
        if (event.pointerType === "mouse") wait = window.setTimeout(function () { explore(figure); }, 250);
      });
      body.addEventListener("pointerleave", function () { window.clearTimeout(wait); });
    }
  }

  startCharts();
})();
