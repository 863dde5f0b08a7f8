"""Status marks: the shape and the tone of where a minimum stands, the same on the counter and at headquarters."""

from typing import Literal, NamedTuple

from kiosk.progress.pace import Status

Tone = Literal["ok", "accent", "warn", "bad", "soft"]
"""A colour by what it says; each surface has its own ink for it."""


class StatusMark(NamedTuple):
    """A shape that is told from the others without colour, and its tone."""

    shape: str
    tone: Tone


STATUS_MARKS: dict[Status, StatusMark] = {
    "before": StatusMark("○", "soft"),
    "ahead": StatusMark("▲", "ok"),
    "on-pace": StatusMark("●", "accent"),
    "slowing": StatusMark("◐", "warn"),
    "behind": StatusMark("▼", "bad"),
    "met": StatusMark("✔", "ok"),
    "late": StatusMark("▼", "bad"),
    "missed": StatusMark("✖", "bad"),
}


def signed(number: int) -> str:
    """+15, −52: with the minus sign that is as wide as a digit."""
    return f"{number:+d}".replace("-", "−")
