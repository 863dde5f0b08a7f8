"""Count a respondent, note ITAP's figure, and say how the count stands."""

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from kiosk.cli.options import whole_number
from kiosk.cli.root import cli, command, done, print_json
from kiosk.errors import Misuse, Refusal
from kiosk.machine import open_ledger
from kiosk.settings import Settings
from kiosk.text.languages import of_machine

if TYPE_CHECKING:
    from kiosk.catalogue.assessment import Assessment


@command(cli)
@click.argument("group")
@click.option("--undo", is_flag=True, help="Take back the newest of today instead.")
def count(settings: Settings, group: str, undo: bool) -> int:
    """Log one respondent of a work group."""
    from kiosk.ledger.ledger import NotCounted
    from kiosk.progress.anomalies import note_unusual
    from kiosk.progress.counts import of_kiosk

    kiosk = settings.kiosk(writes=True)
    title = group_title(kiosk.assessment, group)
    with open_ledger(kiosk) as ledger:
        if undo:
            if ledger.take_back(kiosk.today, group) is None:
                raise Refusal("ledger.nothing_today", group=group)
        else:
            ledger.count(group, kiosk.today)
            with suppress(NotCounted):  # the respondent is counted, whether or not it can be noted
                note_unusual(kiosk, ledger)
        figures = ""
        with suppress(sqlite3.Error):  # the same, whether or not the figures can be read
            progress = next(minimum for minimum in of_kiosk(kiosk, ledger).groups if minimum.id == group)
            figures = f" = {progress.count} / {progress.quota}"
    done(f"{title} {'-1' if undo else '+1'}{figures}")
    if kiosk.assessment.eit.phase(kiosk.today) in ("before", "after"):
        window = kiosk.assessment.eit
        done(f"Today is outside the collection, {window.start} to {window.outer}: kept, but not in the count.")
    return 0


@command(cli)
@click.argument("group")
@click.argument("figure", callback=whole_number)
def itap(settings: Settings, group: str, figure: int) -> int:
    """Note the FIGURE that ITAP shows for a work group, or for `total`."""
    kiosk = settings.kiosk(writes=True)
    if group != "total":
        group_title(kiosk.assessment, group)
    with open_ledger(kiosk) as ledger:
        ledger.note_itap(None if group == "total" else group, figure, kiosk.today)
    done(f"ITAP {group}: {figure}")
    return 0


@command(cli)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def counts(settings: Settings, as_json: bool) -> int:
    """Show counts, quotas, pace and forecast."""
    from kiosk.progress.counts import in_words, of_kiosk

    kiosk = settings.kiosk()
    with open_ledger(kiosk) as ledger:
        office_counts = of_kiosk(kiosk, ledger)
    print_json(office_counts) if as_json else click.echo(in_words(office_counts))
    return 0


def group_title(assessment: "Assessment", group: str) -> str:
    titles = {known.id: known.title.of(of_machine()) for known in assessment.work_groups}
    if group not in titles:
        raise Misuse("ledger.no_group", group=group, groups=", ".join(titles))
    return titles[group]
