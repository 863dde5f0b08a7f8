"""Content is read anew when the record has another line, and not for what a sync notes beside the lines."""

import os
from pathlib import Path

from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.streams.record.record import Draft
from screens.staff.content_watch import ContentWatch
from tests.support.sample import DAY


def later(path: Path) -> None:
    """Two writes within a tick of the clock of files would have one time."""
    os.utime(path, ns=(0, path.stat().st_mtime_ns + 1))


def test_another_line_is_news_once_and_what_a_sync_notes_is_none(kiosk: Kiosk) -> None:
    with open_record(kiosk) as record:
        record.write(lambda: Draft(DAY, "staff", "figure/IIT", 1))
        watch = ContentWatch(kiosk.folder)
        record.state.set("synced", "2024-03-01")
        later(record.path)
        assert not watch.has_changed()
        record.write(lambda: Draft(DAY, "staff", "figure/IIT", 2))
        later(record.path)
        assert watch.has_changed()
        assert not watch.has_changed()
