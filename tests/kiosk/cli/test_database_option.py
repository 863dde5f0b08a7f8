"""Where headquarters' register is: its URL may hold a password, and need not stand in the command."""

from pathlib import Path

import pytest

from tests.support.commands import one_sentence, run


@pytest.mark.parametrize("way", ["option", "file", "environment"])
def test_the_register_is_named_by_an_option_a_file_or_a_variable(tmp_path: Path, way: str) -> None:
    url, file = f"sqlite:///{tmp_path}/elsewhere.db", tmp_path / "url"
    options: list[str] = []
    environment: dict[str, str] = {}
    match way:
        case "option":
            options = ["--database", url]
        case "file":
            file.write_text(url + "\n")
            options = ["--database-file", str(file)]
        case "environment":
            environment["KIOSK_HQ_DATABASE"] = url
    done = run(tmp_path, "hq", "verify", *options, **environment)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "elsewhere.db").exists()
    assert not (tmp_path / "practice" / "hq.db").exists()


def test_a_file_that_names_no_register_is_named(tmp_path: Path) -> None:
    done = run(tmp_path, "hq", "verify", "--database-file", str(tmp_path / "away"))
    assert "cannot be read" in one_sentence(done, 1)
