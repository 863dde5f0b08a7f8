"""What a bulletin says is one struct a kind, the same where it is written and where it is read."""

from datetime import date
from typing import Any

import msgspec
import pytest

from kiosk.streams.record.bulletins.bodies import BODIES, ClosedDaysBody, body_of, body_text, meaningless

NAME = {"th": "วันหยุด", "en": "A day off"}
WORDS: dict[str, dict[str, Any]] = {
    "year": {"assessment": {"year": 2570}},
    "closed-days": {"closed": [{"on": date(2024, 6, 19), "name": NAME}]},
    "facts": {"source": NAME, "day": date(2024, 5, 2), "fact": {"90-day-report.fee": {"value": "none"}}},
    "notice": {
        "name": "songkran",
        "audience": "visitors",
        "words": NAME,
        "from": date(2024, 4, 12),
        "until": date(2024, 4, 16),
    },
    "version": {"wanted": "1.4.2"},
}


def test_every_kind_says_the_same_as_json_as_it_does_where_it_is_written() -> None:
    assert WORDS.keys() == BODIES.keys()
    for kind, tables in WORDS.items():
        body = body_of(kind, tables)
        assert body_of(kind, msgspec.json.decode(body_text(body))) == body
        assert list(meaningless(tables, body)) == []


def test_a_field_of_a_newer_headquarters_is_passed_over_and_told_to_whoever_publishes() -> None:
    tables = WORDS["closed-days"] | {
        "shift": "early",
        "closed": [{"on": date(2024, 6, 19), "name": NAME, "half": True}],
    }
    body = body_of("closed-days", tables)
    assert isinstance(body, ClosedDaysBody)
    assert [day.on for day in body.closed] == [date(2024, 6, 19)]
    assert {*meaningless(tables, body)} == {"shift", "closed.0.half"}


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("closed-days", {"opened": [{"on": date(2024, 6, 19), "name": NAME}]}),
        ("closed-days", {"closed": []}),
        ("facts", {"fact": {"90-day-report.fee": {"value": 1, "source": "office"}}}),
        ("facts", {"fact": {"90-day-report.fee": {}}}),
        ("facts", {"fact": {"fee": {"value": 1}}}),
        ("facts", {"fact": {}}),
        ("notice", {"until": date(2024, 4, 1)}),
        ("notice", {"audience": "everybody"}),
        ("notice", {"words": {"th": "ปิด"}}),
        ("version", {"wanted": "newest"}),
    ],
)
def test_what_cannot_be_meant_is_no_body(kind: str, change: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        body_of(kind, WORDS[kind] | change)


def test_a_kind_that_is_not_known_has_no_body() -> None:
    with pytest.raises(KeyError):
        body_of("weather", {})
