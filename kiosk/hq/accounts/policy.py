"""Authorization policy: what each role may do, and of which offices. Whoever is not named here may nothing."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import sqlalchemy as sa

from kiosk.hq.store.tables import offices

Role = Literal["reader", "officer", "administrator"]
"""Each may what the one before it may, and more."""

ROLES: tuple[Role, ...] = get_args(Role)

Permission = Literal["read", "acknowledge", "publish", "kiosks", "audit", "users"]

LEAST: dict[Permission, Role] = {
    "read": "reader",
    "acknowledge": "officer",
    "publish": "administrator",
    "kiosks": "administrator",
    "audit": "administrator",
    "users": "administrator",
}
"""The least role that has each permission."""


@dataclass(frozen=True)
class Grant:
    """A role, and the scope that it holds for: the offices of a region, or one office; all where neither is named."""

    role: Role
    region: str | None = None
    office: str | None = None

    @property
    def is_of_all(self) -> bool:
        """Whether its scope is all offices."""
        return self.region is None and self.office is None

    def __str__(self) -> str:
        """In words, for a terminal and the audit log."""
        return f"{self.role} of {self.office or (f'the region {self.region}' if self.region else 'all offices')}"


@dataclass(frozen=True)
class Access:
    """What somebody may do and see: a grant, and the names of the offices in its scope (None: all there are)."""

    grant: Grant
    offices: frozenset[str] | None = None

    def may(self, permission: Permission) -> bool:
        """Whether the role has a permission."""
        return ROLES.index(self.grant.role) >= ROLES.index(LEAST[permission])

    def sees(self, office: str) -> bool:
        """Whether an office is in its scope."""
        return self.offices is None or office in self.offices

    def covers(self, grant: Grant) -> bool:
        """Whether all of another grant's scope is in its own, whatever offices a region gets later."""
        if self.offices is None:
            return True
        return grant.region == self.grant.region if grant.region else grant.office in self.offices

    def among(self, column: sa.ColumnElement[Any]) -> sa.ColumnElement[bool]:
        """The condition that an office's column is in its scope."""
        return sa.true() if self.offices is None else column.in_(self.offices)


EVERYTHING = Access(Grant("administrator"))
"""What the command line may, at the machine itself."""

NOTHING = Access(Grant("reader"), frozenset())
"""What somebody sees who has not logged in."""

OPEN = Access(Grant("reader"))
"""What is shown on this machine where the pages are open without users."""


def offices_of(db: sa.Connection, grant: Grant) -> frozenset[str] | None:
    """The offices in a grant's scope, as the register has them now; None for all."""
    if grant.office is not None:
        return frozenset({grant.office})
    if grant.region is None:
        return None
    return frozenset(db.execute(sa.select(offices.c.office).where(offices.c.region == grant.region)).scalars())
