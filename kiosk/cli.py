"""The command line: the front door. Each command is a few lines and imports what it needs when it runs."""

import functools
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from kiosk import __version__
from kiosk.errors import Misuse, Refusal
from kiosk.settings import Settings, common_options, gather, open_ledger

if TYPE_CHECKING:
    from kiosk.assessment import Assessment


def main() -> None:
    """Run a command; whatever is refused is said in one sentence on stderr."""
    try:
        result = cli(standalone_mode=False)
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.Abort:
        sys.exit(1)
    except click.ClickException as error:
        print(f"{error.format_message().rstrip('.')}; see kiosk --help.", file=sys.stderr)
        sys.exit(error.exit_code)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        sys.exit(refusal.exit_code)
    sys.exit(result if isinstance(result, int) else 0)


class _Commands(click.Group):
    """Commands in the order in which they are written, which is the order of a day's work."""

    def list_commands(self, _context: click.Context) -> list[str]:
        return list(self.commands)


@click.group(cls=_Commands, invoke_without_command=True)
@click.version_option(__version__, message="%(version)s")
@functools.partial(common_options, from_environment=True)
@click.pass_context
def cli(context: click.Context, /, **options: Any) -> int | None:
    """The counter kiosk of a Thai immigration office. Without a command it opens the counter."""
    gather(context, options)
    if context.invoked_subcommand is None:
        return int(context.invoke(run))
    return None


def command(parent: click.Group, name: str | None = None) -> Callable[[Callable[..., Any]], click.Command]:
    """A command that takes the common options after it too, and gets the Settings as its first argument."""

    def made(function: Callable[..., Any]) -> click.Command:
        @common_options
        @click.pass_context
        @functools.wraps(function)
        def call(context: click.Context, /, data: Any, office: Any, practice: Any, today: Any, **own: Any) -> Any:
            gathered = gather(context, {"data": data, "office": office, "practice": practice, "today": today})
            return function(gathered, **own)

        return parent.command(name)(call)

    return made


@command(cli)
def run(settings: Settings) -> int:
    """Open the counter in this terminal."""
    from kiosk.terminal import clear_environment

    clear_environment()
    from screens.app import run_counter

    return run_counter(settings.kiosk(writes=True))


@command(cli)
def staff(settings: Settings) -> int:
    """Open the staff screens in this terminal, on the same ledger as the counter."""
    from kiosk.terminal import clear_environment

    clear_environment()
    from screens.app import run_staff

    return run_staff(settings.kiosk(writes=True))


@command(cli)
def demo(_settings: Settings) -> int:
    """Show the counter full of life: made-up counts on a made-up day, in a folder that is thrown away."""
    from kiosk.terminal import clear_environment

    clear_environment()
    from kiosk.demo import staged
    from screens.app import run_counter

    with staged() as kiosk:
        return run_counter(kiosk)


@command(cli)
@click.argument("group")
@click.option("--undo", is_flag=True, help="Take back the newest of today instead.")
def count(settings: Settings, group: str, undo: bool) -> int:
    """Log one respondent of a work group."""
    from kiosk.counts import of_kiosk

    kiosk = settings.kiosk(writes=True)
    title = _group_title(kiosk.assessment, group)
    with open_ledger(kiosk) as ledger:
        if undo:
            if ledger.take_back(kiosk.today, group) is None:
                raise Refusal(f"Nothing of {group} was counted today that could be taken back.")
        else:
            ledger.count(group, kiosk.today)
        progress = next(one for one in of_kiosk(kiosk, ledger).groups if one.id == group)
    click.echo(f"{title} {'-1' if undo else '+1'} = {progress.count} / {progress.quota}")
    if kiosk.assessment.eit.phase(kiosk.today) in ("before", "after"):
        window = kiosk.assessment.eit
        click.echo(f"Today is outside the collection, {window.start} to {window.outer}: kept, but not in the count.")
    return 0


@command(cli)
@click.argument("group")
@click.argument("figure", type=click.IntRange(min=0))
def itap(settings: Settings, group: str, figure: int) -> int:
    """Note the FIGURE that ITAP shows for a work group, or for `total`."""
    kiosk = settings.kiosk(writes=True)
    if group != "total":
        _group_title(kiosk.assessment, group)
    with open_ledger(kiosk) as ledger:
        ledger.note_itap(None if group == "total" else group, figure, kiosk.today)
    click.echo(f"ITAP {group}: {figure}")
    return 0


@command(cli)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def counts(settings: Settings, as_json: bool) -> int:
    """Show counts, quotas, pace and forecast."""
    from kiosk.counts import in_words, of_kiosk

    kiosk = settings.kiosk()
    with open_ledger(kiosk) as ledger:
        found = of_kiosk(kiosk, ledger)
    _print_json(found) if as_json else click.echo(in_words(found))
    return 0


