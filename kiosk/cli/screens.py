"""Open the screens: the counter, the staff's terminal, the demo."""

from kiosk.cli.root import cli, command
from kiosk.cli.settings import Settings


@command(cli)
def run(settings: Settings) -> int:
    """Open the counter in this terminal."""
    from kiosk.cli.environment import get_ready, need_terminal

    get_ready()
    from screens.supervisor import run_counter

    kiosk = settings.counter()
    need_terminal()
    return run_counter(kiosk)


@command(cli)
def session(settings: Settings) -> int:
    """Open the counter in a terminal of its own, whose letters visitors can have larger, under a Wayland compositor."""
    from kiosk.machine import child_process
    from kiosk.session.session import run_session

    return run_session(child_process.command([*settings.as_arguments(), "run"]))


@command(cli)
def staff(settings: Settings) -> int:
    """Open the staff screens in this terminal, on the same ledger as the counter."""
    from kiosk.cli.environment import get_ready, need_terminal

    get_ready()
    from screens.supervisor import run_staff

    kiosk = settings.counter()
    need_terminal()
    return run_staff(kiosk)


@command(cli)
def demo(_settings: Settings) -> int:
    """Show the counter full of life: made-up counts on a made-up day, in a folder that is thrown away."""
    from kiosk.cli.environment import get_ready, need_terminal

    get_ready()
    need_terminal()
    from kiosk.cli.demo.stage import staged
    from screens.supervisor import run_counter

    with staged() as kiosk:
        return run_counter(kiosk)
