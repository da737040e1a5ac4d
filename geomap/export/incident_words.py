"""An explained incident in words, section by section: for a terminal and for a page."""

from __future__ import annotations

import datetime as dt
from itertools import groupby
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from geomap.documents.calendar import WEEKDAYS
from geomap.export.checked import describe_checks
from geomap.incidents import describe_date, join_words
from geomap.model import DateInterval
from geomap.yearless import read_edtf

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

__all__ = ["Entry", "Section", "iter_sections"]

_STATUSES: Final = {
    "confirmed_by_both": "Both sides say that it took place",
    "reported": "Reported by a third party, or by the reporter without naming a side",
    "claimed": "Claimed by one side",
    "contested": "Contested: one side asserts it, another denies it",
    "denied": "Denied: known only as a report that is denied",
}
_BASES: Final = {
    "explicit": "the day is named",
    "weekday": "counted from the weekday and the day of publication",
    "relative": "counted from the day of publication, or from a day named beside it",
    "dateline": "no day in the text: taken from the day of publication",
    "linked": "dated by other reports",
    "none": "no day",
    "corrected": "set by a person",
}
_DATE_PRECISIONS: Final = {
    1: "known to the day",
    2: "known to two to six days",
    3: "known to the week",
    4: "known to the month",
    5: "known to the year",
}
_PLACE_PRECISIONS: Final = {
    1: "the place itself",
    2: "within about 25 km of the place named",
    3: "known to the district",
    4: "known to the province",
    5: "a larger area or a line",
    6: "known to the country",
    7: "on water or in the air",
}
_PLACE_ROLES: Final = {"at": "At", "direction": "In the direction of", "area": "Somewhere in"}
_METHODS: Final = {
    "on_line": "the place lies on the line, to within a kilometre",
    "nearest_point": "the nearest point of the line",
    "stretch": "the middle of the stretch that is meant",
}
_COUNT_ROLES: Final = {
    "best": "counted here",
    "superseded": "superseded",
    "other_claim": "another party's claim",
    "repeated": "the same figure again",
}


class Entry(NamedTuple):
    """One statement, the words of a report that it rests on, and what belongs below it."""

    words: str
    quote: str | None = None
    entries: tuple[Entry, ...] = ()
    is_inferred: bool = False


class Section(NamedTuple):
    """The entries of one title."""

    title: str
    entries: tuple[Entry, ...]


def iter_sections(story: Mapping[str, Any]) -> Iterator[Section]:
    """Yield what `explain_incident` returns in words, always in one order."""
    yield Section("Who says so", (_say_status(story["status"]),))
    yield Section("When", (_say_date(story),))
    yield Section("Why these reports", tuple(map(_say_report, story["reports"])))
    places = tuple(map(_say_place, story["places"]))
    yield Section("Where", places or (Entry("No report names a place that is known."),))
    counts = tuple(map(_say_count, story["counts"]))
    yield Section("Losses", counts or (Entry("The reports give no figure."),))
    yield Section("In the words of the reports", tuple(map(_say_quote, story["quotes"])))
    if story["checked"]:
        checks = describe_checks(story["checked"])
        yield Section("Checked by a person", tuple(Entry(f"{words}.") for words in checks))
    yield Section("The id", (_say_id(story),))


def _say_status(status: Mapping[str, Any]) -> Entry:
    confirming = status["confirmed_by"]
    who = (
        ("Says so", [name for name in status["claimed_by"] if name not in confirming]),
        ("Denies it", status["denied_by"]),
        ("Confirms it", confirming),
    )
    entries = tuple(Entry(f"{label}: {join_words(names)}.") for label, names in who if names)
    return Entry(f"{_STATUSES[status['value']]}.", entries=entries or (Entry("Nobody is named."),))


def _say_date(story: Mapping[str, Any]) -> Entry:
    date = story["date"]
    known = _DATE_PRECISIONS.get(date["precision"])
    words = describe_date(read_edtf(date["edtf"]))
    details = "; ".join(filter(None, (known, _BASES[date["basis"]])))
    linked = (
        Entry(
            f"{report['source']} gives no day of its own; dated by "
            f"{join_words(report['dated_by'])}.",
            is_inferred=True,
        )
        for report in story["reports"]
        if report["dated_by"]
    )
    return Entry(
        f"{words[0].upper()}{words[1:]}: {details}.",
        entries=(*map(_say_reading, date["readings"]), *linked),
    )


def _say_reading(reading: Mapping[str, Any]) -> Entry:
    """Say the words, the day that they are counted from, and the day that they give."""
    of, words = reading["published"], _say_words(reading)
    published = f"published {_say_days(of, of, with_weekday=True)}" if of else "of no known day"
    if not reading["date_edtf"]:
        return Entry(f"{words}, {published}: this alone tells no day.")
    day = _say_date_of(read_edtf(reading["date_edtf"]), with_weekday=True)
    basis = "named beside the sentence" if reading["is_inferred"] else _BASES[reading["basis"]]
    return Entry(f"{words}, {published} → {day} ({basis}).", is_inferred=reading["is_inferred"])


def _say_report(report: Mapping[str, Any]) -> Entry:
    of = report["published"]
    published = f"published {_say_days(of, of)}" if of else "no day of publication found"
    details = (report["title"], report["publisher"], report["url"])
    named = ", ".join(filter(None, (report["source"], *details)))
    return Entry(f"{named}: {published}.", entries=(Entry(f"{report['reason']}."),))


