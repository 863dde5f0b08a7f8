"""Status marks in HTML: a shape, a word and a number, then colour; and the bar of a minimum. A page has thousands."""

from markupsafe import Markup, escape

from kiosk.catalogue.assessment import Phase
from kiosk.hq.pages.phrases import alarm_name, phrases
from kiosk.hq.report.report import ReportingState
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.counts import Progress
from kiosk.progress.status import STATUS_MARKS, StatusMark, signed
from kiosk.text.bilingual import Phrases
from kiosk.text.languages import Language, partner

_REPORTING: dict[ReportingState, StatusMark] = {
    "reporting": StatusMark("●", "ok"),
    "late": StatusMark("◔", "warn"),
    "missing": StatusMark("◑", "warn"),
    "silent": StatusMark("◇", "warn"),
    "never": StatusMark("○", "soft"),
}


class Marks:
    """Marks in one language; `statuses` has the words of the counter for a status."""

    def __init__(self, language: Language, statuses: Phrases, phase: Phase) -> None:
        self.language = language
        self.phase = phase
        self._status = {status: statuses(f"status.{status}").of(language) for status in STATUS_MARKS}
        self._alarms: dict[tuple[str, bool], Markup] = {}
        self._state = {state: self.mark(mark, self._t(f"reporting.{state}")) for state, mark in _REPORTING.items()}

    def mark(self, mark: StatusMark, words: str, number: str | int = "") -> Markup:
        """Any mark: its tone is the class that colours it."""
        shape, tone = mark
        more = "" if number == "" else f" {number}"
        return Markup(
            f'<span class="mark {tone}"><span aria-hidden="true">{shape}</span> {escape(words)}{escape(more)}</span>'
        )

    def status(self, progress: Progress) -> Markup:
        """Where a count stands; met here is no met while ITAP's own figure is below the minimum."""
        if progress.is_met_here:
            words = self._t("shortfall.met_here", figure=str(progress.itap), quota=progress.quota)
            return self.mark(StatusMark("◇", "warn"), words)
        number = "" if progress.difference is None else signed(progress.difference)
        return self.mark(STATUS_MARKS[progress.status], self._status[progress.status], number)

    def state(self, state: ReportingState) -> Markup:
        """Whether a kiosk reports."""
        return self._state[state]

    def alarm(self, kind: str, is_seen: bool) -> Markup:
        """What an alarm is about, in both languages."""
        if (kind, is_seen) not in self._alarms:
            name = alarm_name(kind)
            other = partner(self.language)
            mark = StatusMark("✔", "soft") if is_seen else StatusMark("▲", "warn")
            marked = self.mark(mark, name.of(self.language))
            self._alarms[kind, is_seen] = marked + Markup('<span lang="{}">{}</span>').format(other, name.of(other))
        return self._alarms[kind, is_seen]

    def share(self, standing: OfficeStanding) -> Markup:
        """How many of an office's kiosks report."""
        expected = len(standing.report.kiosks)
        reporting = sum(kiosk.state == "reporting" for kiosk in standing.report.kiosks)
        return self.mark(_REPORTING["reporting" if reporting == expected else "late"], f"{reporting} / {expected}")

    def outcome(self, standing: OfficeStanding) -> Markup:
        """How an office will stand on the last day, if it goes on as it does."""
        short = standing.worked.short
        if standing.worked.is_faulty:
            return self.mark(StatusMark("✖", "bad"), self._t("shortfall.faulty"))
        if self.phase == "before":
            return self.mark(StatusMark("○", "soft"), self._t("shortfall.before"))
        if short:
            over = self.phase == "after"
            words = self._t("shortfall.ended" if over else "shortfall.short")
            return self.mark(StatusMark("✖" if over else "▼", "bad"), words, short)
        if all(progress.status == "met" for progress in standing.report.minima):
            return self.mark(StatusMark("✔", "ok"), self._t("shortfall.met"))
        return self.mark(StatusMark("●", "accent"), self._t("shortfall.enough"))

    def unknown(self, standing: OfficeStanding) -> Markup:
        """What the office tells of and the year's file here does not know; nothing if it knows all of it."""
        unknown, groups = standing.worked.unknown_class, standing.worked.unknown_groups
        warnings = (
            [self._t("shortfall.unknown_class", told=unknown.registered, held_to=unknown.held_to)] if unknown else []
        )
        warnings += [self._t("shortfall.unknown_group", group=group) for group in groups]
        return Markup("").join(Markup(" ") + self.mark(StatusMark("◇", "warn"), warning) for warning in warnings)

    def _t(self, key: str, **gaps: str | int) -> str:
        return phrases()(key, **gaps).of(self.language)


def bar(progress: Progress) -> Markup:
    """Thick up to the count, thin up to the minimum, a tall tick where today should be until the minimum is met."""
    tick = f'<path class="tick" d="M{_share(progress.expected, progress.quota)} 0v8"/>'
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="track" d="M0 6h100"/><path class="full" d="M0 4h{_share(progress.count, progress.quota)}"/>'
        f"{tick if progress.has_pace else ''}</svg>"
    )


def _share(part: float, whole: int) -> float:
    """Percent of a bar that is full."""
    return round(max(min(100 * part / whole, 100), 0), 1)
