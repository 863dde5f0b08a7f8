"""First frame, key to paint, memory after visits, idle CPU: the counter beside a bare Textual app, in one run.

`python tests/bench/screen.py [--visits 300]` in an environment with the test extra. Every figure is a ratio of medians
measured in turn, A B A B, in a real pseudo-terminal of 137×28.
"""

import argparse
import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))
from tests.support.commands import run
from tests.support.terminal import Terminal

BARE = str(Path(__file__).with_name("bare.py"))
ENV = {"TEXTUAL_ANIMATIONS": "none"}
PAGE_WIDGETS = 17
"""Of a service's first page; a family has one more."""


def bare(widgets: int) -> Terminal:
    return Terminal([sys.executable, BARE, str(widgets)], env=ENV)


def kiosk(folder: Path) -> Terminal:
    options = ["--data", str(folder), "--practice", "--today", "2024-03-01"]
    return Terminal([sys.executable, "-m", "kiosk", *options])


def until(terminal: Terminal, marker: bytes, began: float) -> float:
    """From then to when the marker has come through the terminal; nothing is drawn here meanwhile."""
    for _ in terminal.arrivals(20):
        if marker in terminal.raw:
            return time.perf_counter() - began
    raise AssertionError(terminal.raw)


def first_frame(make: object, marker: bytes) -> float:
    began = time.perf_counter()
    with make() as terminal:  # type: ignore[operator]
        terminal.raw = b""
        return until(terminal, marker, began)


def to_paint(terminal: Terminal, keys: str | bytes) -> float:
    """From the key going in to the page that is drawn for it coming out; the pointer's shape goes before it."""
    terminal.read(0.25)
    terminal.raw = b""
    began = time.perf_counter()
    terminal.process.write(keys if isinstance(keys, bytes) else keys.encode())
    return until(terminal, b"\x1b[1;1H", began)


def quantile(values: list[float], share: float) -> float:
    return sorted(values)[min(int(len(values) * share), len(values) - 1)]


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--visits", type=int, default=300)
    options.add_argument("--rounds", type=int, default=9)
    chosen = options.parse_args()
    folder = Path(tempfile.mkdtemp())
    assert run(folder, "pin", "set", stdin="246810\n").returncode == 0

    frames: dict[str, list[float]] = {"bare": [], "kiosk": []}
    for _ in range(chosen.rounds):
        frames["bare"].append(first_frame(lambda: bare(1), b"ready"))
        frames["kiosk"].append(first_frame(lambda: kiosk(folder), "การรับแจ้ง".encode()))
    medians = {name: statistics.median(values) * 1000 for name, values in frames.items()}
    print(
        f"first frame      bare {medians['bare']:.0f} ms  kiosk {medians['kiosk']:.0f} ms  "
        f"ratio {medians['kiosk'] / medians['bare']:.2f}"
    )

    paints: dict[str, list[float]] = {"bare": [], "kiosk": []}
    with bare(PAGE_WIDGETS) as plain, kiosk(folder) as counter:
        plain.wait_for("ready")
        counter.wait_for("กรุณาเลือกบริการ")
        for _ in range(30):
            for key in ("1", "1"):
                paints["bare"].append(to_paint(plain, key))
            for key in ("3", "2"):
                paints["kiosk"].append(to_paint(counter, key))
            plain.press("b", "b")
            counter.press("left", "left")
        for name, values in paints.items():
            print(
                f"key to paint     {name:<6} p50 {quantile(values, 0.5) * 1000:.1f} ms  "
                f"p95 {quantile(values, 0.95) * 1000:.1f} ms"
            )
        print(f"key to paint     ratio of p95 {quantile(paints['kiosk'], 0.95) / quantile(paints['bare'], 0.95):.2f}")

        for terminal in (plain, counter):
            process = psutil.Process(terminal.process.pid)
            process.cpu_percent()
            terminal.read(10)
            print(f"idle CPU         {'bare ' if terminal is plain else 'kiosk'} {process.cpu_percent():.2f} %")

        sizes: dict[str, list[float]] = {"bare": [], "kiosk": []}
        for visit in range(chosen.visits):
            for name, terminal, keys in (("bare", plain, "11bb"), ("kiosk", counter, "32\x1b[D\x1b[D")):
                for key in keys if name == "bare" else ("3", "2", "\x1b[D", "\x1b[D"):
                    terminal.process.write(key.encode())
                    terminal.read(0.03)
                if visit % max(chosen.visits // 6, 1) == 0 or visit == chosen.visits - 1:
                    terminal.raw = b""
                    sizes[name].append(psutil.Process(terminal.process.pid).memory_info().rss / 2**20)
        for name, values in sizes.items():
            print(f"memory           {name:<6} {'  '.join(f'{value:.1f}' for value in values)} MiB")
        print(f"memory           ratio {sizes['kiosk'][-1] / sizes['bare'][-1]:.2f}")


if __name__ == "__main__":
    main()
