"""The options every command takes, before or after it; the later one wins."""

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kiosk.machine.kiosk import Kiosk, clock_on, data_folder
from kiosk.text.refusal import Misuse

if TYPE_CHECKING:
    from kiosk.catalogue.catalogue import Catalogue
    from kiosk.storage.toml_file import Fault


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
        from kiosk.storage.toml_file import Faulty

        catalogue, faults = load_last_good(self.office, self.folder, clock_on(self.today)().date())
        if faults and not goes_on and not is_of_record(faults, self.folder):
            raise Faulty(faults)
        return self._kiosk_of(catalogue, faults)

    def counter(self) -> Kiosk:
        """The kiosk of a program that visitors or staff wait for: what the last start has read, if nothing changed."""
        if not self.may_write:
            raise Misuse("kiosk.only_reads")
        from kiosk.catalogue.cache import CatalogueCache

        cache = CatalogueCache(self.office, self.folder, clock_on(self.today)().date())
        if (cached := cache.read()) is not None:
            return self._kiosk_of(cached)
        return replace(self.kiosk(writes=True, goes_on=True), cache=cache)

    def _kiosk_of(self, catalogue: "Catalogue", faults: Sequence["Fault"] = ()) -> Kiosk:
        return Kiosk(
            catalogue=catalogue,
            faults=[*faults],
            folder=self.folder,
            practice=self.practice,
            clock=clock_on(self.today),
            office_file=self.office,
        )
