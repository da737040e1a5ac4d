"""The protocol behind which claims are made: geomap's rules, or a reader of one's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geomap

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from geomap.claims import ResolvedDocument
    from geomap.model import Claim, Document

ENGLISH = (
    "Yerevan, September 13, 2022. Azerbaijani artillery shelled the village of Sotk on Tuesday, "
    "wounding two soldiers, the Armenian defence ministry said.\n"
)
TURKISH = (
    "Ankara, 13 Eylül 2022. Iğdır yakınlarında sınırda çıkan çatışmada iki asker yaralandı, "
    "bakanlık konuyla ilgili yazılı bir açıklama yaptı.\n"
)


class _Reader:
    """A reader that reads one language and finds nothing."""

    versions = {"reader": "7"}  # noqa: RUF012 - as the protocol has it

    def __init__(self) -> None:
        self.seen: list[ResolvedDocument] = []

    def reads(self, language: str | None) -> bool:
        return language == "tr"

    def may_report(self, document: Document) -> bool:
        return bool(document.text)

    def tells_event(self, document: Document) -> bool:
        return bool(document.text)

    def extract(self, documents: Iterable[ResolvedDocument]) -> list[Claim]:
        self.seen.extend(documents)
        return []


def _write(folder: Path) -> None:
    (folder / "en.txt").write_text(ENGLISH, encoding="utf-8")
    (folder / "tr.txt").write_text(TURKISH, encoding="utf-8")


def test_a_language_without_rules_is_counted_and_its_places_are_found(tmp_path: Path) -> None:
    _write(tmp_path)
    result = geomap.run(tmp_path)
    assert {claim.document_id for claim in result.claims} == {"en.txt"}
    record = result.run_record
    assert record["unread_languages"] == {"tr": 1}
    assert {d["source"]: d["language"] for d in record["documents"]} == {
        "en.txt": "en",
        "tr.txt": "tr",
    }
    found = {r.mention.text for r in result.resolutions["tr.txt"] if r.place}
    assert "Iğdır" in found
    assert [report["is_read"] for report in result.explain()] == [True, False]


def test_another_reader_takes_the_place_of_the_rules(tmp_path: Path) -> None:
    _write(tmp_path)
    reader = _Reader()
    result = geomap.run(tmp_path, extractor=reader)
    assert [found.document.source for found in reader.seen] == ["tr.txt"]
    assert any(r.mention.text == "Iğdır" for r in reader.seen[0].resolutions)
    assert result.claims == ()
    assert result.run_record["rules"] == {"reader": "7"}
    assert result.run_record["unread_languages"] == {"en": 1}
