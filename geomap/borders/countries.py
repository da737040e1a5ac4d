"""Which country a word means, for commands that take a pair of countries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from rapidfuzz import fuzz, process

from geomap.errors import BorderError
from geomap.places import fold_name

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geomap.places import Country

_SUGGESTIONS: Final = 3
_LEAST_SCORE: Final = 75.0


class CountryNames:
    """Codes and names of countries, however they are written.

    Parameters
    ----------
    countries
        By ISO alpha-3 code.
    alpha2
        ISO alpha-3 by alpha-2 codes.
    """

    def __init__(self, countries: Mapping[str, Country], alpha2: Mapping[str, str]) -> None:
        self._names = {code: country.place.name for code, country in countries.items()}
        variants = {
            _fold(name): code for code, country in countries.items() for name in country.place.names
        }
        own_names = {_fold(name): code for code, name in self._names.items()}
        codes = {code.casefold(): code for code in countries}
        short = {text.casefold(): code for text, code in alpha2.items()}
        # A name of one country may be another's variant, and a variant another's code.
        self._codes = variants | own_names | short | codes
        self._codes.pop("", None)

    def name(self, code: str) -> str:
        """Return the English name of a country by its ISO alpha-3; the code if it has none."""
        return self._names.get(code, code)

    def find(self, text: str) -> str:
        """Return the ISO alpha-3 code of the country that a name or a code of ISO 3166-1 means.

        Raises
        ------
        BorderError
            No country is called so; the message says what is written alike.
        """
        code = self._codes.get(text.strip().casefold()) or self._codes.get(_fold(text))
        if code is None:
            alike = self._suggest(_fold(text))
            hint = f" Did you mean {' or '.join(alike)}?" if alike else ""
            msg = (
                f"no country is called {text!r}.{hint} "
                "Expected an English name or a code of ISO 3166-1, such as Armenia, AM or ARM"
            )
            raise BorderError(msg)
        return code

    def _suggest(self, folded: str) -> list[str]:
        alike = process.extract(
            folded,
            [key for key in self._codes if len(key) > len("arm")],
            scorer=fuzz.ratio,
            limit=_SUGGESTIONS**2,
            score_cutoff=_LEAST_SCORE,
        )
        names = dict.fromkeys(self.name(self._codes[key]) for key, _, _ in alike)
        return list(names)[:_SUGGESTIONS]


def _fold(text: str) -> str:
    return " ".join(fold_name(text))
