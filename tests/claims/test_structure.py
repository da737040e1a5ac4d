"""Which lines are a report's text, and where its sentences end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.structure import (
    iter_blocks,
    iter_headings,
    iter_paragraphs,
    iter_sentences,
    split_sentences,
)
from geomap.model import Document

FIRST = "Mortar fire was heard above the village before dawn on Tuesday."
SECOND = "Two conscripts were wounded, the ministry told reporters."


def sentences_of(text: str, *, body_start: int = 0) -> list[str]:
    document = Document(id="a", source="a.txt", text=text, body_start=body_start)
    return [sentence.text for sentence in iter_sentences(document)]


@pytest.mark.parametrize(
    "line",
    [
        "READ MORE: Talks on the border are to go on in Brussels next week.",
        "Read also: Three soldiers were killed near the lake, ministry says.",
        "READ MORE:",
        "See also: how the border was drawn in the nineteen-twenties.",
        "Related stories: a battle that nobody remembers any longer.",
        "0 Comments",
        "1,204 views",
        "3 min read",
        "Loading...",
        "Subscribe to our newsletter",
        "Share",
        "Advertisement",
        "By Jane Doe and John Roe in the southern hills.",
        "Reporting by A. Person in the city; editing by B. Person.",
        "(File photo: a soldier looks across the valley in May.)",
        "Photo: a burnt-out truck on the road to the pass.",
        "Soldiers at a post near the border, archive",
        "© 2022 The Agency. All rights reserved to the agency.",
        "#border #clash",
        "https://example.org/news/the-border-is-closed-again.",
        "Tags: border, army, ministry of the one and the other.",
        "Source: the agency, by its own account of what happened.",
    ],
)
def test_furniture_is_no_text(line: str) -> None:
    assert sentences_of(f"{FIRST}\n\n{line}\n\n{SECOND}\n") == [FIRST, SECOND]


@pytest.mark.parametrize(
    "block",
    [
        "READ MORE:\n\nEight soldiers buried after a battle in the hills",
        "READ MORE: Eight soldiers buried after a battle in the hills",
        "READ MORE:\nEight soldiers buried after a battle in the hills",
    ],
)
def test_read_more_is_no_text_in_both_its_forms(block: str) -> None:
    assert sentences_of(f"{FIRST}\n\n{block}\n\n{SECOND}\n") == [FIRST, SECOND]


def test_a_headline_is_no_text() -> None:
    assert sentences_of(f"Eight soldiers killed in new border battle\n\n{FIRST}\n") == [FIRST]


def test_the_header_is_no_text() -> None:
    header = " date 2022-09-14 "
    text = f"{header}Eight soldiers killed in the hills\n\n{FIRST}\n"
    assert sentences_of(text, body_start=len(header)) == [FIRST]


def test_a_sentence_over_a_blank_line_is_one() -> None:
    head = "Five border guards were wounded by mortar fire near the pass on Tuesday,"
    tail = "the ministry of defence said in the evening."
    (found,) = sentences_of(f"{head}\n\n{tail}\n\n{SECOND}\n")[:1]
    assert found.split() == f"{head} {tail}".split()


def test_a_sentence_told_twice_counts_once() -> None:
    again = FIRST.replace(" ", "  ").upper()
    assert sentences_of(f"{FIRST}\n\n{again}\n\n{SECOND}\n\n{FIRST}\n") == [FIRST, SECOND]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_lines_broken_at_a_width_are_joined(line_end: str) -> None:
    words = (f"{FIRST} {SECOND} " * 3 + "It was over when the sun rose above the pass.").split()
    lines, line = [], ""
    for word in words:
        if len(line) + len(word) > 60:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    text = line_end.join([*lines, line])
    found = [" ".join(sentence.split()) for sentence in sentences_of(text)]
    assert found == [FIRST, SECOND, "It was over when the sun rose above the pass."]


def test_a_short_text_broken_at_a_width_is_joined() -> None:
    lines = (
        "Two shots were fired at a customs post on the upper bridge before dawn\n"
        "on Tuesday.  Sergeant Ali Karim died of his wounds.\n\n   The ministry gave no names.\n"
    )
    assert [" ".join(it.split()) for it in sentences_of(lines)] == [
        "Two shots were fired at a customs post on the upper bridge before dawn on Tuesday.",
        "Sergeant Ali Karim died of his wounds.",
        "The ministry gave no names.",
    ]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Gen. A. Khan spoke at 5 p.m. local time of the fire. Nobody was hurt.", 2),
        ("The fire ceased at 5.30 p.m. The ministry said so.", 2),
        ("Posts were shelled from Nov. 16 on. It went on.", 2),
        ("The U.S. envoy came. He left.", 2),
        ("The Chilean--U.S. Institute was bombed. Nobody was hurt.", 2),
        ("“Nobody was hurt.” That was what he said.", 2),
        ("Some 3.5 km of the road were shelled.", 1),
        ("Who fired first? Each says the other! Nobody saw it…", 3),
        ("Col. Smith said so", 1),
    ],
)
def test_where_a_sentence_ends(text: str, count: int) -> None:
    assert len(list(split_sentences(text, 0, len(text)))) == count


@pytest.mark.parametrize(
    "dateline",
    [
        "GORIS / KAPAN, 14 September 2022 (Border News) — ",
        "YEREVAN, July 28 (Agency) - ",
        "BAKU — ",
        "YEREVAN, Sept. 13, 2022 – ",
        "Yerevan, 28 Jul 21 (Agency) -- [Text] ",
    ],
)
def test_the_dateline_is_no_part_of_the_sentence(dateline: str) -> None:
    assert sentences_of(f"{dateline}{FIRST}\n") == [FIRST]


@pytest.mark.parametrize("first", ["FIVE", "THE", "SEVENTEEN"])
def test_a_first_word_in_capitals_is_no_dateline(first: str) -> None:
    text = f"{first} Saurian guards were hurt at the ford on Tuesday night."
    assert sentences_of(f"{text}\n") == [text]


def test_sentences_in_a_quotation_know_it() -> None:
    text = "“We were under fire all night. Nobody slept,” a man said. It was quiet later on.\n"
    found = list(iter_sentences(Document(id="a", source="a.txt", text=text)))
    assert [sentence.in_quote for sentence in found] == [False, True, False]


@given(
    st.lists(
        st.sampled_from(
            [FIRST, SECOND, "READ MORE:", "Headline here", "\r\n", "\n\n", "\n", " ", "“", "”", ","]
        )
    ).map("".join)
    | st.text()
)
def test_a_sentences_text_is_that_of_its_range(text: str) -> None:
    document = Document(id="a", source="a.txt", text=text)
    last = 0
    for sentence in iter_sentences(document):
        assert last <= sentence.start < sentence.end <= len(text)
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text == sentence.text.strip()
        last = sentence.end
    for start, end in iter_paragraphs(document):
        assert 0 <= start <= end <= len(text)


def test_a_line_that_ends_in_an_abbreviation_goes_on() -> None:
    wrapped = (
        "A bomb was thrown tonight from a car that nobody could describe at the U.S.\n"
        "embassy, and a guard who stood in front of its gate lost two of his fingers\n"
        "before he could get away. The police said that four men were in the car, and\n"
        "that its number plates were those of a van that had been stolen on Friday in\n"
        "another part of the city. Nobody has said so far that it was his doing there.\n"
    )
    assert len(sentences_of(wrapped)) == 3
    assert "U.S. embassy, and a guard" in " ".join(sentences_of(wrapped)[0].split())


_LINES = st.lists(
    st.sampled_from(
        (
            "Two soldiers were killed near the village on Monday, officials said.",
            "It was the third clash there in a week, and the ministry,",
            "wrapped at a width that no sentence minds and that goes on",
            "BAKU, May 3 (Agency) - “Nobody was hurt,” a spokesman said.”)",
            "A headline without an end",
            "",
        )
    ),
    max_size=12,
)


@given(lines=_LINES, end=st.sampled_from(("\n", "\r\n", "\n\n", " \n")))
def test_no_sentence_crosses_a_block(lines: list[str], end: str) -> None:
    document = Document(id="a", source="a.txt", text=end.join(lines))
    blocks = list(iter_blocks(document.text))
    for sentence in iter_sentences(document):
        assert any(sentence.text in block for block in blocks)


def test_the_labels_of_a_digests_paragraphs_are_headings() -> None:
    text = (
        "SECURITY ROUND-UP\n\nMANDERA. Two officers were wounded by a mine near Lafey at dawn.\n\n"
        "Rural Garissa: A camp was fired on at night, and nobody was hurt there.\n"
    )
    found = [
        text[start:end]
        for start, end, _ in iter_headings(Document(id="a", source="a.txt", text=text))
    ]
    assert found == ["MANDERA", "Rural Garissa"]


def test_one_label_alone_is_a_dateline() -> None:
    text = "A mine near Lafey\n\nMANDERA: Two officers were wounded by a mine on the road.\n"
    assert list(iter_headings(Document(id="a", source="a.txt", text=text))) == []


@pytest.mark.parametrize("line", ["Baku denied this.", "Kabul had no comment."])
def test_a_short_line_that_is_somebodys_word_is_text(line: str) -> None:
    assert sentences_of(f"{FIRST}\n\n{line}\n\n{SECOND}\n") == [FIRST, line, SECOND]
    assert sentences_of(f"{line[:-1]}\n\n{FIRST}\n") == [FIRST]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r", "\n\n"])
def test_a_block_ends_with_a_line_that_ends_its_sentence(line_end: str) -> None:
    lines = ["It rained.", "Gen.", "Petrov of the U.S.", "army came", "in a truck.", "He left"]
    blocks = list(iter_blocks(line_end.join(lines)))
    assert blocks == ["It rained.", line_end.join(lines[1:5]), "He left"]


@pytest.mark.parametrize(
    ("line", "is_told"),
    [
        ("It rained on all of the valley.”)", True),
        ("“It rained on all of the valley!”  ", True),
        ("It rained on all of the valley", False),
        ("It rained on all of the valley:", False),
        ("It rained on all of the fields of the long and narrow valley,", True),
        ("It rained on all of the fields of the long and narrow valley –", True),
    ],
)
def test_a_paragraph_ends_with_a_mark(line: str, *, is_told: bool) -> None:
    document = Document(id="a", source="a", text=f"{line}\n")
    assert bool(list(iter_paragraphs(document))) is is_told


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("He met Gen. Petrov. They left.", 2),
        ("He came at 5 a.m. Petrov left.", 1),
        ("He met J. Petrov\nof the U.S. Army. They left.", 2),
        ("He left the house.\nThe house. The end.", 3),
    ],
)
def test_a_point_behind_an_abbreviation_ends_no_sentence(text: str, count: int) -> None:
    assert len(list(split_sentences(text, 0, len(text)))) == count
