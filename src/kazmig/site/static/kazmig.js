/* What every page does: folds open where an address points into them, and on paper.
   Classic script, no requests but the site's own classic scripts, so that it works from a folder too. */
(function () {
  "use strict";

  /* ---------- code folds ---------- */
  function openTarget() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const around = target.closest("details") || target.querySelector(":scope > details.table-fold");
    if (!around || around.open) return;
    around.open = true;
    target.scrollIntoView();
  }

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
