/* Reading aids that move: the permanent address of a number leads on to its record, and tables that a reader can sort.
   Classic script, no requests, so that it works from a folder too. */
(function () {
  "use strict";
  const TEXT = Object.assign({ copy: "Copy the table", shown: "Copy the rows shown" }, window.kazmigText && window.kazmigText.reading);

  /* ---------- addresses of facts ---------- */
  function leadOn() {
    const entry = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const link = entry && entry.closest(".address-list") && entry.querySelector("a[href]");
    if (link) location.replace(link.href);
  }

  /* ---------- tables that can be sorted ---------- */
  function textOf(row, at) { return row.cells[at].textContent.trim(); }
  function numberOf(row, at) {
    const bare = textOf(row, at).replace(/[\s%]/g, "").replace("\u2212", "-");
    const text = document.documentElement.lang === "en" ? bare.replaceAll(",", "") : bare.replace(",", ".");
    return text === "" ? NaN : Number(text);
  }

  function sort(table, at, head) {
    const numeric = head.classList.contains("number");
    const before = head.getAttribute("aria-sort");
    const down = before ? before === "ascending" : numeric; // numbers begin with the largest
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const rows = [...table.tBodies[0].rows];
    rows.sort(function (one, two) {
      if (numeric) { // what is missing comes last, whichever way
        const gone = [one, two].map(function (row) { return Number.isNaN(numberOf(row, at)); });
        if (gone[0] || gone[1]) return gone[0] - gone[1];
      }
      const order = numeric ? numberOf(one, at) - numberOf(two, at) : textOf(one, at).localeCompare(textOf(two, at));
      return down ? -order : order;
    });
    table.tBodies[0].append(...rows);
  }

  function sortable(table) {
    table.classList.add("sortable");
    [...table.tHead.rows[0].cells].forEach(function (head, at) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      button.addEventListener("click", function () { sort(table, at, head); });
      head.replaceChildren(button);
    });
  }

  for (const table of document.querySelectorAll("table.sortable")) sortable(table);

  /* The data of a chart: sorted and copied once a reader has opened them. */
  document.addEventListener("toggle", function (event) {
    const table = event.target.matches("details.chart-data[open]") && event.target.querySelector("table.data:not(.sortable)");
    if (!table) return;
    sortable(table);
    const copy = document.createElement("button");
    copy.type = "button";
    copy.className = "chart-button";
    copy.textContent = event.target.querySelector(".data-more") ? TEXT.shown : TEXT.copy;
    copy.addEventListener("click", function () {
      const rows = [...table.rows].map(function (row) {
        return [...row.cells].map(function (cell) { return cell.textContent.trim(); }).join("\t");
      });
      window.kazmigCopy(rows.join("\n"), copy);
    });
    event.target.querySelector(".table-scroll").before(copy);
  }, true);

  leadOn();
  window.addEventListener("hashchange", leadOn);
})();
