// An online base map, where one was asked for: over the drawn land, which shows where no tile comes.

function drawTiles(map, tiles, stage) {
  map.getPane("land").style.zIndex = PANES.land - 50;
  const layer = L.tileLayer(tiles.url, {
    subdomains: tiles.subdomains,
    maxNativeZoom: tiles.max_zoom,
    maxZoom: map.getMaxZoom(),
    // Public servers ask which site shows their tiles, and need no more than its name.
    referrerPolicy: "strict-origin-when-cross-origin",
  });
  // The names on the tiles take the place of those in the page.
  layer.once("tileload", () => stage.classList.add("on-tiles"));
  layer.addTo(map);
}
