// The page on one screen: read the payload, draw the base, and keep map, panels and address in step.

function addMapFurniture(map, stage, payload, table) {
  L.control.zoom({ position: "topleft" }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const legend = drawLegend(table);
  stage.append(drawFillings(), legend, el("p", { class: "credits" }, creditsOf(payload)));
  return legend;
}

/** The box of an element over the map, in pixels of the map; asked anew only when it may change. */
function keepBox(stage, element) {
  let box = null;
  new ResizeObserver(() => (box = null)).observe(element);
  new ResizeObserver(() => (box = null)).observe(stage);
  return () => {
    if (box) return box;
    const [outer, inner] = [stage, element].map((node) => node.getBoundingClientRect());
    box = {
      left: inner.left - outer.left,
      right: inner.right - outer.left,
      top: inner.top - outer.top,
      bottom: inner.bottom - outer.top,
    };
    return box;
  };
}

/** Keep Leaflet from moving what the reader did not ask it to move. */
function tameLeaflet(map, container) {
  // It takes the focus at each press; in the frame of a notebook that would scroll the notebook.
  container.focus = () => HTMLElement.prototype.focus.call(container, { preventScroll: true });
  if (!wantsLessMotion.matches) return;
  const panBy = map.panBy.bind(map);
  map.panBy = (offset, options) => panBy(offset, { ...options, animate: false });
}

/** The map that folium made, fit for the page. */
function takeMap() {
  const container = document.querySelector(".folium-map");
  const map = window[container.id];
  container.setAttribute("role", "region");
  container.setAttribute("aria-label", "Map of incidents along the border");
  tameLeaflet(map, container);
  makePanes(map);
  embedIcons(map);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  return map;
}

/** Draw what lies under the incidents; return the labels that go with it. */
function drawGround(map, payload, { borders, legend }) {
  const features = rowsOf(payload.basemap);
  const marks = borders.flatMap(markKilometres);
  drawBasemap(map, features, borders, payload.frame);
  drawBorders(map, borders);
  keepTicks(map, marks, (km) => sayTicks(legend, km));
  return collectLabels(features, marks);
}

function startPage(payload) {
  const table = readIncidents(payload);
  const { list: incidents, details } = table;
  const borders = rowsOf(payload.borders);
  const stage = document.getElementById("stage");
  const map = takeMap();
  drawMasthead(payload, table);
  if (payload.siblings) drawSiblings(payload.siblings);
  const legend = addMapFurniture(map, stage, payload, table);
  const labels = drawGround(map, payload, { borders, legend });
  if (payload.tiles) drawTiles(map, payload.tiles, stage);

  const dates = makeDates(table);
  const facets = makeFacets(table, payload);
  const search = makeSearch(table, payload, () => showing.refresh());
  const bins = makeBins(table);
  const period = bins && makePeriod(bins);
  const criteria = [dates, ...facets, search, ...(period ? [period] : [])];
  const showing = makeShowing(incidents, criteria);

  const notice = makeNotice(stage);
  const onChange = (incident) => {
    list.mark(incident);
    chainage?.mark(incident);
    writeAddress(incident);
  };
  const selection = makeSelection({ map, stage, legend, payload, details, onChange });
  const stretches = makeStretches(map, table, showing);
  const markers = makeMarkers(map, table, {
    statuses: readStatuses(table),
    showing,
    open: (members, from) => selection.open(members, { from }),
    panes: { marks: "markerPane", dots: "dots", hints: "tooltipPane" },
  });
  addViewButtons(map, () => {
    if (!fitShown(map, { points: table.points, showing, legend }))
      notice.say("None of the incidents that are shown has a point on the map.");
  });
  const furniture = [".legend", ".credits", ".leaflet-control-zoom", ".view-buttons", ".leaflet-control-scale"].map(
    (selector) => keepBox(stage, stage.querySelector(selector)),
  );
  const placeLabels = keepLabels(map, labels, () => [
    ...markers.boxes(),
    ...furniture.map((boxOfPiece) => boxOfPiece()),
  ]);
  const openFrom = (incident, from) => {
    if (isNarrow.matches) panels.close();
    selection.open([incident], { from, move: true });
  };
  const list = makeList(showing, details, openFrom);
  const datePanel = makeDatePanel(groupDates(dates.keys), dates, showing);
  const filters = makeFilterPanel(facets, showing);
  const speak = makeSpeaker(stage);
  const searchBox = makeSearchBox(search, showing, speak);
  const strip = period && makeStrip({ bins, period, dates, showing, speak });
  const pointing = makePointing(map, incidents);
  pointing.follow(map.getContainer(), "data-incidents");
  pointing.follow(list.node, "data-incident");
  const chainage =
    period &&
    makeChainage({
      payload,
      table,
      borders,
      bins,
      period,
      showing,
      pointing,
      open: (members, from) => {
        if (isNarrow.matches) panels.close();
        selection.open(members, { from, move: true });
      },
    });
  const contents = [
    ["dates", "Dates", datePanel.node],
    ["filters", "Filters", filters.node],
    ["list", "Incidents", el("div", {}, searchBox.node, list.node)],
  ].filter(([id]) => id !== "filters" || facets.length);
  const panels = makePanels(contents, selection.close);
  addSkip(panels, searchBox.box);
  list.watchScrolling();

  /** Bring everything in step with what is shown. */
  showing.onChange(() => {
    // The list first: it asks where it is scrolled to, before anything changes.
    list.refresh();
    selection.keepOnly(showing.isShown);
    datePanel.refresh();
    const active = filters.refresh();
    searchBox.refresh();
    strip?.refresh();
    chainage?.refresh();
    stretches.refresh();
    markers.refresh();
    placeLabels();
    panels.dates.say(sayShare(dates.countOn(), dates.keys.length));
    panels.filters?.say(active ? `${active} on` : "");
    panels.list.say(sayShare(showing.count(), table.count));
  });

  /** Open an incident wherever it is, also one that is hidden; say what was changed for it. */
  function reveal(incident) {
    const changes = showing.reveal(incident);
    if (changes.length) notice.say(`It was hidden until now: ${sayList(changes)}.`);
    else notice.clear();
    openFrom(incident, list.buttonOf(incident));
  }

  new ResizeObserver(placeLabels).observe(legend);
  const fit = () => {
    strip?.fit();
    chainage?.fit();
  };
  followPrinting({ map, legend, list, fit });
  // Heading and panels have taken their room by now.
  map.invalidateSize({ animate: false });
  fitView(map, { borders, points: table.points, legend });
  markers.start();
  showing.refresh();
  followAddress({ incidents, reveal, close: selection.close, notice });
  window.geomap = { map, incidents, details, criteria, showing, selection };
  performance.mark("geomap-ready");
}

unpack(readElement("geomap-payload"), startPage);
