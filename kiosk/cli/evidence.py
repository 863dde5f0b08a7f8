"""What the office shows of itself: its disclosure, its monthly evidence."""

from pathlib import Path

import click

from kiosk.cli.root import cli, command, print_json
from kiosk.machine import open_ledger
from kiosk.settings import Settings


@cli.group()
def disclosure() -> None:
    """Look after the open-data items O1–O24."""


@command(disclosure, "check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def disclosure_check(settings: Settings, as_json: bool) -> int:
    """Ask every address of O1–O24 whether it answers. Exit 1 when one has moved or is dead, or without a line."""
    from kiosk.progress.disclosure import Answer, addresses, check

    def tell(item: str, answer: Answer | None) -> None:
        if as_json:
            return
        if answer is None:
            click.echo(f"{item}: no connection  {known[item]}")
        else:
            where = f", to {answer.to}" if answer.to else ""
            said = f"answers {answer.status}" if answer.status else "no answer"
            click.echo(f"{item}: {answer.state} ({said}{where})  {known[item]}")

    kiosk = settings.kiosk(writes=True)
    known = dict(addresses(kiosk))
    found = check(kiosk, tell)
    awaiting = [item.id for item in kiosk.assessment.disclosures if item.id not in known]
    if as_json:
        print_json({"items": found, "awaiting": awaiting})
    else:
        click.echo(f"{len(found)} checked, {len(awaiting)} await an address.")
    return 1 if any(one.answer.state in ("moved", "dead") for one in found.values()) else 0


@command(cli)
@click.option("--month", required=True, metavar="2567-03", help="The month, in the Buddhist or the Common Era.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx|FILE.csv")
def export(settings: Settings, month: str, file: Path) -> int:
    """Write a month's evidence: a workbook, or its daily counts as CSV."""
    from kiosk.export.evidence import gather
    from kiosk.export.month import month_of
    from kiosk.export.write import write

    kiosk = settings.kiosk()
    chosen = month_of(month, kiosk.today)
    with open_ledger(kiosk) as ledger:
        write(gather(kiosk, ledger, chosen), file)
    click.echo(f"{file.absolute()} holds {chosen.name}.")
    return 0
