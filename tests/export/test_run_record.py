"""The record of a run: articles and their copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geomap

if TYPE_CHECKING:
    from pathlib import Path

ARTICLE = (
    "Armenian and Azerbaijani troops clashed near Sotk on Tuesday, and two Armenian soldiers were "
    "killed, the defence ministry said. The shooting went on for three hours and died down at "
    "nightfall, and farmers brought their herds down from the summer meadows.\n"
)


def test_articles_and_their_copies_are_listed(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"14 September 2022\n\n{ARTICLE}", encoding="utf-8")
    (tmp_path / "b.txt").write_text(f"16 September 2022\n\n{ARTICLE}", encoding="utf-8")
    update = ARTICLE.replace("two Armenian", "three Armenian")
    (tmp_path / "c.txt").write_text(f"17 September 2022\n\n{update}", encoding="utf-8")
    result = geomap.run(tmp_path)
    (article,) = result.run_record["copies"]
    assert article["original"] == "a.txt"
    assert [(it["source"], it["kind"]) for it in article["versions"]] == [
        ("b.txt", "copy"),
        ("c.txt", "update"),
    ]
    (feature,) = result.incident_features["features"]
    assert feature["properties"]["sources"] == ["a.txt", "b.txt", "c.txt"]
    assert feature["properties"]["source_count"] == 1
    assert feature["properties"]["killed"] == 3
