"""The keys of the year page: where each leads at the present question."""

from kiosk.editing.year import QUESTIONS, YearForm
from kiosk.text.bilingual import Bilingual, Phrases
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.pressable import Pressable


class YearKeys(StaffKeys):
    """↵ leads through all lines of a question before it takes them; 0 leaves it open, 7 takes headquarters' answer."""

    def __init__(self, phrases: Phrases) -> None:
        say = phrases
        keys = (
            Pressable("right", say("year.look_through"), id="next"),
            Pressable("0", say("year.unknown"), short=say("year.unknown_short"), id="unknown"),
            Pressable("7", say("year.take_theirs"), short=say("year.take_theirs_short"), id="take-theirs"),
            Pressable("enter", say("year.take"), id="take", classes="-primary"),
        )
        super().__init__(say, say("key.back"), *keys)

    def show(self, form: YearForm, at: int, *, shown: int, has_more: bool, editing: bool, differs: bool) -> None:
        """Name them for the question at a place, turned to its page `shown`; `differs` is headquarters' answer."""
        say, asks = self.phrases, at < len(QUESTIONS)
        back, onward, unknown, theirs, take = (
            self.query_one(f"#{name}", Pressable) for name in ("back", "next", "unknown", "take-theirs", "take")
        )
        is_done = not asks and form.is_signed
        leads_back = at and not (shown or editing or is_done)
        back.words = say("year.back_to", number=at) if leads_back else say("key.back")
        back.short = say("key.back")
        is_answered = asks and QUESTIONS[at] not in form.open_questions
        onward.display = (is_done or is_answered) and not editing
        onward.words = say("year.look_through") if is_done else say("year.back_to", number=at + 2)
        theirs.display = differs and asks and not editing
        unknown.display = asks and not (editing or theirs.display or is_answered) and QUESTIONS[at] != "order"
        take.display = asks or bool(form.open_questions)
        take.words = say("year.keep") if editing else self._taken(form, at, has_more=has_more)
        for key in (back, onward, take):
            key.refresh()

    def _taken(self, form: YearForm, at: int, *, has_more: bool) -> Bilingual:
        """What ↵ does: the rest of the lines, then the answer; at the signature, the first question without one."""
        say = self.phrases
        if at == len(QUESTIONS):
            missing = QUESTIONS.index(form.open_questions[0]) if form.open_questions else 0
            return say("year.back_to", number=missing + 1)
        if has_more:
            return say("year.more_lines")
        if QUESTIONS[at] not in form.open_questions:
            return say("year.keep_it")
        return say("year.without_order" if QUESTIONS[at] == "order" and not form.answers.order else "year.take")
