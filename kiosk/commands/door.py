"""The front door itself, and what every command is made with: the common options, one JSON object."""

import functools
import sys
from collections.abc import Callable
from typing import Any

import click

from kiosk import __version__
from kiosk.errors import Refusal
from kiosk.settings import common_options, gather

_DAYS_WORK = [
    "run",
    "staff",
    "demo",
    "count",
    "itap",
    "counts",
    "export",
    "check",
    "confirm",
    "disclosure",
    "assessment",
    "pin",
    "enrol",
    "sync",
    "ledger",
    "hq",
]


class _Commands(click.Group):
    """Commands in the order of a day's work."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return sorted(self.commands, key=_DAYS_WORK.index)


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, message="%(version)s")
@functools.partial(common_options, from_environment=True)
@click.pass_context
def cli(context: click.Context, /, **options: Any) -> int | None:
    """The counter kiosk of a Thai immigration office. Without a command it opens the counter."""
    gather(context, options)
    if context.invoked_subcommand is None:
        return int(context.invoke(cli.commands["run"]))
    return None


def command(parent: click.Group, name: str | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """A command that takes the common options after it too, and gets the Settings as its first argument."""

    def made(function: Callable[..., Any]) -> click.Command:
        @common_options
        @click.pass_context
        @functools.wraps(function)
        def call(context: click.Context, /, data: Any, office: Any, practice: Any, today: Any, **own: Any) -> Any:
            gathered = gather(context, {"data": data, "office": office, "practice": practice, "today": today})
            return function(gathered, **own)

        return parent.command(name)(call)

    return made


def asked_twice(what: str) -> str:
    """A secret, typed twice without being shown; one line from stdin when that is no terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    chosen: str = click.prompt(what, hide_input=True)
    if click.prompt("Once more", hide_input=True) != chosen:
        raise Refusal("The two were not the same; nothing was changed. Try again.")
    return chosen


def print_json(value: object) -> None:
    """Print one object on stdout, readable."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=1).decode())
