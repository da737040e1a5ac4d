"""Finding the names of places in a text: gazetteer matches, judged by how they stand there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from geomap.documents.publication import MONTHS
from geomap.model import Document, Mention, MentionKind
from geomap.places.features import is_country, is_division, is_town
from geomap.places.fold import fold_name, fold_word, script_of
from geomap.places.scan import scan_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geomap.model import Place
    from geomap.places.gazetteer import Gazetteer
    from geomap.places.scan import TextWords

FEATURE_WORDS: Final = frozenset(
    "district districts rayon rayons region regions province provinces county oblast marz city "
    "town village villages settlement settlements community direction directions section sections "
    "sector sectors corridor border heights height area areas road highway checkpoint front "
    "axis".split()
)
"""Words that follow a place's name without making it part of another name."""

_WEEKDAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())
_CALENDAR_WORDS = _WEEKDAYS | frozenset(MONTHS)
_NOT_A_NAME_PART = _CALENDAR_WORDS | FEATURE_WORDS
# Words that begin a sentence or stand between names, and are not part of a name when capitalised.
_FUNCTION_WORDS = frozenset(
    "a an the in on at near from to of and or but as by for with within between around along "
    "against across toward towards outside inside over under after before since until during "
    "while when where that this these those its his her their both neither either if then there "
    "here it he she they we units forces troops earlier later meanwhile also however border "
    "eastern western northern southern central north south east west upper lower greater "
    "northeastern northwestern southeastern southwestern according read more source city town "
    "village district region province".split()
)
# Place names that are English words: taken for places only after a preposition of place.
_COMMON_WORDS = frozenset(
    "of most nice split reading mobile bath man hit salt van bar sale male deal ham as along "
    "police orange march may anger gap tours best born enter lens nancy brest turku bor tut has "
    "ore".split()
)
_PLACE_PREPOSITION = re.compile(
    r"\b(?:in|near|at|from|to|towards?|of|around|outside|into|between|across|reached|entered)\s+"
    r"(?:the\s+)?$",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-z][\w'’ʼ]*(?:[ -][^\W\d_a-z][\w'’ʼ]*){0,2}"
_UNKNOWN = re.compile(
    rf"(?:\b(?:near|outside|around|towards|village of|villages of|town of|settlement of|city of|"
    rf"direction of|directions of|heights? of|district of|province of|section of)\s+(?:the\s+)?"
    rf"(?P<after>{_NAME})"
    rf"|\b(?:the|in|of|near)\s+(?P<before>{_NAME})"
    r"(?=\s+(?:villages?|settlements?|districts?|provinces?|heights?|rayon|directions?|section)\b))"
)
# Over the rest of a list of capitalised names, with their glosses, to the word that closes it.
_GLOSS = r"(?:\s*[\[(][^\])\n]{1,40}[\])])?"
_LISTED = r"[^\W\d_a-z][\w'’-]*(?:\s[^\W\d_a-z][\w'’-]*)?"
_HEAD_AFTER = re.compile(
    rf"{_GLOSS}(?:(?:,\s*(?:and\s+)?|\s+and\s+|\s*/\s*){_LISTED}{_GLOSS}){{0,5}}"
    r"\s+(?:border\s+|frontier\s+|state\s+)?([a-zA-Z]+)"
)
_HEAD_BEFORE = re.compile(
    rf"\b([a-z]+)\s+of\s+(?:the\s+)?(?:{_LISTED}(?:,\s*(?:and\s+)?|\s+and\s+)(?:the\s+)?){{0,5}}$"
)
_HEAD_REACH: Final = 120
"""Characters before a name in which the word that opens its list stands."""
_ABBREVIATION_LETTERS: Final = 3
_PROMINENT_POPULATION: Final = 200_000


