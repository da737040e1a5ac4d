"""The kinds of names, each looked up once: a text asks for them a thousand times.

A member of an enumeration takes longer to reach than a word to read.
"""

from __future__ import annotations

from typing import Final

from geomap.model import MentionKind

PLACE: Final = MentionKind.PLACE
DEMONYM: Final = MentionKind.DEMONYM
EMBEDDED: Final = MentionKind.EMBEDDED
PERSON: Final = MentionKind.PERSON
