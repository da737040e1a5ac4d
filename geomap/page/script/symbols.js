// How an incident is drawn: its shape says what happened, its colour and filling who says so.

const SHAPES = {
  circle: { path: "M12 4.6a7.4 7.4 0 1 0 0 14.8a7.4 7.4 0 1 0 0-14.8z", label: "Armed clash" },
  diamond: { path: "M12 3L21 12L12 21L3 12z", label: "Shelling, artillery, missiles" },
  triangle: { path: "M12 3.4L21 19.4L3 19.4z", label: "Air or drone strike" },
  inverted: { path: "M3 4.6L21 4.6L12 20.6z", label: "Mine or other explosive device" },
  square: { path: "M5 5L19 5L19 19L5 19z", label: "Attack on civilians, abduction" },
  plus: {
    path: "M9 3.6L15 3.6L15 9L20.4 9L20.4 15L15 15L15 20.4L9 20.4L9 15L3.6 15L3.6 9L9 9z",
    label: "No violence: agreement, transfer, arrest, other",
  },
};

const SHAPE_OF_SUB_EVENT = {
  "Armed clash": "circle",
  "Shelling/artillery/missile attack": "diamond",
  "Air/drone strike": "triangle",
  "Remote explosive/landmine/IED": "inverted",
  Attack: "square",
  "Abduction/forced disappearance": "square",
};

const SHAPE_OF_EVENT = {
  Battles: "circle",
  "Explosions/Remote violence": "diamond",
  "Violence against civilians": "square",
};

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
        cy: shape === "triangle" ? 14 : shape === "inverted" ? 10 : 12,
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
        class: "stack-count",
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
  const stop = (offset, name) => svg("stop", { offset, class: `stop-${name}` });
  const even = (name) => [stop(0, name), stop(1, name)];
  const gradient = (status, attributes, stops) =>
    svg("linearGradient", { id: `fill-${status}`, ...attributes }, ...stops);
  const down = { x1: 0, y1: 0, x2: 0, y2: 1 };
  return svg(
    "svg",
    { class: "fillings", width: 0, height: 0, "aria-hidden": "true" },
    svg(
      "defs",
      {},
      gradient("confirmed_by_both", down, even("confirmed_by_both")),
      gradient("reported", down, even("reported")),
      gradient("claimed", down, [
        stop(0, "empty"),
        stop(0.5, "empty"),
        stop(0.5, "claimed"),
        stop(1, "claimed"),
      ]),
      gradient(
        "contested",
        { gradientUnits: "userSpaceOnUse", x1: 0, y1: 0, x2: 3.6, y2: 3.6, spreadMethod: "repeat" },
        [stop(0, "contested"), stop(0.6, "contested"), stop(0.6, "empty"), stop(1, "empty")],
      ),
      gradient("denied", down, even("empty")),
    ),
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
