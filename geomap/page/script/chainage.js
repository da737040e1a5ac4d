// The strip along the border: days across it, on the scale of the strip of time, km of the line down.

const MARK_FOLD_PX = 14;
// Of more incidents than this no single ones are told apart.
const MARKS_UP_TO = 2000;
const IDS_AT_ONCE = 100;

function makeChainage({ payload, table, borders, bins, period, showing, pointing, open }) {
  const line = readChainage(table, borders, bins);
  const nameOfPanel = makeNaming(payload, borders);
  if (!line.sections.length) return null;
  const ground = svg("g", { class: "chain-ground", "aria-hidden": "true" });
  const stretches = svg("g", { class: "chain-stretches", "aria-hidden": "true" });
  const around = svg("g", { class: "chain-around", "aria-hidden": "true" });
  const marks = svg("g", {});
  const plot = svg(
    "svg",
    { class: "chain-plot", role: "group", "aria-label": "Incidents by day and by km of the border" },
    ground,
    stretches,
    around,
    marks,
  );
  const box = el("div", { class: "chain-box" }, plot);
  const fold = el(
    "details",
    { class: "chain-fold", open: !isNarrow.matches && !isLow.matches },
    el(
      "summary",
      {},
      el("b", {}, "Along the border"),
      el("span", { class: "quiet" }, " km of the line by day"),
    ),
    box,
  );
  const place = document.getElementById("chainage");
  place.append(fold);
  place.hidden = false;
  let [width, height, panels, drawn, marked, sites, fields] = [0, 0, new Map(), [], null, [], null];
  // The marks that stand in the strip: one that stays as it is is not drawn again.
  let nodes = new Map();
  const toX = (share) => PLOT_MARGIN_PX + ((width - 2 * PLOT_MARGIN_PX) * share) / bins.count;
  const spot = (index) => {
    const panel = panels.get(line.sectionOf[index]);
    return panel && { x: toX(line.dayOf[index]), y: panel.y(line.kmOf[index]) };
  };

  /** What is shown, folded where marks would cover each other; each under its first one. */
  function foldMarks() {
    const cells = new Map();
    for (const incident of showing.list()) {
      const at = spot(incident.index);
      if (!at) continue;
      const key = `${line.sectionOf[incident.index]} ${Math.round(at.x / MARK_FOLD_PX)} ${Math.round(at.y / MARK_FOLD_PX)}`;
      if (!cells.has(key)) cells.set(key, { at, members: [] });
      cells.get(key).members.push(incident);
    }
    return [...cells.values()];
  }

  /** Many incidents: a field for each place and time, the darker the more there are. */
  function drawFields() {
    fields ??= placeFields(line, { panels, toX, width, height });
    stretches.replaceChildren();
    marks.replaceChildren(...drawChainFields(countFields(showing.indices(), fields), fields.columns));
    drawn = [];
  }

  // A field opens what lies in it.
  plot.addEventListener("click", (event) => {
    if (!event.target.matches(".chain-field")) return;
    const { left, top } = plot.getBoundingClientRect();
    const [x, y] = [event.clientX - left, event.clientY - top];
    const isIn = (index) => {
      const at = spot(index);
      return (
        at &&
        fieldOf(at.x - PLOT_MARGIN_PX) === fieldOf(x - PLOT_MARGIN_PX) &&
        fieldOf(at.y) === fieldOf(y)
      );
    };
    const members = Array.from(showing.indices().filter(isIn), (index) => table.list[index]);
    if (members.length) open(members, null);
  });

  function drawMarks() {
    const focused = marks.contains(document.activeElement)
      ? document.activeElement.dataset.first
      : null;
    const before = nodes;
    nodes = new Map();
    drawn = foldMarks().map((mark) => {
      const key = `${mark.at.x} ${mark.at.y} ${mark.members.map(({ index }) => index)}`;
      const node = before.get(key) || drawChainMark(mark, open);
      nodes.set(key, node);
      return { ...mark, node };
    });
    keepChildren(marks, [...nodes.values()]);
    marks.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    drawn[0]?.node.setAttribute("tabindex", "0");
    const again = drawn.find(({ node }) => node.dataset.first === focused);
    if (again) focusMark(again);
  }

  function focusMark(mark) {
    for (const { node } of drawn) node.setAttribute("tabindex", "-1");
    mark.node.setAttribute("tabindex", "0");
    mark.node.focus({ preventScroll: true });
    bringIntoBox(mark.at.y);
  }

  /** Scroll the strip, and nothing around it, until a height of it is seen. */
  function bringIntoBox(y) {
    const [least, most] = [y + MARK_FOLD_PX - box.clientHeight, y - MARK_FOLD_PX - SECTION_GAP_PX];
    if (box.scrollTop < least) box.scrollTop = least;
    else if (box.scrollTop > most) box.scrollTop = most;
  }

  marks.addEventListener("keydown", (event) => {
    const at = drawn.findIndex(({ node }) => node === event.target);
    const steps = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
    const ends = { Home: 0, End: drawn.length - 1 };
    const next = ends[event.key] ?? at + (steps[event.key] || 0);
    if (!(event.key in steps) && !(event.key in ends)) return;
    event.preventDefault();
    if (drawn[next]) focusMark(drawn[next]);
  });

  /** Bars where only a direction or a district is told, each once. */
  function drawStretches() {
    const bars = new Map();
    for (const incident of showing.list()) {
      if (line.sectionOf[incident.index] < 0) continue;
      const x = toX(line.dayOf[incident.index]);
      for (const { border, section, from_km: from, to_km: to } of incident.stretches) {
        const panel = panels.get(line.order(border, section));
        if (!panel) continue;
        const bar = { x: (x - 3.5).toFixed(1), y: panel.y(from).toFixed(1), width: 7 };
        bar.height = (panel.y(to) - panel.y(from)).toFixed(1);
        bars.set(Object.values(bar).join(), bar);
      }
    }
    stretches.replaceChildren(
      ...[...bars.values()].map((bar) => svg("rect", { class: "chain-stretch", ...bar })),
    );
  }

  /** What belongs to the incident that is open: its other places, and how far off it may be. */
  function drawAround() {
    around.replaceChildren();
    const at = marked && spot(marked.index);
    if (!at) return;
    const panel = panels.get(line.sectionOf[marked.index]);
    const cross = `M${PLOT_MARGIN_PX} ${at.y}H${width - PLOT_MARGIN_PX}M${at.x} ${panel.top}V${panel.top + panel.height}`;
    around.append(svg("path", { class: "chain-cross", d: cross }));
    for (const site of sites) {
      const own = panels.get(line.order(site.border, site.border_section));
      if (!own || typeof site.border_km !== "number") continue;
      const y = own.y(site.border_km);
      const off = marked.stretches.length ? 0 : (site.uncertainty_km || 0);
      const [from, to] = [site.border_km - off, site.border_km + off].map((km) =>
        own.y(Math.min(Math.max(km, 0), own.section.length_km)),
      );
      around.append(
        svg("path", { class: "chain-reach", d: `M${at.x} ${from}V${to}` }),
        site.main ? "" : svg("circle", { class: "chain-other", cx: at.x, cy: y, r: 3.2 }),
      );
    }
  }

  function showOpen() {
    for (const { node, members } of drawn)
      node.classList.toggle("chain-open", members.includes(marked));
    drawAround();
  }

  /** Write each km at an end of its line that no mark covers; nowhere, if both are covered. */
  function clearLabels() {
    const ends = [
      ["start", PLOT_MARGIN_PX + 3, (x) => x < PLOT_MARGIN_PX + 56],
      ["end", width - PLOT_MARGIN_PX - 3, (x) => x > width - PLOT_MARGIN_PX - 56],
    ];
    for (const label of ground.querySelectorAll(".chain-km")) {
      const y = Number(label.getAttribute("y")) - 4;
      const near = drawn.filter(({ at }) => Math.abs(at.y - y) < 15);
      const free = ends.find(([, , isAt]) => !near.some(({ at }) => isAt(at.x)));
      label.classList.toggle("chain-covered", !free);
      if (!free) continue;
      label.setAttribute("text-anchor", free[0]);
      label.setAttribute("x", free[1]);
    }
  }

  /** The sections of what all but the period let through: the strip is not laid out anew in play. */
  function listSections() {
    const counts = showing.countWithout(period, line.codes, borders.length + 1);
    return line.sections.filter(({ index }) => counts[index + 1]);
  }

  function layOut(sections) {
    height = Math.max(box.clientHeight, leastHeight(sections));
    // What is higher than its box scrolls in it.
    plot.style.height = `${height}px`;
    box.classList.toggle("chain-scrolls", height > box.clientHeight);
    width = box.clientWidth;
    panels = placeSections(sections, height);
    fields = null;
    ground.replaceChildren(...drawChainGround(panels, { nameOfPanel, bins, width, toX }));
  }

  function fit() {
    if (!fold.open) return;
    layOut(listSections());
    refresh();
  }

  function refresh() {
    if (!fold.open || !width) return;
    const sections = listSections();
    if (sections.length !== panels.size || !sections.every(({ index }) => panels.has(index)))
      layOut(sections);
    if (showing.count() > MARKS_UP_TO) drawFields();
    else {
      drawStretches();
      drawMarks();
    }
    showOpen();
    clearLabels();
    const [from, to] = [toX(period.from()), toX(period.to() + 1)];
    const shade = ground.lastElementChild;
    shade.setAttribute("x", from);
    shade.setAttribute("width", Math.max(0, to - from));
    shade.classList.toggle("chain-whole", period.isWhole());
  }

  // Not the marks themselves: Chromium takes an element of SVG that hears of the focus for a stop.
  pointing.follow(box, "data-incidents");
  pointing.onChange((members) => {
    const now = new Set(members);
    for (const mark of drawn)
      mark.node.classList.toggle("chain-pointed", mark.members.some((one) => now.has(one)));
  });
  new ResizeObserver(fit).observe(box);
  return {
    refresh,
    fit,
    /** Show which incident is open. */
    mark(incident) {
      const at = incident && incident !== marked && spot(incident.index);
      if (at) bringIntoBox(at.y);
      marked = incident;
      // Kept as it is now: the details of an incident are at hand while it is opened.
      sites = incident ? incident.sites : [];
      if (fold.open && width) showOpen();
    },
  };
}

