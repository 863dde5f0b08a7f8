"""The sync status in words: one line, and the moment of headquarters' receipt in this kiosk's time."""

import datetime

from kiosk.machine.kiosk import Kiosk
from kiosk.sync.status import SyncStatus
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import short_date

NIGHT_ENDS = 6
"""The hour up to which a sync is last night's."""


def sync_words(standing: SyncStatus | None, kiosk: Kiosk) -> Bilingual:
    """The last sync in one line."""
    if standing is None:
        return same("")
    say = kiosk.catalogue.phrases
    if standing.confirmed_at is None:
        return say("sync.halted_first" if standing.word == "halted" else f"sync.{standing.word}")
    return say(f"sync.{standing.word}", when=moment_words(standing.confirmed_at, kiosk))


def moment_words(moment: datetime.datetime, kiosk: Kiosk) -> Bilingual:
    """A moment of headquarters in this kiosk's time: last night 02:14, today 09:14, 29 Feb 02:14."""
    say, at = kiosk.catalogue.phrases, moment.astimezone(kiosk.clock().tzinfo)
    time = at.strftime("%H:%M")
    if at.date() == kiosk.today:
        return say("sync.night_at" if at.hour < NIGHT_ENDS else "sync.today_at", time=time)
    return say("sync.day_at", day=short_date(at.date()), time=time)
