"""The options that every command takes, before or after its name."""

import datetime
import functools
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar, cast

import click

from kiosk.cli.settings import Settings
from kiosk.text import figures
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import COMMANDS, sentence

Command = TypeVar("Command", bound=Callable[..., Any])


def common_options(command: Command, *, from_environment: bool = False) -> Command:
    """Give a command the options of Settings; only the outermost one reads the environment."""

    def variable(name: str) -> str | None:
        return name if from_environment else None

    for option in (
        click.option("--today", metavar="YYYY-MM-DD", callback=day, help="Take this day for today."),
        click.option(
            "--practice",
            is_flag=True,
            default=None,
            envvar=variable("KIOSK_PRACTICE"),
            help="Work on the practice ledger (KIOSK_PRACTICE=1).",
        ),
        click.option(
            "--office",
            type=click.Path(path_type=Path, dir_okay=False),
            envvar=variable("KIOSK_OFFICE"),
            help="An office's own TOML, laid over the shipped one (KIOSK_OFFICE).",
        ),
        click.option(
            "--data",
            type=click.Path(path_type=Path, file_okay=False),
            envvar=variable("KIOSK_DATA"),
            help="Data folder (KIOSK_DATA).",
        ),
    ):
        command = option(command)
    return command


def overlay(context: click.Context, values: dict[str, Any]) -> Settings:
    """Lay the options given here over those given before."""
    settings: Settings = context.ensure_object(Settings)
    for name, value in values.items():
        if value is not None:
            setattr(settings, name, value)
    return settings


def day(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime.date | None:
    """The day that was typed."""
    if value is None:
        return None
    chosen = figures.day(value)
    if chosen is None:
        raise click.BadParameter(_said("no_day", value))
    return chosen


def whole_number(_context: click.Context, _option: click.Parameter, value: str) -> int:
    """The whole number that was typed, in digits of either kind."""
    chosen = figures.number(value)
    if chosen is None:
        raise click.BadParameter(_said("no_number", value[:20]))
    return chosen


def whole_number_or_none(context: click.Context, option: click.Parameter, value: str | None) -> int | None:
    """The whole number that was typed, if any was."""
    return None if value is None else whole_number(context, option, value)


def _said(key: str, text: str) -> str:
    return sentence(COMMANDS, f"option.{key}", text=text).of(of_machine())


def secret(variable: str, file: Path | None) -> str | None:
    """A secret that need not stand in the command, where other users of the machine read it: the first line of a file,
    or else a variable. Refusal if the file holds none.
    """
    if file is None:
        return os.environ.get(variable)
    try:
        first = file.read_text("utf-8-sig").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal("file.unreadable", path=file, error=error) from None
    if not first:
        raise Refusal("file.empty", path=file)
    return first


def database_option(command: Command) -> Command:
    """Give a command the option that names headquarters' register, whose URL may hold a password."""

    @click.option(
        "--database",
        metavar="URL",
        help="The register's database (KIOSK_HQ_DATABASE); SQLite in the data folder.",
    )
    @click.option(
        "--database-file",
        type=click.Path(path_type=Path, dir_okay=False),
        help="A file that begins with that URL.",
    )
    @functools.wraps(command)
    def call(*arguments: Any, database: str | None, database_file: Path | None, **own: Any) -> Any:
        return command(*arguments, database=database or secret("KIOSK_HQ_DATABASE", database_file), **own)

    return cast(Command, call)


def counted(number: int, noun: str = "entry", plural: str = "entries") -> str:
    """A number of entries, or of something else, in words."""
    return f"1 {noun}" if number == 1 else f"{number} {plural}"
