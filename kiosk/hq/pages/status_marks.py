"""Marks: a shape, a word and a number, then colour; and the bar of a minimum. Drawn here, as a page has thousands."""

from markupsafe import Markup, escape

from kiosk.catalogue.assessment import Phase
from kiosk.hq.pages.phrases import alarm_name, words
from kiosk.hq.report.standings import Standing
from kiosk.progress.counts import Progress
from kiosk.progress.pace import Status
from kiosk.text.bilingual import Phrases
from kiosk.text.languages import Language, partner

Kind = tuple[str, str]
"""A shape, and the class that colours it."""

_STATUS: dict[Status, Kind] = {
    "before": ("○", "soft"),
    "ahead": ("▲", "ok"),
    "on-pace": ("●", "accent"),
    "behind": ("▼", "bad"),
    "met": ("✔", "ok"),
    "late": ("▼", "bad"),
    "missed": ("✖", "bad"),
}
_STATE: dict[str, Kind] = {
    "reporting": ("●", "ok"),
    "late": ("◔", "warn"),
    "missing": ("◑", "warn"),
    "silent": ("◇", "warn"),
    "never": ("○", "soft"),
}


class Marks:
    """Marks in one language; `statuses` has the words of the counter for a status."""

    def __init__(self, language: Language, statuses: Phrases, phase: Phase) -> None:
        self.language = language
        self.phase = phase
        self._status = {one: statuses(f"status.{one}").of(language) for one in _STATUS}
        self._alarms: dict[tuple[str, bool], Markup] = {}
        self._state = {one: self.mark(kind, self._t(f"reporting.{one}")) for one, kind in _STATE.items()}

    def mark(self, kind: Kind, said: str, number: str | int = "") -> Markup:
        """Any mark."""
        shape, colour = kind
        more = "" if number == "" else f" {number}"
        return Markup(
            f'<span class="mark {colour}"><span aria-hidden="true">{shape}</span> {escape(said)}{escape(more)}</span>'
        )

    def status(self, one: Progress) -> Markup:
        """Where a count stands; met here is no met while ITAP's own figure is below the minimum."""
        if one.status == "met" and one.itap is not None and one.itap < one.quota:
            return self.mark(("◇", "warn"), self._t("shortfall.met_here", figure=one.itap, quota=one.quota))
        return self.mark(_STATUS[one.status], self._status[one.status], difference(one))

    def state(self, state: str) -> Markup:
        """Whether a kiosk reports."""
        return self._state[state]

    def alarm(self, kind: str, is_seen: bool) -> Markup:
        """What an alarm is about, in both languages."""
        if (kind, is_seen) not in self._alarms:
            name = alarm_name(kind)
            other = partner(self.language)
            shape: Kind = ("✔", "soft") if is_seen else ("▲", "warn")
            said = self.mark(shape, name.of(self.language))
            self._alarms[kind, is_seen] = said + Markup('<span lang="{}">{}</span>').format(other, name.of(other))
        return self._alarms[kind, is_seen]

    def share(self, standing: Standing) -> Markup:
        """How many of an office's kiosks report."""
        all_of_them = len(standing.report.kiosks)
        reporting = sum(one.state == "reporting" for one in standing.report.kiosks)
        return self.mark(_STATE["reporting" if reporting == all_of_them else "late"], f"{reporting} / {all_of_them}")

    def outcome(self, standing: Standing) -> Markup:
        """How an office will stand on the last day, if it goes on as it does."""
        short = standing.worked.short
        if self.phase == "before":
            return self.mark(("○", "soft"), self._t("shortfall.before"))
        if short:
            over = self.phase == "after"
            said = self._t("shortfall.ended" if over else "shortfall.short")
            return self.mark(("✖" if over else "▼", "bad"), said, short)
        if all(one.status == "met" for one in [*standing.report.groups, standing.report.total]):
            return self.mark(("✔", "ok"), self._t("shortfall.met"))
        return self.mark(("●", "accent"), self._t("shortfall.enough"))

    def _t(self, key: str, **gaps: int) -> str:
        return words()(key, **gaps).of(self.language)


def bar(one: Progress) -> Markup:
    """Thick up to the count, thin up to the minimum, a tall tick where today should be until the minimum is met."""
    tick = f'<path class="tick" d="M{_share(one.expected, one.quota)} 0v8"/>'
    return Markup(
        '<svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">'
        f'<path class="track" d="M0 6h100"/><path class="full" d="M0 4h{_share(one.count, one.quota)}"/>'
        f"{'' if one.status in ('met', 'before', 'missed') else tick}</svg>"
    )


def difference(one: Progress) -> str:
    """How far a count is from what is due: from the minimum once it is met or the deadline has passed."""
    if one.status == "before":
        return ""
    return signed(round(one.count - (one.quota if one.status in ("met", "missed", "late") else one.expected)))


def signed(number: int) -> str:
    """+15, −52, with the sign that is as wide as a digit."""
    return f"{number:+d}".replace("-", "−")


def _share(part: float, whole: int) -> float:
    """Percent of a bar that is full."""
    return round(max(min(100 * part / whole, 100), 0), 1)
