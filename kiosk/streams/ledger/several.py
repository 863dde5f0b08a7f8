"""Several entries written together: respondents of one work group and day, counted or taken back in one transaction."""

import datetime
import uuid
from dataclasses import dataclass


@dataclass(frozen=True)
class Several:
    """So many respondents of a work group on a day, as their entries' ids; whether they are taken back.

    The ids are there before anything is written: whoever writes the same twice has written it once.
    """

    group: str
    day: datetime.date
    ids: tuple[str, ...]
    takes_back: bool = False

    @classmethod
    def of(cls, group: str, day: datetime.date, number: int, *, takes_back: bool = False) -> "Several":
        """A number of them under new ids."""
        return cls(group, day, tuple(str(uuid.uuid4()) for _ in range(number)), takes_back)

    @property
    def change(self) -> int:
        """What they add to the count."""
        return -len(self.ids) if self.takes_back else len(self.ids)
