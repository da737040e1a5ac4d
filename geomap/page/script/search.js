// Searching what is shown: every word must stand somewhere in what is known of an incident.

const SPEAK_AFTER_MS = 600;

/** The search as a criterion. Texts are folded when the reader first searches. */
/** `onFound` is called when more was found after the details of incidents were read. */
function makeSearch(table, payload, onFound) {
  const texts = makeTexts(table, payload);
  let words = [];
  let asked = "";
  let version = 0;
  const onRead = () => {
    version += 1;
    onFound();
  };
  return {
    version: () => version,
    isActive: () => words.length > 0,
    hides: (index) => !texts.have(index, words),
    reveal() {
      const now = `the search for “${asked}” is cleared`;
      this.set("");
      return now;
    },
    clear() {
      this.set("");
    },
    asked: () => asked,
    /** Whether summaries and further places are searched, too. */
    seesDetails: texts.seesDetails,
    set(text) {
      asked = text.trim();
      version += 1;
      words = foldText(asked).split(/\s+/).filter(Boolean);
      if (words.length) texts.read(onRead);
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
    const count = showing.count();
    speak(search.isActive() ? `${sayCount(count, "incident")} found` : "The search is cleared");
  }

  return {
    box,
    node: el("div", { class: "search", role: "search" }, box, hits),
    refresh() {
      if (box.value.trim() !== search.asked()) box.value = search.asked();
      const scope = search.seesDetails ? "" : ", in names and files only";
      hits.textContent = search.isActive() ? `${sayCount(showing.count(), "hit")}${scope}` : "";
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
