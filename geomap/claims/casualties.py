"""Losses that a sentence tells: how many of whom were killed, wounded, captured or missing.

First the people are found ("two of its soldiers", "13", "a farmer"), then the words for what
happened to them, then each word takes its people: a passive or intransitive one from its left
("ten more were wounded"), an active one from its right ("killing two"), a noun its own number
("207 losses").
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.lexicon import Pattern, casualty_rules
from geomap.claims.numbers import NUMBER_PATTERN, parse_number
from geomap.model import Category, Measure

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_AUX: Final = r"\b(?:were|was|been|being|be|are|is|got|remain(?:ed|s)?|left|reported|confirmed|listed)\s+(?:[\w-]+ly\s+|also\s+|both\s+|later\s+|all\s+|as\s+|still\s+|either\s+)*$"
# "No word of casualties": not a zero, nothing is known.
_UNTOLD = re.compile(
    r"\b(?:words?|reports?|information|details?|confirmation|news|figures?|immediate|indication|mentions?|comments?|statements?|data)\b",
    re.IGNORECASE,
)
_SUBSET = re.compile(
    r"\b(?:among\s+them|including|one\s+of\s+(?:them|whom)|of\s+whom|of\s+them)\b", re.IGNORECASE
)
_MAX_GAP_WORDS: Final = 14
_NEW_SUBJECT = re.compile(r"[;:]|\b(?:while|whereas|but|after|when|because|since)\b", re.IGNORECASE)


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


class Loss(NamedTuple):
    """What happened to some people, half-open ``[start, end)`` over both words."""

    start: int
    end: int
    measure: Measure
    people: People
    is_active: bool
    """The people are the object: whoever stands before the verb is not their side."""
    verb_start: int
    verb_end: int
    is_cumulative: bool


def find_losses(sentence: str, *, masked: Sequence[tuple[int, int]] = ()) -> list[Loss]:
    """Find the losses that a sentence tells, in their order.

    Parameters
    ----------
    sentence
        The sentence's text.
    masked
        Half-open ranges, in the sentence, whose numbers are not of people: dates.
    """
    people = find_people(sentence, masked=masked)
    losses = [*_nominal_losses(people), *_toll_losses(sentence), *_zero_losses(sentence)]
    taken = {loss.people for loss in losses}
    words = list(_iter_words(sentence))
    for index, (measure, start, end, is_active) in enumerate(words):
        if is_active:
            until = words[index + 1][1] if index + 1 < len(words) else len(sentence)
            chosen = _right_of(sentence, people, end, until)
        else:
            since = words[index - 1][2] if index else 0
            chosen = _left_of(sentence, people, since, start)
            if sentence[start:end].lower().startswith("fell"):
                # Rockets and prices fall too.
                chosen = [group for group in chosen if group.category is not Category.UNKNOWN]
        for group in chosen:
            if group not in taken:
                taken.add(group)
                losses.append(
                    Loss(
                        min(group.start, start),
                        max(group.end, end),
                        measure,
                        group,
                        is_active,
                        start,
                        end,
                        is_cumulative=False,
                    )
                )
    return sorted(losses)


def find_people(sentence: str, *, masked: Sequence[tuple[int, int]] = ()) -> list[People]:
    """Find the numbers of people in a sentence."""
    found: list[People] = []
    for match in _people_pattern().finditer(sentence):
        start, end = match.start("number"), match.end()
        if any(s < match.end("number") and start < e for s, e in masked):
            continue
        if (
            match["noun"]
            or _is_listed(sentence, match)
            or (match["number"].lower() not in {"a", "an", "the"} and _has_verb_next(sentence, end))
        ):
            found.append(_make_people(match, sentence))
    for match in _named_pattern().finditer(sentence):
        if not any(group.start < match.end() and match.start() < group.end for group in found):
            found.append(
                People(
                    match.start(), match.end(), 1, 1, 1, Category.MILITARY, None, is_additive=False
                )
            )
    return sorted(found)


def _is_listed(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether the noun comes after the next number: "four Armenian and three Azerbaijani soldiers"."""
    if match.end() - match.end("number") < 2:  # nothing but the number
        return False
    joined = re.match(r"\s*(?:,\s*and|,|and)\s+", sentence[match.end() :])
    following = joined and _people_pattern().match(sentence, match.end() + joined.end())
    return bool(following and following["noun"])


