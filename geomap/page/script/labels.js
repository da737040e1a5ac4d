// Names on the map. At each zoom the most important come first, and none overlaps another.

const LABEL_RANKS = { country: 0, kilometre: 1, lake: 2, place: 3, division: 4 };
const LABEL_ZOOMS = { country: [0, 9.5], kilometre: [8.75, 99], lake: [7, 99], place: [11, 99], division: [8.75, 11] };
const PLACE_ZOOMS = [5, 7, 8.25, 10.5];
const LABEL_WIDTHS = { country: 11, kilometre: 6, lake: 6, place: 6.4, division: 7.5 };

/** Labels of the base map and of the kilometres along the border. */
function collectLabels(features, marks) {
  const named = features
    .filter((feature) => feature.name && feature.geometry && feature.kind in LABEL_RANKS)
    .map((feature, index) => ({
      kind: feature.kind,
      text: feature.kind === "division" ? feature.name.replace(/ (Province|District|Region)$/, "") : feature.name,
      at: pointOf(feature.geometry),
      rings: feature.geometry.type.endsWith("Polygon") ? outerRings(feature.geometry) : [],
      from: (feature.kind === "place" && PLACE_ZOOMS[feature.rank]) || LABEL_ZOOMS[feature.kind][0],
      weight: -(feature.rank ?? 0) - index / features.length,
      dot: feature.kind === "place",
    }));
  const kilometres = marks.map((mark) => ({ kind: "kilometre", text: `km ${mark.km}`, at: mark.at, from: LABEL_ZOOMS.kilometre[0], weight: 0, mark }));
  return [...named, ...kilometres]
    .filter((label) => label.at || label.rings.length)
    .sort((a, b) => LABEL_RANKS[a.kind] - LABEL_RANKS[b.kind] || b.weight - a.weight);
}

function outerRings(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map(([ring]) => ring.map(([lon, lat]) => L.latLng(lat, lon)));
}

/** The middle of the largest part of an area that is in view; null where too little of it is. */
function middleInView(map, rings) {
  const view = L.bounds([30, 20], map.getSize().subtract([30, 20]));
  const parts = rings.map((ring) => {
    const clipped = L.PolyUtil.clipPolygon(ring.map((point) => map.latLngToContainerPoint(point)), view, true);
    return clipped.length > 2 ? centroidOf(clipped) : { area: 0 };
  });
  const largest = parts.reduce((a, b) => (b.area > a.area ? b : a), { area: 0 });
  return largest.area > 400 ? largest : null;
}

function centroidOf(points) {
  let [area, x, y] = [0, 0, 0];
  points.forEach((a, index) => {
    const b = points[(index + 1) % points.length];
    const cross = a.x * b.y - b.x * a.y;
    area += cross / 2;
    x += (a.x + b.x) * cross;
    y += (a.y + b.y) * cross;
  });
  return { area: Math.abs(area), point: L.point(x / (6 * area), y / (6 * area)) };
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
      if (zoom < label.from || zoom > LABEL_ZOOMS[label.kind][1]) continue;
      const at = positionInView(map, label, view);
      if (!at) continue;
      const point = map.latLngToContainerPoint(at);
      for (const shift of shiftsOf(map, label)) {
        const box = boxOf(label, point.add(shift));
        if (taken.some((other) => overlaps(box, other))) continue;
        taken.push(box);
        shown.addLayer(drawLabel(label, at, shift));
        break;
      }
    }
  };
  map.on("moveend", place);
  return place;
}

/** Where a label belongs: its point, or the middle of what is in view of its area. */
function positionInView(map, label, view) {
  if (label.at) return view.contains(label.at) ? label.at : null;
  const middle = middleInView(map, label.rings);
  if (!middle || (label.kind === "country" && middle.area < 20000)) return null;
  return map.containerPointToLatLng(middle.point);
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

function drawLabel(label, at, shift) {
  const node = el("span", { class: `label label-${label.kind}` }, label.text);
  if (label.mark) {
    node.style.left = `${shift.x}px`;
    node.style.top = `${shift.y}px`;
  }
  const icon = L.divIcon({ className: "label-anchor", html: node, iconSize: [0, 0] });
  return L.marker(at, { icon, pane: "labels", interactive: false, keyboard: false });
}
