// Details as they are written, by columns (geomap/page/details.py), and the rows that they stand for.

/**
 * The rows of a column. `own` tells, for each row, its incident: `own.sourcesOf(row)`, and
 * `own.valueOf(row, name)`, what the incident has of a name.
 */
function readRows(column, count, own, name) {
  if (Array.isArray(column)) return column;
  if (column.values) {
    const { values, codes } = column;
    return Array.from({ length: count }, (_, row) => values[codes ? codes[row] : 0]);
  }
  if (column.of_sources) return column.of_sources.map((number, row) => own.sourcesOf(row)[number]);
  if (column.same) return readSame(column, count, own, name);
  if (column.passages) return readEvidence(column.passages, own);
  return readRecords(column, own);
}

/** Rows that are lists of records; null for no list. */
function readRecords({ lengths, columns }, own) {
  const rowOf = lengths.flatMap((length, row) => new Array(length || 0).fill(row));
  const ofEach = {
    sourcesOf: (record) => own.sourcesOf(rowOf[record]),
    valueOf: (record, name) => own.valueOf(rowOf[record], name),
    numberOf: (record) => record - rowOf.indexOf(rowOf[record]),
  };
  const names = Object.keys(columns);
  const values = names.map(
    (name) => columns[name] && readRows(columns[name], rowOf.length, ofEach, name),
  );
  const records = rowOf.map((_, record) =>
    Object.fromEntries(names.map((name, at) => [name, values[at] ? values[at][record] : null])),
  );
  let next = 0;
  return lengths.map((length) => (length === null ? null : records.slice(next, (next += length))));
}

/** Rows whose values are those of their incident, but for some. */
function readSame({ same, rest }, count, own, name) {
  const others = rest ? readRows(rest, count, own, name) : [];
  let next = 0;
  return Array.from({ length: count }, (_, row) =>
    same === 1 || same[row] ? expectOf(own, row, name) : others[next++],
  );
}

/** What a site has where nothing else is told. */
function expectOf(own, row, name) {
  if (name === "incident_id") return own.valueOf(row, "id");
  if (name === "id") return `${own.valueOf(row, "id")}/${own.numberOf(row) + 1}`;
  return own.valueOf(row, name);
}

/** Rows of evidence, of which one passage may bear several fields. */
function readEvidence(passages, own) {
  const tellFields = ({ source, start, end, quote, fields }) => {
    // Counted in Unicode characters, as the report is.
    const last = "end" in passages.columns ? end : start + [...quote].length;
    return fields.map((field) => ({ source, start, end: last, quote, field }));
  };
  return readRecords(passages, own).map((row) => row && row.flatMap(tellFields));
}

/** The sites of each incident; a point is written as a pair, (lon, lat). */
function readSites(sites, own) {
  const rows = readRecords(sites, own);
  for (const site of rows.flat()) {
    const { geometry = null } = site;
    site.geometry = Array.isArray(geometry) ? { type: "Point", coordinates: geometry } : geometry;
  }
  return rows;
}
