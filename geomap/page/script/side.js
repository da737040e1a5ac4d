// Details in files beside the page. Each is opened in a closed frame that can only post its text.

/** A reader of blocks: gives the packed block of a number to a function. */
function makeSideReader({ blocks_a_file: size, files }) {
  const texts = new Map();
  return (number, use) => {
    const file = Math.floor(number / size);
    const useFile = (blocks) => use(blocks[number % size]);
    if (!texts.has(file)) texts.set(file, readSideFile(files[file]));
    texts.get(file).then(useFile).catch(sayFault);
  };
}

async function readSideFile({ name, digest }) {
  const text = await postedBy(name);
  if (!(await isIntact(text, digest)))
    throw new Error(`${name} is not the file that was made with this page. Make both again.`);
  return JSON.parse(text);
}

/** The text that a file posts from its frame. */
function postedBy(name) {
  return new Promise((resolve, reject) => {
    // Without the right to be of the page's origin it reaches nothing of the page.
    const frame = el("iframe", { src: name, sandbox: "allow-scripts", hidden: true, title: name });
    const end = (settle, value) => {
      window.removeEventListener("message", listen);
      frame.remove();
      settle(value);
    };
    const listen = (event) => {
      if (event.source === frame.contentWindow) end(resolve, String(event.data?.text));
    };
    window.addEventListener("message", listen);
    frame.addEventListener("load", () =>
      setTimeout(
        () => end(reject, new Error(`${name} is missing. It belongs beside this page, as it was made.`)),
        2000,
      ),
    );
    document.body.append(frame);
  });
}

/** Whether a text is the one that the page was made with; a page from plain http cannot tell. */
async function isIntact(text, digest) {
  if (!window.crypto?.subtle) return true;
  const sum = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(sum))) === digest;
}
