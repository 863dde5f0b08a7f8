"""Bulletins of headquarters: publish what files say, list what was published and who has it."""

import datetime
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kiosk.cli import options
from kiosk.cli.hq import hq, opened
from kiosk.cli.options import database_option
from kiosk.cli.root import command, done, print_json, told
from kiosk.cli.settings import Settings
from kiosk.protocol.bulletin import KINDS
from kiosk.text.dates import thai_day
from kiosk.text.refusal import Misuse

if TYPE_CHECKING:
    from kiosk.hq.bulletins.difference import Difference
    from kiosk.hq.bulletins.reach import Reach
    from kiosk.protocol.bulletin import Bulletin


@command(hq, "publish")
@database_option
@click.option("--from", "starts", callback=options.day, required=True, metavar="DAY", help="The day it holds from.")
@click.option("--offices", metavar="OFFICE,…", help="The offices that it is for; all without this.")
@click.option("--yes", "is_agreed", is_flag=True, help="Sign without asking.")
@click.argument("path", metavar="FILE|DIR", type=click.Path(path_type=Path, exists=True))
def hq_publish(
    settings: Settings,
    database: str | None,
    starts: datetime.date,
    offices: str | None,
    is_agreed: bool,
    path: Path,
) -> int:
    """Sign what FILE, or each file of DIR, says as a bulletin, and hand it out to the kiosks.

    A file states its kind (year, closed-days, facts, notice or version) and what that holds; the file of a fiscal year
    need not. It is checked as `kiosk check` does, and shown as the difference that it makes.
    """
    from kiosk.hq.bulletins.difference import difference
    from kiosk.hq.bulletins.draft import read_drafts

    headquarters = opened(settings, database)
    drafts = read_drafts(path, starts, _named(offices))
    for bulletin, before in headquarters.bulletins.drafted(drafts):
        click.echo(_shown(bulletin, difference(bulletin, before, headquarters.machine.catalogue)))
    _ask(is_agreed)
    for bulletin in headquarters.publish(drafts):
        done(told("bulletin.signed", number=bulletin.number))
    return 0


def _named(offices: str | None) -> list[str] | None:
    return None if offices is None else [name.strip() for name in offices.split(",") if name.strip()]


def _ask(is_agreed: bool) -> None:
    """A person is asked; a program has to have said so before. Misuse if it has not."""
    if is_agreed:
        return
    if not sys.stdin.isatty():
        raise Misuse("bulletin.not_agreed")
    click.confirm(told("bulletin.sign"), abort=True)


def _shown(bulletin: "Bulletin", difference: "Difference") -> str:
    """A draft for whoever is to sign it: where and from when it holds, and every line that changes."""
    lines = [told("bulletin.draft", **_known(bulletin, bulletin.offices))]
    lines += [f"{told(f'bulletin.{change.mark}')}  {change.about}  {change.says}" for change in difference.changes]
    before, after = difference.open_days
    effect = [told("bulletin.open_days", before=before, after=after)] if before != after else []
    return "\n  ".join([*lines, told("bulletin.same", count=difference.same), *effect])


def _known(bulletin: "Bulletin", to: list[str] | None) -> dict[str, object]:
    """Which bulletin it is, of what kind, to whom and from when."""
    kind = told(f"bulletin.kind_{bulletin.kind}") if bulletin.kind in KINDS else bulletin.kind
    named = told("bulletin.to_all") if to is None else ", ".join(to)
    return {"number": bulletin.number, "kind": kind, "to": named, "day": bulletin.starts}


@command(hq, "bulletins")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def hq_bulletins(settings: Settings, database: str | None, as_json: bool) -> int:
    """Say which bulletins were published, and which kiosks do not have them yet."""
    from kiosk.hq.bulletins.reach import reaches

    published = reaches(opened(settings, database, writes=False).register.engine)
    if as_json:
        print_json({"bulletins": [_as_json(reach) for reach in published]})
    else:
        click.echo("\n".join(map(_in_words, published)) or told("bulletin.none"))
    return 0


def _as_json(reach: "Reach") -> dict[str, object]:
    bulletin, at, who, _ = reach.published
    told_of = {"number": bulletin.number, "kind": bulletin.kind, "from": bulletin.starts, "offices": reach.to}
    signed = {"signed_at": at, "signed_by": who, "hash": bulletin.hash}
    return {**told_of, **signed, "held": reach.held, "missing": reach.missing}


def _in_words(reach: "Reach") -> str:
    bulletin, at, who, _ = reach.published
    line = told(
        "bulletin.line", **_known(bulletin, reach.to), at=thai_day(at), who=who, held=len(reach.held), of=reach.of
    )
    return line + "".join(
        "\n    " + told("bulletin.missing", kiosk=kiosk, number=number) for kiosk, number in reach.missing.items()
    )
