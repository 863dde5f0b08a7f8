"""The years of the ITA: the draft of one as a file, and the questions of the year page at a prompt."""

import click

from kiosk.cli.options import whole_number
from kiosk.cli.root import cli, command, done, told
from kiosk.cli.settings import Settings
from kiosk.editing.roles import signing_role
from kiosk.editing.year import QUESTIONS, Question, YearForm, open_year
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Refusal


@cli.group()
def assessment() -> None:
    """The years of the ITA."""


@command(assessment, "new")
@click.argument("year", callback=whole_number)
@click.option("--from", "source", callback=whole_number, required=True, metavar="YEAR", help="The year to start from.")
def assessment_new(settings: Settings, year: int, source: int) -> int:
    """Draft the assessment of a YEAR, Buddhist Era, from that of another."""
    from kiosk.editing.draft_year import draft

    path = draft(settings.kiosk(writes=True), year, source)
    done(told("done.drafted", path=path))
    return 0


@command(cli)
@click.option("--role", required=True, help="Who signs it, by role.")
def year(settings: Settings, role: str) -> int:
    """Answer the ten questions of the fiscal year, and sign it.

    An empty line takes what is offered; the number of a line and its new value change that line.
    """
    form = open_year(settings.kiosk(writes=True))
    signing_role(form.kiosk.catalogue, role)
    for question in QUESTIONS:
        _ask(form, question, role)
    form.sign(role)
    done(told("done.year_signed", year=str(form.year)))
    return 0


def _ask(form: YearForm, question: Question, role: str) -> None:
    """Ask until a question is taken as it stands."""
    from kiosk.editing.year_items import changed, items, offered, readings

    say, language = form.kiosk.catalogue.phrases, of_machine()
    while True:
        lines = items(form, question)
        click.echo(say(f"year.ask_{question}").of(language))
        for number, item in enumerate(lines, 1):
            click.echo(f"{number:>4}  {item.title.of(language)}: {item.says.of(language)}")
        for reading in readings(form, question):
            click.echo(f"      {reading.of(language)}")
        chosen, _, typed = str(click.prompt(">", default="", show_default=False)).partition(" ")
        if not chosen:
            form.answer(question, offered(form, question), role)
            return
        try:
            line = dict(enumerate(lines, 1))[int(chosen)]
            form.answer(question, changed(form, question, line, typed), role)
        except (Refusal, ValueError, KeyError) as error:
            words = error.words if isinstance(error, Refusal) else say("year.take_or_change")
            click.echo(words.of(language))
