// The payload as records, the incidents with what belongs to them, and their groups by date.

function readPayload() {
  return JSON.parse(document.getElementById("geomap-payload").textContent);
}

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

/** The incidents in order of time, undated last, each with its sites, stretches and date layer. */
function readIncidents(payload) {
  const sites = groupBy(rowsOf(payload.sites), (site) => site.incident_id);
  const stretches = groupBy(rowsOf(payload.stretches), (stretch) => stretch.incident_id);
  const incidents = rowsOf(payload.incidents).map((row) => ({
    ...row,
    at: pointOf(row.geometry),
    sites: sites.get(row.id) || [],
    stretches: (stretches.get(row.id) || []).filter((stretch) => stretch.geometry),
    dateKey: dateKeyOf(row),
  }));
  const order = new Map(incidents.map((incident, index) => [incident, index]));
  incidents.sort((a, b) => compareKeys(a.dateKey, b.dateKey) || order.get(a) - order.get(b));
  return incidents.map((incident, index) => Object.assign(incident, { index }));
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

/** "2022-09-13", "2022-09-26-" for on or before that day, "undated". */
function dateKeyOf(incident) {
  if (incident.date_start) return incident.date_start;
  return incident.date_end ? `${incident.date_end}-` : "undated";
}

function compareKeys(a, b) {
  return a < b ? -1 : a > b ? 1 : 0;
}

function sayDateKey(key) {
  if (key === "undated") return "No date";
  return key.endsWith("-") ? `On or before ${sayDay(key.slice(0, -1))}` : sayDay(key);
}

/** Years, the months of a year that has many dates, and dates, as a tree. */
function groupDates(incidents, monthsFrom = 13) {
  const dates = [...groupBy(incidents, (incident) => incident.dateKey)].map(([key, members]) => ({
    key,
    label: sayDateKey(key),
    count: members.length,
    children: [],
  }));
  const node = (key, label, children) => ({
    key,
    label,
    children,
    count: children.reduce((sum, child) => sum + child.count, 0),
  });
  const dated = dates.filter((date) => date.key !== "undated");
  const years = [...groupBy(dated, (date) => date.key.slice(0, 4))].map(([year, days]) => {
    if (days.length < monthsFrom) return node(year, year, days);
    const months = [...groupBy(days, (day) => day.key.slice(0, 7))];
    return node(
      year,
      year,
      months.map(([month, monthDays]) =>
        node(month, `${MONTHS[Number(month.slice(5)) - 1]} ${year}`, monthDays),
      ),
    );
  });
  return [...years, ...dates.filter((date) => date.key === "undated")];
}

/** The name of a country or division; its code where the base map has none. */
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

/** The files and addresses that all incidents rest on. */
function countReports(incidents) {
  return new Set(incidents.flatMap((incident) => incident.sources || [])).size;
}

/** First and last day that any incident has, in words. */
function sayPeriod(incidents) {
  const days = incidents
    .flatMap((incident) => [incident.date_start, incident.date_end])
    .filter(Boolean)
    .sort();
  return days.length ? sayRange(days[0], days[days.length - 1]) : "";
}
