/* Years picked out of a live chart: the same specification with a shorter axis of time, and a scale that fits what is left.
   Loaded with Vega, when a reader asks for the live chart. Classic script, no requests. */
(function () {
  "use strict";
  const TEXT = Object.assign({ first: "Years from", last: "to", whole: "All years" }, window.kazmigText && window.kazmigText.zooming);
  const LONG = 12; // years; a shorter series has nothing to pick out
  const SHORT = 3; // years that a picked part has at least
  const GONE = /^annotation-(end|fan)-/; // names that stand at the ends of lines: the highlight buttons tell the colours
  const DATED = /^annotation-(event|origin)/; // what stands at a year, in pixels
  const WHOLE = /^annotation-break/; // a chart of phases: its intervals mean nothing cut short

  function copy(value) { return JSON.parse(JSON.stringify(value)); }
  function pair(channel) {
    const domain = channel && channel.scale && channel.scale.domain;
    return Array.isArray(domain) && domain.length === 2 && domain.every(Number.isFinite) ? domain : null;
  }
  function named(unit) { return (unit.data && unit.data.name) || ""; }
  function rowsOf(spec, unit) { return (unit.data && unit.data.values) || (spec.datasets || {})[named(unit)] || []; }

  /* The axis of years of a chart, or nothing if it has none that is worth a choice. */
  function axisOf(spec) {
    const layers = spec.layer || [];
    if (layers.some(function (unit) { return WHOLE.test(named(unit)); })) return null;
    for (const unit of layers) {
      const x = (unit.encoding || {}).x;
      if (x && x.field === "year" && pair(x) && !x.scale.range) {
        const [low, high] = pair(x);
        const first = Math.ceil(low), last = Math.floor(high);
        return last - first >= LONG ? { low: low, high: high, first: first, last: last } : null;
      }
    }
    return null;
  }

  /* The scale of values that fits the rows left, on a scale of the same kind. */
  function fitted(units, kind, before) {
    const values = units.flatMap(function (each) {
      const fields = [each.unit.encoding.y, each.unit.encoding.y2].filter(Boolean).map(function (channel) { return channel.field; });
      return each.rows.flatMap(function (row) { return fields.map(function (field) { return row[field]; }); });
    }).filter(function (value) { return Number.isFinite(value) && (kind !== "log" || value > 0); });
    if (!values.length) return before;
    const least = Math.min(...values), most = Math.max(...values);
    if (kind === "log") return [least / 1.15, most * 1.15];
    const low = before[0] <= 0 ? Math.min(0, least) : least, high = before[1] >= 0 ? Math.max(0, most) : most;
    const room = 0.05 * (high - low || 1);
    return [low < 0 || low !== 0 ? low - room : 0, high > 0 || high !== 0 ? high + room : 0];
  }

  /* The specification with the years from one to another alone. */
  function cut(spec, axis, from, to) {
    const out = copy(spec);
    const width = out.width, height = out.height;
    const domain = [from - (axis.first - axis.low), to + (axis.high - axis.last)];
    const wider = (axis.high - axis.low) / (domain[1] - domain[0]);
    function moved(px) {
      const year = axis.low + px / width * (axis.high - axis.low);
      return (year - domain[0]) / (domain[1] - domain[0]) * width;
    }
    out.layer = out.layer.filter(function (unit) { return !GONE.test(named(unit)); });
    const drawn = [];
    for (const unit of out.layer) {
      const encoding = unit.encoding || {}, x = encoding.x || {};
      if (DATED.test(named(unit)) && x.field === "px") {
        const mark = unit.mark || {};
        const away = mark.type === "text" ? { left: 5, right: -5 }[mark.align] || 0 : 0;
        unit.data = { name: named(unit), values: rowsOf(spec, unit).map(function (row) {
          return { ...row, px: moved(row.px - away) + away };
        }).filter(function (row) { return row.px - away >= -1 && row.px - away <= width + 1; }) };
        continue;
      }
      if (!["year", "first"].includes(x.field)) continue;
      if (pair(x)) x.scale.domain = domain;
      if (x.axis) {
        delete x.axis.values;
        Object.assign(x.axis, { tickMinStep: 1, tickCount: Math.min(8, to - from), labelOverlap: true });
      }
      const end = (encoding.x2 && encoding.x2.field) || x.field;
      const rows = rowsOf(spec, unit).filter(function (row) { return row[end] >= from && row[x.field] <= to; }).map(function (row) {
        return end === x.field ? row : { ...row, [x.field]: Math.max(row[x.field], from), [end]: Math.min(row[end], to) };
      });
      unit.data = { name: named(unit) + "-cut-" + out.layer.indexOf(unit), values: rows };
      if (unit.mark && unit.mark.type === "bar" && unit.mark.size) unit.mark.size *= wider;
      if (encoding.y && encoding.y.type === "quantitative" && encoding.y.field !== "py") drawn.push({ unit: unit, rows: rows });
    }
    const scaled = drawn.find(function (each) { return pair(each.unit.encoding.y); });
    if (!scaled) return out;
    const kind = scaled.unit.encoding.y.scale.type === "log" ? "log" : "linear";
    const values = fitted(drawn, kind, pair(scaled.unit.encoding.y));
    for (const { unit } of drawn) {
      const y = unit.encoding.y;
      if (!pair(y)) continue;
      y.scale.domain = values;
      if (!y.axis) continue;
      const shown = (y.axis.values || []).filter(function (value) { return value >= values[0] && value <= values[1]; });
      if (kind === "log" && shown.length > 1) { y.axis.values = shown; continue; }
      delete y.axis.values;
      y.axis.tickCount = 5;
      // Steps smaller than the unit that the axis counts in need a decimal.
      const by = /datum\.value \/ ([\d.e+]+)/.exec(y.axis.labelExpr || "");
      if (by && (values[1] - values[0]) / 5 / Number(by[1]) < 1) y.axis.labelExpr = y.axis.labelExpr.replace(/,\.\df/, ",.2~f");
    }
    for (const unit of out.layer) {
      if (named(unit) !== "annotation-zero") continue;
      const zero = kind === "linear" && values[0] <= 0 && values[1] >= 0 ? height * values[1] / (values[1] - values[0]) : null;
      unit.data = { name: named(unit), values: zero === null ? [] : rowsOf(spec, unit).map(function (row) { return { ...row, py: zero }; }) };
    }
    return out;
  }

  function choice(words, years, value) {
    const label = document.createElement("label");
    const list = document.createElement("select");
    for (let year = years[0]; year <= years[1]; year += 1) list.add(new Option(String(year), String(year), false, year === value));
    label.append(words + " ", list);
    return { label: label, list: list };
  }

  /* The choice of years under a live chart; `draw` is given the specification to show. Returns nothing if there is none. */
  function zoom(spec, legend, draw) {
    const axis = axisOf(spec);
    const names = (spec.layer || []).find(function (unit) { return named(unit) === "annotation-end-labels"; });
    if (!axis || (names && rowsOf(spec, names).length > 1 && !legend)) return null;
    const bar = document.createElement("div");
    bar.className = "chart-zoom";
    const first = choice(TEXT.first, [axis.first, axis.last], axis.first);
    const last = choice(TEXT.last, [axis.first, axis.last], axis.last);
    const whole = document.createElement("button");
    whole.type = "button";
    whole.className = "chart-button";
    whole.textContent = TEXT.whole;
    whole.disabled = true;
    function show(moved) {
      let from = Number(first.list.value), to = Number(last.list.value);
      if (to - from < SHORT) {
        if (moved === first.list) to = Math.min(axis.last, from + SHORT);
        from = Math.min(from, to - SHORT);
        if (from < axis.first) { from = axis.first; to = from + SHORT; }
        first.list.value = from;
        last.list.value = to;
      }
      const all = from === axis.first && to === axis.last;
      if (all && document.activeElement === whole) first.list.focus(); // a disabled button would lose the place
      whole.disabled = all;
      draw(all ? spec : cut(spec, axis, from, to));
    }
    first.list.addEventListener("change", function () { show(first.list); });
    last.list.addEventListener("change", function () { show(last.list); });
    whole.addEventListener("click", function () {
      first.list.value = axis.first;
      last.list.value = axis.last;
      show(first.list);
    });
    bar.append(first.label, last.label, whole);
    return bar;
  }

  window.kazmigZoom = zoom;
})();
