"""The plan of an installation, and of its removal: every step in its order, before any is taken."""

from pathlib import Path

from kiosk import __version__
from kiosk.install.answers import Answers
from kiosk.install.bundle import APT, CHECKED, PIP, PLACE, SOURCE, SOURCES
from kiosk.install.replacement import Replacement
from kiosk.install.steps import Link, Remove, Run, Step, Write
from kiosk.install.sway_config import sway_config
from kiosk.install.units import ANSWERS, COMMAND, DATA, FILES, MASKED, OFFICE, PACKAGES, PROGRAM, SERVICES, USER
from kiosk.install.upgrade import DropOld, Switch
from kiosk.install.wheel import REQUIREMENTS, own_wheel, requirements
from kiosk.text.refusal import Refusal

_SWAY = "/etc/kiosk/sway"
_UNITS = "/etc/systemd/system"
_COPY = f"{DATA}/put-back.zip"
_BOOT = Run(("sh", "-c", "! command -v update-grub || update-grub"))
_STOP, _AGAIN = Run(("systemctl", "stop", SERVICES[2])), Run(("systemctl", "start", *SERVICES))


def installation(
    answers: Answers, *, running: bool, bundle: str = "", replaced: Replacement | None = None
) -> list[Step]:
    """What makes a Debian a counter; `running` where its services can be started now.

    `bundle` is the folder, as that Debian sees it, from which it is made one without a network; `replaced` the backup
    of the machine whose place it takes.
    """
    apt = APT if bundle else ()
    return [
        *(_bundle(bundle) if bundle else ()),
        Run(("apt-get", "update", "-q", *apt)),
        Run(("apt-get", "install", "-q", "-y", "--no-install-recommends", *apt, *PACKAGES)),
        *_program(PIP if bundle else (), running=running),
        Write(_SWAY, sway_config(portrait=answers.portrait, output=answers.output).encode()),
        Write(OFFICE, (replaced and replaced.office) or answers.office_toml, keeps=True),
        Write(ANSWERS, answers.kept),
        *(Write(path, text.encode()) for path, text in FILES.items()),
        Write(COMMAND[0], COMMAND[1].encode(), 0o755),
        Run(("systemd-sysusers", "kiosk.conf")),
        Run(("systemd-tmpfiles", "--create", "kiosk.conf")),
        *(_put_back(replaced, answers.passphrase) if replaced else ()),
        *_own(answers),
        *(Link(f"{_UNITS}/{unit}", "/dev/null") for unit in MASKED),
        Run(("systemctl", "enable", *SERVICES)),
        _BOOT,
        *(_started() if running else ()),
        DropOld(PROGRAM),
    ]


def removal(*, running: bool) -> list[Step]:
    """What gives the Debian back; the office's data stays, and so do the system's packages."""
    stop: list[Step] = [Run(("systemctl", "disable", *(["--now"] if running else []), *SERVICES[1:3]))]
    links = [f"{_UNITS}/{unit}" for unit in MASKED]
    return [
        *stop,
        *(Remove(path) for path in (*links, _SWAY, ANSWERS, *FILES, COMMAND[0])),
        _BOOT,
        *([Run(("systemctl", "daemon-reload"))] if running else []),
        Run(("rm", "-rf", PROGRAM)),  # last: what fails is said in words that lie there
    ]


def take(steps: list[Step], root: Path) -> None:
    """Saga: take every step, on the system in that folder. Refusal or OSError at the first that fails.

    Where it fails after a Switch to another version, the version before runs again, and the Refusal says so.
    """
    switched: Switch | None = None
    for step in steps:
        try:
            step.take(root)
        except (Refusal, OSError) as fault:
            if switched is not None:
                switched.undo(root, fault)
            raise
        if isinstance(step, Switch):
            switched = step


def _bundle(folder: str) -> list[Step]:
    """The bundle is found, and is as it was written."""
    return [Link(PLACE, folder), Run(CHECKED), Write(SOURCES, SOURCE.encode())]


def _program(index: tuple[str, ...], *, running: bool) -> list[Step]:
    """A virtual environment of its own for each version, and the link to the one that runs."""
    name, wheel = own_wheel()
    venv, kept = f"{PROGRAM}/{__version__}", f"{PROGRAM}/wheels/{name}"
    versions = f"{PROGRAM}/wheels/{REQUIREMENTS}"
    pip = (f"{venv}/bin/pip", "install", "-q", "--no-deps")
    return [
        Write(kept, wheel),
        Write(versions, requirements()),
        Run(("python3", "-m", "venv", venv), unless=f"{venv}/bin/pip"),
        Run((*pip, *index, "--require-hashes", "-r", versions)),
        Run((*pip, "--force-reinstall", kept)),
        Switch(PROGRAM, __version__, _trial(), _trial("back"), *((_STOP, _AGAIN) if running else ())),
    ]


def _put_back(replaced: Replacement, passphrase: str) -> list[Step]:
    """What the backup holds is in its place; the counter's user need not be able to read the stick for that."""
    return [
        Write(_COPY, replaced.content),
        Run((COMMAND[0], "restore", _COPY), secret=passphrase),
        Remove(_COPY),
    ]


def _own(answers: Answers) -> list[Step]:
    """PIN, place at headquarters and folder of the backups, where there is none yet: secrets are read from stdin."""
    steps: list[Step] = []
    if answers.pin:
        steps.append(Run((COMMAND[0], "pin", "set"), secret=answers.pin, unless=f"{DATA}/pin.toml"))
    if answers.code:
        url = (answers.headquarters,) if answers.headquarters else ()
        steps.append(Run((COMMAND[0], "enrol", *url, "-"), secret=answers.code, unless=f"{DATA}/key.pem"))
    if answers.backup:
        backup = Run((COMMAND[0], "backup", answers.backup), secret=answers.passphrase, unless=f"{DATA}/backup.toml")
        steps.append(backup)
    return steps


def _started() -> list[Step]:
    """The services run from now on, and every setting is in force without a restart."""
    return [
        Run(("systemctl", "daemon-reload")),
        Run(("sysctl", "-q", "--system")),
        Run(("systemctl", "restart", *SERVICES)),  # which takes until the first page is there
    ]


def _trial(*words: str) -> Run:
    """The trial of this version on the counter's data, as the counter's user."""
    own = ("runuser", "-u", USER, "--", "env", f"KIOSK_DATA={DATA}", f"KIOSK_OFFICE={OFFICE}")
    return Run((*own, f"{PROGRAM}/{__version__}/bin/python", "-I", "-m", "kiosk.install.trial", *words))
