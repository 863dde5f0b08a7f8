"""The command line: the front door. What is refused is said in one sentence."""

import sys

import click

from kiosk.cli.root import cli
from kiosk.errors import Refusal


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
