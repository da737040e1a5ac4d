// Which incidents share a marker: few are folded where their markers would cover each other, many
// are gathered in the cells of a grid that does not depend on what is shown.

const FOLD_PX = 34;
const CELL_PX = 64;
// Middles of clusters that are nearer than this become one cluster.
const APART_PX = 58;

/**
 * Stacks of incidents, by index, each under its first one; a grid of cells finds what is near.
 * `scale` is pixels of this zoom to those of x and y.
 */
function stackUp(indices, { x, y, scale }) {
  const fold = FOLD_PX / scale;
  const stacks = [];
  const cells = new Map();
  const keyOf = (column, row) => column * 2 ** 24 + row;
  for (const index of indices) {
    const [column, row] = [Math.floor(x[index] / fold), Math.floor(y[index] / fold)];
    let near = Infinity;
    for (let across = -1; across <= 1; across += 1) {
      for (let down = -1; down <= 1; down += 1) {
        for (const order of cells.get(keyOf(column + across, row + down)) || []) {
          const [first] = stacks[order];
          const distance = Math.hypot(x[first] - x[index], y[first] - y[index]);
          if (distance < fold && order < near) near = order;
        }
      }
    }
    if (near < Infinity) stacks[near].push(index);
    else {
      const key = keyOf(column, row);
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(stacks.length);
      stacks.push([index]);
    }
  }
  return stacks;
}

/**
 * Clusters of many incidents: { key, index, total, counts, cells }, with the incident nearest to
 * the middle, and the number of each status code.
 */
function gather(indices, { x, y, scale, statuses, kinds }) {
  const size = CELL_PX / scale;
  const cells = new Map();
  const cellOf = new Int32Array(indices.length);
  const all = [];
  for (let at = 0; at < indices.length; at += 1) {
    const index = indices[at];
    const key = Math.floor(x[index] / size) * 2 ** 26 + Math.floor(y[index] / size);
    let order = cells.get(key);
    if (order === undefined) {
      order = all.length;
      cells.set(key, order);
      all.push({ key, total: 0, x: 0, y: 0, counts: new Uint32Array(kinds) });
    }
    cellOf[at] = order;
    const cell = all[order];
    cell.total += 1;
    cell.x += x[index];
    cell.y += y[index];
    cell.counts[statuses[index]] += 1;
  }
  const clusterOf = mergeCells(all, APART_PX / scale);
  return pickMembers(indices, { x, y, cellOf, clusterOf });
}

/** The cluster of each cell: the biggest cells take in those whose middle is near their own. */
function mergeCells(cells, apart) {
  const order = cells.map((_, at) => at).sort((a, b) => cells[b].total - cells[a].total);
  const clusters = [];
  const clusterOf = new Array(cells.length);
  for (const at of order) {
    const cell = cells[at];
    const [x, y] = [cell.x / cell.total, cell.y / cell.total];
    const near = clusters.find((one) => Math.hypot(one.x - x, one.y - y) < apart);
    if (near) {
      near.total += cell.total;
      cell.counts.forEach((count, kind) => (near.counts[kind] += count));
    } else clusters.push({ key: cell.key, x, y, total: cell.total, counts: cell.counts.slice() });
    clusterOf[at] = near || clusters.at(-1);
  }
  return clusterOf;
}

/** Put each cluster where one of its incidents lies: the one nearest to its middle. */
function pickMembers(indices, { x, y, cellOf, clusterOf }) {
  const clusters = [...new Set(clusterOf)];
  for (const cluster of clusters) Object.assign(cluster, { index: -1, near: Infinity });
  for (let at = 0; at < indices.length; at += 1) {
    const cluster = clusterOf[cellOf[at]];
    const index = indices[at];
    const off = (x[index] - cluster.x) ** 2 + (y[index] - cluster.y) ** 2;
    if (off < cluster.near) [cluster.near, cluster.index] = [off, index];
  }
  for (const cluster of clusters)
    cluster.members = () => indices.filter((_, at) => clusterOf[cellOf[at]] === cluster);
  return clusters;
}
