"""Figures of quality: what geomap, or any other tool, found against what people marked."""

from geomap.evaluation.toponyms import (
    Match,
    Scores,
    ScoringOptions,
    read_toponyms,
    score_toponyms,
)

__all__ = ["Match", "Scores", "ScoringOptions", "read_toponyms", "score_toponyms"]
