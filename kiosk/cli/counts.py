"""Count a respondent, note ITAP's figure, and say how the count stands."""

import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

import click

from kiosk.cli.ledger_here import ledger_here
from kiosk.cli.options import day, whole_number, whole_number_or_none
from kiosk.cli.root import asked, cli, command, done, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.dates import medium_date
from kiosk.text.figures import number
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Misuse, Refusal

if TYPE_CHECKING:
    from datetime import date

    from kiosk.catalogue.assessment import Assessment
    from kiosk.machine.kiosk import Kiosk
    from kiosk.streams.ledger.ledger import Ledger


@command(cli)
@click.argument("group")
@click.option("--undo", is_flag=True, help="Take back the newest of today instead, or of --day with a reason.")
@click.option("--several", metavar="N", callback=whole_number_or_none, help="So many at once, with a reason.")
@click.option("--day", metavar="YYYY-MM-DD", callback=day, help="Of an earlier day, with a reason.")
@click.option("--reason", help="Why: team, field, down, forgotten; or what the slip was.")
@click.option("--role", help="In which role it is written.")
def count(
    settings: Settings,
    group: str,
    undo: bool,
    day: "date | None",
    reason: str | None,
    role: str | None,
    several: int | None,
) -> int:
    """Log one respondent of a work group; or several, or of an earlier day, with a reason."""
    if several is not None or day is not None or reason is not None:
        return count_several(
            settings, group, 1 if several is None else several, day, takes_back=undo, reason=reason, role=role
        )
    from kiosk.progress.anomalies import note_unusual
    from kiosk.progress.counts import of_kiosk
    from kiosk.streams.ledger.ledger import NotCounted

    kiosk = settings.kiosk(writes=True)
    title = group_title(kiosk.assessment, group)
    with ledger_here(kiosk) as ledger:
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
        done(told("done.outside", start=medium_date(window.start), outer=medium_date(window.outer)))
    return 0


def count_several(
    settings: Settings,
    group: str,
    number: int,
    day: "date | None",
    *,
    takes_back: bool,
    reason: str | None,
    role: str | None,
) -> int:
    """Write several at once, or of an earlier day, with the reason. Misuse without a reason or a role."""
    from kiosk.editing.roles import counting_role
    from kiosk.progress.counts import of_kiosk
    from kiosk.progress.several import MOST, reasons, write
    from kiosk.streams.ledger.several import Several

    kiosk = settings.kiosk(writes=True)
    title, known = group_title(kiosk.assessment, group), reasons(takes_back=takes_back)
    if reason not in known or role is None:
        raise Misuse("ledger.no_reason", reasons=", ".join(known))
    several = Several.of(group, day or kiosk.today, min(number, MOST + 1), takes_back=takes_back)
    with ledger_here(kiosk) as ledger:
        write(kiosk, ledger, several, reason, counting_role(kiosk.catalogue, role, group))
        progress = next(minimum for minimum in of_kiosk(kiosk, ledger).groups if minimum.id == group)
    on = medium_date(several.day).of(of_machine())
    done(f"{title} {several.change:+d} ({on}) = {progress.count} / {progress.quota}")
    return 0


@command(cli)
@click.argument("group")
@click.argument("figure", callback=whole_number)
def itap(settings: Settings, group: str, figure: int) -> int:
    """Note the FIGURE that ITAP shows for a work group, or for `total`."""
    kiosk = settings.kiosk(writes=True)
    if group != "total":
        group_title(kiosk.assessment, group)
    with ledger_here(kiosk) as ledger:
        ask_again(kiosk, ledger, group, figure)
        ledger.note_itap(None if group == "total" else group, figure, kiosk.today)
    done(f"ITAP {group}: {figure}")
    return 0


def ask_again(kiosk: "Kiosk", ledger: "Ledger", group: str, figure: int) -> None:
    """Have a figure typed once more that is hard to believe, as the page for it does. Refusal if it is another one."""
    from kiosk.progress.counts import of_kiosk
    from kiosk.progress.itap_gap import doubt
    from kiosk.protocol.meaning import MOST_ANSWERS

    minimum = next(minimum for minimum in of_kiosk(kiosk, ledger).minima if minimum.id == group)
    why = doubt(figure, minimum.itap, minimum.count)
    if why is None or figure > MOST_ANSWERS:  # what is impossible the ledger refuses
        return
    question = kiosk.catalogue.phrases(f"itap.{why}_command", before=minimum.itap or 0, count=minimum.count)
    if number(asked(question.of(of_machine()))) != figure:
        raise Refusal("ledger.itap_doubted", figure=figure)


@command(cli)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def counts(settings: Settings, as_json: bool) -> int:
    """Show counts, quotas, pace and forecast."""
    from kiosk.progress.counts import of_kiosk
    from kiosk.progress.counts_table import counts_table

    kiosk = settings.kiosk()
    with ledger_here(kiosk) as ledger:
        office_counts = of_kiosk(kiosk, ledger)
    if as_json:
        print_json(office_counts)
    else:
        click.echo(counts_table(office_counts, kiosk.catalogue.phrases, of_machine()))
    return 0


def group_title(assessment: "Assessment", group: str) -> str:
    titles = {known.id: known.title.of(of_machine()) for known in assessment.work_groups}
    if group not in titles:
        raise Misuse("ledger.no_group", group=group, groups=", ".join(titles))
    return titles[group]
