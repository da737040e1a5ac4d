"""Countries by code and by name."""

from __future__ import annotations

import pytest

from geomap.borders.countries import CountryNames
from geomap.errors import BorderError
from geomap.folders import find_gazetteer
from geomap.places import load_gazetteer


@pytest.fixture(scope="module")
def names() -> CountryNames:
    gazetteer = load_gazetteer(find_gazetteer())
    return CountryNames(gazetteer.countries, gazetteer.alpha3)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("ARM", "ARM"),
        ("arm", "ARM"),
        ("am", "ARM"),
        ("Armenia", "ARM"),
        ("ARMENIA ", "ARM"),
        ("Армения", "ARM"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("Burma", "MMR"),
        ("south sudan", "SSD"),
        ("Côte d'Ivoire", "CIV"),
        ("XKX", "XKX"),
        ("Georgia", "GEO"),
    ],
)
def test_codes_and_names(names: CountryNames, text: str, code: str) -> None:
    assert names.find(text) == code


def test_a_name_that_is_none_gets_what_is_written_alike(names: CountryNames) -> None:
    with pytest.raises(BorderError, match=r"no country is called 'Armenai'\. Did you mean Armenia"):
        names.find("Armenai")
    with pytest.raises(BorderError, match=r"'qqqqqq'\. Expected an English name or a code"):
        names.find("qqqqqq")


def test_a_code_without_a_name_stands_for_itself(names: CountryNames) -> None:
    assert names.name("ARM") == "Armenia"
    assert names.name("QQQ") == "QQQ"
