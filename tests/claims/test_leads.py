"""The words with which the matches of an expression begin."""

from __future__ import annotations

import re
from importlib import import_module
from typing import Any

import pytest

from geomap.claims.leads import find_leads

PARSER: Any = import_module("re._parser")


@pytest.mark.parametrize(
    ("pattern", "leads"),
    [
        (r"\bclash(?:es|ed)?\b", {"|clas"}),
        (r"\b(?:hit|fired)\s+on\b", {"|hit|", "|fired"}),
        (r"\b(?:the\s+)?army\b", {"|the|", "|army"}),
        (r"\b(?:the|a)\s+(?:\w+\s+){0,3}army", {"|the|", "|a|"}),
        (r"\b(?:\w+\s+)?army", set()),
        (r"\b\d{1,2}\s+men|\bnone", {"|0", "|none"}),
        (r"\b(?:[a-f]|x)", set()),
        (r"\bm[ae]n\b", {"|man|", "|men|"}),
        (r"(?<!\w)an?(?!\w)", {"|a|", "|an|"}),
        (r"(?<![\w.])un(?![.\w])", {"|un|"}),
        (r"(?<!x)an?", set()),
        (r"shell", set()),
        (r"\bSHELL", {"|shel"}),
        (r"\b(?=x)shell", {"|shel"}),
        (r"\bé", set()),
        (r"\bcafé", {"|caf"}),
        (r"\b(?:an)+y", {"|an"}),
    ],
)
def test_how_a_match_begins(pattern: str, leads: set[str]) -> None:
    assert find_leads(PARSER.parse(pattern, re.IGNORECASE)) == leads
