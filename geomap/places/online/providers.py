"""The services that can be asked: each sends its question through geopy and reads its answer."""

from __future__ import annotations

import warnings
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Final, Protocol, TypeVar

import msgspec
from geopy.exc import GeopyError
from geopy.geocoders import GeoNames, Nominatim, Pelias, Photon

from geomap.model import Place, Record
from geomap.places.online import rows
from geomap.places.online.adapter import (
    RequestFailedError,
    SingleRequestAdapter,
    explain_failure,
)
from geomap.places.online.features import NoPlaceError
from geomap.places.online.records import FailureKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

_LANGUAGE: Final = "en"
_LIMIT: Final = 10
"""Places of an answer that are kept: enough to tell homonyms from each other."""
_ODBL: Final = "© OpenStreetMap contributors, ODbL 1.0"
_PELIAS_LICENCES: Final = {
    "geonames": "GeoNames, CC BY 4.0",
    "openaddresses": "OpenAddresses",
    "openstreetmap": _ODBL,
    "whosonfirst": "Who's On First, CC BY 4.0",
}
_Row = TypeVar("_Row")


class Access(Record):
    """How a provider is reached."""

    host: str
    scheme: str
    user_agent: str
    timeout_s: float
    user: str | None = None
    key: str | None = None


class Reading(Record):
    """An answer as read."""

    places: tuple[Place, ...]
    licence: str
    unreadable: int
    """Rows without identity, name or point on the Earth."""


class Provider(Protocol):
    """A service that knows places by their names."""

    default_host: ClassVar[str | None]
    """Its public host; ``None`` when there is none."""
    needs_user: ClassVar[bool]

    def __init__(self, access: Access, *, alpha3: Mapping[str, str]) -> None:
        """Keep how the service is reached, and alpha-3 by alpha-2 codes of the countries."""

    def ask(self, name: str, *, countries: Sequence[str]) -> Reading:
        """Send one request for a name, within countries of ISO alpha-2 codes if there are any.

        Raises
        ------
        RequestFailedError
            When no answer comes that can be read.
        """


class _Service:
    """What the providers share: one request, and its answer as the host sent it."""

    def __init__(self, access: Access, *, alpha3: Mapping[str, str]) -> None:
        self._access = access
        self._alpha3 = alpha3

    @cached_property
    def _adapter(self) -> SingleRequestAdapter:
        return SingleRequestAdapter(proxies=None, ssl_context=None)

    @cached_property
    def _options(self) -> dict[str, Any]:
        """Options that geopy's geocoders have in common."""
        return {
            "adapter_factory": lambda **_: self._adapter,
            "domain": self._access.host,
            "scheme": self._access.scheme,
            "timeout": self._access.timeout_s,
            "user_agent": self._access.user_agent,
        }

    def _send(self, geocode: Callable[..., object], name: str, **options: Any) -> object:  # noqa: ANN401 - options of geopy
        """Send the request, and return the answer that geopy got."""
        try:
            with warnings.catch_warnings():
                # geopy warns of coordinates that are read again here, and counted.
                warnings.simplefilter("ignore")
                geocode(name, exactly_one=False, **options)
        except GeopyError as error:
            raise explain_failure(error) from error
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # geopy gives up on the whole answer for a single row that it cannot read.
            if self._adapter.response is None:
                message = f"the answer is not of the service's form: {error}"
                raise RequestFailedError(FailureKind.MALFORMED, message) from error
        return self._adapter.response

    def _read(
        self, found: Sequence[object], row_type: type[_Row], make_place: Callable[[_Row], Place]
    ) -> tuple[list[Place], int]:
        """Make places of the rows, and count those that cannot be read."""
        places: dict[str, Place] = {}
        faults: list[str] = []
        for row in found:
            try:
                place = make_place(msgspec.convert(row, row_type, strict=False))
            except NoPlaceError:
                continue
            except (msgspec.ValidationError, ValueError) as error:
                faults.append(str(error))
            else:
                places.setdefault(place.id, place)
        if faults and not places:
            message = f"no row of the answer can be read: {faults[-1]}"
            raise RequestFailedError(FailureKind.MALFORMED, message)
        return list(places.values())[:_LIMIT], len(faults)

    def _country(self, alpha2: str | None) -> str | None:
        return self._alpha3.get(alpha2.upper()) if alpha2 else None


