"""The shipped lines of the world: which there are, how long, whose side is where."""

from __future__ import annotations

import json
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

from geomap.borders import Borders, Section, load_borders
from geomap.borders.lines import GEOD
from geomap.folders import find_gazetteer

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

# Kilometres as the CIA World Factbook gives them.
PUBLISHED_KM = {
    # As far as China: the source draws the line of control on through the glacier.
    "IND-PAK": 3190,
    # The line of actual control where both claim the land; other lines would be longer.
    "CHN-IND": 2659,
    "AFG-PAK": 2670,
    "KOR-PRK": 237,
    # Without the coast of Crimea; the source draws the peninsula for both countries.
    "RUS-UKR": 1944,
    "ISR-SYR": 83,
    "ERI-ETH": 1033,
    "COL-VEN": 2341,
    # Kafia Kingi and Abyei are drawn for both in the source: midway between the two lines.
    "SDN-SSD": 2158,
    # The exclaves of the Ferghana valley are counted by the Factbook, and are not in the source.
    "KGZ-TJK": 984,
    # Rivers all along: the middle line between the shores.
    "CHN-PRK": 1352,
    "BGR-ROU": 605,
    "LAO-THA": 1845,
    "ARM-TUR": 311,
    # Through the mountains, without the exclave of Llivia.
    "ESP-FRA": 646,
    # The Great Lakes and Alaska are counted in both.
    "CAN-USA": 8891,
    "MEX-USA": 3155,
    "KHM-THA": 817,
    # Straight lines in the desert.
    "EGY-LBY": 1115,
    "DZA-LBY": 989,
    # A lake from end to end.
    "COD-TZA": 479,
}

NEIGHBOURS = """
    AFG: CHN IRN PAK TJK TKM UZB; AGO: COD COG NAM ZMB; ALB: GRC MKD MNE SRB XKX; AND: ESP FRA; ARE:
    OMN SAU; ARG: BOL BRA CHL PRY URY; ARM: AZE GEO IRN TUR; AUT: CHE CZE DEU HUN ITA LIE SVK SVN;
    AZE: GEO IRN RUS TUR; BDI: COD RWA TZA; BEL: DEU FRA LUX NLD; BEN: BFA NER NGA TGO; BFA: CIV GHA
    MLI NER TGO; BGD: IND MMR; BGR: GRC MKD ROU SRB TUR; BIH: HRV MNE SRB; BLR: LTU LVA POL RUS UKR;
    BLZ: GTM MEX; BOL: BRA CHL PER PRY; BRA: COL GUF GUY PER PRY SUR URY VEN; BRN: MYS; BTN: CHN
    IND; BWA: NAM ZAF ZWE; CAF: CMR COD COG SDN SSD TCD; CAN: USA; CHE: DEU FRA ITA LIE; CHL: PER;
    CHN: IND KAZ KGZ LAO MMR MNG NPL PAK PRK RUS TJK VNM; CIV: GHA GIN LBR MLI; CMR: COG GAB GNQ NGA
    TCD; COD: COG RWA SSD TZA UGA ZMB; COG: GAB; COL: ECU PAN PER VEN; CRI: NIC PAN; CUB: USA; CZE:
    DEU POL SVK; DEU: DNK FRA LUX NLD POL; DJI: ERI ETH SOM; DOM: HTI; DZA: ESH LBY MAR MLI MRT NER
    TUN; ECU: PER; EGY: ISR LBY PSE SDN; ERI: ETH SDN; ESH: MAR MRT; ESP: FRA GIB MAR PRT; EST: LVA
    RUS; ETH: KEN SDN SOM SSD; FIN: NOR RUS SWE; FRA: ITA LUX MCO; GAB: GNQ; GBR: IRL; GEO: RUS TUR;
    GHA: TGO; GIN: GNB LBR MLI SEN SLE; GMB: SEN; GNB: SEN; GRC: MKD TUR; GTM: HND MEX SLV; GUF:
    SUR; GUY: SUR VEN; HND: NIC SLV; HRV: HUN MNE SRB SVN; HUN: ROU SRB SVK SVN UKR; IDN: MYS PNG
    TLS; IND: MMR NPL PAK; IRN: IRQ PAK TKM TUR; IRQ: JOR KWT SAU SYR TUR; ISR: JOR LBN PSE SYR;
    ITA: SMR SVN VAT; JOR: PSE SAU SYR; KAZ: KGZ RUS TKM UZB; KEN: SOM SSD TZA UGA; KGZ: TJK UZB;
    KHM: LAO THA VNM; KOR: PRK; KWT: SAU; LAO: MMR THA VNM; LBN: SYR; LBR: SLE; LBY: NER SDN TCD
    TUN; LSO: ZAF; LTU: LVA POL RUS; LVA: RUS; MAF: SXM; MDA: ROU UKR; MEX: USA; MKD: SRB XKX; MLI:
    MRT NER SEN; MMR: THA; MNE: SRB XKX; MNG: RUS; MOZ: MWI SWZ TZA ZAF ZMB ZWE; MRT: SEN; MWI: TZA
    ZMB; MYS: THA; NAM: ZAF ZMB; NER: NGA TCD; NGA: TCD; NOR: RUS SWE; OMN: SAU YEM; POL: RUS SVK
    UKR; PRK: RUS; QAT: SAU; ROU: SRB UKR; RUS: UKR; RWA: TZA UGA; SAU: YEM; SDN: SSD TCD; SRB: XKX;
    SSD: UGA; SVK: UKR; SWZ: ZAF; SYR: TUR; TJK: UZB; TKM: UZB; TZA: UGA ZMB; ZAF: ZWE; ZMB: ZWE
"""
"""Countries, each with its neighbours later in the alphabet, as GeoNames lists them."""

