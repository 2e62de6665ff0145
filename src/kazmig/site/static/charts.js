/* Charts that answer: the still picture tells its values under the pointer, a finger or the arrow keys; a colour can be
   picked out; the picture can be enlarged; the live chart (Vega) is loaded only when it is asked for.
   Classic script, no requests but the site's own classic scripts, so that it works from a folder too. */
(function () {
  "use strict";
  const TEXT = Object.assign({
    close: "Close", failed: "The interactive chart could not be loaded.", larger: "Larger", live: "Live",
    smaller: "Smaller",
  }, window.kazmigText && window.kazmigText.charts);
  const NARROW = 560; // pixels; the same border as in charts.css
  const NEAR = 48; // pixels on the screen within which a value answers the pointer
  const SVG = "http://www.w3.org/2000/svg";

  /* ---------- small helpers ---------- */
  function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  function button(className, text) {
    const node = make("button", className, text);
    node.type = "button";
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

  function keyOf(figure) { return figure.dataset.figure || figure.dataset.figureAlone; }

  /* ---------- values ---------- */
  const known = new WeakMap(); // figure -> its values and where they stand

  async function reach(figure) {
    if (known.has(figure)) return known.get(figure);
    const line = figure.querySelector(".chart-reading");
    if (!line) return null;
    await load(line.dataset.points);
    if (!known.has(figure)) {
      known.set(figure, window.kazmigPoints[keyOf(figure)]);
    }
    return known.get(figure);
  }

  /* The layout that is to be seen, wide or narrow, with its values. */
  function drawn(figure, values) {
    for (const form of ["wide", "narrow"]) {
      const svg = figure.querySelector(".chart-" + form + " svg");
      if (svg && svg.getClientRects().length) return { svg: svg, form: values[form] || values.wide };
    }
    return null;
  }

  function parts(form, point) {
    const titles = form.titles[point[4]];
    return point.slice(5).map(function (text, at) { return [titles[at], text]; }).filter(function (part) { return part[1]; });
  }

  function sentence(form, point) {
    return parts(form, point).map(function (part) {
      return ["series", "year", "period", "place", "region", "country"].includes(part[0]) ? part[1] : part[0] + ": " + part[1];
    }).join(", ");
  }

  function hide(figure) {
    for (const node of figure.querySelectorAll(".chart-tip, .chart-marker")) node.remove();
    const said = figure.querySelector(".chart-said");
    if (said) said.textContent = "";
  }

  function tell(figure, at, aloud) {
    const values = known.get(figure);
    const picture = values && drawn(figure, values);
    const point = picture && picture.form.points[at];
    if (!point) return;
    hide(figure);
    const marker = document.createElementNS(SVG, point[2] || point[3] ? "rect" : "circle");
    const shape = point[2] || point[3]
      ? { x: point[0] - point[2] / 2 - 2, y: point[1] - point[3] / 2 - 2, width: point[2] + 4, height: point[3] + 4, rx: 2 }
      : { cx: point[0], cy: point[1], r: 7 };
    for (const name in shape) marker.setAttribute(name, shape[name]);
    marker.setAttribute("class", "chart-marker");
    picture.svg.append(marker);

    const body = figure.querySelector(".chart-body");
    const tip = make("div", "chart-tip");
    for (const [title, text] of parts(picture.form, point)) {
      const line = make("div", title === "source" ? "chart-tip-source" : "");
      line.append(make("span", "", title), " ", make("b", "", text));
      tip.append(line);
    }
    body.append(tip);
    const frame = body.getBoundingClientRect();
    const place = marker.getBoundingClientRect();
    const left = place.left + place.width / 2 - frame.left;
    const above = place.top - frame.top - tip.offsetHeight - 10;
    tip.style.left = Math.max(0, Math.min(left - tip.offsetWidth / 2, frame.width - tip.offsetWidth)) + "px";
    tip.style.top = (above >= -40 ? above : place.bottom - frame.top + 10) + "px";

    const reader = figure.querySelector(".chart-reader");
    reader.max = picture.form.points.length - 1;
    reader.value = at;
    reader.setAttribute("aria-valuetext", sentence(picture.form, point));
    if (aloud) figure.querySelector(".chart-said").textContent = sentence(picture.form, point);
  }

  /* Up and down lead to another series, at the same place of the axis or the nearest to it. */
  function across(event) {
    const figure = event.target.closest("figure"), values = known.get(figure), picture = values && drawn(figure, values);
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!picture || !step) return;
    const all = picture.form.points, here = all[Number(event.target.value)];
    const names = [...new Set(all.map(function (point) { return point[5]; }))];
    const title = picture.form.titles[here[4]][0].toLowerCase();
    if (names.length < 2 || names.length === all.length || /^(year|period|date)/.test(title)) return; // a list: one after the other
    event.preventDefault();
    const name = names[names.indexOf(here[5]) + step];
    let best = -1, least = Infinity;
    all.forEach(function (point, at) {
      const far = Math.abs(point[0] - here[0]);
      if (point[5] === name && far < least) { least = far; best = at; }
    });
    if (best >= 0) tell(figure, best, true);
  }

  function nearest(figure, event) {
    const values = known.get(figure);
    const picture = values && drawn(figure, values);
    const matrix = picture && picture.svg.getScreenCTM();
    if (!matrix) return -1;
    const spot = new DOMPoint(event.clientX, event.clientY).matrixTransform(matrix.inverse());
    let best = -1, least = NEAR / matrix.a;
    picture.form.points.forEach(function (point, at) {
      const across = Math.max(0, Math.abs(point[0] - spot.x) - point[2] / 2);
      const down = Math.max(0, Math.abs(point[1] - spot.y) - point[3] / 2);
      const far = Math.hypot(across, down / 3); // along the axis of time a reader aims at a year
      if (far < least) { least = far; best = at; }
    });
    return best;
  }

  async function point(event) {
    const body = event.target.closest && event.target.closest(".chart-body");
    const figure = body && body.closest("figure.chart");
    if (!figure || figure.dataset.live) return;
    try { await reach(figure); } catch (error) { console.error(error); return; }
    const at = nearest(figure, event);
    if (at < 0) hide(figure);
    else tell(figure, at, false);
  }

  /* ---------- colours picked out ---------- */
  function fade(figure) {
    const buttons = [...figure.querySelectorAll(".chart-legend button")];
    const picked = buttons.find(function (each) { return each.getAttribute("aria-pressed") === "true"; });
    for (const each of buttons) {
      const colour = each.dataset.colour;
      for (const mark of figure.querySelectorAll('.chart-picture [stroke="' + colour + '"], .chart-picture [fill="' + colour + '"]')) {
        mark.classList.toggle("chart-faded", Boolean(picked) && each !== picked);
      }
    }
  }

  function pick(figure, chosen) {
    const on = chosen.getAttribute("aria-pressed") !== "true";
    for (const each of figure.querySelectorAll(".chart-legend button")) each.setAttribute("aria-pressed", String(on && each === chosen));
    fade(figure);
  }

  /* ---------- enlarged ---------- */
  function enlarge(figure) {
    const large = figure.querySelector(".chart-live svg, .chart-wide svg").cloneNode(true);
    // Its own names may stand once on a page: what they clip, they clip by the original's.
    for (const node of [large, ...large.querySelectorAll("[id]")]) node.removeAttribute("id");
    for (const node of large.querySelectorAll(".chart-marker")) node.remove();
    const frame = make("dialog", "chart-large");
    const title = figure.querySelector(".chart-title").textContent;
    frame.setAttribute("aria-label", title);
    const bar = make("div", "chart-large-bar");
    const smaller = button("chart-button", TEXT.smaller);
    const larger = button("chart-button", TEXT.larger);
    const close = button("chart-button", TEXT.close);
    const pane = make("div", "chart-large-pane");
    pane.tabIndex = 0;
    pane.setAttribute("role", "region");
    pane.setAttribute("aria-label", title);
    let size = 1;
    function resize(factor) {
      size = Math.max(1, Math.min(6, size * factor));
      large.style.width = 100 * size + "%";
      smaller.disabled = size <= 1;
      larger.disabled = size >= 6;
    }
    smaller.addEventListener("click", function () { resize(1 / 1.5); });
    larger.addEventListener("click", function () { resize(1.5); });
    close.addEventListener("click", function () { frame.close(); });
    frame.addEventListener("close", function () { frame.remove(); });
    large.style.maxWidth = "none";
    pane.append(large);
    bar.append(make("b", "", title), smaller, larger, close);
    frame.append(bar, pane);
    document.body.append(frame);
    frame.showModal();
    // On a phone one begins with a size that can be read.
    resize(Math.max(1, 760 / pane.clientWidth));
  }

  /* ---------- the live chart ---------- */
  function status(figure, text) {
    let line = figure.querySelector(".chart-status");
    if (!line) {
      line = make("span", "chart-status");
      line.setAttribute("role", "status");
      figure.querySelector(".chart-tools").prepend(line);
    }
    line.textContent = text;
  }

  const views = new WeakMap(); // holder -> Vega's view, to be ended before another takes its place

  async function draw(holder, spec) {
    if (views.has(holder)) views.get(holder).finalize();
    const made = await window.vegaEmbed(holder, spec, {
      actions: false,
      ast: true, // Vega's expression interpreter: no code is made from text, as the page's policy demands
      renderer: "svg",
      mode: "vega-lite",
      tooltip: { theme: "custom" },
    });
    views.set(holder, made);
    // The element around it carries the chart's alternative text; Vega's own names would say "Vega visualization".
    for (const name of ["role", "aria-roledescription", "aria-label"]) holder.removeAttribute(name);
    for (const svg of holder.querySelectorAll("svg")) {
      svg.setAttribute("focusable", "false");
      if (!svg.hasAttribute("viewBox")) {
        svg.setAttribute("viewBox", "0 0 " + svg.getAttribute("width") + " " + svg.getAttribute("height"));
      }
    }
  }

  async function explore(figure) {
    if (figure.dataset.live) return;
    figure.dataset.live = "loading";
    hide(figure);
    const button = figure.querySelector(".chart-explore");
    const body = figure.querySelector(".chart-picture");
    try {
      await Promise.all([load(button.dataset.vega), load(button.dataset.zoom), load(button.dataset.spec)]);
      const forms = window.kazmigCharts[keyOf(figure)];
      const narrow = body.clientWidth < NARROW && forms.narrow;
      const spec = narrow ? forms.narrow : forms.wide;
      const holder = make("div", "chart-live");
      holder.style.visibility = "hidden";
      body.append(holder);
      await draw(holder, spec);
      for (const still of body.querySelectorAll(".chart-wide, .chart-narrow")) still.remove();
      const reading = figure.querySelector(".chart-reading"); // it belongs to the still picture
      const zoom = window.kazmigZoom(spec, figure.querySelector(".chart-legend"), function (part) { draw(holder, part).then(function () { fade(figure); }); });
      if (zoom) (reading || figure.querySelector(".chart-tools")).before(zoom);
      if (reading) reading.remove();
      holder.style.visibility = "";
      fade(figure);
      figure.dataset.live = narrow ? "narrow" : "wide";
      button.disabled = true;
      button.textContent = TEXT.live;
      status(figure, "");
    } catch (error) {
      for (const holder of body.querySelectorAll(".chart-live")) holder.remove();
      delete figure.dataset.live;
      status(figure, TEXT.failed);
      console.error(error);
    }
  }

  /* ---------- what a reader does ---------- */
  function start() {
    document.addEventListener("pointerover", function (event) {
      const figure = event.target.closest && event.target.closest("figure.chart");
      if (figure) reach(figure).catch(function () { /* the next reach tries again */ });
    }, { passive: true });
    document.addEventListener("pointermove", function (event) { if (event.pointerType === "mouse") point(event); }, { passive: true });
    document.addEventListener("pointerdown", function (event) { if (event.pointerType !== "mouse") point(event); }, { passive: true });
    document.addEventListener("pointerout", function (event) {
      const body = event.target.closest && event.target.closest(".chart-body");
      if (body && event.pointerType === "mouse" && !body.contains(event.relatedTarget)) hide(body.closest("figure"));
    }, { passive: true });
    async function read(event) {
      if (!event.target.matches || !event.target.matches(".chart-reader")) return;
      const figure = event.target.closest("figure");
      try { await reach(figure); } catch (error) { console.error(error); return; }
      tell(figure, Number(event.target.value), true);
    }
    document.addEventListener("focusin", read);
    document.addEventListener("input", read);
    document.addEventListener("focusout", function (event) {
      if (event.target.matches && event.target.matches(".chart-reader")) hide(event.target.closest("figure"));
    });
    document.addEventListener("keydown", function (event) {
      if (event.target.matches && event.target.matches(".chart-reader")) across(event);
      if (event.key === "Escape") for (const tip of document.querySelectorAll(".chart-tip")) hide(tip.closest("figure"));
    });
    document.addEventListener("click", function (event) {
      const figure = event.target.closest("figure.chart");
      if (!figure) return;
      if (event.target.closest(".chart-explore")) explore(figure);
      if (event.target.closest(".chart-enlarge")) enlarge(figure);
      const chosen = event.target.closest(".chart-legend button");
      if (chosen) pick(figure, chosen);
    });
  }

  start();
})();
