"""The options that every command takes, before or after its name."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from kiosk.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])


def common_options(command: Command, *, from_environment: bool = False) -> Command:
    """Give a command the options of Settings; only the outermost one reads the environment."""

    def variable(name: str) -> str | None:
        return name if from_environment else None

    for option in (
        click.option("--today", metavar="YYYY-MM-DD", callback=_day, help="Take this day for today."),
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


def _day(_context: click.Context, _option: click.Parameter, value: str | None) -> datetime.date | None:
    if value is None:
        return None
    try:
        return datetime.datetime.strptime(value, "%Y-%m-%d").date()
    except ValueError:
        raise click.BadParameter(f"{value} is not a day; write it as 2024-03-01") from None
