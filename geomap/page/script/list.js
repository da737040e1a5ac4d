// What is shown as a list, also what has no date or position. Only some rows stand in the page.

const ROWS_AT_ONCE = 80;

function drawItem(incident, choose) {
  return el(
    "button",
    { class: "item", type: "button", "data-incident": incident.id, click: choose },
    drawSymbol(shapeOf(incident), statusOf(incident), 22),
    el(
      "span",
      { class: "item-text" },
      el(
        "span",
        { class: "item-head" },
        el("b", {}, placeOf(incident)),
        el("span", { class: "item-date" }, sayDate(incident)),
      ),
      el("span", { class: "item-summary" }, incident.summary),
      incident.at || incident.stretches.length
        ? null
        : el("span", { class: "tag" }, "not on the map"),
      ...[...new Set((incident.checked || []).map(sayCheck))].map((words) =>
        el("span", { class: "tag" }, words),
      ),
    ),
  );
}

function makeList(showing, choose) {
  const buttons = new Map();
  const blocks = el("div", {});
  const makeMore = (name, click) =>
    el("button", { class: "more", type: "button", hidden: true, click }, name);
  const earlier = makeMore("Earlier incidents", () => growEarlier());
  const later = makeMore("Later incidents", () => growLater());
  const none = el(
    "div",
    { class: "quiet none", hidden: true },
    el(
      "p",
      {},
      showing.total
        ? "No incident passes all that is set: dates, filters, search and period."
        : "The reports tell of no incident.",
    ),
    showing.total
      ? el("button", { class: "clear", type: "button", click: showing.clear }, "Show all incidents")
      : null,
  );
  let shown = [];
  // The rows that stand in the page, and the incident that is open.
  let [from, to] = [0, 0];
  let marked = null;

  function buttonOf(incident) {
    if (!buttons.has(incident)) {
      const button = drawItem(incident, () => choose(incident, button));
      buttons.set(incident, button);
    }
    return buttons.get(incident);
  }

  const yearOf = ({ dateKey }) => (dateKey === "undated" ? "No date" : dateKey.slice(0, 4));

  /** Add rows below those that stand there, each under its year. */
  function addRows(incidents) {
    for (const [year, members] of groupBy(incidents, yearOf)) {
      let rows = blocks.lastElementChild;
      if (rows?.dataset.year !== year) {
        rows = el("section", { class: "block", "data-year": year }, el("h3", {}, year));
        rows.append(el("ul", { class: "items" }));
        blocks.append(rows);
      }
      rows.lastElementChild.append(...members.map((one) => el("li", {}, buttonOf(one))));
    }
    earlier.hidden = from === 0;
    later.hidden = to >= shown.length;
  }

  /** Draw all rows anew; one that stays keeps the focus. */
  function draw() {
    const focused = blocks.contains(document.activeElement) ? document.activeElement : null;
    blocks.replaceChildren();
    addRows(shown.slice(from, to));
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  }

  function growLater() {
    const first = to;
    const hadFocus = document.activeElement === later;
    to = Math.min(shown.length, to + ROWS_AT_ONCE);
    addRows(shown.slice(first, to));
    if (hadFocus) buttonOf(shown[first]).focus();
  }

  /** Add rows above, and leave those in view where they are. */
  function growEarlier() {
    const scroller = node.closest(".panel-body");
    const below = scroller.scrollHeight - scroller.scrollTop;
    from = Math.max(0, from - ROWS_AT_ONCE);
    draw();
    scroller.scrollTop = scroller.scrollHeight - below;
  }

  // Rows come by themselves as the reader scrolls on.
  new IntersectionObserver(([entry]) => {
    if (entry.isIntersecting) growLater();
  }).observe(later);

  const node = el("div", { class: "list" }, none, earlier, blocks, later);
  return {
    node,
    buttonOf,
    refresh() {
      const next = showing.list();
      none.hidden = next.length > 0;
      if (next.length === shown.length && next.every((one, index) => one === shown[index])) return;
      const scroller = node.closest(".panel-body");
      const top = scroller.scrollTop;
      shown = next;
      [from, to] = [0, Math.min(shown.length, ROWS_AT_ONCE)];
      draw();
      if (top) scroller.scrollTop = top;
    },
    mark(incident) {
      if (marked) buttonOf(marked).removeAttribute("aria-current");
      marked = incident;
      if (!incident) return;
      const place = shown.indexOf(incident);
      if (place >= 0 && (place < from || place >= to)) {
        from = Math.max(0, place - ROWS_AT_ONCE / 2);
        to = Math.min(shown.length, from + ROWS_AT_ONCE);
        draw();
      }
      buttonOf(incident).setAttribute("aria-current", "true");
      buttonOf(incident).scrollIntoView({ block: "nearest" });
    },
  };
}
