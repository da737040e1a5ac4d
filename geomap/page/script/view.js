// What part of the world the map shows: where it starts, and the buttons that bring it back.

const MOST_FITTED_ZOOM = 11;
const VIEW_ICONS = {
  fit: "M12 2v5M12 17v5M2 12h5M17 12h5M7 12a5 5 0 1 0 10 0a5 5 0 1 0-10 0",
  full: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
};

/** Fit the view to the border and to what lies off it; close the legend where it would hide some. */
function fitView(map, { borders, points, legend }) {
  const bounds = L.latLngBounds([]);
  for (const { geometry } of borders) if (geometry) bounds.extend(boundsOf(geometry));
  if (points.bounds()) bounds.extend(points.bounds());
  if (!bounds.isValid()) return;
  map.setMaxBounds(bounds.pad(2.5));
  // On a wide screen the legend lies over the left of the map.
  const left = map.getSize().x > 900 ? 220 : 28;
  fitBounds(map, bounds, { left });
  // Half the world does not fit beside it.
  const west = map.latLngToContainerPoint(bounds.getNorthWest()).x;
  if (!legend.open || west > legend.offsetLeft + legend.offsetWidth) return;
  legend.open = false;
  fitBounds(map, bounds, { left: 28 });
}

function boundsOf(geometry) {
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { lat, lng } of toLatLngs(geometry).flat()) {
    box[0] = Math.min(box[0], lat);
    box[1] = Math.min(box[1], lng);
    box[2] = Math.max(box[2], lat);
    box[3] = Math.max(box[3], lng);
  }
  return L.latLngBounds([box[0], box[1]], [box[2], box[3]]);
}

/** Fit the view to the incidents that are shown; false where none of them has a point. */
function fitShown(map, { points, showing, legend }) {
  const bounds = points.bounds(showing.indices());
  if (!bounds) return false;
  const right = legend.open ? legend.offsetLeft + legend.offsetWidth : 0;
  // Where the legend takes most of the map, it is better to have them under it than not to see them.
  const left = right < map.getSize().x / 2 ? right + 28 : 28;
  fitBounds(map, bounds, { left, maxZoom: MOST_FITTED_ZOOM });
  return true;
}

function fitBounds(map, bounds, { left, maxZoom }) {
  map.fitBounds(bounds, {
    paddingTopLeft: [left, 28],
    paddingBottomRight: [28, 40],
    maxZoom,
    animate: false,
  });
}

/** The buttons across from those of the zoom. `fit` shows what is shown. */
function addViewButtons(map, fit) {
  const bar = el("div", { class: "leaflet-bar view-buttons" }, makeViewButton("fit", "Show all that is shown", fit));
  if (document.fullscreenEnabled) bar.append(makeFullScreenButton());
  L.DomEvent.disableClickPropagation(bar);
  const control = new L.Control({ position: "topright" });
  control.onAdd = () => bar;
  control.addTo(map);
}

function makeViewButton(icon, label, click) {
  const drawing = svg(
    "svg",
    { viewBox: "0 0 24 24", width: 18, height: 18, "aria-hidden": "true" },
    svg("path", { d: VIEW_ICONS[icon] }),
  );
  return el("button", { type: "button", class: "view-button", title: label, "aria-label": label, click }, drawing);
}

/** The whole page on the whole screen: filters, list and strips stay at hand. */
function makeFullScreenButton() {
  const toggle = () => {
    const done = document.fullscreenElement
      ? document.exitFullscreen()
      : document.documentElement.requestFullscreen();
    // A frame may forbid it; the page stays as it is.
    done.catch(() => {});
  };
  const button = makeViewButton("full", "Full screen", toggle);
  button.setAttribute("aria-pressed", "false");
  document.addEventListener("fullscreenchange", () =>
    button.setAttribute("aria-pressed", String(Boolean(document.fullscreenElement))),
  );
  return button;
}
