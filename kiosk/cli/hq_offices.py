"""The office register: where each office is and by what it is held to account, as headquarters has decided."""

import datetime
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from msgspec import structs

from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option
from kiosk.cli.root import command, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text import figures
from kiosk.text.characters import hidden
from kiosk.text.dates import thai_day
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Misuse
from kiosk.text.sentences import COMMANDS
from kiosk.text.templates import by_template

if TYPE_CHECKING:
    from kiosk.hq.register.offices import Office
    from kiosk.hq.server import Headquarters


@hq.group()
def office() -> None:
    """Every office: its region, class, closed days and counting channel, with which a kiosk's word is compared."""


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
        print_json({"offices": [{"office": name, **structs.asdict(office)} for name, office in offices.items()]})
    else:
        click.echo("\n".join(map(_in_words, offices, offices.values())) or told("hq.no_office"))
    return 0


def _in_words(name: str, office: "Office") -> str:
    places = [place for place in (office.province if office.province != name else None, office.region) if place]
    retired = [told("hq.retired_on", day=thai_day(office.retired))] if office.retired else []
    terms = office.terms.words.of(of_machine()) if office.terms else told("hq.unreadable")
    return f"{name}: {', '.join([*retired, *places, terms])}"


@command(office, "add")
@database_option
@click.option("--region", metavar="REGION", help="The region that headquarters counts them to.")
@click.option("--province", metavar="PROVINCE", help="Their province, where their names are not those of provinces.")
@click.argument("offices", metavar="OFFICE...", nargs=-1, required=True)
@_terms
def office_add(
    settings: Settings,
    database: str | None,
    offices: tuple[str, ...],
    province: str | None,
    region: str | None,
    **terms: Any,
) -> int:
    """Put each OFFICE into the register, all of them or none."""
    from kiosk.hq.store.office_terms import OfficeTerms

    _check_names(*offices)
    headquarters, added = opened(settings, database), OfficeTerms(**_given(settings, terms))
    headquarters.register.offices.add(offices, added, province, visible(region, "--region"))
    for each in offices:
        headquarters.note("office", f"{each}: {added}")
        if region:
            headquarters.note("office", f"{each}: {region}")
        click.echo(f"{each}: {added.words.of(of_machine())}")
    return 0


@command(office, "set")
@database_option
@click.argument("office_id", metavar="OFFICE")
@_terms
def office_set(settings: Settings, database: str | None, office_id: str, **terms: Any) -> int:
    """Change by what OFFICE is held to account. --closed "" takes all its closed days out."""
    given = _given(settings, terms)
    if not given:
        raise Misuse("hq.nothing_to_change")
    headquarters = opened(settings, database)
    changed = headquarters.register.offices.set(office_id, **given)
    _noted(headquarters, f"{office_id}: {changed}")
    return 0


@command(office, "move")
@database_option
@click.argument("office_id", metavar="OFFICE")
@click.argument("region")
def office_move(settings: Settings, database: str | None, office_id: str, region: str) -> int:
    """Count OFFICE to REGION, however headquarters calls it. A kiosk is moved by `kiosk hq kiosk move`."""
    headquarters = opened(settings, database)
    headquarters.register.offices.move(office_id, visible(region, "REGION") or "")
    _noted(headquarters, f"{office_id}: {region}")
    return 0


@command(office, "rename")
@database_option
@click.argument("office_id", metavar="OFFICE")
@click.argument("name")
def office_rename(settings: Settings, database: str | None, office_id: str, name: str) -> int:
    """Give OFFICE the new NAME. Its kiosks and all their counts go along, and need not be visited."""
    _check_names(name)
    headquarters = opened(settings, database)
    headquarters.register.offices.rename(office_id, name, headquarters.now())
    _noted(headquarters, f"{office_id} is called {name}")
    return 0


@command(office, "merge")
@database_option
@click.argument("office_id", metavar="OFFICE")
@click.argument("into", metavar="INTO")
def office_merge(settings: Settings, database: str | None, office_id: str, into: str) -> int:
    """Make OFFICE a part of INTO, to which its kiosks and all their counts go, and strike it out of the register."""
    headquarters = opened(settings, database)
    headquarters.register.offices.merge(office_id, into, headquarters.now())
    _noted(headquarters, f"{office_id} is merged into {into}")
    return 0


@command(office, "retire")
@database_option
@click.option("--lift", is_flag=True, help="Expect its reports again.")
@click.argument("office_id", metavar="OFFICE")
def office_retire(settings: Settings, database: str | None, lift: bool, office_id: str) -> int:
    """Expect nothing of OFFICE and its kiosks any more. What they have counted stays in the register."""
    headquarters = opened(settings, database)
    kiosks = headquarters.register.offices.retire(office_id, not lift, headquarters.now())
    _noted(headquarters, f"{office_id} is {'in service again' if lift else 'retired'}")
    for kiosk in kiosks:
        headquarters.note("retired", kiosk)
    return 0


def _noted(headquarters: "Headquarters", words: str) -> None:
    """Put what was changed into the audit log, and say it."""
    headquarters.note("office", words)
    click.echo(by_template(COMMANDS, words).of(of_machine()))


def _check_names(*names: str) -> None:
    from kiosk.hq.server import check_names

    check_names(*names)


def visible(words: str | None, what: str) -> str | None:
    """Words that somebody can read. Misuse for others."""
    if words is not None and (not 0 < len(words.strip()) < 64 or hidden(words)):
        raise Misuse("office.no_words", what=what)
    return words.strip() if words else None


def _given(settings: Settings, terms: dict[str, Any]) -> dict[str, Any]:
    """The terms that were given. Misuse for a class that no year's file has."""
    known = {name for assessment in settings.kiosk().catalogue.assessments for name in assessment.quotas}
    if terms["office_class"] not in (None, *known):
        raise Misuse("hq.no_class", office_class=terms["office_class"], known=", ".join(sorted(known)))
    return {name: value for name, value in terms.items() if value is not None}
