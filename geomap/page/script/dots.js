// More incidents than clusters tell apart: a dot for each, drawn as pixels on one canvas.

const DOT_PX = 3;
// Smaller from so many on, so that they still tell where there are more.
const SMALL_FROM = 300_000;
const SMALL_PX = 2;
// How much a lone dot covers, of 255, and each one more on the same place.
const DOT_COVER = 150;
const MORE_COVER = 14;

/** The canvas; Leaflet places and scales it as it does its own renderers. */
const DotCanvas = L.Renderer.extend({
  _initContainer() {
    this._container = document.createElement("canvas");
    this._container.className = "dots";
    this._container.setAttribute("aria-hidden", "true");
  },
  _destroyContainer() {
    this._container.remove();
    delete this._container;
  },
  _update() {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    const size = this._bounds.getSize();
    const sharp = sharpness();
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(size.x * sharp);
    this._container.height = Math.round(size.y * sharp);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this.redraw();
  },
  /** Draw again in the same view. */
  redraw() {
    this.options.draw(this._container, this._bounds.min, sharpness());
  },
});

const sharpness = () => Math.min(2, window.devicePixelRatio || 1);

/** A layer of dots for what is shown. `draw()` draws them again, `clear()` takes the layer away. */
function makeDots(map, { x, y, located }, { statuses, showing, pane }) {
  let isDrawn = false;
  let colours = null;
  // The pixel of each incident's dot, for one view; -1 outside of it.
  const pixels = new Int32Array(x.length);
  let view = null;
  // How many dots have their corner on a pixel, and the status of the last of them.
  let [numbers, codes] = [new Uint8Array(0), new Uint8Array(0)];
  const canvas = new DotCanvas({ pane, padding: 0.1, draw: paint });

  /** Find the pixels anew where the view is another one. */
  function placeDots({ scale, left, top, width, height, edge }) {
    const now = [scale, left, top, width, height, edge].join();
    if (now === view) return;
    view = now;
    for (let index = 0; index < pixels.length; index += 1) {
      const across = Math.round(x[index] * scale - left - edge / 2);
      const down = Math.round(y[index] * scale - top - edge / 2);
      const isIn = across >= 0 && down >= 0 && across <= width - edge && down <= height - edge;
      pixels[index] = isIn && located[index] ? down * width + across : -1;
    }
    if (numbers.length === width * height) return;
    numbers = new Uint8Array(width * height);
    codes = new Uint8Array(width * height);
  }

  function paint(container, corner, sharp) {
    const { width, height } = container;
    if (!isDrawn || !width || !height) return;
    const indices = showing.indices();
    const scale = (map.options.crs.scale(map.getZoom()) / 256) * sharp;
    const { x: left, y: top } = map.getPixelOrigin().add(corner).multiplyBy(sharp);
    const edge = Math.round((indices.length < SMALL_FROM ? DOT_PX : SMALL_PX) * sharp);
    placeDots({ scale, left, top, width, height, edge });
    numbers.fill(0);
    for (let at = 0; at < indices.length; at += 1) {
      const pixel = pixels[indices[at]];
      if (pixel < 0) continue;
      if (numbers[pixel] < 255) numbers[pixel] += 1;
      codes[pixel] = statuses.codes[indices[at]];
    }
    const context = container.getContext("2d");
    const picture = context.createImageData(width, height);
    fillDots(new Uint32Array(picture.data.buffer), width, edge);
    context.putImageData(picture, 0, 0);
  }

  function fillDots(picture, width, edge) {
    colours ??= statuses.values.map((status) => readColour(status, map.getPane(pane)));
    for (let pixel = 0; pixel < numbers.length; pixel += 1) {
      if (!numbers[pixel]) continue;
      const colour = colours[codes[pixel]];
      const more = DOT_COVER + MORE_COVER * (numbers[pixel] - 1);
      for (let row = pixel; row < pixel + edge * width; row += width)
        for (let at = row; at < row + edge; at += 1)
          picture[at] = (Math.min(255, (picture[at] >>> 24) / 4 + more) << 24) | colour;
    }
  }

  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    colours = null;
    if (canvas._map) canvas.redraw();
  });
  return {
    draw() {
      isDrawn = true;
      if (canvas._map) canvas.redraw();
      else canvas.addTo(map);
    },
    clear() {
      if (!isDrawn) return;
      isDrawn = false;
      canvas.remove();
    },
    isDrawn: () => isDrawn,
  };
}

/** The colour of a status in the style sheet, as a pixel without its cover. */
function readColour(status, node) {
  const name = `--${status === "confirmed_by_both" ? "confirmed" : status}`;
  const hex = getComputedStyle(node).getPropertyValue(name).trim();
  const number = Number.parseInt(hex.slice(1), 16);
  return ((number & 255) << 16) | (number & 0xff00) | (number >> 16);
}
