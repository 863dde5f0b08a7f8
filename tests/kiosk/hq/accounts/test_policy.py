"""What each role may, and of which offices: in the policy, in the register of users, and by the commands."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from kiosk.hq.accounts.policy import EVERYTHING, LEAST, NOTHING, OPEN, ROLES, Access, Grant
from kiosk.hq.accounts.users import Users
from kiosk.hq.register.offices import OfficeRegister
from kiosk.hq.store.audit_log import Actor, newest
from kiosk.hq.store.engine import connect
from kiosk.hq.store.tables import offices
from kiosk.text.refusal import Misuse, Refusal
from tests.support.commands import run

pytestmark = pytest.mark.usefixtures("cheap_hashes")

PASSWORD = "rubber trees in rain"
NOW = datetime(2024, 3, 1, 3, 0, tzinfo=UTC)
ROOT = Actor("root")
SOUTH = {"trang", "phatthalung"}


@pytest.fixture
def engine(url: str) -> Iterator[sa.Engine]:
    """A register of three offices, two of them of a region."""
    made = connect(url, practice=True)
    register = OfficeRegister(made)
    register.add(list(SOUTH), region="South")
    register.add(["nan"])
    yield made
    made.dispose()


@pytest.fixture
def users(engine: sa.Engine) -> Users:
    made = Users(engine)
    made.add("malee", PASSWORD, [], ROOT, NOW, Grant("administrator"))
    return made


@pytest.mark.parametrize("permission", LEAST)
def test_each_role_may_what_the_one_before_it_may_and_an_unnamed_one_nothing_more(permission: str) -> None:
    may = [Access(Grant(role)).may(permission) for role in ROLES]  # type: ignore[arg-type]
    assert may == sorted(may)
    assert may[-1]
    assert EVERYTHING.may(permission)  # type: ignore[arg-type]
    assert OPEN.may(permission) is (permission == "read")  # type: ignore[arg-type]
    assert not NOTHING.sees("trang")


@pytest.mark.parametrize(
    ("grant", "seen"),
    [
        (Grant("reader"), {"nan", *SOUTH}),
        (Grant("officer", region="South"), SOUTH),
        (Grant("reader", office="trang"), {"trang"}),
    ],
)
def test_a_user_sees_the_offices_of_their_scope_as_the_register_has_them_now(
    users: Users, engine: sa.Engine, grant: Grant, seen: set[str]
) -> None:
    users.add("somchai", PASSWORD, [], ROOT, NOW, grant)
    access = users.access("somchai")
    assert access is not None
    assert {office for office in ("nan", *SOUTH) if access.sees(office)} == seen
    with engine.begin() as db:
        assert set(db.execute(sa.select(offices.c.office).where(access.among(offices.c.office))).scalars()) == seen
        db.execute(offices.update().values(region="South"))
    access = users.access("somchai")
    assert access is not None
    assert access.sees("nan") is (grant.office is None)


def test_nobody_gives_more_than_they_have() -> None:
    south = Access(Grant("administrator", region="South"), frozenset(SOUTH))
    for grant, is_covered in (
        (Grant("reader"), False),
        (Grant("reader", region="North"), False),
        (Grant("reader", office="nan"), False),
        (Grant("administrator", region="South"), True),
        (Grant("reader", office="trang"), True),
    ):
        assert south.covers(grant) is is_covered
        assert EVERYTHING.covers(grant)


def test_the_last_administrator_of_all_offices_is_neither_removed_nor_made_less(
    users: Users, engine: sa.Engine
) -> None:
    users.add("somchai", PASSWORD, [], ROOT, NOW, Grant("administrator", region="South"))
    users.invite("wipa", Grant("administrator"), ROOT, NOW)
    for lessen in (
        lambda: users.remove("malee", ROOT, NOW),
        lambda: users.set_grant("malee", Grant("officer"), ROOT, NOW),
        lambda: users.set_grant("malee", Grant("administrator", office="trang"), ROOT, NOW),
    ):
        with pytest.raises(Refusal, match="last administrator"):
            lessen()
    assert users.all()["malee"].grant == Grant("administrator")
    users.set_grant("somchai", Grant("administrator"), ROOT, NOW)
    users.remove("malee", ROOT, NOW)
    with engine.connect() as db:
        told = [(line.action, line.detail) for line in newest(db, 2)]
    assert told == [("user-removed", "malee"), ("user-set", "somchai: administrator of all offices")]


def test_a_scope_that_the_register_does_not_have_is_wrong_usage(users: Users) -> None:
    for grant in (
        Grant("reader", office="trnag"),
        Grant("reader", region="Suoth"),
        Grant("reader", region="South", office="trang"),
    ):
        with pytest.raises(Misuse):
            users.invite("somchai", grant, ROOT, NOW)
    assert set(users.all()) == {"malee"}


def test_who_was_invited_is_let_in_by_no_password_before_one_is_set(users: Users) -> None:
    users.invite("somchai", Grant("reader"), ROOT, NOW)
    assert not users.admitted("somchai", "", "", NOW)
    with pytest.raises(Refusal, match="there already"):
        users.invite("somchai", Grant("reader"), ROOT, NOW)


def test_the_commands_give_roles_and_scopes(tmp_path: Path) -> None:
    assert run(tmp_path, "hq", "office", "add", "trang").returncode == 0
    add = ["hq", "user", "add"]
    first = run(tmp_path, *add, "malee", stdin=PASSWORD + "\n")
    assert first.stdout == "malee may log in, as administrator of all offices.\n"
    second = run(tmp_path, *add, "somchai", "--role", "officer", "--for-office", "trang", stdin=PASSWORD + "\n")
    assert second.stdout == "somchai may log in, as officer of trang.\n"
    invited = run(tmp_path, "hq", "user", "invite", "wipa").stdout
    assert invited.splitlines()[-1].startswith("/invitation/")
    assert (
        run(tmp_path, "hq", "user", "set", "somchai", "--role", "reader").stdout
        == "somchai is reader of all offices.\n"
    )
    assert run(tmp_path, "hq", "user", "set", "somchai").returncode == 2
    assert run(tmp_path, "hq", "user", "list").stdout.splitlines() == [
        "malee  administrator of all offices",
        "somchai  reader of all offices",
        "wipa  reader of all offices  invited, without a password yet",
    ]


def test_who_sees_an_office_sees_it_under_its_new_name(users: Users, engine: sa.Engine) -> None:
    users.add("anan", PASSWORD, [], ROOT, NOW, Grant("officer", office="nan"))
    OfficeRegister(engine).rename("nan", "nan-town", NOW)
    renamed = users.access("anan")
    OfficeRegister(engine).merge("nan-town", "trang", NOW)
    merged = users.access("anan")
    assert renamed
    assert merged
    assert (renamed.offices, merged.offices) == ({"nan-town"}, {"trang"})
