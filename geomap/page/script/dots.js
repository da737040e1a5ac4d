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
    const sharp = Math.min(2, window.devicePixelRatio || 1);
    L.DomUtil.setPosition(this._container, this._bounds.min);
    this._container.width = Math.round(size.x * sharp);
    this._container.height = Math.round(size.y * sharp);
    this._container.style.width = `${size.x}px`;
    this._container.style.height = `${size.y}px`;
    this.options.draw(this._container, this._bounds.min, sharp);
  },
});

/** A layer of dots. `draw(indices)` shows them, `clear()` takes the layer away. */
function makeDots(map, { x, y }, statuses) {
  let indices = null;
  const canvas = new DotCanvas({ pane: "dots", padding: 0.1, draw: paint });

  function paint(container, corner, sharp) {
    const { width, height } = container;
    if (!indices || !width || !height) return;
    const scale = (map.options.crs.scale(map.getZoom()) / 256) * sharp;
    const origin = map.getPixelOrigin().add(corner).multiplyBy(sharp);
    const edge = Math.round((indices.length < SMALL_FROM ? DOT_PX : SMALL_PX) * sharp);
    // How many dots have their corner on a pixel, and the status of the last of them.
    const [numbers, codes] = [new Uint8Array(width * height), new Uint8Array(width * height)];
    for (let at = 0; at < indices.length; at += 1) {
      const index = indices[at];
      const left = Math.round(x[index] * scale - origin.x - edge / 2);
      const top = Math.round(y[index] * scale - origin.y - edge / 2);
      if (left < 0 || top < 0 || left > width - edge || top > height - edge) continue;
      const pixel = top * width + left;
      if (numbers[pixel] < 255) numbers[pixel] += 1;
      codes[pixel] = statuses.codes[index];
    }
    const context = container.getContext("2d");
    const picture = context.createImageData(width, height);
    fillDots(new Uint32Array(picture.data.buffer), { numbers, codes, width, edge });
    context.putImageData(picture, 0, 0);
  }

  function fillDots(pixels, { numbers, codes, width, edge }) {
    const colours = statuses.values.map(readColour);
    for (let pixel = 0; pixel < numbers.length; pixel += 1) {
      if (!numbers[pixel]) continue;
      const colour = colours[codes[pixel]];
      const more = DOT_COVER + MORE_COVER * (numbers[pixel] - 1);
      for (let row = pixel; row < pixel + edge * width; row += width)
        for (let at = row; at < row + edge; at += 1)
          pixels[at] = (Math.min(255, (pixels[at] >>> 24) / 4 + more) << 24) | colour;
    }
  }

  const redraw = () => canvas._map && canvas._update();
  window.matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
  return {
    draw(wanted) {
      indices = wanted;
      if (canvas._map) redraw();
      else canvas.addTo(map);
    },
    clear() {
      if (!indices) return;
      indices = null;
      canvas.remove();
    },
    isDrawn: () => indices !== null,
  };
}

/** The colour of a status in the style sheet, as a pixel without its cover. */
function readColour(status) {
  const name = `--${status === "confirmed_by_both" ? "confirmed" : status}`;
  const hex = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const number = Number.parseInt(hex.slice(1), 16);
  return ((number & 255) << 16) | (number & 0xff00) | (number >> 16);
}