def find_mentions(document: Document, gazetteer: Gazetteer) -> list[Mention]:
    """Find the gazetteer's names and demonyms in a document, longest first, left to right."""
    text, begin = document.text, document.body_start
    words = scan_words(text[begin:])
    counts = gazetteer.count_longest_names(words)
    named = [(int(at), int(counts[at])) for at in counts.nonzero()[0]]
    tokens = _Tokens(text, words, begin)
    countries = _find_countries(tokens, named, gazetteer)
    mentions: list[Mention] = []
    free_from = 0
    for index, longest in named:
        if index < free_from:
            continue
        count, kind = _match_at(tokens, index, longest, gazetteer, countries)
        if count:
            start, end = tokens.starts[index], tokens.ends[index + count - 1]
            if kind is MentionKind.PLACE and _is_embedded(tokens, index, count, gazetteer):
                kind = MentionKind.EMBEDDED
            mentions.append(
                Mention(
                    document_id=document.id, start=start, end=end, text=text[start:end], kind=kind
                )
            )
            free_from = index + count
    return mentions


def find_unknown_names(
    document: Document, mentions: Sequence[Mention], gazetteer: Gazetteer
) -> list[Mention]:
    """Find names that stand where a place's name does ("village of ...") and that nobody knows."""
    taken = [(mention.start, mention.end) for mention in mentions]
    unknown = []
    for match in _UNKNOWN.finditer(document.text, document.body_start):
        group = "after" if match["after"] else "before"
        start, end = match.span(group)
        words = fold_name(match[group])
        if any(s < end and start < e for s, e in taken) or not words:
            continue
        if set(words) & (_NOT_A_NAME_PART | _FUNCTION_WORDS):
            continue
        if find_bearers(match[group], gazetteer):
            continue
        unknown.append(
            Mention(
                document_id=document.id,
                start=start,
                end=end,
                text=match[group],
                kind=MentionKind.PLACE,
            )
        )
    return unknown


class _Tokens:
    """The words of a text with their positions; folded when they are asked for."""

    def __init__(self, text: str, words: TextWords, begin: int) -> None:
        self.text = text
        self.starts: list[int] = (words.starts + begin).tolist()
        self.ends: list[int] = (words.ends + begin).tolist()
        lower = words.is_lower.nonzero()[0].tolist()
        self.lower_words = frozenset(text[self.starts[at] : self.ends[at]] for at in lower)
        """Words that the text has in lower case."""

    def __len__(self) -> int:
        return len(self.starts)

    def fold(self, first: int, count: int = 1) -> tuple[str, ...]:
        """Return the folded forms of some words."""
        return tuple(
            fold_word(self.text[self.starts[at] : self.ends[at]])
            for at in range(first, first + count)
        )

    def span(self, first: int, count: int = 1) -> tuple[int, int]:
        """Return the range of characters from the first to the last of some words."""
        return self.starts[first], self.ends[first + count - 1]

    def written(self, first: int, count: int = 1) -> str:
        """Return some words as they stand in the text."""
        return self.text[slice(*self.span(first, count))]


def _find_countries(
    tokens: _Tokens, named: Sequence[tuple[int, int]], gazetteer: Gazetteer
) -> frozenset[str]:
    """Return the ISO alpha-3 codes of the states that a text names, or whose people it names."""
    found: set[str | None] = set()
    for index, count in named:
        found.add(gazetteer.demonym_country(tokens.fold(index)))
        bearers = find_bearers(tokens.written(index, count), gazetteer)
        found.update(place.country for place in bearers if is_country(place))
        # A division that no place elsewhere shares its name with tells of its country as well.
        if any(map(is_division, bearers)) and len({place.country for place in bearers}) == 1:
            found.update(bearers[0].countries)
    return frozenset(code for code in found if code)


def _match_at(
    tokens: _Tokens, index: int, longest: int, gazetteer: Gazetteer, countries: frozenset[str]
) -> tuple[int, MentionKind]:
    """Return how many tokens the longest name at ``index`` takes, and what it is; 0 for none."""
    for count in range(longest, 0, -1):
        words = tokens.fold(index, count)
        if _is_name(tokens, index, words, gazetteer, countries):
            return count, MentionKind.PLACE
        if gazetteer.demonym_country(words):
            return count, MentionKind.DEMONYM
    return 0, MentionKind.PLACE


