"""Merging, splitting and rejecting: the fields are made anew by the rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geomap.incidents.corrections import Action, Correction
from geomap.incidents.sentences import make_sentence_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.incidents.corrections.conftest import Sample

    Row = Callable[..., Correction]

NIGHT = "ARM-AZE-2022-09-12"
UNDATED = "undated-night-of-shelling.txt"
FIRST, SECOND = "ARM-AZE-2021-07-14", "ARM-AZE-2021-07-19"


def test_two_that_are_merged_are_one_from_all_their_reports(sample: Sample, row: Row) -> None:
    a, b = sample.find(FIRST), sample.find(SECOND)
    incidents, report = sample.correct([row(Action.MERGE, a.id, value=b.id)])
    assert len(incidents) == len(sample.before) - 1
    (merged,) = (it for it in incidents if it.id == a.id)
    assert set(merged.claims) == {*a.claims, *b.claims}
    assert (merged.date.start, merged.date.end) == (a.date.start, b.date.end)
    assert merged.checked[0].field == "sources"
    assert b.id in str(merged.checked[0].was)
    assert report.applied[0].incidents == (a.id,)
    others = [it for it in incidents if it.id != a.id]
    assert others == [it for it in sample.before if it.id not in {a.id, b.id}]


def test_ids_of_a_merge_may_stand_in_one_cell(sample: Sample, row: Row) -> None:
    a, b = sample.find(FIRST), sample.find(SECOND)
    one = sample.correct([row(Action.MERGE, f"{a.id} + {b.id}")])[0]
    assert one == sample.correct([row(Action.MERGE, a.id, value=b.id)])[0]


def test_a_report_that_is_split_off_is_an_incident_of_its_own(sample: Sample, row: Row) -> None:
    whole = sample.find(NIGHT)
    incidents, report = sample.correct([row(Action.SPLIT, whole.id, value=UNDATED)])
    rest, new = (
        next(it for it in incidents if it.id == name) for name in report.applied[0].incidents
    )
    assert rest.id == whole.id
    assert {*rest.claims, *new.claims} == {*whole.claims}
    assert [sample.documents[it.document_id].source for it in new.members] == [UNDATED]
    # It was dated by the others alone.
    assert not new.date.is_known
    assert "A. Person" in new.members[0].reason
    assert new.checked
    assert rest.checked
    others = [it for it in incidents if it.id not in {rest.id, new.id}]
    assert others == [it for it in sample.before if it.id != rest.id]


def test_single_sentences_are_split_off(sample: Sample, row: Row) -> None:
    whole = sample.find("ARM-AZE-2021-07-28")
    claim = next(it for it in whole.claims if it.sub_event_type)
    key = make_sentence_key(claim, sample.documents[claim.document_id])
    incidents, report = sample.correct([row(Action.SPLIT, whole.id, value=key)])
    new = next(it for it in incidents if it.id == report.applied[0].incidents[1])
    documents = sample.documents
    assert {make_sentence_key(it, documents[it.document_id]) for it in new.claims} == {key}


def test_a_report_moves_from_one_incident_to_another(sample: Sample, row: Row) -> None:
    """A later row is of what the rows before it made."""
    whole, other = sample.find(NIGHT), sample.find("ARM-AZE-2022-09-28")
    split = row(Action.SPLIT, whole.id, value=UNDATED)
    new_id = sample.correct([split])[1].applied[0].incidents[1]
    incidents, report = sample.correct([split, row(Action.MERGE, other.id, value=new_id)])
    assert not report.unfitting
    taken = next(it for it in incidents if it.id == other.id)
    assert UNDATED in {sample.documents[it.document_id].source for it in taken.members}
    assert len(incidents) == len(sample.before)


def test_what_is_rejected_is_gone_and_corrections_of_it_are_told(sample: Sample, row: Row) -> None:
    gone = sample.find(FIRST).id
    change = row(Action.CHANGE, gone, field="killed_a", value="4")
    incidents, report = sample.correct([row(Action.REJECT, gone), change])
    assert [it.id for it in incidents] == [it for it in sample.ids if it != gone]
    assert "was rejected by another correction" in report.unfitting[0].because


def test_what_cannot_be_split_is_told(sample: Sample, row: Row) -> None:
    whole = sample.find(FIRST)
    (source,) = {sample.documents[it.document_id].source for it in whole.members}
    told = sample.explain_misfit(row(Action.SPLIT, whole.id, value="no.txt"))
    assert told == f"{whole.id} does not rest on no.txt"
    told = sample.explain_misfit(row(Action.SPLIT, whole.id, value=source))
    assert told == f"nothing would be left of {whole.id}"
