// Links to the pages that were written beside this one: other days, their index, the whole map.

function drawSiblings(links) {
  document
    .querySelector(".masthead .headline")
    .append(
      el(
        "nav",
        { class: "siblings", "aria-label": "Other pages" },
        ...links.map(({ href, words }) => el("a", { href }, words)),
      ),
    );
}
