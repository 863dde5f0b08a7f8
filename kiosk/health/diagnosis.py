"""A diagnosis: what a check has found, how bad that is, and what to do about it, in words of content/health.toml."""

from dataclasses import dataclass
from typing import Literal

from kiosk.text.bilingual import Bilingual
from kiosk.text.sentences import HEALTH, sentence, sentences

State = Literal["failing", "warning", "good", "unknown"]
"""The counter must not face the public so; somebody has to see to it; all is well; it cannot be looked at here."""

MARKS: dict[State, str] = {"failing": "✖", "warning": "▲", "good": "✔", "unknown": "·"}
"""The shape of each."""


@dataclass(frozen=True)
class Diagnosis:
    """The check, by the room of its words; `do` is None where there is nothing to be done."""

    check: str
    state: State
    found: Bilingual
    do: Bilingual | None = None

    @property
    def title(self) -> Bilingual:
        """What was looked at."""
        return sentence(HEALTH, f"{self.check}.title")


def failing(key: str, /, **values: object) -> Diagnosis:
    """What key of the words was found, and what its _do says is to be done."""
    return _diagnosis("failing", key, values)


def warning(key: str, /, **values: object) -> Diagnosis:
    """Likewise, of what can wait."""
    return _diagnosis("warning", key, values)


def good(key: str, /, **values: object) -> Diagnosis:
    """Likewise, of what is well."""
    return _diagnosis("good", key, values)


def unknown(key: str, /, **values: object) -> Diagnosis:
    """Likewise, of what nobody can judge here."""
    return _diagnosis("unknown", key, values)


def _diagnosis(state: State, key: str, values: dict[str, object]) -> Diagnosis:
    do = f"{key}_do"
    told = sentence(HEALTH, do, **values) if do in sentences(HEALTH) else None
    return Diagnosis(key.partition(".")[0], state, sentence(HEALTH, key, **values), told)
