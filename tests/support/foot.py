"""foot in sway without a screen: the terminal of the counter itself, and pictures of what it really draws."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image, ImageChops

from kiosk.install.sway_config import sway_config
from tests.support.commands import clean_environment
from tests.support.deadline import until

NEEDED = ("sway", "foot", "grim", "wtype", "zbarimg")
LANDSCAPE = (1920, 1080, 24, 38)
PORTRAIT = (1080, 1920, 28, 44)
SMALL = (1120, 912, 24, 38)
"""Width and height of the screen, font and line height, all in pixels: 137×28, 63×43 and 80×24 cells."""

STANDS = 0.8
"""Seconds without a change after which a picture is one that stands: on a busy machine a page comes in several frames."""

PAUSE = 0.1
"""Seconds from one picture to the next: taking and comparing it is work, for which what is drawn would wait."""

RESTS = 3
"""Pictures since the last change at which nothing was at work: what is left to do is at work until it is done."""


class Sway:
    """A command that opens a window, in sway, on a screen of so many pixels."""

    def __init__(self, argv: list[str], width: int, height: int, language: str = "us") -> None:
        self.argv, self.screen, self.language = argv, (width, height), language
        self.processes: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> Self:
        self.folder = Path(tempfile.mkdtemp(prefix="foot-"))
        self.folder.chmod(0o711)
        self.runtime = self.folder / "run"
        self.runtime.mkdir(mode=0o700)
        self.env = {
            **clean_environment(),
            "XDG_RUNTIME_DIR": str(self.runtime),
            "LANG": "C.UTF-8",
            "XKB_DEFAULT_LAYOUT": self.language,
        }
        self.start_compositor()
        self.terminal = self._start(self.argv, self.env)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for process in reversed(self.processes):
            process.terminate()
            process.wait()
        shutil.rmtree(self.folder)

    def start_compositor(self) -> None:
        """sway refuses to be root: there it runs as nobody, who then owns the runtime folder."""
        width, height = self.screen
        config = self.folder / "sway"
        config.write_text(f"{sway_config()}output HEADLESS-1 mode --custom {width}x{height}@60Hz position 0 0\n")
        config.chmod(0o644)
        env = {
            **self.env,
            "HOME": str(self.runtime),
            "WLR_BACKENDS": "headless",
            "WLR_RENDERER": "pixman",
            "WLR_LIBINPUT_NO_DEVICES": "1",
            "LIBSEAT_BACKEND": "noop",
        }
        other: dict[str, object] = {"cwd": "/"}
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            os.chown(self.runtime, nobody.pw_uid, nobody.pw_gid)
            other |= {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
        self._start(["sway", "-c", str(config)], env, **other)
        sockets = self.runtime / "wayland-0", self.runtime / "wayland-1"
        until(lambda: any(socket.is_socket() for socket in sockets), "sway did not start")
        self.env["WAYLAND_DISPLAY"] = next(socket.name for socket in sockets if socket.is_socket())

    def _start(self, argv: list[str], env: dict[str, str], **other: object) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            argv,
            env=env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            **other,  # type: ignore[call-overload]
        )
        self.processes.append(process)
        return process

    def press(self, *keys: str) -> None:
        """Type keys by their X11 names, as slowly as a person."""
        typed = [part for key in keys for part in ("-k", key, "-s", "250")]
        subprocess.run(["wtype", "-s", "300", *typed], env=self.env, check=True, timeout=60)

    def picture(self) -> Image.Image:
        """What is on the screen now."""
        file = self.folder / "picture.ppm"  # not compressed
        subprocess.run(["grim", "-t", "ppm", str(file)], env=self.env, check=True, timeout=30)
        with Image.open(file) as picture:
            return picture.convert("RGB")

    def seen(self, wanted: Callable[[Image.Image], object]) -> Image.Image:
        """A picture that stands still, of a program that has nothing left to do, and is as `wanted`."""
        return still(self.picture, wanted, lambda: is_at_work(*(process.pid for process in self.processes)))


def is_at_work(*pids: int) -> bool:
    """Whether one of these processes, or one started by them, runs, or waits for the processor or a disk.

    proc_pid_stat(5). The compositor's too, by which keys go and pictures come: while it waited, nobody else had work.
    """
    states, started = {}, defaultdict(list)
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            state, parent = file.read_text(errors="replace").rpartition(")")[2].split()[:2]
            states[process := int(file.parent.name)] = state
            started[int(parent)].append(process)
    family = [*pids]
    for process in family:
        family += started[process]
    return any(states.get(process) in ("R", "D") for process in family)


def still(
    taken: Callable[[], Image.Image],
    wanted: Callable[[Image.Image], object],
    changes: Callable[[], bool] = lambda: False,
) -> Image.Image:
    """A picture, of those that are taken, that stands still and is as `wanted`; not while it `changes` yet.

    What is at work at every second for a moment, on a busy machine for a good part of it, has nothing left to do.
    """
    picture, since, rests = taken(), time.monotonic(), 0

    def there() -> bool:
        nonlocal picture, since, rests
        time.sleep(PAUSE)
        rests += not changes()
        now = taken()
        if not same(now, picture):
            picture, since, rests = now, time.monotonic(), 0
        return time.monotonic() - since >= STANDS and rests >= RESTS and bool(wanted(picture))

    until(there, "never seen")
    return picture


def same(picture: Image.Image, other: Image.Image) -> bool:
    """Whether two pictures of one screen are alike; to compare their bytes each would be copied."""
    return picture.size == other.size and ImageChops.difference(picture, other).getbbox() is None


def is_drawn(picture: Image.Image) -> bool:
    """Whether more is seen than an empty screen."""
    return len(picture.resize((96, 54)).getcolors(96 * 54) or []) > 8


class Foot(Sway):
    """A command in foot, full screen, on a screen and with letters of that size."""

    def __init__(self, argv: list[str], screen: tuple[int, int, int, int] = LANDSCAPE, language: str = "us") -> None:
        width, height, font, line = screen
        options = (f"font=Arundina Sans Mono:pixelsize={font}", f"line-height={line}px", "dpi-aware=no", "pad=0x0")
        overrides = [f"--override={option}" for option in options]
        super().__init__(
            ["foot", "--config=/dev/null", *overrides, "--fullscreen", "--", *argv], width, height, language
        )
