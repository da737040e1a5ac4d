"""Remarks, counted."""

from __future__ import annotations

from geomap.documents import Remark, RemarkKind, RemarkLog


def remark(source: str, text: str = "a=b", kind: RemarkKind = RemarkKind.COLUMNS) -> Remark:
    return Remark(source=source, kind=kind, text=text, got=source.upper())


def test_what_says_the_same_is_counted() -> None:
    log = RemarkLog()
    log.add_all(remark(f"f{number}") for number in range(7))
    log(remark("g", "c=d"))
    first, second = log.notices
    assert (first.count, first.sources, first.got) == (7, ("f0", "f1", "f2", "f3", "f4"), "F0")
    assert str(first) == "f0 and 6 more: columns: a=b ('F0')"
    assert second.count == 1


def test_files_left_aside_are_listed_apart() -> None:
    log = RemarkLog()
    for name in ("b.pdf", "a.pdf"):
        log(remark(name, kind=RemarkKind.LEFT_ASIDE))
    assert log.notices == ()
    assert log.left_aside == ("a.pdf", "b.pdf")


def test_the_number_of_notices_is_bounded() -> None:
    log = RemarkLog()
    log.add_all(remark("f", str(number)) for number in range(5000))
    assert len(log.notices) == 1000
