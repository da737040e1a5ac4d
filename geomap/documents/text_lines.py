"""Where the lines of a text stand: asked of every text, several times."""

from __future__ import annotations


def list_lines(text: str) -> list[tuple[int, int]]:
    """List the half-open ranges of the lines of a text that are not empty.

    A line ends at a line feed or a carriage return, and nowhere else. To look for what is neither
    with an expression takes several times as long.
    """
    lines: list[tuple[int, int]] = []
    start = 0
    for line in text.replace("\r", "\n").split("\n"):
        end = start + len(line)
        if line:
            lines.append((start, end))
        start = end + 1
    return lines
