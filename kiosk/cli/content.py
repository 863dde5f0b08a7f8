"""Content and the office's word for it: check and confirm."""

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import click

from kiosk.cli.root import cli, command, done, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from kiosk.text.languages import NAMES, OFFICIAL, of_machine
from kiosk.text.refusal import Misuse

if TYPE_CHECKING:
    from kiosk.machine.kiosk import Kiosk


@command(cli)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check(settings: Settings, as_json: bool) -> int:
    """Check content and settings, and list what the office has still to confirm."""
    from kiosk.health import check as checks
    from kiosk.machine.kiosk import clock_on

    checked = checks.check(clock_on(settings.today)().date(), settings.office, settings.folder)
    print_json(checked) if as_json else click.echo(checks.in_words(checked, of_machine()))
    return 1 if checked.errors else 0


def _in_words(function: Callable[..., int]) -> Callable[..., int]:
    """An option for the words in each official language."""
    for language in reversed(OFFICIAL):
        function = click.option(f"--{language}", help=f"The words in {NAMES[language]}.")(function)
    return function


@command(cli)
@click.argument("names", metavar="ID.FIELD...", nargs=-1, required=True)
@click.option("--value", help="The value: 1900, `15 minutes`, https://…")
@_in_words
@click.option("--none", is_flag=True, help="There is explicitly none.")
@click.option("--withdraw", is_flag=True, help="Take back what was confirmed last.")
@click.option("--role", required=True, help="Who confirms it: a role of the office's list.")
def confirm(
    settings: Settings,
    names: tuple[str, ...],
    value: str | None,
    none: bool,
    withdraw: bool,
    role: str,
    **options: str | None,
) -> int:
    """Put down that the office stands behind facts: as they are, or one with another value; or no longer."""
    from kiosk.editing import confirm as confirmation

    kiosk = settings.kiosk(writes=True, goes_on=withdraw)
    facts = {name: confirmation.fact_of(kiosk.catalogue, name).fact for name in names}
    if withdraw:
        shown = _shown(kiosk, dict.fromkeys(names))
        _ask(told("done.to_withdraw") + "\n" + shown)
        confirmation.withdraw(kiosk, names, role)
        done(shown + "\n" + told("done.withdrawn", names=", ".join(names), **_signed(kiosk, role)))
        return 0
    words = {language: text for language in OFFICIAL if (text := options[language]) is not None}
    if len(names) > 1 and (none or words or value is not None):
        raise Misuse("fact.one_value")
    values = {name: confirmation.new_value(fact, value, words, none) for name, fact in facts.items()}
    shown = _shown(kiosk, values)
    _ask(shown)
    confirmation.confirm_all(kiosk, values, role)
    done(shown + "\n" + told("done.confirmed", **_signed(kiosk, role)))
    return 0


def _signed(kiosk: "Kiosk", role: str) -> dict[str, Bilingual]:
    """On which day and in which role, in words."""
    from kiosk.editing.roles import signing_role

    return {"day": medium_date(kiosk.today), "role": kiosk.catalogue.roles[signing_role(kiosk.catalogue, role)]}


def _shown(kiosk: "Kiosk", values: Mapping[str, Any]) -> str:
    from kiosk.editing import changes

    return "\n".join(changes.told(changes.changes(kiosk, values)))


def _ask(shown: str) -> None:
    """Show it to a person, who may stop it; a program is not asked."""
    if sys.stdin.isatty():
        click.confirm(shown + "\n" + told("done.right"), abort=True)
