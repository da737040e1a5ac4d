// Where the strip along the border holds more incidents than can be told apart: fields, darker with more.

const FIELD_PX = 6;

const fieldOf = (pixels) => Math.floor(pixels / FIELD_PX);

/** The field of each incident, by number, line by line; -1 where it has none. */
function placeFields(line, { panels, toX, width, height }) {
  const columns = fieldOf(width) + 1;
  const fieldOfIncident = new Int32Array(line.sectionOf.length).fill(-1);
  const [origin, step] = [toX(0) - PLOT_MARGIN_PX, toX(1) - toX(0)];
  for (const { section, y } of panels.values()) {
    const [top, scale] = [y(0), y(1) - y(0)];
    for (let index = 0; index < fieldOfIncident.length; index += 1) {
      if (line.sectionOf[index] !== section.index) continue;
      const across = fieldOf(origin + step * line.dayOf[index]);
      fieldOfIncident[index] = across + columns * fieldOf(top + scale * line.kmOf[index]);
    }
  }
  return { columns, size: columns * (fieldOf(height) + 1), fieldOfIncident };
}

/** How many incidents fall on each field. */
function countFields(indices, { size, fieldOfIncident }) {
  const counts = new Uint32Array(size);
  for (let at = 0; at < indices.length; at += 1) {
    const field = fieldOfIncident[indices[at]];
    if (field >= 0 && field < size) counts[field] += 1;
  }
  return counts;
}

/** The fields as one path for each of four shades. */
function drawChainFields(counts, columns) {
  let most = 1;
  for (let field = 0; field < counts.length; field += 1) most = Math.max(most, counts[field]);
  const shades = [[], [], [], []];
  for (let field = 0; field < counts.length; field += 1) {
    if (!counts[field]) continue;
    const x = PLOT_MARGIN_PX + (field % columns) * FIELD_PX;
    const y = Math.floor(field / columns) * FIELD_PX;
    const shade = Math.min(3, Math.floor((4 * counts[field]) / (most + 1)));
    shades[shade].push(`M${x} ${y}h${FIELD_PX}v${FIELD_PX}h-${FIELD_PX}z`);
  }
  return shades.map((parts, shade) =>
    svg("path", { class: `chain-field chain-field-${shade}`, d: parts.join("") }),
  );
}
