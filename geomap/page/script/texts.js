// What is searched of the incidents, folded: values of columns once each, and what details tell.

// Folded details are kept up to so many characters; what lies beyond is read again for each search.
const CHARS_KEPT = 100_000_000;
// While the details are read the page answers after so long, and shows so often what was found.
const TURN_MS = 12;
const TELL_EVERY_MS = 400;

function makeTexts(table, payload) {
  const { columns, count, details, list } = table;
  const names = columnsOfNames(table, payload);
  const found = new Uint8Array(count);
  // The folded details of the incidents of a block, by its number.
  const kept = new Map();
  let charsKept = 0;
  let [turn, read] = [0, details.blocks];

  /** A function that tells whether names of an incident hold a word. */
  function askNames(word) {
    const tests = names.map(({ texts }) => texts().map((text) => text.includes(word)));
    return (index) => {
      for (let at = 0; at < names.length; at += 1)
        if (names[at].codes.some(index, (code) => tests[at][code])) return true;
      return (columns.id.at(index) || "").toLowerCase().includes(word);
    };
  }

  /** The folded details of a block; it may be gone after it was given. */
  function foldBlock(number) {
    return new Promise((resolve) =>
      details.openBlock(number, (first, end) => {
        const texts = list
          .slice(first, end)
          .map((incident) => foldText(tellDetails(incident, payload)));
        const chars = texts.reduce((sum, text) => sum + text.length, 0);
        if (charsKept + chars <= CHARS_KEPT) {
          charsKept += chars;
          kept.set(number, texts);
        }
        resolve(texts);
      }),
    );
  }

  /** Look through the details, in turns that leave the page to its reader. */
  async function searchDetails(words, asks, tell) {
    const own = turn;
    let [pauseAt, tellAt] = [performance.now() + TURN_MS, performance.now() + TELL_EVERY_MS];
    for (let first = 0; read < details.blocks; read += 1, first += details.blockSize) {
      const texts = kept.get(read) || (await foldBlock(read));
      // Something else is searched by now.
      if (own !== turn) return;
      texts.forEach((text, row) => {
        const has = (word, at) => text.includes(word) || asks[at](first + row);
        if (!found[first + row] && words.every(has)) found[first + row] = 1;
      });
      const now = performance.now();
      if (now < pauseAt) continue;
      if (now > tellAt) tell();
      if (now > tellAt) tellAt = performance.now() + TELL_EVERY_MS;
      await new Promise((resolve) => setTimeout(resolve));
      if (own !== turn) return;
      pauseAt = performance.now() + TURN_MS;
    }
    tell();
  }

  return {
    isFound: (index) => found[index] === 1,
    /** How much of the details was looked through, from 0 to 1. */
    share: () => (details.blocks ? read / details.blocks : 1),
    /** Find what has all words: in names at once, in details by and by; `tell` is called for more. */
    search(words, tell) {
      turn += 1;
      const asks = words.map(askNames);
      for (let index = 0; index < count; index += 1)
        found[index] = asks.every((isIn) => isIn(index)) ? 1 : 0;
      read = words.length ? 0 : details.blocks;
      if (words.length) searchDetails(words, asks, tell);
    },
  };
}

/** Columns whose values are searched, each value folded when it is first asked for. */
function columnsOfNames({ columns, stretches, stretchesOf }, payload) {
  const side = (code) => [code, nameOf(payload, code)].join("\n");
  const same = (text) => text;
  return [
    [columns.place, (place) => [place, ...namesOfPlace(place, payload)].join("\n")],
    [columns.place_named, same],
    [columns.sub_event_type, same],
    [columns.side_a, side],
    [columns.side_b, side],
    [columns.sources, same],
    [{ values: stretches, codes: stretchesOf.codes }, (stretch) => stretch.place],
  ].map(([{ values, codes }, tell]) => {
    let folded = null;
    return {
      codes: codes.each ? codes : singleCodes(codes, values.length),
      texts: () => (folded ??= values.map((value) => (value ? foldText(tell(value) || "") : ""))),
    };
  });
}

/** What details tell of an incident: its summary, the words of reports, the names of its places. */
function tellDetails(incident, payload) {
  return [
    incident.summary,
    ...quotesOf(incident),
    ...incident.sites.flatMap((site) => [
      site.place,
      ...namesOfPlace(site.place, payload),
      site.place_named,
      nameOf(payload, site.admin1),
      nameOf(payload, site.country),
    ]),
  ]
    .filter(Boolean)
    .join("\n");
}
