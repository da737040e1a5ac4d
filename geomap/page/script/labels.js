// Names on the map. At each zoom the most important come first, and none overlaps another.

const LABEL_RANKS = { country: 0, kilometre: 1, lake: 2, place: 3, division: 4 };
const LABEL_ZOOMS = {
  country: [0, 9.5],
  kilometre: [8.75, 99],
  lake: [7, 99],
  place: [11, 99],
  division: [8.75, 11],
};
// From here on each tick of 10 km has its name, where there is room.
const SMALL_TICK_NAMES_ZOOM = 10.5;
const PLACE_ZOOMS = [5, 7, 8.25, 10];
const LABEL_WIDTHS = { country: 11, kilometre: 6, lake: 6, place: 6.4, division: 7.5 };

/** Labels of the base map and of the kilometres along the border. */
function collectLabels(features, marks) {
  const named = features
    .filter((feature) => feature.name && feature.geometry && feature.kind in LABEL_RANKS)
    .map((feature, index) => ({
      kind: feature.kind,
      text:
        feature.kind === "division"
          ? feature.name.replace(/ (Province|District|Region)$/, "")
          : feature.name,
      at: pointOf(feature.geometry),
      rings: feature.geometry.type.endsWith("Polygon") ? outerRings(feature.geometry) : [],
      from: (feature.kind === "place" && PLACE_ZOOMS[feature.rank]) || LABEL_ZOOMS[feature.kind][0],
      weight: -(feature.rank ?? 0) - index / features.length,
      dot: feature.kind === "place",
      isCapital: feature.kind === "place" && feature.rank === 0,
    }));
  const kilometres = marks.map((mark) => ({
    kind: "kilometre",
    text: `km ${mark.km}`,
    at: mark.at,
    from: mark.isMain ? LABEL_ZOOMS.kilometre[0] : SMALL_TICK_NAMES_ZOOM,
    weight: Number(mark.isMain),
    mark,
  }));
  return [...named, ...kilometres]
    .filter((label) => label.at || label.rings.length)
    .sort((a, b) => rankOf(a) - rankOf(b) || b.weight - a.weight);
}

/** Capitals come first of all: a country has room elsewhere, and a suburb must not stand for them. */
function rankOf(label) {
  return label.isCapital ? -1 : LABEL_RANKS[label.kind];
}

function outerRings(geometry) {
  const polygons = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return polygons.map(([ring]) => ring.map(([lon, lat]) => L.latLng(lat, lon)));
}

/** Where a text has room in what is in view of an area, the widest first. */
function roomsInView(map, rings) {
  const view = L.bounds([30, 24], map.getSize().subtract([30, 44]));
  const spans = rings.flatMap((ring) => {
    const points = ring.map((point) => map.latLngToContainerPoint(point));
    return L.bounds(points).intersects(view)
      ? spansOf(L.PolyUtil.clipPolygon(points, view, true))
      : [];
  });
  return spans.sort((a, b) => b.width - a.width);
}

/** The stretches of some horizontal lines that lie in a polygon. */
function spansOf(points) {
  if (points.length < 3) return [];
  const { min, max } = L.bounds(points);
  return [5, 4, 6, 3, 7, 2, 8, 1, 9].flatMap((tenth) => {
    const y = min.y + ((max.y - min.y) * tenth) / 10;
    const crossings = points
      .flatMap((a, index) => {
        const b = points[(index + 1) % points.length];
        return a.y < y === b.y < y ? [] : [a.x + ((b.x - a.x) * (y - a.y)) / (b.y - a.y)];
      })
      .sort((a, b) => a - b);
    return crossings.flatMap((x, index) =>
      index % 2
        ? [{ width: x - crossings[index - 1], point: L.point((x + crossings[index - 1]) / 2, y) }]
        : [],
    );
  });
}

/** Keep the labels fit for the view; return how to place them anew when the markers change. */
function keepLabels(map, labels, obstacles) {
  const shown = L.layerGroup().addTo(map);
  const place = () => {
    shown.clearLayers();
    const taken = obstacles();
    const zoom = map.getZoom();
    const view = map.getBounds().pad(0.1);
    const size = map.getSize();
    for (const label of labels) {
      if (zoom < label.from || zoom > LABEL_ZOOMS[label.kind][1]) continue;
      const free = placesFor(map, label, view).find(
        ({ box }) => !isCut(box, size) && !taken.some((other) => overlaps(box, other)),
      );
      if (!free) continue;
      taken.push(free.box);
      shown.addLayer(drawLabel(label, free.at, free.shift));
    }
  };
  map.on("moveend", place);
  return place;
}

/** The boxes that a label may take, the best first. */
function placesFor(map, label, view) {
  return positionsInView(map, label, view).flatMap((at) =>
    shiftsOf(map, label).map((shift) => ({
      at,
      shift,
      box: boxOf(label, map.latLngToContainerPoint(at).add(shift)),
    })),
  );
}

/** Where a label belongs: its point, or where its area in view has room. */
function positionsInView(map, label, view) {
  if (label.at) return view.contains(label.at) ? [label.at] : [];
  const needed = label.kind === "country" ? label.text.length * LABEL_WIDTHS.country + 40 : 20;
  return roomsInView(map, label.rings)
    .filter((room) => room.width > needed)
    .slice(0, 6)
    .map((room) => map.containerPointToLatLng(room.point));
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

/** Whether an edge of the map would cut a label in two. */
function isCut({ left, right, top, bottom }, { x, y }) {
  const crosses = (from, to, edge) => from < edge && edge < to;
  return (
    crosses(left, right, 0) || crosses(left, right, x) || crosses(top, bottom, 0) || crosses(top, bottom, y)
  );
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
