"""The office register: class, closed days and counting channel of each office, as headquarters has decided them."""

import datetime
from collections.abc import Callable
from typing import Any

import click

from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option
from kiosk.cli.root import command, print_json
from kiosk.errors import Misuse
from kiosk.settings import Settings
from kiosk.text import figures


@hq.group()
def office() -> None:
    """Class, closed days and counting channel of each office. A kiosk's own word is compared with them."""


def _days(_context: click.Context, _option: click.Parameter, value: str | None) -> list[datetime.date] | None:
    """Days with commas between them; none at all for an empty word."""
    if value is None:
        return None
    days = [figures.day(day.strip()) for day in value.split(",") if day.strip()]
    if None in days:
        raise click.BadParameter(f"{value} is no list of days; write it as 2024-03-12,2024-03-13")
    return sorted({day for day in days if day is not None})


def _terms(function: Callable[..., Any]) -> Callable[..., Any]:
    """The options for an office's terms; those that are not given are None."""
    for option in (
        click.option("--opened", metavar="DAYS", callback=_days, help="Days on which this office alone is open."),
        click.option("--closed", metavar="DAYS", callback=_days, help="Days on which this office alone is closed."),
        click.option("--counts-from", type=click.Choice(["staff", "visitor"]), help="Whose word is the count."),
        click.option("--class", "office_class", metavar="CLASS", help="The class whose minima hold."),
    ):
        function = option(function)
    return function


@command(office, "list")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def office_list(settings: Settings, database: str | None, as_json: bool) -> int:
    """Say what the register has of every office."""
    offices = opened(settings, database, writes=False).register.offices.all()
    if as_json:
        print_json({"offices": [{"office": name, "terms": terms} for name, terms in offices.items()]})
    else:
        click.echo(
            "\n".join(
                f"{name}: {terms or 'cannot be read; take its row out of the register'}"
                for name, terms in offices.items()
            )
            or "No office yet."
        )
    return 0


@command(office, "add")
@database_option
@click.argument("office_id", metavar="OFFICE")
@_terms
def office_add(settings: Settings, database: str | None, office_id: str, **terms: Any) -> int:
    """Put OFFICE into the register. `kiosk hq enrol` does so by itself, without a class."""
    from kiosk.hq.store.office_terms import OfficeTerms

    headquarters = opened(settings, database)
    headquarters.add_office(office_id, added := OfficeTerms(**_given(settings, terms)))
    click.echo(f"{office_id}: {added}")
    return 0


@command(office, "set")
@database_option
@click.argument("office_id", metavar="OFFICE")
@_terms
def office_set(settings: Settings, database: str | None, office_id: str, **terms: Any) -> int:
    """Change what the register has of OFFICE. --closed "" takes all its closed days out."""
    given = _given(settings, terms)
    if not given:
        raise Misuse("Nothing is to be changed; give --class, --counts-from, --closed or --opened.")
    changed = opened(settings, database).set_office(office_id, given)
    click.echo(f"{office_id}: {changed}")
    return 0


def _given(settings: Settings, terms: dict[str, Any]) -> dict[str, Any]:
    """The terms that were given. Misuse for a class that no year's file has."""
    known = {name for assessment in settings.kiosk().catalogue.assessments for name in assessment.quotas}
    if terms["office_class"] not in (None, *known):
        raise Misuse(
            f"No year has minima for the class {terms['office_class']}; use one of {', '.join(sorted(known))}."
        )
    return {name: value for name, value in terms.items() if value is not None}
