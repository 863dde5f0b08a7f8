"""The options every command takes, before or after it; the later one wins."""

import datetime
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct

from kiosk.errors import Misuse
from kiosk.office import Kiosk, clock_on, data_folder

if TYPE_CHECKING:
    from kiosk.ledger import Ledger

Command = TypeVar("Command", bound=Callable[..., Any])


class Settings(Struct):
    """What was asked for on the command line or in the environment."""

    data: Path | None = None
    office: Path | None = None
    practice: bool = False
    today: datetime.date | None = None

    @property
    def folder(self) -> Path:
        """Where this kiosk's files lie."""
        return data_folder(self.data, self.practice)

    def kiosk(self, *, writes: bool = False) -> Kiosk:
        """The kiosk these settings describe. Misuse when a made-up day would be written into the real ledger."""
        if writes and self.today is not None and not self.practice:
            raise Misuse("--today only reads on a real ledger; add --practice to write on a made-up day.")
        from kiosk.catalogue import load

        return Kiosk(
            catalogue=load(self.office, self.folder),
            folder=self.folder,
            practice=self.practice,
            clock=clock_on(self.today),
            office_file=self.office,
        )


def open_ledger(kiosk: Kiosk) -> "Ledger":
    """The kiosk's ledger, made at the first opening."""
    from kiosk.ledger import Ledger  # SQLite's tools are 10 MiB that the first page does not wait for

    return Ledger(kiosk.path("ledger.db"), kiosk.practice)


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


def gather(context: click.Context, values: dict[str, Any]) -> Settings:
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
