// The frame of the page: its heading, and the panels at the side.

const ABOUT = [
  "Each marker is one incident that one or more reports tell of, put together by written rules and not by a person.",
  "A marker stands on the border at the point nearest to the place named. It does not show where shots fell. A highlighted stretch means that the reports name only a direction or a district.",
  "A figure is the latest that a side gives of its own losses. What a side claims of the other’s losses is kept beside it and never replaces it.",
  "The page repeats what reports say and judges none of it. Read the quoted words before you rely on an incident.",
  "The border is a working line for measuring. It takes no position on where the border runs or should run.",
];

/** Who made the data, and the library that the page embeds. */
function creditsOf(payload) {
  return [...payload.credits, "Leaflet"].join(" · ");
}

function drawMasthead(payload, table) {
  const facts = [
    sayPeriod(table),
    sayCount(table.count, "incident"),
    sayCount(table.columns.sources.values.length, "report"),
  ];
  document
    .getElementById("masthead")
    .append(
      el(
        "div",
        { class: "headline" },
        el("h1", {}, payload.title),
        el("p", { class: "facts" }, ...facts.filter(Boolean).map((fact) => el("span", {}, fact))),
      ),
      el(
        "details",
        { class: "about" },
        el("summary", {}, "About"),
        el(
          "div",
          { class: "about-body card" },
          el("ul", {}, ...ABOUT.map((line) => el("li", {}, line))),
          el("p", { class: "quiet" }, creditsOf(payload)),
        ),
      ),
    );
}

/** A panel at the side that can be folded; on a small screen, a sheet above its title. */
function makePanel(id, title, body, onOpen) {
  const badge = el("span", { class: "badge" });
  const content = el("div", { class: "panel-body", id: `${id}-body` }, body);
  const button = el(
    "button",
    { class: "panel-title", type: "button", "aria-controls": content.id },
    el("span", {}, title),
    badge,
  );
  const node = el("section", { class: "panel", id }, el("h2", {}, button), content);
  const panel = {
    say: (text) => (badge.textContent = text),
    isOpen: () => !content.hidden,
    setOpen(open) {
      content.hidden = !open;
      node.classList.toggle("panel-open", open);
      button.setAttribute("aria-expanded", String(open));
    },
  };
  button.addEventListener("click", () => {
    panel.setOpen(!panel.isOpen());
    if (panel.isOpen()) onOpen(panel);
  });
  panel.setOpen(!isNarrow.matches && !(id === "panel-filters" && isLow.matches));
  document.getElementById("side").append(node);
  return panel;
}

/** The panels at the side; on a small screen one is open at a time. */
function makePanels(contents, onOpen) {
  const panels = {};
  const close = (except) => {
    for (const panel of Object.values(panels)) if (panel !== except) panel.setOpen(false);
  };
  const makeRoom = (panel) => {
    if (!isNarrow.matches) return;
    close(panel);
    onOpen();
  };
  for (const [id, title, node] of contents)
    panels[id] = makePanel(`panel-${id}`, title, node, makeRoom);
  return {
    ...panels,
    close,
  };
}

/** The first stop of the keyboard: past all markers, to the search and the list. */
function addSkip(panels, box) {
  const skip = () => {
    if (isNarrow.matches) panels.close();
    panels.list.setOpen(true);
    box.focus();
  };
  document
    .getElementById("masthead")
    .prepend(el("button", { class: "skip card", type: "button", click: skip }, "Go to the list"));
}
