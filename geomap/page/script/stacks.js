// Which incidents share a marker: one stands for all whose markers would cover its own.

const FOLD_PX = 28;

/** Positions in pixels of the whole world at a zoom, for each incident that has one. */
function projectAll(map, incidents, zoom) {
  const [x, y] = [new Float64Array(incidents.length), new Float64Array(incidents.length)];
  for (const { at, index } of incidents) {
    if (!at) continue;
    const point = map.project(at, zoom);
    x[index] = point.x;
    y[index] = point.y;
  }
  return { x, y };
}

/** Stacks of located incidents, each under its first one; a grid of cells finds what is near. */
function stackUp(incidents, { x, y }) {
  const stacks = [];
  const cells = new Map();
  const keyOf = (column, row) => column * 2 ** 24 + row;
  for (const incident of incidents) {
    const { index } = incident;
    if (!incident.at) continue;
    const [column, row] = [Math.floor(x[index] / FOLD_PX), Math.floor(y[index] / FOLD_PX)];
    let near = Infinity;
    for (let across = -1; across <= 1; across += 1) {
      for (let down = -1; down <= 1; down += 1) {
        for (const order of cells.get(keyOf(column + across, row + down)) || []) {
          const [first] = stacks[order];
          const distance = Math.hypot(x[first.index] - x[index], y[first.index] - y[index]);
          if (distance < FOLD_PX && order < near) near = order;
        }
      }
    }
    if (near < Infinity) stacks[near].push(incident);
    else {
      const key = keyOf(column, row);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(stacks.length);
      stacks.push([incident]);
    }
  }
  return stacks;
}
