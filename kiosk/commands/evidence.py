"""What the office shows of itself: its disclosure."""

import click

from kiosk.commands.door import cli, command, print_json
from kiosk.settings import Settings


@cli.group()
def disclosure() -> None:
    """Look after the open-data items O1–O24."""


@command(disclosure, "check")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def disclosure_check(settings: Settings, as_json: bool) -> int:
    """Ask every address of O1–O24 whether it answers. Exit 1 when one has moved or is dead."""
    from kiosk.disclosure import Answer, addresses, check

    def tell(item: str, answer: Answer) -> None:
        if not as_json:
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
