"""The command line: the front door. What is refused is said in one sentence."""

import os
import sys
from contextlib import redirect_stderr, redirect_stdout
from typing import Any

import click

from kiosk.cli.help import localize_parser
from kiosk.cli.root import cli
from kiosk.text.characters import sanitized
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import REFUSALS, sentence


def main() -> None:
    """Run a command, its output sanitized: words that others wrote tell the terminal nothing."""
    with redirect_stdout(_Sanitized(sys.stdout)), redirect_stderr(_Sanitized(sys.stderr)):
        _main()


def _main() -> None:
    """Run a command; whatever is refused is said in one sentence on stderr."""
    try:
        localize_parser()
        try:
            result = cli(standalone_mode=False)
        finally:
            _let_go_of_stdout()
    except click.exceptions.Exit as leave:
        sys.exit(leave.exit_code)
    except click.Abort:
        sys.exit(1)
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
        sys.exit(error.exit_code)
    except click.ClickException as error:
        words = sentence(REFUSALS, "kiosk.see_help", error=error.format_message().rstrip("."))
        print(words.of(of_machine()), file=sys.stderr)
        sys.exit(error.exit_code)
    except Refusal as refusal:
        print(refusal.words.of(of_machine()), file=sys.stderr)
        sys.exit(refusal.exit_code)
    sys.exit(result if isinstance(result, int) else 0)


class _Sanitized:
    """A text file whose text is sanitized as it is written; bytes and all else are the file's own."""

    def __init__(self, file: Any) -> None:
        self._file = file

    def write(self, text: str) -> int:
        return int(self._file.write(sanitized(text)))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _let_go_of_stdout() -> None:
    """What stdout would not take is not tried again when Python ends: that would end in a code of its own."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
