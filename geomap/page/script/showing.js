// What is shown: an incident that no criterion hides. Dates, filters, search and period each are one.
//
// A criterion has
//   isActive()     whether it hides anything at all
//   hides(index)   whether it hides an incident
//   reveal(index)  let the incident through; return in words what changed for that
//   clear()        hide nothing any more
// and, where that depends on a single code of each incident alone,
//   codes, hidesCode(code)

function makeShowing(incidents, criteria) {
  const total = incidents.length;
  // A bit for each criterion that hides the incident.
  const hiddenBy = new Uint16Array(total);
  const listeners = [];
  const bitOf = new Map(criteria.map((criterion, order) => [criterion, 1 << order]));
  // Indices of what is shown, in order of time, and how many there are.
  const shown = new Uint32Array(total);
  let count = 0;
  let list = null;

  function hide(criterion, bit) {
    const { single, size } = criterion.codes || {};
    if (!single) {
      for (let index = 0; index < total; index += 1)
        if (criterion.hides(index)) hiddenBy[index] |= bit;
      return;
    }
    const bits = Uint16Array.from({ length: size }, (_, code) => (criterion.hidesCode(code) ? bit : 0));
    for (let index = 0; index < total; index += 1) hiddenBy[index] |= bits[single[index]];
  }

  function refresh() {
    hiddenBy.fill(0);
    for (const [criterion, bit] of bitOf) if (criterion.isActive()) hide(criterion, bit);
    count = 0;
    for (let index = 0; index < total; index += 1) if (!hiddenBy[index]) shown[count++] = index;
    list = null;
    for (const listen of listeners) listen();
  }

  return {
    refresh,
    total,
    /** How many incidents are shown. */
    count: () => count,
    /** The index of each, in order of time. */
    indices: () => shown.subarray(0, count),
    /** Those from one place in the order up to another. */
    slice: (from, to) => Array.from(shown.subarray(from, Math.min(to, count)), (index) => incidents[index]),
    /** The place of an incident in that order; -1 where it is not shown. */
    placeOf({ index }) {
      if (hiddenBy[index]) return -1;
      let [low, high] = [0, count - 1];
      while (low < high) {
        const middle = (low + high) >> 1;
        if (shown[middle] < index) low = middle + 1;
        else high = middle;
      }
      return low;
    },
    /** All incidents that are shown, in order of time. */
    list: () => (list ??= Array.from(shown.subarray(0, count), (index) => incidents[index])),
    isShown: (incident) => !hiddenBy[incident.index],
    /** Count what would be shown if a criterion let all through, by the codes of each incident. */
    countWithout(criterion, codes, size) {
      const counts = new Uint32Array(size);
      const others = ~bitOf.get(criterion);
      const { single } = codes;
      if (single) {
        for (let index = 0; index < total; index += 1)
          if (!(hiddenBy[index] & others)) counts[single[index]] += 1;
        return counts;
      }
      const tell = (code) => (counts[code] += 1);
      for (let index = 0; index < total; index += 1)
        if (!(hiddenBy[index] & others)) codes.each(index, tell);
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
