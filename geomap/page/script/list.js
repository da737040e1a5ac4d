// The incidents as a list in step with the date layers, also those without a date or a position.

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

function makeList(incidents, dateLayers, choose) {
  const groups = groupBy(incidents, (incident) =>
    incident.dateKey === "undated" ? "No date" : incident.dateKey.slice(0, 4),
  );
  const items = [];
  const blocks = [...groups].map(([name, members]) => {
    const rows = members.map((incident) => {
      const button = drawItem(incident, () => choose(incident, button));
      const row = el("li", {}, button);
      items.push({ incident, button, row });
      return row;
    });
    return el(
      "section",
      { class: "block" },
      el("h3", {}, name),
      el("ul", { class: "items" }, ...rows),
    );
  });
  const none = el(
    "p",
    { class: "quiet none", hidden: true },
    incidents.length ? "No date is switched on." : "The reports tell of no incident.",
  );
  return {
    node: el("div", { class: "list" }, none, ...blocks),
    /** Show what is switched on; return how many that is. */
    refresh() {
      for (const { incident, row } of items) row.hidden = !dateLayers.isOn(incident.dateKey);
      for (const block of blocks) block.hidden = !block.querySelector("li:not([hidden])");
      const count = items.filter(({ row }) => !row.hidden).length;
      none.hidden = count > 0;
      return count;
    },
    buttonOf: (incident) => items.find((item) => item.incident === incident).button,
    mark(incident) {
      for (const item of items) {
        if (item.incident === incident) {
          item.button.setAttribute("aria-current", "true");
          item.row.scrollIntoView({ block: "nearest" });
        } else item.button.removeAttribute("aria-current");
      }
    },
  };
}