NO_LAND_BORDER = {
    # Guantanamo Bay is leased; the source draws no line around it.
    "CUB-USA",
    # Neighbours of Serbia before Kosovo had a code of its own.
    "ALB-SRB",
}
"""Pairs that GeoNames lists and the file has not."""

MORE_BORDERS = {
    # 150 m of the Zambezi at Kazungula.
    "BWA-ZMB",
    # Special administrative regions with codes of their own.
    "CHN-HKG",
    "CHN-MAC",
}
"""Pairs that the file has and GeoNames does not list."""


@pytest.fixture(scope="module")
def borders() -> Borders:
    return load_borders(find_gazetteer() / "borders")


def iter_sections(borders: Borders) -> list[tuple[str, Section]]:
    return [(border.id, section) for border in borders for section in border.sections]


@pytest.mark.parametrize(("border_id", "published_km"), PUBLISHED_KM.items())
def test_lengths_are_within_15_per_cent_of_published_ones(
    borders: Borders, border_id: str, published_km: float
) -> None:
    border = borders.require(*border_id.split("-"))
    assert border.length_km == pytest.approx(published_km, rel=0.15)


def test_the_blue_line_is_as_long_as_the_united_nations_say(borders: Borders) -> None:
    # UNIFIL gives 120 km along the Blue Line; the Factbook's 81 km is to the Golan only.
    assert borders.require("ISR", "LBN").length_km == pytest.approx(120, rel=0.05)


def test_every_country_with_a_land_border_is_there(borders: Borders) -> None:
    assert 310 <= len(borders) <= 330
    sides = {side for border in borders for side in border.sides}
    assert len(sides) == 164
    listed = {
        f"{one}-{other}"
        for one, others in (entry.split(":") for entry in NEIGHBOURS.split(";"))
        for one, other in product([one.strip()], others.split())
    }
    assert {border.id for border in borders} == (listed - NO_LAND_BORDER) | MORE_BORDERS


def test_neighbours(borders: Borders) -> None:
    assert borders.neighbours("ARM") == ("AZE", "GEO", "IRN", "TUR")
    assert borders.neighbours("PRT") == ("ESP",)
    assert borders.neighbours("ISL") == ()
    assert len(borders.neighbours("CHN")) == 16
    assert "XKX" in borders.neighbours("SRB")


def test_straits_are_no_land_borders(borders: Borders) -> None:
    for one, other in (("DNK", "SWE"), ("FRA", "GBR"), ("MYS", "SGP"), ("RUS", "USA")):
        assert borders.get(one, other) is None


