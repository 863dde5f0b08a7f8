"""The options every command takes, before or after it; the later one wins."""

import datetime
from pathlib import Path

from msgspec import Struct

from kiosk.machine import Kiosk, clock_on, data_folder
from kiosk.storage.toml_file import Faulty
from kiosk.text.refusal import Misuse


class Settings(Struct):
    """What was asked for on the command line or in the environment."""

    data: Path | None = None
    office: Path | None = None
    practice: bool = False
    today: datetime.date | None = None

    @property
    def folder(self) -> Path:
        """Where this kiosk's files lie."""
        return data_folder(self.data, self.practice)

    @property
    def may_write(self) -> bool:
        """Whether what is written is of today, or of nobody: not of a made-up day on the real ledger."""
        return self.today is None or self.practice

    def as_arguments(self) -> list[str]:
        """The options that say the same on another command line."""
        named = (("--data", self.data), ("--office", self.office), ("--today", self.today))
        given = [argument for option, value in named if value is not None for argument in (option, str(value))]
        return [*given, *(["--practice"] if self.practice else [])]

    def kiosk(self, *, writes: bool = False, goes_on: bool = False) -> Kiosk:
        """The kiosk these settings describe. Misuse when a made-up day would be written into the real ledger.

        Faulty when a file is not right; what `goes_on` without a person to mend it takes the last good ones then. What
        the record says and cannot be meant keeps nothing from going on.
        """
        if writes and not self.may_write:
            raise Misuse("kiosk.only_reads")
        from kiosk.catalogue.last_good import is_of_record, load_last_good

        clock = clock_on(self.today)
        today = clock().date()
        catalogue, faults = load_last_good(self.office, self.folder, today)
        if faults and not goes_on and not is_of_record(faults, self.folder):
            raise Faulty(faults)
        return Kiosk(
            catalogue=catalogue,
            faults=faults,
            folder=self.folder,
            practice=self.practice,
            clock=clock,
            office_file=self.office,
        )
