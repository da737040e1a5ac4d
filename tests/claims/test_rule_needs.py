"""The file of what the rules need is that of the rules as they are."""

from __future__ import annotations

import subprocess
import sys
from importlib.resources import files

from geomap.claims.literals import NEEDS_FILE


def test_the_file_is_current() -> None:
    # In a process of its own, where nobody else made patterns.
    code = (
        "import sys; from geomap.claims.rule_needs import encode_rule_needs\n"
        "sys.stdout.buffer.write(encode_rule_needs())"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True).stdout
    shipped = files("geomap.claims.rules").joinpath(NEEDS_FILE).read_bytes()
    assert made == shipped, "the rules have changed; run: make needs"