@command(cli)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def check(settings: Settings, as_json: bool) -> int:
    """Check content and settings, and list what the office has still to confirm."""
    from kiosk.check import check as checked
    from kiosk.check import in_words
    from kiosk.office import clock_on

    found = checked(clock_on(settings.today)().date(), settings.office, settings.folder)
    _print_json(found) if as_json else click.echo(in_words(found))
    return 1 if found.errors else 0


@command(cli)
@click.argument("name", metavar="ID.FIELD")
@click.option("--value", help="The value: 1900, `15 minutes`, https://…")
@click.option("--th", help="The words in Thai.")
@click.option("--en", help="The words in English.")
@click.option("--none", is_flag=True, help="There is explicitly none.")
@click.option("--role", required=True, help="Who confirms it, by role.")
def confirm(
    settings: Settings, name: str, value: str | None, th: str | None, en: str | None, none: bool, role: str
) -> int:
    """Put down that the office stands behind a fact: as it is, or with another value."""
    from kiosk.confirm import confirm as put_down
    from kiosk.confirm import fact_of, new_value

    kiosk = settings.kiosk(writes=True)
    *_, fact = fact_of(kiosk.catalogue, name)
    put_down(kiosk, name, role, new_value(fact, value, th, en, none))
    click.echo(f"{name} is confirmed as of {kiosk.today}, by {role.rstrip('.')}.")
    return 0


@cli.group()
def pin() -> None:
    """The staff PIN."""


@command(pin, "set")
def pin_set(settings: Settings) -> int:
    """Set the staff PIN. Asked twice; one line from stdin when that is no terminal."""
    from kiosk.pin import Pin

    kiosk = settings.kiosk(writes=True)
    if sys.stdin.isatty():
        chosen = click.prompt("PIN (6 digits or more)", hide_input=True)
        if click.prompt("Once more", hide_input=True) != chosen:
            raise Refusal("The two were not the same; nothing was changed. Try again.")
    else:
        chosen = sys.stdin.readline().strip()
    Pin(kiosk.path("pin.toml")).set(chosen)
    click.echo("The PIN is set. F12 on the counter asks for it.")
    return 0


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
        _print_json(outcome)
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


@cli.group()
def assessment() -> None:
    """The years of the ITA."""


@command(assessment, "new")
@click.argument("year", type=int)
@click.option("--from", "source", type=int, required=True, metavar="YEAR", help="The year to start from.")
def assessment_new(settings: Settings, year: int, source: int) -> int:
    """Draft the assessment of a YEAR, Buddhist Era, from that of another."""
    from kiosk.years import draft

    path = draft(settings.kiosk(writes=True), year, source)
    click.echo(f"The draft is {path}: put the office's own plan into it, then run kiosk check.")
    return 0


@cli.group()
def hq() -> None:
    """Headquarters: receive, enrol, report."""


_database = click.option(
    "--database", metavar="URL", help="The register, as a database URL; SQLite in the data folder."
)


@command(hq, "serve")
@_database
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8470, show_default=True)
def hq_serve(settings: Settings, database: str | None, host: str, port: int) -> int:
    """Receive the ledgers of all kiosks."""
    from kiosk.hq.headquarters import Headquarters

    Headquarters.opened(settings, database).serve(host, port)
    return 0


@command(hq, "enrol")
@_database
@click.argument("office_id", metavar="OFFICE")
@click.argument("kiosk_id", metavar="KIOSK")
def hq_enrol(settings: Settings, database: str | None, office_id: str, kiosk_id: str) -> int:
    """Expect KIOSK of OFFICE, and print its one-time code, alone on the last line."""
    from kiosk.hq.headquarters import Headquarters

    code = Headquarters.opened(settings, database).expect(office_id, kiosk_id)
    click.echo(f"{kiosk_id} of {office_id} may enrol once within 7 days with this code:")
    click.echo(code)
    return 0


@command(hq, "report")
@_database
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def hq_report(settings: Settings, database: str | None, as_json: bool) -> int:
    """Say who will miss, and who is silent."""
    from kiosk.hq.headquarters import Headquarters
    from kiosk.hq.report import in_words

    found = Headquarters.opened(settings, database, writes=False).report()
    _print_json(found) if as_json else click.echo(in_words(found))
    return 0


def _group_title(assessment: "Assessment", group: str) -> str:
    groups = {one.id: one.title.en for one in assessment.work_groups}
    if group not in groups:
        raise Misuse(f"There is no work group {group}; use one of {', '.join(groups)}.")
    return groups[group]


def _print_json(value: object) -> None:
    import msgspec

    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=1).decode())
