"""Numbers of people in a sentence: "two of its soldiers", "13", "a farmer", a rank with a name."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.numbers import VAGUE_NUMBERS, parse_number
from geomap.model import Category, Measure

if TYPE_CHECKING:
    from collections.abc import Sequence

_ONE: Final = frozenset({"a", "an", "another", "the", "his", "her", "their"})
ARTICLES: Final = _ONE - {"another"}
"""What stands for one person, and counts nobody without a noun."""
_BOTH: Final = 2
_AGES: Final = re.compile(r"\bage[ds]\s+\d{1,2}(?:(?:,\s*(?:and\s+)?|\s+(?:and|to)\s+)\d{1,2})+\b")
# "A boy of 12 was killed", "the victim, age 27".
_AGE = re.compile(r"\b(?:boys?|girls?|m[ae]n|wom[ae]n|child|son|daughter|aged?)\s+(?:of\s+)?$")
_OF = re.compile(r"\bof\s+$")
# "Three members of the Ecuadorian Navy died", "troops fought near Mae Sot, and two were killed".
_OF_BODY = re.compile(
    r"\b(?:of|from|in|at|by|the|near|on|to|off|into|inside|outside|around|across|over|through|"
    r"between(?:\s+[\w’-]+){1,3}\s+and|beyond|behind|towards?|left|entered|reached|crossed|"
    r"shelled|bombed|hit|struck)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
# Who tells of the losses is none of them.
_TELLS = re.compile(r"\b(?:according\s+to|told)\s+$")
_OF_THOSE: Final = re.compile(r"(?!all\b|both\b).*\bof\s+(?:the|those)\b", re.IGNORECASE)
# "(Two were killed and) a third (wounded)".
_ORDINAL: Final = re.compile(r"an?\s+(?!thousand$)\w+(?:nd|rd|th)$")
_BETWEEN_NAMES: Final = re.compile(
    r"(?:,\s+(?:aged\s+)?\d{1,2})?(?:,\s+(?:who|of|from)\s+[^,;.]{1,60}(?=,))?"
    r"(?:,?\s+and\s+|,\s+)(?:[a-z][a-z-]+\s+)*"
)
# "Ali Shah, 43, (a clerk)"; but "Ali Shah, a clerk and two pupils" are four.
_BEHIND_NAME: Final = re.compile(r",\s+(?:(?:aged\s+)?\d{1,2},\s+)?")
_ARTICLE: Final = re.compile(r"(?:an?|the)\s", re.IGNORECASE)
_GOES_ON: Final = re.compile(r"[^,;.]{0,60}?\s+and\b")
_BEFORE_REACH: Final = 40
"""Characters before a number in which stands what makes it none of people."""
_AMONG_REACH: Final = 60
"""Characters behind "207 losses" in which it is said whose they are."""


class People(NamedTuple):
    """A number of people in a sentence, half-open ``[start, end)``."""

    start: int
    end: int
    low: int | None
    best: int | None
    high: int | None
    category: Category
    nominal: Measure | None
    """What the noun itself says happened: "207 losses"."""
    is_additive: bool
    is_recalled: bool = False
    """One person told without a number, who may be among those that the report counts."""
    is_aftermath: bool = False
    """Told by what came after, and so perhaps counted before: bodies, people in hospital."""


def find_people(sentence: str, *, masked: Sequence[tuple[int, int]] = ()) -> list[People]:
    """Find the numbers of people in a sentence, in their order.

    Parameters
    ----------
    sentence
        The sentence's text.
    masked
        Half-open ranges, in the sentence, whose numbers are not of people: dates.
    """
    patterns = casualty_rules().patterns
    parts = [match.span() for match in casualty_rules().cues.subset.finditer(sentence)]
    masked = [*masked, *parts, *(match.span() for match in _AGES.finditer(sentence))]
    found = [
        make_people(match, sentence)
        for match in patterns.people.finditer(sentence)
        if not any(s < match.end("number") and match.start("number") < e for s, e in masked)
        and _is_of_people(sentence, match)
        and not _stands_behind(_AGE, sentence, match.start("number"))
        and not _stands_behind(_TELLS, sentence, match.start("number"))
    ]
    found = _drop_asides(_add_parties(found, sentence), sentence)
    named = (patterns.named, patterns.bare, patterns.victim)
    for match in (match for pattern in named for match in pattern.finditer(sentence)):
        if any(s < match.end() and match.start() < e for s, e in parts):
            continue
        if "several" in match.groupdict() and _stands_behind(_OF_BODY, sentence, match.start()):
            continue
        if not any(group.start < match.end() and match.start() < group.end for group in found):
            said = {it for it in found if _says_who(it, match, sentence)}
            end = max((it.end for it in said), default=0)
            found = [it for it in found if it not in said]
            found.extend(it._replace(end=max(it.end, end)) for it in _make_named(match))
    return sorted(found)


def _says_who(group: People, name: re.Match[str], sentence: str) -> bool:
    """Tell whether one person is the one just named: "killed Ali Shah, a clerk of the town"."""
    end = name.end("names") if "names" in name.re.groupindex else name.end()
    return (
        _BEHIND_NAME.fullmatch(sentence, end, group.start) is not None
        and _ARTICLE.match(sentence, group.start) is not None
        and not _GOES_ON.match(sentence, group.end)
    )


def _add_parties(found: list[People], sentence: str) -> list[People]:
    """Add people told by their group and its number: "a family of five", "the crew of three"."""
    patterns = casualty_rules().patterns
    for match in (
        it for kind in (patterns.party, patterns.strong) for it in kind.finditer(sentence)
    ):
        number = parse_number(match["number"])
        # "A patrol of six was wiped out": the number alone is counted there too.
        found = [it for it in found if not match.start() < it.start < it.end <= match.end()]
        if not any(it.start < match.end() and match.start() < it.end for it in found):
            bounds = read_bounds(number, None)
            found.append(People(*match.span(), *bounds, Category.UNKNOWN, None, is_additive=False))
    return sorted(found)


def _drop_asides(found: list[People], sentence: str) -> list[People]:
    """Drop those who say who the people before them were: "42 people (30 exiles and 12 others)"."""
    cue, dropped = casualty_rules().cues.aside, list[People]()
    for group in found:
        aside = cue.match(sentence, group.end)
        inner = [it for it in found if aside and group.end <= it.start and it.end <= aside.end()]
        if sum(it.best or 0 for it in inner) <= (group.best or 0):
            dropped.extend(inner)
    return [group for group in found if group not in dropped]


def _stands_behind(words: re.Pattern[str], sentence: str, position: int) -> bool:
    return bool(words.search(sentence, max(0, position - _BEFORE_REACH), position))


_A_COUPLE: Final = 2


def match_people(sentence: str, position: int) -> re.Match[str] | None:
    """Match a number at a position: its groups are bound, number and noun."""
    return casualty_rules().patterns.people.match(sentence, position)


def make_people(match: re.Match[str], sentence: str) -> People:
    """Make the record of a number that `match_people` found."""
    rules = casualty_rules()
    number, noun = match["number"].lower(), (match["noun"] or "").lower()
    low, best, high = _read_numbers(match, number)
    if rules.cues.some_of.match(sentence, match.end()) and rules.cues.couple.search(noun):
        # "A couple of soldiers": nobody counted them, and one is too few.
        low, best, high = _A_COUPLE, None, None
    nominal = _find_nominal(noun) if number not in ARTICLES - {"the"} else None
    if noun == "bodies" and rules.cues.bodies_exchanged.search(sentence):
        nominal = None
    if _OF_THOSE.match(match[0]):
        # "One of the dead": of those told before, not one more.
        nominal = None
    if nominal is Measure.KILLED and rules.cues.and_wounded.match(sentence, match.end()):
        nominal = Measure.KILLED_OR_WOUNDED
    # "Four Armenian and three Azerbaijani soldiers": a people's name leaves open what they were.
    is_people = any(kind.fullmatch(noun) for kind in rules.persons.values())
    category = category_of(noun if is_people else _find_listed_noun(sentence, match))
    if category is Category.UNKNOWN and nominal:
        # "207 losses among its own military personnel".
        category = find_category(sentence[match.end() : match.end() + _AMONG_REACH])
    if category is Category.UNKNOWN and rules.cues.civilian.search(match[0]):
        category = Category.CIVILIAN
    parts = ("bound", "least", "from", "number")
    return People(
        next(match.start(part) for part in parts if match[part]),
        match.end(),
        low,
        best,
        high,
        category,
        nominal,
        is_additive=bool(rules.cues.additive.search(match[0])),
        is_aftermath=bool(rules.cues.aftermath.search(noun)),
    )


def _read_numbers(match: re.Match[str], number: str) -> tuple[int | None, int | None, int | None]:
    """Return (low, best, high) of a number, a range or a word that is none: "dozens"."""
    vague = VAGUE_NUMBERS.get(" ".join(number.split()).removesuffix(" of"))
    if vague is not None:
        return vague, None, None
    value = (
        1
        if number in _ONE or _ORDINAL.match(number)
        else _BOTH
        if number == "both"
        else parse_number(number)
    )
    least = parse_number(match["least"] or match["from"] or "")
    cues = casualty_rules().cues
    is_couple = cues.couple.search(match["noun"] or "")
    if value and is_couple and not cues.perhaps_couple.match(match.string, match.start()):
        # "A couple", "two married couples".
        value *= _BOTH
    if least is not None and value is not None and least < value:
        # "Five to seven": nobody says which.
        return least, None, value
    return read_bounds(value, match["bound"])


def read_bounds(value: int | None, bound: str | None) -> tuple[int | None, int | None, int | None]:
    """Return (low, best, high): no upper end for "at least", no lower one for "up to"."""
    bounds = casualty_rules().bounds
    if bound and bounds["at_least"].fullmatch(bound):
        return value, value, None
    if bound and bounds["at_most"].fullmatch(bound):
        return None, value, value
    return value, value, value


def find_category(text: str) -> Category:
    """Return the category of the first kind of people that a text names before it breaks off."""
    clause = re.split(r"[,;.]", text, maxsplit=1)[0]
    for category, pattern in casualty_rules().persons.items():
        if category is not Category.UNKNOWN and pattern.search(clause):
            return category
    return Category.UNKNOWN


def has_verb_next(sentence: str, end: int) -> bool:
    """Tell whether a word for a loss stands right behind a position: "(two) were wounded"."""
    return bool(casualty_rules().patterns.verb_next.match(sentence, end))


def _is_of_people(sentence: str, match: re.Match[str]) -> bool:
    if match["number"].lower() == "the" and (
        _OF.search(sentence, 0, match.start()) or _is_several(sentence, match)
    ):
        # "Two officers of the border guard were hurt", "the dead are a major and a private".
        return False
    if (match["noun"] or "").lower() == "crew" and match["number"].lower() in _ONE:
        return False
    if match["noun"] or _find_listed_noun(sentence, match):
        return True
    end = match.end()
    if subset := casualty_rules().cues.subset.match(sentence, end):
        # "Six, among them two children, were killed".
        end = subset.end() + sentence.startswith(",", subset.end())
    return match["number"].lower() not in ARTICLES and has_verb_next(sentence, end)


def _is_several(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether "the" stands before several whose number is not told: "the dead"."""
    following = casualty_rules().patterns.person.match(sentence, match.end() + 1)
    return following is None and bool(casualty_rules().cues.plural.search(match["noun"] or ""))


