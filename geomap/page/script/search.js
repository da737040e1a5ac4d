// Searching what is shown: every word must stand somewhere in what is known of an incident.

const SPEAK_AFTER_MS = 600;

/** The search as a criterion. Texts are folded when the reader first searches. */
function makeSearch(incidents, payload) {
  let texts = null;
  let words = [];
  let asked = "";
  return {
    isActive: () => words.length > 0,
    hides: (index) => !words.every((word) => texts[index].includes(word)),
    reveal() {
      const now = `the search for “${asked}” is cleared`;
      this.set("");
      return now;
    },
    clear() {
      this.set("");
    },
    asked: () => asked,
    set(text) {
      asked = text.trim();
      words = foldText(asked).split(/\s+/).filter(Boolean);
      if (words.length) texts ??= incidents.map((incident) => foldText(tellAll(incident, payload)));
    },
  };
}

/** What is searched of an incident: names of places and sides, words of reports, type, files, id. */
function tellAll(incident, payload) {
  const sides = [incident.side_a, incident.side_b].filter(Boolean);
  return [
    incident.id,
    incident.place,
    incident.place_named,
    incident.summary,
    incident.sub_event_type,
    ...incident.sites.flatMap((site) => [
      site.place,
      site.place_named,
      nameOf(payload, site.admin1),
      nameOf(payload, site.country),
    ]),
    ...incident.stretches.map((stretch) => stretch.place),
    ...sides.flatMap((side) => [side, nameOf(payload, side)]),
    ...(incident.sources || []),
    ...otherNames(incident, payload),
    ...quotesOf(incident),
  ]
    .filter(Boolean)
    .join("\n");
}

function makeSearchBox(search, showing, speak) {
  const box = el("input", {
    type: "search",
    class: "search-box",
    placeholder: "Search places, reports, words",
    "aria-label": "Search incidents",
    autocomplete: "off",
    spellcheck: "false",
    enterkeyhint: "search",
    input: () => ask(box.value),
    keydown: (event) => {
      if (event.key !== "Escape" || !box.value) return;
      // Not also the incident that is open.
      event.stopPropagation();
      event.preventDefault();
      box.value = "";
      ask("");
    },
  });
  const hits = el("span", { class: "search-hits", "aria-hidden": "true" });

  function ask(text) {
    search.set(text);
    showing.refresh();
    const count = showing.list().length;
    speak(search.isActive() ? `${sayCount(count, "incident")} found` : "The search is cleared");
  }

  return {
    box,
    node: el("div", { class: "search", role: "search" }, box, hits),
    refresh() {
      if (box.value.trim() !== search.asked()) box.value = search.asked();
      hits.textContent = search.isActive() ? sayCount(showing.list().length, "hit") : "";
    },
  };
}

/** A place for words that only screen readers tell, once the reader pauses. */
function makeSpeaker(parent) {
  const region = el("p", { class: "unseen", role: "status" });
  parent.append(region);
  let waiting = null;
  return (text) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => (region.textContent = text), SPEAK_AFTER_MS);
  };
}
