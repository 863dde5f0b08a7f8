"""This machine: its PIN, and its place at headquarters."""

import sys
from pathlib import Path

import click

from kiosk.cli.options import secret
from kiosk.cli.root import asked, asked_twice, cli, command, done, print_json, told
from kiosk.cli.settings import Settings
from kiosk.machine.kiosk import Kiosk, open_ledger, open_record
from kiosk.text.refusal import Misuse, Refusal


@cli.group()
def pin() -> None:
    """The staff PIN."""


@command(pin, "set")
def pin_set(settings: Settings) -> int:
    """Set the first staff PIN; the ledger notes it. Asked twice; one line from stdin when that is no terminal."""
    from kiosk.progress.note_words import PIN_SET
    from kiosk.security.pin import Pin, checked

    kiosk = settings.kiosk(writes=True)
    kept = Pin(kiosk.path("pin.toml"))
    if kept.is_set:
        raise Refusal("pin.is_set")
    chosen = checked(asked_twice(told("ask.pin")))
    with open_ledger(kiosk) as ledger:
        ledger.note(PIN_SET, kiosk.today)
    kept.set(chosen)
    done(told("done.pin_set"))
    return 0


@command(pin, "reset")
def pin_reset(settings: Settings) -> int:
    """Set another PIN for a forgotten one; the ledger notes it, and nobody has to wait any more."""
    from kiosk.progress.note_words import PIN_RESET
    from kiosk.security.pin import Pin, checked

    kiosk = settings.kiosk(writes=True)
    chosen = checked(asked_twice(told("ask.pin")))
    with open_ledger(kiosk) as ledger:
        ledger.note(PIN_RESET, kiosk.today)
    Pin(kiosk.path("pin.toml")).set(chosen)
    done(told("done.pin_reset"))
    return 0


@command(cli, "enrol")
@click.argument("words", nargs=-1, metavar="[HQ_URL] [CODE]")
@click.option("--code-file", type=click.Path(path_type=Path, dir_okay=False), help="A file with the code.")
def enrolment(settings: Settings, words: tuple[str, ...], code_file: Path | None) -> int:
    """Make this kiosk's key and register it with a one-time CODE at HQ_URL, or at the office's own headquarters.

    Other users of the machine can read a CODE that stands here: without one, or with `-`, it is that of --code-file or
    KIOSK_CODE, or is asked for. With a code of `kiosk hq rekey` it takes a machine's place, and gets back all that
    headquarters holds of it.
    """
    given, word = _url_and_code(words)
    register(settings.kiosk(writes=True), given, word or secret("KIOSK_CODE", code_file))
    return 0


def register(kiosk: Kiosk, given: str | None, word: str | None) -> None:
    """Make a key and register it, at the office's own headquarters without a URL; take over what that holds."""
    from kiosk.machine.membership import checked_url, membership
    from kiosk.progress.note_words import ENROLLED, ENROLLED_AGAIN, ENROLLED_ELSEWHERE
    from kiosk.sync.enrol import enrol
    from kiosk.sync.exchange import http_client
    from kiosk.sync.push import begin_reports
    from kiosk.sync.run import pull_now

    url = checked_url(given or kiosk.office.headquarters)
    code = word or asked(told("ask.hq_code"))
    if not code:
        raise Refusal("enrol.no_code")
    before = membership(kiosk)
    with open_ledger(kiosk) as opened:
        with http_client(url) as client:
            member = enrol(kiosk, opened.chain.chain_id, client, url, code)
        begin_reports(opened.state)
        done(told("done.enrolled", kiosk=member.kiosk, office=member.office))
        is_same = before is not None and before.public_key in member.hq_keys
        opened.note(ENROLLED if before is None else ENROLLED_AGAIN if is_same else ENROLLED_ELSEWHERE, kiosk.today)
        if taken := pull_now(kiosk, opened):
            done(told("done.given_back", count=taken))


def _url_and_code(words: tuple[str, ...]) -> tuple[str | None, str | None]:
    """The address and the code of headquarters, as far as they stand in the command. Misuse for more words."""
    match words:
        case (only,) if "://" not in only:
            words = ("", only)
        case (_, _, *more) if more:
            raise Misuse("enrol.too_many")
    url, code = [*words, "", ""][:2]
    return url or None, None if code in ("", "-") else code


@command(cli)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def sync(settings: Settings, as_json: bool) -> int:
    """Send to headquarters what it lacks. Exit 0 only when its receipts equal both heads."""
    from kiosk.sync.run import sync_now

    kiosk = settings.kiosk(writes=True, goes_on=True)
    with open_ledger(kiosk) as ledger, open_record(kiosk) as record:
        outcome, summary = sync_now(kiosk, ledger, record)
    if as_json:
        print_json(outcome)
    if outcome.confirmed and not as_json:
        done(summary)
    else:
        print(summary, file=sys.stderr)
    return 0 if outcome.confirmed else 1
