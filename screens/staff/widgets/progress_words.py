"""Where a minimum stands, in words: the same on its row and on the page of its chart.

Met by this count is no more than met here while ITAP, whose figure is what counts, shows fewer than the minimum.
"""

from kiosk.progress.counts import Progress
from kiosk.text.bilingual import Bilingual, Phrases

_RESTING = {"met": "minimum_met", "before": "not_begun", "missed": "ended"}


def status_words(progress: Progress, say: Phrases) -> Bilingual:
    """The word for its status."""
    return say("status.met-here" if progress.is_met_here else f"status.{progress.status}")


def resting_words(progress: Progress, say: Phrases) -> Bilingual | None:
    """What is said in place of a pace when nothing more is due, or nothing yet."""
    if progress.is_met_here:
        return say("staff.itap_lacks", figure=str(progress.itap), quota=progress.quota)
    return say(f"staff.{_RESTING[progress.status]}") if progress.status in _RESTING else None
