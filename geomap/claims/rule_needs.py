"""What all rules need of a text, written to the file that is shipped: ``make needs``.

Of a rule that the file does not hold it is derived at every start, which is slower, never wrong.
"""

from __future__ import annotations

from pathlib import Path

from geomap.claims import rules
from geomap.claims.literals import NEEDS_FILE, encode_needs
from geomap.claims.patterns import list_sources
from geomap.claims.versions import rule_versions


def encode_rule_needs() -> bytes:
    """Return the file for all patterns of this process: in a fresh one, for those of the rules."""
    # Those that stand in code were made when the package was imported.
    rule_versions()
    return encode_needs(list_sources())


def main() -> None:
    """Write the file."""
    Path(rules.__path__[0], NEEDS_FILE).write_bytes(encode_rule_needs())


if __name__ == "__main__":
    main()
