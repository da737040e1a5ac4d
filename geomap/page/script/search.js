// Searching what is shown: every word must stand somewhere in what is known of an incident.

const SPEAK_AFTER_MS = 600;

/** The search as a criterion. `onFound` is called whenever more was found in the details. */
function makeSearch(table, payload, onFound) {
  const texts = makeTexts(table, payload);
  let words = [];
  let asked = "";
  let version = 0;
  const tell = () => {
    version += 1;
    onFound();
  };
  return {
    version: () => version,
    isActive: () => words.length > 0,
    hides: (index) => !texts.isFound(index),
    reveal() {
      const now = `the search for “${asked}” is cleared`;
      this.set("");
      return now;
    },
    clear() {
      this.set("");
    },
    asked: () => asked,
    /** How much of what reports say was looked through, from 0 to 1. */
    share: texts.share,
    set(text) {
      asked = text.trim();
      words = foldText(asked).split(/\s+/).filter(Boolean);
      version += 1;
      texts.search(words, tell);
    },
  };
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
    if (!search.isActive()) speak("The search is cleared");
    else if (search.share() === 1) sayFound();
  }

  const sayFound = () => speak(`${sayCount(showing.count(), "incident")} found`);
  let wasReading = false;

  return {
    box,
    node: el("div", { class: "search", role: "search" }, box, hits),
    refresh() {
      if (box.value.trim() !== search.asked()) box.value = search.asked();
      const share = search.share();
      const so = share < 1 ? ` so far, ${Math.floor(100 * share)}% of the texts searched` : "";
      hits.textContent = search.isActive() ? `${sayCount(showing.count(), "hit")}${so}` : "";
      if (wasReading && share === 1 && search.isActive()) sayFound();
      wasReading = share < 1;
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
