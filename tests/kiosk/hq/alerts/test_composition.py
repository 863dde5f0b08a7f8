"""What a message says: state and age first, Thai before English, what to do, who was told; as a mail and as plain text."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any, get_args

import pytest

from kiosk.hq.alerts.composition import Composer
from kiosk.hq.alerts.conditions import ConditionKind
from kiosk.hq.alerts.message import Message
from kiosk.hq.alerts.situation import situation
from kiosk.hq.alerts.words import alert_words
from kiosk.hq.report.standings import Standings
from tests.kiosk.hq.pages.conftest import opened, seed

TAG = re.compile(r"<[^>]+>")
SINCE, LATER = "2024-02-23T01:31:00Z", "2024-02-24T02:00:00Z"


@pytest.fixture(scope="module")
def composer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composer]:
    folder = tmp_path_factory.mktemp("hq")
    seed(folder)
    with opened(folder) as headquarters:
        now = datetime(2024, 3, 1, 1, 32, tzinfo=UTC)
        seen = situation(
            Standings(headquarters.register.engine), headquarters.register.engine, headquarters.machine, now
        )
        yield Composer(seen, {7: [("office", LATER)]}, "https://hq.example.go.th", True)


def alert(kind: str, number: int = 7, **other: Any) -> Any:
    about = {"office": "buriram", "kiosk": "buriram-1", "detail": "12", "since": SINCE}
    return SimpleNamespace(id=number, kind=kind, **{**about, **other})


def words_of(message: Message) -> tuple[set[str], set[str]]:
    """The words of its two forms."""
    html = unescape(TAG.sub(" ", message.html.replace(message.subject, "", 1)))
    text = message.text.replace(message.link or "nothing", "")
    return tuple({word for word in re.split(r"[\s/·:()]+", form) if word} for form in (html, text))  # type: ignore[return-value]


def test_a_mail_and_its_plain_text_say_the_same(composer: Composer) -> None:
    messages = [composer.alert([alert(kind)], "region") for kind in get_args(ConditionKind)]
    messages += [composer.alert([alert("silent", number) for number in (7, 8, 9)], "region")]
    messages += [composer.back([alert("silent")]), composer.digest([alert("silent"), alert("alarm", 8)], ["duty"])]
    for message in messages:
        html, text = words_of(message)
        extra = {"-", "--", *map("{}.".format, range(4))} | {message.mark}
        assert html - extra == text - extra, message.subject
        assert message.link in message.text


def test_the_subject_begins_with_state_and_age_and_the_body_says_what_to_do_and_who_knows(composer: Composer) -> None:
    message = composer.alert([alert("silent")], "region")
    assert message.subject == "◇ เงียบ 7 วัน: buriram-1 ตม.จว.บุรีรัมย์ / Silent 7 days: buriram-1 Buriram Immigration"
    for sentence in (
        "Kiosk buriram-1 has not reported for 7 days",
        "It is unknown, not down",
        "Last report 23 Feb 2024, 08:31 Thai time.",
        "1. ดูหรือโทรถามที่ ตม.จว.บุรีรัมย์",
        "kiosk hq rekey buriram-1",
        "https://hq.example.go.th/kiosks/buriram-1",
        "แจ้งแล้ว / Told: หน่วยงาน 24 ก.พ. 2567",
        "office 24 Feb 2024 · region 1 Mar 2024",
        "Number 7 · practice data",
    ):
        assert sentence in message.text, sentence
    assert message.html.count("<a ") == 1, "one button"


def test_without_an_address_outside_there_is_no_button(composer: Composer) -> None:
    inside = Composer(composer.now, composer.told, None, False)
    assert "<a " not in inside.alert([alert("silent")], "region").html


def test_several_of_a_kind_are_one_message(composer: Composer) -> None:
    several = [alert("silent", number, kiosk=f"buriram-{number}") for number in (1, 2, 3)]
    message = composer.alert(several, "bureau")
    assert message.subject.endswith("Silent 7 days: buriram-1 Buriram Immigration and 2 more")
    for each in several:
        assert f"Kiosk {each.kiosk} has not reported for 7 days" in message.text


def test_a_condition_that_has_no_office_is_headquarters_own(composer: Composer) -> None:
    message = composer.alert([alert("year-missing", office="", kiosk="", detail="2567")], "region")
    assert message.subject.endswith("Year missing 7 days: Immigration headquarters")


def test_the_digest_lists_everything_or_says_that_there_is_nothing(composer: Composer) -> None:
    full = composer.digest([alert("silent"), alert("alarm", 8, detail="fork")], ["duty"])
    assert full.subject.endswith("Daily summary 1 Mar 2024: 2 open")
    assert "The ledger differs from what headquarters holds" in full.text
    assert "Not delivered: duty" in full.text
    silent = next(line for line in full.text.splitlines() if line.strip().startswith("Kiosk"))
    assert silent.count("7 days") == 1, "what is said with the condition is not said again"
    assert full.link.endswith("/messages")
    assert composer.digest([], []).subject.endswith("nothing to do")


def test_every_word_is_said_in_both_languages_with_the_same_gaps() -> None:
    sources = "".join(
        path.read_text() for path in Path("kiosk/hq/alerts").rglob("*") if path.suffix in (".py", ".html")
    )
    kinds = get_args(ConditionKind)
    for key, words in alert_words().words.items():
        table = key.partition(".")[0]
        assert set(re.findall(r"{\w+", words.th)) == set(re.findall(r"{\w+", words.en)), key
        assert re.search("[ก-๙]", words.th) or words.is_same, key
        assert table in (*kinds, "level") or f'"{key}"' in sources, key
    for kind in kinds:
        assert {f"{kind}.{key}" for key in ("about", "means", "do_1", "do_2", "do_3", "back")} <= set(
            alert_words().words
        )


def test_of_an_office_that_cannot_be_worked_out_no_count_is_told(composer: Composer) -> None:
    standing = composer.now.standing("buriram")
    assert standing is not None
    assert " / 500 " in composer.alert([alert("silent")], "region").text
    faulty = replace(standing, figures=replace(standing.figures, is_faulty=True))
    of_it = replace(composer, now=replace(composer.now, standings=[faulty]))
    told = of_it.alert([alert("silent")], "region").text
    assert "cannot be worked out" in told
    assert " / 500 " not in told
