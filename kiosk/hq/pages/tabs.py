"""The pages behind the tabs, in their order: see table.py for how to make one."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any, NamedTuple

from kiosk.hq.accounts.policy import Permission
from kiosk.hq.pages.alarm_table import alarm_table
from kiosk.hq.pages.audit_table import audit_table
from kiosk.hq.pages.bulletin_table import bulletin_page
from kiosk.hq.pages.itap_table import itap_page
from kiosk.hq.pages.kiosk_table import NEEDS_SOMEBODY, kiosk_table
from kiosk.hq.pages.listing import Listing
from kiosk.hq.pages.message_table import message_table
from kiosk.hq.pages.root_table import root_page, root_table
from kiosk.hq.pages.shortfall_table import minima_table, shortfall_page, shortfall_table
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Row, Table
from kiosk.hq.pages.told_side import told_side
from kiosk.hq.pages.user_table import user_forms, user_table

_SEEN_SHOWN = 100
"""Alarms that somebody has seen to, as far as the page shows them."""


_AT_ONCE = 500
"""Alarms that are acknowledged with one button: their numbers are no longer than a form may be."""


class Waiting(NamedTuple):
    """How many things of a page somebody must see to, and whether now."""

    number: int
    is_urgent: bool


@dataclass(frozen=True)
class Tab:
    """A page behind a tab: its table, and, if it has a template of its name, what that draws besides.

    `further` are tables that its files alone have, of the rows that are chosen; `reports` is whether it is part of the
    report that is handed on, `permission` what it takes to see it, `waiting` the number on its tab.
    """

    table: Callable[[Snapshot], Table]
    values: Callable[[Snapshot, Listing], dict[str, Any]] | None = None
    further: Callable[[Snapshot, list[Row]], list[Table]] = lambda _snapshot, _rows: []
    reports: bool = True
    permission: Permission = "read"
    waiting: Callable[[Snapshot], Waiting | None] = lambda _snapshot: None


def _minima(snapshot: Snapshot, rows: list[Row]) -> list[Table]:
    chosen = {row["office"] for row in rows}
    standings = [standing for standing in snapshot.standings if standing.report.office in chosen]
    return [minima_table(standings, snapshot.statuses)]


def _unreported(snapshot: Snapshot) -> Waiting | None:
    states: Counter[str] = Counter(chain.from_iterable(standing.states for standing in snapshot.standings))
    unheard = sum(states[state] for state in NEEDS_SOMEBODY)
    return Waiting(unheard, bool(states["halted"] or states["silent"]))


TABS = {
    "shortfall": Tab(shortfall_table, shortfall_page, further=_minima),
    "kiosks": Tab(lambda now: kiosk_table(now.standings, now), waiting=_unreported),
    "itap": Tab(itap_page),
    "bulletins": Tab(bulletin_page, lambda *_: {}, reports=False),
    "alarms": Tab(
        alarm_table,
        lambda now, _: {"shown": _SEEN_SHOWN, "most_at_once": _AT_ONCE, **told_side(now)},
        waiting=lambda now: Waiting(now.open_alarms, True),
    ),
    "messages": Tab(message_table, reports=False),
    "roots": Tab(root_table, root_page),
    "users": Tab(user_table, user_forms, reports=False, permission="users"),
    "audit": Tab(audit_table, reports=False, permission="audit"),
}
"""Every tab by the name of its page."""
