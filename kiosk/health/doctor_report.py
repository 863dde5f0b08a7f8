"""The report of `kiosk doctor`: lines for who stands before the machine, an object for programs."""

from typing import Any

from rich.cells import cell_len

from kiosk.health.diagnosis import MARKS, Diagnosis
from kiosk.text.languages import Language

_WORST_FIRST = [*MARKS]


def worst_first(diagnoses: list[Diagnosis]) -> list[Diagnosis]:
    """What fails stands first, then what somebody has to see to; within each, in the order of the checks."""
    return sorted(diagnoses, key=lambda each: _WORST_FIRST.index(each.state))


def in_words(diagnoses: list[Diagnosis], language: Language) -> str:
    """A line for each diagnosis in a language, and under it what to do."""
    at = max(cell_len(each.title.of(language)) for each in diagnoses) + 4
    lines = []
    for each in worst_first(diagnoses):
        title = f"{MARKS[each.state]} {each.title.of(language)}"
        lines.append(title + " " * (at - cell_len(title)) + each.found.of(language))
        if each.do is not None:
            lines.append(" " * at + "→ " + each.do.of(language))
    return "\n".join(lines)


def as_object(diagnoses: list[Diagnosis], language: Language) -> dict[str, Any]:
    """The same for programs: whether nothing fails, and each check with its state."""
    checks = [
        {"check": each.check, "state": each.state, "found": each.found.of(language)}
        | ({"do": each.do.of(language)} if each.do else {})
        for each in diagnoses
    ]
    return {"well": all(each.state != "failing" for each in diagnoses), "checks": checks}
