"""Alerts: what holds, who has been told of it, and whether an address gets messages."""

import datetime
from typing import TYPE_CHECKING

import click

from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option
from kiosk.cli.root import command, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.dates import moment_in_words
from kiosk.text.languages import of_machine

if TYPE_CHECKING:
    from kiosk.hq.report.open_alerts import OpenAlert


@command(hq, "alerts")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--test", "address", metavar="NAME", help="Send a message to this address of alerts.toml.")
def hq_alerts(settings: Settings, database: str | None, as_json: bool, address: str | None) -> int:
    """Say what holds, who has been told of it, and what is wrong with alerts.toml."""
    from kiosk.hq.alerts.addresses import read_addresses
    from kiosk.hq.alerts.trial_message import send_trial
    from kiosk.hq.report.open_alerts import open_alerts, undelivered

    headquarters = opened(settings, database, writes=False)
    addresses, faults = read_addresses(headquarters.machine.folder, headquarters.register.offices.all())
    if address is not None:
        send_trial(address, addresses, faults)
        click.echo(told("alert.sent", address=address))
        return 0
    engine = headquarters.register.engine
    alerts, failing = open_alerts(engine), undelivered(engine)
    if as_json:
        print_json({"alerts": alerts, "undelivered": failing, "errors": faults})
        return 1 if faults else 0
    click.echo("\n".join(map(_line, alerts)) or told("alert.none"))
    for each in failing:
        known = {"address": each.address, "since": _at(each.since), "count": each.waiting, "error": each.error}
        click.echo(told("alert.undelivered", **known))
    for fault in faults:
        click.echo(fault.words.of(of_machine()), err=True)
    return 1 if faults else 0


def _line(alert: "OpenAlert") -> str:
    from rich.cells import set_cell_size

    from kiosk.hq.pages.message_table import detail_words
    from kiosk.hq.pages.phrases import condition_name

    where = alert.kiosk or alert.office or told("alert.headquarters")
    about = " ".join(part for part in (where, detail_words(alert).of(of_machine())) if part)
    to = ", ".join(f"{told(f'alert.{each.level}')} {_at(each.at)}" for each in alert.told) or told("alert.nobody")
    kind, since = condition_name(alert.kind).of(of_machine()), _at(alert.since)
    return f"{alert.number:>6}  {set_cell_size(kind, 18)}  {about}  " + told("alert.known", since=since, to=to)


def _at(moment: str) -> str:
    return moment_in_words(datetime.datetime.fromisoformat(moment)).of(of_machine())
