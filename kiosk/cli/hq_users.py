"""Users of headquarters' pages: who they are, what each may do, and of which offices."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option
from kiosk.cli.root import asked_twice, command, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.refusal import Misuse

if TYPE_CHECKING:
    from kiosk.hq.accounts.policy import Grant, Role
    from kiosk.hq.accounts.users import User

_ROLES = ["reader", "officer", "administrator"]


@hq.group()
def user() -> None:
    """Users of headquarters' pages: readers see, officers acknowledge too, administrators look after users too."""


def _grant_options(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options for what a user may; without region and office it holds for all offices."""
    for option in (
        click.option("--for-office", "only_office", metavar="OFFICE", help="This office alone."),
        click.option("--region", metavar="REGION", help="The offices of this region alone."),
        click.option("--role", type=click.Choice(_ROLES), help="What they may; by default a reader."),
    ):
        function = option(function)
    return function


@command(user, "add")
@database_option
@_grant_options
@click.option("--totp", "with_totp", is_flag=True, help="Ask for a code of their phone too, and print its QR code.")
@click.argument("name")
def user_add(settings: Settings, database: str | None, with_totp: bool, name: str, **grant: Any) -> int:
    """Let the user NAME in: the first one as an administrator, unless --role says otherwise.

    The password is asked twice; one line from stdin when no terminal.
    """
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    users, now = headquarters.users, headquarters.now()
    given = _grant("reader" if users.all() else "administrator", **grant)
    users.add(name, _password(name), headquarters.guessed_words, at_command_line(), now, given)
    if with_totp:
        from kiosk.hq.accounts import totp

        secret = totp.new_secret()
        users.set_second_factor(name, secret, at_command_line(), now)
        _print_qr(totp.provisioning_uri(name, secret))
    click.echo(told("hq.user_added_totp" if with_totp else "hq.user_added", name=name, grant=str(given)))
    return 0


@command(user, "invite")
@database_option
@_grant_options
@click.argument("name")
def user_invite(settings: Settings, database: str | None, name: str, **grant: Any) -> int:
    """Let the new user NAME choose a password with a one-time link, whose path stands alone on the last line.

    A user who is there already, and has forgotten theirs, gets a new link.
    """
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    if name not in headquarters.users.all():
        headquarters.users.invite(name, _grant("reader", **grant), at_command_line(), headquarters.now())
    elif any(grant.values()):
        raise Misuse("hq.user_there", name=name)
    token = headquarters.invitations.begin(name, at_command_line(), headquarters.now())
    click.echo(told("hq.user_invited", name=name))
    click.echo(f"/invitation/{token}")
    return 0


@command(user, "set")
@database_option
@_grant_options
@click.argument("name")
def user_set(settings: Settings, database: str | None, name: str, **grant: Any) -> int:
    """Give the user NAME another role, or another scope. Without --region and --for-office it holds for all offices."""
    from kiosk.hq.server import at_command_line

    if grant["role"] is None:
        raise Misuse("hq.no_role")
    headquarters, given = opened(settings, database), _grant("reader", **grant)
    headquarters.users.set_grant(name, given, at_command_line(), headquarters.now())
    click.echo(told("hq.user_set", name=name, grant=str(given)))
    return 0


@command(user, "password")
@database_option
@click.argument("name")
def user_password(settings: Settings, database: str | None, name: str) -> int:
    """Give the user NAME a new password, and ask for no code of a phone until they turn that on again."""
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    password, about = _password(name), headquarters.guessed_words
    headquarters.users.set_password(name, password, about, at_command_line(), headquarters.now())
    click.echo(told("hq.user_password", name=name))
    return 0


@command(user, "remove")
@database_option
@click.argument("name")
def user_remove(settings: Settings, database: str | None, name: str) -> int:
    """Let the user NAME in no longer. The last administrator of all offices stays."""
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    headquarters.users.remove(name, at_command_line(), headquarters.now())
    click.echo(told("hq.user_removed", name=name))
    if not headquarters.users.all():
        click.echo(told("hq.nobody_left"))
    return 0


@command(user, "list")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def user_list(settings: Settings, database: str | None, as_json: bool) -> int:
    """Name everybody who may log in, and what each may."""
    users = opened(settings, database, writes=False).users.all().values()
    if as_json:
        print_json({"users": [_as_json(each) for each in users]})
    else:
        lines = [
            f"{each.name}  {each.grant}{told('hq.with_totp') if each.totp_secret else ''}"
            f"{'' if each.hash else told('hq.invited')}"
            for each in users
        ]
        click.echo("\n".join(lines) or told("hq.nobody"))
    return 0


def _as_json(user: "User") -> dict[str, object]:
    return {
        "name": user.name,
        **vars(user.grant),
        "second_factor": user.totp_secret is not None,
        "invited": not user.hash,
        "last_seen": user.last_seen,
    }


def _grant(otherwise: "Role", role: "Role | None", region: str | None, only_office: str | None) -> "Grant":
    from kiosk.hq.accounts.policy import Grant

    return Grant(role or otherwise, region, only_office)


def _password(name: str) -> str:
    from kiosk.hq.accounts.password_rules import LONGEST, SHORTEST

    return asked_twice(f"Password of {name} ({SHORTEST} to {LONGEST} characters)")


def _print_qr(address: str) -> None:
    """The code in half blocks, on the terminal's own ground; the address for who cannot scan it."""
    from kiosk.text.qr import modules

    rows = [[*row] for row in modules(address)]
    rows += [[False] * len(rows[0])] * (len(rows) % 2)
    for upper, lower in zip(rows[::2], rows[1::2], strict=True):
        click.echo("".join(_BLOCKS[above, below] for above, below in zip(upper, lower, strict=True)))
    click.echo(address)


_BLOCKS = {(False, False): "█", (True, False): "▄", (False, True): "▀", (True, True): " "}
"""Light modules drawn, dark ones left: most terminals write light on dark."""
