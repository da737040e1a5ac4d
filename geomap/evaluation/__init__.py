"""Figures of quality: what geomap, or any other tool, found against what people marked."""

from geomap.evaluation.incidents import (
    GoldDocument,
    IncidentScores,
    read_gold,
    read_predicted,
    score_incidents,
)
from geomap.evaluation.toponyms import (
    Match,
    Scores,
    ScoringOptions,
    read_toponyms,
    score_toponyms,
)

__all__ = [
    "GoldDocument",
    "IncidentScores",
    "Match",
    "Scores",
    "ScoringOptions",
    "read_gold",
    "read_predicted",
    "read_toponyms",
    "score_incidents",
    "score_toponyms",
]
