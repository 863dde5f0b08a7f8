"""A measure of the plan: what, who; when it is due, which months were followed up, its state."""

from textual.content import Content

from kiosk.catalogue.assessment import Measure
from kiosk.progress.plan import Mark, MeasureState, MeasureStatus
from kiosk.text.bilingual import Bilingual, Phrases, same
from kiosk.text.dates import medium_date
from screens.widgets.block import Block
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, shortened, wrapped

MARKS: dict[Mark, tuple[str, str]] = {
    "done": ("■", "$accent"),
    "due": ("□", "$accent"),
    "missed": ("✖", "$bad"),
    "later": ("·", "$soft"),
    "unused": ("–", "$soft"),
}
STATE_SHAPES: dict[MeasureState, tuple[str, str]] = {
    "overdue": ("▼", "$bad"),
    "due": ("□", "$warn"),
    "running": ("●", "$accent"),
    "not-started": ("○", "$soft"),
    "done": ("✔", "$ok"),
}
_AT, _ID = 5, 7
_DUE, _MONTHS, _STATE = 15, 22, 17


class PlanHead(Block):
    """What the columns of a wide screen are."""

    def __init__(self, phrases: Phrases, months: list[Bilingual]) -> None:
        super().__init__()
        self.phrases, self.months = phrases, months

    def lines(self, width: int) -> list[Content]:
        say = self.phrases
        row = _columns(
            width,
            Content(" " * (_AT + _ID)) + Content.styled(self.first(say("plan.measure")), "$soft"),
            Content.styled(self.first(say("plan.until")), "$soft"),
            Content.styled(self.first(say("plan.months", first=self.months[0], last=self.months[-1])), "$soft"),
            Content.styled(self.first(say("plan.state")), "$soft"),
        )
        return [row]


class MeasureRow(Pressable):
    """A measure that can be chosen by its digit."""

    def __init__(self, key: str, phrases: Phrases) -> None:
        super().__init__(key, same(""), classes="-flat")
        self.phrases = phrases

    def show(self, followed: MeasureStatus | None) -> None:
        """Draw this measure, or nothing."""
        self.display = followed is not None
        self.choice = followed
        if followed is not None:
            self.words = followed.measure.title
            self.refresh()

    def lines(self, width: int) -> list[Content]:
        if not isinstance(self.choice, MeasureStatus):
            return []
        if self.screen.has_class("-portrait"):
            return self._tall(self.choice, width)
        return (self._wide if self.screen.has_class("-wide") else self._small)(self.choice, width)

    def _wide(self, followed: MeasureStatus, width: int) -> list[Content]:
        who = Content(" " * (_AT + _ID)) + Content.styled(self.first(followed.measure.responsible), "$soft")
        name = Content(" " * (_AT + _ID)) + Content.styled(self.second(self.words), "$soft")
        state, style = self._state(followed)
        due, again = self._due(followed.measure)
        return [
            _columns(width, self._named(followed), due, self._marks(followed, "  "), state),
            _columns(width, name, again, Content(""), Content("   ") + Content.styled(self.second(style), "$soft")),
            who,
        ]

    def _small(self, followed: MeasureStatus, width: int) -> list[Content]:
        right = 19
        room = width - right - _AT - _ID
        state, _ = self._state(followed)
        indent = Content(" " * (_AT + _ID))
        due, again = self._due(followed.measure)
        lines = [
            self._named(followed, room),
            indent + Content.styled(shortened(self.second(self.words), room), "$soft"),
            *wrapped(self.first(followed.measure.responsible), _AT + _ID + room, "$soft", _AT + _ID),
        ]
        sides = [state, due if due.cell_length else again, self._marks(followed, " ")]
        return beside(lines, sides, width - right)

    def _tall(self, followed: MeasureStatus, width: int) -> list[Content]:
        indent = Content(" " * _AT)
        state, _ = self._state(followed)
        due, again = self._due(followed.measure)
        facts = Content("   ").join([state, self._marks(followed, " "), due if due.cell_length else again])
        return [
            self._named(followed, width - _AT - _ID),
            indent + Content.styled(self.second(self.words), "$soft"),
            *wrapped(self.first(followed.measure.responsible), width, "$soft", _AT),
            indent + facts,
        ]

    def _named(self, followed: MeasureStatus, room: int = 99) -> Content:
        badge, number = self._badge(), Content.styled(followed.measure.id, "$ink")
        start = badge + Content("  ") + number.pad_right(_ID - number.cell_length)
        return start + Content.styled(shortened(self.first(self.words), room), "bold $ink")

    def _marks(self, followed: MeasureStatus, between: str) -> Content:
        return Content(between).join(Content.styled(*MARKS[mark]) for mark in followed.marks)

    def _state(self, followed: MeasureStatus) -> tuple[Content, Bilingual]:
        shape, style = STATE_SHAPES[followed.state]
        word = self.phrases(f"plan.{followed.state}")
        return Content.styled(f"{shape}  {self.first(word)}", f"bold {style}"), word

    def _due(self, measure: Measure) -> tuple[Content, Content]:
        """When it is due, and how often it comes again."""
        due = "" if measure.due is None else self.first(medium_date(measure.due))
        again = self.first(interval(measure, self.phrases))
        return Content.styled(due, "$ink"), Content.styled(again, "$soft")


def interval(measure: Measure, say: Phrases) -> Bilingual:
    """How often it is followed up, or done again."""
    return say(f"plan.{measure.recurring or 'monthly'}")


def _columns(width: int, what: Content, due: Content, months: Content, state: Content) -> Content:
    starts = [width - _STATE - _MONTHS - _DUE, _DUE, _MONTHS]
    padded = [
        column.pad_right(max(room - column.cell_length, 0))
        for column, room in zip([what, due, months], starts, strict=True)
    ]
    return Content("").join([*padded, state])
