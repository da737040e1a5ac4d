// Names on the map. At each zoom the most important come first, and none overlaps another.

const LABEL_RANKS = { country: 0, kilometre: 1, lake: 2, place: 3, division: 4 };
const LABEL_ZOOMS = { country: [0, 9.5], kilometre: [8.5, 99], lake: [7.5, 99], place: [6.5, 99], division: [8.75, 99] };
const LABEL_WIDTHS = { country: 11, kilometre: 6, lake: 6, place: 6.4, division: 7.5 };

/** Labels of the base map and of the kilometres along the border. */
function collectLabels(features, marks) {
  const named = features
    .filter((feature) => feature.name && feature.geometry && feature.kind in LABEL_RANKS)
    .map((feature, index) => ({
      kind: feature.kind,
      text: feature.name,
      at: pointOf(feature.geometry) || middleOfLargest(feature.geometry),
      weight: Number(feature.population) || -Number(feature.rank || index),
      dot: feature.kind === "place",
    }));
  const kilometres = marks.map((mark) => ({ kind: "kilometre", text: `km ${mark.km}`, at: mark.at, weight: 0, mark }));
  return [...named, ...kilometres]
    .filter((label) => label.at)
    .sort((a, b) => LABEL_RANKS[a.kind] - LABEL_RANKS[b.kind] || b.weight - a.weight);
}

/** The centroid of the largest ring of a polygon, (lat, lon). */
function middleOfLargest(geometry) {
  if (!geometry.type.endsWith("Polygon")) return null;
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const centroids = polygons.map(([ring]) => centroidOf(ring));
  const largest = centroids.reduce((a, b) => (b.area > a.area ? b : a));
  return L.latLng(largest.lat, largest.lon);
}

function centroidOf(ring) {
  let [area, lon, lat] = [0, 0, 0];
  for (let i = 0; i < ring.length - 1; i += 1) {
    const [[x0, y0], [x1, y1]] = [ring[i], ring[i + 1]];
    const cross = x0 * y1 - x1 * y0;
    area += cross;
    lon += (x0 + x1) * cross;
    lat += (y0 + y1) * cross;
  }
  return { area: Math.abs(area / 2), lon: lon / (3 * area), lat: lat / (3 * area) };
}

/** Keep the labels fit for the view; return how to place them anew when the markers change. */
function keepLabels(map, labels, markerPoints) {
  const shown = L.layerGroup().addTo(map);
  const place = () => {
    shown.clearLayers();
    const taken = markerPoints().map(({ x, y }) => ({ left: x - 13, right: x + 13, top: y - 13, bottom: y + 13 }));
    const zoom = map.getZoom();
    const view = map.getBounds().pad(0.1);
    for (const label of labels) {
      const [from, to] = LABEL_ZOOMS[label.kind];
      if (zoom < from || zoom > to || !view.contains(label.at)) continue;
      const point = map.latLngToContainerPoint(label.at);
      for (const shift of shiftsOf(map, label)) {
        const box = boxOf(label, point.add(shift));
        if (taken.some((other) => overlaps(box, other))) continue;
        taken.push(box);
        shown.addLayer(drawLabel(label, shift));
        break;
      }
    }
  };
  map.on("moveend", place);
  return place;
}

/** Where a label may stand, from its point: a kilometre on either side of the line. */
function shiftsOf(map, label) {
  if (!label.mark) return [L.point(0, 0)];
  const across = acrossLine(map, label.mark).scaleBy(L.point(28, 15));
  return [across, across.multiplyBy(-1)];
}

function boxOf(label, point) {
  const width = label.text.length * LABEL_WIDTHS[label.kind];
  const left = label.dot ? point.x - 6 : point.x - width / 2;
  return { left, right: left + width + 14, top: point.y - 10, bottom: point.y + 10 };
}

function overlaps(a, b) {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

function drawLabel(label, shift) {
  const node = el("span", { class: `label label-${label.kind}` }, label.text);
  if (label.mark) {
    node.style.left = `${shift.x}px`;
    node.style.top = `${shift.y}px`;
  }
  const icon = L.divIcon({ className: "label-anchor", html: node, iconSize: [0, 0] });
  return L.marker(label.at, { icon, pane: "labels", interactive: false, keyboard: false });
}
