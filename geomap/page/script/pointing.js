// What the reader points at, in the list, on the map or along the border, is shown in the others too.

const RINGS_AT_ONCE = 30;

function makePointing(map, incidents) {
  const rings = L.layerGroup().addTo(map);
  const listeners = [];
  let now = [];
  let byId = null;

  function point(members) {
    if (!members.length && !now.length) return;
    now = members;
    rings.clearLayers();
    const places = new Map(members.filter(({ at }) => at).map(({ at }) => [String(at), at]));
    for (const at of [...places.values()].slice(0, RINGS_AT_ONCE))
      rings.addLayer(
        L.circleMarker(at, { radius: 19, pane: "focus", className: "pointed", interactive: false }),
      );
    for (const listen of listeners) listen(members);
  }

  /** Follow pointer and focus over elements that name their incidents in an attribute. */
  function follow(container, attribute) {
    const members = (event) => {
      const node = event.target.closest?.(`[${attribute}]`);
      if (!node) return [];
      byId ??= new Map(incidents.map((incident) => [incident.id, incident]));
      const ids = node.getAttribute(attribute).split(" ");
      return ids.map((id) => byId.get(id)).filter(Boolean);
    };
    for (const name of ["mouseover", "focusin"])
      container.addEventListener(name, (event) => point(members(event)));
    for (const name of ["mouseleave", "focusout"]) container.addEventListener(name, () => point([]));
  }

  return { point, follow, onChange: (listen) => listeners.push(listen) };
}