def _say_place(place: Mapping[str, Any]) -> Entry:
    within = ", ".join(filter(None, (place["admin1"], place["country_name"])))
    count = place["source_count"]
    precision = _PLACE_PRECISIONS[place["where_precision"]]
    reports = f"named in {count} report{'' if count == 1 else 's'}"
    is_inferred = place["place_basis"] == "inferred"
    if place["place_basis"] == "corrected":
        reports = "set by a person"
    if is_inferred:
        reports = "inferred: the report was there when it told of the event"
    return Entry(
        f"{_PLACE_ROLES[place['role']]} {place['place']}{f' ({within})' if within else ''}: "
        f"{precision}; {reports}.",
        entries=(Entry(_say_attachment(place)), *_iter_names(place["names"])),
        is_inferred=is_inferred,
    )


def _say_attachment(place: Mapping[str, Any]) -> str:
    if place["border_km"] is None:
        return f"Not on the border: {place['not_attached_because'] or 'no line is known'}."
    where = f"section {place['border_section']}, at km {place['border_km']:.1f}"
    parts = [
        f"On the border {place['border']}, {where}: {_METHODS[place['border_method']]}",
        f"{place['border_offset_km']:.1f} km from the place named",
    ]
    if place["uncertainty_km"] is not None:
        parts.append(f"± {place['uncertainty_km']:.1f} km")
    parts += [
        f"meant: km {stretch['from_km']:.0f} to {stretch['to_km']:.0f} of {stretch['section']}"
        for stretch in place["stretches"]
    ]
    return f"{'; '.join(parts)}."


def _iter_names(names: Iterable[Mapping[str, Any]]) -> Iterator[Entry]:
    """Yield what each name was taken for; the same name of a report, taken alike, once."""
    for _, group in groupby(names, key=lambda it: (it["source"], it["quote"], it["reason"])):
        same = list(group)
        scores = [
            f"{it['name']} ({it['country'] or it['id']}, {it['feature_code'] or 'no code'}) "
            f"{it['score']:.2f}"
            for it in same[0]["candidates"]
        ]
        entries = (Entry(f"Scores: {'; '.join(scores)}."),) if len(scores) > 1 else ()
        again = "".join(f" and {_say_range(it)}" for it in same[1:])
        yield Entry(f"{_say_words(same[0])}{again}: {same[0]['reason']}.", entries=entries)


def _say_count(count: Mapping[str, Any]) -> Entry:
    category = "" if count["category"] == "unknown" else f", {count['category']}"
    toll = ", a total of a longer period" if count["scope"] == "cumulative" else ""
    side = count["side_name"] or "Side not named"
    if count.get("side_basis") == "inferred":
        side = f"{side} (inferred)"
    figure = _say_figure(count)
    by = _say_speaker(count)
    measure = count["measure"].replace("_", " ")
    return Entry(
        f"{side}, {measure}{category}: {figure}{toll}{by}.",
        entries=tuple(map(_say_figure_of_report, count["history"])),
    )


def _say_figure_of_report(record: Mapping[str, Any]) -> Entry:
    toll = ", a total of a longer period" if record["scope"] == "cumulative" else ""
    return Entry(
        f"{_say_figure(record)}{toll}{_say_speaker(record)}: {_COUNT_ROLES[record['role']]}; "
        f"{_say_where(record)}.",
        quote=record["quote"],
    )


def _say_figure(figure: Mapping[str, Any]) -> str:
    """Say lowest, best and highest, and which of them is not known; one number where all agree."""
    low, best, high = figure["low"], figure["best"], figure["high"]
    if best is not None and low == best == high:
        return str(best)
    if best is not None and low == best and high is None:
        return f"at least {best}"
    return ", ".join(
        (
            "no best figure" if best is None else f"best {best}",
            "no lowest" if low is None else f"lowest {low}",
            "no upper bound" if high is None else f"highest {high}",
        )
    )


def _say_speaker(figure: Mapping[str, Any]) -> str:
    by = f", by the word of {figure['claimed_by']}" if figure["claimed_by"] else ""
    as_of = figure["as_of"]
    return f"{by}, as of {_say_days(as_of, as_of)}" if as_of else by


def _say_quote(quote: Mapping[str, Any]) -> Entry:
    return Entry(f"{_say_where(quote)}, for {join_words(quote['fields'])}.", quote=quote["quote"])


def _say_words(place: Mapping[str, Any]) -> str:
    """Say a few words of a report, and where they stand."""
    quote = " ".join((place["quote"] or "").split())
    return f"“{quote}”, {_say_where(place)}" if quote else _say_where(place)


def _say_where(place: Mapping[str, Any]) -> str:
    return f"{place['source']} {_say_range(place)}".rstrip()


def _say_range(place: Mapping[str, Any]) -> str:
    return "" if place["start"] is None else f"[{place['start']}, {place['end']})"


def _say_id(story: Mapping[str, Any]) -> Entry:
    has_day = story["date"]["start"] or story["date"]["end"]
    made_of = "the parties, the first day, the type and the main place"
    if not (has_day and story["places"]):
        made_of = "the parties, the type and the reports, as there is no day with a place"
    return Entry(f"{story['id']}: made of {made_of}, so that it is the same in every run.")


def _say_days(start: str | None, end: str | None, *, with_weekday: bool = False) -> str:
    first = dt.date.fromisoformat(start) if start else None
    last = dt.date.fromisoformat(end) if end else None
    return _say_date_of(DateInterval(start=first, end=last), with_weekday=with_weekday)


def _say_date_of(date: DateInterval, *, with_weekday: bool) -> str:
    words = describe_date(date)
    if with_weekday and date.start and date.start == date.end:
        return f"{WEEKDAYS[date.start.weekday()].capitalize()} {words}"
    return words
