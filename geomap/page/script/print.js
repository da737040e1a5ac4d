// On paper: the map and the strips as wide as a sheet, and the list with its rows.

const ROWS_ON_PAPER = 250;

/** Make the page fit for paper while it prints; `fit` is called whenever that changes its width. */
function followPrinting({ map, legend, list, fit }) {
  let before = null;
  const resize = () => {
    map.invalidateSize({ animate: false });
    fit();
  };
  window.addEventListener("beforeprint", () => {
    before = { bounds: map.getBounds(), centre: map.getCenter(), zoom: map.getZoom(), legend: legend.open };
    legend.open = true;
    document.body.classList.add("on-paper");
    list.setRows(ROWS_ON_PAPER);
    resize();
    map.fitBounds(before.bounds, { animate: false });
  });
  window.addEventListener("afterprint", () => {
    document.body.classList.remove("on-paper");
    legend.open = before.legend;
    list.setRows(ROWS_AT_ONCE);
    resize();
    map.setView(before.centre, before.zoom, { animate: false });
  });
}
