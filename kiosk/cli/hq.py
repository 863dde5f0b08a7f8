"""Headquarters: receive, admit kiosks, report, verify, back up."""

import datetime
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kiosk.cli import options
from kiosk.cli.help import LocalizedGroup
from kiosk.cli.options import database_option, secret
from kiosk.cli.root import cli, command, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.dates import moment_in_words
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import COMMANDS, FAULTS
from kiosk.text.templates import by_template

if TYPE_CHECKING:
    from kiosk.hq.server import Headquarters


class _Commands(LocalizedGroup):
    """What the register cannot do now is said in one sentence by every command on it."""

    def invoke(self, context: click.Context) -> Any:
        """Run the command. Refusal, in words of its own, if the database fails on the way."""
        try:
            return super().invoke(context)
        except Refusal as refusal:
            from sqlalchemy.exc import SQLAlchemyError

            if not isinstance(refusal.__cause__, SQLAlchemyError):
                raise
            from kiosk.hq.store.outage import reason_of

            why = reason_of(refusal.__cause__)
            raise Refusal("hq.out_of_use", why=why) from None


@cli.group(cls=_Commands)
def hq() -> None:
    """Headquarters: receive, admit kiosks, report, verify, back up."""


def opened(settings: Settings, database: str | None, *, writes: bool = True) -> "Headquarters":
    """The headquarters that a command works on."""
    from kiosk.hq.server import Headquarters

    return Headquarters.opened(settings.kiosk(writes=writes), database)


@command(hq, "serve")
@database_option
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=click.IntRange(0, 65535), default=8470, show_default=True)
@click.option("--open", "is_open", is_flag=True, help="Show the pages without users, on this machine alone.")
@click.option("--public-url", metavar="URL", help="The address from outside, as https://hq.example.go.th.")
@click.option("--trusted-proxy", "proxies", metavar="ADDRESS", multiple=True, help="Believe its X-Forwarded-For.")
@click.option(
    "--metrics-key-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="A file with the key of /metrics (KIOSK_HQ_METRICS_KEY).",
)
def hq_serve(
    settings: Settings,
    database: str | None,
    host: str,
    port: int,
    is_open: bool,
    public_url: str | None,
    proxies: tuple[str, ...],
    metrics_key_file: Path | None,
) -> int:
    """Receive the ledgers of all kiosks."""
    from kiosk.hq.receiver.exposure import Exposure

    exposure = Exposure.asked_for(host, is_open=is_open, public_url=public_url, proxies=proxies)
    opened(settings, database).serve(host, port, exposure, secret("KIOSK_HQ_METRICS_KEY", metrics_key_file))
    return 0


@command(hq, "report")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@click.option("--xlsx", type=click.Path(path_type=Path, dir_okay=False), help="A workbook of all pages, in this file.")
def hq_report(settings: Settings, database: str | None, as_json: bool, xlsx: Path | None) -> int:
    """Say who will miss, and who is silent."""
    from kiosk.hq.report.report import in_words
    from kiosk.storage.private_file import write_private

    headquarters = opened(settings, database, writes=False)
    with _all_kept():
        if xlsx is not None:
            write_private(xlsx, headquarters.workbook())
            click.echo(told("hq.report_in", path=xlsx))
            return 0
        report = headquarters.report()
    if as_json:
        print_json(report)
    else:
        click.echo(in_words(report, headquarters.machine.catalogue.phrases, of_machine()))
    return 0


@contextmanager
def _all_kept() -> Iterator[None]:
    """No garbage collection: what a report is made of stays until it is made, and to look through it costs a tenth."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@command(hq, "suspend")
@database_option
@click.option("--lift", is_flag=True, help="Take from it again.")
@click.argument("kiosk_id", metavar="KIOSK")
def hq_suspend(settings: Settings, database: str | None, lift: bool, kiosk_id: str) -> int:
    """Take nothing more from KIOSK. It goes on counting, and sends when this is lifted."""
    opened(settings, database).suspend(kiosk_id, not lift)
    click.echo(told("hq.unsuspended" if lift else "hq.suspended", kiosk=kiosk_id))
    return 0


@command(hq, "verify")
@database_option
def hq_verify(settings: Settings, database: str | None) -> int:
    """Recompute every chain, cursor and tally of the register, check every signature, and name what is wrong."""
    audit = opened(settings, database, writes=False).audit()
    for problem in audit.problems:
        click.echo(by_template(FAULTS, problem).of(of_machine()))
    click.echo(told("register.faulty" if audit.problems else "register.whole", held=audit.words))
    return 1 if audit.problems else 0


@command(hq, "root")
@database_option
@click.option("--day", callback=options.day, metavar="YYYY-MM-DD", help="The root of this day; else the newest.")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def hq_root(settings: Settings, database: str | None, day: datetime.date | None, file: Path) -> int:
    """Write the signed root over all kiosks, with what kiosks have confirmed of it, into FILE for publication."""
    of_day, key = opened(settings, database).publish_root(day, file)
    click.echo(told("hq.root_in", day=str(of_day), path=file))
    click.echo(key)
    return 0


@command(hq, "audit")
@database_option
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def hq_audit(settings: Settings, database: str | None, as_json: bool) -> int:
    """Say who did what at headquarters, when and from where."""
    lines = [
        {"at": line.at, "who": line.who, "from": line.origin, "what": line.action, "about": line.detail}
        for line in opened(settings, database, writes=False).audit_log()
    ]
    if as_json:
        print_json({"lines": lines})
    else:
        click.echo("\n".join(_audit_line(line) for line in lines) or told("hq.no_audit"))
    return 0


def _audit_line(line: dict[str, str]) -> str:
    """A line of the audit log, in the words of the machine as far as they are the program's."""
    from kiosk.hq.pages.phrases import action_name

    origin, about = (by_template(COMMANDS, line[key]) for key in ("from", "about"))
    at = moment_in_words(datetime.datetime.fromisoformat(line["at"]))
    words = [line["who"], *(each.of(of_machine()) for each in (origin, action_name(line["what"]), about))]
    return "  ".join([at.of(of_machine()), *words]).rstrip()
