// What is searched of the incidents, folded: values of columns once each, and what details tell.

// The folded details of more incidents than this would fill the memory.
const DETAILS_SEARCHED = 200_000;

function makeTexts(table, payload) {
  const { columns, count, details, list } = table;
  const inDetails = count <= DETAILS_SEARCHED ? new Array(count) : null;
  let [isRead, isReading] = [false, false];
  const names = columnsOfNames(table, payload);

  /** Whether a word is known to stand in a value; each value of a column is asked once for a word. */
  const known = new Map();
  function testsOf(word) {
    if (!known.has(word)) {
      if (known.size > 40) known.clear();
      known.set(word, names.map(({ texts }) => texts().map((text) => text.includes(word))));
    }
    return known.get(word);
  }

  function has(index, word) {
    const tests = testsOf(word);
    for (let at = 0; at < names.length; at += 1)
      if (names[at].codes.some(index, (code) => tests[at][code])) return true;
    if (inDetails?.[index]?.includes(word)) return true;
    return (columns.id.at(index) || "").toLowerCase().includes(word);
  }

  return {
    have: (index, words) => words.every((word) => has(index, word)),
    seesDetails: inDetails !== null,
    /** Read the details, once; `onRead` is called when that took a while. */
    read(onRead) {
      if (!inDetails || isRead || isReading) return;
      isReading = true;
      let isLater = false;
      details.openAll(
        (first, end) => {
          for (let index = first; index < end; index += 1)
            inDetails[index] = foldText(tellDetails(list[index], payload));
        },
        () => {
          isRead = true;
          if (isLater) onRead();
        },
      );
      isLater = true;
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
