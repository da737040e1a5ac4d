// What is shown on the map, and only what is in or near the view: symbols where there are few
// incidents, clusters where there are many, a dot for each where there are more still.

const BEYOND_VIEW = 0.5;
const FEW = 1000;
const MANY = 100_000;
const HIT_PX = 7;

/**
 * Keep the map in step with `showing`. `open` gets the incidents of a marker and its element; `panes`
 * names those of Leaflet for marks, dots and hints.
 */
function makeMarkers(map, table, { statuses, showing, open, panes }) {
  const { points, list } = table;
  const { x, y, located } = points;
  const drawn = new Map();
  const dots = makeDots(map, points, { statuses, showing, pane: panes.dots });
  const room = new Uint32Array(table.count);
  const areAllLocated = !located.includes(0);
  let [grid, isStarted] = [null, false];

  const scaleNow = () => map.options.crs.scale(map.getZoom()) / 256;

  /** Indices of what is shown and within the view, widened by a part of it, in order of time. */
  function findNear(beyond) {
    const view = map.getPixelBounds();
    const margin = view.getSize().multiplyBy(beyond);
    const scale = scaleNow();
    const [min, max] = [view.min.subtract(margin), view.max.add(margin)].map((at) => at.divideBy(scale));
    const shown = showing.indices();
    if (areAllLocated && isAllIn(points, min, max)) return shown;
    let count = 0;
    for (let at = 0; at < shown.length; at += 1) {
      const index = shown[at];
      if (!located[index]) continue;
      if (x[index] < min.x || x[index] > max.x || y[index] < min.y || y[index] > max.y) continue;
      room[count++] = index;
    }
    return room.subarray(0, count);
  }

  /** The markers that the view asks for: a key, where it stands, and what it shows. */
  function chooseMarkers(near) {
    if (near.length > FEW) {
      const found = gather(near, { x, y, scale: scaleNow(), statuses: statuses.codes, kinds: statuses.values.length });
      return found.map((cluster) => [`c${map.getZoom()}/${cluster.key}`, cluster]);
    }
    return stackUp(near, { x, y, scale: scaleNow() }).map((members) => [
      `s${members[0]}`,
      { index: members[0], members: () => members, total: members.length },
    ]);
  }

  function draw() {
    const near = findNear(BEYOND_VIEW);
    const areDots = near.length > MANY;
    const wanted = areDots ? new Map() : new Map(chooseMarkers(near));
    for (const [key, marker] of drawn) {
      if (wanted.has(key)) continue;
      marker.layer.remove();
      drawn.delete(key);
    }
    for (const [key, group] of wanted) {
      if (!drawn.has(key)) drawn.set(key, makeMarker(map, list[group.index], { list, open, panes }));
      drawMarker(drawn.get(key), group, { list, statuses });
    }
    if (areDots) dots.draw();
    else dots.clear();
  }

  /** The incidents under a place in the view, where dots are drawn. */
  function hit(at) {
    if (!dots.isDrawn()) return [];
    grid ??= makeGrid(points);
    const scale = scaleNow();
    const { x: atX, y: atY } = map.getPixelBounds().min.add(at).divideBy(scale);
    return grid
      .find(atX, atY, HIT_PX / scale, (index) => showing.isShown(list[index]))
      .map((index) => list[index]);
  }

  const listening = listenToDots(hit, open, panes);
  return {
    refresh() {
      if (isStarted) draw();
    },
    /** Begin, once the map has its view. */
    start() {
      isStarted = true;
      map.on("moveend", draw).on(listening);
    },
    /** Take all from the map. */
    stop() {
      isStarted = false;
      map.off("moveend", draw).off(listening);
      for (const { layer } of drawn.values()) layer.remove();
      drawn.clear();
      dots.clear();
    },
    /** The boxes in the view that markers cover. */
    boxes: () =>
      [...drawn.values()].map(({ layer, radius }) => {
        const { x: left, y: top } = map.latLngToContainerPoint(layer.getLatLng());
        return { left: left - radius, right: left + radius, top: top - radius, bottom: top + radius };
      }),
  };
}

