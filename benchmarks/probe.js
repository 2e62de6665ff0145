/* Runs before a page's own scripts and notes when what is painted; page.py reads window.kazmigProbe.
   A chart counts as painted with the frame AFTER the first frame in which its drawing has a box: the second of two
   animation frames, so that layout and paint of the first lie behind. */
(function () {
  "use strict";
  const probe = { shift: 0, shifts: [], contentful: null, largest: null, chart: null, visible: null, reached: null,
                  ready: null, blocked: 0 };
  window.kazmigProbe = probe;
  const now = () => performance.now();
  const watch = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note))
    .observe({ type, buffered: true });
  watch("layout-shift", (entry) => {
    if (entry.hadRecentInput) return;
    probe.shift += entry.value;
    for (const source of entry.sources || []) {
      const node = source.node && (source.node.nodeType === 1 ? source.node : source.node.parentElement);
      if (node) probe.shifts.push([entry.value, node.tagName.toLowerCase() + (node.id ? "#" + node.id : "") +
        (node.getAttribute("class") ? "." + node.getAttribute("class") : "")]);
    }
  });
  watch("paint", (entry) => { if (entry.name === "first-contentful-paint") probe.contentful = entry.startTime; });
  watch("largest-contentful-paint", (entry) => { probe.largest = entry.startTime; });
  watch("longtask", (entry) => { probe.blocked += Math.max(0, entry.duration - 50); });

  const drawn = (nodes) => [...nodes].find((node) => {
    const box = node.getBoundingClientRect();
    return box.width > 0 && box.height > 0;
  });
  function look() {
    const chart = drawn(document.querySelectorAll(window.kazmigProbeChart));
    if (!chart) return requestAnimationFrame(look);
    probe.visible = chart.getBoundingClientRect().top < innerHeight;
    requestAnimationFrame(() => { probe.chart = now(); });
  }
  requestAnimationFrame(look);

  /* From the reader's reach (the first pointer event on the chart) until the chart answers. */
  window.kazmigReach = function (element, ready) {
    const start = (event) => {
      if (probe.reached !== null) return;
      probe.reached = event.timeStamp;
      const wait = () => {
        if (!ready()) return requestAnimationFrame(wait);
        requestAnimationFrame(() => { probe.ready = now(); });
      };
      wait();
    };
    for (const name of ["pointerenter", "pointermove", "pointerdown"]) element.addEventListener(name, start, true);
  };
})();
