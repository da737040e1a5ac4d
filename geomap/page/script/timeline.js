// The strip of time under the map: bars, and a period with two handles over them.

const PLOT_MARGIN_PX = 16;
const AXIS_PX = 17;
const TICK_GAP_PX = 48;
const LEAST_BAR_PX = 2;

/** The bars and the axis; `place` gives the left edge of a bin in pixels. */
function makePlot() {
  const bars = svg("path", { class: "bars" });
  const inside = svg("path", { class: "bars bars-inside" });
  const base = svg("path", { class: "axis" });
  const most = svg("text", { class: "most", x: PLOT_MARGIN_PX, y: 9 });
  const labels = svg("g", { class: "ticks" });
  const node = svg("svg", { class: "plot", "aria-hidden": "true" }, base, bars, inside, labels, most);
  let [width, height] = [0, 0];
  const place = (bin, count) => PLOT_MARGIN_PX + ((width - 2 * PLOT_MARGIN_PX) * bin) / count;

  return {
    node,
    place,
    binAt: (x, count) =>
      Math.floor(((x - PLOT_MARGIN_PX) * count) / Math.max(1, width - 2 * PLOT_MARGIN_PX)),
    /** Take the size that the page gives, and draw the axis for it. */
    fit(bins) {
      ({ clientWidth: width, clientHeight: height } = node.parentElement);
      const foot = height - AXIS_PX;
      base.setAttribute("d", `M${PLOT_MARGIN_PX} ${foot + 0.5}H${width - PLOT_MARGIN_PX}`);
      let free = -Infinity;
      const shown = bins.ticks.filter(({ bin }) => {
        const x = place(bin, bins.count);
        if (x < free || x > width - 0.8 * TICK_GAP_PX) return false;
        free = x + TICK_GAP_PX;
        return true;
      });
      labels.replaceChildren(
        ...shown.flatMap(({ bin, text }) => {
          const x = place(bin, bins.count);
          return [
            svg("path", { class: "axis", d: `M${x} ${foot}v4` }),
            svg("text", { x: x + 3, y: height - 4 }, text),
          ];
        }),
      );
    },
    draw(bins, counts, from, to) {
      const foot = height - AXIS_PX;
      const highest = counts.reduce((a, b) => Math.max(a, b), 0);
      const step = place(1, bins.count) - place(0, bins.count);
      const gap = step > 5 ? 1 : 0;
      const rise = (count) =>
        Math.max(LEAST_BAR_PX, ((foot - 13) * count) / Math.max(highest, 1)).toFixed(1);
      const parts = [[], []];
      counts.forEach((count, bin) => {
        if (!count) return;
        const bar = `M${(place(bin, bins.count) + gap / 2).toFixed(1)} ${foot}v-${rise(count)}h${(step - gap).toFixed(1)}V${foot}z`;
        parts[Number(from <= bin && bin <= to)].push(bar);
      });
      bars.setAttribute("d", parts[0].join(""));
      inside.setAttribute("d", parts[1].join(""));
      most.textContent = highest ? `${highest.toLocaleString("en")} a ${bins.unit} at most` : "";
    },
  };
}

/** The period over the bars: a window to drag, and a slider at each end of it. */
function makeBrush(period, plot, change) {
  const { bins, last } = period;
  const ends = [
    ["Start of the period", period.from, period.setFrom],
    ["End of the period", period.to, period.setTo],
  ].map(([name, read, write], isEnd) => {
    const node = el("div", {
      class: `handle ${isEnd ? "handle-end" : "handle-start"}`,
      role: "slider",
      tabindex: 0,
      "aria-label": name,
      "aria-orientation": "horizontal",
      keydown: (event) => {
        const page = Math.max(2, Math.round(bins.count / 10));
        const steps = {
          ArrowLeft: -1,
          ArrowDown: -1,
          ArrowRight: 1,
          ArrowUp: 1,
          PageDown: -page,
          PageUp: page,
          Home: -bins.count,
          End: bins.count,
        };
        if (!(event.key in steps)) return;
        event.preventDefault();
        change(() => write(read() + steps[event.key]));
      },
    });
    return { node, read, write };
  });
  // Under the bars, which keep their colour.
  const span = el("div", { class: "window" });
  const node = el("div", { class: "plot-box" }, span, plot.node, ...ends.map((end) => end.node));

  /** What a pointer that goes down somewhere will drag: a function of the bin that it is over. */
  function grasp(target, bin) {
    const end = ends.find((one) => one.node === target);
    if (end) return end.write;
    if (period.isCumulative()) return period.setTo;
    if (!period.isWhole() && period.from() <= bin && bin <= period.to()) {
      const [from, to] = [period.from(), period.to()];
      return (over) => {
        period.set(from, to);
        period.move(over - bin);
      };
    }
    return (over) => period.set(bin, over);
  }

  node.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const { left } = node.getBoundingClientRect();
    const binAt = (x) => Math.min(Math.max(plot.binAt(x - left, bins.count), 0), last);
    const drag = grasp(event.target, binAt(event.clientX));
    if (event.target.matches(".handle")) event.target.focus({ preventScroll: true });
    else change(() => drag(binAt(event.clientX)));
    const move = (moved) => change(() => drag(binAt(moved.clientX)));
    node.setPointerCapture(event.pointerId);
    node.addEventListener("pointermove", move);
    const end = () => node.removeEventListener("pointermove", move);
    node.addEventListener("pointerup", end, { once: true });
    node.addEventListener("pointercancel", end, { once: true });
  });

  return {
    node,
    refresh() {
      const [from, to] = [period.from(), period.to()];
      const [left, right] = [plot.place(from, bins.count), plot.place(to + 1, bins.count)];
      span.style.left = `${left}px`;
      span.style.width = `${right - left}px`;
      span.classList.toggle("window-whole", period.isWhole());
      ends[0].node.hidden = period.isCumulative();
      ends.forEach(({ node: handle, read }, isEnd) => {
        handle.style.left = `${isEnd ? right : left}px`;
        handle.setAttribute("aria-valuemin", isEnd ? from : 0);
        handle.setAttribute("aria-valuemax", isEnd ? last : to);
        handle.setAttribute("aria-valuenow", read());
        handle.setAttribute("aria-valuetext", bins.say(read()));
      });
    },
  };
}
