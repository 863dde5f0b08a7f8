"""Who may read headquarters' pages."""

import click

from kiosk.cli.hq import hq
from kiosk.cli.root import asked_twice, command
from kiosk.settings import Settings


@hq.group()
def user() -> None:
    """Who may read headquarters' pages."""


@command(user, "add")
@click.argument("name")
def user_add(settings: Settings, name: str) -> int:
    """Let the officer NAME in, or give them a new password. Asked twice; one line from stdin when no terminal."""
    from kiosk.hq.pages.users import SHORTEST, Users

    users = Users(settings.kiosk().path("users.toml"))
    new = users.add(name, asked_twice(f"Password of {name} ({SHORTEST} characters or more)"))
    click.echo(f"{name} may log in." if new else f"{name} has a new password, and is logged out everywhere.")
    return 0


@command(user, "remove")
@click.argument("name")
def user_remove(settings: Settings, name: str) -> int:
    """Let the officer NAME in no longer."""
    from kiosk.hq.pages.users import Users

    Users(settings.kiosk().path("users.toml")).remove(name)
    click.echo(f"{name} is let in no longer, and is logged out everywhere.")
    return 0
