"""Collections as the page gets them: a rough line, twelve incidents. Texts and figures are made up.

Some texts carry what must stay inert in a page: markup, template syntax, script.
"""

from __future__ import annotations

import copy
from typing import Any

HOSTILE = (
    "</script><script>window.broken = 1</script> {% endraw %} {{ 7*7 }} ${alert(1)} `);alert(2);(` "
    "<img src=x onerror=alert(3)> <!-- <script> \u2028 \u2029 & \"quoted\" 'single' \\u003c"
)
HOSTILE_FILE = "<img src=x onerror=alert(4)>{{ 7*7 }}{% endraw %}.txt"

ARMENIA_MOD = "Ministry of Defence of Armenia"
AZERBAIJAN_MOD = "Ministry of Defence of Azerbaijan"

MAIN_LINE = [
    (45.01, 41.30), (45.13, 41.20), (45.08, 41.05), (45.26, 41.00), (45.60, 40.88), (45.57, 40.80),
    (45.38, 40.65), (45.52, 40.46), (45.81, 40.33), (45.98, 40.22), (45.90, 40.10), (45.60, 40.00),
    (45.79, 39.90), (46.17, 39.60), (46.36, 39.64), (46.58, 39.54), (46.53, 39.47), (46.40, 39.38),
    (46.59, 39.22), (46.44, 39.17), (46.54, 39.06), (46.53, 38.91),
]  # fmt: skip
NAKHCHIVAN_LINE = [
    (44.76, 39.71), (44.98, 39.74), (45.06, 39.79), (45.18, 39.69), (45.17, 39.63), (45.29, 39.61),
    (45.47, 39.49), (45.58, 39.57), (45.70, 39.60), (45.82, 39.52), (45.80, 39.43), (45.87, 39.35),
    (46.00, 39.27), (46.02, 39.12), (46.09, 39.03), (46.14, 38.86),
]  # fmt: skip


def make_collections() -> dict[str, Any]:
    """Return the five collections, with a title and credits, as keywords of `build_map`."""
    return copy.deepcopy(
        {
            "incidents": _collection(_INCIDENTS),
            "sites": _collection(_SITES),
            "stretches": _collection(_STRETCHES),
            "borders": _collection(_BORDERS),
            "basemap": _collection(_BASEMAP),
            "title": "Incidents along the Armenia–Azerbaijan border",
            "credits": ["Line and land: made up for tests", "Texts: made up too"],
        }
    )


def make_hostile_collections() -> dict[str, Any]:
    """Return the collections with hostile text in every field that a report or a user can fill."""
    collections = make_collections()
    collections["title"] = f"Title {HOSTILE}"
    collections["credits"] = [f"Credit {HOSTILE}"]
    incident = collections["incidents"]["features"][0]["properties"]
    for field in ("summary", "place", "place_named", "event_type", "sub_event_type"):
        incident[field] = f"{field} {HOSTILE}"
    for field in ("claimed_by", "denied_by", "confirmed_by"):
        incident[field] = [f"{field} {HOSTILE}"]
    incident["sources"] = [HOSTILE_FILE]
    incident["evidence"] = [
        _evidence(HOSTILE_FILE, 0, f"Quote {HOSTILE}", "event"),
        _evidence("javascript:alert(5)", 9, "A quote from a script address.", "event"),
        _evidence("https://example.org/report", 9, "A quote from the web.", "event"),
    ]
    incident["reasons"] = [{"source": HOSTILE_FILE, "reason": f"Reason {HOSTILE}"}]
    incident["casualties"] = [_casualty("killed", "ARM", 1, claimed_by=HOSTILE)]
    incident["checked"] = [
        {"field": "killed_a", "author": f"Author {HOSTILE}", "reason": HOSTILE, "was": HOSTILE},
        {"field": f"field {HOSTILE}", "author": "A.", "reason": "seen", "was": None},
    ]
    collections["sites"]["features"][0]["properties"]["place"] = f"Place {HOSTILE}"
    for feature in collections["basemap"]["features"]:
        feature["properties"]["name"] = f"Name {HOSTILE}"
    return collections


