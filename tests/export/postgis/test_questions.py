"""The questions of docs/postgis.md, asked of the sample corpus."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geomap.export.postgis import write_postgis

if TYPE_CHECKING:
    from geomap.result import Result
    from tests.export.postgis.conftest import Connection

PAGE = Path(__file__).resolve().parents[3] / "docs" / "postgis.md"


@pytest.mark.checkout
def test_the_documented_questions_have_answers(
    result: Result, database: str, connection: Connection
) -> None:
    write_postgis(result.dataset, database)
    asked = re.findall(r"```sql\n(.*?)```\n```text\n(.*?)\n", PAGE.read_text("utf-8"), re.DOTALL)
    assert len(asked) == 3
    for statement, heading in asked:
        found = connection.execute(statement.encode())
        assert [column.name for column in found.description or ()] == [
            name.strip() for name in heading.split("|")
        ]
        assert found.fetchall()
