"""A report's lines and sentences, with positions in its original text.

Headlines, bylines, captions, read-more lines and other furniture of a crawled page are set apart:
they are no report of an event, and what they tell stands in the text as well.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from geomap.claims.lexicon import structure_rules
from geomap.documents.calendar import ALL_MONTH_PATTERN, ALL_WEEKDAY_PATTERN
from geomap.expressions import compile_expression

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from geomap.model import Document

_TERMINAL = frozenset(".!?…:;")
_CLOSING = "'\"”’»)]"
"""What may stand behind the end of a sentence."""
_CONTINUES = frozenset(",–—-")
_SENTENCE_END = compile_expression(
    r"[.!?…]+[\"”’»')\]]*(?=\s+[\"“‘«(\[]?[^\W\da-z_]|\s+[\"“‘«(\[]?\d|\s*$)"
)
# The place where a report was written, before its first sentence: "YEREVAN, July 28 (Agency) -",
# "OUAGADOUGOU, Burkina Faso, Dec. 27, 1985 --", "KHYBER:", and "ANKARA Turkey is" without its dash;
# but no first word that is printed in capitals: "FIVE Indian soldiers were".
_DATELINE = compile_expression(
    r"^(?!(?:THE|AN|AT|IN|ON|NO|AS|AFTER|SOME|SEVERAL|MORE|OVER|ABOUT|UP|BOTH|ONE|TWO|THREE|FOUR|FIVE|"
    r"SIX|SEVEN|EIGHT|NINE|TEN|ELEVEN|TWELVE|[A-Z]+TEEN|TWENTY|THIRTY|FORTY|FIFTY|SIXTY|SEVENTY|EIGHTY|NINETY|DOZENS|SCORES|HUNDREDS|THOUSANDS)"
    r"\s+[A-Z]?[a-z])(?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{2,}(?:(?:\s?/\s?|\s)[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
    r"(?:,\s+[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+)?){0,2}"
    rf"(?i:,?\s+(?:{ALL_WEEKDAY_PATTERN},?\s+)?(?:{ALL_MONTH_PATTERN}\s+\d{{1,2}}|\d{{1,2}}\s+{ALL_MONTH_PATTERN})"
    r"(?:,?\s+\d{4})?)?\s*(?:\([^)\n]{1,40}\)\s*)?"
    r"(?:[-–—:]+\s+|\.\s+(?=[A-Z])|\s(?=[A-Z][a-z]+\s+[a-z])))",
)
# The same in upper and lower case, where only a date or an agency and a dash show what it is:
# "Bogota, 30 May 89 (Agency) --", "Bukavu (Congo), 3 Dec -".
_CASED_DATELINE = compile_expression(
    r"^(?!(?:On|In|At|From|Since|By|Near|Until|The)\s)[A-ZÀ-Þ][\w.'’-]+"
    r"(?:(?:\s?/\s?|\s)(?:[A-ZÀ-Þ][\w.'’-]*|del?|la|el|al|es|of|and)){0,3}(?:\s*\([^()\n]{1,30}\))?"
    r"(?:,\s+[A-ZÀ-Þ][\w.'’-]+(?:\s[A-ZÀ-Þ][\w.'’-]+)?)?"
    rf"(?i:,?\s+(?:(?:{ALL_WEEKDAY_PATTERN}),?\s+)?"
    rf"(?:{ALL_MONTH_PATTERN}\.?\s+\d{{1,2}}|\d{{1,2}}\s+{ALL_MONTH_PATTERN}\.?|no\s+date))"
    # With its year it may end in a full stop; without, that ends a sentence.
    r"(?:(?:,?\s+\d{2,4})?\s*(?:\([^()]{1,80}\)\s*)?[-–—]{1,2}\s+"
    r"|,?\s+\d{4}\s*(?:\([^()]{1,80}\)\s*)?(?:[:|]\s+|\.\s*[-–—]*\s+(?=[A-ZÀ-Þ])))"
)
# And where the day comes first: "December 17, 2020 (GEDAREF) -".
_DATE_FIRST = compile_expression(
    rf"^(?i:{ALL_MONTH_PATTERN}\s+\d{{1,2}}|\d{{1,2}}\s+{ALL_MONTH_PATTERN})(?:,?\s+\d{{4}})?"
    r"\s*\([^()\n]{2,40}\)\s*[-–—]{1,2}\s+"
)
# What stands in front of a paragraph of a digest: in capitals, or with a colon.
_LABEL = compile_expression(
    r"[\W\d_]{0,5}(?P<name>(?:[^\W\d_a-zà-ÿ][^\W\d_a-zà-ÿ’'-]*[ ,/-]{0,2}){1,5}(?=\.)|"
    r"[^\W\d_a-zà-ÿ][\w’'-]*"
    r"(?:[ ,/-]{1,2}(?:of|and|the|del?|al|el|la|[^\W\d_a-zà-ÿ][\w’'-]*)){0,4}(?=:))"
    r"[.:]\s+(?=[^\W\d_a-zà-ÿ\"“])"
)
# The same with a gloss that says where it lies: "Uri (35 km W of Baramulla). ".
_GLOSSED = compile_expression(
    r"[\W\d_]{0,5}(?P<name>[^\W\d_a-zà-ÿ][\w’'-]*"
    r"(?:,?[ /-](?:of|and|the|del?|al|el|la|[^\W_a-zà-ÿ][\w’'-]*)){0,4})"
    r"\s\([^()\n]{3,90}\)\s?(?:[.:]|[-–—]+(?=\s))\s+(?=[^\W_a-zà-ÿ\"“])"
)
# As the forms of observers have it.
_LOCATION = compile_expression(
    r"^\W{0,4}(?:location|place|site|where)(?:\s+of\s+(?:the\s+)?\w+)?\s*:\s*(?P<place>\S.*)$",
    re.IGNORECASE | re.MULTILINE,
)
# An editor's words behind it: "[Text]", "[Report by our correspondent]".
_EDITORIAL = re.compile(r"(?:\[[^\]]{1,80}\]\s*)+")
# Words that begin a sentence, behind a clock time that ends one.
_STARTER = compile_expression(
    r"\s+(?:The|A|An|It|He|She|They|We|In|On|At|There|Its|Their|His|Her|No|One|Two|Three|Four|Five|"
    r"Several|Both|But|And|According|After|Later|Earlier|As|This|That|These|Some|Shooting|Firing)\b"
)
_LONG_LINE = 90
_WRAP_WIDTH = 100
_LONGEST_FURNITURE = 250
"""What is longer is the report, on one line with its furniture."""
_MIN_WORDS = 5
# "Baku denied it.", "Kabul had no comment.": no heading, however short.
_SHORT_WORD = compile_expression(
    r"(?:The\s+)?[^\W\d_a-z][\w’'-]*\s+(?:[\w’'-]+\s+){0,2}?(?:den(?:y|ies|ied)|reject(?:s|ed)|confirm(?:s|ed)|"
    r"admit(?:s|ted)|dismiss(?:es|ed)|disput(?:es|ed)|blam(?:es|ed)|apologi[sz](?:es|ed)|protest(?:s|ed)|"
    r"regret(?:s|ted)|expressed|had|made|gave|took|lodged|offered)\b[^.!?]*\."
)
_FEW_WORDS = 5
"""Words of the heading of a section, at most."""
_LAST_WORD = re.compile(r"(?:(?:(?!--)[\w.-])(?<!--))*$")
_LAST_ABBREVIATION = re.compile(r"(?:^|[^\w.])((?:[^\W\d_]\.)*[^\W\d_]+)\.\s*$")
"""A word with a point behind it at the end of a line."""
_LONGEST_WORD = 40
"""Characters of what may be an abbreviation."""
_LINE_END = re.compile(r"\n\n*")
_MAX_CLOSING = 8
"""Characters of a line's end in which its sentence is seen to end."""
_FEW_TEXTS = 2
"""Whose lines are kept for a moment: what is read of a report asks for them again and again."""
_FEW_LINES = 128
_MAX_BREAK = 2
"""Characters of the longest line end: a carriage return and a line feed."""


