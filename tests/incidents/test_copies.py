"""Copies of one article are one voice."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.incidents import Copies, KnownCopies, Version, find_copies, make_sketch
from geomap.incidents.sketches import hash_runs, measure_containment, pair_alike
from geomap.model import Document, Incident, Status

LinkReports = Callable[..., list[Incident]]

LEAD = (
    "Azerbaijani units opened fire on Armenian posts near Sotk on Tuesday, killing two men, the "
    "Armenian defence ministry said."
)
REST = (
    "The shooting went on for three hours and died down at nightfall. Farmers brought their herds "
    "down from the summer meadows, and the school of the next village stayed shut.\n\n"
    "The head of the village told the agency that windows were broken in a dozen houses and that "
    "nobody had slept. Two mines had been found on the road a week before."
)
ARTICLE = f"Fire at the border\n\n{LEAD}\n\n{REST}\n"
COPY = f"The Gazette, from the agency\n\nNight of fire\n\n{LEAD} {REST[:200]}\n"
UPDATE = ARTICLE.replace("killing two men", "killing four men")
OTHER = (
    "Armenian units opened fire on Azerbaijani posts near Sotk on Tuesday, the defence ministry of "
    "Azerbaijan said. It had answered the fire with all the means at its disposal, it said, and "
    "the other side had fallen silent before long.\n"
)


def make_documents(**texts: tuple[str, str | None]) -> list[Document]:
    return [
        Document(
            id=name,
            source=f"{name}.txt",
            text=text,
            published=dt.date.fromisoformat(day) if day else None,
        )
        for name, (text, day) in texts.items()
    ]


def versions_of(copies: Copies) -> dict[str, tuple[str, bool]]:
    return {it.document_id: (it.original, it.is_update) for it in copies.versions}


def test_a_cut_copy_and_an_update_go_back_to_the_first() -> None:
    documents = make_documents(
        c=(COPY, "2022-09-16"),
        o=(OTHER, "2022-09-14"),
        a=(ARTICLE, "2022-09-14"),
        u=(UPDATE, "2022-09-15"),
    )
    expected = {"u": ("a", True), "c": ("a", False)}
    assert versions_of(find_copies(documents)) == expected
    assert versions_of(find_copies(documents[::-1])) == expected


def test_of_one_day_the_whole_article_is_the_original() -> None:
    documents = make_documents(a=(COPY, "2022-09-14"), b=(ARTICLE, "2022-09-14"))
    assert versions_of(find_copies(documents)) == {"a": ("b", False)}


def test_what_calls_itself_updated_comes_later() -> None:
    updated = UPDATE.replace("Fire at the border", "Fire at the border (updated 22:40)") + "More."
    documents = make_documents(a=(updated, "2022-09-14"), b=(ARTICLE, "2022-09-14"))
    assert versions_of(find_copies(documents)) == {"a": ("b", True)}


def test_a_copy_that_lost_its_day_is_no_original() -> None:
    documents = make_documents(a=(ARTICLE, None), b=(COPY, "2022-09-15"))
    assert versions_of(find_copies(documents))["a"][0] == "b"


@pytest.mark.parametrize("texts", [(), ("",), ("", ""), ("One word.", "Two words."), (LEAD, OTHER)])
def test_no_copies(texts: tuple[str, ...]) -> None:
    documents = make_documents(**{f"d{n}": (text, None) for n, text in enumerate(texts)})
    assert find_copies(documents).versions == ()


def test_a_short_text_is_a_copy_only_where_all_of_it_is_the_same() -> None:
    short = "Two men were killed near Sotk on Tuesday."
    same = make_documents(a=(short, "2022-09-14"), b=(short, "2022-09-15"))
    assert versions_of(find_copies(same)) == {"b": ("a", False)}
    other = make_documents(a=(short, "2022-09-14"), b=(short.replace("Sotk", "Tegh"), None))
    assert find_copies(other).versions == ()


@given(st.text(alphabet="abc \n", max_size=60), st.text(alphabet="abc \n", max_size=60))
def test_containment_is_a_share_and_whole_of_what_is_cut(a: str, b: str) -> None:
    ours, theirs = hash_runs(a), hash_runs(b)
    assert 0.0 <= measure_containment(ours, theirs) <= 1.0
    assert measure_containment(ours, theirs) == measure_containment(theirs, ours)
    if len(ours):
        assert measure_containment(ours, hash_runs(f"{a} {b}")) == 1.0


PASSAGES = (ARTICLE, COPY, UPDATE, OTHER, REST, f"{OTHER}\n{REST}", "Two men were killed.", "")
DESKS = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(PASSAGES), max_size=8)


@given(DESKS, DESKS)
def test_what_an_earlier_run_found_changes_nothing(
    before: dict[str, str], after: dict[str, str]
) -> None:
    def find(texts: dict[str, str], known: KnownCopies) -> Copies:
        return find_copies(make_documents(**{k: (v, None) for k, v in texts.items()}), known=known)

    first = find(before, KnownCopies())
    assert first.known is not None
    second, alone = find(after, first.known), find(after, KnownCopies())
    assert second.versions == alone.versions
    assert second.known == alone.known


@given(st.lists(st.sampled_from(PASSAGES[:-1]), max_size=9), st.sets(st.integers(0, 8)))
def test_only_pairs_with_a_new_text_are_compared(texts: list[str], new: set[int]) -> None:
    sketches = [
        make_sketch(Document(id=str(number), source="", text=text))
        for number, text in enumerate(texts)
    ]
    chosen = [number for number in range(len(texts)) if number in new]
    everything = [(a, b) for a, others in pair_alike(sketches, range(len(texts))) for b in others]
    found = [(a, b) for a, others in pair_alike(sketches, chosen) for b in others]
    assert found == [pair for pair in everything if new & set(pair)]
    assert all(a < b for a, b in everything)
    equal = {(a, b) for b in range(len(texts)) for a in range(b) if texts[a] == texts[b]}
    assert equal <= set(everything)


def test_pairs_are_the_same_however_many_are_new(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = make_documents(**{f"d{n}": (PASSAGES[n % 6], None) for n in range(12)})
    sketches = [make_sketch(document) for document in documents]
    one_by_one = list(pair_alike(sketches, range(12)))
    monkeypatch.setattr("geomap.incidents.sketches._FEW", -1)
    assert list(pair_alike([sketches[0], sketches[3]], [0])) == []
    monkeypatch.setattr("geomap.incidents.sketches._AT_ONCE", 1)
    assert list(pair_alike(sketches, range(12))) == one_by_one
    assert {a for a, _ in pair_alike(sketches, [3])} == {
        a for a, others in one_by_one if a == 3 or 3 in others
    }


def test_texts_with_a_phrase_in_common_are_not_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    # Of a million texts each shares a phrase with thousands: that would be tens of millions.
    words = [f"word{number}" for number in range(5_000)]
    chosen = random.Random(1)  # noqa: S311 - no secret
    phrases = [" ".join(chosen.choices(words, k=8)) for _ in range(20)]
    texts = [
        f"{' '.join(chosen.choices(words, k=200))} {chosen.choice(phrases)}." for _ in range(600)
    ]
    texts.append(" ".join(texts[7].split()[:60]))
    sketches = [
        make_sketch(Document(id=str(number), source="", text=text))
        for number, text in enumerate(texts)
    ]
    assert list(pair_alike(sketches, range(len(texts)))) == [(7, [600])]
    monkeypatch.setattr("geomap.incidents.sketches._LEAST_SAME", 2)
    assert len(list(pair_alike(sketches, range(len(texts))))) > 10


def test_voices_and_who_speaks() -> None:
    copies = Copies(
        Version(document_id=name, original="a", is_update=is_update, containment=1.0)
        for name, is_update in (("b", False), ("c", True))
    )
    assert copies.count_voices("abcd") == 2
    assert copies.list_speaking("abcd") == {"a", "c", "d"}
    assert copies.list_speaking("bd") == {"b", "d"}
    assert [copies.is_version(name) for name in "abcd"] == [True, True, True, False]


def link(link_reports: LinkReports, **texts: tuple[str | None, str]) -> Incident:
    (incident,) = link_reports(dict(texts), find_copies=find_copies)
    return incident


def test_copies_are_one_voice_and_keep_their_place_among_the_sources(
    link_reports: LinkReports,
) -> None:
    incident = link(
        link_reports,
        a=("2022-09-14", ARTICLE),
        c=("2022-09-16", COPY),
        u=("2022-09-15", UPDATE),
        o=("2022-09-14", OTHER),
    )
    assert {member.document_id for member in incident.members} == {"a", "c", "u", "o"}
    assert incident.voice_count == 2
    assert incident.sites[0].document_count == 2
    reasons = {member.document_id: member.reason for member in incident.members}
    assert reasons["c"].startswith("copy of a; ")
    assert reasons["u"].startswith("an updated version of a; ")
    assert incident.status is Status.CONFIRMED_BY_BOTH


def test_a_copy_confirms_nothing(link_reports: LinkReports) -> None:
    copy = ARTICLE.replace("the Armenian defence ministry said", "Russian peacekeepers said")
    incident = link(link_reports, a=("2022-09-14", ARTICLE), c=("2022-09-15", copy))
    assert incident.status is Status.CLAIMED
    assert incident.confirmed_by == ()


def test_figures_of_an_update_take_the_place_of_the_earlier_ones(
    link_reports: LinkReports,
) -> None:
    fewer = ARTICLE.replace("killing two men", "killing five men")
    incident = link(link_reports, a=("2022-09-14", fewer), u=("2022-09-14", f"Updated\n\n{UPDATE}"))
    (killed,) = [it for it in incident.casualties if it.measure == "killed"]
    assert (killed.low, killed.best, killed.high) == (4, 4, 4)
    assert {(it.best, it.role) for it in killed.history} == {(5, "superseded"), (4, "best")}


def test_a_copy_goes_where_its_original_goes(link_reports: LinkReports) -> None:
    """A week later, "on Tuesday" is another Tuesday."""
    incident = link(link_reports, a=("2022-09-14", ARTICLE), c=("2022-09-22", COPY))
    assert incident.date.start == incident.date.end == dt.date(2022, 9, 13)
    (copy,) = [member for member in incident.members if member.document_id == "c"]
    assert copy.date_basis == "linked"
    assert "tells it in the words of a" in copy.reason
