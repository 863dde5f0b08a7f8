"""The addresses of O1–O24 are asked over TLS, at real servers, and what they answer is remembered."""

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from kiosk.editing.confirm import confirm
from kiosk.machine.kiosk import Kiosk
from kiosk.progress import disclosure
from kiosk.progress.disclosure import CheckedLink, LinkAnswer, NoLine, check, findings, is_due, no_line
from tests.support.commands import run
from tests.support.https_servers import Pages, nobodys_port, offices

SITE = "https://www.office.go.th"


@pytest.fixture
def web(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(disclosure, "SLOW", 0.5)
    monkeypatch.setattr(disclosure, "PATIENCE", 3.0)
    with offices(tmp_path) as environment:
        for name, value in environment.items():
            monkeypatch.setenv(name, value)
        yield


def with_addresses(kiosk: Kiosk, **addresses: str) -> Kiosk:
    for item, address in addresses.items():
        confirm(kiosk, f"2567-{item}.address", "approver", address)
    return kiosk.reread()


def states(kiosk: Kiosk) -> dict[str, str]:
    return {item: finding.answer.state for item, finding in findings(kiosk).items()}


def quiet(_checked: CheckedLink) -> None:
    """Tell nobody."""


def test_each_answer_is_told_by_its_name_and_a_redirect_is_not_followed(kiosk: Kiosk, web: None) -> None:
    addresses = {"O1": "/live", "O2": "/slow", "O3": "/moved", "O4": "/gone", "O5": "/mute"}
    kiosk = with_addresses(
        kiosk, **{item: SITE + path for item, path in addresses.items()}, O6="https://nowhere.go.th/"
    )
    told: dict[str, LinkAnswer | None] = {}
    check(kiosk, lambda checked: told.update({checked.item: checked.answer}))
    assert states(kiosk) == {"O1": "live", "O2": "slow", "O3": "moved", "O4": "dead", "O5": "dead", "O6": "dead"}
    assert told["O3"] == LinkAnswer("moved", 301, "https://other.go.th/live")
    assert (told["O4"], told["O5"], told["O6"]) == (LinkAnswer("dead", 404), LinkAnswer("dead"), None)
    assert {address.partition("/")[0] for address in Pages.asked} == {"www.office.go.th"}


def test_where_a_site_says_it_has_moved_tells_no_terminal_anything(kiosk: Kiosk, web: None) -> None:
    kiosk = with_addresses(kiosk, O1=SITE + "/obeyed", O2=SITE + "/unread")
    check(kiosk, quiet)
    assert {item: finding.answer.to for item, finding in findings(kiosk).items()} == {
        "O1": SITE + "/\ufffd2J\ufffd31mPAY HERE",
        "O2": "https://[bad",
    }


def test_since_when_is_kept_over_restarts_and_begins_again_when_the_answer_changes(
    kiosk: Kiosk, make_kiosk: Callable[..., Kiosk], web: None
) -> None:
    check(with_addresses(kiosk, O1=SITE + "/live"), quiet)
    later = make_kiosk(date(2024, 3, 9)).reread()
    check(later, quiet)
    assert (findings(later)["O1"].since, findings(later)["O1"].checked) == (date(2024, 3, 1), date(2024, 3, 9))
    moved = with_addresses(later, O1=SITE + "/gone")
    assert states(moved) == {}, "what was found at another address is not told of this one"
    check(moved, quiet)
    assert findings(moved)["O1"].since == date(2024, 3, 9)


def test_without_a_line_nothing_is_called_dead_and_what_was_found_stays_with_its_day(
    kiosk: Kiosk, make_kiosk: Callable[..., Kiosk], web: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    check(with_addresses(kiosk, O1=SITE + "/live", O2=SITE + "/gone"), quiet)
    before = findings(kiosk.reread())
    with monkeypatch.context() as offline:
        offline.setenv("HTTPS_PROXY", f"http://127.0.0.1:{nobodys_port()}")
        later = make_kiosk(date(2024, 3, 9)).reread()
        with pytest.raises(NoLine, match="nothing was checked"):
            check(later, quiet)
    assert findings(later) == before
    assert (no_line(later), is_due(later)) == (date(2024, 3, 9), True)
    check(later, quiet)
    assert (no_line(later), findings(later)["O2"].since, findings(later)["O2"].checked) == (
        None,
        date(2024, 3, 1),
        date(2024, 3, 9),
    )


def test_one_server_that_nobody_reaches_is_dead_while_the_survey_answers(kiosk: Kiosk, web: None) -> None:
    kiosk = with_addresses(kiosk, O1="https://nowhere.go.th/1", O2="https://nowhere.go.th/2")
    check(kiosk, quiet)
    assert (states(kiosk), no_line(kiosk)) == ({"O1": "dead", "O2": "dead"}, None)


def test_it_is_due_once_a_week_and_only_if_there_is_an_address(
    kiosk: Kiosk, make_kiosk: Callable[..., Kiosk], web: None
) -> None:
    assert not is_due(kiosk)
    kiosk = with_addresses(kiosk, O1=SITE + "/live")
    assert is_due(kiosk)
    check(kiosk, quiet)
    assert [is_due(make_kiosk(date(2024, 3, day)).reread()) for day in (1, 7, 8)] == [False, False, True]


def test_the_command_says_what_it_found_and_that_the_rest_awaits_an_address(
    kiosk: Kiosk, tmp_path: Path, web: None
) -> None:
    folder = tmp_path / "kiosk"
    with_addresses(kiosk, O1=SITE + "/live")
    done = run(folder, "disclosure", "check")
    assert done.returncode == 0
    assert done.stdout.splitlines() == [
        "O1: live (answers 200)  https://www.office.go.th/live",
        "1 checked, 23 await an address.",
    ]
    with_addresses(kiosk, O2=SITE + "/moved")
    done = run(folder, "disclosure", "check", "--json")
    assert done.returncode == 1
    printed = json.loads(done.stdout)
    assert printed["items"]["O2"]["answer"]["to"] == "https://other.go.th/live"
    assert len(printed["awaiting"]) == 22


def test_the_command_tells_each_answer_as_data_when_asked_for_json_lines(
    kiosk: Kiosk, tmp_path: Path, web: None
) -> None:
    with_addresses(kiosk, O1=SITE + "/moved", O2="https://nowhere.go.th/")
    done = run(tmp_path / "kiosk", "disclosure", "check", "--json-lines")
    assert done.returncode == 1
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert sorted(told, key=lambda checked: str(checked["item"])) == [
        {"item": "O1", "answer": {"state": "moved", "status": 301, "to": "https://other.go.th/live"}},
        {"item": "O2", "answer": None},
    ]


def test_without_any_address_nothing_is_dead(tmp_path: Path) -> None:
    done = run(tmp_path, "disclosure", "check")
    assert (done.returncode, done.stdout) == (0, "0 checked, 24 await an address.\n")
