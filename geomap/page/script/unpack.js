// Opening what the page holds compressed: gzip in base64, as a string of JSON.

const TOO_OLD =
  "This page holds so much that it is compressed, and this browser cannot open that. " +
  "Chrome and Edge 80, Firefox 113, Safari 16.4 and later ones can; the same incidents are in incidents.csv.";

/** JSON that stands in the page; a string where it is compressed. */
function readElement(id) {
  const element = document.getElementById(id);
  return element && JSON.parse(element.textContent);
}

/** Give what was packed to `use`: at once where it is not compressed, else when it is open. */
function unpack(packed, use) {
  if (typeof packed !== "string") {
    use(packed);
    return;
  }
  if (!("DecompressionStream" in window)) sayFault(new Error(TOO_OLD));
  const stream = new Blob([toBytes(packed)]).stream();
  new Response(stream.pipeThrough(new DecompressionStream("gzip"))).json().then(use).catch(sayFault);
}

function toBytes(base64) {
  if (Uint8Array.fromBase64) return Uint8Array.fromBase64(base64);
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let at = 0; at < text.length; at += 1) bytes[at] = text.charCodeAt(at);
  return bytes;
}

/** Tell the reader what went wrong, where the map would be; the console gets it too. */
function sayFault(error) {
  document
    .getElementById("stage")
    .append(el("p", { class: "fault card", role: "alert" }, error.message));
  throw error;
}
