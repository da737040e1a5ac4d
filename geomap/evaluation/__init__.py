"""Figures of quality: what geomap, or any other tool, found against what people marked."""

from geomap.evaluation.incidents import (
    GoldDocument,
    IncidentScores,
    Predicted,
    read_gold,
    read_predicted,
    score_incidents,
)
from geomap.evaluation.linking import (
    GoldLinks,
    LinkScores,
    read_found_links,
    read_gold_links,
    score_links,
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
    "GoldLinks",
    "IncidentScores",
    "LinkScores",
    "Match",
    "Predicted",
    "Scores",
    "ScoringOptions",
    "read_found_links",
    "read_gold",
    "read_gold_links",
    "read_predicted",
    "read_toponyms",
    "score_incidents",
    "score_links",
    "score_toponyms",
]
