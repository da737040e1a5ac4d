// How an incident is drawn: its shape says what happened, its colour and filling who says so.

// The shapes, statuses and fillings are those of symbols.json, which other pictures share.

const {
  shapes: SHAPES,
  statuses: STATUSES,
  shape_of_sub_event: SHAPE_OF_SUB_EVENT,
  shape_of_event: SHAPE_OF_EVENT,
} = SYMBOLS;

function shapeOf(incident) {
  return (
    SHAPE_OF_SUB_EVENT[incident.sub_event_type] || SHAPE_OF_EVENT[incident.event_type] || "plus"
  );
}

function statusOf(incident) {
  return STATUSES[incident.status] ? incident.status : "reported";
}

/** The symbol of one incident, or of a shape and a status for the legend. */
function drawSymbol(shape, status, size) {
  const path = SHAPES[shape].path;
  const marks = [
    svg("path", { class: "symbol-halo", d: path }),
    svg("path", { class: "symbol-shape", d: path, fill: `url(#fill-${status})` }),
  ];
  if (status === "reported")
    marks.push(
      svg("circle", {
        class: "symbol-dot",
        cx: 12,
        cy: SHAPES[shape].middle,
        r: 2.6,
      }),
    );
  if (status === "denied") marks.push(svg("path", { class: "symbol-slash", d: "M4 20L20 4" }));
  return svg(
    "svg",
    { class: "symbol", viewBox: "0 0 24 24", width: size, height: size, "aria-hidden": "true" },
    ...marks,
  );
}

/** The edge of a ring in pixels: wider for a number of more digits. */
function stackSize(total) {
  return 38 + 5 * Math.max(0, Math.floor(Math.log10(total)) - 1);
}

/** A number in at most four signs: "8471", "85k". */
function sayShort(number) {
  return number < 10_000 ? String(number) : `${Math.round(number / 1000)}k`;
}

/** A ring with a part for each status, and the number of incidents in it. */
function drawStack(counts, statuses, total) {
  const size = stackSize(total);
  const middle = size / 2;
  const radius = middle - 5;
  const around = 2 * Math.PI * radius;
  const parts = Object.keys(STATUSES)
    .map((status) => [status, counts[statuses.indexOf(status)] || 0])
    .filter(([, count]) => count);
  let turned = 0;
  const ring = parts.map(([status, count]) => {
    const length = (around * count) / total;
    const gap = parts.length > 1 ? Math.min(2, length / 2) : 0;
    const arc = svg("circle", {
      class: `ring ring-${status}`,
      cx: middle,
      cy: middle,
      r: radius,
      "stroke-dasharray": `${length - gap} ${around - length + gap}`,
      "stroke-dashoffset": -turned,
    });
    turned += length;
    return arc;
  });
  return svg(
    "svg",
    { class: "stack", viewBox: `0 0 ${size} ${size}`, width: size, height: size, "aria-hidden": "true" },
    svg("circle", { class: "stack-halo", cx: middle, cy: middle, r: middle - 1 }),
    svg("circle", { class: "stack-disc", cx: middle, cy: middle, r: middle - 3 }),
    ...ring,
    svg(
      "text",
      {
        class: total < 100 ? "stack-count" : "stack-count stack-many",
        x: middle,
        y: middle + 0.5,
        "text-anchor": "middle",
        "dominant-baseline": "central",
      },
      sayShort(total),
    ),
  );
}

/** The fillings that symbols refer to, once for the page. */
function drawFillings() {
  const fillings = Object.entries(SYMBOLS.fillings).map(([status, { attributes, stops }]) =>
    svg(
      "linearGradient",
      { id: `fill-${status}`, ...attributes },
      ...stops.map(([offset, name]) => svg("stop", { offset, class: `stop-${name}` })),
    ),
  );
  return svg(
    "svg",
    { class: "fillings", width: 0, height: 0, "aria-hidden": "true" },
    svg("defs", {}, ...fillings),
  );
}

/** Say in the legend how far apart the ticks of the line are, at this zoom. */
function sayTicks(legend, km) {
  const words = legend.querySelector(".legend-ticks");
  words.closest("li").hidden = !km;
  words.textContent = `A tick every ${km} km`;
}

/** The legend: only the shapes and statuses that the map has. */
function drawLegend({ columns, count }) {
  const row = (symbol, label) => el("li", {}, symbol, el("span", {}, label));
  const kinds = combine(columns.sub_event_type, columns.event_type, (sub, event) =>
    shapeOf({ sub_event_type: sub, event_type: event }),
  );
  const shapes = count ? Object.keys(SHAPES).filter((name) => kinds.values.includes(name)) : [];
  const present = new Set(columns.status.values.map((status) => statusOf({ status })));
  const statuses = count ? Object.keys(STATUSES).filter((name) => present.has(name)) : [];
  const line = (name) =>
    svg(
      "svg",
      { class: "symbol", viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" },
      svg("path", { class: name, d: "M1 12L23 12" }),
    );
  return el(
    "details",
    { class: "legend card", open: !isCramped.matches },
    el("summary", {}, "Legend"),
    el(
      "div",
      { class: "legend-body" },
      el("h2", {}, "What happened"),
      el(
        "ul",
        {},
        ...shapes.map((shape) => row(drawSymbol(shape, "legend", 20), SHAPES[shape].label)),
      ),
      el("h2", {}, "Who says so"),
      el(
        "ul",
        {},
        ...statuses.map((status) =>
          row(drawSymbol("circle", status, 20), capitalise(STATUSES[status].legend)),
        ),
      ),
      el("h2", {}, "On the map"),
      el(
        "ul",
        {},
        row(line("legend-border"), "The border"),
        row(line("legend-tick"), el("span", { class: "legend-ticks" })),
        row(line("legend-stretch"), "Stretch meant by a direction or district"),
        row(el("span", { class: "legend-stack" }, "3"), "Several incidents here"),
      ),
    ),
  );
}

function capitalise(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
