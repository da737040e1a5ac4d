// A text, the places that it names on a map, and the list of them: what is pointed at in one of the
// three is shown in all.

const KINDS = {
  place: "place",
  demonym: "adjective or people",
  embedded: "part of another name",
  unresolved: "not located",
};

const payload = JSON.parse(document.getElementById("geomap-payload").textContent);
const stage = document.getElementById("map-pane");
const view = { text: null, places: [], pinned: null };
/** Boxes on the map that a marker or its name takes. */
const taken = [];
/** Names of the base map, without those that a marker says. */
const labels = [];
const allLabels = collectLabels(payload.basemap, []);
const map = makeMap();
const markers = L.layerGroup().addTo(map);
const chooser = makeChooser();

/** The places of a text in the order of their first mention, each with all its mentions. */
function collectPlaces(text) {
  const places = new Map();
  text.mentions.forEach((mention, index) => {
    const key = mention.place === null ? `name ${text.pieces[2 * index + 1]}` : mention.place;
    if (!places.has(key)) places.set(key, makePlace(text, mention, index));
    places.get(key).mentions.push({ ...mention, text: text.pieces[2 * index + 1], index });
  });
  const known = [...places.values()].filter((place) => place.isKnown);
  known.forEach((place, index) => (place.number = index + 1));
  return [...known, ...[...places.values()].filter((place) => !place.isKnown)];
}

function makePlace(text, mention, index) {
  const isKnown = mention.place !== null;
  const facts = isKnown ? payload.places[mention.place] : { name: text.pieces[2 * index + 1] };
  const hasPoint = isKnown && facts.lat !== null && facts.lon !== null;
  return { ...facts, isKnown, at: hasPoint ? L.latLng(facts.lat, facts.lon) : null, mentions: [] };
}

// --- text ---

function drawText(text, places) {
  const placeOf = new Map(
    places.flatMap((place) => place.mentions.map((mention) => [mention.index, place])),
  );
  const nodes = text.pieces.map((piece, index) =>
    index % 2 ? drawMention(piece, placeOf.get((index - 1) / 2), (index - 1) / 2) : piece,
  );
  const article = el("article", { class: "text", dir: "auto" }, ...nodes);
  document.getElementById("text-pane").replaceChildren(article);
}

function drawMention(piece, place, index) {
  const mention = place.mentions.find((it) => it.index === index);
  const node = el(
    "mark",
    {
      class: `mention mention-${place.isKnown ? mention.kind : "unresolved"}`,
      role: "button",
      tabindex: "0",
      "aria-pressed": "false",
    },
    piece,
    place.number ? el("sup", {}, String(place.number)) : null,
  );
  (place.nodes ||= []).push(node);
  return answer(node, place);
}

// --- list ---

function drawIndex(places) {
  const rows = places.map((place) => {
    const button = el(
      "button",
      { class: "row", type: "button", "aria-pressed": "false" },
      drawNumber(place),
      el(
        "span",
        { class: "row-body" },
        el("span", { class: "row-name" }, place.name),
        el("span", { class: "quiet" }, describePlace(place)),
      ),
      place.mentions.length > 1
        ? el("span", { class: "quiet count" }, `×${place.mentions.length}`)
        : null,
    );
    place.more = el("div", { class: "more", hidden: true }, ...describeChoice(place));
    place.row = el("li", {}, answer(button, place), place.more);
    return place.row;
  });
  const list = rows.length
    ? el("ul", {}, ...rows)
    : el("p", { class: "quiet nothing" }, "This text names no place.");
  const credits = el("p", { class: "quiet nothing" }, creditsLine());
  document.getElementById("index").replaceChildren(list, credits);
}

function drawNumber(place) {
  const kind = place.at ? "" : " number-none";
  return el("span", { class: `number${kind}` }, String(place.number ?? UNKNOWN));
}

function describePlace(place) {
  if (!place.isKnown) return "not located";
  const words = [place.feature, place.within, place.at ? null : "no point known"];
  return words.filter(Boolean).join(" · ");
}

/** Why a name was taken for the place, once for each reason that was given. */
function describeChoice(place) {
  const reasons = [...new Set(place.mentions.map((mention) => mention.reason))];
  const spelled = [...new Set(place.mentions.map((mention) => mention.text))];
  const others = [...new Set(place.mentions.flatMap((mention) => mention.others))];
  const point = place.at && `${place.lat.toFixed(4)}, ${place.lon.toFixed(4)}`;
  return [
    definitions([
      ["In the text", spelled.join(", ")],
      ["Why", reasons.join("; ")],
      ["Could be", others.join("; ")],
      ["Lat, lon", point],
      ["Id", place.id],
    ]),
  ];
}

// --- what is pointed at ---