class NominatimProvider(_Service):
    """OpenStreetMap through Nominatim's ``/search``."""

    default_host: ClassVar[str | None] = "nominatim.openstreetmap.org"
    needs_user: ClassVar[bool] = False

    def ask(self, name: str, *, countries: Sequence[str]) -> Reading:
        """Send one request for a name; see `Provider.ask`."""
        response = self._send(
            Nominatim(**self._options).geocode,
            name,
            addressdetails=True,
            country_codes=[code.lower() for code in countries] or None,
            language=_LANGUAGE,
            limit=_LIMIT,
            namedetails=True,
        )
        found = _convert(response, list[Any])
        places, unreadable = self._read(found, rows.NominatimRow, self._make_place)
        licences = [row.get("licence") for row in found if isinstance(row, dict)]
        licence = next((text for text in licences if isinstance(text, str) and text), _ODBL)
        return Reading(places=tuple(places), licence=licence, unreadable=unreadable)

    def _make_place(self, row: rows.NominatimRow) -> Place:
        return rows.nominatim_place(row, country=self._country(row.country_code))


class PhotonProvider(_Service):
    """OpenStreetMap through Photon's ``/api``."""

    default_host: ClassVar[str | None] = "photon.komoot.io"
    needs_user: ClassVar[bool] = False

    def ask(self, name: str, *, countries: Sequence[str]) -> Reading:
        """Send one request for a name; Photon has no filter by country. See `Provider.ask`."""
        # What is left out afterwards must not crowd out what is wanted.
        limit = _LIMIT * 3 if countries else _LIMIT
        response = self._send(
            Photon(**self._options).geocode, name, language=_LANGUAGE, limit=limit
        )
        found = _convert(response, rows.FeatureCollection).features
        places, unreadable = self._read(found, rows.PhotonFeature, self._make_place)
        return Reading(places=tuple(places), licence=_ODBL, unreadable=unreadable)

    def _make_place(self, row: rows.PhotonFeature) -> Place:
        return rows.photon_place(row, country=self._country(row.properties.countrycode))


class GeoNamesProvider(_Service):
    """GeoNames' ``/searchJSON``, for those who have an account there."""

    default_host: ClassVar[str | None] = "secure.geonames.org"
    needs_user: ClassVar[bool] = True

    def ask(self, name: str, *, countries: Sequence[str]) -> Reading:
        """Send one request for a name; see `Provider.ask`."""
        geocoder = GeoNames(self._access.user, **self._options)
        response = self._send(geocoder.geocode, name, country=list(countries) or None)
        found = _convert(response, rows.GeoNamesResult).geonames
        places, unreadable = self._read(found, rows.GeoNamesRow, self._make_place)
        return Reading(places=tuple(places), licence="GeoNames, CC BY 4.0", unreadable=unreadable)

    def _make_place(self, row: rows.GeoNamesRow) -> Place:
        return rows.geonames_place(row, country=self._country(row.country_code))


class PeliasProvider(_Service):
    """A Pelias service's ``/v1/search``: OpenStreetMap, Who's On First, GeoNames and others."""

    default_host: ClassVar[str | None] = None
    needs_user: ClassVar[bool] = False

    def ask(self, name: str, *, countries: Sequence[str]) -> Reading:
        """Send one request for a name; see `Provider.ask`."""
        geocoder = Pelias(api_key=self._access.key, **self._options)
        response = self._send(
            geocoder.geocode, name, countries=list(countries) or None, language=_LANGUAGE
        )
        collection = _convert(response, rows.FeatureCollection)
        places, unreadable = self._read(collection.features, rows.PeliasFeature, self._make_place)
        # The source stands first in Pelias' ids: "openstreetmap:venue:node/1".
        sources = sorted({place.id.split(":")[2] for place in places})
        credits_ = [_PELIAS_LICENCES.get(source, source) for source in sources]
        licence = "; ".join(credits_) or _ODBL
        return Reading(places=tuple(places), licence=licence, unreadable=unreadable)

    def _make_place(self, row: rows.PeliasFeature) -> Place:
        alpha3 = row.properties.country_a
        return rows.pelias_place(row, country=alpha3 or self._country(row.properties.country_code))


PROVIDERS: Final[dict[str, type[Provider]]] = {
    "nominatim": NominatimProvider,
    "photon": PhotonProvider,
    "geonames": GeoNamesProvider,
    "pelias": PeliasProvider,
}


def _convert(response: object, form: type[_Row]) -> _Row:
    """Read the frame of an answer; its rows are read one by one."""
    try:
        return msgspec.convert(response, form, strict=False)
    except msgspec.ValidationError as error:
        message = f"the answer is not of the service's form: {error}"
        raise RequestFailedError(FailureKind.MALFORMED, message) from error
