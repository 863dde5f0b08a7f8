"""Whoever publishes sees what changes before it is signed; what is wrong in a file is never handed out."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.hq.bulletins.difference import difference
from kiosk.protocol.bulletin import Bulletin
from kiosk.streams.record.bulletins.bodies import body_of, body_text
from tests.support.bulletins import bulletin
from tests.support.commands import one_sentence, run
from tests.support.year_files import next_year_tables, year_tables

NAME = {"th": "วันอบรม", "en": "Training day"}
CLOSED = """
kind = "closed-days"
closed = [{ on = 2024-06-19, name = { th = "วันอบรม", en = "Training day" } }]
"""
VERSION = 'kind = "version"\nwanted = "1.4.2"\n'


def of(kind: str, tables: dict[str, Any], after: Bulletin | None = None, offices: list[str] | None = None) -> Bulletin:
    return bulletin(after, kind=kind, body=body_text(body_of(kind, tables)), offices=offices)


def shown(catalogue: Catalogue, new: Bulletin, *before: Bulletin) -> list[tuple[str, str, str]]:
    return [tuple(change) for change in difference(new, before, catalogue).changes]  # type: ignore[misc]


def test_a_day_that_is_closed_or_opened_is_a_line(catalogue: Catalogue) -> None:
    closed = of("closed-days", {"closed": [{"on": date(2024, 6, 19), "name": NAME}]})
    assert shown(catalogue, closed) == [("added", "closed.2024-06-19", "วันอบรม · Training day")]
    before, after = difference(closed, [], catalogue).open_days
    assert before - after == 1
    opened = of("closed-days", {"opened": [{"on": date(2024, 6, 19), "name": NAME}]}, closed)
    assert shown(catalogue, opened, closed) == [
        ("removed", "closed.2024-06-19", "วันอบรม · Training day"),
        ("added", "opened.2024-06-19", "วันอบรม · Training day"),
    ]
    again = of("closed-days", {"closed": [{"on": date(2024, 6, 19), "name": NAME}]}, closed)
    assert (difference(again, [closed], catalogue).changes, difference(again, [closed], catalogue).same) == ([], 1)


def test_what_was_said_to_other_offices_alone_is_nothing_that_changes(catalogue: Catalogue) -> None:
    elsewhere = of("version", {"wanted": "1.4.0"}, offices=["songkhla"])
    here = of("version", {"wanted": "1.4.2"}, elsewhere, offices=["trang"])
    assert shown(catalogue, here, elsewhere) == [("added", "version", "1.4.2")]
    both = of("version", {"wanted": "1.4.2"}, elsewhere)
    assert shown(catalogue, both, elsewhere) == [("before", "version", "1.4.0"), ("after", "version", "1.4.2")]


def test_a_year_is_compared_with_the_one_that_is_shipped(catalogue: Catalogue) -> None:
    tables = year_tables()
    same = difference(of("year", {"assessment": tables}), [], catalogue)
    assert same.changes == []
    assert same.same > 100
    later = {**tables, "eit": {**tables["eit"], "deadline": date(2024, 7, 5)}}
    assert shown(catalogue, of("year", {"assessment": later})) == [
        ("before", "2567.eit.deadline", "2024-07-01"),
        ("after", "2567.eit.deadline", "2024-07-05"),
    ]
    opens = date(2027, 1, 11)
    first = shown(catalogue, of("year", {"assessment": next_year_tables(date(2027, 1, 4), opens)}))
    assert ("before", "2570.eit.start", "2027-01-01") in first, (
        "of a year that nobody stated yet: with the expected one"
    )
    assert ("after", "2570.eit.start", "2027-01-11") in first
    assert len(first) < 20


def test_a_fact_is_compared_with_the_one_that_is_shipped_and_a_notice_with_that_of_its_name(
    catalogue: Catalogue,
) -> None:
    named = next(each for each in catalogue.facts() if each.fact.value is not None)
    tables = {"source": NAME, "day": date(2024, 5, 2), "fact": {named.name: {"value": "none"}}}
    marks = {mark for mark, _, _ in shown(catalogue, of("facts", tables))}
    assert {"before", "after"} & marks or "removed" in marks
    notice = {
        "name": "songkran",
        "audience": "staff",
        "words": NAME,
        "from": date(2024, 4, 1),
        "until": date(2024, 4, 9),
    }
    first = of("notice", notice)
    longer = of("notice", {**notice, "until": date(2024, 4, 12)}, first)
    assert [(mark, says) for mark, _, says in shown(catalogue, longer, first)] == [
        ("before", "2024-04-09"),
        ("after", "2024-04-12"),
    ]


@pytest.fixture
def hq(tmp_path: Path) -> Path:
    folder = tmp_path / "hq"
    assert run(folder, "hq", "office", "add", "trang", "songkhla").returncode == 0
    return folder


def draft(tmp_path: Path, text: str, name: str = "draft.toml") -> Path:
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    return path


def published(hq: Path) -> list[dict[str, Any]]:
    answer = run(hq, "hq", "bulletins", "--json")
    listed: list[dict[str, Any]] = json.loads(answer.stdout)["bulletins"]
    return listed


def test_a_file_is_shown_signed_and_listed_and_the_register_is_whole(hq: Path, tmp_path: Path) -> None:
    file = draft(tmp_path, CLOSED)
    asked = run(hq, "hq", "publish", str(file), "--from", "2024-06-01", "--offices", "trang")
    assert "+ added  closed.2024-06-19" in asked.stdout
    assert (asked.returncode, published(hq)) == (2, []), "a program has to say that it has seen it"
    signed = run(hq, "hq", "publish", str(file), "--from", "2024-06-01", "--offices", "trang", "--yes")
    assert (signed.returncode, signed.stdout.splitlines()[-1][:20]) == (0, "Bulletin 1 is signed")
    folder = draft(tmp_path, VERSION, "both/b.toml").parent
    draft(folder, msgspec.toml.encode(year_tables()).decode(), "a.toml")
    assert run(hq, "hq", "publish", str(folder), "--from", "2024-07-01", "--yes").returncode == 0
    assert [(each["number"], each["kind"], each["offices"]) for each in published(hq)] == [
        (3, "version", None),
        (2, "year", None),
        (1, "closed-days", ["trang"]),
    ]
    assert "1  closed days  to trang  from 2024-06-01  signed 2024-03-01" in run(hq, "hq", "bulletins").stdout
    assert run(hq, "hq", "verify").returncode == 0
    copy = tmp_path / "copy.db"
    assert run(hq, "hq", "backup", str(copy)).returncode == 0
    assert (
        run(hq, "hq", "bulletins", "--database", f"sqlite:///{copy}", "--json").stdout
        == json.dumps({"bulletins": published(hq)}, indent=1, ensure_ascii=False) + "\n"
    )


def test_a_year_may_be_for_some_offices(hq: Path, tmp_path: Path) -> None:
    file = draft(tmp_path, msgspec.toml.encode(year_tables()).decode())
    signed = run(hq, "hq", "publish", str(file), "--from", "2024-07-01", "--offices", "trang", "--yes")
    assert (signed.returncode, signed.stderr) == (0, "")
    assert [(each["kind"], each["offices"]) for each in published(hq)] == [("year", ["trang"])]


def test_what_is_wrong_is_named_and_nothing_is_handed_out(hq: Path, tmp_path: Path) -> None:
    folder = draft(tmp_path, VERSION, "mixed/a.toml").parent
    wrong = draft(folder, CLOSED.replace("2024-06-19", "2567-06-19").replace("Training day", ""), "b.toml")
    nothing = draft(folder, "wanted = '1.4.2'\n", "c.toml")
    answer = run(hq, "hq", "publish", str(folder), "--from", "2024-06-01", "--yes")
    assert answer.returncode == 1
    assert f"{wrong}: line 3: closed[1].name.en: is empty" in answer.stderr
    assert f"{nothing}: kind: is missing; add it" in answer.stderr
    right = str(draft(tmp_path, VERSION))
    told = one_sentence(run(hq, "hq", "publish", right, "--from", "2024-06-01", "--offices", "trnag", "--yes"), 1)
    assert "No office trnag is in the register" in told
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "no TOML file" in one_sentence(run(hq, "hq", "publish", str(empty), "--from", "2024-06-01"), 1)
    assert published(hq) == []
