// The layer control: a box for each date, under boxes for its month and year with three states.

// With more dates than this, a month is folded until it is asked for.
const DATES_IN_SIGHT = 60;

function makeDatePanel(groups, dateLayers, onChange) {
  const boxes = [];
  const areMany = dateLayers.layers.size > DATES_IN_SIGHT;

  function keysBelow(node) {
    return node.children.length ? node.children.flatMap(keysBelow) : [node.key];
  }

  function drawBox(node, name, keys = keysBelow(node)) {
    const box = el("input", {
      type: "checkbox",
      "data-dates": node.key,
      change: () => {
        dateLayers.set(keys, box.checked);
        onChange();
      },
    });
    boxes.push({ box, keys });
    return el(
      "label",
      { class: "box" },
      box,
      el("span", { class: "box-name" }, name),
      el(
        "span",
        { class: "box-count", "aria-label": sayCount(node.count, "incident") },
        node.count.toLocaleString("en"),
      ),
    );
  }

  function drawDate(date, isInYear) {
    const wide = date.label.length > 12 ? " date-wide" : "";
    // A day under its year needs no year.
    const name = isInYear && !wide ? date.label.replace(/ \d{4}$/, "") : date.label;
    return el("li", { class: `date${wide}` }, drawBox(date, name));
  }

  function drawNode(node, isInYear) {
    if (!node.children.length) return drawDate(node, isInYear);
    const hasDates = node.children.every((child) => !child.children.length);
    const below = el(
      "ul",
      { class: hasDates ? "days" : "months", hidden: hasDates && areMany },
      ...node.children.map((child) => drawNode(child, true)),
    );
    const fold = el("button", {
      class: "fold",
      type: "button",
      "aria-expanded": String(!below.hidden),
      "aria-label": `Dates of ${node.label}`,
      click: () => {
        below.hidden = !below.hidden;
        fold.setAttribute("aria-expanded", String(!below.hidden));
      },
    });
    return el(
      "li",
      { class: "branch" },
      el("div", { class: "branch-row" }, fold, drawBox(node, node.label)),
      below,
    );
  }

  const all = {
    key: "all",
    label: "All dates",
    children: groups,
    count: groups.reduce((sum, group) => sum + group.count, 0),
  };
  const node = el(
    "div",
    { class: "dates" },
    drawBox(all, all.label, groups.flatMap(keysBelow)),
    el("ul", { class: "years" }, ...groups.map((group) => drawNode(group, false))),
  );

  return {
    node,
    /** Bring the boxes in step with the layers: on, off, or in between. */
    refresh() {
      for (const { box, keys } of boxes) {
        const on = keys.filter(dateLayers.isOn).length;
        box.checked = on === keys.length;
        box.indeterminate = on > 0 && on < keys.length;
      }
    },
  };
}
