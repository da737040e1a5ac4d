"""Where marks stand so that none hides another, and which have room for words beside them."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Final, NamedTuple

from geomap.page.chronicle.words import BOLD, measure_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from geomap.page.chronicle.records import Mark, Strip
    from geomap.page.chronicle.scales import Frame, TimeScale

_STEP_PX: Final = 4.0
_FURTHEST_PX: Final = 44.0
_VISIBLE: Final = 0.36
"""Radius of what a symbol shows, as a share of the edge of its square."""
_OVERLAP: Final = 0.9
_MOST_MOVED: Final = 400
"""Among more marks than these no room is left to move any."""
_MOVES: Final = int(_FURTHEST_PX / _STEP_PX)
_STEPS: Final = sorted(range(-_MOVES, _MOVES + 1), key=lambda it: it if it >= 0 else 1.5 - it)
"""Rather to the right: what is told next comes later."""
_FULL_SIZE: Final = 50
"""Killed and wounded from which on a mark may be the largest."""
_LINE_PX: Final = 13.0


class Box(NamedTuple):
    """A rectangle, in pixels from the top left."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Tell whether two rectangles overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class Placed(NamedTuple):
    """A mark in its place: its day is at ``at``, and it stands at ``x``, aside if need be."""

    mark: Mark
    at: float
    x: float
    y: float
    size: float

    @property
    def radius(self) -> float:
        """Return half the width of what is seen of it."""
        return self.size * _VISIBLE

    @property
    def box(self) -> Box:
        """Return what it covers."""
        r = self.radius
        return Box(self.x - r, self.y - r, self.x + r, self.y + r)


class Label(NamedTuple):
    """Words beside a mark, from ``x`` on or up to it."""

    x: float
    y: float
    lines: tuple[str, ...]
    anchor: str


def measure_mark(people: int | None, *, most: int, frame: Frame) -> float:
    """Return the size of a mark: the root of its losses, so that twice the area is about twice."""
    if not people:
        return frame.smallest_mark
    share = math.sqrt(people / max(most, _FULL_SIZE))
    return frame.smallest_mark + (frame.largest_mark - frame.smallest_mark) * share


def place_marks(
    strip: Strip, *, scale: TimeScale, to_y: Callable[[float], float], most: int, frame: Frame
) -> list[Placed]:
    """Place the marks of a strip, the largest first; where one would hide another it moves aside.

    A mark moves along the axis of time only, as its place on the line is what is read first.
    """
    placed: list[Placed] = []
    located = [mark for mark in strip.marks if mark.main]
    for mark in sorted(located, key=lambda it: (-(it.people or 0), it.first, it.id)):
        middle = scale.place_middle(mark.first, mark.last)
        y = to_y(mark.main.km if mark.main else 0.0)
        size = measure_mark(mark.people, most=most, frame=frame)
        placed.append(_move_aside(Placed(mark, middle, middle, y, size), placed, scale))
    return placed


def place_labels(
    placed: Sequence[Placed], *, scale: TimeScale, frame: Frame, taken: Iterable[Box] = ()
) -> list[Label]:
    """Write place and losses beside the marks with the greatest losses, where there is room."""
    boxes = [*(it.box for it in placed), *taken]
    labels: list[Label] = []
    for it in placed:
        if len(labels) == frame.labels or not it.mark.people or not it.mark.place:
            break
        when = f", {it.mark.when}" if frame.has_days else ""
        lines = (f"{it.mark.place}{when}", it.mark.losses)
        width = max(measure_text(line, frame.small_font) for line in lines) * BOLD
        top, bottom = it.y - _LINE_PX, it.y + _LINE_PX
        right = it.x + it.radius + 4
        left = it.x - it.radius - 4
        for box, x, anchor in (
            (Box(right, top, right + width + 3, bottom), right, "start"),
            (Box(left - width - 3, top, left, bottom), left, "end"),
        ):
            is_within = scale.left <= box.left and box.right <= scale.right
            if is_within and not any(box.meets(other) for other in boxes):
                labels.append(Label(x, it.y, lines, anchor))
                boxes.append(box)
                break
    return labels


def _move_aside(mark: Placed, others: Sequence[Placed], scale: TimeScale) -> Placed:
    if len(others) > _MOST_MOVED:
        return mark
    # A mark moves along the axis of time: what is too far below or above it is never in its way.
    near = [
        it
        for it in others
        if abs(it.x - mark.x) < _FURTHEST_PX + it.size
        and abs(it.y - mark.y) < _OVERLAP * (mark.radius + it.radius)
    ]
    # As plain numbers: of each mark with each that is near it is asked for each step.
    bounds = [(it.x, it.y - mark.y, _OVERLAP * (mark.radius + it.radius)) for it in near]
    for step in _STEPS:
        x = mark.at + step * _STEP_PX
        is_within = scale.left < x - mark.radius and x + mark.radius < scale.right
        if is_within and not any(math.hypot(x - at, up) < reach for at, up, reach in bounds):
            return mark._replace(x=x)
    return mark
