// The address of an incident: map.html#ID opens the page at it, and opening one writes it there.

/** Whether the page has an address of its own: in the frame of a notebook it has none. */
const HAS_ADDRESS = ["file:", "http:", "https:"].includes(window.location.protocol);

function addressOf(incident) {
  return `${window.location.href.replace(/#.*$/s, "")}#${encodeURIComponent(incident.id)}`;
}

/** The id that the address asks for; "" for none. */
function readAddress() {
  const written = window.location.hash.slice(1);
  try {
    return decodeURIComponent(written);
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    return written;
  }
}

/** Write an incident, or none, into the address; Back leads to where the reader came from. */
function writeAddress(incident) {
  if (!HAS_ADDRESS || readAddress() === (incident ? incident.id : "")) return;
  const bare = window.location.href.replace(/#.*$/s, "");
  window.history.replaceState(null, "", incident ? addressOf(incident) : bare);
}

/** Follow the address, now and whenever the reader changes it. */
function followAddress({ incidents, reveal, close, notice }) {
  const follow = () => {
    const id = readAddress();
    const incident = id && incidents.find((other) => other.id === id);
    if (incident) reveal(incident);
    else close();
    if (id && !incident) notice.say(`No incident of this page has the id “${id}”.`);
  };
  window.addEventListener("hashchange", follow);
  if (readAddress()) follow();
}

/** A line over the map for what the reader should know about what the page did by itself. */
function makeNotice(stage) {
  const words = el("p", {});
  const card = el(
    "div",
    { class: "notice card", hidden: true },
    words,
    el(
      "button",
      {
        class: "notice-close",
        type: "button",
        "aria-label": "Close the notice",
        click: () => clear(),
      },
      "×",
    ),
  );
  function clear() {
    card.hidden = true;
    words.textContent = "";
  }
  // The region stands there before it speaks, or a screen reader would not hear it.
  stage.append(el("div", { class: "notices", role: "status" }, card));
  return {
    clear,
    say(text) {
      words.textContent = showUnseen(text);
      card.hidden = false;
    },
  };
}