def find_bearers(name: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Return the places that bear a name, written in the script that it is written in here.

    An abbreviation counts only in the case that the gazetteer gives: "US", never "Us".
    """
    words = fold_name(name)
    bearers = gazetteer.lookup(words, script=script_of(name))
    if len("".join(words)) > _ABBREVIATION_LETTERS:
        return bearers
    return tuple(place for place in bearers if name in {place.name, *place.names})


def _is_name(
    tokens: _Tokens,
    index: int,
    words: tuple[str, ...],
    gazetteer: Gazetteer,
    countries: frozenset[str],
) -> bool:
    """Tell whether words of the text are the name of a place, by how they stand in it."""
    written = tokens.written(index, len(words))
    bearers = find_bearers(written, gazetteer)
    is_date = all(word in _CALENDAR_WORDS or word.isdigit() for word in words)
    if not bearers or is_date:
        return False
    if any(map(is_prominent, bearers)):
        is_certain = len(words) > 1 or words[0] not in _COMMON_WORDS
    else:
        # There are more small towns in the world than words in a dictionary. One of them is
        # thought of where the text speaks of its country, and the name is no word that it uses.
        is_certain = any(place.countries & countries for place in bearers)
        if written.lower() in tokens.lower_words:
            return next(iter_heads(tokens.text, *tokens.span(index, len(words))), None) is not None
    return is_certain or _stands_as_place(tokens.text, *tokens.span(index, len(words)))


def is_prominent(place: Place) -> bool:
    """Tell whether a capitalised name alone is enough to think of this place."""
    return (
        not is_town(place)
        or place.feature_code == "PPLC"
        or (place.population or 0) >= _PROMINENT_POPULATION
    )


def _stands_as_place(text: str, start: int, end: int) -> bool:
    """Tell whether a name stands where a place's does: "in ...", "... district"."""
    if _PLACE_PREPOSITION.search(text, max(0, start - 20), start):
        return True
    return next(iter_heads(text, start, end), None) is not None


def _is_embedded(tokens: _Tokens, index: int, count: int, gazetteer: Gazetteer) -> bool:
    """Tell whether the name is part of a longer one: "Yerevan State University", "Jack London"."""
    text, last = tokens.text, index + count - 1
    if last + 1 < len(tokens):
        start = tokens.starts[last + 1]
        (following,) = tokens.fold(last + 1)
        if (
            text[tokens.ends[last] : start] == " "
            and text[start].isupper()
            and following not in _NOT_A_NAME_PART | _FUNCTION_WORDS
            and not _is_place_word(tokens.written(last + 1), gazetteer)
        ):
            return True
    if index:
        (preceding,) = tokens.fold(index - 1)
        return (
            text[tokens.ends[index - 1] : tokens.starts[index]] == " "
            and text[tokens.starts[index - 1]].isupper()
            and preceding not in _FUNCTION_WORDS | _NOT_A_NAME_PART
            and not _is_place_word(tokens.written(index - 1), gazetteer)
            and not gazetteer.demonym_country((preceding,))
        )
    return False


def _is_place_word(written: str, gazetteer: Gazetteer) -> bool:
    """Tell whether a word beside a name is itself a well-known place, and no part of the name."""
    return any(map(is_prominent, find_bearers(written, gazetteer)))


def iter_heads(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the feature words tied to the name at ``[start, end)``, lower case.

    "Kalbajar and Lachin regions" gives "regions" to both names; "the village of Sotk" gives
    "village"; "in the direction of Lachin and Kalbajar" gives "direction" to both.
    """
    after = _HEAD_AFTER.match(text, end)
    if after and after[1].lower() in FEATURE_WORDS:
        yield after[1].lower()
    before = _HEAD_BEFORE.search(text, max(0, start - _HEAD_REACH), start)
    if before and before[1] in FEATURE_WORDS:
        yield before[1]
