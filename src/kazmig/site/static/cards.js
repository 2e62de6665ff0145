/* Cards of facts: what a number says of itself, by mouse, touch and keyboard.
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

  /* ---------- cards of facts ---------- */
  const block = document.getElementById("kazmig-facts");
  const facts = block ? JSON.parse(block.textContent) : {};
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

  function sourcesOf(fact) {
    const list = make("ul", "fact-sources");
    for (const source of fact.sources) {
      const item = make("li");
      const link = make("a", "", source.title);
      link.href = source.href;
      item.append(link, " ", make("span", "fact-publisher", source.label));
      if (source.where) item.append(make("span", "fact-where", source.where));
      list.append(item);
    }
    return list;
  }

  function fill(fact) {
    card.replaceChildren();
    const head = make("p", "fact-head");
    head.id = "fact-card-head";
    head.append(make("strong", "", fact.text));
    const about = [fact.unit, fact.period].filter(Boolean).join(", ");
    if (about) head.append(" ", make("span", "", about));
    const close = make("button", "fact-close");
    close.type = "button";
    close.setAttribute("aria-label", "Close");
    close.addEventListener("click", shut);
    const list = make("dl");
    row(list, "Definition", fact.definition);
    row(list, fact.sources.length === 1 ? "Source" : "Sources", fact.sources.length ? sourcesOf(fact) : "");
    row(list, "Derivation", fact.derivation);
    const links = make("p", "fact-links");
    const record = make("a", "", "Full record");
    record.href = fact.record;
    const cell = make("a", "", "Notebook cell");
    cell.href = fact.cell;
    links.append(record, " · ", cell);
    card.append(close, head, list, links);
  }

  function place() {
    const edge = 8;
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
    const fact = facts[link.dataset.fact];
    if (!fact) return false;
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
    fill(fact);
    if (card.showPopover) { if (!card.matches(":popover-open")) card.showPopover(); }
    else card.classList.add("fact-card-open");
    place();
    return true;
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
    document.addEventListener("click", function (event) {
      const link = event.target.closest("a.fact[data-fact]");
      if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        if (link.closest("summary, label")) return;
        if (!facts[link.dataset.fact]) return; // the address leads to the same record
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
    window.addEventListener("resize", function () { shut(false); });
    window.addEventListener("scroll", function () { if (isOpen()) place(); }, { passive: true });
  }

  startFacts();
})();
