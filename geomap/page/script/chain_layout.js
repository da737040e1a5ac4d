// How the strip along the border is laid out: its sections below each other, and what is behind the marks.

const SECTION_GAP_PX = 17;
const SECTION_LEAST_PX = 34;
const KM_GAP_PX = 26;
const KM_STEPS = [10, 20, 50, 100, 200, 500, 1000];

/** The sections that incidents lie on, and where each incident stands: its section, km and day. */
function readChainage({ columns, dates, count }, borders, bins) {
  const nameOfSection = (border, section) => `${border}/${section}`;
  const order = new Map(borders.map((it, index) => [nameOfSection(it.border, it.section), index]));
  const named = combine(columns.border, columns.border_section, (border, section) =>
    order.get(nameOfSection(border, section)),
  );
  const shares = dates.values.map((key) => (key === "undated" ? null : bins.share(key.slice(0, 10))));
  const sectionOf = new Int16Array(count).fill(-1);
  const [kmOf, dayOfIncident] = [new Float64Array(count), new Float64Array(count)];
  const used = new Set();
  for (let index = 0; index < count; index += 1) {
    const section = named.at(index);
    const share = shares[dates.codes[index]];
    const km = columns.border_km.at(index);
    if (share === null || section === undefined || typeof km !== "number") continue;
    sectionOf[index] = section;
    kmOf[index] = km;
    dayOfIncident[index] = share;
    used.add(section);
  }
  return {
    sections: borders.map((it, index) => ({ ...it, index })).filter(({ index }) => used.has(index)),
    // For each incident the number of its section, counted from 1; 0 where it has none.
    codes: singleCodes(sectionOf.map((section) => section + 1), borders.length + 1),
    order: (border, section) => order.get(nameOfSection(border, section)),
    sectionOf,
    kmOf,
    dayOf: dayOfIncident,
  };
}

/** A section in words, with no more than tells it from the others. */
function makeNaming(payload, borders) {
  const sectionsOf = new Map();
  for (const { border } of borders) sectionsOf.set(border, (sectionsOf.get(border) || 0) + 1);
  return ({ border, section, length_km: km }) => {
    const parts = [`km 0 to ${Math.round(km)}`];
    if (sectionsOf.get(border) > 1) parts.unshift(`section ${section}`);
    if (sectionsOf.size > 1) parts.unshift(sayBorder(payload, border));
    return capitalise(parts.join(", "));
  };
}

/** How high the strip must be at least, so that no section is too low to read. */
const leastHeight = (sections) => (SECTION_GAP_PX + SECTION_LEAST_PX) * sections.length + 6;

/** Where each section stands in a height: all on one scale of km, but none too low to read. */
function placeSections(sections, height) {
  const total = sections.reduce((sum, { length_km: km }) => sum + km, 0);
  const room = height - SECTION_GAP_PX * sections.length - 6;
  const share = (km) => Math.max(SECTION_LEAST_PX, (room * km) / total);
  const whole = sections.reduce((sum, { length_km: km }) => sum + share(km), 0);
  let top = 0;
  return new Map(
    sections.map((section) => {
      const high = (share(section.length_km) * room) / Math.max(whole, 1);
      top += SECTION_GAP_PX;
      const placed = { section, top, height: high, y: (km) => from + (high * km) / section.length_km };
      const from = top;
      top += high;
      return [section.index, placed];
    }),
  );
}

/** What stands behind the marks: a ground for each section, km down it, the ticks of time across. */
function drawChainGround(panels, { nameOfPanel, bins, width, toX }) {
  const [left, right] = [PLOT_MARGIN_PX, width - PLOT_MARGIN_PX];
  const parts = [];
  for (const { section, top, height, y } of panels.values()) {
    parts.push(
      svg("rect", { class: "chain-panel", x: left, y: top, width: right - left, height }),
      ...bins.ticks.map(({ bin }) =>
        svg("path", { class: "chain-grid", d: `M${toX(bin)} ${top}v${height}` }),
      ),
    );
    const step = KM_STEPS.find((km) => y(km) - y(0) >= KM_GAP_PX) || KM_STEPS.at(-1);
    for (let km = step; km < section.length_km; km += step) {
      parts.push(
        svg("path", { class: "chain-grid", d: `M${left} ${y(km)}H${right}` }),
        svg("text", { class: "chain-km", x: left + 3, y: y(km) - 3 }, `km ${km}`),
      );
    }
    parts.push(svg("text", { class: "chain-name", x: left, y: top - 5 }, nameOfPanel(section)));
  }
  const [first, last] = [[...panels.values()][0], [...panels.values()].at(-1)];
  const [y, end] = first ? [first.top, last.top + last.height] : [0, 0];
  return [...parts, svg("rect", { class: "chain-shade", y, height: end - y })];
}
