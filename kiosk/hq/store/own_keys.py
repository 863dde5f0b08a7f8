"""Headquarters' own keys in the register: every one that it has had, in the chain of statements that kiosks follow."""

from collections.abc import Iterator, Sequence

import msgspec
import sqlalchemy as sa

from kiosk.hq.store.tables import own_keys, register_table
from kiosk.protocol.hq_key import HqKey, followed, trusted
from kiosk.protocol.signing import verifies


def statements(db: sa.Connection) -> list[HqKey]:
    """Every statement, oldest first; none in a register that has not been served since there are any."""
    return [HqKey(*row) for row in db.execute(sa.select(own_keys).order_by(own_keys.c.number))]


def keep(db: sa.Connection, statement: HqKey) -> None:
    """Append a statement, and bind the register to the key that it brings."""
    db.execute(own_keys.insert().values(**msgspec.structs.asdict(statement)))
    db.execute(register_table.update().values(public_key=statement.public_key))


class OwnKeys:
    """The keys for which headquarters' present one, `public_key` (hex), vouches."""

    def __init__(self, db: sa.Connection, public_key: str) -> None:
        self._public_key = public_key
        self._stated = statements(db)
        self._vouched = trusted(self._stated, public_key)

    @property
    def first(self) -> str:
        """The first key (hex), after which the log of the daily roots is named."""
        return self._vouched[0].public_key if self._vouched else self._public_key

    @property
    def all(self) -> list[str]:
        """Every key (hex), oldest first."""
        return [key.public_key for key in self._vouched] or [self._public_key]

    def at(self, moment: str | None) -> Sequence[str]:
        """Which keys signed at a moment of the register: in the second of a change either; before all, the first."""
        if not self._vouched:
            return [self._public_key]
        ends = [*(key.since for key in self._vouched[1:]), "9999"]
        begins = ["", *(key.since for key in self._vouched[1:])]
        at = moment or ""
        periods = zip(self._vouched, begins, ends, strict=True)
        return [key.public_key for key, begin, end in periods if begin <= at <= end]

    def problems(self) -> Iterator[str]:
        """One sentence for everything that is wrong with the statements."""
        if not self._stated:
            return
        first = self._stated[0]
        is_begun = first.number == 1 and verifies(first.public_key, first.signature, first.bytes)
        if not is_begun or followed([first], self._stated[1:]) != self._stated or self._vouched != self._stated:
            yield "The statements of headquarters' own keys are not those that were signed."
