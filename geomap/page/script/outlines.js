// Outlines of countries, but for where a finer line is drawn in their place.

const CELL_DEG = 0.25;
const CELLS_AROUND = 360 / CELL_DEG;

/**
 * A function that tells which edges of countries are left out: along the frame by which they were
 * cut, and where two neighbours meet in a border that is drawn itself. The outlines are coarser than
 * that line, and beside it they would look like a second one.
 */
function findEdgesLeftOut(countries, borders, frame) {
  const near = collectCells(borders);
  const isNearLine = (from, to) => near.has(cellOf((from[0] + to[0]) / 2, (from[1] + to[1]) / 2));
  const sides = new Set(borders.flatMap(({ a, b }) => [a, b]));
  // Whose the edges near a line are.
  const ownersOf = new Map();
  for (const { iso, geometry } of countries.filter((country) => sides.has(country.iso)))
    for (const ring of ringsOf(geometry))
      for (let index = 1; index < ring.length; index += 1) {
        if (!isNearLine(ring[index - 1], ring[index])) continue;
        const key = nameEdge(ring[index - 1], ring[index]);
        ownersOf.set(key, [...(ownersOf.get(key) || []), iso]);
      }
  const pairs = new Set(borders.map(({ a, b }) => [a, b].sort().join()));
  const isDrawn = (from, to) =>
    isNearLine(from, to) && pairs.has([...new Set(ownersOf.get(nameEdge(from, to)))].sort().join());
  const [west, south, east, north] = frame || [];
  const isNear = (a, b) => Math.abs(a - b) < 0.001;
  const isCut = ([x0, y0], [x1, y1]) =>
    [west, east].some((x) => isNear(x0, x) && isNear(x1, x)) ||
    [south, north].some((y) => isNear(y0, y) && isNear(y1, y));
  return (from, to) => isCut(from, to) || isDrawn(from, to);
}

const ringsOf = ({ type, coordinates }) => (type === "Polygon" ? coordinates : coordinates.flat());
const nameEdge = (from, to) => [from.join(), to.join()].sort().join(" ");
// A number for each cell of the world.
const cellOf = (lon, lat) => Math.floor(lat / CELL_DEG) * CELLS_AROUND + Math.floor(lon / CELL_DEG);

/** The cells that the lines pass, and those beside them. */
function collectCells(borders) {
  const cells = new Set();
  for (const { geometry } of borders) {
    if (!geometry) continue;
    const lines = geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates;
    let last = null;
    for (const [lon, lat] of lines.flat()) {
      const cell = cellOf(lon, lat);
      if (cell === last) continue;
      last = cell;
      for (const row of [-CELLS_AROUND, 0, CELLS_AROUND])
        for (const column of [-1, 0, 1]) cells.add(cell + row + column);
    }
  }
  return cells;
}

/** The rings of a country, as lines that are cut wherever an edge is left out. */
function outlinesOf(geometry, isLeftOut) {
  const lines = [];
  for (const ring of ringsOf(geometry)) {
    let line = [];
    ring.forEach((position, index) => {
      if (index && isLeftOut(ring[index - 1], position)) {
        lines.push(line);
        line = [];
      }
      line.push([position[1], position[0]]);
    });
    lines.push(line);
  }
  return lines.filter((line) => line.length > 1);
}