def _make_people(match: re.Match[str], sentence: str) -> People:
    number = match["number"].lower()
    value = 1 if number in {"a", "an", "another", "the"} else parse_number(number)
    low, best, high = _bounded(value, match["bound"])
    noun = (match["noun"] or "").lower()
    nominal = next(
        (
            m
            for m, p in casualty_rules().nominal.items()
            if noun
            and number not in {"a", "an", "another"}
            and re.fullmatch(p, noun, re.IGNORECASE)
        ),
        None,
    )
    category = _category(noun)
    if category is Category.UNKNOWN:
        # "207 losses among its own military personnel".
        category = _category_in(sentence[match.end() : match.end() + 60]) if nominal else category
    if category is Category.UNKNOWN and re.search(r"\bcivilian\b", match[0], re.IGNORECASE):
        category = Category.CIVILIAN
    return People(
        match.start("bound") if match["bound"] else match.start("number"),
        match.end(),
        low,
        best,
        high,
        category,
        nominal,
        is_additive=bool(casualty_rules().cues["additive"].search(match[0])),
    )


def _bounded(value: int | None, bound: str | None) -> tuple[int | None, int | None, int | None]:
    """Return (low, best, high): no upper end for "at least", no lower one for "up to"."""
    bounds = casualty_rules().bounds
    if bound and re.fullmatch(bounds["at_least"], bound, re.IGNORECASE):
        return value, value, None
    if bound and re.fullmatch(bounds["at_most"], bound, re.IGNORECASE):
        return None, value, value
    return value, value, value


def _category(noun: str) -> Category:
    for category, pattern in casualty_rules().persons.items():
        if noun and category is not Category.UNKNOWN and re.fullmatch(pattern, noun, re.IGNORECASE):
            return category
    return Category.UNKNOWN


def _category_in(text: str) -> Category:
    clause = re.split(r"[,;.]", text)[0]
    for category, pattern in casualty_rules().persons.items():
        if category is not Category.UNKNOWN and re.search(rf"\b{pattern}\b", clause, re.IGNORECASE):
            return category
    return Category.UNKNOWN


def _nominal_losses(people: Sequence[People]) -> Iterator[Loss]:
    for group in people:
        if group.nominal:
            yield Loss(
                group.start,
                group.end,
                group.nominal,
                group,
                is_active=False,
                verb_start=group.start,
                verb_end=group.end,
                is_cumulative=False,
            )


def _toll_losses(sentence: str) -> Iterator[Loss]:
    """Read "the death toll rose to 105", "put the number of its dead at 135"."""
    for match in [
        *_toll_pattern().finditer(sentence),
        *_inverted_toll_pattern().finditer(sentence),
    ]:
        low, best, high = _bounded(parse_number(match["number"]), match["bound"])
        measure = (
            Measure.WOUNDED
            if re.search(r"wound|injur", match["what"], re.IGNORECASE)
            else Measure.KILLED
        )
        category = _category_in(match[0])
        group = People(
            match.start("number"),
            match.end("number"),
            low,
            best,
            high,
            category,
            measure,
            is_additive=False,
        )
        yield Loss(
            match.start(),
            match.end(),
            measure,
            group,
            is_active=False,
            verb_start=match.start(),
            verb_end=match.end(),
            is_cumulative=False,
        )


def _zero_losses(sentence: str) -> Iterator[Loss]:
    """Read reported zeros: "no losses", "was not wounded"; not of equipment."""
    equipment = casualty_rules().cues["equipment"]
    for match in _zero_pattern().finditer(sentence):
        if equipment.search(sentence[match.end() :]) or _UNTOLD.search(match[0]):
            continue
        what = (match["noun"] or match["verb"]).lower()
        category = _category_in(match[0])
        if category is Category.UNKNOWN:
            category = _category_in(sentence[max(0, match.start() - 40) : match.start()])
        measures = [Measure.KILLED, Measure.WOUNDED]
        if re.search(r"wound|injur|hurt", what):
            measures = [Measure.WOUNDED]
        elif re.search(r"death|fatal|kill|dead|died|loss", what):
            measures = [Measure.KILLED]
        for measure in measures:
            group = People(
                match.start(), match.end(), 0, 0, 0, category, measure, is_additive=False
            )
            yield Loss(
                match.start(),
                match.end(),
                measure,
                group,
                is_active=False,
                verb_start=match.start(),
                verb_end=match.end(),
                is_cumulative=False,
            )


