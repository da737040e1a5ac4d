// Incidents as one layer of any map of Leaflet: markers, the stretches meant, stories in popups.

// A page of the user's own has addresses of its own.
const HAS_ADDRESS = false;
// A layer's incidents are there with all that is told of them.
const AT_HAND = { open: (_, use) => use() };
const LAYER_PANES = {
  "geomap-stretches": 400,
  "geomap-dots": 402,
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
  const all = Uint32Array.from(located.keys());
  let [map, markers, popup] = [null, null, null];

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
      if (popup === opened && hadFocus && opener?.isConnected) opener.focus({ preventScroll: true });
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
    for (const name of ["geomap-stretches", "geomap-dots", "geomap-lines"])
      map.getPane(name).style.pointerEvents = "none";
    if (!document.getElementById("fill-legend"))
      map.getPane("geomap-marks").append(drawFillings());
    for (const { geometry } of rowsOf(payload.stretches))
      if (geometry) lines.addLayer(drawShape(geometry, "geomap-stretches", "stretch"));
    lines.addTo(map);
    focus.addTo(map);
    markers = makeMarkers(map, tableOf(located), {
      statuses: codeStatuses(located),
      showing: { indices: () => all, isShown: () => true },
      open,
      panes: { marks: "geomap-marks", dots: "geomap-dots", hints: "geomap-hints" },
    });
    // A map without a view yet gets one later.
    map.whenReady(() => {
      markers.start();
      markers.refresh();
    });
    return layer;
  }

  function onRemove() {
    popup?.remove();
    markers.stop();
    lines.clearLayers().remove();
    focus.remove();
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

/** What markers read of incidents that all have a point. */
function tableOf(list) {
  const units = (degrees) => Math.round(degrees * UNITS_A_DEGREE);
  const lon = list.map(({ at }) => units(at.lng));
  const lat = list.map(({ at }) => units(at.lat));
  return { list, count: list.length, points: readPoints({ lon, lat, count: list.length }) };
}

/** The status of each incident as a column of codes. */
function codeStatuses(list) {
  const values = Object.keys(STATUSES);
  return { values, codes: Uint8Array.from(list, (it) => values.indexOf(statusOf(it))) };
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
