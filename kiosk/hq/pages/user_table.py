"""The users of the pages: who they are, what each may and where, whether with a second factor, and when last seen."""

from typing import Any

import sqlalchemy as sa

from kiosk.hq.accounts.invitations import Invitations
from kiosk.hq.accounts.policy import LEAST, ROLES, Access, Grant
from kiosk.hq.accounts.users import User, Users
from kiosk.hq.pages.audit_table import audit_table
from kiosk.hq.pages.cells import LinkCell, MarkCell
from kiosk.hq.pages.listing import Listing
from kiosk.hq.pages.phrases import office_name, phrases
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Answer, Facet, Fold, Row, Table, moment_at
from kiosk.progress.status_marks import StatusMark
from kiosk.text.bilingual import Bilingual, same

_STATES: dict[str, StatusMark] = {
    "active": StatusMark("●", "ok"),
    "invited": StatusMark("○", "soft"),
    "no_password": StatusMark("◇", "warn"),
}

_BESIDE = 8
"""Lines of the audit log that stand beside the users."""


def user_table(snapshot: Snapshot) -> Table:
    """A row for each user whose scope is within that of who looks."""
    links = Invitations(snapshot.engine).open(snapshot.now)
    rows = [_row(user, links) for user in seen_users(snapshot.engine, snapshot.access).values()]
    say = phrases()
    return Table(
        "users",
        say("users.title"),
        ["user", "role_words", "scope", "factor_words", "last_seen", "access_words", "good_until"],
        rows,
        ["user_link", "role_words", "scope_words", "factor_words", "last_seen", "access_words"],
        answer=Answer(
            say("users.summary", all=len(rows), without=sum(not row["factor"] for row in rows)), say("users.context")
        ),
        tiles=Facet("access", {state: _mark(state) for state in _STATES}),
        fold=Fold("user_link", "access_words", "role_words", "scope_words"),
    )


def seen_users(engine: sa.Engine, access: Access) -> dict[str, User]:
    """The users whose scope is within an access, by name: those that its administrator looks after."""
    return {name: user for name, user in Users(engine).all().items() if access.covers(user.grant)}


def user_forms(snapshot: Snapshot, _listing: Listing) -> dict[str, Any]:
    """What the form that invites a user offers, what each role may, and what was done last."""
    return {
        "roles": ROLES,
        "scopes": scopes(snapshot),
        "newest": audit_table(snapshot).rows[:_BESIDE],
        "rights": [
            (permission, [ROLES.index(role) >= ROLES.index(least) for role in ROLES])
            for permission, least in LEAST.items()
        ],
    }


def scopes(snapshot: Snapshot) -> list[tuple[str, Bilingual]]:
    """The scopes that who looks can give, each as a form says it, and in words."""
    places = snapshot.places
    regions = sorted({place.region for place in places.values() if place.region})
    every = [
        Grant("reader"),
        *(Grant("reader", region=region) for region in regions),
        *(Grant("reader", office=office) for office, place in places.items() if place.retired is None),
    ]
    return [(scope_key(grant), scope_words(grant)) for grant in every if snapshot.access.covers(grant)]


def scope_key(grant: Grant) -> str:
    """A scope as a form says it: `region:South`, `office:trang`, nothing for all offices."""
    return f"region:{grant.region}" if grant.region else f"office:{grant.office}" if grant.office else ""


def scope_words(grant: Grant) -> Bilingual:
    """A scope for people."""
    if grant.region:
        return same(grant.region)
    return office_name(grant.office) if grant.office else phrases()("users.all_offices")


def role_words(role: str) -> Bilingual:
    """A role for people."""
    return phrases()(f"users.{role}")


def _row(user: User, links: dict[str, str]) -> Row:
    grant, has_factor, say = user.grant, user.totp_secret is not None, phrases()
    state = "active" if user.hash else "invited" if user.name in links else "no_password"
    return {
        "user": user.name,
        "user_link": LinkCell(same(user.name), f"/users/{user.name}"),
        "role": grant.role,
        "role_words": role_words(grant.role),
        "scope": grant.region or grant.office,
        "scope_words": scope_words(grant),
        "factor": has_factor,
        "factor_words": MarkCell(StatusMark("✔", "ok"), say("users.with_factor"))
        if has_factor
        else MarkCell(StatusMark("◇", "warn"), say("users.without_factor")),
        "last_seen": moment_at(user.last_seen),
        "access": state,
        "access_words": _mark(state),
        "good_until": moment_at(links.get(user.name)),
    }


def _mark(state: str) -> MarkCell:
    return MarkCell(_STATES[state], phrases()(f"users.{state}"), rank=[*_STATES].index(state))
