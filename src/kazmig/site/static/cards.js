/* Cards of facts: what a number says of itself, by mouse, touch and keyboard.
   Classic script, no requests but the site's own classic scripts, so that it works from a folder too. */
(function () {
  "use strict";

  const TEXT = Object.assign({
    close: "Close", copied: "Copied", copy: "Copy citation", cell: "Notebook cell", definition: "Definition",
    loading: "Looking up where this number comes from", others: "Other values of the same quantity", record: "Full record",
    source: "Source", sources: "Sources", steps: "How it came about",
  }, window.kazmigText && window.kazmigText.cards);
  const ROOT = document.documentElement.dataset.content_root || "./";

  /* ---------- small helpers ---------- */
  function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text) node.textContent = text;
    return node;
  }

  function chapterOf(link) { return link.dataset.fact.split(".")[0]; }

  const asked = new Map();
  /* The cards of a chapter, asked for when a reader first reaches for one of its numbers. */
  function cardsOf(chapter) {
    const known = window.kazmigCards && window.kazmigCards[chapter];
    if (known) return Promise.resolve(known);
    if (!asked.has(chapter)) {
      asked.set(chapter, new Promise(function (resolve, reject) {
        const script = make("script");
        script.src = ROOT + "cards/" + chapter + ".js";
        script.onload = function () { resolve(window.kazmigCards[chapter]); };
        script.onerror = function () {
          asked.delete(chapter); // another try may succeed
          reject(new Error("cannot load " + script.src));
        };
        document.head.append(script);
      }));
    }
    return asked.get(chapter);
  }

  /* ---------- cards of facts ---------- */
  let card = null;
  let owner = null; // the link whose card is open
  let returning = false; // focus comes back to the owner: not a reason to open its card again

  function row(list, term, content) {
    if (!content) return;
    const line = make("div");
    line.append(make("dt", "", term));
    const value = make("dd");
    if (typeof content === "string") value.textContent = content;
    else value.append(content);
    line.append(value);
    list.append(line);
  }

  /* What comes from the data is English in every language. */
  function english(text) {
    const span = make("span", "", text);
    if (document.documentElement.lang !== "en") span.lang = "en";
    return span;
  }

  function linkTo(address, text) {
    const link = make("a", "", text);
    link.href = ROOT + address;
    return link;
  }

  function sourcesOf(fact, sources) {
    const list = make("ul", "fact-sources");
    for (const [number, where] of fact.sources) {
      const item = make("li");
      item.append(linkTo(sources[number].href, sources[number].title), " ", make("span", "fact-publisher", sources[number].label));
      if (where) item.append(make("span", "fact-where", where));
      list.append(item);
    }
    return list;
  }

  function stepsOf(fact) {
    const list = make("ol", "fact-steps");
    for (const step of fact.steps) list.append(make("li", "", step));
    return list;
  }

  function othersOf(fact, sources) {
    const list = make("ul", "fact-others");
    for (const other of fact.others) {
      const item = make("li");
      item.append(make("strong", "", other.value), " " + other.unit + (other.difference ? " (" + other.difference + ")" : "") + ", ");
      item.append(linkTo(sources[other.source].href, sources[other.source].label));
      const told = [other.series, other.vintage].filter(Boolean).join(", ");
      if (told) item.append(make("span", "fact-where", told));
      list.append(item);
    }
    return list;
  }

  function closing() {
    const close = make("button", "fact-close");
    close.type = "button";
    close.setAttribute("aria-label", TEXT.close);
    close.addEventListener("click", shut);
    return close;
  }

  function heading(text, about) {
    const head = make("p", "fact-head");
    head.id = "fact-card-head";
    head.append(make("strong", "", text));
    if (about) head.append(" ", make("span", "", about));
    return head;
  }

  function wait(link) {
    card.replaceChildren(closing(), heading(link.textContent), make("p", "fact-loading", TEXT.loading));
    card.setAttribute("aria-busy", "true");
  }

  function fill(fact, sources) {
    const list = make("dl");
    row(list, TEXT.definition, fact.definition && english(fact.definition));
    row(list, fact.sources.length === 1 ? TEXT.source : TEXT.sources, fact.sources.length ? sourcesOf(fact, sources) : "");
    row(list, TEXT.others, fact.others.length ? othersOf(fact, sources) : "");
    row(list, TEXT.steps, stepsOf(fact));
    const links = make("p", "fact-links");
    const copy = make("button", "fact-copy", TEXT.copy);
    copy.type = "button";
    copy.addEventListener("click", function () { window.kazmigCopy(fact.cite, copy); });
    links.append(linkTo(fact.record, TEXT.record), linkTo(fact.cell, TEXT.cell), copy);
    card.replaceChildren(closing(), heading(fact.text, [fact.unit, fact.period].filter(Boolean).join(", ")), list, links);
    card.removeAttribute("aria-busy");
  }

  const SHEET = window.matchMedia("(max-width: 575.9px)"); // the same border as in cards.css

  function place() {
    const edge = 8;
    if (SHEET.matches) { // a sheet at the foot of a small screen; the number stays in sight above it
      card.style.left = card.style.top = "";
      const hidden = owner.getBoundingClientRect().bottom - card.getBoundingClientRect().top + edge;
      if (hidden > 0) window.scrollBy(0, hidden);
      return;
    }
    const lines = owner.getClientRects();
    const first = lines[0];
    const last = lines[lines.length - 1];
    const width = card.offsetWidth;
    const height = card.offsetHeight;
    const left = Math.min(Math.max(edge, first.left), document.documentElement.clientWidth - width - edge);
    const below = last.bottom + 6;
    const above = first.top - height - 6;
    const top = below + height > window.innerHeight - edge && above >= edge ? above : below;
    card.style.left = Math.max(edge, left) + "px";
    card.style.top = Math.max(edge, Math.min(top, window.innerHeight - height - edge)) + "px";
  }

  function open(link) {
    if (!card) {
      card = make("div", "fact-card");
      card.id = "fact-card";
      card.tabIndex = -1;
      card.setAttribute("role", "dialog");
      card.setAttribute("aria-labelledby", "fact-card-head");
      card.setAttribute("popover", "manual");
      card.addEventListener("focusout", function (event) {
        if (event.relatedTarget && !card.contains(event.relatedTarget) && event.relatedTarget !== owner) shut(false);
      });
      document.body.append(card);
    }
    if (owner && owner !== link) mark(owner, false);
    owner = link;
    mark(link, true);
    const known = window.kazmigCards && window.kazmigCards[chapterOf(link)];
    if (known) fill(known.facts[link.dataset.fact], known.sources);
    else wait(link);
    if (card.showPopover) { if (!card.matches(":popover-open")) card.showPopover(); }
    else card.classList.add("fact-card-open");
    card.scrollTop = 0;
    place();
    if (known) return;
    cardsOf(chapterOf(link)).then(function (cards) {
      if (owner !== link) return; // closed, or another number's by now
      const inside = card.contains(document.activeElement);
      fill(cards.facts[link.dataset.fact], cards.sources);
      if (inside) card.focus();
      place();
    }, function (error) {
      console.error(error);
      if (owner === link) location.assign(link.href); // the address leads to the same record
    });
  }

  function mark(link, isOpen) {
    link.setAttribute("aria-expanded", String(isOpen));
  }

  function isOpen() {
    return Boolean(owner);
  }

  function shut(giveBack) {
    if (!isOpen()) return;
    const link = owner;
    const inside = card.contains(document.activeElement);
    owner = null;
    mark(link, false);
    if (card.hidePopover) { if (card.matches(":popover-open")) card.hidePopover(); }
    else card.classList.remove("fact-card-open");
    if (giveBack !== false && inside) {
      returning = true;
      link.focus();
      returning = false;
    }
  }

  function startFacts() {
    for (const link of document.querySelectorAll("a.fact[data-fact]")) {
      link.setAttribute("aria-haspopup", "dialog");
      link.setAttribute("aria-expanded", "false");
    }
    document.addEventListener("pointerover", function (event) {
      const link = event.target.closest("a.fact[data-fact]");
      if (link) cardsOf(chapterOf(link)).catch(function () { /* the click says so */ });
    }, { passive: true });
    document.addEventListener("click", function (event) {
      const link = event.target.closest("a.fact[data-fact]");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        if (link.closest("summary, label")) return;
        event.preventDefault();
        if (owner === link && link.dataset.by === "pointer") { shut(); return; }
        open(link);
        link.dataset.by = "pointer";
        if (event.detail === 0) card.focus(); // by the keyboard: into the card
      } else if (isOpen() && !card.contains(event.target)) {
        shut(false);
      }
    });
    document.addEventListener("focusin", function (event) {
      const link = event.target.closest && event.target.closest("a.fact[data-fact]");
      if (!link) return;
      if (!returning && link.matches(":focus-visible")) { open(link); link.dataset.by = "focus"; }
    });
    document.addEventListener("focusout", function (event) {
      if (event.target === owner && !(event.relatedTarget && card.contains(event.relatedTarget))) {
        if (event.relatedTarget) shut(false);
      }
    });
    document.addEventListener("keydown", function (event) {
      if (!isOpen()) return;
      if (event.key === "Escape") { event.preventDefault(); shut(); }
      // The card stands at the end of the document: Tab from its last link goes on from the fact itself.
      if (event.key === "Tab" && card.contains(document.activeElement)) {
        const stops = [...card.querySelectorAll("a[href], button")];
        const at = stops.indexOf(document.activeElement);
        if ((!event.shiftKey && at === stops.length - 1) || (event.shiftKey && at <= 0)) {
          event.preventDefault();
          shut();
        }
      }
    });
    window.addEventListener("resize", function () { if (isOpen() && !SHEET.matches) shut(false); });
    window.addEventListener("scroll", function () { if (isOpen() && !SHEET.matches) place(); }, { passive: true });
  }

  startFacts();
})();
