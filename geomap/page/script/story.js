// One incident as it is read: what happened, who says so, how many, where, and in which words.

function tellStory(incident, { payload, details, back }) {
  return el(
    "article",
    { class: "story", "data-story": incident.id },
    back,
    el(
      "p",
      { class: "kicker" },
      drawSymbol(shapeOf(incident), statusOf(incident), 18),
      incident.sub_event_type || incident.event_type,
    ),
    el("h2", { tabindex: "-1" }, placeOf(incident)),
    el("p", { class: "when" }, sayDateWithBasis(incident)),
    el("p", { class: "summary" }, incident.summary),
    tellChecks(incident, payload),
    drawCopies(incident, payload, details),
    tellStatus(incident),
    tellLosses(incident, payload),
    tellPlaces(incident, payload),
    tellEvidence(incident),
    tellReasons(incident),
  );
}

function section(title, ...content) {
  return el("section", {}, el("h3", {}, title), ...content);
}

/** What a person corrected: that it was not read in a report must not be overlooked. */
function tellChecks(incident, payload) {
  const checks = sayChecks(incident, payload);
  if (!checks.length) return null;
  return el("ul", { class: "checks" }, ...checks.map((words) => el("li", {}, words)));
}

function sayChecks(incident, payload) {
  return (incident.checked || []).map((check) => {
    const was = check.was === null || check.was === undefined ? "not known" : check.was;
    const what = nameCheckedField(check.field, incident, payload);
    return `${capitalise(what)} ${sayCheck(check)} (was: ${was})`;
  });
}

/** "killed_a" -> "killed, Armenia". */
function nameCheckedField(field, incident, payload) {
  const [, measure, letter] = /^([a-z]+)_([ab])$/.exec(field) || [];
  if (!MEASURES[measure]) return CHECKED_FIELDS[field] || field;
  return `${MEASURES[measure].toLowerCase()}, ${nameOf(payload, incident[`side_${letter}`])}:`;
}

function tellStatus(incident) {
  const confirms = incident.confirmed_by || [];
  const says = (names) => sayList(names || []);
  return el(
    "section",
    { class: `status status-${statusOf(incident)}` },
    el("p", { class: "status-words" }, STATUSES[statusOf(incident)].label),
    definitions([
      ["Says so", says((incident.claimed_by || []).filter((name) => !confirms.includes(name)))],
      ["Denies it", says(incident.denied_by)],
      ["Confirms it", says(confirms)],
    ]),
  );
}

// --- losses ---------------------------------------------------------------------------------

function tellLosses(incident, payload) {
  const entries = incident.casualties || [];
  if (!entries.length)
    return section("Losses", el("p", { class: "quiet" }, "The reports give no figure."));
  const measures = Object.keys(MEASURES).filter((measure) =>
    entries.some((entry) => entry.measure === measure),
  );
  const sides = [
    ...new Set(
      [incident.side_a, incident.side_b, ...entries.map((entry) => entry.side)].map(
        (side) => side || null,
      ),
    ),
  ].filter((side) => side || entries.some((entry) => !entry.side));
  const notes = makeNotes();
  const cell = (side, measure) =>
    el(
      "td",
      {},
      ...tellFigures(
        entries.filter((entry) => (entry.side || null) === side && entry.measure === measure),
        notes,
      ),
    );
  return section(
    "Losses, by the side that suffered them",
    el(
      "div",
      { class: "scroll-x" },
      el(
        "table",
        { class: "losses" },
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("th", { scope: "col" }, "Side"),
            ...measures.map((measure) => el("th", { scope: "col" }, MEASURES[measure])),
          ),
        ),
        el(
          "tbody",
          {},
          ...sides.map((side) =>
            el(
              "tr",
              {},
              el("th", { scope: "row" }, side ? nameOf(payload, side) : "Side not stated"),
              ...measures.map((measure) => cell(side, measure)),
            ),
          ),
        ),
      ),
    ),
    notes.draw(),
    tellHistory(entries, payload),
  );
}

/** Notes below a table: the same words get the same letter. */
function makeNotes() {
  const texts = [];
  const letter = (index) => String.fromCharCode(97 + (index % 26));
  return {
    mark(text) {
      if (!texts.includes(text)) texts.push(text);
      return el("sup", {}, letter(texts.indexOf(text)));
    },
    draw: () =>
      el(
        "ul",
        { class: "notes" },
        ...texts.map((text, index) => el("li", {}, el("sup", {}, letter(index)), ` ${text}`)),
        el("li", {}, `${UNKNOWN} no report gives a figure`),
      ),
  };
}

/** Whether nobody but another party gives the figure: then there is no best one. */
function isOnlyClaimed({ best, history }) {
  const isMissing = best === null || best === undefined;
  return (
    isMissing && Boolean(history?.length) && history.every(({ role }) => role === "other_claim")
  );
}

function tellFigures(entries, notes) {
  if (!entries.length) return [el("span", { class: "figure unknown" }, UNKNOWN)];
  return entries.map((entry) => {
    const { main, note } = sayFigure(entry);
    const isTotal = entry.scope === "cumulative";
    const isClaim = isOnlyClaimed(entry);
    const remarks = [
      note,
      entry.category === "unknown" ? "" : entry.category,
      isTotal ? "total so far" : "",
      isClaim ? "claimed by another party" : "",
    ];
    const asOf = entry.as_of ? `, as of ${sayDay(entry.as_of)}` : "";
    const words = [
      entry.claimed_by ? `says ${entry.claimed_by}` : "",
      isTotal ? `a total so far${asOf}, not of this event alone` : "",
    ]
      .filter(Boolean)
      .join("; ");
    return el(
      "div",
      { class: "figure-entry" },
      el("span", { class: `figure${isClaim ? " claim" : ""}` }, main, words && notes.mark(words)),
      el("span", { class: "figure-note" }, remarks.filter(Boolean).join(" · ")),
    );
  });
}

