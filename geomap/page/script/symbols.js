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

/** A ring with a part for each status, and the number of incidents in it. */
function drawStack(incidents) {
  const radius = 14;
  const around = 2 * Math.PI * radius;
  const parts = Object.keys(STATUSES)
    .map((status) => [status, incidents.filter((incident) => statusOf(incident) === status).length])
    .filter(([, count]) => count);
  let turned = 0;
  const ring = parts.map(([status, count]) => {
    const length = (around * count) / incidents.length;
    const gap = parts.length > 1 ? 2 : 0;
    const arc = svg("circle", {
      class: `ring ring-${status}`,
      cx: 19,
      cy: 19,
      r: radius,
      "stroke-dasharray": `${length - gap} ${around - length + gap}`,
      "stroke-dashoffset": -turned,
    });
    turned += length;
    return arc;
  });
  return svg(
    "svg",
    { class: "stack", viewBox: "0 0 38 38", width: 38, height: 38, "aria-hidden": "true" },
    svg("circle", { class: "stack-halo", cx: 19, cy: 19, r: 18 }),
    svg("circle", { class: "stack-disc", cx: 19, cy: 19, r: 16 }),
    ...ring,
    svg(
      "text",
      {
        class: incidents.length < 100 ? "stack-count" : "stack-count stack-many",
        x: 19,
        y: 19.5,
        "text-anchor": "middle",
        "dominant-baseline": "central",
      },
      String(incidents.length),
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

/** The legend: only the shapes and statuses that the map has. */
function drawLegend(incidents) {
  const present = (names, nameOf) =>
    Object.keys(names).filter((name) => incidents.some((incident) => nameOf(incident) === name));
  const row = (symbol, label) => el("li", {}, symbol, el("span", {}, label));
  const shapes = present(SHAPES, shapeOf);
  const statuses = present(STATUSES, statusOf);
  const line = (name) =>
    svg(
      "svg",
      { class: "symbol", viewBox: "0 0 24 24", width: 20, height: 20, "aria-hidden": "true" },
      svg("path", { class: name, d: "M1 12L23 12" }),
    );
  return el(
    "details",
    { class: "legend card", open: !isNarrow.matches },
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
        row(line("legend-stretch"), "Stretch meant by a direction or district"),
        row(el("span", { class: "legend-stack" }, "3"), "Several incidents here"),
      ),
    ),
  );
}

function capitalise(text) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