def _iter_words(sentence: str) -> Iterator[tuple[Measure, int, int, bool]]:
    """Yield (measure, start, end, is active) of each word for a loss, longest words first."""
    found: list[tuple[int, int, Measure, bool]] = []
    for measure, passive, active in _word_patterns():
        for pattern, can_be_active in ((passive, False), (active, True)):
            for match in pattern.finditer(sentence) if pattern else ():
                if any(s < match.end() and match.start() < e for s, e, _, _ in found):
                    continue
                if can_be_active and not _is_active(sentence, match):
                    continue
                if not can_be_active and _is_active(sentence, match):
                    continue
                found.append((match.start(), match.end(), measure, can_be_active))
    for start, end, measure, is_active in sorted(found):
        yield measure, start, end, is_active


def _is_active(sentence: str, match: re.Match[str]) -> bool:
    """Tell whether a verb has its people behind it: "killed four", not "were killed"."""
    if re.search(_AUX, sentence[: match.start()], re.IGNORECASE):
        return False
    if re.match(r"(?:died|dead|missing|slain|perished|fell|succumbed)", match[0], re.IGNORECASE):
        return False
    rest = re.match(r"\s+(?:and\s+(?:wound|injur|captur)\w+\s+)?", sentence[match.end() :])
    following = _people_pattern().match(sentence, match.end() + (rest.end() if rest else 0))
    return bool(
        rest
        and following
        and (
            following["noun"]
            or _has_verb_next(sentence, following.end())
            or re.match(r"\s*(?:[.,;]|and\b|of\b|in\b|on\b|near\b|$)", sentence[following.end() :])
        )
        and following["number"].lower() not in {"no"}
    )


def _right_of(sentence: str, people: Sequence[People], start: int, until: int) -> list[People]:
    """Return the people that an active verb acts on: the first, and those listed with it."""
    right = [
        group
        for group in people
        if group.start >= start and group.start < until and not group.nominal
    ]
    if not right:
        following = _people_pattern().match(sentence, start + 1)
        return [_make_people(following, sentence)] if following else []
    if len(sentence[start : right[0].start].split()) > 3:
        return []
    chosen = right[:1]
    for group in right[1:]:
        if re.fullmatch(
            r"\s*(?:,|and|,\s*and|as\s+well\s+as)\s*", sentence[chosen[-1].end : group.start]
        ):
            chosen.append(group)
    return chosen


def _left_of(sentence: str, people: Sequence[People], since: int, until: int) -> list[People]:
    """Return the people that a passive verb tells of: the nearest, and those listed with it."""
    left = [
        group
        for group in people
        if group.start >= since and group.end <= until and not group.nominal
    ]
    if not left:
        return []
    gap = sentence[left[-1].end : until]
    if len(gap.split()) > _MAX_GAP_WORDS or _NEW_SUBJECT.search(gap):
        return []
    chosen = left[-1:]
    for group in reversed(left[:-1]):
        between = sentence[group.end : chosen[0].start]
        if re.fullmatch(r"\s*(?:,|and|,\s*and|as\s+well\s+as|\([^)]*\)\s*and)\s*", between):
            chosen.insert(0, group)
    named = [group.best or 0 for group in chosen[1:]]
    # "Two soldiers, a major and a captain, were killed": the list says who the two were.
    is_list = named and sentence[chosen[0].end :].lstrip().startswith(",")
    return chosen[:1] if is_list and chosen[0].best == sum(named) else chosen


def _has_verb_next(sentence: str, end: int) -> bool:
    return bool(_verb_next_pattern().match(sentence, end))


