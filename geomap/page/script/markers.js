// The markers and stretches of what is shown; only what is in or near the view stands in the page.

const BEYOND_VIEW = 0.5;

/** Keep the map in step. `open` gets the incidents of a marker and the marker's element. */
function makeMarkers(map, incidents, showing, open) {
  const drawn = new Map();
  const stretches = makeStretches(map);
  let [zoom, points, stacks] = [null, null, []];

  /** Bring the markers in step with stacks and view. */
  function draw() {
    const view = map.getPixelBounds();
    const margin = view.getSize().multiplyBy(BEYOND_VIEW);
    const near = L.bounds(view.min.subtract(margin), view.max.add(margin));
    const wanted = new Map(
      stacks
        .filter(([{ index }]) => near.contains([points.x[index], points.y[index]]))
        .map((members) => [members[0], members]),
    );
    for (const [first, marker] of drawn) {
      if (wanted.has(first)) continue;
      marker.layer.remove();
      drawn.delete(first);
    }
    for (const [first, members] of wanted) {
      if (!drawn.has(first)) drawn.set(first, makeMarker(map, first, open));
      drawMarker(drawn.get(first), members);
    }
  }

  function refresh() {
    stretches.refresh(showing.list());
    stacks = stackUp(showing.list(), points);
    draw();
  }

  function follow() {
    if (zoom !== map.getZoom()) {
      zoom = map.getZoom();
      points = projectAll(map, incidents, zoom);
      stacks = stackUp(showing.list(), points);
    }
    draw();
  }

  return {
    refresh() {
      if (points) refresh();
    },
    /** Begin, once the map has its view. */
    start() {
      follow();
      map.on("moveend", follow);
    },
    /** The boxes in the view that markers cover. */
    boxes: () =>
      [...drawn.keys()].map(({ at }) => {
        const { x, y } = map.latLngToContainerPoint(at);
        return { left: x - 13, right: x + 13, top: y - 13, bottom: y + 13 };
      }),
  };
}

/** The stretches, each drawn once however many incidents mean it. */
function makeStretches(map) {
  const drawn = new Map();
  const keyOf = (it) => [it.border, it.section, it.from_km, it.to_km].join("|");
  return {
    refresh(shown) {
      const wanted = new Map();
      for (const { stretches } of shown)
        for (const stretch of stretches) wanted.set(keyOf(stretch), stretch);
      for (const [key, layer] of drawn) {
        if (wanted.has(key)) continue;
        layer.remove();
        drawn.delete(key);
      }
      for (const [key, { geometry }] of wanted)
        if (!drawn.has(key)) drawn.set(key, drawShape(geometry, "stretches", "stretch").addTo(map));
    },
  };
}

function makeMarker(map, first, open) {
  const icon = L.divIcon({ className: "marker", iconSize: null });
  const layer = L.marker(first.at, { icon, riseOnHover: true }).addTo(map);
  const marker = { members: [], drawn: null, layer };
  const openThis = () => open(marker.members, layer.getElement());
  layer.on("click", openThis);
  layer.on("keydown", ({ originalEvent: event }) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    openThis();
  });
  layer.bindTooltip(() => drawHint(marker.members), {
    direction: "top",
    offset: [0, -12],
    className: "hint",
  });
  return marker;
}

function drawHint(members) {
  const lines = members
    .slice(0, 4)
    .map((incident) => el("div", {}, el("b", {}, sayDate(incident)), ` ${placeOf(incident)}`));
  if (members.length > 4) lines.push(el("div", {}, `and ${members.length - 4} more`));
  return el("div", {}, ...lines);
}

/** Draw the members of a marker into its element, which keeps the focus. */
function drawMarker(marker, members) {
  const drawn = members.map((incident) => incident.id).join(" ");
  if (marker.drawn === drawn) return;
  const [first] = members;
  const isStack = members.length > 1;
  const node = marker.layer.getElement();
  Object.assign(marker, { members, drawn });
  node.classList.toggle("marker-stack", isStack);
  node.replaceChildren(
    isStack ? drawStack(members) : drawSymbol(shapeOf(first), statusOf(first), 28),
  );
  node.dataset.incidents = drawn;
  node.setAttribute(
    "aria-label",
    isStack
      ? `${members.length} incidents near ${placeOf(first)}`
      : `${sayDate(first)}, ${placeOf(first)}: ${first.sub_event_type || first.event_type}, ${STATUSES[statusOf(first)].legend}`,
  );
}
