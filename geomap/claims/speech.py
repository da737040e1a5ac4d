"""What is known of who speaks while a report is read: states named, who spoke, the sentence."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.claims.speaker_lexicon import speaker_rules
from geomap.model import Speaker

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_START: Final = attrgetter("start")


class CountryMention(NamedTuple):
    """A state named in the text, by name, demonym, capital, or its forces' short name."""

    start: int
    end: int
    country: str
    is_capital: bool
    is_forces: bool = False


class SpeechState:
    """Who spoke last, so that "the ministry" and "it" can be followed; lives for one document.

    Parameters
    ----------
    pair
        ISO alpha-3 codes of the two sides that the document is about.
    home
        The side whose body is meant by a bare "the defence ministry" before any is named: the
        first of the two that the document names, its dateline included.
    seat
        ISO alpha-3 code of the side in whose state the report was written, where that is told.
    places
        Start, end and country (ISO alpha-3) of the places named, other than states and capitals.
    """

    def __init__(
        self,
        *,
        pair: tuple[str, ...] = (),
        home: str | None = None,
        seat: str | None = None,
        places: Sequence[tuple[int, int, str]] = (),
    ) -> None:
        self.pair = pair
        self.home = home
        self.seat = seat
        self.places = places
        self.capital: str | None = None
        self.is_seat_first = False
        self.has_turned = False
        """Whether the last sentence says whose account follows, and nobody's words."""
        self.last: Speaker | None = None
        self.last_end = 0
        self.last_ministry: Speaker | None = None
        self.current = self.previous = (0, 0)
        """Ranges of the sentence at hand and of the one before."""
        self.is_told = False
        """Whether the sentence at hand tells an event or losses."""
        self.local: Speaker | None = None
        """Who holds office in a place and spoke last."""
        self.persons: dict[str, Speaker] = {}

    def turn_to(self, start: int, end: int) -> None:
        """Go on to a sentence, or to a clause of the one at hand."""
        if start >= self.current[1]:
            self.previous, self.current = self.current, (start, end)

    def remember(self, speaker: Speaker, end: int) -> None:
        """Keep a speaker for the anaphora of later sentences, and where its sentence ends."""
        self.last, self.last_end = speaker, end
        if speaker.official and "Ministry" in speaker.name:
            self.last_ministry = speaker

    def find_other(self, side: str | None) -> str | None:
        """Return the other one of the two sides; ``None`` for a side that is none of two."""
        if len(self.pair) != 2 or side not in self.pair:  # noqa: PLR2004 - two sides
            return None
        return self.pair[1 - self.pair.index(side)]


class Passage(NamedTuple):
    """A sentence in its report, half-open ``[start, end)``, with what is known around it."""

    text: str
    start: int
    end: int
    countries: Sequence[CountryMention]
    state: SpeechState
    names: Mapping[str, str]
    """ISO alpha-3 to English name."""

    def list_countries(self) -> list[CountryMention]:
        """List the states that the sentence names."""
        first = bisect_left(self.countries, self.start, key=_START)
        return list(self.countries[first : bisect_left(self.countries, self.end, key=_START)])

    def list_owners(self, start: int, end: int) -> set[str]:
        """List those of the two states in which the places lie that a range names."""
        state = self.state
        return {country for at, _, country in state.places if start <= at < end} & set(state.pair)

    def name_country(self, country: str) -> str:
        """Return a state's English name, or its code where there is none."""
        return self.names.get(country, country)

    def make_speaker(self, body: str, country: str) -> Speaker:
        """Make a body of a state the speaker."""
        return Speaker(name=name_speaker(body, country, self.names), side=country)


def name_speaker(body: str, country: str, country_names: Mapping[str, str]) -> str:
    """Name a body of a state: "Ministry of Defence of Armenia"."""
    name = country_names.get(country, country)
    article = "the " if name.startswith(speaker_rules().articles) else ""
    return f"{body} of {article}{name}"
