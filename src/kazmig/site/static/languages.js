/* The switch of languages keeps the place: the other language's page has the same anchors. Classic script. */
(function () {
  "use strict";
  for (const link of document.querySelectorAll(".site-languages a")) {
    const page = link.getAttribute("href");
    function lead() { link.setAttribute("href", page + location.search + location.hash); }
    lead();
    for (const event of ["pointerenter", "focus", "click"]) link.addEventListener(event, lead);
  }
})();
