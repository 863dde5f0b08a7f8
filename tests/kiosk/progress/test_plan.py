"""The plan followed up: states, months, and a file in which nothing is changed."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.load import load
from kiosk.progress.follow_ups import LONGEST, FollowUps
from kiosk.progress.plan import FollowUp, followed, months
from kiosk.streams.record.record import Record
from kiosk.text.refusal import Refusal
from tests.support.sample import DAY

YEAR = next(assessment for assessment in load().assessments if assessment.year == 2567)
MEASURES = [measure.id for measure in YEAR.measures]

follow_ups = st.lists(
    st.builds(
        FollowUp,
        st.sampled_from(MEASURES),
        st.dates(YEAR.fiscal_year.start, YEAR.fiscal_year.end),
        st.sampled_from(["followed-up", "finished"]),
    )
)
in_year = st.dates(YEAR.fiscal_year.start, YEAR.fiscal_year.end)


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "record.db") as opened:
        yield opened


@pytest.fixture
def kept(record: Record) -> FollowUps:
    return FollowUps(record)


def state(measure: str, today: date, *done: FollowUp) -> str:
    return next(each.state for each in followed(YEAR, done, today) if each.measure.id == measure)


@given(follow_ups, in_year)
def test_every_measure_stands_in_the_plan_once_the_overdue_ones_first(found: list[FollowUp], today: date) -> None:
    plan = followed(YEAR, sorted(found, key=lambda each: each.day), today)
    assert sorted(each.measure.id for each in plan) == sorted(MEASURES)
    ranks = [("overdue", "due").index(each.state) if each.state in ("overdue", "due") else 2 for each in plan]
    assert ranks == sorted(ranks)
    rest = [MEASURES.index(each.measure.id) for each, rank in zip(plan, ranks, strict=True) if rank == 2]
    assert rest == sorted(rest)


@given(follow_ups, in_year)
def test_only_a_past_month_is_missed_and_only_this_one_is_due(found: list[FollowUp], today: date) -> None:
    for each in followed(YEAR, sorted(found, key=lambda each: each.day), today):
        for month, mark in zip(months(YEAR), each.marks, strict=True):
            this = today.replace(day=1)
            assert (mark == "later") == (month > this)
            assert mark != "missed" or month < this
            assert mark != "due" or month == this


@given(st.sampled_from(MEASURES), in_year, in_year)
def test_a_measure_that_was_carried_out_is_never_overdue_again(measure: str, done: date, today: date) -> None:
    assert done > today or state(measure, today, FollowUp(measure, done, "finished")) != "overdue"


def test_a_measure_is_overdue_the_day_after_its_day_even_if_it_was_looked_after() -> None:
    looked = FollowUp("M1.2", DAY, "followed-up")
    assert state("M1.2", date(2024, 3, 30), looked) == "running"
    assert state("M1.2", date(2024, 3, 31), looked) == "overdue"
    assert state("M1.2", date(2024, 3, 31), looked, FollowUp("M1.2", date(2024, 3, 31), "finished")) == "done"


def test_the_duty_roster_is_due_anew_every_open_day() -> None:
    looked = FollowUp("M1.1", DAY, "followed-up")
    assert state("M1.1", DAY) == "due"
    assert state("M1.1", DAY, looked) == "running"
    assert state("M1.1", date(2024, 3, 2), looked) == "running"  # a Saturday
    assert state("M1.1", date(2024, 3, 4), looked) == "due"


def test_the_budget_is_communicated_anew_every_week_once_it_is_published() -> None:
    published = FollowUp("M2.1", date(2024, 3, 20), "finished")
    assert state("M2.1", date(2024, 3, 22), published) == "running"
    assert state("M2.1", date(2024, 3, 25), published) == "due"
    assert state("M2.1", date(2024, 3, 27), published, FollowUp("M2.1", date(2024, 3, 26), "followed-up")) == "running"


def test_no_month_is_missed_that_was_over_when_the_office_began() -> None:
    marks = followed(YEAR, [], date(2024, 4, 2), began=date(2024, 3, 11))[0].marks
    assert marks[:4] == ["unused", "unused", "missed", "due"]


def test_a_follow_up_of_another_year_says_nothing() -> None:
    assert state("M1.2", DAY, FollowUp("M1.2", YEAR.fiscal_year.start - timedelta(1), "finished")) == "not-started"


def test_what_was_kept_is_there_after_a_restart_with_its_thai_remark(kept: FollowUps) -> None:
    follow_up = FollowUp("M1.4", DAY, "followed-up", "ติดป้าย LINE OA แล้ว")
    kept.add(follow_up)
    kept.note("IIT", 18, DAY, "approver")
    kept.note("STAFF", 45, DAY, "approver")
    with Record(kept.record.path) as again:
        assert FollowUps(again).all() == [follow_up]
        assert FollowUps(again).figures() == {"IIT": [(18, DAY)], "STAFF": [(45, DAY)]}


def test_a_remark_that_is_too_long_loses_its_end_and_nothing_else(kept: FollowUps) -> None:
    kept.add(FollowUp("M1.4", DAY, "followed-up", "ก" * 500))
    assert [len(follow_up.remark) for follow_up in kept.all()] == [LONGEST]


def test_a_follow_up_of_an_earlier_day_says_when_it_was_written(kept: FollowUps) -> None:
    follow_up = FollowUp("M1.4", DAY - timedelta(3), "followed-up", evidence="คำสั่งที่ 12/2567", written=DAY)
    kept.add(follow_up)
    assert kept.all() == [follow_up]
    assert [line.day for line in kept.record.lines()] == [DAY]


@pytest.mark.parametrize("evidence", ["http://go.th", "https://a b", "www.go.th", "javascript://x"])
def test_evidence_that_is_an_address_of_another_kind_is_refused(kept: FollowUps, evidence: str) -> None:
    with pytest.raises(Refusal, match="https://"):
        kept.add(FollowUp("M1.4", DAY, "followed-up", evidence=evidence))


def test_a_corrected_follow_up_takes_the_place_of_another_once(kept: FollowUps) -> None:
    kept.add(FollowUp("M1.2", DAY, "finished"))
    [wrong] = kept.all()
    kept.add(FollowUp("M1.2", DAY, "followed-up"), instead_of=wrong)
    assert [each.kind for each in kept.all()] == ["followed-up"]
    assert [holds for _, holds in kept.history("M1.2")] == [True, False]
    with pytest.raises(Refusal, match="taken back"):
        kept.add(FollowUp("M1.2", DAY, "followed-up"), instead_of=wrong)


def test_two_terminals_write_into_one_record(kept: FollowUps) -> None:
    with Record(kept.record.path) as other:
        for number in range(10):
            (kept, FollowUps(other))[number % 2].add(FollowUp("M1.2", DAY, "followed-up", str(number)))
        assert [follow_up.remark for follow_up in kept.all()] == [str(number) for number in range(10)]


def test_a_follow_up_is_taken_back_once_and_both_lines_stay(kept: FollowUps) -> None:
    kept.add(FollowUp("M1.2", DAY, "followed-up"))
    kept.add(FollowUp("M1.2", DAY, "finished", "กดผิด"))
    wrong = kept.all()[1].line
    kept.record.take_back(wrong, DAY, "staff")
    assert [follow_up.kind for follow_up in kept.all()] == ["followed-up"]
    with pytest.raises(Refusal, match="taken back"):
        kept.record.take_back(wrong, DAY, "staff")
    assert [line.takes_back for line in kept.record.lines()] == [None, None, wrong]