@lru_cache(maxsize=1)
def _people_pattern() -> Pattern:
    rules = casualty_rules()
    nouns = "|".join(rules.persons.values())
    bounds = "|".join(rules.bounds.values())
    name = r"(?-i:[^\W\d_a-z][\w’'-]*)"
    between = rf"(?:\s+(?:{rules.between}|{name}|[\w]+-year-old|[\w]+-old))"
    return re.compile(
        rf"(?:\b(?P<bound>{bounds})\s+)?(?<![\w.,:$€£-])(?P<number>{NUMBER_PATTERN}|an?|another|the(?=\s+(?:[\w-]+\s+){{0,2}}?(?:soldier|serviceman|conscript|officer|sergeant|private|guard)\b))(?![\w%]|[-–:]\w|[.,]\d|\s*(?:mm|km|per\s+cent)\b)"
        rf"(?:{between}{{0,7}}?\s+(?P<noun>{nouns})\b(?!-)|\s+(?:more|others?)\b|\s+{name}(?=\s*(?:,|and|,\s*and)\s+(?:{NUMBER_PATTERN}|an?)\s+{name}))?",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _named_pattern() -> Pattern:
    return re.compile(
        rf"\b{casualty_rules().ranks},?\s+(?-i:(?:[^\W\d_a-z][\w’'-]+\s+){{0,2}}[^\W\d_a-z][\w’'-]+)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _verb_next_pattern() -> Pattern:
    words = "|".join(casualty_rules().passive.values())
    return re.compile(
        rf"(?:\s+(?:more|others?|of\s+(?:its|their|his|them|the)\b(?:\s+\w+)?|all|were|was|are|is|have|has|had|been|also|reportedly|later|seriously|slightly|lightly|badly|severely|critically|still))*\s+(?:{words})\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _word_patterns() -> tuple[tuple[Measure, Pattern, Pattern | None], ...]:
    rules = casualty_rules()
    order = (
        Measure.KILLED_OR_WOUNDED,
        Measure.KILLED,
        Measure.WOUNDED,
        Measure.CAPTURED,
        Measure.MISSING,
    )
    return tuple(
        (
            measure,
            re.compile(rf"\b{rules.passive[measure]}\b", re.IGNORECASE),
            re.compile(rf"\b{rules.active[measure]}\b", re.IGNORECASE)
            if measure in rules.active
            else None,
        )
        for measure in order
    )


@lru_cache(maxsize=1)
def _toll_pattern() -> Pattern:
    bounds = "|".join(casualty_rules().bounds.values())
    return re.compile(
        r"\b(?P<what>(?:death\s+)?toll|losses|number\s+of\s+[^.;,]{0,50}?(?:killed|dead|deaths|fatalities|losses|wounded|injured))\b"
        r"(?P<mid>[^.;]{0,90}?)\b(?:to|at|reached|was|is|as)\s+"
        rf"(?:(?P<bound>{bounds})\s+)?(?P<number>{NUMBER_PATTERN})\b(?![-–]\w)",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _inverted_toll_pattern() -> Pattern:
    bounds = "|".join(casualty_rules().bounds.values())
    return re.compile(
        rf"\b(?:raised|lowered|revised|put|brought)\s+(?:to|at)\s+(?:(?P<bound>{bounds})\s+)?(?P<number>{NUMBER_PATTERN})\s+"
        r"(?P<what>the\s+(?:death\s+)?(?:toll|number\s+of\s+[^.;,]{0,50}?(?:killed|dead|deaths|fatalities|losses|wounded|injured)))\b",
        re.IGNORECASE,
    )


@lru_cache(maxsize=1)
def _zero_pattern() -> Pattern:
    nouns = r"casualties|losses|deaths|fatalities|injuries|victims|wounded|injured|dead"
    verbs = r"killed|wounded|injured|hurt"
    return re.compile(
        rf"\b(?:no|without(?:\s+any)?|zero)\s+(?:[\w-]+\s+){{0,3}}?(?P<noun>{nouns})\b"
        rf"|\b(?:no\s*-?one|nobody|none\s+of\s+[\w-]+(?:\s+[\w-]+){{0,2}}?|not|n[’']t)\s+(?:(?:was|were|been|has|had|have)\s+)*(?P<verb>{verbs})\b",
        re.IGNORECASE,
    )
