"""`kiosk check` finds a key without a page and a page without content, and tells what has no key yet."""

import shutil
import tomllib
from pathlib import Path

import msgspec
import pytest

from kiosk.catalogue.content_files import CONTENT
from kiosk.check import check, in_words
from kiosk.storage.toml_file import Fault
from tests.support.sample import DAY


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The shipped content as files that may be spoilt."""
    return Path(shutil.copytree(str(CONTENT), tmp_path / "content"))


def only(content: Path) -> Fault:
    """The one fault of a content."""
    found = check(DAY, content=content)
    assert len(found.errors) == 1, "\n".join(map(str, found.errors))
    return found.errors[0]


def test_a_key_without_a_page_is_found(content: Path) -> None:
    path = content / "channels.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    for service in tables["online"].values():
        service["address"] = {}
    path.write_bytes(msgspec.toml.encode(tables))
    fault = only(content)
    assert (fault.file, fault.key) == ("content/channels.toml", "online")
    assert "no key leads to their page" in fault.what


def test_a_page_without_content_is_found(content: Path) -> None:
    path = content / "notices" / "no-gift.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    tables["part"][0]["text"] = {}
    path.write_bytes(msgspec.toml.encode(tables))
    fault = only(content)
    assert (fault.file, fault.key) == ("content/notices/no-gift.toml", "leads")


def test_what_has_no_key_as_nothing_is_known_of_it_is_told_and_is_no_error() -> None:
    found = check(DAY)
    assert {"manuals.address", "budget", "2567-O24"} <= {*found.unpublished}
    assert "tm47.address" not in found.unpublished
    assert "Not shown to visitors, as nothing is known of it:\n  e-voa.address" in in_words(found)
