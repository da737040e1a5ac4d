// Time in bins: days, weeks, months or years, as the span of the incidents asks for. Pure functions.

const DAY_MS = 86_400_000;

const dayOf = (iso) => Date.parse(iso) / DAY_MS;
const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
const pad = (number, width) => String(number).padStart(width, "0");

/** Units by their bins: the number of a day's bin, the first day of a bin, words for some of them. */
const UNITS = [
  {
    name: "day",
    most: 62,
    numberOf: dayOf,
    firstOf: isoOf,
    say: (first, last) => sayRange(first, last),
    tick: (first) => sayDay(first).replace(/ \d+$/, ""),
  },
  {
    name: "week",
    most: 62,
    // From Monday to Sunday; day 0 was a Thursday.
    numberOf: (iso) => Math.floor((dayOf(iso) + 3) / 7),
    firstOf: (number) => isoOf(number * 7 - 3),
    say: (first, last) => sayRange(first, last),
    tick: (first) => (splitDate(first).day <= 7 ? sayMonth(first) : ""),
  },
  {
    name: "month",
    most: 240,
    numberOf: (iso) => splitDate(iso).year * 12 + splitDate(iso).month - 1,
    firstOf: (number) => `${pad(Math.floor(number / 12), 4)}-${pad((number % 12) + 1, 2)}-01`,
    say: sayMonths,
    tick: (first) => (splitDate(first).month === 1 ? first.slice(0, 4) : ""),
  },
  {
    name: "year",
    most: Infinity,
    numberOf: (iso) => splitDate(iso).year,
    firstOf: (number) => `${pad(number, 4)}-01-01`,
    say: (first, last) =>
      first.slice(0, 4) === last.slice(0, 4)
        ? first.slice(0, 4)
        : `${first.slice(0, 4)}–${last.slice(0, 4)}`,
    tick: (first) => first.slice(0, 4),
  },
];

function sayMonth(iso) {
  const { year, month } = splitDate(iso);
  return month === 1 ? `Jan ${year}` : MONTHS[month - 1];
}

function sayMonths(first, last) {
  const [a, b] = [splitDate(first), splitDate(last)];
  const end = `${MONTHS[b.month - 1]} ${b.year}`;
  if (a.year === b.year && a.month === b.month) return end;
  return a.year === b.year
    ? `${MONTHS[a.month - 1]}–${end}`
    : `${MONTHS[a.month - 1]} ${a.year} – ${end}`;
}

/** The bins of the incidents, by the day that each has in the tree of dates; null for fewer than 2. */
function makeBins({ dates }) {
  const days = dates.values.map((key) => (key === "undated" ? "" : key.slice(0, 10)));
  const dated = days.filter(Boolean);
  if (!dated.length) return null;
  const [first, last] = [dated[0], dated.at(-1)];
  const unit = UNITS.find((one) => one.numberOf(last) - one.numberOf(first) < one.most);
  const start = unit.numberOf(first);
  const count = unit.numberOf(last) - start + 1;
  if (count < 2) return null;
  // What has no date has a bin of its own behind the last one.
  const binOf = Uint32Array.from(days, (day) => (day ? unit.numberOf(day) - start : count));
  const firstDay = (bin) => unit.firstOf(start + bin);
  const lastDay = (bin) => isoOf(dayOf(firstDay(bin + 1)) - 1);
  return {
    unit: unit.name,
    count,
    of: dates.codes.map((code) => binOf[code]),
    /** Where the noon of a day is, in bins from the beginning. */
    share(iso) {
      const number = unit.numberOf(iso);
      const [begin, end] = [number, number + 1].map((one) => dayOf(unit.firstOf(one)));
      return number - start + (dayOf(iso) + 0.5 - begin) / (end - begin);
    },
    say: (from, to = from) => unit.say(firstDay(from), lastDay(to)),
    /** Where the axis has a label: the bin, and the words. */
    ticks: Array.from({ length: count }, (_, bin) => ({ bin, text: unit.tick(firstDay(bin)) })).filter(
      ({ text }) => text,
    ),
  };
}
