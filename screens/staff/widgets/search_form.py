"""The field in which a fact's number or words of it are typed."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.catalogue.catalogue import Catalogue
from kiosk.editing.fact_filter import ALL, FactFilter, standings
from kiosk.editing.office_facts import OfficeFact
from kiosk.text.bilingual import Phrases
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container
from screens.widgets.pressable import Pressable


class SearchForm(Container):
    """A field and how it is filled in."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self.phrases = phrases

    def compose(self) -> ComposeResult:
        yield Paragraphs(self.phrases("search.how"), style="bold $ink", id="how")
        yield Input(id="sought")

    def open(self, is_open: bool) -> None:
        """Show the field, empty, and give it the focus; or hide it."""
        self.display = is_open
        field = self.query_one(Input)
        field.value = ""
        self.screen.set_focus(field if is_open else None)
        self._say("how")

    def say_nothing_found(self) -> None:
        """Say that what was typed stands nowhere, and go on asking."""
        self._say("nothing", "how")

    def _say(self, *keys: str) -> None:
        how = self.query_one("#how", Paragraphs)
        how.paragraphs = tuple(self.phrases(f"search.{key}") for key in keys)
        how.refresh(layout=True)


class StandingKey(Pressable):
    """The key that leads from one standing of facts to the next; it says which one is shown."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__("0", phrases("search.waiting"), id="standing")
        self.phrases = phrases

    def show(self, shown: FactFilter, catalogue: Catalogue) -> None:
        """Say what is shown."""
        families = {family.id: family.short_title or family.title for family in catalogue.families}
        family, role = families.get(shown.standing), catalogue.roles.get(shown.standing)
        self.words = family or role or self.phrases(f"search.{shown.standing}")
        self.short = self.phrases("search.family" if family else "search.role") if family or role else None
        self.refresh()


def next_standing(shown: FactFilter, facts: Sequence[OfficeFact], catalogue: Catalogue) -> FactFilter:
    """The filter with the standing after the present one, and after the last the first."""
    offered = standings(facts, catalogue)
    at = offered.index(shown.standing) if shown.standing in offered else offered.index(ALL)
    return FactFilter(offered[(at + 1) % len(offered)], shown.words)
