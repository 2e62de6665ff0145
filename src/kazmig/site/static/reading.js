/* Reading aids that move: the permanent address of a number leads on to its record, and tables that a reader can sort.
   Classic script, no requests, so that it works from a folder too. */
(function () {
  "use strict";

  /* ---------- addresses of facts ---------- */
  function leadOn() {
    const entry = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const link = entry && entry.closest(".address-list") && entry.querySelector("a[href]");
    if (link) location.replace(link.href);
  }

  leadOn();
  window.addEventListener("hashchange", leadOn);
})();
