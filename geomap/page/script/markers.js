// A layer for each date, and one marker where several incidents would cover each other.

const FOLD_PX = 28;

/** Make the date layers. `open` gets the incidents of a marker and the marker's element. */
function makeDateLayers(map, incidents, open) {
  const layers = new Map();
  const markers = new Map();
  for (const incident of incidents) {
    if (!layers.has(incident.dateKey)) layers.set(incident.dateKey, L.layerGroup());
    const layer = layers.get(incident.dateKey);
    for (const stretch of incident.stretches)
      layer.addLayer(drawShape(stretch.geometry, "stretches", "stretch"));
    if (incident.at) {
      const marker = makeMarker(incident, open);
      markers.set(incident, marker);
      layer.addLayer(marker.layer);
    }
  }
  const isOn = (key) => map.hasLayer(layers.get(key));
  const fold = () =>
    foldMarkers(
      map,
      incidents.filter((incident) => markers.has(incident) && isOn(incident.dateKey)),
      markers,
    );
  map.on("zoomend", fold);
  return {
    layers,
    /** The boxes in the view that markers cover. */
    boxes: () =>
      incidents
        .filter((incident) => markers.has(incident) && isOn(incident.dateKey))
        .map((incident) => {
          const { x, y } = map.latLngToContainerPoint(incident.at);
          return { left: x - 13, right: x + 13, top: y - 13, bottom: y + 13 };
        }),
    isOn,
    /** Switch dates on or off, then see anew which markers cover each other. */
    set(keys, on) {
      for (const key of keys)
        if (isOn(key) !== on) map[on ? "addLayer" : "removeLayer"](layers.get(key));
      fold();
    },
  };
}

function makeMarker(incident, open) {
  const marker = {
    members: [incident],
    drawn: null,
    layer: L.marker(incident.at, { icon: L.divIcon({ className: "marker" }), riseOnHover: true }),
  };
  const openThis = () => open(marker.members, marker.layer.getElement());
  marker.layer.on("add", () => {
    marker.drawn = null;
  });
  marker.layer.on("click", openThis);
  marker.layer.on("keydown", ({ originalEvent: event }) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    openThis();
  });
  marker.layer.bindTooltip(() => drawHint(marker.members), {
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

/** Give each group of near markers to its first one, and hide the others. */
function foldMarkers(map, shown, markers) {
  const stacks = [];
  for (const incident of shown) {
    const point = map.latLngToLayerPoint(incident.at);
    const near = stacks.find((stack) => stack.point.distanceTo(point) < FOLD_PX);
    if (near) near.members.push(incident);
    else stacks.push({ point, members: [incident] });
  }
  for (const { members } of stacks) {
    drawMarker(markers.get(members[0]), members);
    for (const incident of members.slice(1)) markers.get(incident).layer.getElement().hidden = true;
  }
}

function drawMarker(marker, members) {
  const drawn = members.map((incident) => incident.id).join(" ");
  marker.members = members;
  if (marker.drawn !== drawn) {
    const [first] = members;
    const isStack = members.length > 1;
    const size = isStack ? 38 : 28;
    marker.layer.setIcon(
      L.divIcon({
        className: isStack ? "marker marker-stack" : "marker",
        html: isStack ? drawStack(members) : drawSymbol(shapeOf(first), statusOf(first), 28),
        iconSize: [size, size],
      }),
    );
    marker.drawn = drawn;
  }
  const node = marker.layer.getElement();
  node.hidden = false;
  node.dataset.incidents = drawn;
  node.setAttribute(
    "aria-label",
    members.length > 1
      ? `${members.length} incidents near ${placeOf(members[0])}`
      : `${sayDate(members[0])}, ${placeOf(members[0])}: ${members[0].sub_event_type || members[0].event_type}, ${STATUSES[statusOf(members[0])].legend}`,
  );
}
