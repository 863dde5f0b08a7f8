"""Keystrokes: which presses of a key are a hand's, which are auto-repeat, and which a keyboard wedge has typed."""

from collections import deque
from dataclasses import dataclass
from typing import Literal

from screens.widgets.debounce import DOUBLE_PRESS

FASTER_THAN_HANDS = 0.02
"""Seconds between two keys in which no hand presses both: a scanner or passport reader (keyboard wedge) does."""

LINE_ENDS = 0.2
"""Seconds of quiet after which what a keyboard wedge has typed is over."""

FIRST_REPEAT = 1.0
"""Seconds after which auto-repeat of a held key has begun: terminals wait 0.25 to 0.66 with the first."""

NEXT_REPEAT = 0.11
"""Seconds within which the second repeat follows the first: terminals repeat 10 to 50 times a second."""


@dataclass(eq=False)
class Keystroke:
    """A press, made at a moment of the monotonic clock. Its verdict holds once `settles` seconds have passed."""

    key: str
    at: float
    verdict: Literal["hand", "held", "typed"] = "hand"
    settles: float = FASTER_THAN_HANDS


class Keystrokes:
    """Debounce for keys: each is judged by those before and after it, by when they were made.

    A held key is one press until it has been quiet for DOUBLE_PRESS; a line faster than hands is none at all.
    """

    def __init__(self) -> None:
        self._run: deque[Keystroke] = deque(maxlen=64)
        self._latest: dict[str, Keystroke] = {}
        self._line_until = float("-inf")

    def pressed(self, key: str, at: float) -> Keystroke:
        """Take a press. What it shows of those before it is put down there."""
        stroke = Keystroke(key, at)
        if not self._is_of_line(stroke):
            self._compare(stroke, self._latest.get(key))
        self._latest[key] = stroke
        return stroke

    def _is_of_line(self, stroke: Keystroke) -> bool:
        """Whether a keyboard wedge typed this; those that came together with it are its, too."""
        if self._run and stroke.at - self._run[-1].at >= FASTER_THAN_HANDS:
            self._run.clear()
        self._run.append(stroke)
        if len({each.key for each in self._run}) > 1:
            for each in self._run:
                each.verdict = "typed"
        elif stroke.at < self._line_until:
            stroke.verdict = "typed"
        else:
            return False
        self._line_until = stroke.at + LINE_ENDS
        return True

    def _compare(self, stroke: Keystroke, before: Keystroke | None) -> None:
        """Auto-repeat: hold a press against the one before of the same key."""
        quiet = stroke.at - before.at if before else FIRST_REPEAT
        if before and quiet < DOUBLE_PRESS:
            stroke.verdict = "held"
            if quiet < NEXT_REPEAT == before.settles:
                before.verdict = "held"
        elif quiet < FIRST_REPEAT:
            stroke.settles = NEXT_REPEAT
