// What is shown: an incident that no criterion hides. Dates, filters, search and period each are one.
//
// A criterion has
//   isActive()     whether it hides anything at all
//   hides(index)   whether it hides an incident
//   version()      a number that is another one whenever it may hide others than before
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

  const hiders = criteria.map((criterion, order) => makeHider(criterion, 1 << order, hiddenBy));
  const counted = new Map();
  const versionOf = (but) => criteria.map((one) => (one === but ? 0 : one.version())).join();

  function refresh() {
    for (const hide of hiders) hide();
    count = 0;
    for (let index = 0; index < total; index += 1) if (!hiddenBy[index]) shown[count++] = index;
    list = null;
    for (const listen of listeners) listen();
  }

  function countCodes(criterion, codes, size) {
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
      const version = versionOf(criterion);
      if (!counted.has(criterion)) counted.set(criterion, new Map());
      const known = counted.get(criterion);
      if (known.get(codes)?.version !== version)
        known.set(codes, { version, counts: countCodes(criterion, codes, size) });
      return known.get(codes).counts;
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

/** A function that brings the bits of a criterion in step, and touches only what has changed. */
function makeHider(criterion, bit, hiddenBy) {
  const { single, size } = criterion.codes || {};
  const total = hiddenBy.length;
  const ranges = single && findRanges(single, size);
  let version = null;
  let bits = new Uint16Array(size || 0);

  function hideCodes() {
    const before = bits;
    const isActive = criterion.isActive();
    bits = bits.map((_, code) => (isActive && criterion.hidesCode(code) ? bit : 0));
    if (ranges) {
      bits.forEach((now, code) => {
        if (now === before[code]) return;
        for (let index = ranges[code]; index < ranges[code + 1]; index += 1) hiddenBy[index] ^= bit;
      });
      return;
    }
    for (let index = 0; index < total; index += 1)
      hiddenBy[index] = (hiddenBy[index] & ~bit) | bits[single[index]];
  }

  return () => {
    if (version === criterion.version()) return;
    version = criterion.version();
    if (single) hideCodes();
    else {
      const isActive = criterion.isActive();
      for (let index = 0; index < total; index += 1)
        if (isActive && criterion.hides(index)) hiddenBy[index] |= bit;
        else hiddenBy[index] &= ~bit;
    }
  };
}

/** Where the rows of each code begin, if they stand in the order of their codes; else null. */
function findRanges(codes, size) {
  const starts = new Uint32Array(size + 1);
  let last = 0;
  for (let index = 0; index < codes.length; index += 1) {
    if (codes[index] < last) return null;
    while (last < codes[index]) starts[++last] = index;
  }
  starts.fill(codes.length, last + 1);
  return starts;
}
