// Texts as they are compared: without case, diacritics, and the signs that keyboards differ in.

// Letters of their own that NFD does not take apart, as readers without them type them.
const PLAIN_LETTERS = {
  ə: "e",
  ı: "i",
  ł: "l",
  đ: "d",
  ð: "d",
  ø: "o",
  ß: "ss",
  æ: "ae",
  œ: "oe",
  þ: "th",
  "‐": "-",
  "‑": "-",
  "–": "-",
  "—": "-",
};
const SPECIAL = new RegExp(`[${Object.keys(PLAIN_LETTERS).join("")}]`, "gu");
const DROPPED = /[\p{M}'’‘ʼʻ`´]/gu;

function foldText(text) {
  return text
    .normalize("NFD")
    .toLowerCase()
    .normalize("NFD")
    .replace(DROPPED, "")
    .replace(SPECIAL, (letter) => PLAIN_LETTERS[letter]);
}