class Sentence(NamedTuple):
    """A sentence of a report, half-open ``[start, end)`` of the original text."""

    start: int
    end: int
    text: str
    paragraph: int
    in_quote: bool
    """Whether it begins inside a quotation that an earlier sentence opened."""


class _Line(NamedTuple):
    start: int
    end: int
    text: str


def iter_sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a report's text proper, each wording once."""
    seen: set[str] = set()
    labels = {begin: end for begin, _, end in list_glossed(document)}
    for number, (start, end) in enumerate(iter_paragraphs(document)):
        in_quote = False
        label = labels.get(start, start)
        parts = [(start, label)] if label > start else []
        for s, e in (*parts, *split_sentences(document.text, label, end)):
            text = document.text[s:e]
            wording = " ".join(text.lower().split())
            if wording not in seen:
                seen.add(wording)
                yield Sentence(s, e, text, number, in_quote)
            in_quote = _is_quote_open(text, was_open=in_quote)


def find_dateline(document: Document) -> tuple[int, int] | None:
    """Find the range of the line that says where a report was written, if its text begins so."""
    for line in _list_lines(document.text, document.body_start):
        length = _dateline_length(line.text)
        if length:
            return line.start, line.start + length
        if _is_paragraph(line.text):
            break
    return None


def find_headline(document: Document) -> tuple[int, int] | None:
    """Find the range of the line that tells where a report is set.

    Its "Location: ...", if it has one; else the line above the first paragraph, if it is no
    dateline and no byline.
    """
    labels = list(_LOCATION.finditer(document.text, document.body_start))
    if len(labels) == 1:
        return labels[0].span("place")
    for line in _list_lines(document.text, document.body_start):
        if _is_paragraph(line.text) or _dateline_length(line.text):
            return None
        if len(line.text.split()) >= _MIN_WORDS - 1 and not structure_rules().furniture.search(
            line.text
        ):
            return line.start, line.end
    return None


