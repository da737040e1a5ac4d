// Incidents as one layer of any map of Leaflet: markers, the stretches meant, stories in popups.

// A page of the user's own has addresses of its own.
const HAS_ADDRESS = false;
// A layer's incidents are there with all that is told of them.
const AT_HAND = { open: (_, use) => use() };
const LAYER_PANES = {
  "geomap-stretches": 400,
  "geomap-lines": 405,
  "geomap-marks": 610,
  "geomap-hints": 655,
};

/** Make the layer of a payload that stands in the page. */
function makeIncidentLayer(payloadId) {
  const payload = JSON.parse(document.getElementById(payloadId).textContent);
  payload.incidents.names = Object.keys(payload.incidents.properties);
  const incidents = readLayer(payload);
  const located = incidents.filter(({ at }) => at);
  const lines = L.layerGroup();
  const focus = L.layerGroup();
  const markers = new Map();
  let [map, zoom, stacks, popup] = [null, null, [], null];

  function follow() {
    if (zoom !== map.getZoom()) {
      zoom = map.getZoom();
      stacks = foldNear(map, located);
    }
    drawMarkers();
  }

  /** Bring the markers in or near the view in step with the stacks. */
  function drawMarkers() {
    const view = map.getPixelBounds();
    const margin = view.getSize().divideBy(2);
    const near = L.bounds(view.min.subtract(margin), view.max.add(margin));
    const wanted = new Map(
      stacks
        .filter(([{ at }]) => near.contains(map.project(at)))
        .map((members) => [members[0], members]),
    );
    for (const [first, marker] of markers) {
      if (wanted.has(first)) continue;
      marker.layer.remove();
      markers.delete(first);
    }
    for (const [first, members] of wanted) {
      if (!markers.has(first)) markers.set(first, addMarker(first));
      fillMarker(markers.get(first), members);
    }
  }

  function addMarker(first) {
    const icon = L.divIcon({ className: "marker", iconSize: null });
    const layer = L.marker(first.at, { icon, riseOnHover: true, pane: "geomap-marks" });
    const marker = { members: [], drawn: null, layer: layer.addTo(map) };
    const openThis = () => open(marker.members, layer.getElement());
    layer.on("click", openThis);
    layer.on("keydown", ({ originalEvent: event }) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      openThis();
    });
    const hint = { direction: "top", offset: [0, -12], className: "hint", pane: "geomap-hints" };
    layer.bindTooltip(() => tellHint(marker.members), hint);
    return marker;
  }

  /** Show one incident, or the choice between several; `choice` is the one that led here. */
  function open(members, opener, choice = null) {
    const [first] = members;
    const { at } = (choice || members)[0];
    const back =
      choice &&
      el(
        "button",
        { class: "back", type: "button", click: () => open(choice, opener) },
        `‹ ${sayCount(choice.length, "incident")} here`,
      );
    const node =
      members.length > 1
        ? tellMembers(members, (incident) => open([incident], opener, members))
        : tellStory(first, { payload, details: AT_HAND, back });
    focus.clearLayers();
    // Leaflet takes a press on what has just been replaced for one on the map, and closes the popup.
    node.addEventListener("click", (event) => event.stopPropagation());
    node.addEventListener("keydown", ({ key }) => {
      if (key === "Escape") popup.close();
    });
    if (popup?.isOpen() && popup.getLatLng().equals(at)) popup.setContent(node);
    else popup = openPopup(at, node, opener);
    node.querySelector("h2").focus({ preventScroll: true });
    if (members.length === 1) drawAround(first);
  }

  function openPopup(at, node, opener) {
    const opened = L.popup({
      maxWidth: 400,
      minWidth: 280,
      maxHeight: Math.max(200, Math.round(map.getSize().y * 0.7)),
      offset: [0, -6],
      className: "geomap-popup",
    })
      .setLatLng(at)
      .setContent(node)
      .openOn(map);
    opened.once("remove", () => {
      const { activeElement } = document;
      const hadFocus = activeElement === document.body || activeElement.closest(".geomap-popup");
      focus.clearLayers();
      if (popup === opened && hadFocus && opener.isConnected) opener.focus({ preventScroll: true });
    });
    return opened;
  }

  /** How far the truth may be, and where the places named lie, of the incident that is open. */
  function drawAround(incident) {
    for (const site of incident.sites)
      for (const layer of drawSite(site, incident, "geomap-lines")) focus.addLayer(layer);
  }

  function onAdd(to) {
    map = to;
    for (const [name, order] of Object.entries(LAYER_PANES)) {
      if (map.getPane(name)) continue;
      map.createPane(name).style.zIndex = order;
    }
    for (const name of ["geomap-stretches", "geomap-lines"])
      map.getPane(name).style.pointerEvents = "none";
    if (!document.getElementById("fill-legend"))
      map.getPane("geomap-marks").append(drawFillings());
    for (const { geometry } of rowsOf(payload.stretches))
      if (geometry) lines.addLayer(drawShape(geometry, "geomap-stretches", "stretch"));
    lines.addTo(map);
    focus.addTo(map);
    map.on("moveend", follow);
    // A map without a view yet gets one later.
    map.whenReady(follow);
    return layer;
  }

  function onRemove() {
    popup?.remove();
    map.off("moveend", follow);
    for (const marker of markers.values()) marker.layer.remove();
    markers.clear();
    lines.clearLayers().remove();
    focus.remove();
    zoom = null;
    map = null;
    return layer;
  }

  const Incidents = L.Layer.extend({
    onAdd,
    onRemove,
    getBounds: () => L.latLngBounds(located.map(({ at }) => at)),
  });
  const layer = new Incidents();
  return layer;
}

