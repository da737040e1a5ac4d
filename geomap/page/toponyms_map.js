// The map of a text: its places as numbered discs over the base map.

const DISC_PX = 24;
const LABEL_PX = 7;
const CLOSEST_ZOOM = 8;
const BELOW = -10000;
const ABOVE = 10000;
const WORLD = [
  [-56, -150],
  [72, 170],
];

function creditsLine() {
  return [...payload.credits, "Leaflet"].join(" · ");
}

function makeMap() {
  const node = el("div", { class: "map", id: "map" });
  const caption = el("p", { class: "caption card", id: "caption", role: "status", hidden: true });
  const whole = el("button", { class: "whole card", type: "button", click: showAll }, "All places");
  const credits = el("p", { class: "credits" }, creditsLine());
  stage.append(node, whole, caption, credits);
  const made = L.map(node, {
    zoomControl: false,
    attributionControl: false,
    fadeAnimation: false,
    zoomAnimation: !wantsLessMotion.matches,
    zoomSnap: 0.25,
    minZoom: 0.5,
    maxZoom: 14,
    maxBounds: [
      [-88, -200],
      [88, 200],
    ],
  });
  made.setView([20, 10], 2);
  makePanes(made);
  L.control.zoom({ position: "topleft" }).addTo(made);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(made);
  drawBasemap(made, payload.basemap, [], payload.frame);
  // Before the labels, which keep clear of the markers.
  made.on("moveend", placeMarkers);
  keepLabels(made, labels, () => taken.slice());
  return made;
}

function drawMarkers(places) {
  markers.clearLayers();
  const said = new Set(places.map((place) => place.name));
  labels.splice(0, labels.length, ...allLabels.filter((label) => !said.has(label.text)));
  for (const place of places.filter((it) => it.at)) {
    place.disc = el(
      "span",
      { class: "disc" },
      el("span", { class: "disc-number" }, String(place.number)),
      el("span", { class: "disc-name", "aria-hidden": "true" }, place.name),
    );
    place.marker = L.marker(place.at, {
      icon: L.divIcon({ className: "pin", html: place.disc, iconSize: [DISC_PX, DISC_PX] }),
      alt: `${place.number} ${place.name}`,
    }).addTo(markers);
    const node = place.marker.getElement();
    node.setAttribute("aria-label", `${place.number} ${place.name}`);
    node.setAttribute("aria-pressed", "false");
    answer(node, place);
  }
}

/** Places named most come first; where there is no room, a name goes, then the number. */
function placeMarkers() {
  taken.length = 0;
  const ranked = view.places
    .filter((place) => place.marker)
    .sort((a, b) => b.mentions.length - a.mentions.length);
  for (const place of ranked) {
    const box = discBox(place);
    place.box = isFree(box) ? box : null;
    place.disc.classList.toggle("disc-small", !place.box);
    place.marker.setZIndexOffset(place.box ? 0 : BELOW);
    if (place.box) taken.push(box);
  }
  const width = map.getSize().x;
  for (const place of ranked) {
    const free = (place.box ? nameBoxes(place) : []).find(
      ({ box }) => box.left > 0 && box.right < width && isFree(box),
    );
    place.disc.classList.toggle("disc-named", Boolean(free));
    place.disc.classList.toggle("disc-left", Boolean(free?.isLeft));
    if (free) taken.push(free.box);
  }
}

function isFree(box) {
  return !taken.some((other) => overlaps(box, other));
}

/** A little less than the disc: two that only touch can both be read. */
function discBox(place) {
  const { x, y } = map.latLngToContainerPoint(place.at);
  const half = DISC_PX / 2 - 3;
  return { left: x - half, right: x + half, top: y - half, bottom: y + half };
}

/** Where the name may stand: right of the disc, or left. */
function nameBoxes({ box, name }) {
  const width = name.length * LABEL_PX + 8;
  const { top, bottom } = box;
  return [
    { isLeft: false, box: { left: box.right + 2, right: box.right + 2 + width, top, bottom } },
    { isLeft: true, box: { left: box.left - 2 - width, right: box.left - 2, top, bottom } },
  ];
}

function showAll() {
  const points = view.places.filter((place) => place.at).map((place) => place.at);
  const bounds = points.length ? L.latLngBounds(points) : L.latLngBounds(WORLD);
  const room = Math.min(60, stage.clientHeight / 6);
  map.fitBounds(bounds, {
    paddingTopLeft: [50, room],
    paddingBottomRight: [70, room],
    maxZoom: CLOSEST_ZOOM,
    animate: false,
  });
}