function tellHistory(entries, payload) {
  const rows = entries.flatMap((entry) =>
    (entry.history || []).map((record) => ({ entry, record })),
  );
  if (rows.length < 2) return null;
  return el(
    "details",
    {},
    el("summary", {}, `All ${sayCount(rows.length, "figure")} in the reports`),
    el(
      "ul",
      { class: "history" },
      ...rows.map(({ entry, record }) => {
        const { main, note } = sayFigure(record);
        const what = `${entry.side ? nameOf(payload, entry.side) : "Side not stated"}, ${MEASURES[entry.measure].toLowerCase()}: `;
        const details = [
          note,
          record.claimed_by,
          record.as_of ? `as of ${sayDay(record.as_of)}` : "",
          record.scope === "cumulative" ? "total so far" : "",
          HISTORY_ROLES[record.role],
        ];
        return el(
          "li",
          {},
          what,
          el("b", {}, main),
          ` – ${details.filter(Boolean).join("; ")} `,
          tellSource(record.source),
        );
      }),
    ),
  );
}

// --- places ---------------------------------------------------------------------------------

function tellPlaces(incident, payload) {
  if (!incident.sites.length) {
    return section(
      "Where",
      el(
        "p",
        { class: "quiet" },
        incident.at
          ? placeOf(incident)
          : "No place on the map: the reports name none that is known.",
      ),
    );
  }
  return section(
    "Where",
    el(
      "ul",
      { class: "places" },
      ...incident.sites.map((site) =>
        el(
          "li",
          {},
          el(
            "p",
            {},
            el("span", { class: "quiet" }, `${capitalise(ROLES[site.role] || "at")} `),
            el("b", {}, site.place),
            site.place_named && site.place_named !== site.place
              ? el("span", { class: "quiet" }, ` (named “${site.place_named}”)`)
              : null,
            `, ${[nameOf(payload, site.admin1), nameOf(payload, site.country)]
              .filter((name, i, all) => name && name !== site.place && all.indexOf(name) === i)
              .join(", ")}`,
          ),
          el("p", { class: "quiet" }, tellPrecision(site)),
        ),
      ),
    ),
  );
}

function tellPrecision(site) {
  const known = (number) => number !== null && number !== undefined;
  const parts = [PLACE_PRECISIONS[site.where_precision]];
  if (site.place_basis === "inferred")
    parts.push("inferred: the report was at this place when it told of the event");
  if (site.place_basis === "corrected") parts.push("set by a person");
  if (known(site.border_km))
    parts.push(
      `km ${Math.round(site.border_km)} of the border${site.border_section ? `, section ${site.border_section}` : ""}`,
    );
  if (known(site.border_offset_km) && site.border_offset_km >= 0.05)
    parts.push(`${sayKm(site.border_offset_km)} from the line`);
  if (known(site.uncertainty_km)) parts.push(`± ${sayKm(site.uncertainty_km)}`);
  return parts.filter(Boolean).join(" · ");
}

// --- evidence -------------------------------------------------------------------------------

function tellSource(source) {
  const node = linkOrText(source || "");
  node.classList.add("source");
  return node;
}

/** Each quoted passage once, under its file, with the fields that it supports. */
function tellEvidence(incident) {
  const bySource = groupBy(incident.evidence || [], (evidence) => evidence.source);
  return section(
    "In the words of the reports",
    ...[...bySource].map(([source, pieces]) => {
      const passages = groupBy(pieces, (piece) => `${piece.start}-${piece.end}`);
      return el(
        "figure",
        { class: "evidence" },
        el("figcaption", {}, tellSource(source)),
        ...[...passages.values()].map((same) =>
          el(
            "blockquote",
            { dir: "auto" },
            el("p", {}, same[0].quote),
            el(
              "span",
              { class: "fields" },
              [...new Set(same.map((piece) => piece.field))].filter(Boolean).join(", "),
            ),
          ),
        ),
      );
    }),
  );
}

function tellReasons(incident) {
  const reasons = incident.reasons || [];
  if (!reasons.length) return null;
  return el(
    "details",
    {},
    el(
      "summary",
      {},
      reasons.length > 1
        ? `Why these ${reasons.length} reports are one incident`
        : "Why this report belongs here",
    ),
    el(
      "ul",
      { class: "history" },
      ...reasons.map(({ source, reason }) => el("li", {}, tellSource(source), `: ${reason}`)),
    ),
  );
}

// Among more than this nobody chooses; the rest is a filter, a period or a zoom away.
const CHOICES_AT_ONCE = 100;

/** The incidents that share a position, to choose from. */
function tellChoice(incidents, { details, choose, zoomIn }) {
  return el(
    "article",
    { class: "story choice" },
    el("h2", { tabindex: "-1" }, `${sayCount(incidents.length, "incident")} here`),
    el(
      "ul",
      { class: "items" },
      ...incidents.slice(0, CHOICES_AT_ONCE).map((incident) =>
        el(
          "li",
          {},
          drawItem(incident, details, () => choose(incident)),
        ),
      ),
    ),
    incidents.length > CHOICES_AT_ONCE
      ? el(
          "p",
          { class: "quiet choice-rest" },
          `and ${(incidents.length - CHOICES_AT_ONCE).toLocaleString("en")} more: zoom in, or set a filter or a period`,
          zoomIn && el("button", { class: "clear", type: "button", click: zoomIn }, "Zoom in here"),
        )
      : null,
  );
}
