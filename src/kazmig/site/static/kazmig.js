/* What every page does: folds open where an address points into them, and on paper.
   Classic script, no requests but the site's own classic scripts, so that it works from a folder too. */
(function () {
  "use strict";
  const TEXT = Object.assign({ theme: "Theme", auto: "auto", light: "light", dark: "dark" }, window.kazmigText && window.kazmigText.shell);

  /* ---------- light and dark ---------- */
  const root = document.documentElement;
  const darkness = window.matchMedia("(prefers-color-scheme: dark)");
  const switcher = document.querySelector(".theme-switch-button");

  function paint() {
    const mode = root.dataset.mode;
    root.dataset.theme = mode === "auto" ? (darkness.matches ? "dark" : "light") : mode;
    if (switcher) switcher.textContent = TEXT.theme + ": " + TEXT[mode];
  }

  function startTheme() {
    if (!root.dataset.mode) root.dataset.mode = "auto";
    darkness.addEventListener("change", paint);
    if (switcher) {
      switcher.dataset.ready = "";
      switcher.addEventListener("click", function () {
        const order = darkness.matches ? ["auto", "light", "dark"] : ["auto", "dark", "light"];
        root.dataset.mode = order[(order.indexOf(root.dataset.mode) + 1) % 3];
        try { localStorage.setItem("theme", root.dataset.mode); } catch (error) { /* not kept, then */ }
        paint();
      });
    }
    paint();
  }

  /* ---------- search and menus ---------- */
  function startMenus() {
    const search = document.querySelector("#site-search, #search-words");
    document.addEventListener("keydown", function (event) {
      if (search && event.key === "k" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); search.focus(); }
    });
    for (const menu of document.querySelectorAll(".site-sidebar, .site-toc")) {
      menu.addEventListener("click", function (event) {
        if (event.target.closest("a") && menu.matches(":popover-open")) menu.hidePopover();
      });
    }
    const links = [...document.querySelectorAll(".site-toc a[href^='#']")];
    if (!links.length) return;
    const heads = links.map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); });
    const seen = new Set();
    const watcher = new IntersectionObserver(function (entries) {
      for (const entry of entries) entry.isIntersecting ? seen.add(entry.target) : seen.delete(entry.target);
      const at = heads.findLastIndex(function (head) { return head && seen.has(head); });
      if (at < 0) return;
      links.forEach(function (link, place) {
        if (place === at) link.setAttribute("aria-current", "location");
        else link.removeAttribute("aria-current");
      });
    }, { rootMargin: "-20% 0px -60% 0px" });
    for (const head of heads) if (head) watcher.observe(head);
  }

  /* ---------- formulas: their typesetter is heavy, and comes when a formula is near ---------- */
  function startFormulas() {
    const told = document.querySelector("meta[name=kazmig-formulas]");
    const formulas = told ? document.querySelectorAll(".math") : [];
    if (!formulas.length) return;
    const watcher = new IntersectionObserver(function (entries) {
      if (!entries.some(function (entry) { return entry.isIntersecting; })) return;
      watcher.disconnect();
      const script = document.createElement("script");
      script.src = told.content;
      document.head.append(script);
    }, { rootMargin: "600px" });
    for (const formula of formulas) watcher.observe(formula);
  }

  /* ---------- code folds ---------- */
  function openTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const around = target.closest("details") || target.querySelector(":scope > details.table-fold");
    if (!around || around.open) return;
    around.open = true;
    target.scrollIntoView();
  }

  startTheme();
  startMenus();
  startFormulas();
  openTarget();
  window.addEventListener("hashchange", openTarget);
  // On paper nothing clicks: what is folded there stands open, and closes again afterwards.
  const PAPER = "details.table-fold, details.parameters-box, details.statement-list";
  window.addEventListener("beforeprint", function () {
    for (const fold of document.querySelectorAll(PAPER)) {
      if (!fold.open) { fold.open = true; fold.dataset.paper = ""; }
    }
  });
  window.addEventListener("afterprint", function () {
    for (const fold of document.querySelectorAll("details[data-paper]")) {
      fold.open = false;
      delete fold.dataset.paper;
    }
  });
})();
