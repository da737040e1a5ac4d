// Opening an incident: its story in a popup, or in a sheet on small screens and where it has no
// position; its stretch, its uncertainty and the places named are drawn while it is open.

const POPUP_PX = 400;

function makeSelection({ map, stage, legend, payload, details, onChange }) {
  const focus = L.layerGroup().addTo(map);
  const sheetBody = el("div", { class: "sheet-body" });
  const sheet = el(
    "section",
    { class: "sheet card", role: "dialog", "aria-label": "Incident", hidden: true },
    el(
      "button",
      { class: "close", type: "button", "aria-label": "Close", click: () => close() },
      "×",
    ),
    sheetBody,
  );
  stage.append(sheet);
  let popup = null;
  let opener = null;
  let openMembers = [];
  let turns = 0;

  function close() {
    turns += 1;
    if (popup) popup.remove();
    sheet.hidden = true;
    forget();
  }

  function forget() {
    const hadFocus =
      document.activeElement === document.body ||
      Boolean(document.activeElement.closest(".story, .sheet, .leaflet-popup"));
    popup = null;
    openMembers = [];
    focus.clearLayers();
    onChange(null);
    if (hadFocus && opener && opener.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }

  /** How much of the left of the map the legend takes; it closes where that leaves no room. */
  function coveredLeft() {
    const right = legend.offsetLeft + legend.offsetWidth;
    if (map.getSize().x - right < POPUP_PX + 60) legend.open = false;
    return legend.open ? right : 0;
  }

  /** Show a node at a position, or in the sheet where there is none. */
  function show(node, at, from) {
    opener = null;
    if (popup) popup.remove();
    sheet.hidden = true;
    opener = from;
    if (at && !isNarrow.matches) {
      const size = map.getSize();
      popup = L.popup({
        maxWidth: POPUP_PX,
        minWidth: 320,
        maxHeight: Math.max(220, Math.round(size.y * 0.66)),
        autoPanPaddingTopLeft: [coveredLeft() + 16, 16],
        autoPanPaddingBottomRight: [16, 30],
        offset: [0, -6],
        className: "story-popup",
      })
        .setLatLng(at)
        .setContent(node)
        .openOn(map);
    } else {
      sheetBody.replaceChildren(node);
      sheetBody.scrollTop = 0;
      sheet.hidden = false;
      if (at && isNarrow.matches) uncover(map, at, sheet.offsetHeight);
    }
    node.querySelector("h2").focus({ preventScroll: true });
  }

  function drawFocus(incident) {
    focus.clearLayers();
    for (const stretch of incident.stretches)
      focus.addLayer(drawShape(stretch.geometry, "selected", "stretch stretch-open"));
    for (const site of incident.sites)
      drawSite(site, incident).forEach((layer) => focus.addLayer(layer));
  }

  /** Open one incident, or the choice between several; `choice` is the one that led here. */
  function open(members, { from = null, move = false, choice = null } = {}) {
    const [first] = members;
    const at = first.at || middleOfStretch(first);
    const turn = (turns += 1);
    const tell = () => {
      // Another incident was opened while the details of this one were.
      if (turn !== turns) return;
      if (members.length > 1) {
        show(
          tellChoice(members, {
            details,
            choose: (incident) => open([incident], { from, choice: members }),
            zoomIn: isFurtherIn(map) ? () => zoomTo(members) : null,
          }),
          at,
          from,
        );
        openMembers = members;
        return;
      }
      const back =
        choice &&
        el(
          "button",
          { class: "back", type: "button", click: () => open(choice, { from }) },
          `‹ ${sayCount(choice.length, "incident")} here`,
        );
      show(tellStory(first, { payload, details, back }), at, from);
      openMembers = members;
      drawFocus(first);
      onChange(first);
    };
    const start = () => {
      if (turn !== turns) return;
      if (move && at) moveTo(map, at, isNarrow.matches ? 0 : coveredLeft(), tell);
      else tell();
    };
    if (members.length > 1) start();
    else details.open(first, start);
  }

  /** Show more closely where some incidents lie. */
  function zoomTo(members) {
    close();
    map.setView(members[0].at, Math.min(map.getMaxZoom(), map.getZoom() + 2), {
      animate: !wantsLessMotion.matches,
    });
  }

  map.on("popupclose", (event) => {
    if (event.popup === popup) forget();
  });
  map.on("click", () => {
    if (!sheet.hidden) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && openMembers.length) close();
  });
  return {
    open,
    close,
    /** Close what is open if any of it is no longer shown. */
    keepOnly(isShown) {
      if (!openMembers.every(isShown)) close();
    },
  };
}

/** What belongs to a site: how far the truth may be, and where the place named lies. */
function drawSite(site, incident, pane = "focus") {
  const at = pointOf(site.geometry);
  if (!at) return [];
  const layers = [];
  if (site.uncertainty_km && !incident.stretches.length) {
    layers.push(
      L.circle(at, {
        radius: site.uncertainty_km * 1000,
        pane,
        className: "uncertainty",
        interactive: false,
      }),
    );
  }
  if (typeof site.place_lon === "number" && typeof site.place_lat === "number") {
    const place = L.latLng(site.place_lat, site.place_lon);
    layers.push(
      L.polyline([place, at], { pane, className: "tether", interactive: false }),
    );
    layers.push(
      L.circleMarker(place, {
        radius: 3.5,
        pane,
        className: "place-named",
        interactive: false,
      }),
    );
  }
  if (!site.main)
    layers.push(
      L.circleMarker(at, { radius: 5, pane, className: "other-site", interactive: false }),
    );
  return layers;
}

function middleOfStretch(incident) {
  const [stretch] = incident.stretches;
  if (!stretch) return null;
  const lines = toLatLngs(stretch.geometry);
  const line = Array.isArray(lines[0]) ? lines[0] : lines;
  return line[Math.floor(line.length / 2)];
}

function isFurtherIn(map) {
  return map.getZoom() < map.getMaxZoom();
}

/** Bring a position to where its story leaves it in view, then go on. */
function moveTo(map, at, left, then) {
  const zoom = Math.max(map.getZoom(), 9);
  const size = map.getSize();
  const shift = isNarrow.matches ? L.point(0, size.y * 0.28) : L.point(-left / 2, -size.y * 0.3);
  const centre = map.unproject(map.project(at, zoom).add(shift), zoom);
  const isThere =
    zoom === map.getZoom() && map.project(centre).distanceTo(map.project(map.getCenter())) < 2;
  if (isThere) {
    then();
    return;
  }
  map.once("moveend", then);
  map.setView(centre, zoom, { animate: !wantsLessMotion.matches });
}

/** Move the map up where the sheet would cover a position. */
function uncover(map, at, sheetHeight) {
  const free = map.getSize().y - sheetHeight;
  const { y } = map.latLngToContainerPoint(at);
  if (y > free - 24) map.panBy([0, y - free / 2], { animate: !wantsLessMotion.matches });
}
