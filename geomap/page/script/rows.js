// Rows of the payload as records, and the dates of incidents as a tree.

/** Rows of a table of columns, each with its geometry. */
function rowsOf(table) {
  const names = Object.keys(table.properties);
  return Array.from({ length: table.count }, (_, index) => {
    const row = { geometry: table.geometry[index] };
    for (const name of names) row[name] = table.properties[name][index];
    return row;
  });
}

/** Leaflet's order, (lat, lon), from GeoJSON's; null where there is no point. */
function pointOf(geometry) {
  return geometry && geometry.type === "Point"
    ? L.latLng(geometry.coordinates[1], geometry.coordinates[0])
    : null;
}

function groupBy(rows, keyOf) {
  const groups = new Map();
  for (const row of rows) {
    const key = keyOf(row);
    if (!groups.has(key)) groups.set(key, []);
    groups.get(key).push(row);
  }
  return groups;
}

function compareKeys(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sayDateKey(key) {
  if (key === "undated") return "No date";
  return key.endsWith("-") ? `On or before ${sayDay(key.slice(0, -1))}` : sayDay(key);
}

/** Years, the months of a year that has many dates, and dates, as a tree. */
function groupDates(keys, monthsFrom = 13) {
  const dates = keys.map((key) => ({ key, label: sayDateKey(key), children: [] }));
  const dated = dates.filter((date) => date.key !== "undated");
  const years = [...groupBy(dated, (date) => date.key.slice(0, 4))].map(([year, days]) => {
    if (days.length < monthsFrom) return { key: year, label: year, children: days };
    const months = [...groupBy(days, (day) => day.key.slice(0, 7))].map(([key, children]) => ({
      key,
      label: `${MONTHS[Number(key.slice(5)) - 1]} ${year}`,
      children,
    }));
    return { key: year, label: year, children: months };
  });
  return [...years, ...dates.filter((date) => date.key === "undated")];
}

/** The name of a country or division; its code where the base map has none. */
/** A border by the names of its two sides. */
const sayBorder = (payload, border) =>
  border.split("-").map((side) => nameOf(payload, side)).join("–");

function nameOf(payload, code) {
  if (!code) return "";
  return code
    .split("|")
    .map((part) => payload.names[part] || part)
    .join(" / ");
}

/** What an incident is called in lists: its place, or what is known instead. */
function placeOf(incident) {
  return incident.place || incident.place_named || "Place not known";
}
