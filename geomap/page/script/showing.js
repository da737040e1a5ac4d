// What is shown: an incident that no criterion hides. Dates, filters, search and period each are one.
//
// A criterion has
//   isActive()     whether it hides anything at all
//   hides(index)   whether it hides an incident
//   reveal(index)  let the incident through; return in words what changed for that
//   clear()        hide nothing any more

function makeShowing(incidents, criteria) {
  // A bit for each criterion that hides the incident.
  const hiddenBy = new Uint16Array(incidents.length);
  const listeners = [];
  const bitOf = new Map(criteria.map((criterion, order) => [criterion, 1 << order]));
  let shown = incidents;

  function refresh() {
    hiddenBy.fill(0);
    for (const [criterion, bit] of bitOf) {
      if (!criterion.isActive()) continue;
      for (let index = 0; index < hiddenBy.length; index += 1)
        if (criterion.hides(index)) hiddenBy[index] |= bit;
    }
    shown = incidents.filter((_, index) => !hiddenBy[index]);
    for (const listen of listeners) listen();
  }

  return {
    refresh,
    total: incidents.length,
    /** Incidents that are shown, in order of time. */
    list: () => shown,
    isShown: (incident) => !hiddenBy[incident.index],
    /** Count what would be shown if a criterion let all through, by the codes of each incident. */
    countWithout(criterion, codes, size) {
      const counts = new Uint32Array(size);
      const others = ~bitOf.get(criterion);
      for (let index = 0; index < hiddenBy.length; index += 1)
        if (!(hiddenBy[index] & others)) codes.each(index, (code) => (counts[code] += 1));
      return counts;
    },
    /** Let an incident through wherever it was held up; return in words what changed. */
    reveal(incident) {
      const bits = hiddenBy[incident.index];
      const holding = criteria.filter((criterion) => bits & bitOf.get(criterion));
      const words = holding.map((criterion) => criterion.reveal(incident.index));
      if (holding.length) refresh();
      return words;
    },
    clear() {
      for (const criterion of criteria) criterion.clear();
      refresh();
    },
    onChange: (listen) => listeners.push(listen),
  };
}

/** One code for each row, or none below 0. */
function singleCodes(codes) {
  return {
    each(index, tell) {
      if (codes[index] >= 0) tell(codes[index]);
    },
  };
}

/** Several codes for each row, one list after the other. */
function manyCodes(lists) {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, index) => (starts[index + 1] = starts[index] + list.length));
  const codes = Uint32Array.from(lists.flat());
  return {
    each(index, tell) {
      for (let at = starts[index]; at < starts[index + 1]; at += 1) tell(codes[at]);
    },
    some(index, test) {
      for (let at = starts[index]; at < starts[index + 1]; at += 1)
        if (test(codes[at])) return true;
      return false;
    },
  };
}
