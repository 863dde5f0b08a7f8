"""What the office shows of itself: its disclosure, its monthly evidence."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli.ledger_here import ledger_here
from kiosk.cli.root import cli, command, done, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.bilingual import Phrases, joined
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Misuse

if TYPE_CHECKING:
    from kiosk.progress.disclosure import CheckedLink


@cli.group()
def disclosure() -> None:
    """Look after the open-data items O1–O24."""


@command(disclosure, "check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--json-lines", is_flag=True, help="A JSON object for each address, as soon as it has answered.")
def disclosure_check(settings: Settings, as_json: bool, json_lines: bool) -> int:
    """Ask every address of O1–O24 whether it answers. Exit 1 when one has moved or is dead, or without a line."""
    import msgspec

    from kiosk.progress.disclosure import CheckedLink, addresses, check

    def tell(checked: CheckedLink) -> None:
        if json_lines:
            click.echo(msgspec.json.encode(checked))
        elif not as_json:
            click.echo(_in_words(checked, known[checked.item], kiosk.catalogue.phrases))

    kiosk = settings.kiosk(writes=True, goes_on=True)
    known = dict(addresses(kiosk))
    findings = check(kiosk, tell)
    awaiting = [item.id for item in kiosk.assessment.disclosures if item.id not in known]
    if as_json:
        print_json({"items": findings, "awaiting": awaiting})
    elif not json_lines:
        click.echo(told("done.checked", checked=len(findings), awaiting=len(awaiting)))
    return 1 if any(finding.answer.state in ("moved", "dead") for finding in findings.values()) else 0


def _in_words(checked: "CheckedLink", address: str, say: Phrases) -> str:
    """An item, what its address answered, and the address."""
    language, answer = of_machine(), checked.answer
    if answer is None:
        silence = told("done.no_connection")
        return f"{checked.item}: {silence}  {address}"
    parts = [say("disclosure.answers", status=str(answer.status)) if answer.status else say("disclosure.silent")]
    parts += [say("disclosure.to", address=answer.to)] if answer.to else []
    state = say(f"disclosure.{answer.state}").of(language)
    return f"{checked.item}: {state} ({joined(parts, ', ').of(language)})  {address}"


@command(cli)
@click.option("--month", required=True, metavar="2567-03", help="The month, in the Buddhist or the Common Era.")
@click.option("--overwrite", is_flag=True, help="Write over a FILE that is there already.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.xlsx|FILE.csv")
def export(settings: Settings, month: str, overwrite: bool, file: Path) -> int:
    """Write a month's evidence: a workbook, or its daily counts as CSV."""
    from kiosk.export.evidence import gather
    from kiosk.export.month import month_of
    from kiosk.export.write import write

    kiosk = settings.kiosk()
    chosen = month_of(month, kiosk.today)
    with ledger_here(kiosk) as ledger:
        write(gather(kiosk, ledger, chosen), file, overwrite)
    done(told("done.exported", path=file.absolute(), month=chosen.name))
    return 0


@command(cli)
@click.option("--month", metavar="2567-03", help="The month, in the Buddhist or the Common Era.")
@click.option("--year", type=int, metavar="2567", help="The fiscal year, up to today.")
@click.option("--pdf", type=click.Path(path_type=Path), metavar="FILE.pdf", help="Write it as PDF too.")
@click.option("--overwrite", is_flag=True, help="Write over a FILE that is there already.")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE.docx")
def memo(settings: Settings, month: str | None, year: int | None, pdf: Path | None, overwrite: bool, file: Path) -> int:
    """Write the follow-up of a month or a year as an official memo, to go on with in a word processor."""
    from kiosk.export.evidence import gather
    from kiosk.export.memo import write_memo
    from kiosk.export.month import last_month_of, month_of

    kiosk = settings.kiosk()
    if (month is None) is (year is None):
        raise Misuse("memo.no_period")
    chosen = month_of(month, kiosk.today) if month else last_month_of(year or 0, kiosk.today)
    with ledger_here(kiosk) as ledger:
        write_memo(gather(kiosk, ledger, chosen), file, overwrite, pdf, yearly=year is not None)
    done(told("done.exported", path=file.absolute(), month=chosen.name if month else str(year)))
    return 0
