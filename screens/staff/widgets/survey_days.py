"""The days of the survey: a card for each to press, and under them the months of the year and the years before."""

from datetime import date

from textual.content import Content

from kiosk.catalogue.assessment import Assessment
from kiosk.editing.year import YearForm
from kiosk.editing.year_items import YearItem
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date, month_and_year, month_name, short_date, short_month_and_year, weekday_name
from screens.staff.widgets.timeline import Scale
from screens.widgets.block import Block
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, big, spread, widest

_AT = 7
_MONTHS = 12


class DayCard(Pressable):
    """A day: its number large, month, year and weekday beside it, and what the office does on it."""

    def show(self, item: YearItem, form: YearForm, *, is_expected: bool) -> None:
        """Show this one; `is_expected` is whether nobody has answered for it."""
        self.choice, self.words = item, item.title
        self.day, self.is_expected = date.fromisoformat(item.typed), is_expected
        self.day_words = day_words(self.day, form, is_first=item.name == "start")
        self.is_open = self.day in form.offered.open_days
        self.mark_words = form.kiosk.catalogue.phrases(f"year.{form.rests_on}")
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        if not isinstance(self.choice, YearItem):
            return []
        head = self._badge() + Content("  ") + Content.styled(self.first(self.words), "bold $ink")
        mark = Content.styled(self.first(self.mark_words), "$warn") if self.is_expected else Content("")
        number = [Content.styled(row, "bold $ink") for row in big(str(self.day.day))]
        month = self._fitting(month_and_year(self.day), short_month_and_year(self.day), width - _AT)
        note = self._fitting(*self.day_words, width - _AT)
        texts = [
            Content.styled(month, "bold $ink"),
            Content.styled(self.second(medium_date(self.day)), "$soft"),
            Content.styled(note, "$soft" if self.is_open else "$warn"),
        ]
        return [spread(head, mark, width), *beside(number, texts, _AT)]

    def _fitting(self, words: Bilingual, short: Bilingual, room: int) -> str:
        return self.first(words if widest([self.first(words)]) <= room else short)


def day_words(day: date, form: YearForm, *, is_first: bool) -> tuple[Bilingual, Bilingual]:
    """What the office does on a day, at length and in short: on a closed one, from or to which day it is open."""
    kiosk, open_days = form.kiosk, form.offered.open_days
    say = kiosk.catalogue.phrases
    if day in open_days:
        return say("year.is_open", weekday=weekday_name(day)), weekday_name(day)
    holiday = kiosk.catalogue.holidays.by_day.get(day)
    name = holiday.name if holiday else weekday_name(day)
    near = open_days.nth(day, 1) if is_first else open_days.last(day, 1)[0]
    opens = say("year.open_from" if is_first else "year.open_to", day=short_date(near))
    return joined([name, opens], " · "), opens


class SurveyLine(Block):
    """The survey under the months of its fiscal year, with its open days; and the survey of the years before."""

    def __init__(self, form: YearForm) -> None:
        super().__init__(id="survey-line")
        self.form = form

    def show(self, form: YearForm) -> None:
        """Show this form's year."""
        self.form = form
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        form, say = self.form, self.form.kiosk.catalogue.phrases
        year, scale = form.offered, Scale(form.plan.fiscal_year.start, _MONTHS, width // _MONTHS)
        days = say("year.open_days", count=year.open_days.count(year.eit.start, year.eit.deadline))
        return [
            Content.styled(self.first(days), "bold $ink"),
            scale.heads(lambda month: self.first(month_name(month))).stylize("$soft"),
            self._bar(year, scale),
            self._days(year, scale),
            *([] if self.screen.has_class("-portrait") else [Content("")]),
            *self._years(),
        ]

    def _bar(self, year: Assessment, scale: Scale) -> Content:
        """What is gone, the survey, and what is to come; a line through today."""
        eit, today = year.eit, scale.at(self.form.kiosk.today)
        start, end, outer = (scale.at(day) for day in (eit.start, eit.deadline, eit.outer))

        def cell(at: int) -> Content:
            if at == today:
                return Content.styled("┃", "bold $ink")
            if start <= at <= outer:
                return Content.styled("▄", "$accent" if at <= end else "$warn")
            return Content.styled(*(("━", "$soft") if at < today else ("▁", "$dim")))

        return Content("").join(map(cell, range(scale.width)))

    def _days(self, year: Assessment, scale: Scale) -> Content:
        """Today and the days of the survey under their places, as far as they do not touch."""
        today = self.form.kiosk.today
        words = [
            (scale.at(today), self.form.kiosk.catalogue.phrases("year.today"), "bold $ink"),
            (scale.at(year.eit.start), short_date(year.eit.start), "bold $accent"),
            (scale.at(year.eit.deadline), short_date(year.eit.deadline), "bold $accent"),
            (scale.at(year.eit.outer), short_date(year.eit.outer), "$warn"),
        ]
        line = Content("")
        for at, each, style in sorted(words, key=lambda word: word[0]):
            label = Content.styled(self.first(each), style)
            at = min(at, scale.width - label.cell_length)
            if at >= 0 and (at > line.cell_length or not line):
                line = line.pad_right(at - line.cell_length) + label
        return line

    def _years(self) -> list[Content]:
        """The newest year before this one, those between that nobody has told, and whence this one is."""
        form, say = self.form, self.form.kiosk.catalogue.phrases
        told = [year for year in form.kiosk.catalogue.assessments if year.year < form.year and not year.is_expected]
        lines = []
        if told:
            newest, gap = told[-1], range(told[-1].year + 1, form.year)
            window = medium_date(newest.eit.start) + " – " + medium_date(newest.eit.deadline)
            lines.append((same(str(newest.year)), window))
            if gap:
                between = f"{gap[0]}–{gap[-1]}" if len(gap) > 1 else f"{gap[0]}"
                lines.append((same(between), say("year.not_here")))
        lines.append((same(str(form.year)), say("year.moved" if form.plan.is_expected else "year.stated")))
        return [
            Content.styled(self.first(say("year.of", year=year)) + "  ", "bold $ink")
            + Content.styled(self.first(words), "$soft")
            for year, words in lines
        ]
