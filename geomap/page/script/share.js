// Taking one incident along: its link, a text for a message, a feature for a GIS.

const COPIED_MS = 2000;

/** The buttons that copy, and below them the text itself where the browser does not let us. */
function drawCopies(incident, payload, details) {
  const kinds = [
    ["link", "Copy link", () => addressOf(incident)],
    ["text", "Copy as text", () => writeText(incident, payload)],
    ["geojson", "Copy as GeoJSON", () => writeFeature(incident, payload)],
  ].filter(([kind]) => kind !== "link" || HAS_ADDRESS);
  const spoken = el("span", { class: "unseen", role: "status" });
  const below = el("div", { class: "copy-by-hand", hidden: true });
  const buttons = kinds.map(([kind, name, write]) => {
    const button = el("button", { class: "copy", type: "button", "data-copy": kind }, name);
    button.addEventListener("click", () => details.open(incident, () => copy(write())));
    async function copy(text) {
      below.hidden = await copyText(text);
      if (below.hidden) say(button, name);
      else below.replaceChildren(...offerText(text));
      below.querySelector("textarea")?.select();
    }
    return button;
  });

  function say(button, name) {
    button.textContent = "Copied";
    spoken.textContent = `${name}: copied`;
    setTimeout(() => {
      button.textContent = name;
      spoken.textContent = "";
    }, COPIED_MS);
  }

  return el("div", { class: "copies" }, ...buttons, spoken, below);
}

/** Put a text on the clipboard; false where the browser refuses. */
async function copyText(text) {
  if (!navigator.clipboard) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (error) {
    if (error instanceof DOMException) return false;
    throw error;
  }
}

/** The text, selected as soon as it is shown, for the reader's own hand. */
function offerText(text) {
  const area = el("textarea", {
    readonly: true,
    rows: 4,
    "aria-label": "Text to copy",
    focus: () => area.select(),
  });
  area.value = text;
  return [el("p", { class: "quiet" }, "The browser does not allow it; copy the text by hand."), area];
}

/** The incident as a feature of GeoJSON (RFC 7946), with the properties of incidents.geojson. */
function writeFeature(incident, payload) {
  const properties = Object.fromEntries(
    payload.incidents.names.map((name) => [name, incident[name]]),
  );
  const { id, geometry } = incident;
  return JSON.stringify({ type: "Feature", id, geometry, properties }, null, 1);
}

/** The incident in plain words, with what it rests on. */
function writeText(incident, payload) {
  const status = STATUSES[statusOf(incident)].label;
  const who = [
    ["Says so", incident.claimed_by],
    ["Denies it", incident.denied_by],
    ["Confirms it", incident.confirmed_by],
  ].filter(([, names]) => names?.length);
  const losses = (incident.casualties || []).map((entry) => writeLoss(entry, payload));
  const quotes = new Map(
    (incident.evidence || []).map(({ source, start, quote }) => [
      `${source} ${start}`,
      `“${quote}” (${source})`,
    ]),
  );
  return [
    `${placeOf(incident)}, ${sayDateWithBasis(incident)}`,
    incident.sub_event_type || incident.event_type,
    incident.summary,
    "",
    status,
    ...sayChecks(incident, payload),
    ...who.map(([role, names]) => `${role}: ${sayList(names)}`),
    "",
    ...(losses.length ? ["Losses, by the side that suffered them", ...losses] : ["No figures"]),
    "",
    "In the words of the reports",
    ...quotes.values(),
    "",
    HAS_ADDRESS ? addressOf(incident) : incident.id,
  ].join("\n");
}

function writeLoss(entry, payload) {
  const { main, note } = sayFigure(entry);
  const side = entry.side ? nameOf(payload, entry.side) : "Side not stated";
  const remarks = [
    note,
    entry.category === "unknown" ? "" : entry.category,
    entry.scope === "cumulative" ? "total so far, not of this event alone" : "",
    entry.as_of ? `as of ${sayDay(entry.as_of)}` : "",
    isOnlyClaimed(entry) ? "claimed by another party" : "",
    entry.claimed_by ? `says ${entry.claimed_by}` : "",
  ].filter(Boolean);
  const words = remarks.length ? ` (${remarks.join("; ")})` : "";
  return `${side}, ${MEASURES[entry.measure].toLowerCase()}: ${main}${words}`;
}
