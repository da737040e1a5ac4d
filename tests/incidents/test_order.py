"""What is read beside an event, and in which order, changes nothing about it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geomap.borders import Borders, load_borders
from geomap.claims import ResolvedDocument, RuleExtractor
from geomap.documents import read_corpus
from geomap.incidents import (
    attach_to_borders,
    find_copies,
    link_claims,
    link_clusters,
    make_incidents,
)
from geomap.incidents.partitions import link_in_parts
from geomap.model import Claim, Document, Incident
from geomap.places import load_gazetteer, recase, resolve_document
from geomap.settings import LinkingSettings

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

ROOT = Path(__file__).parents[2]
FOLDERS = ("corpus", "tests/reports/borders", "tests/reports/development")


class Read(NamedTuple):
    """Reports and what they say."""

    borders: Borders
    documents: list[Document]
    claims: list[Claim]
    whole: tuple[Incident, ...] = ()
    """What comes of all of them."""

    def link(self, documents: list[Document]) -> list[Incident]:
        """Link the claims of some of the reports."""
        chosen = {document.id: number for number, document in enumerate(documents)}
        claims = [claim for claim in self.claims if claim.document_id in chosen]
        claims.sort(key=lambda claim: chosen[claim.document_id])
        found = link_claims(
            documents, claims, borders=self.borders, within_km=50.0, settings=LinkingSettings()
        )
        return attach_to_borders(found, borders=self.borders, within_km=50.0)


@pytest.fixture(scope="module")
def read(gazetteer_folder: Path) -> Read:
    gazetteer = load_gazetteer(gazetteer_folder)
    borders = load_borders(gazetteer_folder / "borders")
    extractor = RuleExtractor(gazetteer, borders)
    documents = list(read_corpus([ROOT / folder for folder in FOLDERS]).documents)
    prose = [recase(document, gazetteer) for document in documents]
    claims = [
        claim
        for document in prose
        for claim in extractor.extract(
            [ResolvedDocument(document, resolve_document(document, gazetteer))]
        )
    ]
    found = Read(borders, documents, claims)
    return found._replace(whole=tuple(found.link(documents)))


@pytest.mark.checkout
@settings(deadline=None, max_examples=5)
@given(order=st.randoms(use_true_random=False))
def test_the_order_of_files_does_not_matter(read: Read, order: random.Random) -> None:
    documents = list(read.documents)
    order.shuffle(documents)
    assert tuple(read.link(documents)) == read.whole


@pytest.mark.checkout
@settings(deadline=None, max_examples=5)
@given(data=st.data())
def test_a_part_of_the_corpus_gives_the_incidents_of_its_reports(
    read: Read, data: st.DataObject
) -> None:
    groups = _find_groups(read.whole, read.documents)
    chosen = data.draw(st.sets(st.sampled_from(range(len(groups)))))
    sources = {source for number in chosen for source in groups[number]}
    found = read.link([document for document in read.documents if document.id in sources])
    expected = [i for i in read.whole if {m.document_id for m in i.members} <= sources]
    assert found == expected


def _find_groups(incidents: Sequence[Incident], documents: list[Document]) -> list[set[str]]:
    """Put documents that share an incident into one group."""
    groups = [{document.id} for document in documents]
    for incident in incidents:
        sources = {member.document_id for member in incident.members}
        united = set().union(*(group for group in groups if group & sources))
        groups = [group for group in groups if not group & sources] + [united]
    return groups


@pytest.mark.checkout
def test_a_later_report_keeps_the_ids_of_all(read: Read) -> None:
    """Without the last report of each incident of several, the others' ids are the same."""
    several = [incident for incident in read.whole if len(incident.members) > 1]
    ids = {m.document_id: i.id for i in several for m in i.members}
    days = {document.id: document.published for document in read.documents}
    assert len(several) > 5
    for incident in several:
        dated = [(day, it.document_id) for it in incident.members if (day := days[it.document_id])]
        # Of one day none is the later one.
        if not dated or min(dated)[0] == max(dated)[0]:
            continue
        last = max(dated)[1]
        found = read.link([document for document in read.documents if document.id != last])
        kept = {i.id for i in found}
        others = {ids[it.document_id] for it in incident.members if it.document_id != last}
        assert others <= kept


@pytest.mark.checkout
def test_names_of_files_decide_nothing(read: Read) -> None:
    """Names in the other order give the same incidents, but for the names."""
    last = len(read.documents)
    names = {it.id: f"{last - number:04}.txt" for number, it in enumerate(read.documents)}
    renamed = msgspec.convert(
        _rename(msgspec.to_builtins((read.documents, read.claims)), names),
        tuple[list[Document], list[Claim]],
    )
    other = Read(read.borders, *renamed)

    def tell(reason: str) -> str:
        # "One battle, by what such a report tells of its days."
        for name, other_name in names.items():
            reason = reason.replace(name, other_name)
        return reason

    def outline(incidents: Sequence[Incident]) -> list[str]:
        texts = [
            (i.id, i.date, i.status, i.claimed_by, sorted(tell(m.reason) for m in i.members))
            for i in incidents
        ]
        return sorted(repr(_rename(msgspec.to_builtins(text), names)) for text in texts)

    assert outline(other.link(other.documents)) == outline(read.whole)


def _rename(value: object, names: dict[str, str]) -> object:
    if isinstance(value, dict):
        return {key: _rename(it, names) for key, it in value.items()}
    if isinstance(value, (list, tuple)):
        return [_rename(it, names) for it in value]
    if isinstance(value, str):
        name, mark, number = value.partition("#")
        return names.get(name, name) + mark + number
    return value


@pytest.mark.checkout
def test_linking_in_parts_gives_the_incidents_of_linking_at_once(read: Read) -> None:
    """Undated reports and copies among them."""
    options: dict[str, Any] = {
        "borders": read.borders,
        "within_km": 50.0,
        "settings": LinkingSettings(),
        "copies": find_copies(read.documents),
    }
    whole = link_clusters(read.documents, read.claims, **options)
    with patch("geomap.incidents.assemble.link_in_parts", partial(link_in_parts, size=5)):
        parted = link_clusters(read.documents, read.claims, run=map, **options)
    copies = options["copies"]
    assert make_incidents(parted, copies) == make_incidents(whole, copies)
