"""The language of a text."""

from __future__ import annotations

import subprocess
import sys

import pytest

from geomap.documents import find_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Two soldiers were killed near the village of Sotk, the ministry said.", "en"),
        ("TWO SOLDIERS WERE KILLED NEAR THE VILLAGE OF SOTK, THE MINISTRY SAID.", "en"),
        ("Sərhəddə atəş açıldı, iki əsgər yaralandı, deyə nazirlik bildirdi.", "az"),
        ("Sınırda çıkan çatışmada iki asker yaralandı, bakanlık açıklama yaptı.", "tr"),
        ("В приграничном селе в результате обстрела ранены двое военнослужащих.", "ru"),
        ("Սահմանին կրակոցներից երկու զինծառայող է վիրավորվել։", "hy"),
        ("أصيب جنديان في قصف مدفعي استهدف قرية حدودية فجر اليوم الاثنين", "ar"),
        ("Deux soldats ont été blessés mardi par des tirs à la frontière.", "fr"),
        ("Four soldiers died in an ambush at Tongo Tongo on 4 October 2017.", "en"),
        ("He rode 12km to Port-au-Prince, for it was said that rain's on its way.", "en"),
        ("He rode 12 km to N’Djamena, for it was said that rain’s on its way.", "en"),
        ("1234 - 5678", None),
        ("", None),
    ],
)
def test_languages_of_reports(text: str, language: str | None) -> None:
    assert find_language(text) == language


def test_english_needs_no_model() -> None:
    code = (
        "import sys; from geomap.documents import find_language; "
        "assert find_language('The post was shelled from the hills, it said.') == 'en'; "
        "assert 'py3langid' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
