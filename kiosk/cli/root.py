"""The root command, and the decorator that every command is made with."""

import functools
import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import click

from kiosk import __version__
from kiosk.cli.help import LocalizedGroup
from kiosk.cli.options import common_options, overlay
from kiosk.cli.settings import Settings
from kiosk.storage.log_file import LOG, LogFile, log_failure
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Refusal, reason
from kiosk.text.sentences import COMMANDS, sentence

_DAYS_WORK = {
    "run": "screens",
    "session": "screens",
    "staff": "screens",
    "demo": "screens",
    "count": "counts",
    "itap": "counts",
    "counts": "counts",
    "export": "evidence",
    "memo": "evidence",
    "print": "paper",
    "publish": "website",
    "check": "content",
    "confirm": "content",
    "facts": "facts",
    "disclosure": "evidence",
    "assessment": "years",
    "year": "years",
    "pin": "machine",
    "enrol": "machine",
    "sync": "machine",
    "ledger": "ledger",
    "backup": "backup",
    "restore": "backup",
    "doctor": "care",
    "support": "care",
    "install": "install",
    "uninstall": "install",
    "bundle": "install",
    "hq": "hq_users hq_enrol hq_offices hq_kiosks hq_bulletins hq_alerts hq_keys hq_backup",
}
"""The commands in the order of a day's work, each with the modules that put it in."""


class _Commands(LocalizedGroup):
    """A command's module is read when the command is asked for: the counter opens without those of the others."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(_DAYS_WORK)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name in _DAYS_WORK:
            for module in _DAYS_WORK[name].split():
                import_module(f"kiosk.cli.{module}")
        return super().get_command(context, name)


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, message="%(version)s")
@functools.partial(common_options, from_environment=True)
@click.pass_context
def cli(context: click.Context, /, **options: Any) -> int | None:
    """The counter kiosk of a Thai immigration office. Without a command it opens the counter."""
    overlay(context, options)
    if context.invoked_subcommand is None:
        counter = cli.get_command(context, "run")
        assert counter is not None
        return int(context.invoke(counter))
    return None


def command(parent: click.Group, name: str | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """A command that takes the common options after it too, and gets the Settings as its first argument."""

    def made(function: Callable[..., Any]) -> click.Command:
        @common_options
        @click.pass_context
        @functools.wraps(function)
        def call(context: click.Context, /, data: Any, office: Any, practice: Any, today: Any, **own: Any) -> Any:
            settings = overlay(context, {"data": data, "office": office, "practice": practice, "today": today})
            with _in_one_sentence(settings, context.command_path):
                return function(settings, **own)

        return parent.command(name)(call)

    return made


@contextmanager
def _in_one_sentence(settings: Settings, command: str) -> Iterator[None]:
    """Error handler: what no command foresees is said in one sentence too, and its traceback is in the log.

    So is what is logged on the way, unless the command has a log of its own: Python would write it to the terminal.
    """
    log = settings.folder / LOG
    logging.lastResort = LogFile(log)
    try:
        yield
    except (Refusal, BrokenPipeError, click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except Exception as error:
        log_failure(log, f"{command} failed", error)
        raise Refusal("kiosk.unforeseen", reason=reason(error), log=log) from error


def done(words: str) -> None:
    """Say what a command has done; it is done, also where nobody can be told on stdout."""
    try:
        click.echo(words)
    except OSError as error:
        print(told("done.not_printed", error=error, words=words), file=sys.stderr)


def told(key: str, /, **values: object) -> str:
    """What a command says, by its key in content/commands.toml, in the language of the machine."""
    return sentence(COMMANDS, key, **values).of(of_machine())


def asked(what: str) -> str:
    """What a person types, also nothing; one line from stdin when that is no terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    return str(click.prompt(what, default="", show_default=False))


def asked_twice(what: str) -> str:
    """A secret, typed twice without being shown; one line from stdin when that is no terminal."""
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    chosen: str = click.prompt(what, hide_input=True)
    if click.prompt(told("ask.again"), hide_input=True) != chosen:
        raise Refusal("pin.not_the_same")
    return chosen


def print_json(value: object) -> None:
    """Print one object on stdout, readable."""
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=1).decode())
