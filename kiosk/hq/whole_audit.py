"""Audit of a whole register: its chains and tallies, its daily roots, its bulletins."""

import sqlalchemy as sa

from kiosk.hq.bulletins.verify import bulletin_problems
from kiosk.hq.roots.verify import root_problems
from kiosk.hq.store.verify import Audit, audit
from kiosk.protocol.meaning import KnownYears


def whole_audit(engine: sa.Engine, known: KnownYears, key: str | None) -> Audit:
    """What is wrong with it, and what rests on what; `key` (hex) is headquarters' own, if it is at hand."""
    whole = audit(engine, known, key)
    whole.problems += [*root_problems(engine, key), *bulletin_problems(engine, key)]
    return whole
