// Points in the cells of a grid, to find those near a place without asking all of them.

const GRID_SIDE = 1024;

/** A grid over all points that are located; x and y in pixels of the world at zoom 0. */
function makeGrid({ x, y, located }) {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < x.length; index += 1) {
    if (!located[index]) continue;
    left = Math.min(left, x[index]);
    right = Math.max(right, x[index]);
    top = Math.min(top, y[index]);
    bottom = Math.max(bottom, y[index]);
  }
  const size = Math.max(right - left, bottom - top, 1e-9) / GRID_SIDE;
  const clamp = (cell) => Math.min(Math.max(cell, 0), GRID_SIDE - 1);
  const column = (at) => clamp(Math.floor((at - left) / size));
  const row = (at) => clamp(Math.floor((at - top) / size));
  // Where the points of each cell begin, in one row of all points by cell.
  const starts = new Uint32Array(GRID_SIDE ** 2 + 1);
  const cellOf = (index) => row(y[index]) * GRID_SIDE + column(x[index]);
  for (let index = 0; index < x.length; index += 1) if (located[index]) starts[cellOf(index) + 1] += 1;
  for (let cell = 0; cell < GRID_SIDE ** 2; cell += 1) starts[cell + 1] += starts[cell];
  const free = starts.slice();
  const points = new Uint32Array(starts[GRID_SIDE ** 2]);
  for (let index = 0; index < x.length; index += 1)
    if (located[index]) points[free[cellOf(index)]++] = index;
  return {
    /** Indices of the points within a distance that pass a test, in their order. */
    find(atX, atY, distance, passes) {
      const found = [];
      for (let down = row(atY - distance); down <= row(atY + distance); down += 1) {
        const first = down * GRID_SIDE;
        const end = starts[first + column(atX + distance) + 1];
        for (let at = starts[first + column(atX - distance)]; at < end; at += 1) {
          const index = points[at];
          if (Math.hypot(x[index] - atX, y[index] - atY) <= distance && passes(index))
            found.push(index);
        }
      }
      return found.sort((a, b) => a - b);
    },
  };
}
