// The layer control: a box for each date, under boxes for its month and year with three states.

function makeDatePanel(groups, dateLayers, onChange) {
  const boxes = [];

  function keysBelow(node) {
    return node.children.length ? node.children.flatMap(keysBelow) : [node.key];
  }

  function drawBox(node, name) {
    const keys = keysBelow(node);
    const box = el("input", { type: "checkbox", "data-dates": node.key, change: () => {
      dateLayers.set(keys, box.checked);
      onChange();
    } });
    boxes.push({ box, keys });
    return el("label", { class: "box" }, box, el("span", { class: "box-name" }, name || node.label),
      el("span", { class: "box-count", "aria-label": sayCount(node.count, "incident") }, node.count.toLocaleString("en")));
  }

  function drawNode(node, level) {
    if (!node.children.length) return el("li", { class: node.label.length > 12 ? "date date-wide" : "date" }, drawBox(node, level > 0 && node.key.length === 10 ? shortDay(node.key) : null));
    const below = el("ul", { class: node.children[0].children.length ? "months" : "days" }, ...node.children.map((child) => drawNode(child, level + 1)));
    const fold = el("button", { class: "fold", type: "button", "aria-expanded": "true", "aria-label": `Dates of ${node.label}`, click: () => {
      below.hidden = !below.hidden;
      fold.setAttribute("aria-expanded", String(!below.hidden));
    } });
    return el("li", { class: "branch" }, el("div", { class: "branch-row" }, fold, drawBox(node)), below);
  }

  const all = { key: "all", label: "All dates", children: groups, count: groups.reduce((sum, group) => sum + group.count, 0) };
  const node = el("div", { class: "dates" }, drawBox(all), el("ul", { class: "years" }, ...groups.map((group) => drawNode(group, 1))));

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

/** A day under its year needs no year. */
function shortDay(key) {
  const { month, day } = splitDate(key);
  return `${day} ${MONTHS[month - 1]}`;
}
