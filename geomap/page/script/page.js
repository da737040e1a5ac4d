// The page on one screen: read the payload, draw the base, make layers, panels and heading.

const ABOUT = [
  "Each marker is one incident that one or more reports tell of, put together by written rules and not by a person.",
  "A marker stands on the border at the point nearest to the place named. It does not show where shots fell. A highlighted stretch means that the reports name only a direction or a district.",
  "A figure is the latest that a side gives of its own losses. What a side claims of the other’s losses is kept beside it and never replaces it.",
  "The page repeats what reports say and judges none of it. Read the quoted words before you rely on an incident.",
  "The border is a working line for measuring. It takes no position on where the border runs or should run.",
];

/** Who made the data, and the library that the page embeds. */
function creditsOf(payload) {
  return [...payload.credits, "Leaflet"].join(" · ");
}

function drawMasthead(payload, incidents) {
  const facts = [
    sayPeriod(incidents),
    sayCount(incidents.length, "incident"),
    sayCount(countReports(incidents), "report"),
  ];
  document
    .getElementById("masthead")
    .append(
      el(
        "div",
        { class: "headline" },
        el("h1", {}, payload.title),
        el("p", { class: "facts" }, ...facts.filter(Boolean).map((fact) => el("span", {}, fact))),
      ),
      el(
        "details",
        { class: "about" },
        el("summary", {}, "About"),
        el(
          "div",
          { class: "about-body card" },
          el("ul", {}, ...ABOUT.map((line) => el("li", {}, line))),
          el("p", { class: "quiet" }, creditsOf(payload)),
        ),
      ),
    );
}

/** A panel at the side that can be folded; on a small screen, a sheet above its title. */
function makePanel(id, title, body, onOpen) {
  const badge = el("span", { class: "badge", role: "status" });
  const content = el("div", { class: "panel-body", id: `${id}-body` }, body);
  const button = el(
    "button",
    { class: "panel-title", type: "button", "aria-controls": content.id },
    el("span", {}, title),
    badge,
  );
  const node = el("section", { class: "panel", id }, el("h2", {}, button), content);
  const panel = {
    badge,
    isOpen: () => !content.hidden,
    setOpen(open) {
      content.hidden = !open;
      node.classList.toggle("panel-open", open);
      button.setAttribute("aria-expanded", String(open));
    },
  };
  button.addEventListener("click", () => {
    panel.setOpen(!panel.isOpen());
    if (panel.isOpen()) onOpen(panel);
  });
  panel.setOpen(!isNarrow.matches);
  document.getElementById("side").append(node);
  return panel;
}

function addMapFurniture(map, stage, payload, incidents) {
  L.control.zoom({ position: "topleft" }).addTo(map);
  L.control.scale({ imperial: false, position: "bottomright" }).addTo(map);
  const legend = drawLegend(incidents);
  stage.append(drawFillings(), legend, el("p", { class: "credits" }, creditsOf(payload)));
  return legend;
}

/** The box of an element over the map, in pixels of the map. */
function boxWithin(stage, element) {
  const [outer, inner] = [stage, element].map((node) => node.getBoundingClientRect());
  return {
    left: inner.left - outer.left,
    right: inner.right - outer.left,
    top: inner.top - outer.top,
    bottom: inner.bottom - outer.top,
  };
}

/** Fit the view to the border and to what lies off it. */
function fitView(map, borders, incidents) {
  const bounds = L.latLngBounds([]);
  for (const border of borders) if (border.geometry) bounds.extend(toLatLngs(border.geometry));
  for (const incident of incidents) if (incident.at) bounds.extend(incident.at);
  if (!bounds.isValid()) return;
  map.setMaxBounds(bounds.pad(2.5));
  // On a wide screen the legend lies over the left of the map.
  const left = map.getSize().x > 900 ? 220 : 28;
  map.fitBounds(bounds, {
    paddingTopLeft: [left, 28],
    paddingBottomRight: [28, 40],
    animate: false,
  });
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
  container.setAttribute("aria-label", "Map of incidents along the border");
  tameLeaflet(map, container);
  makePanes(map);
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(container);
  return map;
}

/** Draw what lies under the incidents; return the labels that go with it. */
function drawGround(map, payload, borders) {
  const features = rowsOf(payload.basemap);
  const sides = new Set(borders.flatMap((border) => [border.a, border.b]));
  const marks = borders.flatMap(markKilometres);
  drawBasemap(map, features, sides, payload.frame);
  drawBorders(map, borders);
  keepTicks(map, marks);
  return collectLabels(features, marks);
}

/** The panels at the side; on a small screen one is open at a time. */
function makePanels(dates, list, onOpen) {
  const close = (except) => {
    for (const panel of panels) if (panel !== except) panel.setOpen(false);
  };
  const makeRoom = (panel) => {
    if (!isNarrow.matches) return;
    close(panel);
    onOpen();
  };
  const panels = [
    makePanel("panel-dates", "Dates", dates.node, makeRoom),
    makePanel("panel-list", "Incidents", list.node, makeRoom),
  ];
  return { dates: panels[0].badge, list: panels[1].badge, close };
}

function startPage() {
  const payload = readPayload();
  const incidents = readIncidents(payload);
  const borders = rowsOf(payload.borders);
  const stage = document.getElementById("stage");
  const map = takeMap();
  drawMasthead(payload, incidents);
  const legend = addMapFurniture(map, stage, payload, incidents);
  const labels = drawGround(map, payload, borders);

  const notice = makeNotice(stage);
  const onChange = (incident) => {
    list.mark(incident);
    writeAddress(incident);
  };
  const selection = makeSelection({ map, stage, legend, payload, onChange });
  const layers = makeDateLayers(map, incidents, (members, from) =>
    selection.open(members, { from }),
  );
  const placeLabels = keepLabels(map, labels, () => [...layers.boxes(), boxWithin(stage, legend)]);
  const list = makeList(incidents, layers, (incident, from) => {
    if (isNarrow.matches) panels.close();
    selection.open([incident], { from, move: true });
  });
  const dates = makeDatePanel(groupDates(incidents), layers, () => {
    selection.keepOnly((incident) => layers.isOn(incident.dateKey));
    refresh();
  });
  const panels = makePanels(dates, list, selection.close);
  const keys = [...layers.layers.keys()];

  /** Bring everything in step with the layers that are on. */
  function refresh() {
    dates.refresh();
    placeLabels();
    panels.dates.textContent = `${keys.filter(layers.isOn).length} of ${keys.length}`;
    panels.list.textContent = `${list.refresh()} of ${incidents.length}`;
  }

  /** Open an incident wherever it is, also one whose date is switched off. */
  function reveal(incident) {
    notice.clear();
    if (!layers.isOn(incident.dateKey)) {
      layers.set([incident.dateKey], true);
      refresh();
      notice.say(`Its date was switched off and is on again: ${sayDateKey(incident.dateKey)}.`);
    }
    if (isNarrow.matches) panels.close();
    selection.open([incident], { from: list.buttonOf(incident), move: true });
  }

  legend.addEventListener("toggle", placeLabels);
  // Heading and panels have taken their room by now.
  map.invalidateSize({ animate: false });
  fitView(map, borders, incidents);
  layers.set(keys, true);
  refresh();
  followAddress({ incidents, reveal, close: selection.close, notice });
  window.geomap = { map, incidents, layers, selection };
}

startPage();
