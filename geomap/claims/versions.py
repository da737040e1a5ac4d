"""With which versions of its rules geomap reads."""

from __future__ import annotations

from geomap.claims.casualty_lexicon import casualty_rules
from geomap.claims.date_lexicon import date_rules
from geomap.claims.genres import genre_rules
from geomap.claims.lexicon import (
    event_rules,
    site_rules,
    structure_rules,
)
from geomap.claims.speaker_lexicon import speaker_rules


def rule_versions() -> dict[str, str]:
    """Return the version of each file of rules, for the record of a run."""
    return {
        "events": event_rules().version,
        "speakers": speaker_rules().version,
        "dates": date_rules().version,
        "casualties": casualty_rules().version,
        "sites": site_rules().version,
        "genres": genre_rules().version,
        "structure": structure_rules().version,
    }
