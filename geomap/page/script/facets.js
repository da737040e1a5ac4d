// What incidents can be filtered by. In a filter any of the ticked values will do; none ticked, all.

const PLACINGS = ["On the border line", "On the map, off the line", "Not on the map"];

/** The filters that tell incidents apart; one whose values are all the same is left out. */
function makeFacets(table, payload) {
  const { columns, attached, points } = table;
  const types = combine(
    columns.sub_event_type,
    columns.event_type,
    (sub, event) => sub || event || "Not known",
  );
  const located = { values: [0, 1], codes: points.located };
  const placings = combine(attached, located, (isAttached, isLocated) =>
    isAttached ? PLACINGS[0] : PLACINGS[isLocated ? 1 : 2],
  );
  return [
    makeFacet("type", "What happened", rank(types), {
      draw: (type) => drawSymbol(shapeOfType(table, type), "legend", 16),
    }),
    makeFacet("status", "Who says so", rank(readStatuses(table), Object.keys(STATUSES)), {
      say: (status) => capitalise(STATUSES[status].legend),
      draw: (status) => drawSymbol("circle", status, 16),
    }),
    makeFacet("side", "Party", rank(listSides(table)), {
      say: (side) => (side ? nameOf(payload, side) : "Not known"),
    }),
    makeFacet("border", "Border", rank(columns.border), {
      say: (border) => (border ? sayBorder(payload, border) : "None"),
    }),
    makeFacet("place", "On the line or off it", rank(placings, PLACINGS)),
    makeFacet("source", "Report", columns.sources),
  ].filter((facet) => facet.values.length > 1);
}

/** The shape of the incidents of a type, as the first of them has it. */
function shapeOfType({ list, columns }, type) {
  const { sub_event_type: sub, event_type: event } = columns;
  for (const incident of list)
    if ((sub.at(incident.index) || event.at(incident.index) || "Not known") === type)
      return shapeOf(incident);
  return "plus";
}

/** The status of each incident, as it is drawn. */
function readStatuses({ columns: { status } }) {
  const one = { values: [null], codes: new Uint8Array(status.codes.length) };
  return combine(status, one, (value) => statusOf({ status: value }));
}

/** The parties of each incident as one column of lists; "" where none is known. */
function listSides({ columns: { side_a: a, side_b: b }, count }) {
  const pairs = combine(a, b, (one, other) => JSON.stringify([one, other].filter(Boolean)));
  const values = [...new Set(pairs.values.flatMap((pair) => JSON.parse(pair))), ""];
  const codesOfPair = pairs.values.map((pair) => {
    const sides = [...new Set(JSON.parse(pair))];
    return (sides.length ? sides : [""]).map((side) => values.indexOf(side));
  });
  const starts = new Uint32Array(count + 1);
  for (let index = 0; index < count; index += 1)
    starts[index + 1] = starts[index] + codesOfPair[pairs.codes[index]].length;
  const codes = new Uint16Array(starts[count]);
  for (let index = 0; index < count; index += 1) codes.set(codesOfPair[pairs.codes[index]], starts[index]);
  return { values, codes: manyCodes(starts, codes) };
}

/** A column with its values in the given order, or the most frequent first; those no row has are gone. */
function rank({ values, codes }, order = null) {
  const access = codes.each ? codes : singleCodes(codes, values.length);
  const totals = new Uint32Array(values.length);
  const count = codes.each ? codes.count : codes.length;
  for (let index = 0; index < count; index += 1) access.each(index, (code) => (totals[code] += 1));
  const present = values.map((value, code) => ({ value, code })).filter(({ code }) => totals[code]);
  present.sort((a, b) =>
    order
      ? order.indexOf(a.value) - order.indexOf(b.value)
      : totals[b.code] - totals[a.code] || compareKeys(a.value, b.value),
  );
  const newCode = new Uint32Array(values.length);
  present.forEach(({ code }, at) => (newCode[code] = at));
  return {
    values: present.map(({ value }) => value),
    codes: codes.each ? codes.map(newCode) : codes.map((code) => newCode[code]),
  };
}

/** One filter, as a criterion. */
function makeFacet(key, title, { values, codes }, { say = String, draw = null } = {}) {
  const access = codes.each ? codes : singleCodes(codes, values.length);
  const ticked = new Uint8Array(values.length);
  const isTicked = (code) => Boolean(ticked[code]);
  let version = 0;
  const clear = () => {
    ticked.fill(0);
    version += 1;
  };
  return {
    key,
    title,
    values,
    codes: access,
    say,
    draw,
    isTicked,
    version: () => version,
    tick(code, on) {
      ticked[code] = on ? 1 : 0;
      version += 1;
    },
    /** The ticked values in words. */
    sayTicked: () => values.filter((_, code) => isTicked(code)).map(say),
    isActive: () => ticked.includes(1),
    hides: (index) => !access.some(index, isTicked),
    hidesCode: (code) => !ticked[code],
    reveal() {
      clear();
      return `the filter “${title}” is cleared`;
    },
    clear,
  };
}
