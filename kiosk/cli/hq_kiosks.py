"""The kiosks of the fleet: called otherwise, moved to another office, retired."""

from typing import Any

import click

from kiosk.cli.hq import hq, opened
from kiosk.cli.hq_offices import visible
from kiosk.cli.options import database_option
from kiosk.cli.root import command, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.dates import moment_in_words, thai_day
from kiosk.text.languages import of_machine


@hq.group()
def kiosk() -> None:
    """Every kiosk: its name, its office, its retirement."""


@command(kiosk, "list")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def kiosk_list(settings: Settings, database: str | None, as_json: bool) -> int:
    """Say how every kiosk is; those that are retired stand last."""
    headquarters = opened(settings, database, writes=False)
    rows, retired = headquarters.kiosks(), headquarters.register.fleet.retired()
    if as_json:
        print_json({"kiosks": rows, "retired": retired})
        return 0
    for line in [*map(_line, rows), *(_retired_line(*each) for each in retired.items())]:
        click.echo(line)
    return 0


def _line(row: dict[str, Any]) -> str:
    """How a kiosk is, in a line as wide for Thai as for English."""
    from rich.cells import set_cell_size

    from kiosk.hq.pages.phrases import halt_words, phrases

    state = phrases()(f"kiosk_state.{row['state']}").of(of_machine())
    halt = row["halt"] and halt_words(row["halt"])[0].of(of_machine())
    last = row["last_report"] and moment_in_words(row["last_report"]).of(of_machine())
    cells = filter(None, [halt, last, row["version"], row["label"]])
    return "  ".join([f"{row['kiosk']:<30}", set_cell_size(state, 10), *cells]).rstrip()


def _retired_line(name: str, at: str) -> str:
    return f"{name:<30}  {told('hq.retired_on', day=thai_day(at))}"


@command(kiosk, "rename")
@database_option
@click.argument("kiosk_id", metavar="KIOSK")
@click.argument("name")
def kiosk_rename(settings: Settings, database: str | None, kiosk_id: str, name: str) -> int:
    """Call KIOSK by NAME on the pages; "" takes it away. Its id stays: the kiosk has signed all it sent with that."""
    headquarters = opened(settings, database)
    headquarters.register.fleet.rename(kiosk_id, visible(name, "NAME") if name else None)
    headquarters.note("renamed", f"{kiosk_id}: {name}")
    click.echo(told("hq.renamed", kiosk=kiosk_id, name=name or "–"))
    return 0


@command(kiosk, "move")
@database_option
@click.argument("kiosk_id", metavar="KIOSK")
@click.argument("office_id", metavar="OFFICE")
def kiosk_move(settings: Settings, database: str | None, kiosk_id: str, office_id: str) -> int:
    """Make KIOSK one of OFFICE, with all its counts: it was enrolled for the wrong one. A machine that is carried to
    another office is retired, and enrols there anew."""
    headquarters = opened(settings, database)
    before = headquarters.register.fleet.move(kiosk_id, office_id, headquarters.now())
    headquarters.note("moved", f"{kiosk_id} from {before} to {office_id}")
    click.echo(told("hq.moved", kiosk=kiosk_id, before=before, office=office_id))
    return 0


@command(kiosk, "retire")
@database_option
@click.option("--lift", is_flag=True, help="Expect its reports again.")
@click.argument("kiosk_id", metavar="KIOSK")
def kiosk_retire(settings: Settings, database: str | None, lift: bool, kiosk_id: str) -> int:
    """Take nothing more from KIOSK and expect nothing of it. What it has counted stays."""
    headquarters = opened(settings, database)
    headquarters.register.fleet.retire(kiosk_id, not lift, headquarters.now())
    headquarters.note("retirement-lifted" if lift else "retired", kiosk_id)
    click.echo(told("hq.in_service" if lift else "hq.retired", kiosk=kiosk_id))
    return 0
