"""The gazetteer: its names, and clear words on malformed files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geomap.errors import GazetteerError
from geomap.places import Gazetteer, fold_name, load_gazetteer
from geomap.places.features import division_rank

if TYPE_CHECKING:
    from pathlib import Path

HEADER = "id,name,country,admin1,feature_code,lon,lat,radius_km,variants,source"
COUNTRIES = (
    "id,name,country,feature_code,lon,lat,variants,source,capital,demonyms\n"
    "c:1,Ruritania,RUR,PCLI,10,50,,hand,Strelsau,Ruritanian|Ruritanians\n"
)


def make_folder(folder: Path, *rows: str, countries: str = COUNTRIES, header: str = HEADER) -> Path:
    places = folder / "places"
    places.mkdir()
    (places / "countries.csv").write_text(countries, encoding="utf-8")
    (places / "here.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return folder


def test_a_gazetteer_of_two_places(tmp_path: Path) -> None:
    gazetteer = load_gazetteer(
        make_folder(
            tmp_path,
            "p:1,Strelsau,RUR,RU-ST,PPLC,10.5,50.5,,Штрельзау|Štrelsau,hand",
            "p:2,Zenda District,RUR,RU-ZE,ADM1,11,51,20,,hand",
            "p:3,Nowhere Height,RUR,RU-ZE,HLL,,,,,hand",
        ),
        cache=tmp_path,
    )
    assert [p.id for p in gazetteer.lookup(fold_name("strelsau"))] == ["p:1"]
    assert [p.id for p in gazetteer.lookup(fold_name("Штрельзау"))] == ["p:1"]
    # A division is known by its bare name as well.
    assert [p.id for p in gazetteer.lookup(fold_name("Zenda"))] == ["p:2"]
    assert gazetteer.division("RU-ZE") == gazetteer.place("p:2")
    assert gazetteer.capitals == {"p:1"}
    assert gazetteer.demonym_country(fold_name("Ruritanians")) == "RUR"
    assert gazetteer.country_name("RUR") == "Ruritania"
    assert gazetteer.country_name("XXX") == "XXX"
    nowhere = gazetteer.place("p:3")
    assert nowhere.lon is None
    assert nowhere.lat is None
    assert len(gazetteer) == 4


def test_all_faulty_lines_are_named_at_once(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path,
        "p:1,Strelsau,RUR,,PPLC,10.5,50.5,,,hand",
        "p:2,East,RUR,,PPL,ten,50.5,,,hand",
        "p:3,North,RUR,,PPL,10,150,,,hand",
        "p:4,Half,RUR,,PPL,10,,,,hand",
        "p:5,Wide,RUR,,PPL,10,50,broad,,hand",
        "p:6,Nan,RUR,,PPL,nan,50,,,hand",
    )
    with pytest.raises(GazetteerError) as caught:
        load_gazetteer(folder, cache=tmp_path)
    message = str(caught.value)
    for line in (3, 4, 5, 6, 7):
        assert f"here.csv, line {line}:" in message
    assert "line 2:" not in message


def test_a_line_with_too_few_columns_is_a_fault(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, "p:1,Strelsau,RUR")
    with pytest.raises(GazetteerError, match=r"here\.csv, line 2"):
        load_gazetteer(folder, cache=tmp_path)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    folder = make_folder(tmp_path, header=HEADER.replace(",variants", ""))
    with pytest.raises(GazetteerError, match=r"here\.csv, line 1: no column variants"):
        load_gazetteer(folder, cache=tmp_path)


def test_a_gazetteer_without_countries_is_incomplete(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match=r"countries\.csv"):
        load_gazetteer(tmp_path, cache=tmp_path)


@pytest.mark.parametrize(
    ("spellings", "place_id"),
    [
        ("Kalbajar Kəlbəcər Kelbajar Кельбаджар Քելբաջար Karvachar", "gn:586047"),
        ("Lachin Laçın Laçin Лачин", "gn:147626"),
        ("Dashkasan Dashkesan Daşkəsən Дашкесан", "gn:586771"),
        ("Gegharkunik Гегаркуник Գեղարքունիք", "gn:828261"),
        ("Basarkechar Vardenis Վարդենիս", "gn:616108"),
        ("Shusha Shushi Şuşa Шуша Շուշի", "gn:147163"),
        ("Gorus Goris Горис Գորիս", "gn:174895"),
    ],
)
def test_all_spellings_of_a_place_find_it(
    gazetteer: Gazetteer, spellings: str, place_id: str
) -> None:
    for spelling in spellings.split():
        assert place_id in {p.id for p in gazetteer.lookup(fold_name(spelling))}, spelling


def test_a_division_has_the_rank_of_its_term(gazetteer: Gazetteer) -> None:
    assert division_rank(gazetteer.place("gn:586047")) == 3  # Kalbajar District
    assert division_rank(gazetteer.place("gn:828261")) == 4  # Gegharkunik Province
    assert division_rank(gazetteer.place("gn:147435")) == 4  # an autonomous republic