def test_sections_are_sound(borders: Borders) -> None:
    for border in borders:
        names = [section.name for section in border.sections]
        assert len(set(names)) == len(names), border.id
        lengths = [section.length_km for section in border.sections]
        assert lengths == sorted(lengths, reverse=True) or border.id == "ARM-AZE"
        for section in border.sections:
            where = f"{border.id} {section.name}"
            assert {section.left, section.right} == set(border.sides), where
            assert np.isfinite(section.coordinates).all(), where
            assert (np.diff(section.chainages_km) > 0).all(), where
            assert bool(section.start) == bool(section.end), where


def test_bounds_are_those_of_the_line(borders: Borders) -> None:
    for border in borders:
        line = shapely.total_bounds([section.line for section in border.sections])
        assert border.bounds == pytest.approx(tuple(line), abs=1e-5)


def test_the_sides_are_where_the_countries_lie(borders: Borders) -> None:
    """Hold each section against the countries of the base map, which is another source mostly."""
    countries = read_countries()
    for border_id, section in iter_sections(borders):
        # The base map draws Morocco as far as the berm in Western Sahara.
        if border_id == "ESH-MAR":
            continue
        if section.length_km >= 5 and {section.left, section.right} <= countries.keys():
            right, wrong = count_sides(section, countries)
            assert right > wrong, f"{border_id} {section.name}"


def test_ends_at_tripoints_are_shared(borders: Borders) -> None:
    line = borders.require("GEO", "TUR").section("main")
    assert {line.start, line.end} == {"sea or open water", "tripoint with Armenia"}
    end = line.coordinates[0] if "Armenia" in line.start else line.coordinates[-1]
    other = borders.require("ARM", "TUR").section("main")
    gaps = GEOD.inv(*np.tile(end, (2, 1)).T, *other.coordinates[[0, -1]].T)[2]
    assert min(gaps) < 100


def test_sections_with_names_of_their_own(borders: Borders) -> None:
    assert borders.require("AZE", "IRN").section("nakhchivan").start == "tripoint with Turkey"
    assert borders.require("ESP", "MAR").section("ceuta").length_km == pytest.approx(8, rel=0.15)
    assert borders.require("IDN", "TLS").section("oecusse").length_km > 50
    assert borders.require("CAN", "USA").section("alaska").length_km > 2000


def test_divisions_lie_along_both_sides(borders: Borders) -> None:
    divisions = borders.require("IND", "PAK").divisions
    assert {"IN-GJ", "IN-RJ", "IN-PB", "PK-SD", "PK-PB"} <= divisions.keys()
    # As the government of Rajasthan gives it.
    assert divisions["IN-RJ"].length_km == pytest.approx(1070, rel=0.15)
    assert divisions["IN-RJ"].country == "IND"


def test_stretches_cover_each_side_that_has_divisions(borders: Borders) -> None:
    for border in borders:
        for country in border.sides:
            own = [it for it in border.divisions.values() if it.country == country]
            covered = sum(
                it.length_km for it in own if it.code != "AZ-NX" or border.id != "ARM-AZE"
            )
            if own:
                # A tenth of a kilometre for each of the stretches.
                assert covered == pytest.approx(border.length_km, abs=20, rel=0.01), border.id


def read_countries() -> dict[str, BaseGeometry]:
    path = find_gazetteer() / "basemap" / "countries.geojson"
    features = json.loads(path.read_text(encoding="utf-8"))["features"]
    found = {
        feature["properties"]["iso"]: shapely.make_valid(shape(feature["geometry"]))
        for feature in features
        if feature["properties"]["iso"]
    }
    for land in found.values():
        shapely.prepare(land)
    return found


def count_sides(section: Section, countries: dict[str, BaseGeometry]) -> tuple[int, int]:
    """Return how many of some points beside a section lie in its country, and in the other."""
    right = wrong = 0
    shares, offsets_m = np.linspace(0.05, 0.95, 19), (4000, 9000)
    for share, offset_m in product(shares.tolist(), offsets_m):
        after = int(np.searchsorted(section.chainages_km, share * section.length_km))
        before, after = max(0, after - 1), max(1, after)
        (lon, lat), end = section.coordinates[before], section.coordinates[after]
        azimuth = GEOD.inv(lon, lat, *end)[0]
        for turn, side, other in (
            (-90, section.left, section.right),
            (90, section.right, section.left),
        ):
            point = shapely.Point(GEOD.fwd(lon, lat, azimuth + turn, offset_m)[:2])
            right += bool(countries[side].contains(point))
            wrong += bool(countries[other].contains(point))
    return right, wrong
