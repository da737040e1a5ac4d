"""Reading files of rules, and compiling the patterns in them."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from geomap.claims.patterns import Pattern, compile_folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_PLACEHOLDER: Final = re.compile(r"\{([a-z]+)\}")


def union(patterns: Iterable[str]) -> Pattern:
    """Compile several patterns into one that finds any of them, in any case.

    Where all of them begin with a word, so does the whole: inside a word none is tried.
    """
    listed = list(patterns)
    choices = [choice for pattern in listed for choice in split_choices(pattern)]
    if all(choice.startswith(r"\b") for choice in choices):
        bare = "|".join(choice.removeprefix(r"\b") for choice in choices)
        return compile_folded(rf"\b(?:{bare})")
    return compile_folded("|".join(f"(?:{pattern})" for pattern in listed))


def split_choices(pattern: str) -> list[str]:
    """Split a pattern at the bars that stand in no group and no set."""
    bars = [at for mark, depth, at in _iter_marks(pattern) if mark == "|" and not depth]
    starts = [0, *(at + 1 for at in bars)]
    return [pattern[s:e] for s, e in zip(starts, [*bars, len(pattern)], strict=True)]


def split_group(pattern: str) -> list[str]:
    """Split a pattern that is one group at its bars; another is left as it is."""
    opened = "(?:"
    ends = [at for mark, depth, at in _iter_marks(pattern) if mark == ")" and not depth]
    if not pattern.startswith(opened) or ends[:1] != [len(pattern) - 1]:
        return [pattern]
    return split_choices(pattern[len(opened) : -1])


def _iter_marks(pattern: str) -> Iterator[tuple[str, int, int]]:
    """Yield the bars and parentheses of a pattern, with how many groups each stands in, and where.

    A parenthesis stands in no group that it opens or closes.
    """
    depth, in_set = 0, False
    for match in re.finditer(r"\\.|[\[\]()|]", pattern):
        mark = match[0]
        if in_set:
            in_set = mark != "]"
        elif mark == "[":
            in_set = True
        elif mark in "()|":
            depth -= mark == ")"
            yield mark, depth, match.start()
            depth += mark == "("


def compile_each(table: Mapping[str, str], parts: Mapping[str, str]) -> dict[str, Pattern]:
    """Compile the patterns of a table, each with its parts put where it names them."""
    return {name: compile_folded(fill(pattern, parts)) for name, pattern in table.items()}


def compile_word(pattern: str) -> Pattern:
    """Compile a pattern that stands between the borders of words."""
    return compile_folded(rf"\b{pattern}\b")


def fill(pattern: str, parts: Mapping[str, str]) -> str:
    """Put each part where the pattern names it in braces; a repetition such as ``{0,3}`` stays."""
    return _PLACEHOLDER.sub(lambda match: parts[match[1]], pattern)


def read_rules(name: str) -> dict[str, Any]:
    """Read a file of rules."""
    return tomllib.loads(files("geomap.claims.rules").joinpath(name).read_text(encoding="utf-8"))
