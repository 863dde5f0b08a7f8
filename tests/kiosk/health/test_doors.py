"""Which shortcuts of foot and sway lead out of the counter."""

from pathlib import Path

import pytest

from kiosk.health.doors import doors_of, foot_doors, sway_doors
from kiosk.install.sway_config import sway_config
from kiosk.session.foot_ini import foot_ini
from kiosk.session.letter_size import FULL_HD, fitted

CLOSED = foot_ini(fitted(FULL_HD, larger=False), (1, 13))


def test_what_is_installed_has_no_doors(tmp_path: Path) -> None:
    sway, foot = tmp_path / "sway", tmp_path / "foot.ini"
    sway.write_text(sway_config(portrait=True, output="HDMI-A-1"))
    foot.write_text(CLOSED)
    assert doors_of(["/usr/bin/sway", "--config", str(sway)], (1, 13)) == []
    assert doors_of(["foot", f"--config={foot}", "--fullscreen", "--", "python3", "-I", "-o"], (1, 13)) == []
    assert doors_of(["foot", f"--config={foot}", "--override=key-bindings.quit=q"], (1, 13)) != []


@pytest.mark.parametrize(
    ("change", "door"),
    [
        (("spawn-terminal=none\n", ""), "spawn-terminal"),
        (("search-start=none", "search-start=Control+r"), "search-start"),
        (("[mouse-bindings]\n", "[mouse-bindings]\nfont-increase=Control+BTN_BACK\n"), "font-increase"),
        (("launch=false", "launch=xdg-open ${url}"), "url launch"),
        (("[main]\n", ""), "font-reset"),
    ],
)
def test_an_action_of_foot_that_is_left_to_a_key_is_named(change: tuple[str, str], door: str) -> None:
    assert door in foot_doors(CLOSED.replace(*change), (1, 13))


def test_a_newer_foot_has_more_to_close() -> None:
    assert foot_doors(CLOSED, (1, 18)), "foot 1.18 binds a key to quit"


def test_a_stock_foot_and_a_stock_sway_are_full_of_doors(tmp_path: Path) -> None:
    assert doors_of(["foot"], (1, 13))
    assert doors_of(["sway", "-c", str(tmp_path / "nowhere")], (1, 13))
    stock = "set $mod Mod4\nbindsym $mod+Return exec foot\n  bindsym $mod+Shift+e exec swaynag\ninclude /etc/sway/*\n"
    assert [line.split()[0] for line in sway_doors(stock)] == ["bindsym", "bindsym", "include", "Ctrl+Alt+F2"]
