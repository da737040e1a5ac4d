// What is told of an incident only when it is looked at: blocks that are opened when they are needed.

const BLOCKS_IN_MEMORY = 64;

/** `tell(index, name)` gives what an incident has of a name, "geometry" among them. */
function makeDetails({ block_size: size, count }, side, tell) {
  const open = new Map();
  const waiting = new Map();
  const fetch = side ? makeSideReader(side) : readBlock;

  /** A block as it is asked for: a column becomes rows when it is first looked at. */
  function makeBlock(number, { columns, geometry, sites }) {
    const first = number * size;
    const rows = Math.min(size, count - first);
    const own = {
      sourcesOf: (row) => tell(first + row, "sources"),
      valueOf: (row, name) => tell(first + row, name),
    };
    const read = new Map();
    let siteRows = null;
    return {
      get(row, name) {
        if (!Object.hasOwn(columns, name)) return null;
        if (!read.has(name)) read.set(name, readRows(columns[name], rows, own, name));
        return read.get(name)[row];
      },
      geometry: (row) => geometry?.[row] ?? null,
      sites: (row) => (sites ? (siteRows ??= readSites(sites, own))[row] : []),
    };
  }

  /** Keep a block, and let go of the one that was opened first. */
  function keep(number, block) {
    if (open.size >= BLOCKS_IN_MEMORY && !open.has(number)) open.delete(open.keys().next().value);
    open.set(number, block);
  }

  /** Give a block to `use`, at once if it is open or stands in the page as it is. */
  function useBlock(number, use) {
    if (open.has(number)) {
      use(open.get(number));
      return;
    }
    if (waiting.has(number)) {
      waiting.get(number).push(use);
      return;
    }
    waiting.set(number, [use]);
    fetch(number, (packed) =>
      unpack(packed, (written) => {
        const block = makeBlock(number, written);
        keep(number, block);
        const users = waiting.get(number);
        waiting.delete(number);
        for (const one of users) one(block);
      }),
    );
  }

  return {
    /** Call `use` with the details of an incident at hand; they may be gone after it. */
    open: ({ index }, use) => useBlock(Math.floor(index / size), use),
    /** How many blocks there are, and how many incidents each has. */
    blocks: Math.ceil(count / size),
    blockSize: size,
    /** Call `use` with the first and the last index of a block, whose details are at hand then. */
    openBlock(number, use) {
      const first = number * size;
      useBlock(number, () => use(first, Math.min(first + size, count)));
    },
    /** A property of an incident whose block is open. */
    get: (index, name) => blockOf(index).get(index % size, name),
    geometry: (index) => blockOf(index).geometry(index % size),
    sites: (index) => blockOf(index).sites(index % size),
  };

  function blockOf(index) {
    const block = open.get(Math.floor(index / size));
    // Nothing said is not the same as nothing known.
    if (!block) throw new Error(`The details of incident ${index} are not open.`);
    return block;
  }
}

/** Give the block that stands in the page, once the browser has read as far. */
function readBlock(number, use) {
  const packed = readElement(`geomap-details-${number}`);
  if (packed) use(packed);
  else document.addEventListener("DOMContentLoaded", () => readBlock(number, use), { once: true });
}