/** The incidents as records, in the order of time, each with its sites and stretches. */
function readLayer(payload) {
  const sites = groupBy(rowsOf(payload.sites), (site) => site.incident_id);
  const stretches = groupBy(rowsOf(payload.stretches), (stretch) => stretch.incident_id);
  const dayOfRow = (row) => row.date_start || row.date_end || "9";
  return rowsOf(payload.incidents)
    .map((row) => ({
      ...row,
      at: pointOf(row.geometry),
      sites: sites.get(row.id) || [],
      stretches: stretches.get(row.id) || [],
    }))
    .sort((a, b) => compareKeys(dayOfRow(a), dayOfRow(b)));
}

/** Incidents whose markers would cover each other at this zoom, together; the first one leads. */
function foldNear(map, incidents) {
  const cells = new Map();
  for (const incident of incidents) {
    const { x, y } = map.project(incident.at);
    const key = `${Math.round(x / 30)} ${Math.round(y / 30)}`;
    if (!cells.has(key)) cells.set(key, []);
    cells.get(key).push(incident);
  }
  return [...cells.values()];
}

function fillMarker(marker, members) {
  const ids = members.map(({ id }) => id).join(" ");
  if (marker.drawn === ids) return;
  const [first] = members;
  const node = marker.layer.getElement();
  Object.assign(marker, { members, drawn: ids });
  node.replaceChildren(
    drawSymbol(shapeOf(first), statusOf(first), 28),
    members.length > 1 ? el("span", { class: "marker-count" }, members.length) : "",
  );
  node.dataset.incidents = ids;
  const what = `${first.sub_event_type || first.event_type}, ${STATUSES[statusOf(first)].legend}`;
  const words =
    members.length > 1
      ? `${sayCount(members.length, "incident")} near ${placeOf(first)}`
      : `${sayDate(first)}, ${placeOf(first)}: ${what}`;
  node.setAttribute("aria-label", words);
}

function tellHint(members) {
  const rest = members.length - 4;
  return el(
    "div",
    {},
    ...members
      .slice(0, 4)
      .map((incident) => el("div", {}, el("b", {}, sayDate(incident)), ` ${placeOf(incident)}`)),
    rest > 0 ? el("div", {}, `and ${rest} more`) : null,
  );
}

/** The incidents of one marker, to choose from. */
function tellMembers(members, choose) {
  return el(
    "article",
    { class: "story choice" },
    el("h2", { tabindex: "-1" }, `${sayCount(members.length, "incident")} here`),
    el(
      "ul",
      { class: "items" },
      ...members.slice(0, 100).map((incident) =>
        el(
          "li",
          {},
          el(
            "button",
            { class: "item", type: "button", click: () => choose(incident) },
            drawSymbol(shapeOf(incident), statusOf(incident), 22),
            el(
              "span",
              { class: "item-text" },
              el(
                "span",
                { class: "item-head" },
                el("b", {}, placeOf(incident)),
                el("span", { class: "item-date" }, sayDate(incident)),
              ),
              el("span", { class: "item-summary" }, incident.summary),
            ),
          ),
        ),
      ),
    ),
    members.length > 100
      ? el("p", { class: "quiet choice-rest" }, `and ${members.length - 100} more: zoom in`)
      : null,
  );
}
