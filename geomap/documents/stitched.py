"""A file that holds two articles, one behind the other: where each of them begins.

A second headline in mid file is not enough, as crossheads look like one. Behind it stands what only
the head of an article has: a byline, a line with the date of publication, or a dateline in front of
the first sentence; or, where it is the only such line of the file, a first sentence that says the
headline again and names a day. Text of an article stands before and behind. A line that starts like
the header of a crawled file (" date YYYY-MM-DD ") begins an article whatever stands around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.documents.calendar import ALL_MONTH_PATTERN, ALL_WEEKDAY_PATTERN
from geomap.documents.text_lines import list_lines
from geomap.expressions import compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DAY: Final = rf"(?:{ALL_MONTH_PATTERN})\.?\s+\d{{1,2}}|\d{{1,2}}\s+(?:{ALL_MONTH_PATTERN})\.?"
_BYLINE: Final = compile_expression(
    r"(?i:by)\s+(?:[^\W\d_a-z][\w.'’-]*|and|our|staff|correspondent|reporter|,)"
    r"(?:[\s,]+(?:[^\W\d_a-z][\w.'’-]*|and|in|staff|correspondent|reporter)){0,9}"
)
_DATE_LINE: Final = compile_expression(
    rf"(?:[\w.,|–—-]+\s+){{0,4}}?(?:(?:{ALL_WEEKDAY_PATTERN}),?\s+)?"
    rf"(?:(?:{_DAY}),?\s+(?:19|20)\d{{2}}|\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}[./]\d{{1,2}}[./](?:19|20)\d{{2}})"
    r"(?:[\s,|–—-]+[\w:.()]+){0,4}",
    re.IGNORECASE,
)
# "KABUL, 3 March (Agency) -", "QUETTA: ", "GENEVA (Agency) –".
_DATELINE: Final = compile_expression(
    r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}(?:[\s/][A-ZÀ-Þ.'’-]{2,}){0,3}(?:,\s+[A-ZÀ-Þ][\w.'’-]+){0,2}"
    rf"(?:,?\s+(?i:{_DAY})(?:,?\s+\d{{4}})?)?\s*(?:\([^)\n]{{1,40}}\)\s*)?(?:[-–—]+|:)\s+\S"
)
_SENTENCE_END: Final = re.compile(r"[.!?…:;,][\"”’»)\]]*\s*$")
_HEADER: Final = re.compile(r"date[ \t]+\d{4}-\d{2}-\d{2}[ \t]+\S")
_RULE: Final = re.compile(r"[\s*=_~#•·–—-]{3,}")
_FURNITURE: Final = compile_expression(
    r"\b(?:read\s+(?:more|also|next)|related|see\s+also|photo|image|video|credit|source|share|"
    r"comments?|advertisement|subscribe|sign\s+up|loading|reuters\s+archive|getty)\b|\||©",
    re.IGNORECASE,
)
_NEWS_DAY: Final = compile_expression(
    rf"\b(?:{ALL_WEEKDAY_PATTERN}|{_DAY}|today|yesterday|overnight)(?!\w)", re.IGNORECASE
)
_HEADLINE_CHARS: Final = 130
_LEAST_WORDS: Final = 3
_SHORT: Final = 80
"""Characters up to which a headline may be in the case of a sentence."""
_TITLE_SHARE: Final = 0.5
"""Of the words of a longer one begin with a capital."""
_TEXT_CHARS: Final = 60
"""A line of at least so many characters that is no headline is text of an article."""
_LEAST_TEXT: Final = 200
"""Characters of text that an article has at least."""
_HEAD_LINES: Final = 4
"""Lines behind a headline among which a byline, a date or a dateline is sought."""
_SAYING_WORDS: Final = 6
"""Words of a headline that stands alone, at least: crossheads have fewer."""
_STEM: Final = 5
_SAID_AGAIN: Final = 0.6
"""Of its longer words the first sentence behind has."""


class _Line(NamedTuple):
    start: int
    text: str
    is_apart: bool
    """A blank line or a rule stands before it."""


def find_articles(text: str) -> list[tuple[int, int]]:
    """Find the articles of a file, as half-open ranges that cover all of its text.

    Parameters
    ----------
    text
        The whole file.

    Returns
    -------
    list of tuple of int
        One range for a file that holds one article, which nearly all do.
    """
    lines = list(_iter_lines(text))
    heads = [
        number
        for number, line in enumerate(lines)
        if number and ((line.is_apart and is_headline(line.text)) or _HEADER.match(line.text))
    ]
    # Of what is all in capitals nobody can tell which line is a headline.
    if not heads or text.isupper():
        return [(0, len(text))]
    starts = [0]
    for number in heads:
        before = [it for it in lines[:number] if it.start >= starts[-1]]
        behind = lines[number + 1 :]
        begins = (
            bool(_HEADER.match(lines[number].text))
            or _has_head(behind)
            or (_says_again(lines[number].text, behind) and _count_spoken(lines, heads) == 1)
        )
        if begins and _ends_text(before) and _has_text(before) and _has_text(behind):
            starts.append(lines[number].start)
    return list(zip(starts, [*starts[1:], len(text)], strict=True))


def is_headline(line: str) -> bool:
    """Tell whether a line can be the headline of an article, by its form alone."""
    if len(line) > _HEADLINE_CHARS or _SENTENCE_END.search(line):
        return False
    words = line.split()
    capitals = sum(word[:1].isupper() for word in words)
    return (
        len(words) >= _LEAST_WORDS
        and capitals >= (1 if len(line) <= _SHORT else _TITLE_SHARE * len(words))
        and not _FURNITURE.search(line)
        and not _BYLINE.fullmatch(line)
        and not _DATE_LINE.fullmatch(line)
    )


def _iter_lines(text: str) -> Iterator[_Line]:
    """Yield the lines that are neither blank nor a rule."""
    last, is_ruled = 0, False
    for start, end in list_lines(text):
        line = text[start:end].strip()
        if line:
            is_apart = is_ruled or not last or text.count("\n", last, start) > 1
            is_ruled = bool(_RULE.fullmatch(line))
            last = end
            if not is_ruled:
                yield _Line(start, line, is_apart)


def _has_head(behind: Sequence[_Line]) -> bool:
    """Tell whether a byline, a date line or a dateline comes before any other text."""
    for line in behind[:_HEAD_LINES]:
        if _BYLINE.fullmatch(line.text) or _DATE_LINE.fullmatch(line.text):
            return True
        if _is_text(line.text):
            return bool(_DATELINE.match(line.text))
    return False


def _says_again(headline: str, behind: Sequence[_Line]) -> bool:
    """Tell whether the first sentence behind a headline says it again, and names a day."""
    if len(headline.split()) < _SAYING_WORDS or not behind:
        return False
    lead = behind[0].text
    if not _is_text(lead) or not _NEWS_DAY.search(lead):
        return False
    wanted, found = _list_stems(headline), _list_stems(lead)
    return bool(wanted) and len(wanted & found) >= _SAID_AGAIN * len(wanted)


def _list_stems(text: str) -> set[str]:
    return {word[:_STEM].lower() for word in re.findall(r"[^\W\d_]{5,}", text)}


def _count_spoken(lines: Sequence[_Line], heads: Sequence[int]) -> int:
    """Count the heads with text behind them: a file of several has crossheads, or is a digest."""
    return sum(n + 1 < len(lines) and _is_text(lines[n + 1].text) for n in heads)


def _ends_text(before: Sequence[_Line]) -> bool:
    """Tell whether the text before has come to its end: the headline follows a whole sentence."""
    return any(_is_text(line.text) for line in before[-3:])


def _has_text(lines: Sequence[_Line]) -> bool:
    return sum(len(line.text) for line in lines if _is_text(line.text)) >= _LEAST_TEXT


def _is_text(line: str) -> bool:
    return len(line) >= _TEXT_CHARS and not is_headline(line)
