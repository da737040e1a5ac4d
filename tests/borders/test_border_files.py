"""The shipped line: its ends, its lengths, and the divisions along it."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from typing import TYPE_CHECKING

import pytest
from shapely.geometry import LinearRing

from geomap.folders import find_gazetteer

if TYPE_CHECKING:
    from geomap.borders import Border

FOLDER = find_gazetteer() / "borders"

# Kilometres along the best line at hand, without enclaves.
EASTERN_KM = {"AZ-KAL": 122, "AZ-LAC": 117, "AZ-ZAN": 95, "AZ-QBI": 63, "AZ-TOV": 50, "AZ-AGA": 20}
EXCLAVE_KM = {"AZ-SAH": 68, "AZ-ORD": 66, "AZ-CUL": 15, "AZ-NX": 251}
ARMENIAN_KM = {"AM-SU": 408, "AM-GR": 189, "AM-VD": 126}


def test_sections_start_at_the_tripoints(border: Border) -> None:
    main, nakhchivan = border.sections
    assert (main.name, main.start) == ("main", "Georgian tripoint")
    assert main.line.coords[0] == pytest.approx((45.0138, 41.2965), abs=0.001)
    assert main.line.coords[-1] == pytest.approx((46.5340, 38.8672), abs=0.001)
    assert (nakhchivan.name, nakhchivan.start) == ("nakhchivan", "Turkish tripoint")
    assert nakhchivan.line.coords[0] == pytest.approx((44.7637, 39.7144), abs=0.001)
    assert nakhchivan.line.coords[-1] == pytest.approx((46.1443, 38.8425), abs=0.001)


def test_lengths(border: Border) -> None:
    assert 600 < border.section("main").length_km < 720
    assert 200 < border.section("nakhchivan").length_km < 260
    assert border.length_km == pytest.approx(905, abs=5)


def test_no_gap_is_left_between_the_pieces(border: Border) -> None:
    for section in border.sections:
        steps_km = section.chainages_km[1:] - section.chainages_km[:-1]
        assert steps_km.min() > 0
        # The longest straight piece of the source; the widest water is 1.9 km.
        assert steps_km.max() < 5.5
        assert section.line.is_simple


@pytest.mark.parametrize(
    ("code", "expected_km"), [*EASTERN_KM.items(), *EXCLAVE_KM.items(), *ARMENIAN_KM.items()]
)
def test_stretches_are_within_a_fifth_of_a_better_line(
    border: Border, code: str, expected_km: float
) -> None:
    assert border.divisions[code].length_km == pytest.approx(expected_km, rel=0.2)


def test_gadabay_without_the_enclave_inside_it(border: Border) -> None:
    # 116 km on the better line, of which the edge of Artsvashen is about 28.
    assert border.divisions["AZ-GAD"].length_km == pytest.approx(116 - 28, rel=0.2)


def test_dashkasan(border: Border) -> None:
    # 9.5 km on the better line.
    assert 7 <= round(border.divisions["AZ-DAS"].length_km, 1) <= 10


def test_each_side_is_covered_once_from_end_to_end(border: Border) -> None:
    runs = defaultdict(list)
    for division in border.divisions.values():
        if division.code != "AZ-NX":
            for stretch in division.stretches:
                runs[stretch.section, division.country].append((stretch.from_km, stretch.to_km))
    assert len(runs) == 4
    for (section, _), parts in runs.items():
        ordered = sorted(parts)
        assert ordered[0][0] == 0
        assert ordered[-1][1] == pytest.approx(border.section(section).length_km, abs=0.001)
        assert [end for _, end in ordered[:-1]] == [start for start, _ in ordered[1:]]


def test_districts_follow_each_other_from_north_to_south(border: Border) -> None:
    codes = ["QAZ", "AGA", "TOV", "GAD", "DAS", "KAL", "LAC", "QBI", "ZAN"]
    starts = [border.divisions[f"AZ-{code}"].stretches[0].from_km for code in codes]
    assert starts == sorted(starts)


def test_files_are_plain_geojson() -> None:
    for path in FOLDER.glob("*.geojson"):
        collection = json.loads(path.read_text(encoding="utf-8"))
        assert set(collection) == {"type", "features"}
        for feature in collection["features"]:
            assert feature["id"]
            assert "OpenStreetMap contributors" in feature["properties"]["source"]
            assert feature["properties"]["border"] == "ARM-AZE"


def test_enclave_rings_are_right_handed() -> None:
    text = (FOLDER / "ARM-AZE.enclaves.geojson").read_text(encoding="utf-8")
    for feature in json.loads(text)["features"]:
        assert LinearRing(feature["geometry"]["coordinates"][0]).is_ccw


def test_every_division_is_in_the_gazetteer(border: Border) -> None:
    path = find_gazetteer() / "places" / "armenia-azerbaijan.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    named = {row["admin1"]: row["name"] for row in rows if row["feature_code"].startswith("ADM")}
    for division in border.divisions.values():
        assert named[division.code] == division.name
