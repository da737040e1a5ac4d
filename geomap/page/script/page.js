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

function startPage() {
  const payload = readPayload();
  const incidents = readIncidents(payload);
  const borders = rowsOf(payload.borders);
  const features = rowsOf(payload.basemap);
  const stage = document.getElementById("stage");
  const container = document.querySelector(".folium-map");
  const map = window[container.id];
  container.setAttribute("aria-label", "Map of incidents along the border");
  tameLeaflet(map, container);

  drawMasthead(payload, incidents);
  makePanes(map);
  const legend = addMapFurniture(map, stage, payload, incidents);
  fitView(map, borders, incidents);
  drawBasemap(
    map,
    features,
    new Set(borders.flatMap((border) => [border.a, border.b])),
    payload.frame,
  );
  drawBorders(map, borders);
  const marks = borders.flatMap(markKilometres);
  keepTicks(map, marks);

  const selection = makeSelection({
    map,
    stage,
    legend,
    payload,
    onChange: (incident) => list.mark(incident),
  });
  const dateLayers = makeDateLayers(map, incidents, (members, from) =>
    selection.open(members, { from }),
  );
  const placeLabels = keepLabels(map, collectLabels(features, marks), () => [
    ...dateLayers.boxes(),
    boxWithin(stage, legend),
  ]);
  const list = makeList(incidents, dateLayers, (incident, from) => {
    if (isNarrow.matches) closePanels();
    selection.open([incident], { from, move: true });
  });
  const dates = makeDatePanel(groupDates(incidents), dateLayers, () => {
    selection.keepOnly((incident) => dateLayers.isOn(incident.dateKey));
    refresh();
  });
  const datePanel = makePanel("panel-dates", "Dates", dates.node, makeRoomFor);
  const listPanel = makePanel("panel-list", "Incidents", list.node, makeRoomFor);
  const panels = [datePanel, listPanel];

  function closePanels(except) {
    for (const panel of panels) if (panel !== except) panel.setOpen(false);
  }

  /** On a small screen one sheet is open at a time. */
  function makeRoomFor(panel) {
    if (!isNarrow.matches) return;
    selection.close();
    closePanels(panel);
  }

  function refresh() {
    dates.refresh();
    placeLabels();
    const shown = list.refresh();
    const keys = [...dateLayers.layers.keys()];
    datePanel.badge.textContent = `${keys.filter(dateLayers.isOn).length} of ${keys.length}`;
    listPanel.badge.textContent = `${shown} of ${incidents.length}`;
  }

  legend.addEventListener("toggle", placeLabels);
  dateLayers.set([...dateLayers.layers.keys()], true);
  refresh();
  window.geomap = { map, incidents, dateLayers, selection };
}

startPage();