/** A mark: the symbol of the first of its incidents, and how many there are. */
function drawChainMark({ at, members }, open) {
  const [first] = members;
  const size = 18;
  const symbol = drawSymbol(shapeOf(first), statusOf(first), size);
  symbol.setAttribute("x", at.x - size / 2);
  symbol.setAttribute("y", at.y - size / 2);
  const count =
    members.length > 1
      ? svg("text", { class: "chain-count", x: at.x + 8, y: at.y - 5 }, String(members.length))
      : null;
  const kilometre = `km ${Math.round(first.border_km)}`;
  const words =
    members.length > 1
      ? `${sayCount(members.length, "incident")} near ${placeOf(first)}, ${kilometre}, from ${sayDate(first)}`
      : `${sayDate(first)}, ${placeOf(first)}, ${kilometre}: ${first.sub_event_type || first.event_type}`;
  const choose = () => open(members, node);
  const node = svg(
    "g",
    {
      class: "chain-mark",
      role: "button",
      tabindex: "-1",
      "aria-label": words,
      "data-first": first.id,
      "data-incidents": members.slice(0, IDS_AT_ONCE).map(({ id }) => id).join(" "),
      click: choose,
      keydown: (event) => {
        if (event.key !== "Enter" && event.key !== " ") return;
        event.preventDefault();
        choose();
      },
    },
    svg("title", {}, words),
    symbol,
    count,
  );
  return node;
}
