/* Lineage: a reader walks from documents over series and chapters to what is published, and back.
   Classic script; the graph comes as a script of its own (lineage-walk.js), so that it works from a folder. */
(function () {
  "use strict";
  const TEXT = Object.assign({
    find: "Find a document, series, chapter, sentence or number", columns: "From the documents to the page",
    documents: "Documents", series: "Series", chapters: "Chapters", things: "Published",
    figure: "Figure", table: "Table", fact: "Number", finding: "Sentence",
    all: "Everything is shown. Choose an entry to see what it rests on and what rests on it.",
    chosen: "{name}: {documents}, {series}, {chapters}, {things}.", fits: "{n} entries have these words.", none: "No entry has these words.",
    ofDocuments: "documents: {n}", ofSeries: "series: {n}", ofChapters: "chapters: {n}", ofThings: "published: {n}",
    record: "Open its record", back: "Show everything", more: "Show {n} more", failed: "The graph could not be loaded. The lists below hold the same.",
  }, window.kazmigText && window.kazmigText.lineage);
  const COLUMNS = ["documents", "series", "chapters", "things"];
  const FIRST = 12, STEP = 40;
  const box = document.querySelector("[data-walk]");
  if (!box) return;

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }
  function make(tag, properties, children) {
    const node = Object.assign(document.createElement(tag), properties || {});
    node.append(...(children || []));
    return node;
  }

  const loader = make("script", { src: box.dataset.root + "lineage-walk.js" });
  loader.addEventListener("load", function () { start(window.kazmigWalk.graph); });
  loader.addEventListener("error", function () { box.hidden = false; box.append(make("p", { textContent: TEXT.failed })); });
  document.head.append(loader);

  function start(graph) {
    const nodes = { documents: [], series: [], chapters: [], things: [] };
    const byName = new Map();
    function add(column, id, text, href, kind) {
      const node = { column: column, at: nodes[column].length, id: id, text: text, href: href, kind: kind || "", words: (id + " " + text).toLowerCase(), uses: 0, near: {} };
      COLUMNS.forEach(function (name) { node.near[name] = new Set(); });
      node.near[column].add(node.at);
      node.name = (kind || column) + ":" + id;
      nodes[column].push(node);
      byName.set(node.name, node);
    }
    graph.documents.forEach(function (row) { add("documents", row[0], row[1], box.dataset.sources + "#source-" + row[0]); });
    graph.series.forEach(function (row) { add("series", row[0], row[1], box.dataset.dictionary + "#series-" + row[0]); });
    graph.chapters.forEach(function (row) { add("chapters", row[0], row[1], box.dataset.root + row[2] + ".html"); });
    graph.things.forEach(function (row) {
      const anchor = row[0] === "fact" ? row[1] : row[0] + "-" + row[1];
      add("things", row[1], row[2], box.dataset.root + "records/" + graph.chapters[row[3]][0] + ".html#" + anchor, row[0]);
    });
    // what a thing rests on is near it, and so are all things that rest on a thing near each of these
    const pairs = new Set();
    graph.things.forEach(function (row, at) {
      const thing = nodes.things[at], chapter = nodes.chapters[row[3]];
      const above = [chapter, ...row[4].map(function (each) { return nodes.documents[each]; }), ...row[5].map(function (each) { return nodes.series[each]; })];
      above.forEach(function (node) { node.near.things.add(at); thing.near[node.column].add(node.at); node.uses += 1; });
      above.slice(1).forEach(function (node) { node.near.chapters.add(chapter.at); chapter.near[node.column].add(node.at); });
      row[5].forEach(function (series) {
        graph.series[series][2].forEach(function (paper) {
          if (!row[4].includes(paper)) return;
          nodes.series[series].near.documents.add(paper);
          nodes.documents[paper].near.series.add(series);
          pairs.add(paper + ":" + series);
        });
      });
    });
    const ranked = {};
    COLUMNS.forEach(function (column) {
      ranked[column] = column === "things" || column === "chapters" ? nodes[column] : nodes[column].slice().sort(function (a, b) { return b.uses - a.uses; });
    });

    let chosen = null, words = [], shown = {};
    const field = make("input", { type: "search", id: "walk-find", className: "walk-find", autocomplete: "off", spellcheck: false });
    const said = make("p", { className: "walk-said" });
    said.setAttribute("role", "status");
    const ways = make("p", { className: "walk-ways" });
    const lines = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    lines.setAttribute("class", "walk-lines");
    lines.setAttribute("aria-hidden", "true");
    const stage = make("div", { className: "walk-stage" });
    const lists = {};
    COLUMNS.forEach(function (column) {
      const heading = make("h3", { id: "walk-" + column });
      const list = make("ul", { className: "walk-list" });
      const part = make("section", { className: "walk-column" }, [heading, list]);
      part.setAttribute("aria-labelledby", heading.id);
      lists[column] = { heading: heading, list: list };
      stage.append(part);
    });
    stage.append(lines);
    box.append(make("h2", { textContent: TEXT.columns, className: "walk-title" }), make("label", { htmlFor: "walk-find", textContent: TEXT.find }), field, said, ways, stage);
    box.hidden = false;

    function fitting(column) {
      return ranked[column].filter(function (node) {
        if (chosen && !chosen.near[column].has(node.at)) return false;
        return !words.length || node === chosen || words.every(function (word) { return node.words.includes(word); });
      });
    }
    function draw() {
      const counts = {};
      COLUMNS.forEach(function (column) {
        const fits = fitting(column), most = shown[column] || FIRST;
        counts[column] = fits.length;
        lists[column].heading.textContent = TEXT[column] + " (" + fits.length.toLocaleString(document.documentElement.lang || "en") + ")";
        const items = fits.slice(0, most).map(function (node) {
          const button = make("button", { type: "button", className: "walk-node" });
          if (node.kind) button.append(make("span", { className: "walk-kind", textContent: TEXT[node.kind] }), " ");
          button.append(node.text);
          button.setAttribute("aria-pressed", String(node === chosen));
          button.dataset.name = node.name;
          return make("li", {}, [button]);
        });
        if (fits.length > most) {
          const more = make("button", { type: "button", className: "walk-more", textContent: fill(TEXT.more, { n: Math.min(STEP, fits.length - most) }) });
          more.addEventListener("click", function () {
            shown[column] = most + STEP;
            draw();
            const next = lists[column].list.children[most];
            if (next) next.querySelector("button").focus();
          });
          items.push(make("li", {}, [more]));
        }
        lists[column].list.replaceChildren(...items);
      });
      const told = { name: chosen ? chosen.text : "" };
      COLUMNS.forEach(function (column) {
        told[column] = fill(TEXT["of" + column[0].toUpperCase() + column.slice(1)], { n: counts[column] });
      });
      const total = COLUMNS.reduce(function (sum, column) { return sum + counts[column]; }, 0);
      said.textContent = chosen ? fill(TEXT.chosen, told) : words.length ? (total ? fill(TEXT.fits, { n: total }) : TEXT.none) : TEXT.all;
      ways.replaceChildren();
      if (chosen) {
        const back = make("button", { type: "button", textContent: TEXT.back });
        back.addEventListener("click", function () { choose(null); field.focus(); });
        ways.append(make("a", { href: chosen.href, textContent: TEXT.record }), " ", back);
      }
      connect();
    }
    function connect() {
      lines.replaceChildren();
      if (!chosen || getComputedStyle(lines).display === "none") return;
      const area = stage.getBoundingClientRect();
      lines.setAttribute("viewBox", "0 0 " + area.width + " " + area.height);
      const drawn = {};
      stage.querySelectorAll(".walk-node").forEach(function (button) { drawn[button.dataset.name] = button; });
      function line(left, right) {
        const from = drawn[left.name], to = drawn[right.name];
        if (!from || !to) return;
        const a = from.getBoundingClientRect(), b = to.getBoundingClientRect();
        const x1 = a.right - area.left, y1 = a.top + a.height / 2 - area.top, x2 = b.left - area.left, y2 = b.top + b.height / 2 - area.top;
        const path = document.createElementNS("http://www.w3.org/2000/svg", "path"), middle = (x1 + x2) / 2;
        path.setAttribute("d", "M" + x1 + " " + y1 + "C" + middle + " " + y1 + " " + middle + " " + y2 + " " + x2 + " " + y2);
        lines.append(path);
      }
      fitting("series").forEach(function (series) {
        fitting("documents").forEach(function (paper) { if (pairs.has(paper.at + ":" + series.at)) line(paper, series); });
        fitting("chapters").forEach(function (chapter) { if (chapter.near.series.has(series.at)) line(series, chapter); });
      });
      fitting("things").forEach(function (thing) { fitting("chapters").forEach(function (chapter) { if (thing.near.chapters.has(chapter.at)) line(chapter, thing); }); });
    }
    function choose(node, quiet) {
      chosen = node;
      shown = {};
      if (node) { words = []; field.value = ""; }
      draw();
      if (!quiet) history.replaceState(null, "", node ? "#walk=" + encodeURIComponent(node.name) : location.pathname + location.search);
    }
    function open() {
      const match = /^#walk=(.+)$/.exec(location.hash);
      if (!match) return false;
      const node = byName.get(decodeURIComponent(match[1]));
      if (node) choose(node, true);
      return Boolean(node);
    }

    stage.addEventListener("click", function (event) {
      const button = event.target.closest(".walk-node");
      if (!button) return;
      const name = button.dataset.name;
      choose(chosen && chosen.name === name ? null : byName.get(name));
      const again = [...stage.querySelectorAll(".walk-node")].find(function (each) { return each.dataset.name === name; });
      if (again) again.focus();
    });
    stage.addEventListener("keydown", function (event) {
      const button = event.target.closest("button"), step = { ArrowDown: 1, ArrowUp: -1 }[event.key], side = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!button || (!step && !side)) return;
      const column = button.closest(".walk-column"), all = [...column.querySelectorAll("button")];
      let next = step ? all[all.indexOf(button) + step] : null;
      for (let other = column; side && !next && other;) {
        other = side > 0 ? other.nextElementSibling : other.previousElementSibling;
        next = other && other.matches(".walk-column") ? other.querySelector("button") : null;
      }
      if (next) { event.preventDefault(); next.focus(); }
    });
    field.addEventListener("input", function () {
      words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
      chosen = null;
      shown = {};
      draw();
    });
    window.addEventListener("hashchange", open);
    window.addEventListener("resize", connect);
    if (!open()) draw();
  }
})();