def _find_listed_noun(sentence: str, match: re.Match[str]) -> str:
    """Return the noun behind the next number: "four Armenian and three Azerbaijani soldiers"."""
    if match.end() - match.end("number") <= 1:  # nothing but the number
        return ""
    joined = casualty_rules().cues.joined.match(sentence[match.end() :])
    following = joined and match_people(sentence, match.end() + joined.end())
    return (following["noun"] or "").lower() if following else ""


def _make_named(match: re.Match[str]) -> list[People]:
    """Make the person that a rank and a name tell of, or those named beside what befell them."""
    if "names" not in match.re.groupindex:
        return [People(*match.span(), 1, 1, 1, Category.MILITARY, nominal=None, is_additive=False)]
    *joined, last = [it.end() for it in _BETWEEN_NAMES.finditer(match["names"])] or [0]
    if last and match.groupdict().get("alone"):
        # "Ruiz and his guard Diaz was killed": the one before the verb.
        start = match.start("names") + last
        return [_name(start, match.end("names"), 1)]
    count = 1 + bool(last) + len(joined)
    if count == 1 and match.groupdict().get("several"):
        # "Jaish Mohammed were killed": not a person.
        return []
    return [_name(*match.span("names"), count)]


def _name(start: int, end: int, count: int) -> People:
    return People(
        start, end, count, count, count, Category.UNKNOWN, nominal=None, is_additive=False
    )


def _find_nominal(noun: str) -> Measure | None:
    if not noun:
        return None
    nominal = casualty_rules().nominal.items()
    return next((measure for measure, pattern in nominal if pattern.fullmatch(noun)), None)


def category_of(noun: str) -> Category:
    """Return the category of a word for people, in lower case."""
    for category, pattern in casualty_rules().persons.items():
        if noun and category is not Category.UNKNOWN and pattern.fullmatch(noun):
            return category
    return Category.UNKNOWN
