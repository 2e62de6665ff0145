/* Explore: a reader picks series, sees them drawn and listed, and takes them away. The address holds the choice.
   Classic script; data come as scripts of their own (explore/*.js), so that it works from a folder. */
(function () {
  "use strict";
  const TEXT = Object.assign({
    first: "Series", second: "Compare with", none: "nothing else", find: "Find a series", fit: "{n} series fit", noFit: "No series has these words",
    place: "Place", partner: "Partner", sex: "Sex", age: "Age", part: "Part", release: "Release", periods: "Periods", all: "all", total: "total", used: "as the report uses it",
    year: "years", half: "half-years", quarter: "quarters", month: "months", date: "days", span: "longer or odd spans",
    show: "Show", others: "other sources' values, as crosses", from: "From year", to: "To year",
    events: "Mark events", chief: "The chief ones", noEvents: "None", marked: "Events marked",
    law: "Laws", programme: "Programmes", quota: "Quotas", shock: "Shocks", institution: "Institutions", agreement: "Agreements",
    copyLink: "Copy link", csv: "Download CSV", svg: "Download SVG",
    table: "Table: {n} rows", series: "Series", period: "Period", value: "Value", low: "Low", high: "High", precision: "Within ±",
    source: "Source", locator: "Where in it", status: "Status", use: "Used", note: "Note", yes: "yes", no: "other source",
    observed: "observed", estimate: "estimate", projection: "projection",
    unit: "Unit", definition: "Definition", sources: "Sources", licence: "Licence", noLicence: "none stated; facts cited singly", dictionary: "in the data dictionary",
    summary: "{name}, {first} to {last}, {n} values; largest {high} in {highAt}, smallest {low} in {lowAt}.", one: "{name}: {high} in {highAt}, the only value.", empty: "{name}: no values in these years.",
    chained: "The values come from two revisions of one publication, which differ by re-estimation, not by migration: the line is broken between them.",
    breaks: "Small triangles mark a change of definition or coverage; the note in the table says which.",
    hollow: "Hollow points are estimates.", ahead: "Dashed lines are projections.", crosses: "Crosses are other sources' values.", bars: "Light bars and bands show the range or the precision that a source gives.", units: "The two series have different units and are drawn one above the other, on one axis of time.",
    keys: "Arrow keys or the pointer read single values.", reading: "Values drawn. Arrow keys read them one by one.", failed: "The data of this series could not be loaded.", unknown: "The address names a series that is not here: {name}. Shown instead: the first of the list.",
    million: "million", billion: "billion", thousand: "thousand",
  }, window.kazmigText && window.kazmigText.explore);
  const COLOURS = { out: "#c8501e", in: "#1a8ca3", net: "#6b6f76", RUS: "#3f6fb5", DEU: "#a8741a", USA: "#b3487f", CAN: "#b3487f", KGZ: "#2f8a4e", UZB: "#2f8a4e", TJK: "#2f8a4e", TKM: "#2f8a4e", kandas: "#7a8a1e" };
  const FIELDS = ["id", "title", "concept", "unit", "direction", "frequency", "kind", "definition", "note", "theme", "rows", "start", "end"];
  const COLUMNS = ["series_id", "geo", "partner", "sex", "age", "breakdown", "category", "period", "value", "low", "high", "precision", "vintage", "source_id", "locator", "status", "used", "note"];
  const SLOTS = ["", "2"];
  const DIMENSIONS = [["g", "geo", "place"], ["p", "partner", "partner"], ["x", "sex", "sex"], ["a", "age", "age"], ["b", "part", "part"], ["v", "vintage", "release"], ["f", "form", "periods"]];
  const DEFAULT = "s=departures_registered&e=";

  const box = document.querySelector("[data-explore]");
  if (!box) return;
  const root = box.dataset.root;
  const form = box.querySelector(".explore-form");
  const drawing = box.querySelector(".explore-drawing");
  const voice = box.querySelector(".explore-status");
  let index, known, shown = [], turn = 0;

  /* ---------- small helpers ---------- */
  function make(tag, options, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(options || {})) {
      if (name === "text") node.textContent = value;
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  }
  function fill(text, values) { return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; }); }
  function unique(values) { return [...new Set(values)]; }

  const loaded = new Map();
  function load(address) {
    if (!loaded.has(address)) {
      loaded.set(address, new Promise(function (resolve, reject) {
        const script = make("script", { src: address });
        script.onload = resolve;
        script.onerror = function () { loaded.delete(address); reject(new Error("cannot load " + address)); };
        document.head.append(script);
      }));
    }
    return loaded.get(address);
  }

  // Kazakh writes numbers as Russian does, and not every browser knows Kazakh
  const plain = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en" : "ru", { maximumFractionDigits: 3 });
  function number(value) { return plain.format(value).replace("-", "\u2212").replaceAll("\u00a0", "\u202f"); }

  /* ---------- periods ---------- */
  function formOf(text) {
    if (/^\d{4}$/.test(text)) return "year";
    if (text.includes("/")) return "span";
    if (text.includes("-H")) return "half";
    if (text.includes("-Q")) return "quarter";
    return text.length === 7 ? "month" : "date";
  }
  function bounds(text) {
    const ends = text.split("/");
    const one = function (part, last) {
      const bits = part.match(/^(\d{4})(?:-(H|Q)?(\d+))?(?:-(\d+))?$/);
      const year = Number(bits[1]), at = Number(bits[3]);
      if (!bits[3]) return year + (last ? 1 : 0);
      const size = bits[2] === "H" ? 1 / 2 : bits[2] === "Q" ? 1 / 4 : 1 / 12;
      if (bits[4]) return year + (at - 1) / 12 + (Number(bits[4]) - (last ? 0 : 1)) / 372;
      return year + (at - (last ? 0 : 1)) * size;
    };
    return [one(ends[0], false), one(ends.at(-1), true)];
  }

  /* ---------- data ---------- */
  async function rowsOf(id) {
    await load(root + "explore/" + id + ".js");
    const data = window.kazmigSeries[id];
    if (Array.isArray(data.rows)) return data.rows;
    const texts = ["geo", "partner", "sex", "age", "breakdown", "category", "period", "vintage", "source_id", "locator", "status", "note"];
    data.rows = Array.from({ length: data.n }, function (_, at) {
      const row = { series_id: id };
      for (const name of texts) row[name] = Array.isArray(data[name]) ? data[name][0][data[name][1][at]] : data[name];
      for (const name of ["value", "low", "high", "precision", "rank"]) row[name] = data[name] ? data[name][at] : null;
      row.part = row.breakdown || row.category ? row.breakdown + ":" + row.category : "";
      row.form = formOf(row.period);
      [row.x0, row.x1] = bounds(row.period);
      row.x = (row.x0 + row.x1) / 2;
      return row;
    });
    return data.rows;
  }
  function family(vintage) { return /^[12]\d{3}(-\d{2}){0,2}$/.test(vintage) ? "" : vintage.replace(/[\d\s.-]+$/, ""); }

  /* One choice: rows narrowed step by step, each step with what could be chosen instead. */
  async function choose(slot, choice) {
    const info = known.get(choice.get("s" + slot));
    let rows = await rowsOf(info.id);
    const options = {}, picked = {};
    for (const [letter, field] of DIMENSIONS) {
      let values = unique(rows.map(function (row) { return row[field]; }));
      if (letter === "v") {
        values = values.filter(function (value) { return value && rows.filter(function (row) { return row.vintage === value; }).length > 1; });
        values = values.some(family) ? [""].concat(values.sort().reverse()) : [""];
      }
      const usual = letter === "g" ? "KAZ" : letter === "f" ? "year" : "";
      const often = letter === "f" ? values.slice().sort(function (a, b) { return count(rows, b) - count(rows, a); }) : values;
      const wanted = choice.get(letter + slot);
      picked[letter] = values.includes(wanted) ? wanted : values.includes(usual) ? usual : often[0];
      options[letter] = values;
      if (letter === "v" && !picked.v) continue;
      rows = rows.filter(function (row) { return row[field] === picked[letter]; });
    }
    if (picked.v) rows = again(rows);
    const from = Number(choice.get("from")) || -Infinity, to = Number(choice.get("to")) || Infinity;
    rows = rows.filter(function (row) { return row.x0 >= from && row.x1 <= to + 1; });
    rows.sort(function (a, b) { return a.x0 - b.x0 || a.x1 - b.x1 || a.rank - b.rank; });
    return { info: info, options: options, picked: picked, used: rows.filter(function (row) { return row.rank === 1; }), others: rows.filter(function (row) { return row.rank !== 1; }), slot: slot };
  }
  function count(rows, value) { return rows.filter(function (row) { return row.form === value; }).length; }
  function again(rows) { // within one release the best of what it prints is the one used
    const best = new Map();
    for (const row of rows) if (!best.has(row.period) || best.get(row.period) > row.rank) best.set(row.period, row.rank);
    return rows.map(function (row) { return Object.assign({}, row, { rank: row.rank === best.get(row.period) ? 1 : row.rank + 1 }); });
  }

  /* ---------- names ---------- */
  function option(letter, value) {
    if (letter === "g" || letter === "p") return index.places[value] || value || TEXT.all;
    if (letter === "b") {
      const [kind, part] = value.split(":");
      return value ? ((index.categories[kind] || {})[part] || part) + " (" + kind.replace(/_/g, " ") + ")" : TEXT.total;
    }
    if (letter === "v") return value || TEXT.used;
    if (letter === "f") return TEXT[value];
    return value || TEXT.all;
  }
  function detail(chosen, letters) {
    return letters.filter(function (letter) { return chosen.picked[letter]; }).map(function (letter) {
      return (letter === "p" ? TEXT.partner.toLowerCase() + " " : "") + option(letter, chosen.picked[letter]);
    }).join(", ");
  }
  function nameOf(chosen) { return chosen.info.title + ", " + detail(chosen, ["g", "p", "x", "a", "b", "v"]); }
  function labels(all) {
    if (all.length === 1) return [nameOf(all[0])];
    if (all[0].info.id !== all[1].info.id) {
      const same = ["g", "p", "x", "a", "b", "v"].filter(function (letter) { return all[0].picked[letter] !== all[1].picked[letter]; });
      return all.map(function (each) { return [each.info.title, detail(each, same)].filter(Boolean).join(", "); });
    }
    const letters = ["g", "p", "x", "a", "b", "v", "f"].filter(function (letter) { return all[0].picked[letter] !== all[1].picked[letter]; });
    return all.map(function (each) { return letters.map(function (letter) { return option(letter, each.picked[letter]); }).join(", ") || each.info.title; });
  }
  function headline(all) {
    if (all.length === 1) return nameOf(all[0]);
    if (all[0].info.id === all[1].info.id) {
      const names = labels(all), same = ["g", "p", "x", "a", "b", "v"].filter(function (letter) { return all[0].picked[letter] === all[1].picked[letter]; });
      return all[0].info.title + ", " + [detail(all[0], same), names.join(" / ")].filter(Boolean).join(": ");
    }
    return all.map(nameOf).join(" / ");
  }
  function colour(chosen, all) {
    const meant = chosen.info.id.startsWith("kandas") ? "kandas" : chosen.info.direction;
    const same = all.length > 1 && all[0].info.id === all[1].info.id;
    const place = COLOURS[chosen.picked.p] ? chosen.picked.p : chosen.picked.g !== "KAZ" ? chosen.picked.g : "";
    return (same && COLOURS[place]) || COLOURS[meant] || COLOURS[place] || "currentColor";
  }
  function label(id) {
    const row = index.sources[id];
    if (!row) return id;
    const year = row[3].slice(0, 4);
    return (row[2] || row[1] || row[0]) + (year ? " (" + year + ")" : "");
  }

  /* ---------- the address ---------- */
  function read() {
    let choice = new URLSearchParams(location.hash.slice(1));
    if (!choice.has("s")) choice = new URLSearchParams(DEFAULT + index.chief.join(",")); // none, or the address of a heading
    if (!known.has(choice.get("s"))) {
      choice.wrong = choice.get("s");
      choice.set("s", index.series[0][0]);
    }
    if (choice.has("s2") && !known.has(choice.get("s2"))) { choice.wrong = choice.get("s2"); choice.delete("s2"); }
    return choice;
  }
  function change(edit) {
    const choice = read();
    edit(choice);
    for (const [name, value] of [...choice]) if (!value && !"gpxab".includes(name[0])) choice.delete(name);
    location.hash = choice.toString();
  }

  /* ---------- controls ---------- */
  function control(slot, letter, name) {
    const id = "explore-" + letter + slot;
    const select = make("select", { id: id, onchange: function () { change(function (choice) { choice.set(letter + slot, select.value); }); } });
    return make("div", { class: "explore-control", hidden: true }, make("label", { for: id, text: name }), select);
  }
  function list(slot) {
    const id = "explore-s" + slot;
    const select = make("select", { id: id, class: "explore-series", onchange: function () {
      change(function (choice) {
        for (const [letter] of DIMENSIONS) choice.delete(letter + slot);
        choice.set("s" + slot, select.value);
        if (!slot) return;
        const first = choice.get("g");
        if (first) choice.set("g2", first);
      });
    } });
    const hint = make("span", { class: "explore-fit", role: "status" });
    const field = make("input", { type: "search", id: "explore-find" + slot, spellcheck: "false", oninput: narrow, onkeydown: function (event) {
      if (event.key === "Enter") {
        event.preventDefault();
        const first = [...select.options].find(function (each) { return each.value; });
        if (first && field.value) { select.value = first.value; select.dispatchEvent(new Event("change")); }
      }
    } });
    function narrow() {
      const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      const fits = index.series.map(record).filter(function (each) {
        const text = [each.title, each.id, each.concept, each.theme, each.unit, each.definition].join(" ").toLowerCase();
        return words.every(function (word) { return text.includes(word); });
      });
      const current = read().get("s" + slot) || "";
      select.replaceChildren();
      if (slot && !words.length) select.append(make("option", { value: "", text: TEXT.none }));
      for (const theme of index.themes) {
        const inside = fits.filter(function (each) { return each.theme === theme; });
        if (!inside.length) continue;
        const group = make("optgroup", { label: theme });
        for (const each of inside) group.append(make("option", { value: each.id, text: each.title }));
        select.append(group);
      }
      select.value = current;
      select.size = words.length ? Math.max(2, Math.min(8, select.querySelectorAll("option, optgroup").length)) : 1;
      hint.textContent = words.length ? (fits.length ? fill(TEXT.fit, { n: fits.length }) : TEXT.noFit) : "";
    }
    select.narrow = narrow;
    select.clear = function () { field.value = ""; narrow(); };
    return make("div", { class: "explore-pick" },
      make("div", { class: "explore-control explore-find" }, make("label", { for: "explore-find" + slot, text: TEXT.find }), field, hint),
      make("div", { class: "explore-control explore-wide" }, make("label", { for: id, class: "visually-hidden", text: slot ? TEXT.second : TEXT.first }), select));
  }
  function record(row) { return Object.fromEntries(FIELDS.map(function (name, at) { return [name, row[at]]; })); }

  function build() {
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    for (const slot of SLOTS) {
      form.append(make("fieldset", { class: "explore-slot" }, make("legend", { text: slot ? TEXT.second : TEXT.first }), list(slot),
        make("div", { class: "explore-dimensions" }, ...DIMENSIONS.map(function ([letter, , name]) { return control(slot, letter, TEXT[name]); }))));
      form.querySelector("#explore-s" + slot).narrow();
    }
    const others = make("input", { type: "checkbox", id: "explore-o", onchange: function () { change(function (choice) { choice.set("o", others.checked ? "1" : ""); }); } });
    const years = ["from", "to"].map(function (name) {
      const field = make("input", { type: "number", id: "explore-" + name, min: 1897, max: 2100, onchange: function () { change(function (choice) { choice.set(name, field.value); }); } });
      return make("div", { class: "explore-control explore-year" }, make("label", { for: "explore-" + name, text: TEXT[name] }), field);
    });
    const lists = unique(index.events.map(function (event) { return event[3]; })).map(function (kind) {
      return make("fieldset", {}, make("legend", { text: TEXT[kind] || kind }), ...index.events.filter(function (event) { return event[3] === kind; }).map(function (event) {
        const id = "explore-event-" + event[0];
        return make("div", { class: "explore-check" }, make("input", { type: "checkbox", id: id, value: event[0], onchange: ticked }), make("label", { for: id, text: event[1] + "  " + event[2] }));
      }));
    });
    function ticked() {
      const chosen = [...form.querySelectorAll(".explore-events input:checked")].map(function (input) { return input.value; });
      change(function (choice) { choice.set("e", chosen.join(",")); });
    }
    form.append(make("div", { class: "explore-more" },
      make("div", { class: "explore-check" }, others, make("label", { for: "explore-o", text: TEXT.show + " " + TEXT.others })), ...years,
      make("details", { class: "explore-events" }, make("summary", { text: TEXT.events }),
        make("p", {}, make("button", { type: "button", text: TEXT.chief, onclick: function () { change(function (choice) { choice.set("e", index.chief.join(",")); }); } }),
          make("button", { type: "button", text: TEXT.noEvents, onclick: function () { change(function (choice) { choice.delete("e"); }); } })),
        make("div", { class: "explore-event-lists" }, ...lists))));
  }
  function reflect(choice, all) {
    for (const slot of SLOTS) {
      const chosen = all.find(function (each) { return each.slot === slot; });
      const select = form.querySelector("#explore-s" + slot);
      if (document.activeElement !== select || select.size < 2) select.clear();
      select.value = chosen ? chosen.info.id : "";
      for (const [letter] of DIMENSIONS) {
        const other = form.querySelector("#explore-" + letter + slot);
        const values = chosen ? chosen.options[letter] : [];
        other.parentNode.hidden = values.length < 2;
        const entries = values.map(function (value) { return [value, option(letter, value)]; });
        if (letter !== "v" && letter !== "f") entries.sort(function (a, b) { return (a[0] !== "") - (b[0] !== "") || (b[0] === "KAZ") - (a[0] === "KAZ") || a[1].localeCompare(b[1], "en"); });
        if (other.dataset.values !== values.join("|")) {
          other.replaceChildren(...entries.map(function (entry) { return make("option", { value: entry[0], text: entry[1] }); }));
          other.dataset.values = values.join("|");
        }
        if (chosen) other.value = chosen.picked[letter];
      }
    }
    form.querySelector("#explore-o").checked = choice.get("o") === "1";
    for (const name of ["from", "to"]) form.querySelector("#explore-" + name).value = choice.get(name) || "";
    const marked = (choice.get("e") || "").split(",");
    for (const input of form.querySelectorAll(".explore-events input")) input.checked = marked.includes(input.value);
  }

  /* ---------- drawing ---------- */
  function pointsOf(chosen) {
    const used = chosen.used;
    const gaps = used.slice(1).map(function (row, at) { return (row.x - used[at].x).toFixed(2); });
    const often = new Map();
    for (const gap of gaps) often.set(gap, (often.get(gap) || 0) + 1);
    const step = Number([...often].sort(function (a, b) { return b[1] - a[1] || a[0] - b[0]; }).map(function (each) { return each[0]; })[0] || 0);
    const academic = chosen.info.frequency === "academic_year";
    return used.map(function (row, at) {
      const before = used[at - 1];
      const chain = before && family(row.vintage) && family(row.vintage) === family(before.vintage) && row.vintage !== before.vintage;
      const near = before && row.x - before.x <= step * 1.1 + 0.01 && (step <= 1.01 || chosen.info.kind === "stock" || row.form === "span");
      const apart = row.form !== "span" || academic || (before && row.x0 >= before.x1 - 0.01);
      return Object.assign(pointOf(row), { joined: Boolean(before && near && apart && !chain), chain: Boolean(chain),
        changed: index.breaks.some(function (name) { return row.note.includes("(" + name + ")"); }), long: row.form === "span" && !academic });
    });
  }
  function pointOf(row) {
    const low = row.low !== null ? row.low : row.precision ? row.value - row.precision : undefined;
    const high = row.high !== null ? row.high : row.precision ? row.value + row.precision : undefined;
    return { row: row, x: row.x, x0: row.x0, x1: row.x1, y: row.value, low: low, high: high, status: row.status };
  }
  function marksOf(choice) {
    const wanted = (choice.get("e") || "").split(",");
    return index.events.filter(function (event) { return wanted.includes(event[0]); }).map(function (event) {
      let word = event[5] || event[2];
      if (word.length > 24) word = word.slice(0, 23).replace(/\s\S*$/, "") + "\u2026";
      return { x: bounds(event[1])[0] + (event[1].length === 4 ? 0.5 : 0), word: word, name: event[2], date: event[1], source: event[4] };
    });
  }
  function plan(choice, all) {
    const names = labels(all);
    const colours = all.map(function (each) { return colour(each, all); });
    const lines = all.map(function (each, at) {
      const same = at && colours[0] === colours[1];
      return { label: names[at], colour: colours[at], dash: same ? "2 4" : "", points: pointsOf(each), others: choice.get("o") === "1" ? each.others.map(pointOf) : [], chosen: each };
    });
    const apart = all.length > 1 && all[0].info.unit !== all[1].info.unit;
    const zero = function (each) { return ["flow", "stock"].includes(each.info.kind); };
    const panels = apart ? lines.map(function (line) { return { unit: line.chosen.info.unit, zero: zero(line.chosen), lines: [line] }; }) : [{ unit: all[0].info.unit, zero: zero(all[0]), lines: lines }];
    return { panels: panels.filter(function (panel) { return panel.lines.some(function (line) { return line.points.length + line.others.length; }); }), lines: lines, events: marksOf(choice),
      format: number, unitText: function (unit, size) { return ({ 1e3: TEXT.thousand + " ", 1e6: TEXT.million + " ", 1e9: TEXT.billion + " " }[size] || "") + unit; } };
  }
  let reading = -1, model = null, drawn = null;
  function paint() {
    drawing.replaceChildren();
    reading = -1;
    model = null;
    if (!drawn.panels.length) return;
    model = window.kazmigDraw(Object.assign({ width: Math.max(260, Math.floor(drawing.clientWidth)) }, drawn));
    const tip = make("div", { class: "explore-tip", hidden: true });
    const said = make("p", { class: "visually-hidden", role: "status" });
    const plot = make("div", { class: "explore-plot", tabindex: "0", role: "group", "aria-label": TEXT.reading }, model.svg, tip);
    drawing.append(plot, said);
    const rule = document.createElementNS("http://www.w3.org/2000/svg", "line");
    for (const [name, value] of Object.entries({ y1: model.top, y2: model.bottom, stroke: "currentColor", "stroke-opacity": 0.5, "stroke-dasharray": "2 3", visibility: "hidden", class: "explore-rule" })) rule.setAttribute(name, value);
    model.svg.append(rule);
    function readAt(at, aloud) {
      reading = Math.max(0, Math.min(model.stops.length - 1, at));
      const stop = model.stops[reading];
      rule.setAttribute("x1", stop.px); rule.setAttribute("x2", stop.px); rule.setAttribute("visibility", "visible");
      tip.replaceChildren(...stop.items.map(function (item, place) {
        const row = item.point.row, unit = item.line.chosen.info.unit, before = stop.items[place - 1];
        const lines = [make("strong", { text: number(row.value) + " " + unit }), make("span", { text: label(row.source_id) + (row.status === "observed" ? "" : ", " + TEXT[row.status]) })];
        if (!before || before.line !== item.line || before.point.row.period !== row.period) { // named once for all its sources
          const name = make("span", { class: "explore-tip-name", text: (drawn.lines.length > 1 ? item.line.label + ", " : "") + row.period });
          name.style.setProperty("--mark", item.line.colour);
          lines.unshift(name);
        }
        return make("p", {}, ...lines);
      }));
      tip.hidden = false;
      tip.style.left = Math.max(0, Math.min(stop.px + 12, drawing.clientWidth - tip.offsetWidth)) + "px";
      if (stop.px + 12 + tip.offsetWidth > drawing.clientWidth) tip.style.left = Math.max(0, stop.px - 12 - tip.offsetWidth) + "px";
      tip.style.top = model.top + 4 + "px";
      if (aloud) said.textContent = tip.innerText.replace(/\s*\n+\s*/g, ", ");
    }
    function quiet() { tip.hidden = true; rule.setAttribute("visibility", "hidden"); }
    plot.addEventListener("pointermove", function (event) {
      const x = event.clientX - plot.getBoundingClientRect().left;
      let best = 0;
      model.stops.forEach(function (stop, at) { if (Math.abs(stop.px - x) < Math.abs(model.stops[best].px - x)) best = at; });
      readAt(best, false);
    });
    plot.addEventListener("pointerleave", function (event) { if (event.pointerType === "mouse") quiet(); });
    plot.addEventListener("blur", quiet);
    plot.addEventListener("keydown", function (event) {
      const to = { ArrowRight: reading + 1, ArrowLeft: reading < 0 ? model.stops.length - 1 : reading - 1, Home: 0, End: model.stops.length - 1 }[event.key];
      if (event.key === "Escape") quiet();
      if (to === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      readAt(to, true);
    });
  }

  /* ---------- words, table, files ---------- */
  function summary(chosen) {
    const rows = chosen.used;
    if (!rows.length) return fill(TEXT.empty, { name: nameOf(chosen) });
    const high = rows.reduce(function (a, b) { return b.value > a.value ? b : a; }), low = rows.reduce(function (a, b) { return b.value < a.value ? b : a; });
    const values = { name: nameOf(chosen), first: rows[0].period, last: rows.at(-1).period, n: rows.length, high: number(high.value), highAt: high.period, low: number(low.value), lowAt: low.period };
    return fill(rows.length === 1 ? TEXT.one : TEXT.summary, values);
  }
  function listed(choice, all) {
    return all.flatMap(function (each) {
      const rows = choice.get("o") === "1" ? each.used.concat(each.others) : each.used;
      return rows.map(function (row) { return { chosen: each, row: row }; });
    }).sort(function (a, b) { return all.indexOf(a.chosen) - all.indexOf(b.chosen) || a.row.x0 - b.row.x0 || a.row.x1 - b.row.x1 || a.row.rank - b.row.rank; });
  }
  function sourcesOf(rows) { return unique(rows.map(function (each) { return each.row.source_id; })).sort(); }
  function sourceLine(id) {
    const row = index.sources[id];
    return row[0].replace(/\.$/, "") + ". " + [row[1], row[2], row[3]].filter(Boolean).join(", ") + ". " + (row[4] ? row[4] + " " : "") + TEXT.licence + ": " + (row[5] || TEXT.noLicence) + ".";
  }
  function notes(choice, all, rows) {
    const place = box.querySelector(".explore-notes");
    const points = drawn.lines.flatMap(function (line) { return line.points.concat(line.others); });
    const said = [
      choice.wrong && fill(TEXT.unknown, { name: choice.wrong }),
      drawn.panels.length > 1 && TEXT.units,
      points.some(function (p) { return p.chain; }) && TEXT.chained,
      drawn.lines.some(function (line) { return line.points.length < 45 && line.points.some(function (p) { return p.status === "estimate"; }); }) && TEXT.hollow,
      points.some(function (p) { return p.status === "projection"; }) && TEXT.ahead,
      points.some(function (p) { return p.changed; }) && TEXT.breaks,
      drawn.lines.some(function (line) { return line.others.length; }) && TEXT.crosses,
      points.some(function (p) { return p.low !== undefined && p.high !== undefined; }) && TEXT.bars,
      TEXT.keys,
    ].filter(Boolean);
    place.replaceChildren(make("p", { class: "explore-key", text: said.join(" ") }));
    if (drawn.events.length) {
      place.append(make("p", {}, make("strong", { text: TEXT.marked + ": " }), ...drawn.events.flatMap(function (event, at) {
        return [at ? "; " : "", event.date + " ", make("a", { href: box.dataset.sources + "#source-" + event.source, text: event.name })];
      })));
    }
    for (const info of unique(all.map(function (each) { return each.info; }))) {
      place.append(make("p", {}, make("strong", { text: info.title + ": " }), info.definition + " " + TEXT.unit + ": " + info.unit + ". ",
        make("a", { href: box.dataset.dictionary + "#series-" + info.id, text: TEXT.definition + " " + TEXT.dictionary })));
    }
    const ids = sourcesOf(rows);
    const links = ids.map(function (id) { return make("a", { href: box.dataset.sources + "#source-" + id, title: index.sources[id][0], text: label(id) }); });
    place.append(make("p", {}, make("strong", { text: TEXT.sources + ": " }), ...links.flatMap(function (link, at) { return at ? ["; ", link] : [link]; })));
  }
  function table(rows) {
    const any = function (name) { return rows.some(function (each) { return each.row[name] !== null && each.row[name] !== ""; }); };
    const names = labels(shown), both = shown.length > 1, mixed = rows.some(function (each) { return each.row.rank !== 1; });
    const columns = [
      both && ["series", function (each) { return names[shown.indexOf(each.chosen)]; }],
      ["period", function (each) { return each.row.period; }, function (each) { return each.row.x0; }],
      ["value", function (each) { return number(each.row.value); }, function (each) { return each.row.value; }],
      ...["low", "high", "precision"].filter(any).map(function (name) { return [name, function (each) { return each.row[name] === null ? "" : number(each.row[name]); }, function (each) { return each.row[name]; }]; }),
      ["status", function (each) { return TEXT[each.row.status] || each.row.status; }],
      mixed && ["use", function (each) { return each.row.rank === 1 ? TEXT.yes : TEXT.no; }],
      ["source", function (each) { return label(each.row.source_id); }],
      ["release", function (each) { return each.row.vintage; }],
      ["locator", function (each) { return each.row.locator; }],
      any("note") && ["note", function (each) { return each.row.note; }],
    ].filter(Boolean);
    const body = make("tbody");
    const write = function (sorted) {
      body.replaceChildren(...sorted.map(function (each) {
        return make("tr", {}, ...columns.map(function (column) {
          const text = column[1](each);
          const cell = make("td", { class: ["value", "low", "high", "precision"].includes(column[0]) ? "number cell-" + column[0] : "cell-" + column[0] });
          cell.append(column[0] === "source" ? make("a", { href: box.dataset.sources + "#source-" + each.row.source_id, text: text }) : text);
          return cell;
        }));
      }));
    };
    const heads = columns.map(function (column) {
      const head = make("th", { scope: "col", class: ["value", "low", "high", "precision"].includes(column[0]) ? "number" : undefined });
      head.append(make("button", { type: "button", text: TEXT[column[0]], onclick: function () {
        const down = head.getAttribute("aria-sort") === "ascending";
        for (const each of heads) each.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", down ? "descending" : "ascending");
        const key = column[2] || column[1];
        write(rows.slice().sort(function (a, b) {
          const x = key(a), y = key(b);
          const order = typeof x === "number" && typeof y === "number" ? x - y : x === null ? -1 : y === null ? 1 : String(x).localeCompare(String(y), "en");
          return down ? -order : order;
        }));
      } }));
      return head;
    });
    write(rows);
    box.querySelector(".explore-table").replaceChildren(
      make("h3", { text: fill(TEXT.table, { n: rows.length }) }),
      make("div", { class: "table-scroll", role: "region", tabindex: "0", "aria-label": fill(TEXT.table, { n: rows.length }) },
        make("table", { class: "data" }, make("thead", {}, make("tr", {}, ...heads)), body)));
  }
  function cell(value) {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\n]/.test(text) ? '"' + text.replace(/"/g, '""') + '"' : text;
  }
  function asCsv(all, rows) {
    const lines = ["# " + headline(all)];
    for (const info of unique(all.map(function (each) { return each.info; }))) lines.push("# Series " + info.id + ": " + info.title + ". " + info.definition + " Unit: " + info.unit + ".");
    for (const id of sourcesOf(rows)) lines.push("# Source " + id + ": " + sourceLine(id));
    lines.push("# From: " + index.book + ". The book's own work: CC BY 4.0; the sources keep their licences.", COLUMNS.join(","));
    for (const each of rows) lines.push(COLUMNS.map(function (name) { return cell(name === "used" ? (each.row.rank === 1 ? "yes" : "no") : each.row[name]); }).join(","));
    return lines.join("\n") + "\n";
  }
  function asSvg(all, rows) {
    const wrap = window.kazmigDraw.wrap, width = 760, NS = "http://www.w3.org/2000/svg";
    const inner = window.kazmigDraw(Object.assign({ width: width }, drawn)).svg;
    const svg = document.createElementNS(NS, "svg");
    const add = function (tag, attributes, text) { const node = document.createElementNS(NS, tag); for (const name of Object.keys(attributes)) node.setAttribute(name, attributes[name]); if (text) node.textContent = text; svg.append(node); return node; };
    add("title", {}, headline(all));
    add("desc", {}, all.map(function (each) { return summary(each) + " " + each.info.definition; }).join(" "));
    const back = add("rect", { width: width + 40, fill: "#ffffff" });
    let y = 20;
    for (const text of wrap(headline(all), width, 18, 600)) { y += 23; add("text", { x: 20, y: y, "font-size": 18, "font-weight": 600, "font-family": "Source Serif 4, Georgia, serif" }, text); }
    inner.setAttribute("x", 20); inner.setAttribute("y", y + 14);
    inner.removeAttribute("aria-hidden"); inner.removeAttribute("focusable");
    svg.append(inner);
    y += 26 + Number(inner.getAttribute("height"));
    const foot = all.map(function (each) { return each.info; }).filter(function (info, at, list) { return list.indexOf(info) === at; }).map(function (info) { return info.title + ": " + info.definition; })
      .concat(sourcesOf(rows).map(function (id) { return TEXT.source + ": " + sourceLine(id); }), [index.book + ", CC BY 4.0; " + TEXT.sources.toLowerCase() + " keep their licences."]);
    for (const line of foot) for (const text of wrap(line, width, 10.5)) { y += 14; add("text", { x: 20, y: y, "font-size": 10.5, "fill-opacity": 0.8, "font-family": "Inter, system-ui, sans-serif" }, text); }
    y += 20;
    back.setAttribute("height", y);
    for (const [name, value] of Object.entries({ xmlns: NS, width: width + 40, height: y, viewBox: "0 0 " + (width + 40) + " " + y, color: "#1b1f26", fill: "#1b1f26", role: "img" })) svg.setAttribute(name, value);
    return new XMLSerializer().serializeToString(svg).replaceAll("var(--kazmig-page, #fff)", "#ffffff") + "\n";
  }
  function save(name, kind, text) {
    const url = URL.createObjectURL(new Blob([text], { type: kind }));
    const link = make("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    window.setTimeout(function () { URL.revokeObjectURL(url); }, 10000);
  }
  function tools(all, rows) {
    const name = all.map(function (each) { return [each.info.id, each.picked.g, each.picked.p].filter(Boolean).join("-"); }).join("--").replace(/[^\w-]+/g, "");
    const link = make("button", { type: "button", text: TEXT.copyLink, onclick: function () {
      const hash = location.hash || "#" + read().toString();
      window.kazmigCopy(location.href.split("#")[0] + hash, link);
    } });
    box.querySelector(".explore-tools").replaceChildren(
      make("button", { type: "button", text: TEXT.csv, onclick: function () { save(name + ".csv", "text/csv;charset=utf-8", asCsv(all, rows)); } }),
      make("button", { type: "button", text: TEXT.svg, onclick: function () { save(name + ".svg", "image/svg+xml", asSvg(all, rows)); } }), link);
  }

  /* ---------- all together ---------- */
  async function show() {
    const mine = ++turn;
    const choice = read();
    try {
      const slots = SLOTS.filter(function (slot) { return choice.get("s" + slot); });
      const all = await Promise.all(slots.map(function (slot) { return choose(slot, choice); }));
      if (mine !== turn) return; // the reader has chosen something else meanwhile
      shown = all;
      reflect(choice, all);
      const rows = listed(choice, all);
      box.querySelector(".explore-title").textContent = headline(all);
      drawn = plan(choice, all);
      voice.textContent = all.map(summary).join(" ");
      paint();
      notes(choice, all, rows);
      tools(all, rows);
      table(rows);
      box.dataset.shown = choice.toString();
    } catch (error) {
      voice.textContent = TEXT.failed;
      console.error(error);
    }
  }

  async function start() {
    box.hidden = false;
    try {
      await load(root + "explore/index.js");
    } catch (error) {
      voice.textContent = TEXT.failed;
      console.error(error);
      return;
    }
    index = window.kazmigExplore.index;
    known = new Map(index.series.map(function (row) { return [row[0], record(row)]; }));
    build();
    await show();
    window.addEventListener("hashchange", function () { if (!document.getElementById(location.hash.slice(1))) show(); });
    let width = drawing.clientWidth;
    new ResizeObserver(function () {
      if (drawn && Math.abs(drawing.clientWidth - width) > 2) { width = drawing.clientWidth; paint(); }
    }).observe(drawing);
    if (document.fonts) document.fonts.ready.then(function () { if (drawn) paint(); });
  }
  start();
})();
