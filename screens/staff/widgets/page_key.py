"""The key of a page behind the counts."""

from kiosk.text.bilingual import Phrases, same
from screens.staff.staff_page import StaffPage
from screens.staff.widgets.due_key import DueKey


class PageKey(DueKey):
    """It has the name of the page that it leads to."""

    def __init__(self, key: str, page: StaffPage) -> None:
        super().__init__(key, same(""), id=page.name)
        self.page = page

    def name_page(self, phrases: Phrases, waiting: int) -> None:
        """Say what it leads to, and how many facts wait for the office."""
        self.words, self.short = self.page.names(phrases, waiting)
        self.refresh()
