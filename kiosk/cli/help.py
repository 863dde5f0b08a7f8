"""Help in the language of the machine: texts in the code are English, and content/commands.toml has them in both."""

import gettext
import inspect
from collections.abc import Iterator
from contextlib import contextmanager

import click

from kiosk.text.languages import LOGS, of_machine
from kiosk.text.sentences import COMMANDS, by_english

_DEFINED = {"Show this message and exit.", "file", "directory", "path"}
"""What the parser says of its own option and of paths when commands are defined, at every start. It is localized where
it is shown: to read the words takes 30 ms."""


def localized(english: str) -> str:
    """The words in the language of the machine; the English ones where there are no others."""
    if of_machine() == LOGS:
        return english
    paragraphs = inspect.cleandoc(english).split("\n\n")
    words = by_english(COMMANDS, " ".join(" ".join(paragraph.split()) for paragraph in paragraphs))
    return english if words.is_same else words.of(of_machine())


def localize_parser() -> None:
    """Give the option parser its words: it asks gettext, which has no catalogue of a program of ours."""

    def translated(domain: str, message: str) -> str:
        return message if message in _DEFINED else by_english(COMMANDS, message).of(of_machine())

    def counted(domain: str, msgid1: str, msgid2: str, n: int) -> str:
        return msgid2 if n != 1 and of_machine() == LOGS else translated(domain, msgid1)

    gettext.dgettext, gettext.dngettext = translated, counted
    click.Path.name = property(_path_name, _name_path)  # type: ignore[assignment]


def _path_name(path: click.Path) -> str:
    return by_english(COMMANDS, vars(path)["name"]).of(of_machine())


def _name_path(path: click.Path, english: str) -> None:
    vars(path)["name"] = english


class LocalizedCommand(click.Command):
    """A command whose help is in the language of the machine."""

    def get_help(self, ctx: click.Context) -> str:
        with _in_place(self, ctx):
            return super().get_help(ctx)

    def get_short_help_str(self, limit: int = 45) -> str:
        words = localized(self.help or "")
        return super().get_short_help_str(limit) if words == (self.help or "") else _shortly(words, limit)


def _shortly(words: str, limit: int) -> str:
    """As many clauses of Thai as have room beside a command's name, the first in any case."""
    short, *more = words.split()
    for clause in more:
        if len(f"{short} {clause} …") > limit:
            return f"{short} …"
        short += f" {clause}"
    return short


class LocalizedGroup(LocalizedCommand, click.Group):
    """A group of such commands."""

    command_class = LocalizedCommand


LocalizedGroup.group_class = LocalizedGroup


@contextmanager
def _in_place(command: click.Command, context: click.Context) -> Iterator[None]:
    """Context in which a command and its options have the words of the machine."""
    options = (param for param in command.get_params(context) if isinstance(param, click.Option))
    holders: list[click.Command | click.Option] = [command, *options]
    kept = [holder.help for holder in holders]
    try:
        for holder in holders:
            holder.help = holder.help and localized(holder.help)
        yield
    finally:
        for holder, words in zip(holders, kept, strict=True):
            holder.help = words