def _collection(features: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": features}


def _feature(geometry: dict[str, Any] | None, **properties: object) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _point(lon: float, lat: float) -> dict[str, Any]:
    return {"type": "Point", "coordinates": [lon, lat]}


def _evidence(source: str, start: int, quote: str, field: str) -> dict[str, Any]:
    return {
        "source": source,
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "field": field,
    }


def _casualty(measure: str, side: str | None, best: int | None, **others: object) -> dict[str, Any]:
    entry: dict[str, Any] = {
        "measure": measure,
        "side": side,
        "category": "unknown",
        "low": best,
        "best": best,
        "high": best,
        "scope": "event",
        "as_of": None,
        "claimed_by": None,
        "history": [],
    }
    return entry | others


def _incident(
    key: str, at: tuple[float, float] | None, dates: tuple[str | None, str | None], **others: object
) -> dict[str, Any]:
    """Return an incident with plain values wherever `others` has none."""
    source = f"{key}.txt"
    properties: dict[str, Any] = {
        "id": key,
        "date_start": dates[0],
        "date_end": dates[1],
        "date_precision": 1 if dates[0] else None,
        "date_basis": "explicit" if dates[0] else "none",
        "event_type": "Battles",
        "sub_event_type": "Armed clash",
        "status": "claimed",
        "summary": f"Armed clash near {others.get('place', 'the border')}.",
        "side_a": "ARM",
        "side_b": "AZE",
        "casualties": [],
        "place": None,
        "where_precision": 1,
        "border": "ARM-AZE",
        "border_section": "main",
        "claimed_by": [AZERBAIJAN_MOD],
        "denied_by": [],
        "confirmed_by": [],
        "sources": [source],
        "source_count": 1,
        "evidence": [
            _evidence(source, 40, f"Shots were heard at the border, says {key}.", "event")
        ],
        "reasons": [{"source": source, "reason": "the only report of it"}],
    }
    feature = _feature(_point(*at) if at else None, **(properties | others))
    return feature | {"id": key}


_SOTK_DEATHS = _casualty(
    "killed",
    "ARM",
    105,
    low=49,
    claimed_by="Prime Minister of Armenia",
    scope="cumulative",
    as_of="2022-09-14",
    category="military",
    history=[
        {
            "low": 49, "best": 49, "high": 49, "scope": "event", "as_of": "2022-09-13",
            "claimed_by": "Prime Minister of Armenia", "source": "sotk.txt", "start": 80, "end": 90,
            "role": "superseded",
        },
        {
            "low": 105, "best": 105, "high": 105, "scope": "cumulative", "as_of": "2022-09-14",
            "claimed_by": "Prime Minister of Armenia", "source": "sotk-2.txt", "start": 8, "end": 9,
            "role": "best",
        },
    ],
)  # fmt: skip

_INCIDENTS = [
    _incident(
        "sotk",
        (45.90, 40.10),
        ("2022-09-12", "2022-09-13"),
        sub_event_type="Shelling/artillery/missile attack",
        event_type="Explosions/Remote violence",
        status="confirmed_by_both",
        date_precision=2,
        place="Sotk",
        summary="Shelling near Sotk overnight; both sides report losses.",
        claimed_by=[ARMENIA_MOD],
        confirmed_by=[ARMENIA_MOD, AZERBAIJAN_MOD],
        casualties=[
            _SOTK_DEATHS,
            _casualty("killed", "AZE", 50, high=None, claimed_by=AZERBAIJAN_MOD),
            _casualty("wounded", "ARM", 6, category="civilian", claimed_by=ARMENIA_MOD),
            _casualty("captured", "AZE", 0, claimed_by=AZERBAIJAN_MOD),
        ],
        sources=["sotk.txt", "sotk-2.txt"],
        evidence=[
            _evidence("sotk.txt", 30, "Guns fired on posts near Sotk from midnight.", "event"),
            _evidence("sotk.txt", 30, "Guns fired on posts near Sotk from midnight.", "place"),
            _evidence("sotk.txt", 80, "At least 49 of our soldiers died, he said.", "casualties"),
            _evidence("sotk-2.txt", 8, "Վարչապետը հայտնեց 105 զոհի մասին։", "casualties"),
        ],
        reasons=[
            {"source": "sotk.txt", "reason": "first report of the night of 12–13 September"},
            {"source": "sotk-2.txt", "reason": "same day, same place, a later toll"},
        ],
    ),
    _incident(
        "jermuk",
        (45.792, 39.895),
        ("2022-09-13", "2022-09-13"),
        sub_event_type="Shelling/artillery/missile attack",
        event_type="Explosions/Remote violence",
        status="reported",
        place="Jermuk",
        summary="Shells hit the slopes above Jermuk; people left the town.",
        claimed_by=[],
        casualties=[_casualty("killed_or_wounded", None, None, low=3, high=None)],
    ),
    _incident(
        "jermuk-drone",
        (45.79, 39.90),
        ("2022-09-14", "2022-09-14"),
        sub_event_type="Air/drone strike",
        event_type="Explosions/Remote violence",
        status="contested",
        place="Jermuk",
        summary="Armenia reports a drone strike near Jermuk; Azerbaijan denies it.",
        claimed_by=[ARMENIA_MOD],
        denied_by=[AZERBAIJAN_MOD],
    ),
    _incident(
        "lachin",
        (46.37, 39.63),
        ("2021-11-16", "2021-11-16"),
        date_basis="weekday",
        status="confirmed_by_both",
        place="Lachin District",
        where_precision=3,
        summary="Fighting in the direction of Lachin; prisoners taken.",
        claimed_by=[AZERBAIJAN_MOD],
        confirmed_by=[ARMENIA_MOD],
        casualties=[
            _casualty("killed", "AZE", 7, claimed_by=AZERBAIJAN_MOD),
            _casualty("wounded", "AZE", 10, claimed_by=AZERBAIJAN_MOD),
            _casualty("captured", "ARM", 12, high=13, claimed_by=ARMENIA_MOD),
            _casualty(
                "killed",
                "ARM",
                None,
                low=20,
                high=20,
                claimed_by=AZERBAIJAN_MOD,
                history=[
                    {
                        "low": 20,
                        "best": 20,
                        "high": 20,
                        "scope": "event",
                        "as_of": None,
                        "claimed_by": AZERBAIJAN_MOD,
                        "source": "lachin.txt",
                        "start": 1,
                        "end": 9,
                        "role": "other_claim",
                    }
                ],
            ),
        ],
    ),
    _incident(
        "gegharkunik",
        (45.62, 40.02),
        ("2021-07-28", "2021-07-28"),
        status="denied",
        place="Gegharkunik Province",
        where_precision=4,
        summary="Azerbaijan denies a report of shelling of villages in Gegharkunik.",
        claimed_by=[],
        denied_by=[AZERBAIJAN_MOD],
        sub_event_type="Shelling/artillery/missile attack",
        event_type="Explosions/Remote violence",
    ),
    _incident(
        "tovuz",
        (45.57, 40.80),
        ("2020-07-12", "2020-07-16"),
        date_precision=2,
        status="confirmed_by_both",
        place="Movses",
        summary="Days of fighting between Movses and Aghdam.",
        casualties=[_casualty("killed", "AZE", 12), _casualty("killed", "ARM", 5)],
    ),
    _incident(
        "yeraskh",
        (44.76, 39.71),
        ("2021-07-20", "2021-07-20"),
        place="Yeraskh",
        border_section="nakhchivan",
        summary="Exchange of fire at Yeraskh; a village head is wounded.",
        claimed_by=[ARMENIA_MOD],
        casualties=[_casualty("wounded", "ARM", 1, category="civilian")],
    ),
    _incident(
        "mine",
        (46.44, 39.17),
        ("2023-04-11", "2023-04-11"),
        sub_event_type="Remote explosive/landmine/IED",
        event_type="Explosions/Remote violence",
        status="reported",
        place="Kapan",
        summary="A vehicle drives on a mine south of Kapan.",
        claimed_by=[],
    ),
    _incident(
        "shepherd",
        (45.38, 40.65),
        (None, "2023-09-26"),
        date_basis="dateline",
        sub_event_type="Abduction/forced disappearance",
        event_type="Violence against civilians",
        place="Chambarak",
        summary="A shepherd is taken across the line near Chambarak.",
        claimed_by=[ARMENIA_MOD],
    ),
    _incident(
        "villages",
        (45.08, 41.05),
        ("2024-04-19", "2024-04-19"),
        date_basis="linked",
        sub_event_type="Agreement",
        event_type="Strategic developments",
        status="confirmed_by_both",
        place="Voskepar",
        summary="Both sides agree on the course of the border near four villages.",
    ),
    _incident(
        "unlocated",
        None,
        ("2022-09-13", "2022-09-13"),
        place_named="Height 2461",
        where_precision=None,
        summary="A post on an unnamed height is taken and given back.",
    ),
    _incident("undated", None, (None, None), summary="A clash, told without a day or a place."),
]


def _site(key: str, at: tuple[float, float] | None, **others: object) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "incident_id": key,
        "role": "at",
        "country": "ARM",
        "admin1": None,
        "where_precision": 1,
        "border": "ARM-AZE",
        "border_section": "main",
        "border_method": "nearest_point",
        "main": True,
    }
    return _feature(_point(*at) if at else None, **(properties | others))


