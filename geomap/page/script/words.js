// Codes and numbers in words. Pure functions: no nodes, no state.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const UNKNOWN = "–";

const DATE_BASES = {
  weekday: "a weekday named in the report",
  relative: "counted from a day that the report names",
  dateline: "no date in the report",
  linked: "dated by another report",
  corrected: "set by a person",
};

const DATE_PRECISIONS = { 3: "known to the week", 4: "known to the month", 5: "known to the year" };

const PLACE_PRECISIONS = {
  1: "the place itself",
  2: "within about 25 km of the place named",
  3: "known to the district",
  4: "known to the province",
  5: "a larger area or a line",
  6: "known to the country",
  7: "on water or in the air",
};

const ROLES = { at: "at", direction: "in the direction of", area: "somewhere in" };

const MEASURES = {
  killed: "Killed",
  wounded: "Wounded",
  killed_or_wounded: "Killed or wounded",
  captured: "Captured",
  missing: "Missing",
};

const HISTORY_ROLES = {
  best: "counted here",
  superseded: "earlier figure",
  other_claim: "another party’s claim",
  repeated: "the same figure again",
};

/** What corrections by a person are of, beside the names of losses. */
const CHECKED_FIELDS = {
  date: "date",
  place: "place",
  sub_event_type: "type of event",
  status: "status",
  sources: "which reports belong together",
};

/** "checked by A. Name: why". */
function sayCheck({ author, reason }) {
  return `checked by ${author}: ${reason}`;
}

function splitDate(iso) {
  const [year, month, day] = iso.split("-").map(Number);
  return { year, month, day };
}

/** "2022-09-13" -> "13 Sep 2022". */
function sayDay(iso) {
  const { year, month, day } = splitDate(iso);
  return `${day} ${MONTHS[month - 1]} ${year}`;
}

/** Two days -> "12–13 Sep 2022", "30 Sep – 2 Oct 2022". */
function sayRange(first, last) {
  if (!last || first === last) return sayDay(first);
  const a = splitDate(first);
  const b = splitDate(last);
  if (a.year !== b.year) return `${sayDay(first)} – ${sayDay(last)}`;
  if (a.month !== b.month) return `${a.day} ${MONTHS[a.month - 1]} – ${sayDay(last)}`;
  return `${a.day}–${sayDay(last)}`;
}

/** "XXXX-06-17" -> "17 Jun, year not told"; also two days, a month, and ".." for an open begin. */
function sayYearless(edtf) {
  const [first, last = first] = edtf.split("/").map((part) => part.split("-").slice(1).map(Number));
  const say = ([month, day]) => [day, MONTHS[month - 1]].filter(Boolean).join(" ");
  const words = () => {
    if (!first.length) return `on or before ${say(last)}`;
    if (!last.length || say(first) === say(last)) return say(first);
    if (first[0] === last[0]) return `${first[1]}–${say(last)}`;
    return `${say(first)} – ${say(last)}`;
  };
  return `${words()}, year not told`;
}

/** When an incident happened, without the basis. */
function sayDate(incident) {
  if (incident.date_start) return sayRange(incident.date_start, incident.date_end);
  if (incident.date_end) return `on or before ${sayDay(incident.date_end)}`;
  return incident.date_edtf ? sayYearless(incident.date_edtf) : "No date";
}

/** When an incident happened, and from what that is known. */
function sayDateWithBasis(incident) {
  const isTold = incident.date_start || incident.date_end || incident.date_edtf;
  if (!isTold) return "No date: the reports give none";
  const notes = [DATE_BASES[incident.date_basis], DATE_PRECISIONS[incident.date_precision]];
  const known = notes.filter(Boolean).join("; ");
  return known ? `${sayDate(incident)} (${known})` : sayDate(incident);
}

/** "1 incident", "2 incidents". */
function sayCount(count, noun) {
  return `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;
}

/** "20 of 21". */
function sayShare(part, whole) {
  return `${part.toLocaleString("en")} of ${whole.toLocaleString("en")}`;
}

/** "A, B and C". */
function sayList(names) {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} and ${names[names.length - 1]}`;
}

/** A figure as its main number and the range around it; unknown is a dash, never 0. */
function sayFigure({ low, best, high }) {
  const has = (number) => number !== null && number !== undefined;
  if (!has(best)) return { main: sayBounds(low, high), note: "" };
  if (has(low) && !has(high)) {
    return low === best
      ? { main: `at least ${best}`, note: "" }
      : { main: String(best), note: `at least ${low}` };
  }
  const isExact = (!has(low) || low === best) && (!has(high) || high === best);
  return { main: String(best), note: isExact ? "" : sayBounds(low, high) };
}

function sayBounds(low, high) {
  const has = (number) => number !== null && number !== undefined;
  if (has(low) && has(high)) return low === high ? String(low) : `${low}–${high}`;
  if (has(low)) return `at least ${low}`;
  return has(high) ? `up to ${high}` : UNKNOWN;
}

function sayKm(km) {
  return `${km < 10 ? km.toFixed(1) : Math.round(km)} km`;
}