def iter_headings(document: Document) -> Iterator[tuple[int, int, int]]:
    """Yield the ranges of the headings of sections, each with where its section ends.

    A short line that is no sentence, with a paragraph right below it, behind the first paragraph or
    one of several: what stands above a report is its headline.
    """
    lines = _list_lines(document.text, document.body_start)
    kinds = [_is_paragraph(line.text) for line in lines]
    first = kinds.index(True) if True in kinds else len(lines)
    found = [
        number
        for number, line in enumerate(lines[:-1])
        if not kinds[number]
        and kinds[number + 1]
        and number >= first - 1
        and len(line.text.split()) <= _FEW_WORDS
        and not structure_rules().furniture.search(line.text)
    ]
    if len(found) > 1 or (found and found[0] > first):
        ends = [*(lines[it].start for it in found[1:]), len(document.text)]
        for number, end in zip(found, ends, strict=True):
            yield lines[number].start, lines[number].end, end
    else:
        yield from _iter_labels(line for line, is_told in zip(lines, kinds, strict=True) if is_told)


def _iter_labels(paragraphs: Iterable[_Line]) -> Iterator[tuple[int, int, int]]:
    """Yield the ranges of the labels of a digest's paragraphs, each with where its paragraph ends.

    "MANDERA. Two officers", "Rural Raqqa: shells fell": one alone is a dateline.
    """
    found = [(line, match) for line in paragraphs if (match := _LABEL.match(line.text))]
    if len(found) > 1:
        for line, match in found:
            yield line.start + match.start("name"), line.start + match.end("name"), line.end


def list_glossed(document: Document) -> list[tuple[int, int, int]]:
    """List the labels of paragraphs that say in brackets where the place is which they name.

    Of each where its paragraph begins, and where the name and the label end; none of only one.
    """
    return list(_list_glossed(document.text, document.body_start))


@lru_cache(maxsize=_FEW_TEXTS)
def _list_glossed(text: str, body_start: int) -> tuple[tuple[int, int, int], ...]:
    found = [
        (start, match.end("name"), match.end())
        for start, end in _list_paragraphs(text, body_start)
        if (match := _GLOSSED.match(text, start, end))
    ]
    return tuple(found) if len(found) > 1 else ()


def iter_paragraphs(document: Document) -> Iterator[tuple[int, int]]:
    """Yield the ranges of a report's paragraphs; one that ends in a comma goes on in the next."""
    yield from _list_paragraphs(document.text, document.body_start)


@lru_cache(maxsize=_FEW_TEXTS)
def _list_paragraphs(text: str, body_start: int) -> tuple[tuple[int, int], ...]:
    found: list[tuple[int, int]] = []
    begin: int | None = None
    for line in _join_wrapped(_list_lines(text, body_start)):
        if not _is_paragraph(line.text):
            continue
        if begin is None:
            begin = line.start + _dateline_length(text[line.start : line.end])
        end = line.end
        if not _goes_on(line.text):
            found.append((begin, end))
            begin = None
    return (*found, (begin, end)) if begin is not None else (*found,)


def iter_blocks(text: str) -> Iterator[str]:
    """Yield a text in pieces that no sentence crosses; quick, and far from sentences.

    A line that ends like a sentence ends its paragraph, too, wrapped or not.
    """
    begin = 0
    # One letter is looked for much faster than any of several.
    for match in _LINE_END.finditer(text.replace("\r", "\n")):
        if _ends_sentence(text[max(begin, match.start() - _LONGEST_WORD) : match.start()]):
            yield text[begin : match.start()]
            begin = match.end()
    yield text[begin:]


