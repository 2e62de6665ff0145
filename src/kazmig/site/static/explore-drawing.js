/* Draws lines over time as SVG: the report's visual language, small enough to need no library.
   Classic script; gives window.kazmigDraw(plan) -> { svg, stops }. */
(function () {
  "use strict";
  const NS = "http://www.w3.org/2000/svg";
  const FONT = "Inter, system-ui, sans-serif";
  const GUIDE = "#8a8f98";
  const SMALL = 12;
  const PAGE = "var(--kazmig-page, #fff)";

  const pen = document.createElement("canvas").getContext("2d");
  function wide(text, size, weight) {
    pen.font = (weight || 400) + " " + size + "px " + FONT;
    return pen.measureText(text).width;
  }

  function add(parent, tag, attributes, text) {
    const node = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
    if (text !== undefined) node.textContent = text;
    parent.append(node);
    return node;
  }

  function write(parent, x, y, text, more) {
    return add(parent, "text", Object.assign({ x: round(x), y: round(y), fill: "currentColor", "font-size": SMALL, "font-family": FONT }, more), text);
  }

  function round(value) { return Math.round(value * 100) / 100; }

  /* Words in as many lines as a width needs. */
  function wrap(text, most, size, weight) {
    const lines = [""];
    for (const word of text.split(" ")) {
      const tried = lines.at(-1) ? lines.at(-1) + " " + word : word;
      if (lines.at(-1) && wide(tried, size, weight) > most) lines.push(word);
      else lines[lines.length - 1] = tried;
    }
    return lines;
  }

  function steps(low, high, count) {
    const raw = (high - low) / count || 1;
    const power = Math.pow(10, Math.floor(Math.log10(raw)));
    const step = [1, 2, 2.5, 5, 10].map(function (each) { return each * power; }).find(function (each) { return each >= raw * 0.999; });
    const found = [];
    for (let at = Math.floor(low / step + 1e-9); at * step <= high + step * (1 - 1e-9); at += 1) found.push(Number((at * step).toPrecision(12)));
    return found;
  }

  function scale(panel, narrow) {
    const values = panel.lines.flatMap(function (line) {
      return line.points.concat(line.others).flatMap(function (point) { return [point.y, point.low, point.high]; });
    }).filter(Number.isFinite);
    let low = Math.min(...values), high = Math.max(...values);
    if (panel.zero || (low >= 0 && low < high * 0.4)) { low = Math.min(low, 0); high = Math.max(high, 0); }
    if (low === high) { low -= Math.abs(low) * 0.1 || 1; high += Math.abs(high) * 0.1 || 1; }
    let ticks = steps(low, high, 5);
    const breath = (ticks.at(-1) - ticks[0]) * 0.04;
    const bottom = low === 0 ? 0 : Math.max(ticks[0], low - breath);
    const top = Math.min(ticks.at(-1), high + breath);
    ticks = ticks.filter(function (tick) { return tick >= bottom - 1e-9 && tick <= top + 1e-9; });
    const most = Math.max(Math.abs(low), Math.abs(high));
    const size = most >= 2e9 ? 1e9 : most >= 2e6 ? 1e6 : narrow && most >= 2e4 ? 1e3 : 1;
    return { bottom: bottom, top: top, ticks: ticks, size: size };
  }

  /* Events' words in rows over the plot. A word stands right of its rule, or left where it would run out of the drawing; one
     that passes over another rule stands higher than that rule reaches. Words that find no room stay away. */
  function arrange(events, px, left, right) {
    const placed = events.map(function (event) {
      const length = wide(event.word, SMALL), x = px(event.x);
      return { x: x, length: length, word: event.word, turned: x + 5 + length > right, row: 0 };
    });
    const start = function (one) { return one.turned ? one.x - 5 - one.length : one.x + 5; };
    const over = function (one, other) { return one.word && other.x > start(one) - 3 && other.x < start(one) + one.length + 3; };
    const touching = function (one, other) {
      return one.word && other.word && start(one) < start(other) + other.length + 6 && start(other) < start(one) + one.length + 6;
    };
    const pairs = placed.flatMap(function (one) {
      return placed.filter(function (other) { return other !== one; }).map(function (other) { return [one, other]; });
    });
    // Each over the other's rule cannot be: the word on the right side turns.
    const facing = function ([one, other]) { return !one.turned && over(one, other) && over(other, one); };
    for (let pair = pairs.find(facing); pair; pair = pairs.find(facing)) pair[0].turned = true;
    for (const one of placed) if (start(one) < left - 60) one.word = "";
    for (let again = 0; again < 200; again += 1) {
      const low = pairs.find(function ([one, other]) {
        return (over(one, other) && one.row <= other.row) || (touching(one, other) && one.row === other.row && !over(other, one));
      });
      if (!low) break;
      low[0].row = low[1].row + 1;
      if (low[0].row > 6) Object.assign(low[0], { word: "", row: 0 });
    }
    return placed.map(function (one) { return { x: one.x, start: start(one), length: one.length, row: one.row, word: one.word }; });
  }

  window.kazmigDraw = function (plan) {
    const narrow = plan.width < 560;
    const lines = plan.panels.flatMap(function (panel) { return panel.lines; });
    const points = lines.flatMap(function (line) { return line.points.concat(line.others); });
    let low = Math.floor(Math.min(...points.map(function (p) { return p.x0; })));
    let high = Math.ceil(Math.max(...points.map(function (p) { return p.x1; })));
    if (high - low < 2) { low -= 1; high += 1; }
    const scales = plan.panels.map(function (panel) { return scale(panel, narrow); });
    const label = function (value, at) { return plan.format(value / scales[at].size); };
    const left = Math.max(...scales.map(function (each, at) {
      return Math.max(...each.ticks.map(function (tick) { return wide(label(tick, at), SMALL); }));
    })) + 10;
    const single = plan.panels.length === 1;
    const ends = single && lines.length > 1 && !narrow;
    const room = ends ? Math.min(190, Math.max(...lines.map(function (line) { return Math.max(...wrap(line.label, 170, SMALL, 600).map(function (text) { return wide(text, SMALL, 600); })); })) + 18) : 14;
    const right = plan.width - room;
    const px = function (x) { return left + (x - low) / (high - low) * (right - left); };
    const events = arrange(plan.events.filter(function (event) { return event.x >= low && event.x <= high; }), px, left, plan.width);
    const rows = events.length ? Math.max(...events.map(function (event) { return event.row; })) + 1 : 0;
    const height = plan.panels.length > 1 ? (narrow ? 190 : 200) : (narrow ? 270 : 330);

    const svg = document.createElementNS(NS, "svg");
    svg.setAttribute("width", plan.width);
    svg.setAttribute("aria-hidden", "true");
    svg.setAttribute("focusable", "false");
    const behind = add(svg, "g", {});
    let y = 0, roof = 0;
    const stops = new Map();
    const plots = [];
    plan.panels.forEach(function (panel, at) {
      const named = !single || (narrow && lines.length > 1);
      const heads = [];
      if (named) {
        for (const line of panel.lines) {
          wrap(line.label, plan.width - 34, SMALL + 1, 600).forEach(function (text, place) { heads.push({ text: text, line: place ? null : line }); });
        }
      }
      for (const head of heads) {
        y += 18;
        if (head.line) add(svg, "line", { x1: 0, x2: 22, y1: y - 4, y2: y - 4, stroke: head.line.colour, "stroke-width": 2.5, "stroke-dasharray": head.line.dash });
        write(svg, 30, y, head.text, { "font-weight": 600, "font-size": SMALL + 1 });
      }
      if (!at) {
        roof = y + (heads.length ? 8 : 0);
        y = rows ? roof + rows * 17 : y;
      }
      y += 18;
      write(svg, 0, y - 2, plan.unitText(panel.unit, scales[at].size), { opacity: 0.85 });
      y += 9;
      const top = y, bottom = y + height, axis = scales[at];
      const py = function (value) { return bottom - (value - axis.bottom) / (axis.top - axis.bottom) * height; };
      for (const tick of axis.ticks) {
        add(svg, "line", { x1: round(left), x2: round(right), y1: round(py(tick)), y2: round(py(tick)), stroke: tick === 0 ? "currentColor" : GUIDE, "stroke-opacity": tick === 0 ? 0.55 : 0.32 });
        write(svg, left - 8, py(tick) + 4, label(tick, at), { "text-anchor": "end", opacity: 0.85 });
      }
      for (const line of panel.lines) draw(svg, line, px, py, stops);
      if (ends) endings(svg, panel.lines, py, px, right, top, bottom);
      plots.push({ top: top, bottom: bottom });
      y = bottom + (at < plan.panels.length - 1 ? 14 : 0);
    });
    const foot = y;
    events.forEach(function (event) {
      const top = roof + (rows - 1 - event.row) * 17;
      for (const [at, plot] of plots.entries()) {
        add(behind, "line", { class: "explore-event", x1: round(event.x), x2: round(event.x), y1: at ? plot.top : top, y2: plot.bottom, stroke: GUIDE, "stroke-opacity": 0.8 });
      }
      if (event.word) write(svg, event.start, top + 12, event.word, { opacity: 0.9 });
    });
    const every = [1, 2, 5, 10, 20, 25, 50, 100].find(function (each) { return each * (right - left) / (high - low) >= 44; }) || 100;
    for (let year = Math.ceil(low / every) * every; year < high; year += every) {
      write(svg, px(year + 0.5), foot + 18, String(year), { "text-anchor": "middle", opacity: 0.85 });
    }
    svg.setAttribute("height", round(foot + 26));
    svg.setAttribute("viewBox", "0 0 " + plan.width + " " + round(foot + 26));
    const sorted = [...stops.values()].sort(function (a, b) { return a.px - b.px; });
    return { svg: svg, stops: sorted, top: plots[0].top, bottom: plots.at(-1).bottom };
  };

  function draw(svg, line, px, py, stops) {
    const group = add(svg, "g", { stroke: line.colour, "stroke-width": 2.2, fill: "none", "stroke-linejoin": "round" });
    const points = line.points;
    let run = [];
    const close = function (dash) {
      if (run.length > 1) add(group, "polyline", Object.assign({ points: run.map(function (p) { return round(px(p.x)) + "," + round(py(p.y)); }).join(" ") }, dash ? { "stroke-dasharray": dash } : {}));
    };
    let dash = "";
    points.forEach(function (point, at) {
      const wanted = point.status === "projection" ? "7 4" : line.dash;
      if (!point.joined) { close(dash); run = []; }
      else if (wanted !== dash) { close(dash); run = [points[at - 1]]; }
      dash = wanted;
      run.push(point);
    });
    close(dash);
    const banded = bands(group, points, px, py, line.colour);
    points.forEach(function (point, at) {
      const x = round(px(point.x)), y = round(py(point.y));
      if (!banded.has(point) && Number.isFinite(point.low) && Number.isFinite(point.high) && Math.abs(py(point.low) - py(point.high)) > 3) {
        add(group, "line", { class: "explore-range", x1: x, x2: x, y1: round(py(point.low)), y2: round(py(point.high)), "stroke-width": 6, "stroke-opacity": 0.25 });
      }
      if (point.long) add(group, "line", { x1: round(px(point.x0)), x2: round(px(point.x1)), y1: y, y2: y, "stroke-opacity": 0.7 });
      if (point.changed) add(group, "path", { class: "explore-break", d: "M" + x + "," + round(y - 13) + "l4,-8h-8z", fill: line.colour, stroke: "none" });
      const next = points[at + 1];
      const alone = !point.joined && !(next && next.joined);
      if (point.status === "estimate" && (points.length < 45 || alone)) add(group, "circle", { cx: x, cy: y, r: 3.4, fill: PAGE, "stroke-width": 1.8 });
      else if (alone || points.length < 12) add(group, "circle", { cx: x, cy: y, r: 3.6, fill: line.colour, stroke: "none" });
      stop(stops, x, y, line, point);
    });
    for (const other of line.others) {
      const x = round(px(other.x)), y = round(py(other.y));
      add(group, "path", { class: "explore-other", d: "M" + (x - 3.5) + "," + (y - 3.5) + "l7,7m0,-7l-7,7", "stroke-width": 1.5 });
      stop(stops, x, y, line, other);
    }
  }

  /* Bounds of joined values are one band; those of single values stay bars. */
  function bands(group, points, px, py, colour) {
    const done = new Set();
    let run = [];
    const close = function () {
      if (run.length > 2) {
        const edge = function (name) { return run.map(function (p) { return round(px(p.x)) + "," + round(py(p[name])); }); };
        add(group, "polygon", { class: "explore-band", points: edge("low").concat(edge("high").reverse()).join(" "), fill: colour, "fill-opacity": 0.18, stroke: "none" });
        run.forEach(function (p) { done.add(p); });
      }
      run = [];
    };
    for (const point of points) {
      const bounded = Number.isFinite(point.low) && Number.isFinite(point.high);
      if (!bounded || !point.joined) close();
      if (bounded) run.push(point);
    }
    close();
    return done;
  }

  function stop(stops, x, y, line, point) {
    const key = point.x.toFixed(4);
    if (!stops.has(key)) stops.set(key, { px: x, items: [] });
    stops.get(key).items.push({ y: y, line: line, point: point });
  }

  function endings(svg, lines, py, px, right, top, bottom) {
    const found = lines.filter(function (line) { return line.points.length; }).map(function (line) {
      const last = line.points.at(-1);
      const texts = wrap(line.label, 170, SMALL, 600);
      return { line: line, texts: texts, last: last, y: py(last.y), tall: texts.length * 15 };
    }).sort(function (a, b) { return a.y - b.y; });
    found.forEach(function (each, at) {
      const before = found[at - 1];
      each.top = Math.max(each.y - each.tall / 2, before ? before.top + before.tall + 5 : top);
    });
    const over = found.length ? found.at(-1).top + found.at(-1).tall - bottom : 0;
    for (const each of found) {
      if (over > 0) each.top -= over;
      each.texts.forEach(function (text, at) { write(svg, right + 12, each.top + at * 15 + 11, text, { "font-weight": 600 }); });
      add(svg, "line", { x1: right + 5, x2: right + 5, y1: round(each.top), y2: round(each.top + each.tall), stroke: each.line.colour, "stroke-width": 3 });
    }
  }

  window.kazmigDraw.wrap = wrap;
})();
