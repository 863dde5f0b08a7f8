"""Look after this machine: how it is, and what to send to who is asked for help."""

import sys
from pathlib import Path

import click

from kiosk.cli.root import cli, command, done, print_json, told
from kiosk.cli.settings import Settings
from kiosk.text.languages import of_machine


@command(cli)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def doctor(settings: Settings, as_json: bool) -> int:
    """Examine this machine, and say what to do about each thing. Exit 1 if the counter must not face the public so."""
    from kiosk.health.doctor_report import as_object, in_words
    from kiosk.health.examination import examine
    from kiosk.health.terminal_checks import asking_terminal

    kiosk = settings.kiosk(goes_on=True)
    diagnoses = [*(asking_terminal() if sys.stdin.isatty() and sys.stdout.isatty() else ()), *examine(kiosk)]
    language = of_machine()
    print_json(as_object(diagnoses, language)) if as_json else click.echo(in_words(diagnoses, language))
    return 1 if any(each.state == "failing" for each in diagnoses) else 0


@command(cli)
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def support(settings: Settings, file: Path) -> int:
    """Write the new FILE, a ZIP for who is asked for help: examination, versions, settings, logs, without secrets."""
    from kiosk.health.support import write_support

    write_support(settings.kiosk(goes_on=True), file)
    done(told("done.support", path=file))
    return 0
