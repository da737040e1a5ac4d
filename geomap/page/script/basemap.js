// Land, water and the border, drawn from the vectors in this file. The style sheet colours them.

const PANES = {
  land: 200,
  // Below the border, which thousands of dots would hide.
  dots: 380,
  halo: 390,
  stretches: 400,
  selected: 405,
  border: 410,
  focus: 420,
  labels: 450,
};
const TICK_KM = 10;
const MAIN_TICK_KM = 50;
// Between two ticks there is at least this room; the further out, the fewer there are.
const LINE_TICK_GAP_PX = 36;
const TICK_STEPS_KM = [TICK_KM, MAIN_TICK_KM, 100, 200, 500];

function makePanes(map) {
  for (const [name, order] of Object.entries(PANES)) {
    const pane = map.createPane(name);
    pane.style.zIndex = order;
    pane.style.pointerEvents = "none";
  }
}

const latLngsOf = new WeakMap();

/** The positions of a geometry as Leaflet has them; of each geometry they are made once. */
function toLatLngs(geometry) {
  if (latLngsOf.has(geometry)) return latLngsOf.get(geometry);
  const depth = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 }[geometry.type];
  const made = L.GeoJSON.coordsToLatLngs(geometry.coordinates, depth);
  latLngsOf.set(geometry, made);
  return made;
}

function drawShape(geometry, pane, className) {
  const make = geometry.type.endsWith("Polygon") ? L.polygon : L.polyline;
  return make(toLatLngs(geometry), { pane, className, interactive: false, smoothFactor: 0.6 });
}

/** Countries first, then what lies on them; points are labels and have no shape. */
function drawBasemap(map, features, borders, frame) {
  const sides = new Set(borders.flatMap((border) => [border.a, border.b]));
  const shapes = features.filter(
    (feature) => feature.geometry && feature.geometry.type !== "Point",
  );
  const ofKind = (kind) => shapes.filter((feature) => feature.kind === kind);
  for (const country of ofKind("country")) {
    drawShape(
      country.geometry,
      "land",
      `base-country${sides.has(country.iso) ? " base-side" : ""}`,
    ).addTo(map);
  }
  for (const lake of ofKind("lake")) drawShape(lake.geometry, "land", "base-lake").addTo(map);
  for (const division of ofKind("division"))
    drawShape(division.geometry, "land", "base-division").addTo(map);
  const isLeftOut = findEdgesLeftOut(ofKind("country"), borders, frame);
  for (const country of ofKind("country")) {
    L.polyline(outlinesOf(country.geometry, isLeftOut), {
      pane: "land",
      className: "base-outline",
      interactive: false,
      smoothFactor: 0.6,
    }).addTo(map);
  }
}

/** The line itself, on a halo that keeps it apart from all else. */
function drawBorders(map, borders) {
  const lines = borders.filter((border) => border.geometry);
  for (const border of lines) drawShape(border.geometry, "halo", "border-halo").addTo(map);
  for (const border of lines) drawShape(border.geometry, "border", "border-line").addTo(map);
}

/** Points every 10 km along a section, each with the direction across the line. */
function markKilometres(border) {
  if (!border.geometry || border.geometry.type !== "LineString") return [];
  const line = toLatLngs(border.geometry);
  const lengths = line.slice(1).map((point, index) => line[index].distanceTo(point) / 1000);
  const drawn = lengths.reduce((sum, length) => sum + length, 0);
  // Leaflet measures on a sphere; the stated length is geodesic.
  const scale = border.length_km ? border.length_km / drawn : 1;
  const marks = [];
  let along = 0;
  let next = TICK_KM;
  lengths.forEach((length, index) => {
    const end = along + length * scale;
    for (; next <= end; next += TICK_KM) {
      const share = (next - along) / (end - along);
      const [a, b] = [line[index], line[index + 1]];
      marks.push({
        km: next,
        isMain: next % MAIN_TICK_KM === 0,
        at: L.latLng(a.lat + (b.lat - a.lat) * share, a.lng + (b.lng - a.lng) * share),
        around: [line[Math.max(0, index - 4)], line[Math.min(line.length - 1, index + 5)]],
      });
    }
    along = end;
  });
  return marks;
}

/** Ticks of a constant length in pixels, drawn anew for each zoom; `say` gets their km, or null. */
function keepTicks(map, marks, say) {
  const ticks = L.polyline([], { pane: "border", className: "border-tick", interactive: false }).addTo(map);
  const draw = () => {
    const latitude = map.getCenter().lat;
    const step = TICK_STEPS_KM.find((km) => km / kmOfPixel(map, latitude) >= LINE_TICK_GAP_PX);
    const drawn = step ? marks.filter(({ km }) => km % step === 0) : [];
    ticks.setLatLngs(
      drawn.map((mark) => {
        const half = acrossLine(map, mark).multiplyBy(mark.isMain ? 6 : 4);
        const middle = map.latLngToLayerPoint(mark.at);
        return [middle.add(half), middle.subtract(half)].map((point) => map.layerPointToLatLng(point));
      }),
    );
    say(drawn.length ? step : null);
  };
  map.on("zoomend", draw);
  draw();
}

/** How many km a pixel is, on a parallel of the map as it is zoomed. */
function kmOfPixel(map, latitude) {
  const [a, b] = [0, 100].map((x) => map.unproject(map.project([latitude, 0]).add([x, 0])));
  return a.distanceTo(b) / 1000 / 100;
}

/** The direction across the line at a mark, to the right of the screen, one pixel long. */
function acrossLine(map, mark) {
  const [a, b] = mark.around.map((point) => map.latLngToLayerPoint(point));
  const across = L.point(b.y - a.y, a.x - b.x);
  const length = Math.hypot(across.x, across.y) || 1;
  return across.divideBy(across.x < 0 ? -length : length);
}
