// Where incidents lie, in columns.

const UNITS_A_DEGREE = 1e6;

/** Where the incidents lie: in degrees, and in Leaflet's pixels of the world at zoom 0. */
function readPoints({ lon, lat, count }) {
  const [x, y] = [new Float64Array(count), new Float64Array(count)];
  const located = new Uint8Array(count);
  // In degrees, and in pixels.
  let box = null;
  const pixels = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < count; index += 1) {
    if (lon[index] === null) continue;
    located[index] = 1;
    const [a, b] = [lon[index] / UNITS_A_DEGREE, lat[index] / UNITS_A_DEGREE];
    const sine = Math.sin((Math.max(-85.05112878, Math.min(85.05112878, b)) * Math.PI) / 180);
    x[index] = 256 * (a / 360 + 0.5);
    y[index] = 256 * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI));
    if (x[index] < pixels[0]) pixels[0] = x[index];
    if (y[index] < pixels[1]) pixels[1] = y[index];
    if (x[index] > pixels[2]) pixels[2] = x[index];
    if (y[index] > pixels[3]) pixels[3] = y[index];
    box ??= [a, b, a, b];
    if (a < box[0]) box[0] = a;
    if (b < box[1]) box[1] = b;
    if (a > box[2]) box[2] = a;
    if (b > box[3]) box[3] = b;
  }
  /** What some of them lie in, in degrees; null where none has a point. */
  const findBounds = (indices) => {
    const part = L.latLngBounds([]);
    for (const index of indices)
      if (located[index]) part.extend([lat[index] / UNITS_A_DEGREE, lon[index] / UNITS_A_DEGREE]);
    return part.isValid() ? part : null;
  };
  const lonLat = (index) => [lon[index] / UNITS_A_DEGREE, lat[index] / UNITS_A_DEGREE];
  return {
    x,
    y,
    located,
    box: pixels,
    isLocated: (index) => located[index] === 1,
    lonLat,
    at(index) {
      const [a, b] = lonLat(index);
      return L.latLng(b, a);
    },
    /** What they, or some of them, lie in; null where none has a point. */
    bounds: (indices) =>
      indices ? findBounds(indices) : box && L.latLngBounds([box[1], box[0]], [box[3], box[2]]),
  };
}
