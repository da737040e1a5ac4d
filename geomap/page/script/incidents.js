// The incidents: an object each that looks its properties up in columns, and columns to count by.

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
