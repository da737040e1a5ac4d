// What layers of the page's maker, added with folium, expect of the page.

/** Leaflet looks for its pictures beside its style; here they stand in the style itself. */
function embedIcons(map) {
  const probe = el("div", { class: "leaflet-default-icon-path", hidden: true });
  map.getContainer().append(probe);
  const picture = /^url\("?(data:[^")]+)"?\)$/.exec(getComputedStyle(probe).backgroundImage);
  probe.remove();
  L.Icon.Default.prototype._getIconUrl = (name) => (name === "icon" && picture ? picture[1] : null);
}