/** What the map listens to: dots that are pressed, and those that lie under the pointer. */
function listenToDots(hit, open, panes) {
  const hint = L.tooltip({ direction: "top", offset: [0, -6], className: "hint", pane: panes.hints });
  let asked = false;
  return {
    click(event) {
      const members = hit(event.containerPoint);
      if (members.length) open(members, null);
    },
    mousemove({ target: map, containerPoint }) {
      if (asked) return;
      asked = true;
      requestAnimationFrame(() => {
        asked = false;
        const members = hit(containerPoint);
        map.getContainer().style.cursor = members.length ? "pointer" : "";
        if (!members.length) hint.remove();
        else hint.setLatLng(members[0].at).setContent(drawHint(members)).addTo(map);
      });
    },
  };
}

/** Whether all points lie between two corners, in pixels of the world at zoom 0. */
function isAllIn({ box: [left, top, right, bottom] }, min, max) {
  return left >= min.x && top >= min.y && right <= max.x && bottom <= max.y;
}

/** The stretches, each drawn once however many incidents mean it. */
function makeStretches(map, { stretches, stretchesOf, list }, showing) {
  const drawn = new Map();
  const keyOf = (it) => [it.border, it.section, it.from_km, it.to_km].join("|");
  const having = stretches.length
    ? list.filter(({ index }) => stretchesOf.codes.some(index, () => true))
    : [];
  return {
    refresh() {
      if (!stretches.length) return;
      const isMeant = new Uint8Array(stretches.length);
      const tell = (code) => (isMeant[code] = 1);
      for (const incident of having)
        if (showing.isShown(incident)) stretchesOf.codes.each(incident.index, tell);
      const wanted = new Map();
      stretches.forEach((stretch, code) => isMeant[code] && wanted.set(keyOf(stretch), stretch));
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

function makeMarker(map, first, { list, open, panes }) {
  const icon = L.divIcon({ className: "marker", iconSize: null });
  const layer = L.marker(first.at, { icon, riseOnHover: true, pane: panes.marks }).addTo(map);
  const marker = { group: null, drawn: null, radius: 13, layer };
  const membersOf = () => Array.from(marker.group.members(), (index) => list[index]);
  const openThis = () => open(membersOf(), layer.getElement());
  layer.on("click", openThis);
  layer.on("keydown", ({ originalEvent: event }) => {
    if (event.key !== "Enter" && event.key !== " ") return;
    event.preventDefault();
    openThis();
  });
  layer.bindTooltip(() => drawHint(membersOf()), {
    direction: "top",
    offset: [0, -12],
    className: "hint",
    pane: panes.hints,
  });
  return marker;
}

function drawHint(members) {
  const lines = members
    .slice(0, 4)
    .map((incident) => el("div", {}, el("b", {}, sayDate(incident)), ` ${placeOf(incident)}`));
  if (members.length > 4)
    lines.push(el("div", {}, `and ${(members.length - 4).toLocaleString("en")} more`));
  return el("div", {}, ...lines);
}

/** Draw what a marker stands for into its element, which keeps the focus. */
function drawMarker(marker, group, { list, statuses }) {
  const drawn = group.counts
    ? `${group.index} ${group.counts.join(" ")}`
    : group.members().join(" ");
  marker.group = group;
  if (marker.drawn === drawn) return;
  marker.drawn = drawn;
  const first = list[group.index];
  const isStack = group.total > 1;
  const node = marker.layer.getElement();
  node.classList.toggle("marker-stack", isStack);
  if (group.counts) marker.layer.setLatLng(first.at);
  else node.dataset.incidents = group.members().map((index) => list[index].id).join(" ");
  const counts = group.counts || countStatuses(group.members(), statuses);
  const stack = isStack && drawStack(counts, statuses.values, group.total);
  if (isStack) node.style.setProperty("--edge", `${stackSize(group.total)}px`);
  marker.radius = isStack ? Number(stack.getAttribute("width")) / 2 - 4 : 13;
  node.replaceChildren(stack || drawSymbol(shapeOf(first), statusOf(first), 28));
  node.setAttribute(
    "aria-label",
    isStack
      ? `${group.total.toLocaleString("en")} incidents near ${placeOf(first)}`
      : `${sayDate(first)}, ${placeOf(first)}: ${first.sub_event_type || first.event_type}, ${STATUSES[statusOf(first)].legend}`,
  );
}

function countStatuses(indices, { codes, values }) {
  const counts = new Uint32Array(values.length);
  for (const index of indices) counts[codes[index]] += 1;
  return counts;
}
