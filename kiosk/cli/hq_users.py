"""Who may read headquarters' pages."""

from typing import TYPE_CHECKING

import click

from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option
from kiosk.cli.root import asked_twice, command, print_json
from kiosk.settings import Settings

if TYPE_CHECKING:
    from kiosk.hq.server import Headquarters


@hq.group()
def user() -> None:
    """Who may read headquarters' pages."""


@command(user, "add")
@database_option
@click.option("--totp", "with_totp", is_flag=True, help="Ask for a code of their phone too, and print its QR code.")
@click.argument("name")
def user_add(settings: Settings, database: str | None, with_totp: bool, name: str) -> int:
    """Let the officer NAME in. The password is asked twice; one line from stdin when no terminal."""
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    users, now = headquarters.users, headquarters.now()
    users.add(name, _password(name), _about(headquarters), at_command_line(), now)
    if with_totp:
        from kiosk.hq.accounts import totp

        secret = totp.new_secret()
        users.set_second_factor(name, secret, at_command_line(), now)
        _print_qr(totp.provisioning_uri(name, secret))
    click.echo(f"{name} may log in{' with a code of their phone' if with_totp else ''}.")
    return 0


@command(user, "password")
@database_option
@click.argument("name")
def user_password(settings: Settings, database: str | None, name: str) -> int:
    """Give the officer NAME a new password, and ask for no code of a phone until they turn that on again."""
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    headquarters.users.set_password(name, _password(name), _about(headquarters), at_command_line(), headquarters.now())
    click.echo(f"{name} has a new password, and is logged out everywhere.")
    return 0


@command(user, "remove")
@database_option
@click.argument("name")
def user_remove(settings: Settings, database: str | None, name: str) -> int:
    """Let the officer NAME in no longer."""
    from kiosk.hq.server import at_command_line

    headquarters = opened(settings, database)
    headquarters.users.remove(name, at_command_line(), headquarters.now())
    click.echo(f"{name} is let in no longer, and is logged out everywhere.")
    if not headquarters.users.all():
        click.echo("Nobody is left who may log in: the pages are closed.")
    return 0


@command(user, "list")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def user_list(settings: Settings, database: str | None, as_json: bool) -> int:
    """Name everybody who may log in."""
    users = opened(settings, database, writes=False).users.all().values()
    if as_json:
        print_json({"users": [{"name": each.name, "second_factor": each.totp_secret is not None} for each in users]})
    else:
        lines = [f"{each.name}{'  with a code of their phone' if each.totp_secret else ''}" for each in users]
        click.echo("\n".join(lines) or "Nobody may log in: the pages are closed.")
    return 0


def _password(name: str) -> str:
    from kiosk.hq.accounts.password_rules import LONGEST, SHORTEST

    return asked_twice(f"Password of {name} ({SHORTEST} to {LONGEST} characters)")


def _about(headquarters: "Headquarters") -> list[str]:
    """What a guesser would try first: the office, by its id and names."""
    office = headquarters.machine.office
    return [office.id, *office.name.pair(), *office.short_name.pair(), "kiosk", "immigration"]


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
