// The filters as they are seen: for each a heading that unfolds its values, with what each would show.

const VALUES_AT_ONCE = 8;
const MORE_VALUES = 100;

function makeFilterPanel(facets, showing) {
  const groups = facets.map((facet) => makeFilter(facet, showing));
  const clear = el(
    "button",
    {
      class: "clear",
      type: "button",
      hidden: true,
      click: () => {
        for (const facet of facets) facet.clear();
        showing.refresh();
        groups[0].focus();
      },
    },
    "Clear filters",
  );
  return {
    node: el("div", { class: "filters" }, ...groups.map((group) => group.node), clear),
    /** Bring ticks and counts in step; return how many filters hold anything back. */
    refresh() {
      for (const group of groups) group.refresh();
      const active = facets.filter((facet) => facet.isActive()).length;
      clear.hidden = !active;
      return active;
    },
  };
}

function makeFilter(facet, showing) {
  const rows = new Map();
  const list = el("ul", { class: "values" });
  const more = el("button", { class: "more", type: "button", click: () => addRows(MORE_VALUES) });
  const ticked = el("span", { class: "filter-ticked" });
  const heading = el("summary", {}, el("span", { class: "filter-title" }, facet.title), ticked);
  const node = el(
    "details",
    { class: "filter", "data-filter": facet.key },
    heading,
    el("div", { role: "group", "aria-label": facet.title }, list, more),
  );

  function addRow(code) {
    const value = facet.values[code];
    const box = el("input", {
      type: "checkbox",
      "data-value": value,
      change: () => {
        facet.tick(code, box.checked);
        showing.refresh();
      },
    });
    const count = makeCount();
    const name = el("span", { class: "box-name", dir: "auto" }, facet.say(value));
    const label = el("label", { class: "box" }, box, facet.draw?.(value), name, count.node);
    rows.set(code, { box, count });
    list.append(el("li", {}, label));
  }

  /** Show some more values; of those there may be as many as there are reports. */
  function addRows(number) {
    const first = rows.size;
    const left = facet.values.length - first;
    const added = left <= number + 2 ? left : number;
    for (let code = first; code < first + added; code += 1) addRow(code);
    more.hidden = rows.size === facet.values.length;
    more.textContent = `${(facet.values.length - rows.size).toLocaleString("en")} more`;
    refresh();
    if (first) rows.get(first).box.focus();
  }

  function refresh() {
    ticked.textContent = facet.isActive() ? showUnseen(facet.sayTicked().join(", ")) : "";
    if (!node.open) return;
    const counts = showing.countWithout(facet, facet.codes, facet.values.length);
    for (const [code, { box, count }] of rows) {
      box.checked = facet.isTicked(code);
      count.set(counts[code]);
    }
  }

  addRows(VALUES_AT_ONCE);
  node.addEventListener("toggle", refresh);
  return { node, refresh, focus: () => heading.focus() };
}
