"""foot's configuration leaves no shortcut of the terminal's own, in whatever version of foot reads it."""

import re
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from kiosk.session.foot_ini import foot_ini, foot_version
from kiosk.session.letter_size import FULL_HD, fitted
from tests.support.programs import needs

DEBIAN_12, DEBIAN_13 = (1, 13), (1, 21)
SHIPPED = Path("/etc/xdg/foot/foot.ini")
BINDINGS = ("key-bindings", "search-bindings", "url-bindings", "mouse-bindings")


def read(text: str) -> ConfigParser:
    read = ConfigParser(strict=False, interpolation=None, delimiters=["="])
    read.read_string(text)
    return read


def uncommented(text: str) -> str:
    """The shipped file, which names every default behind a hash, from its bindings on."""
    return re.sub("(?m)^# ?(?=[a-z0-9-]+ ?=)", "", text[text.index("[key-bindings]") :])


def written(version: tuple[int, ...]) -> str:
    return foot_ini(fitted(FULL_HD, larger=False), version)


@pytest.mark.parametrize("version", [DEBIAN_12, DEBIAN_13])
def test_no_key_of_it_opens_a_terminal_a_search_an_address_or_other_letters(version: tuple[int, ...]) -> None:
    file = read(written(version))
    for action in ("spawn-terminal", "search-start", "show-urls-launch", "font-increase", "unicode-input"):
        assert file["key-bindings"][action] == "none"
    assert file["mouse-bindings"]["primary-paste"] == "none"


def test_touch_and_mouse_are_the_counters_own_without_a_modifier_too() -> None:
    assert "selection-override-modifiers" not in written(DEBIAN_13)  # none would take every click from the counter


def test_a_newer_foot_is_told_what_an_older_one_would_not_start_with() -> None:
    old, new = read(written(DEBIAN_12)), read(written(DEBIAN_13))
    assert ("quit" in old["key-bindings"], "quit" in new["key-bindings"]) == (False, True)
    assert ("security" in old, "security" in new) == (False, True)


def test_the_foot_that_is_installed_knows_every_word_of_it_and_has_no_other_shortcut(tmp_path: Path) -> None:
    needs("foot")
    (tmp_path / "foot.ini").write_text(written(foot_version()))
    checked = subprocess.run(
        ["foot", "--check-config", f"--config={tmp_path / 'foot.ini'}"], capture_output=True, text=True
    )
    assert checked.returncode == 0, checked.stderr
    defaults, ours = read(uncommented(SHIPPED.read_text())), read(written(foot_version()))
    for section in BINDINGS:
        bound = {action for action, keys in defaults[section].items() if not keys.endswith("none")}
        assert bound - {"selection-override-modifiers"} <= ours[section].keys()
