"""Names of divisions: the English one, and the variants that a report may use.

GeoNames' names come without their language here, CLDR's by codes that may since mean another
division, Natural Earth's now and then belong to the wrong polygon. So a name is taken only if
another source has the same one or one much like it, and foreign words for "province" stay out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from anyascii import anyascii

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from division_sources import Area, Unit

MOST_VARIANTS: Final = 8
MOST_SPELLINGS: Final = 3
SHORTEST_VARIANT: Final = 4
SHORTEST_BARE: Final = 3
MOST_WORDS: Final = 5
LEAST_LIKENESS: Final = 0.75

TERMS: Final = frozenset(
    "Canton County Department District Division Governorate Krai Municipality Oblast Parish "
    "Prefecture Province Raion Region Voivodeship".split()
)
"""English words that tell a division from its seat when they follow its name."""

STATE_TERMS: Final = frozenset(("State", "Republic", "Territory", "Emirate", "Island", "Atoll"))
"""The same, but left off a name that says enough without."""

LOCAL_TERMS: Final = {"oblast": "Oblast", "kray": "Krai", "krai": "Krai"}
"""Words in local names that English takes over; such divisions always bear their term."""

COMMON_WORDS: Final = frozenset(
    "Atlantic Capital Central Centre Coast Delta East Eastern Highlands Islands Lagoons Lakes "
    "Littoral Maritime Middle Mountain North Northeast Northeastern Northern Northwest "
    "Northwestern North-Eastern North-Western North-East North-West Plateau Plateaux River Savanes "
    "South Southeast Southeastern Southern Southwest Southwestern South-Eastern South-Western "
    "South-East South-West Upper West Western Hauts-Bassins Nord Sud Est Ouest Norte Sul Leste "
    "Upper-East Upper-West Pool Bay Lower Rivers Jura Mary Male Bath Union Concord Progress "
    "Liberty Victoria Sal Boa Mono Man Lori Sofia Diana Sava Ash Van Batman Nan "
    "Tartar Bar Moray Mobile Rest".split()
)
"""Names that mean nothing alone, or another thing: they keep their term and have no bare form."""

BARRED_FOLDS: Final = frozenset(
    "apache chin deli free hail kara meta mon mora pan para pest ruse self shan sila ties vale vas "
    "vena".split()
)
"""What a variant must not become in Latin letters without diacritics ("Şelf", "Тиес")."""

NATIVE_LANGUAGES: Final[dict[str, tuple[str, ...]]] = {
    **dict.fromkeys(
        "AE BH DJ DZ EG EH IQ JO KM KW LB LY MA MR OM PS QA SA SD SY TD TN YE SO ER".split(),
        ("ar",),
    ),
    **dict.fromkeys(("IR", "AF", "TJ"), ("fa",)),
    **dict.fromkeys(("GR", "CY"), ("el", "tr")),
    "PK": ("ur",),
    "IN": ("ur",),
    "IL": ("he", "ar"),
    "UA": ("uk",),
    "BY": ("be",),
    "BG": ("bg",),
    "MK": ("mk",),
    "KZ": ("kk",),
    "KG": ("ky",),
    "GE": ("ka",),
    "AM": ("hy",),
    **dict.fromkeys(("RS", "ME", "BA", "XK"), ("sr",)),
}
REPORT_LANGUAGES: Final = ("ru", "tr")
"""Languages of reports that are read beside English; their names are wanted everywhere."""

SCRIPTS: Final = frozenset("LATIN CYRILLIC ARMENIAN GEORGIAN ARABIC GREEK HEBREW".split())

_TERM = re.compile(
    r"^(?:the )?(?:state|province|region|department|district|county|republic|municipality|"
    r"governorate|parish|canton|prefecture|islands?) of (?:the )?|"
    r" (?:autonomous )?(?:canton|county|department|departament|district|division|governorate|"
    r"krai|kray|municipality|oblast'?|parish|prefecture|province|quarter|raion|region|"
    r"voivodeship|state|sheng|oblysy|voblasć|novads|kraj|apskritis|län|županija|atoll)$",
    re.IGNORECASE,
)
# How names of the other languages begin that say "province of".
_FOREIGN_START: Final = frozenset(
    "Arrondissement Bezirk Cantone Canton Collectivité Comunidad Concelho Condado Contae Cúige "
    "Departamento Departament Departement Departementu Département Dipartimento District "
    "Districtus Distretto Distrito Estado Estat Etat État Gouvernorat Gobernación Județul "
    "Judeţul Kanton Kaunti Kraj Land Meẖoz Mkoa Município Municipio Municipiul Občina Okrug "
    "Okres Općina Opština Parroquia Parròquia Periféreia Perifereia Prefectura Provinca "
    "Province Provincia Provincie Provins Provinsi Provinz Província Raionul Region Regione "
    "Región Região Région Regija Staat State Stato Wilaya Wilayah Województwo Woiwodschaft "
    "Autonomous Autonomía Dunhu Territoire Territorio Território Ostān Ostan Velayat Co County "
    "Territorial Yuzhno Dakuṇu Oblast Comarca Chantun Komuna Muḩāfaz̧at Wilāyat Commune Koruška "
    "Zhupa".split()
)
_ARABIC_TERM = re.compile(r"^(?:محافظة|ولاية|منطقة|استان|اُستانِ|ولایت|إمارة|قطاع|شعبية|مديرية) ")
_TURKISH_TERM = re.compile(
    r" (?:[İI]li|Vilayeti|Eyaleti|Bölgesi|Valiliği|İdari Bölgesi|Departman[ıo]|"
    r"Rayonu|Belediyesi|Yönetimi|Voyvodalığı|Kantonu)$"
)
_SLAVIC_ADJECTIVE = re.compile(r"sk(?:a|aya|iy|yy|oy)(?: \w+)?$")
_PHONETIC: Final = frozenset("ʁɔɛʿʾ")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NameSources:
    """What names are chosen from."""

    cldr: Mapping[str, Mapping[str, str]]
    """By language and ISO 3166-2 code."""
    towns: Collection[tuple[str, str]]
    """ISO alpha-2 and name of each town."""
    units: Mapping[str, Collection[str]]
    """By ISO alpha-2, the bare names that more than one division of the country bears."""


def choose_names(
    unit: Unit, area: Area | None, sources: NameSources
) -> tuple[str, tuple[str, ...]]:
    """Return the English name of a division and its variants.

    The full name ("Kharkiv Oblast") is taken where a town of the country bears the bare one, or
    where the bare one means nothing alone ("Northern"); the bare one is then a variant.

    Parameters
    ----------
    unit
        The division.
    area
        The one area of Natural Earth that is the division, if there is one.
    sources
        Names by code, and the names of towns and other divisions.
    """
    bare = choose_bare_name(unit, area, sources)
    term = _find_term(unit, bare)
    is_common = (
        bare in COMMON_WORDS
        or bare in sources.units.get(unit.country, ())
        or unit.feature_code == "ADM2"
    )
    is_seat = any((unit.country, name) in sources.towns for name in (bare, unit.name))
    is_full = is_common or (is_seat and term in TERMS) or term in LOCAL_TERMS.values()
    name = bare
    if term and is_full and term not in bare.split(" "):
        name = f"{bare} {term}"
    variants = _collect_variants(unit, area, sources, bare=bare)
    if is_common:
        # A part of a common word's phrase is a common word again ("Nord", "Kuzey").
        return name, _first_of_each((it for it in variants if " " in it), but=name)
    if name == bare:
        return name, _first_of_each(variants, but=name)
    offered = variants if len(bare) < SHORTEST_BARE else [bare, *variants]
    return name, _first_of_each(offered, but=name)


def choose_bare_name(unit: Unit, area: Area | None, sources: NameSources) -> str:
    """Return the English name without its term: one that two sources agree on, if there is."""
    own = [strip_term(name) for name in (unit.name, *unit.aliases) if _is_latin(name)]
    offered = [sources.cldr["en"].get(unit.code, "")]
    if area is not None:
        offered += [area.names.get("en", ""), area.names.get("", "")]
    candidates = [strip_term(name) for name in offered if name and _is_latin(name)]
    folded = {fold_letters(name) for name in own}
    for name in candidates:
        if fold_letters(name) in folded:
            return name
    for name in candidates:
        if any(are_alike(name, other) for other in own):
            return name
    english = [strip_term(alias) for alias in unit.aliases if strip_term(alias) != alias]
    return next((name for name in english if _is_latin(name)), strip_term(unit.name))


def strip_term(name: str) -> str:
    """Return a name without its word for "province", but no empty or one-letter rest."""
    rest = _TERM.sub("", name.strip().partition(",")[0]).strip()
    return rest if len(rest) > 1 else name.strip()


@lru_cache(maxsize=200_000)
def fold_letters(name: str) -> str:
    """Return a name in lower-case ASCII letters only, so that spellings can be compared."""
    return "".join(letter for letter in anyascii(name).lower() if letter.isalnum())


def are_alike(name: str, other: str) -> bool:
    """Tell whether two names are spellings of one, or one begins the other ("Tula", "Tulskaya")."""
    one, two = sorted((fold_letters(name), fold_letters(other)), key=len)
    if len(one) >= SHORTEST_VARIANT and two.startswith(one):
        return True
    return SequenceMatcher(None, one, two).ratio() >= LEAST_LIKENESS


def _find_term(unit: Unit, bare: str) -> str:
    """Return the English word for what the division is, as its aliases or ISO have it."""
    for word in unit.name.casefold().replace("'", "").split(" "):
        if word in LOCAL_TERMS:
            return LOCAL_TERMS[word]
    for alias in unit.aliases:
        rest, _, last = alias.rpartition(" ")
        if last.capitalize() in TERMS | STATE_TERMS and are_alike(rest, bare):
            return last.capitalize()
    words = unit.type.split(" ")
    return words[-1].capitalize() if words[-1].capitalize() in TERMS | STATE_TERMS else ""


def _collect_variants(
    unit: Unit, area: Area | None, sources: NameSources, *, bare: str
) -> Iterator[str]:
    """Yield names: local, other English, native, Russian, Turkish; the likeliest first."""
    offered = [unit.name, strip_term(unit.name), *(area.others if area else ())]
    own_name = area.names.get("", "") if area else ""
    spellings = [*offered, own_name, *map(strip_term, unit.aliases)]
    latin = [
        name
        for name in spellings
        if _is_latin(name) and is_useful(name) and (name.isascii() or name == unit.name)
    ]
    alike = [name for name in latin if are_alike(name, bare) or name == unit.name]
    yield from _first_of_each(alike, but=bare)[:MOST_SPELLINGS]
    for language in (*NATIVE_LANGUAGES.get(unit.country, ()), *REPORT_LANGUAGES):
        name = _find_name(language, unit, area, sources, bare=bare)
        if name and is_useful(name):
            yield name


def _find_name(
    language: str, unit: Unit, area: Area | None, sources: NameSources, *, bare: str
) -> str:
    """Return the name in a language, of a source whose English name is that of the division."""
    tables: list[Mapping[str, str]] = []
    if area is not None:
        tables.append(area.names)
    tables.append({it: names.get(unit.code, "") for it, names in sources.cldr.items()})
    for names in tables:
        if names.get(language) and are_alike(strip_term(names.get("en", "")), bare):
            composed = unicodedata.normalize("NFC", names[language]).replace("\u0301", "")
            return _TURKISH_TERM.sub("", _ARABIC_TERM.sub("", composed)).strip()
    return ""


def is_useful(name: str) -> bool:
    """Tell whether a variant is one name, in a script that is read, and no list, code or phrase."""
    words = name.split(" ")
    if any(mark in name for mark in ",;()/|:0123456789") or "  " in name:
        return False
    if len(name) < SHORTEST_VARIANT or len(words) > MOST_WORDS or name.endswith("."):
        return False
    if not name[0].isalpha() or (name[0].islower() and _script_of(name) != "GEORGIAN"):
        return False
    if name in COMMON_WORDS or fold_letters(name) in BARRED_FOLDS:
        return False
    if _script_of(name) not in SCRIPTS or _PHONETIC & set(name):
        return False
    return not _is_latin(name) or _is_latin_name(name, words)


def _is_latin_name(name: str, words: list[str]) -> bool:
    """Tell whether a Latin name begins and ends like one, without a foreign word for province."""
    if name.isupper() or words[0] in _FOREIGN_START:
        return False
    return not _SLAVIC_ADJECTIVE.search(name) and not (len(words) > 1 and words[-1][0].islower())


def _is_latin(name: str) -> bool:
    return bool(name) and _script_of(name) == "LATIN"


def _script_of(name: str) -> str:
    first = next((letter for letter in name if letter.isalpha()), " ")
    return unicodedata.name(first, "").split(" ")[0]


def _first_of_each(names: Iterable[str], *, but: str) -> tuple[str, ...]:
    """Return the names that differ by more than case and diacritics, in order, without one."""
    seen = {_fold_key(but)}
    kept = []
    for name in names:
        if _fold_key(name) not in seen:
            seen.add(_fold_key(name))
            kept.append(name)
    return tuple(kept[:MOST_VARIANTS])


def _fold_key(name: str) -> str:
    """Return what two names share that only differ by case, diacritics or marks, in one script."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    letters = "".join(letter for letter in parts if letter.isalnum())
    return fold_letters(name) if _is_latin(name) else letters