_SITES = [
    _site(
        "sotk", (45.90, 40.10), place="Sotk", place_named="Zod", admin1="AM-GR", border_km=268.4,
        border_offset_km=3.2, uncertainty_km=5.0, place_lon=45.86, place_lat=40.20,
    ),
    _site(
        "sotk", (45.60, 40.00), place="Verin Shorzha", place_named="Verin Shorzha", main=False,
        border_km=305.0, border_offset_km=7.5, uncertainty_km=5.0, place_lon=45.65, place_lat=40.08,
    ),
    _site(
        "jermuk", (45.792, 39.895), place="Jermuk", place_named="Istisu", admin1="AM-VD",
        border_km=360.0, border_offset_km=11.0, uncertainty_km=12.0, place_lon=45.67,
        place_lat=39.84,
    ),
    _site(
        "lachin", (46.37, 39.63), place="Lachin District", place_named="Lachin", role="direction",
        country="AZE", where_precision=3, border_km=450.0, border_offset_km=0.0,
        uncertainty_km=60.0, border_method="stretch",
    ),
    _site("unlocated", None, place="Height 2461", place_named="Height 2461", where_precision=None),
]  # fmt: skip

_STRETCHES = [
    _feature(
        {"type": "LineString", "coordinates": [list(point) for point in MAIN_LINE[13:18]]},
        incident_id="lachin", place="Lachin District", section="main", from_km=400.0, to_km=520.0,
    ),
    _feature(
        {
            "type": "MultiLineString",
            "coordinates": [[list(point) for point in MAIN_LINE[8:12]]],
        },
        incident_id="gegharkunik", place="Gegharkunik", section="main", from_km=200.0, to_km=340.0,
    ),
]  # fmt: skip

