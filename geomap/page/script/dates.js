// The layer control: a box for each date, under boxes for its month and year with three states.

// With more dates than this, a month is folded until it is asked for.
const DATES_IN_SIGHT = 60;

/** The dates as a criterion: each one is a layer that is on or off. */
function makeDates({ dates }) {
  // Incidents stand in the order of time, so codes were given in it.
  const { values: keys, codes: dateOf } = dates;
  const order = new Map(keys.map((key, index) => [key, index]));
  const on = new Uint8Array(keys.length).fill(1);
  let version = 0;
  const set = (first, end, isOn) => {
    on.fill(isOn ? 1 : 0, first, end);
    version += 1;
  };
  return {
    keys,
    order,
    codes: singleCodes(dateOf, keys.length),
    isActive: () => on.includes(0),
    hides: (index) => !on[dateOf[index]],
    hidesCode: (code) => !on[code],
    isOn: (key) => Boolean(on[order.get(key)]),
    countOn: (first = 0, end = keys.length) => on.subarray(first, end).reduce((a, b) => a + b, 0),
    version: () => version,
    set,
    reveal(index) {
      set(dateOf[index], dateOf[index] + 1, true);
      return `its date is switched on again (${sayDateKey(keys[dateOf[index]])})`;
    },
    clear: () => set(0, keys.length, true),
  };
}

function makeDatePanel(groups, dates, showing) {
  const boxes = [];
  const areMany = dates.keys.length > DATES_IN_SIGHT;

  /** A box for the dates from `first` up to, not including, `end`, in a branch that may be folded. */
  function drawBox(key, name, [first, end], branch = null) {
    const box = el("input", {
      type: "checkbox",
      "data-dates": key,
      change: () => {
        dates.set(first, end, box.checked);
        showing.refresh();
      },
    });
    const count = makeCount();
    boxes.push({ box, count, first, end, branch });
    return el("label", { class: "box" }, box, el("span", { class: "box-name" }, name), count.node);
  }

  function drawDate(date, branch) {
    const wide = date.label.length > 12 ? " date-wide" : "";
    // A day under its year needs no year.
    const name = branch && !wide ? date.label.replace(/ \d{4}$/, "") : date.label;
    const first = dates.order.get(date.key);
    return el("li", { class: `date${wide}` }, drawBox(date.key, name, [first, first + 1], branch));
  }

  function drawNode(node, branch) {
    if (!node.children.length) return drawDate(node, branch);
    const hasDates = node.children.every((child) => !child.children.length);
    const [first, last] = [firstDate(node), lastDate(node)].map((key) => dates.order.get(key));
    const box = drawBox(node.key, node.label, [first, last + 1], branch);
    const isFolded = hasDates && areMany;
    const below = el("ul", { class: hasDates ? "days" : "months", hidden: isFolded });
    // There may be thousands of days: those that are folded are drawn when they are asked for.
    const unfold = () => below.append(...node.children.map((child) => drawNode(child, below)));
    if (!isFolded) unfold();
    const fold = el("button", {
      class: "fold",
      type: "button",
      "aria-expanded": String(!below.hidden),
      "aria-label": `Dates of ${node.label}`,
      click: () => {
        below.hidden = !below.hidden;
        if (!below.childElementCount) unfold();
        fold.setAttribute("aria-expanded", String(!below.hidden));
        refresh();
      },
    });
    return el("li", { class: "branch" }, el("div", { class: "branch-row" }, fold, box), below);
  }

  const node = el(
    "div",
    { class: "dates" },
    drawBox("all", "All dates", [0, dates.keys.length]),
    el("ul", { class: "years" }, ...groups.map((group) => drawNode(group, null))),
  );

  /** Bring boxes and counts in step: on, off, or in between. Those folded away can wait. */
  function refresh() {
    const counts = showing.countWithout(dates, dates.codes, dates.keys.length);
    const isOn = Uint8Array.from(dates.keys, (_, index) => !dates.hidesCode(index));
    const [onUpTo, countUpTo] = [isOn, counts].map(sumUp);
    for (const { box, count, first, end, branch } of boxes) {
      if (branch?.hidden) continue;
      const on = onUpTo[end] - onUpTo[first];
      box.checked = on === end - first;
      box.indeterminate = on > 0 && on < end - first;
      count.set(countUpTo[end] - countUpTo[first]);
    }
  }

  return { node, refresh };
}

const firstDate = (node) => (node.children.length ? firstDate(node.children[0]) : node.key);
const lastDate = (node) => (node.children.length ? lastDate(node.children.at(-1)) : node.key);

/** Sums of the first 0, 1, 2, … values. */
function sumUp(values) {
  const sums = new Uint32Array(values.length + 1);
  values.forEach((value, index) => (sums[index + 1] = sums[index] + Number(value)));
  return sums;
}

/** The count beside a box; the element changes only when the number does. */
function makeCount() {
  const number = document.createTextNode("");
  const noun = document.createTextNode("");
  let now = null;
  const node = el("span", { class: "box-count" }, number, el("span", { class: "unseen" }, noun));
  return {
    node,
    set(count) {
      if (count === now) return;
      now = count;
      number.data = count.toLocaleString("en");
      noun.data = count === 1 ? " incident" : " incidents";
      node.parentElement?.classList.toggle("box-empty", !count);
    },
  };
}
