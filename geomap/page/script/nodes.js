// Making elements. Strings become text nodes or attribute values, never markup.

const SVG = "http://www.w3.org/2000/svg";

// What cannot be seen, and what would turn the direction of the words that follow.
const UNSEEN =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ud800-\udfff]/gu;

/** A text with a sign in place of what cannot be seen; other values as they are. */
function showUnseen(value) {
  return typeof value === "string" ? value.replace(UNSEEN, "\ufffd") : value;
}

/** Make an HTML element; children that are null or "" are left out. */
function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

/** Make an SVG element. */
function svg(tag, attributes, ...children) {
  return fill(document.createElementNS(SVG, tag), attributes, children);
}

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : name.startsWith("data-") ? value : showUnseen(value));
  }
  node.append(
    ...children
      .flat()
      .filter((child) => child !== null && child !== undefined && child !== "")
      .map(showUnseen),
  );
  return node;
}

/** The text as a link where it is an address of the web, else as text. */
function linkOrText(text) {
  let address = null;
  try {
    address = new URL(text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
  }
  if (!address || !["http:", "https:"].includes(address.protocol)) return el("span", {}, text);
  return el(
    "a",
    { href: address.href, target: "_blank", rel: "noopener noreferrer nofollow" },
    text,
  );
}

/** Rows of a description list; a row without content is left out. */
function definitions(rows) {
  const filled = rows.filter(([, ...content]) => content.flat().some(Boolean));
  return el(
    "dl",
    {},
    ...filled.map(([term, ...content]) =>
      el("div", {}, el("dt", {}, term), el("dd", {}, ...content)),
    ),
  );
}

/** Give an element these children in this order, and touch none that stays where it is. */
function keepChildren(parent, children) {
  const kept = new Set(children);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  let at = parent.firstElementChild;
  for (const child of children) {
    if (child === at) at = at.nextElementSibling;
    else parent.insertBefore(child, at);
  }
}

const isCramped = window.matchMedia("screen and (max-width: 1100px)");
const isNarrow = window.matchMedia("screen and (max-width: 760px)");
// Where there is no room for all panels at the side.
const isLow = window.matchMedia("screen and (max-height: 899px)");
const wantsLessMotion = window.matchMedia("(prefers-reduced-motion: reduce)");
