// What is shown as a list, also what has no date or position. Only some rows stand in the page.

const ROWS_AT_ONCE = 30;
// Of more rows those that are far from what is in sight are taken out again.
const ROWS_AT_MOST = 180;
const AHEAD_PX = 240;

function drawHead(incident, choose) {
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
      el("span", { class: "item-summary" }),
      incident.at || incident.stretches.length
        ? null
        : el("span", { class: "tag" }, "not on the map"),
    ),
  );
}

/** A row; its summary, and what was checked, come when the incident's details are open. */
function drawItem(incident, details, choose) {
  const item = drawHead(incident, choose);
  details.open(incident, () => {
    item.querySelector(".item-summary").append(showUnseen(incident.summary || ""));
    const checks = new Set((incident.checked || []).map(sayCheck));
    item.lastElementChild.append(
      ...Array.from(checks, (words) => el("span", { class: "tag" }, words)),
    );
  });
  return item;
}

function makeList(showing, details, choose) {
  let buttons = new Map();
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
  // The rows that stand in the page, as places in the order of what is shown.
  let [from, to] = [0, 0];
  let [marked, written] = [null, ""];

  function buttonOf(incident) {
    if (!buttons.has(incident)) {
      const button = drawItem(incident, details, () => choose(incident, button));
      if (incident === marked) button.setAttribute("aria-current", "true");
      buttons.set(incident, button);
    }
    return buttons.get(incident);
  }

  const yearOf = ({ dateKey }) => (dateKey === "undated" ? "No date" : dateKey.slice(0, 4));

  /** Draw the rows from one place up to another; a row that stays keeps the focus. */
  function draw() {
    const focused = blocks.contains(document.activeElement) ? document.activeElement : null;
    const incidents = showing.slice(from, to);
    const kept = new Set(incidents);
    buttons = new Map([...buttons].filter(([incident]) => kept.has(incident)));
    blocks.replaceChildren(
      ...[...groupBy(incidents, yearOf)].map(([year, members]) =>
        el(
          "section",
          { class: "block", "data-year": year },
          el("h3", {}, year),
          el("ul", { class: "items" }, ...members.map((one) => el("li", {}, buttonOf(one)))),
        ),
      ),
    );
    earlier.hidden = from === 0;
    later.hidden = to >= showing.count();
    if (focused?.isConnected) focused.focus({ preventScroll: true });
  }

  /** Draw other rows, and leave one that stays where it is in sight. */
  function move([nextFrom, nextTo], anchor) {
    const scroller = node.closest(".panel-body");
    const before = anchor?.getBoundingClientRect().top;
    [from, to] = [nextFrom, nextTo];
    draw();
    if (anchor?.isConnected) scroller.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  function growLater() {
    const hadFocus = document.activeElement === later;
    const first = to;
    const anchor = buttonOf(showing.slice(to - 1, to)[0]);
    const end = Math.min(showing.count(), to + ROWS_AT_ONCE);
    move([Math.max(from, end - ROWS_AT_MOST), end], anchor);
    if (hadFocus) buttonOf(showing.slice(first, first + 1)[0]).focus();
  }

  function growEarlier() {
    const hadFocus = document.activeElement === earlier;
    const last = from - 1;
    const anchor = buttonOf(showing.slice(from, from + 1)[0]);
    const start = Math.max(0, from - ROWS_AT_ONCE);
    move([start, Math.min(to, start + ROWS_AT_MOST)], anchor);
    if (hadFocus) buttonOf(showing.slice(last, last + 1)[0]).focus();
  }

  const rest = el("p", { class: "quiet list-rest" });
  const node = el("div", { class: "list" }, none, earlier, blocks, later, rest);

  /** Rows come by themselves as the reader scrolls on. */
  function watchScrolling() {
    const root = node.closest(".panel-body");
    const watch = new IntersectionObserver(
      (entries) => {
        for (const { isIntersecting, target } of entries) {
          if (!isIntersecting) continue;
          (target === later ? growLater : growEarlier)();
          // It is told again where the button is still near.
          watch.unobserve(target);
          watch.observe(target);
        }
      },
      { root, rootMargin: `${AHEAD_PX}px 0px` },
    );
    watch.observe(earlier);
    watch.observe(later);
  }

  return {
    node,
    buttonOf,
    watchScrolling,
    /** Draw so many rows, the first ones, and say in words what they leave out. */
    setRows(count) {
      [from, to] = [0, Math.min(showing.count(), count)];
      draw();
      const total = showing.count().toLocaleString("en");
      rest.textContent = to < showing.count() ? `The first ${to} of ${total} incidents.` : "";
    },
    refresh() {
      none.hidden = showing.count() > 0;
      // What is shown begins and ends with these rows, so nothing changes in sight.
      const end = Math.min(showing.count(), ROWS_AT_ONCE);
      const next = `${showing.count()} ${showing.slice(0, end).map(({ index }) => index)}`;
      if (next === written) return;
      written = next;
      const scroller = node.closest(".panel-body");
      const top = scroller.scrollTop;
      [from, to] = [0, end];
      draw();
      if (top) scroller.scrollTop = top;
    },
    mark(incident) {
      if (marked) buttons.get(marked)?.removeAttribute("aria-current");
      marked = incident;
      if (!incident) return;
      const place = showing.placeOf(incident);
      if (place >= 0 && (place < from || place >= to)) {
        from = Math.max(0, place - ROWS_AT_ONCE / 2);
        to = Math.min(showing.count(), from + ROWS_AT_ONCE);
        draw();
      }
      buttonOf(incident).setAttribute("aria-current", "true");
      buttonOf(incident).scrollIntoView({ block: "nearest" });
    },
  };
}
