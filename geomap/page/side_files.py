"""Details in files beside the page, which load from a disk too, and can do nothing but answer.

A page that is opened from a disk can fetch nothing, and a script with a digest is refused there. So
each file is a page of its own, which the map opens in a closed frame: it may run the one script
that its policy names, which posts the file's text to the map, and it has no way into the map. The
map takes the text only where its digest is the one that the map was made with.
"""

from __future__ import annotations

import base64
import hashlib
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

import msgspec

from geomap.page.document import hash_source

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

BLOCKS_A_FILE: Final = 20
SPLIT_FROM: Final = 50_000
"""With fewer incidents the details stay in the page."""

_ANSWER: Final = (
    "parent.postMessage({ file: document.title,"
    ' text: document.getElementById("details").textContent }, "*");'
)
_POLICY: Final = f"default-src 'none'; script-src {hash_source(_ANSWER)}"
_PAGE: Final = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="geomap">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{number}</title>
</head>
<body>
<script type="application/json" id="details">{text}</script>
<script>{answer}</script>
</body>
</html>
"""


class SideFile(msgspec.Struct, frozen=True, kw_only=True):
    """A file of details."""

    name: str
    """Its path from the page."""
    digest: str
    """SHA-256 of its text, in base64."""
    content: bytes


def make_side_files(blocks: Iterable[str], *, folder: str) -> list[SideFile]:
    """Make the files that hold the blocks, in their order.

    Parameters
    ----------
    blocks
        JSON texts that are safe in a script element.
    folder
        Where the files will lie, from the page.
    """
    texts = enumerate(_join_blocks(iter(blocks)))
    return [_make_file(text, number, folder=folder) for number, text in texts]


def describe_side_files(files: Sequence[SideFile]) -> dict[str, Any]:
    """Return what the page must know to open the files."""
    return {
        "blocks_a_file": BLOCKS_A_FILE,
        "files": [{"name": file.name, "digest": file.digest} for file in files],
    }


def _make_file(text: str, number: int, *, folder: str) -> SideFile:
    page = _PAGE.format(policy=_POLICY, number=number, text=text, answer=_ANSWER)
    return SideFile(
        name=f"{folder}/{number:04d}.html",
        digest=base64.b64encode(hashlib.sha256(text.encode()).digest()).decode(),
        content=page.encode(),
    )


def _join_blocks(blocks: Iterator[str]) -> Iterator[str]:
    """Yield JSON lists of some blocks each."""
    while some := list(islice(blocks, BLOCKS_A_FILE)):
        yield f"[{','.join(some)}]"
