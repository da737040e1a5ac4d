// The incidents: an object each that looks its properties up in columns, and columns to count by.

const UNITS_A_DEGREE = 1e6;
const OWN_NAMES = ["index", "at", "geometry", "sites", "stretches", "dateKey"];

/** Table of the incidents in order of time, undated last. */
function readIncidents(payload) {
  const start = payload.incidents;
  const { count } = start;
  const told = new Set(start.names.filter((name) => !OWN_NAMES.includes(name)));
  const details = makeDetails(start, payload.side, (index, name) => {
    // What is not a point has no place among the columns.
    if (name === "geometry") return points.isLocated(index) ? list[index].geometry : null;
    return told.has(name) ? list[index][name] : null;
  });
  const columns = {};
  for (const [name, column] of Object.entries(start.columns)) {
    if (column.each) columns[name] = { at: (index) => column.each[index] };
    else if (column.tails) columns[name] = readIds(column, count);
    else if (column.lengths) columns[name] = readLists(column, count);
    else columns[name] = readColumn(column, count);
  }
  const points = readPoints(start);
  const stretches = rowsOf(start.stretches);
  const stretchesOf = readLists({ values: stretches, ...start.stretches_of }, count);
  const dates = combine(columns.date_start, columns.date_end, dateKeyOf);

  class Incident {
    constructor(index) {
      this.index = index;
    }
    /** Leaflet's order, (lat, lon); null where no point is known. */
    get at() {
      return points.isLocated(this.index) ? points.at(this.index) : null;
    }
    get geometry() {
      return points.isLocated(this.index)
        ? { type: "Point", coordinates: points.lonLat(this.index) }
        : details.geometry(this.index);
    }
    get sites() {
      return details.sites(this.index);
    }
    get stretches() {
      return stretchesOf.at(this.index);
    }
    get dateKey() {
      return dates.at(this.index);
    }
  }
  for (const name of told) {
    const read = columns[name]?.at ?? ((index) => details.get(index, name));
    Object.defineProperty(Incident.prototype, name, {
      get() {
        return read(this.index);
      },
    });
  }
  const list = Array.from({ length: count }, (_, index) => new Incident(index));
  return {
    count,
    columns,
    points,
    dates,
    stretches,
    stretchesOf,
    details,
    attached: readColumn(start.attached, count),
    names: start.names,
    list,
  };
}

/** Where the incidents lie: in degrees, and in Leaflet's pixels of the world at zoom 0. */
function readPoints({ lon, lat, count }) {
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const located = new Uint8Array(count);
  // In degrees, and in pixels.
  let box = null;
  const pixels = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < count; index += 1) {
    if (lon[index] === null) continue;
    located[index] = 1;
    const [a, b] = [lon[index] / UNITS_A_DEGREE, lat[index] / UNITS_A_DEGREE];
    const sine = Math.sin((Math.max(-85.05112878, Math.min(85.05112878, b)) * Math.PI) / 180);
    x[index] = 256 * (a / 360 + 0.5);
    y[index] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
    if (x[index] < pixels[0]) pixels[0] = x[index];
    if (y[index] < pixels[1]) pixels[1] = y[index];
    if (x[index] > pixels[2]) pixels[2] = x[index];
    if (y[index] > pixels[3]) pixels[3] = y[index];
    box ??= [a, b, a, b];
    if (a < box[0]) box[0] = a;
    if (b < box[1]) box[1] = b;
    if (a > box[2]) box[2] = a;
    if (b > box[3]) box[3] = b;
  }
  const lonLat = (index) => [lon[index] / UNITS_A_DEGREE, lat[index] / UNITS_A_DEGREE];
  return {
    x,
    y,
    located,
    box: pixels,
    isLocated: (index) => located[index] === 1,
    lonLat,
    at(index) {
      const [a, b] = lonLat(index);
      return L.latLng(b, a);
    },
    /** What they lie in; null where none has a point. */
    bounds: () => box && L.latLngBounds([box[1], box[0]], [box[3], box[2]]),
  };
}

/** "2022-09-13", "2022-09-26-" for on or before that day, "undated". */
function dateKeyOf(start, end) {
  if (start) return start;
  return end ? `${end}-` : "undated";
}

/** First and last day that any incident has, in words. */
function sayPeriod({ columns }) {
  const days = [...columns.date_start.values, ...columns.date_end.values].filter(Boolean).sort();
  return days.length ? sayRange(days[0], days[days.length - 1]) : "";
}
