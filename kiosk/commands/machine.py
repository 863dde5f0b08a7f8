"""This machine: its PIN, its place at headquarters, its ledger file."""

import sys

import click

from kiosk.commands.door import cli, command, print_json
from kiosk.errors import Misuse, Refusal
from kiosk.settings import Settings, open_ledger


@cli.group()
def pin() -> None:
    """The staff PIN."""


@command(pin, "set")
def pin_set(settings: Settings) -> int:
    """Set the first staff PIN. Asked twice; one line from stdin when that is no terminal."""
    from kiosk.pin import Pin

    kept = Pin(settings.kiosk(writes=True).path("pin.toml"))
    if kept.is_set:
        raise Refusal("A PIN is set already; `kiosk pin reset` sets another, and notes that in the ledger.")
    kept.set(_chosen_pin())
    click.echo("The PIN is set. F12 on the counter asks for it.")
    return 0


@command(pin, "reset")
def pin_reset(settings: Settings) -> int:
    """Set another PIN for a forgotten one; the ledger notes it, and nobody has to wait any more."""
    from kiosk.integrity import PIN_RESET
    from kiosk.pin import Pin, checked

    kiosk = settings.kiosk(writes=True)
    chosen = checked(_chosen_pin())
    with open_ledger(kiosk) as ledger:
        ledger.note(PIN_RESET, kiosk.today)
    Pin(kiosk.path("pin.toml")).set(chosen)
    click.echo("Another PIN is set, and the ledger notes it.")
    return 0


def _chosen_pin() -> str:
    if not sys.stdin.isatty():
        return sys.stdin.readline().strip()
    chosen: str = click.prompt("PIN (6 digits or more)", hide_input=True)
    if click.prompt("Once more", hide_input=True) != chosen:
        raise Refusal("The two were not the same; nothing was changed. Try again.")
    return chosen


@command(cli)
@click.argument("words", nargs=-1, required=True, metavar="[HQ_URL] CODE")
def enrol(settings: Settings, words: tuple[str, ...]) -> int:
    """Make this kiosk's key and register it with a one-time CODE at HQ_URL, or at the office's own headquarters."""
    import httpx

    from kiosk.enrolment import checked_url, keep_membership
    from kiosk.keys import make_key
    from kiosk.sync import TIMEOUT
    from kiosk.sync import enrol as register

    *given, code = words
    if len(given) > 1:
        raise Misuse("Too many words; give the address of headquarters and the code.")
    kiosk = settings.kiosk(writes=True)
    url = checked_url(given[0] if given else kiosk.office.headquarters)
    key = make_key(kiosk.path("key.pem.new"))
    with httpx.Client(timeout=TIMEOUT) as client:
        member = register(client, url, code, key, kiosk.practice)
    kiosk.path("key.pem.new").replace(kiosk.path("key.pem"))
    keep_membership(kiosk, member)
    click.echo(f"Enrolled as {member.kiosk} of {member.office}.")
    return 0


@command(cli)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def sync(settings: Settings, as_json: bool) -> int:
    """Send to headquarters what it lacks. Exit 0 only when its receipt equals this ledger's head."""
    from kiosk.syncing import sync_now

    kiosk = settings.kiosk(writes=True)
    with open_ledger(kiosk) as ledger:
        outcome, said = sync_now(kiosk, ledger)
    if as_json:
        print_json(outcome)
    print(said, file=sys.stdout if outcome.confirmed and not as_json else sys.stderr)
    return 0 if outcome.confirmed else 1


@cli.group()
def ledger() -> None:
    """Look after the ledger file."""


@command(ledger, "verify")
def ledger_verify(settings: Settings) -> int:
    """Read every entry and check that nothing was changed, removed or reordered."""
    from kiosk.audit import problems

    with open_ledger(settings.kiosk()) as opened:
        found = list(problems(opened))
        _, seq, head = opened.head()
    for problem in found:
        click.echo(problem)
    if found:
        return 1
    click.echo(f"The ledger is whole: {seq} {'entry' if seq == 1 else 'entries'}, head {head}.")
    return 0