def split_sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of ``text[start:end]``."""
    begin = start
    for match in _SENTENCE_END.finditer(text, start, end):
        if _is_abbreviation(text, begin, match):
            continue
        yield begin, match.end()
        begin = match.end()
        while begin < end and text[begin].isspace():
            begin += 1
    if text[begin:end].strip():
        yield begin, end


@lru_cache(maxsize=_FEW_TEXTS)
def _list_lines(text: str, body_start: int) -> tuple[_Line, ...]:
    found = []
    for match in re.finditer(r"[^\n\r]+", text[body_start:]):
        line = match[0].rstrip()
        offset = body_start + match.start()
        lead = len(line) - len(line.lstrip())
        if line.strip():
            found.append(_Line(offset + lead, offset + len(line), line.strip()))
    return tuple(found)


def _join_wrapped(lines: Sequence[_Line]) -> Sequence[_Line]:
    """Join the lines of paragraphs that were broken at a fixed width."""
    long_lines = [line for line in lines if len(line.text) > _WRAP_WIDTH / 2]
    is_wrapped = len(long_lines) > len(lines) / 2 and len(long_lines) >= _MIN_WORDS
    is_wrapped = is_wrapped or _breaks_sentence(lines)
    if not is_wrapped or any(len(line.text) > _WRAP_WIDTH for line in lines):
        return lines
    joined: list[_Line] = []
    for line in lines:
        last = joined[-1] if joined else None
        # A break at the width leaves no blank line; a paragraph's end does.
        if last and line.start - last.end <= _MAX_BREAK and not _ends_sentence(last.text):
            joined[-1] = _Line(last.start, line.end, f"{last.text} {line.text}")
        else:
            joined.append(line)
    return joined


def _breaks_sentence(lines: Sequence[_Line]) -> bool:
    """Tell whether one of a few lines breaks within a sentence, which the next goes on with."""
    return any(
        len(line.text) > _WRAP_WIDTH / 2
        and following.start - line.end <= _MAX_BREAK
        and following.text[0].islower()
        and not following.text.startswith(("by ", "www", "http"))
        and not _ends_sentence(line.text)
        for line, following in pairwise(lines)
    )


def _ends_sentence(text: str) -> bool:
    """Tell whether a line ends as a sentence does, and not in "the U.S." or "Gen."."""
    if not _is_closed(text[-_MAX_CLOSING:]):
        return False
    word = _find_abbreviation(text)
    return word is None or word.lower() not in structure_rules().abbreviations


def _find_abbreviation(text: str) -> str | None:
    """Find the word with a point behind it at the end of a line."""
    last = text[text.rfind(" ") + 1 :]
    # Nearly all are plain words, for which no expression is needed.
    if last.endswith(".") and last[:-1].isalpha():
        return last[:-1]
    found = _LAST_ABBREVIATION.search(text)
    return found[1] if found else None


def _is_closed(text: str) -> bool:
    """Tell whether a text ends with a point or a like mark, be it in quotes or brackets."""
    return text.rstrip().rstrip(_CLOSING)[-1:] in _TERMINAL


def _goes_on(text: str) -> bool:
    """Tell whether a text ends with a comma or a dash."""
    return text.rstrip()[-1:] in _CONTINUES


@lru_cache(maxsize=_FEW_LINES)
def _is_paragraph(text: str) -> bool:
    if len(text) <= _LONGEST_FURNITURE and structure_rules().furniture.search(text):
        return False
    ends = _is_closed(text) and not text.endswith(":")
    goes_on = _goes_on(text) and len(text) > _LONG_LINE / 2
    is_long = len(text.split()) >= _MIN_WORDS or (ends and _is_word(text))
    return (ends and is_long) or goes_on or len(text) > 2 * _LONG_LINE


def _is_word(text: str) -> bool:
    """Tell whether a short line tells what somebody said or did about it."""
    return text.endswith(".") and bool(_SHORT_WORD.fullmatch(text))


def _dateline_length(text: str) -> int:
    match = _DATELINE.match(text) or _CASED_DATELINE.match(text) or _DATE_FIRST.match(text)
    if match is None:
        return 0
    behind = _EDITORIAL.match(text, match.end())
    return behind.end() if behind else match.end()


def _is_abbreviation(text: str, begin: int, match: re.Match[str]) -> bool:
    if match[0] != ".":
        return False
    start = max(begin, match.start() - _LONGEST_WORD)
    last = _find_last_word(text, start, match.start()).lower()
    is_initial = len(last) == 1 and last.isalpha() and text[match.start() - 1].isupper()
    if not (is_initial or last in structure_rules().abbreviations):
        return False
    if last in {"a.m", "p.m"} and _STARTER.match(text, match.end()):
        return False
    return bool(text[match.end() :].strip())


def _find_last_word(text: str, start: int, end: int) -> str:
    """Find the word at the end of a range, with the points in it: "a.m", "U.S"."""
    last = text[max(text.rfind(" ", start, end) + 1, start) : end]
    # Nearly all are plain words, for which no expression is needed.
    if last.isalpha():
        return last
    found = _LAST_WORD.search(text, start, end)
    return found[0] if found else ""


def _is_quote_open(text: str, *, was_open: bool) -> bool:
    opened, closed = text.rfind("“"), text.rfind("”")
    if opened == closed == -1:
        return was_open if text.count('"') % 2 == 0 else not was_open
    return opened > closed