_BORDERS = [
    _feature(
        {"type": "LineString", "coordinates": [list(point) for point in line]},
        border="ARM-AZE", section=section, a="ARM", b="AZE", length_km=length_km,
    )
    for section, line, length_km in (
        ("main", MAIN_LINE, 520.0),
        ("nakhchivan", NAKHCHIVAN_LINE, 210.0),
    )
]  # fmt: skip


def _land(iso: str, name: str, *ring: tuple[float, float]) -> dict[str, Any]:
    coordinates = [[list(point) for point in (*ring, ring[0])]]
    return _feature(
        {"type": "Polygon", "coordinates": coordinates}, kind="country", iso=iso, name=name
    )


_BASEMAP = [
    _land("ARM", "Armenia", *MAIN_LINE, *reversed(NAKHCHIVAN_LINE), (43.5, 40.2), (43.5, 41.1)),
    _land("AZE", "Azerbaijan", *MAIN_LINE, (48.9, 38.4), (49.5, 40.4), (48.0, 41.8), (46.5, 41.2)),
    _land("AZE", "Azerbaijan", *NAKHCHIVAN_LINE, (45.4, 38.9)),
    _feature(
        {
            "type": "Polygon",
            "coordinates": [[[45.0, 40.6], [45.4, 40.3], [45.4, 40.2], [45.0, 40.4], [45.0, 40.6]]],
        },
        kind="lake", iso=None, name="Sevan",
    ),
    _feature(
        {"type": "LineString", "coordinates": [[45.0, 40.0], [45.6, 40.0]]},
        kind="division", iso="AM-GR", name="Gegharkunik",
    ),
    _feature(_point(44.51, 40.18), kind="place", iso="ARM", name="Yerevan"),
    _feature(_point(46.36, 40.68), kind="place", iso="AZE", name="Ganja"),
    _feature(_point(46.34, 39.51), kind="place", iso="ARM", name="Goris"),
]  # fmt: skip
