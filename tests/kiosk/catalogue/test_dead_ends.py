"""`kiosk check` finds a key without a page and a page without content, and tells what has no key yet."""

import tomllib
from pathlib import Path

import msgspec

from kiosk.health.check import check, in_words
from kiosk.text.languages import ENGLISH
from tests.support.planted import only
from tests.support.sample import DAY


def test_a_key_without_a_page_is_found(content: Path) -> None:
    path = content / "channels.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    for service in tables["online"].values():
        service["address"] = {}
    path.write_bytes(msgspec.toml.encode(tables))
    fault = only(check(DAY, content=content))
    assert (fault.file, fault.key) == ("content/channels.toml", "online")
    assert "no key leads to their page" in fault.what


def test_a_page_without_content_is_found(content: Path) -> None:
    path = content / "notices" / "no-gift.toml"
    tables = tomllib.loads(path.read_text("utf-8"))
    tables["part"][0]["text"] = {}
    path.write_bytes(msgspec.toml.encode(tables))
    fault = only(check(DAY, content=content))
    assert (fault.file, fault.key) == ("content/notices/no-gift.toml", "leads")


def test_what_has_no_key_as_nothing_is_known_of_it_is_told_and_is_no_error() -> None:
    found = check(DAY)
    assert {"manuals.address", "budget", "2567-O24"} <= {*found.unpublished}
    assert "tm47.address" not in found.unpublished
    assert "Not shown to visitors, as nothing is known of it:\n  line.address" in in_words(found, ENGLISH)
