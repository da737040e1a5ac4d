// What incidents can be filtered by. In a filter any of the ticked values will do; none ticked, all.

const PLACINGS = ["On the border line", "On the map, off the line", "Not on the map"];

function placingOf(incident) {
  const isKnown = (km) => km !== null && km !== undefined;
  const isAttached =
    incident.stretches.length ||
    isKnown(incident.border_km) ||
    incident.sites.some((site) => isKnown(site.border_km));
  if (isAttached) return PLACINGS[0];
  return incident.at ? PLACINGS[1] : PLACINGS[2];
}

/** The filters that tell incidents apart; one whose values are all the same is left out. */
function makeFacets(incidents, payload) {
  const typeOf = (incident) => incident.sub_event_type || incident.event_type || "Not known";
  const sidesOf = (incident) => [incident.side_a, incident.side_b].filter(Boolean);
  const symbols = new Map(incidents.map((incident) => [typeOf(incident), shapeOf(incident)]));
  return [
    makeFacet("type", "What happened", incidents, (incident) => [typeOf(incident)], {
      draw: (type) => drawSymbol(symbols.get(type), "legend", 16),
    }),
    makeFacet("status", "Who says so", incidents, (incident) => [statusOf(incident)], {
      order: Object.keys(STATUSES),
      say: (status) => capitalise(STATUSES[status].legend),
      draw: (status) => drawSymbol("circle", status, 16),
    }),
    makeFacet("side", "Party", incidents, (incident) =>
      sidesOf(incident).length ? sidesOf(incident) : [""],
      { say: (side) => (side ? nameOf(payload, side) : "Not known") },
    ),
    makeFacet("place", "On the border", incidents, (incident) => [placingOf(incident)], {
      order: PLACINGS,
    }),
    makeFacet("source", "Report", incidents, (incident) => [...new Set(incident.sources || [])]),
  ].filter((facet) => facet.values.length > 1);
}

/** One filter, as a criterion; its values in the given order, or the most frequent first. */
function makeFacet(key, title, incidents, valuesOf, { order = null, say = String, draw = null } = {}) {
  const lists = incidents.map(valuesOf);
  const totals = new Map();
  for (const value of lists.flat()) totals.set(value, (totals.get(value) || 0) + 1);
  const values = order
    ? order.filter((value) => totals.has(value))
    : [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || compareKeys(a, b));
  const codeOf = new Map(values.map((value, code) => [value, code]));
  const codes = manyCodes(lists.map((list) => list.map((value) => codeOf.get(value))));
  const ticked = new Uint8Array(values.length);
  const isTicked = (code) => Boolean(ticked[code]);
  return {
    key,
    title,
    values,
    codes,
    say,
    draw,
    isTicked,
    tick: (code, on) => (ticked[code] = on ? 1 : 0),
    /** The ticked values in words. */
    sayTicked: () => values.filter((_, code) => isTicked(code)).map(say),
    isActive: () => ticked.includes(1),
    hides: (index) => !codes.some(index, isTicked),
    reveal() {
      ticked.fill(0);
      return `the filter “${title}” is cleared`;
    },
    clear: () => ticked.fill(0),
  };
}