/** Let a node show its place while it is pointed at, and keep it when it is chosen. */
function answer(node, place) {
  node.addEventListener("mouseenter", () => show(place));
  node.addEventListener("mouseleave", () => show(view.pinned));
  node.addEventListener("focus", () => show(place));
  node.addEventListener("blur", () => show(view.pinned));
  node.addEventListener("click", () => choose(place, node));
  if (node.localName !== "button") {
    node.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      choose(place, node);
    });
  }
  return node;
}

function show(shown) {
  for (const place of view.places) {
    const isShown = place === shown;
    for (const node of [...place.nodes, place.row]) node.classList.toggle("shown", isShown);
    if (!place.marker) continue;
    place.marker.getElement().classList.toggle("shown", isShown);
    place.marker.setZIndexOffset(isShown ? ABOVE : place.box ? 0 : BELOW);
  }
  const caption = document.getElementById("caption");
  caption.hidden = !shown;
  caption.replaceChildren(
    ...(shown
      ? [
          drawNumber(shown),
          el(
            "span",
            {},
            el("strong", { class: "row-name" }, shown.name),
            el("span", { class: "quiet" }, describePlace(shown)),
          ),
        ]
      : []),
  );
}

/** Choose a place, or let go of it when it is chosen already. */
function choose(place, from) {
  view.pinned = view.pinned === place ? null : place;
  for (const other of view.places) {
    const isPinned = other === view.pinned;
    other.more.hidden = !isPinned;
    other.row.classList.toggle("pinned", isPinned);
    for (const node of [...other.nodes, other.row.firstChild, other.marker?.getElement()])
      node?.setAttribute("aria-pressed", String(isPinned));
  }
  show(view.pinned ?? place);
  if (view.pinned) bringIntoView(place, from);
}

function bringIntoView(place, from) {
  if (place.at && !map.getBounds().pad(-0.1).contains(place.at))
    map.panTo(place.at, { animate: !wantsLessMotion.matches });
  const isPhone = isNarrow.matches;
  if (!place.row.contains(from) && !isPhone) scrollWithin(place.row);
  if (!place.nodes.includes(from)) scrollWithin(place.nodes[0]);
}

/** Scroll the least that shows a node. */
function scrollWithin(node) {
  const behavior = wantsLessMotion.matches ? "auto" : "smooth";
  node.scrollIntoView({ block: "nearest", inline: "nearest", behavior });
}

// --- texts ---

function openText(index) {
  view.text = index;
  const text = payload.texts[index];
  view.places = collectPlaces(text);
  view.pinned = null;
  drawText(text, view.places);
  drawIndex(view.places);
  drawMarkers(view.places);
  drawMasthead();
  show(null);
  showAll();
  placeMarkers();
  document.getElementById("text-pane").scrollTop = 0;
}

function drawMasthead() {
  const text = payload.texts[view.text];
  const located = view.places.filter((place) => place.at).length;
  const names = text.mentions.length;
  const missing = view.places.length - located;
  const facts = [
    sayCount(located, "place"),
    `named ${sayCount(names, "time")}`,
    missing ? `${missing} not located` : null,
  ];
  document.getElementById("masthead").replaceChildren(
    el(
      "div",
      { class: "headline" },
      el("h1", {}, text.id),
      el("p", { class: "facts" }, ...facts.filter(Boolean).map((fact) => el("span", {}, fact))),
    ),
    ...[drawKey(text), payload.texts.length > 1 ? chooser : null].filter(Boolean),
  );
  updateChooser();
}

/** What the marks mean, of the kinds that this text has, when there is more than one. */
function drawKey(text) {
  const found = new Set(
    text.mentions.map((mention) => (mention.place === null ? "unresolved" : mention.kind)),
  );
  const kinds = Object.keys(KINDS).filter((kind) => found.has(kind));
  if (kinds.length < 2) return null;
  const items = kinds.map((kind) =>
    el("li", {}, el("span", { class: `mention mention-${kind}` }, KINDS[kind])),
  );
  return el("ul", { class: "key", "aria-label": "Marks" }, ...items);
}

function makeChooser() {
  const options = payload.texts.map((text, index) =>
    el("option", { value: String(index) }, `${index + 1}. ${text.id} (${text.mentions.length})`),
  );
  const select = el(
    "select",
    { "aria-label": "Text", change: (event) => openText(Number(event.target.value)) },
    ...options,
  );
  const step = (by, label, sign) =>
    el(
      "button",
      { class: "step", type: "button", "aria-label": label, click: () => openText(view.text + by) },
      sign,
    );
  return el(
    "div",
    { class: "chooser" },
    step(-1, "Previous text", "‹"),
    select,
    step(1, "Next text", "›"),
  );
}

function updateChooser() {
  const [previous, select, next] = chooser.children;
  select.value = String(view.text);
  previous.disabled = view.text === 0;
  next.disabled = view.text === payload.texts.length - 1;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && view.pinned) choose(view.pinned, null);
  if (event.key === "Escape") show(null);
});
new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(stage);
if (payload.texts.length) openText(0);
