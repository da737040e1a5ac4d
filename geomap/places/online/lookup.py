"""Asking an online service for names that the gazetteer lacks: cached, paced, never fatal."""

from __future__ import annotations

import datetime as dt
import logging
import re
import time
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Final

from geomap import __version__
from geomap.errors import OnlineError
from geomap.places.fold import fold_name
from geomap.places.online.adapter import RequestFailedError
from geomap.places.online.cache import MAX_PAUSE_S, AnswerCache, CacheKey, StoredAnswer
from geomap.places.online.providers import PROVIDERS, Access
from geomap.places.online.records import (
    AnswerStatus,
    FailureCount,
    FailureKind,
    OnlineAnswer,
    OnlineReport,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Self

    from geomap.model import Place
    from geomap.places.online.providers import Provider
    from geomap.places.online.records import OnlineSettings

MAX_FAILURES: Final = 3
"""Failures in a row after which a service is not asked again."""

_MAX_NAME: Final = 200
_LONGEST_WAIT_S: Final = 60.0
_ALPHA3: Final = re.compile(r"[A-Z]{3}")

_log = logging.getLogger(__name__)


class OnlineGeocoder:
    """Looks names up with one online service.

    Constructing it sends nothing and opens nothing. Not for several threads; several processes may
    share one cache, and then keep one pace together.

    Parameters
    ----------
    settings
        Provider, host, pace and cache.
    alpha3
        ISO 3166-1 alpha-3 codes of the countries by their alpha-2 codes, upper case.
    key
        API key, which some Pelias services ask for. Kept out of the settings, and so of every file.
    clock, sleep
        Seconds since the epoch, and waiting for seconds.

    Raises
    ------
    OnlineError
        When the provider is unknown, or lacks a user name or a host.
    """

    def __init__(
        self,
        settings: OnlineSettings,
        *,
        alpha3: Mapping[str, str],
        key: str | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._settings = settings
        self._alpha2 = {three: two for two, three in alpha3.items()}
        self._secrets = tuple(secret for secret in (key, settings.user) if secret)
        self._clock = clock
        self._sleep = sleep
        self._provider, self._host = _make_provider(settings, alpha3=alpha3, key=key)
        self._cache = AnswerCache(settings.cache)
        self._counts: Counter[str] = Counter()
        self._failures: dict[FailureKind, FailureCount] = {}
        self._failed_in_row = 0
        self._stopped: str | None = None
        self._licences: set[str] = set()

    def locate(self, name: str, *, countries: Iterable[str] = ()) -> OnlineAnswer:
        """Look a name up, in the cache first.

        Parameters
        ----------
        name
            As a report spells it.
        countries
            ISO alpha-3 codes; places of other countries, and of none, are left out. Empty for the
            whole world.

        Returns
        -------
        OnlineAnswer
            Failures are answers as well: see ``status``, ``failure`` and ``message``.

        Raises
        ------
        OnlineError
            When a country is no alpha-3 code, or the cache is the database of another program.
        """
        asked = " ".join(unicodedata.normalize("NFC", name).split())
        chosen = _check_countries(countries)
        if not fold_name(asked) or len(asked) > _MAX_NAME:
            return self._leave(asked, f"no name to ask for: {asked[:40]!r}")
        cache_key = CacheKey(
            provider=self._settings.provider,
            host=self._host.lower(),
            name=asked.casefold(),
            countries=",".join(chosen),
        )
        stored = self._cache.find(cache_key)
        if stored is None and self._stopped:
            return self._leave(asked, self._stopped)
        if stored is None:
            return self._ask(asked, chosen, cache_key)
        return self._give(asked, stored, from_cache=True)

    def report(self) -> OnlineReport:
        """Return what all look-ups so far came to."""
        return OnlineReport(
            provider=self._settings.provider,
            host=self._host,
            asked=self._counts["asked"],
            answered=self._counts["answered"],
            empty=self._counts["empty"],
            from_cache=self._counts["from_cache"],
            not_asked=self._counts["not_asked"],
            unreadable_rows=self._counts["unreadable_rows"],
            failed=tuple(self._failures[kind] for kind in sorted(self._failures)),
            stopped=self._stopped,
            licences=tuple(sorted(self._licences)),
            notes=tuple(self._cache.notes),
        )

    def close(self) -> None:
        """Close the cache."""
        self._cache.close()

    def __enter__(self) -> Self:
        """Return itself; leaving the block closes the cache."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the cache."""
        self.close()

    def _ask(self, name: str, countries: tuple[str, ...], cache_key: CacheKey) -> OnlineAnswer:
        try:
            self._wait_for_turn()
            # While this one waited, another process may have asked for the same name.
            stored = self._cache.find(cache_key)
            if stored is not None:
                return self._give(name, stored, from_cache=True)
            self._counts["asked"] += 1
            reading = self._provider.ask(
                name, countries=[self._alpha2[code] for code in countries if code in self._alpha2]
            )
        except RequestFailedError as failure:
            return self._fail(name, failure)
        self._failed_in_row = 0
        places = reading.places
        if countries:
            places = tuple(place for place in places if place.countries & set(countries))
        stored = StoredAnswer(
            places=places,
            licence=reading.licence,
            asked_at=dt.datetime.fromtimestamp(int(self._clock()), tz=dt.UTC),
        )
        self._cache.keep(cache_key, stored)
        self._counts["answered" if places else "empty"] += 1
        self._counts["unreadable_rows"] += reading.unreadable
        return self._give(name, stored, from_cache=False)

    def _wait_for_turn(self) -> None:
        wait_s = self._cache.reserve(
            self._host.lower(),
            now=self._clock(),
            interval_s=self._settings.min_interval_s,
            longest_s=_LONGEST_WAIT_S,
        )
        if wait_s > _LONGEST_WAIT_S:
            message = f"{self._host} asks for a pause of another {wait_s:.0f} seconds"
            raise RequestFailedError(FailureKind.RATE_LIMITED, message)
        if wait_s > 0:
            self._sleep(wait_s)

    def _give(self, name: str, stored: StoredAnswer, *, from_cache: bool) -> OnlineAnswer:
        self._counts["from_cache"] += from_cache
        if stored.places:
            self._licences.add(stored.licence)
        words = fold_name(name)
        exact = [place for place in stored.places if _bears(place, words)]
        others = [place for place in stored.places if place not in exact]
        return OnlineAnswer(
            name=name,
            provider=self._settings.provider,
            host=self._host,
            status=AnswerStatus.FOUND if stored.places else AnswerStatus.EMPTY,
            places=(*exact, *others),
            exact_count=len(exact),
            licence=stored.licence if stored.places else None,
            from_cache=from_cache,
            asked_at=stored.asked_at,
        )

    def _fail(self, name: str, failure: RequestFailedError) -> OnlineAnswer:
        message = failure.message
        for secret in self._secrets:
            message = message.replace(secret, "***")
        before = self._failures.get(failure.kind)
        self._failures[failure.kind] = FailureCount(
            kind=failure.kind, count=before.count + 1 if before else 1, last_message=message
        )
        if failure.retry_after_s:
            pause_s = min(failure.retry_after_s, MAX_PAUSE_S)
            self._cache.postpone(self._host.lower(), until=self._clock() + pause_s)
        self._count_in_row(failure.kind, message)
        return OnlineAnswer(
            name=name,
            provider=self._settings.provider,
            host=self._host,
            status=AnswerStatus.FAILED,
            failure=failure.kind,
            message=message,
        )

    def _count_in_row(self, kind: FailureKind, message: str) -> None:
        """Stop asking a service that fails whatever it is asked; say so once."""
        if kind is FailureKind.BAD_REQUEST:
            # The fault of one name says nothing about the next.
            return
        self._failed_in_row += 1
        if self._failed_in_row >= MAX_FAILURES:
            self._stopped = (
                f"{self._host} is not asked any more in this run: {self._failed_in_row} requests "
                f"in a row failed, the last one because: {message}"
            )
            _log.warning("%s", self._stopped)

    def _leave(self, name: str, why: str) -> OnlineAnswer:
        self._counts["not_asked"] += 1
        return OnlineAnswer(
            name=name,
            provider=self._settings.provider,
            host=self._host,
            status=AnswerStatus.NOT_ASKED,
            message=why,
        )


def _make_provider(
    settings: OnlineSettings, *, alpha3: Mapping[str, str], key: str | None
) -> tuple[Provider, str]:
    """Make the provider of the settings; return it with the host that it will ask."""
    known = PROVIDERS.get(settings.provider)
    if known is None:
        msg = (
            f"online look-up: no provider {settings.provider!r}; expected one of "
            f"{', '.join(PROVIDERS)}"
        )
        raise OnlineError(msg)
    if known.needs_user and not settings.user:
        msg = (
            f"online look-up: {settings.provider} asks for a user name: open a free account there, "
            "enable its web services, and give the name with --online-user"
        )
        raise OnlineError(msg)
    host = settings.host or known.default_host
    if host is None:
        msg = (
            f"online look-up: {settings.provider} has no public host: give that of your own or of "
            "a hosted service with --online-host"
        )
        raise OnlineError(msg)
    contact = f" ({settings.contact})" if settings.contact else ""
    access = Access(
        host=host,
        scheme=settings.scheme,
        user_agent=f"geomap/{__version__}{contact}",
        timeout_s=settings.timeout_s,
        user=settings.user,
        key=key,
    )
    return known(access, alpha3=alpha3), host


def _check_countries(countries: Iterable[str]) -> tuple[str, ...]:
    chosen = tuple(sorted(set(countries)))
    wrong = [code for code in chosen if not _ALPHA3.fullmatch(code)]
    if wrong:
        msg = f"online look-up: expected ISO alpha-3 codes of countries, got {', '.join(wrong)}"
        raise OnlineError(msg)
    return chosen


def _bears(place: Place, words: tuple[str, ...]) -> bool:
    return any(fold_name(name) == words for name in (place.name, *place.names))
