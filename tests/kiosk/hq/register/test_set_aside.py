"""What cannot be true is stored, chained and receipted like all else, but it counts nowhere, and an alarm tells of it."""

import datetime
import re
import uuid
from collections.abc import Callable

import msgspec
import pytest
import sqlalchemy as sa

from kiosk.hq.register.register import Register
from kiosk.hq.report.queries import notes
from kiosk.hq.store.transactions import reading
from kiosk.hq.store.verify import problems
from kiosk.progress.note_words import NoteWords
from kiosk.protocol.chain import Entry, Genesis
from kiosk.protocol.meaning import MOST_ANSWERS, KnownYears, Year
from kiosk.protocol.payloads import SetAside
from tests.support.sample import DAY, GROUPS, KNOWN
from tests.support.scripted import Desk, Site

TODAY = DAY
"""In Thailand it is 10 o'clock of this day when batches arrive."""


def figure(desk: Desk, value: int, day: datetime.date = DAY, group: str | None = None) -> Entry:
    return desk.add(Entry(1, str(uuid.uuid4()), day, "itap", group, value, None, "staff"))


def correction(desk: Desk, of: Entry, **other: object) -> Entry:
    """A correction of `of` that differs from what is right."""
    parts = {"day": of.day, "work_group": of.work_group, "channel": of.channel, **other}
    made = Entry(1, str(uuid.uuid4()), DAY, "correction", None, -1, of.id, "staff")
    return desk.add(msgspec.structs.replace(made, **parts))


def reasons(site: Site, kiosk: str = "trang-1") -> list[str]:
    return [reason for (reason,) in site.rows(
        f"SELECT set_aside FROM entries WHERE kiosk = '{kiosk}' AND set_aside IS NOT NULL ORDER BY seq"
    )]  # fmt: skip


IMPOSSIBLE: dict[str, tuple[Callable[[Desk], object], str]] = {
    "a work group that no year has": (lambda desk: desk.count("zzz"), "unknown-group"),
    "the total for a work group": (lambda desk: desk.count("total"), "unknown-group"),
    "a day of next week": (lambda desk: desk.count(day=TODAY + datetime.timedelta(7)), "future-day"),
    "the day after tomorrow": (lambda desk: desk.count(day=TODAY + datetime.timedelta(2)), "future-day"),
    "the end of days": (lambda desk: desk.count(day=datetime.date.max), "future-day"),
    "a day before the first year": (lambda desk: desk.count(day=datetime.date(2023, 9, 30)), "unknown-year"),
    "the year 1970": (lambda desk: desk.count(day=datetime.date(1970, 1, 1)), "unknown-year"),
    "the first of all days": (lambda desk: desk.count(day=datetime.date.min), "unknown-year"),
    "a respondent whom no person has reported": (lambda desk: desk.count(channel="system"), "wrong-channel"),
    "a figure of no work group": (lambda desk: figure(desk, 7, group="zzz"), "unknown-group"),
    "a figure of the year 9999": (lambda desk: figure(desk, 7, datetime.date(9999, 12, 31)), "future-day"),
    "a figure that no office can have": (lambda desk: figure(desk, MOST_ANSWERS + 1), "out-of-bounds"),
    "a correction of nothing": (lambda desk: desk.take_back(Desk("x").count()), "no-respondent"),
}


@pytest.mark.parametrize("what", IMPOSSIBLE)
def test_what_cannot_be_true_is_held_and_not_counted(site: Site, what: str) -> None:
    desk = site.enrolled("trang-1", "trang")
    make, reason = IMPOSSIBLE[what]
    desk.count(), make(desk), desk.count()
    receipt = site.take(desk)
    assert (receipt.acked, receipt.head) == (3, desk.head(3)), "a sync never sticks on it"
    assert reasons(site) == [reason]
    assert receipt.set_aside == site.take(desk).set_aside == [SetAside(2, reason)]
    assert site.tally("trang-1") == {"inspection": 2}
    assert site.rows("SELECT kind, detail, times FROM alarms") == [("set-aside", reason, 1)]
    assert list(problems(site.register.engine, KNOWN)) == []


def test_today_tomorrow_and_any_earlier_day_of_a_known_year_are_counted(site: Site) -> None:
    desk = site.enrolled("trang-1", "trang")
    for day in (TODAY, TODAY + datetime.timedelta(1), datetime.date(2023, 10, 1)):
        desk.count(day=day)
    figure(desk, MOST_ANSWERS)
    site.take(desk)
    assert (reasons(site), site.tally("trang-1")) == ([], {"inspection": 3})
    assert site.alarms() == []


def test_a_year_after_the_last_file_is_held_to_the_newest(site: Site) -> None:
    site.now = datetime.datetime(2026, 3, 2, 3, 0, tzinfo=datetime.UTC)
    desk = site.enrolled("trang-1", "trang")
    desk.count(day=datetime.date(2026, 3, 2)), desk.count("zzz", datetime.date(2026, 3, 2))
    site.take(desk)
    assert (reasons(site), site.tally("trang-1")) == (["unknown-group"], {"inspection": 1})


def test_a_correction_takes_back_only_what_it_names_and_once(site: Site) -> None:
    desk = site.enrolled("trang-1", "trang")
    one, two, three = desk.count(), desk.count(), desk.count()
    correction(desk, one, work_group="investigation")
    correction(desk, one, channel="visitor")
    correction(desk, one, day=DAY - datetime.timedelta(1))
    desk.take_back(two), desk.take_back(two)
    figure_of = figure(desk, 3, group="inspection")
    correction(desk, figure_of)
    later = msgspec.structs.replace(three, id=str(uuid.uuid4()))
    correction(desk, later), desk.add(later)
    site.take(desk)
    assert reasons(site) == [*["no-respondent"] * 3, "taken-back", *["no-respondent"] * 2]
    assert site.tally("trang-1") == {"inspection": 3}
    assert list(problems(site.register.engine, KNOWN)) == []


def test_a_thousand_corrections_of_nothing_make_no_total_negative_and_two_batches_one_alarm(site: Site) -> None:
    desk = site.enrolled("trang-1", "trang")
    for _ in range(1_002):
        desk.take_back(Desk("x").count())
    site.take(desk, desk.batch(1, 600)), site.take(desk, desk.batch(601))
    assert site.tally("trang-1") == {}
    assert site.rows("SELECT kind, detail, times FROM alarms") == [("set-aside", "no-respondent", 1_002)]


def test_an_alarm_that_somebody_has_seen_is_raised_again_only_by_more(site: Site) -> None:
    desk = site.enrolled("trang-1", "trang")
    desk.count("zzz")
    site.take(desk)
    with site.register.engine.begin() as db:
        db.exec_driver_sql("UPDATE alarms SET acknowledged_at = '2024-03-01T04:00:00Z', acknowledged_by = 'somchai'")
    desk.take_back(Desk("x").count())
    site.take(desk)
    alarms = "SELECT detail, times FROM alarms WHERE acknowledged_at IS NULL ORDER BY id"
    assert site.rows(alarms) == [("no-respondent", 1)]
    desk.count("zzz")
    site.take(desk)
    assert site.rows(alarms) == [("no-respondent", 1), ("unknown-group", 2)]


def test_a_neighbours_counts_cannot_be_taken_back(site: Site) -> None:
    """Corrections of another's ids, out of a ledger of one's own and out of one that claims to be the other's."""
    victim, thief = site.enrolled("phatthalung-1"), site.enrolled("phatthalung-2")
    stolen = [victim.count() for _ in range(3)]
    site.take(victim)
    for entry in stolen:
        thief.take_back(entry)
    site.take(thief)
    clone = Desk("phatthalung-2", thief.key, Genesis(victim.genesis.ledger, str(uuid.uuid4())))
    for entry in stolen:
        clone.take_back(entry)
    site.take(clone)
    victim.take_back(stolen[0])
    site.take(victim)
    assert site.tally("phatthalung-1") == {"inspection": 2}, "and its own undo counts"
    assert site.tally("phatthalung-2") == {}
    assert reasons(site, "phatthalung-2") == ["no-respondent"] * 6
    assert [alarm for alarm in site.alarms() if alarm[0] == "phatthalung-1"] == []
    assert list(problems(site.register.engine, KNOWN)) == []


@pytest.mark.parametrize(
    ("enters_as", "victim_synced_before"),
    [("its own ledger", True), ("its own ledger", False), ("the victim's ledger", True)],
)
def test_ids_that_were_not_sent_yet_cannot_be_taken_first(
    site: Site, enters_as: str, victim_synced_before: bool
) -> None:
    """Who has read another's file sends its ids before it does; the victim's five count all the same."""
    victim, thief = site.enrolled("phatthalung-2"), site.enrolled("trang-1", "trang")
    if victim_synced_before:
        site.take(victim)
    unsent = [victim.count() for _ in range(5)]
    if enters_as == "the victim's ledger":
        thief.genesis = Genesis(victim.genesis.ledger, str(uuid.uuid4()))
    for entry in unsent:
        thief.add(msgspec.structs.replace(entry, work_group="investigation"))
    thief.take_back(thief.entries[0])
    site.take(thief)
    victim.take_back(unsent[4])
    site.take(victim)
    assert site.tally("phatthalung-2") == {"inspection": 4}
    assert [alarm for alarm in site.alarms() if alarm[0] == "phatthalung-2"] == []
    assert all(count >= 0 for count in site.tally("trang-1").values())
    if enters_as == "the victim's ledger":
        assert site.tally("trang-1") == {}, "what is the owner's own is no longer counted for who copied it"
        assert ("trang-1", "cloned") in site.alarms()
    assert list(problems(site.register.engine, KNOWN)) == []


def test_a_replaced_machines_new_ledger_counts_nothing_twice_not_even_a_clones(site: Site) -> None:
    desk, clone = site.enrolled("phatthalung-1"), site.enrolled("phatthalung-2")
    copied = [desk.count(), desk.count()]
    site.take(desk)
    clone.genesis = desk.genesis
    for entry in copied:
        clone.add(entry)
    own = clone.count("investigation")
    site.take(clone)
    for old, entries in ((desk, copied), (clone, [*copied, own])):
        new = Desk(old.kiosk, old.key)
        for entry in entries:
            new.add(entry)
        undone = new.take_back(entries[-1])
        site.take(new)
        assert undone.corrects == entries[-1].id
    assert site.tally("phatthalung-1") == {"inspection": 1}
    assert site.tally("phatthalung-2") == {}
    assert list(problems(site.register.engine, KNOWN)) == []


def test_what_headquarters_comes_to_know_is_counted_then_and_its_alarm_closes(site: Site) -> None:
    """An honest kiosk had the year's new file first."""
    desk = site.enrolled("trang-1", "trang")
    new = desk.count("detention")
    desk.count("detention"), desk.take_back(new), desk.count("zzz"), figure(desk, 4, group="detention")
    site.take(desk)
    assert (site.tally("trang-1"), len(reasons(site))) == ({}, 5)
    years = KnownYears(
        [Year(datetime.date(2023, 10, 1), datetime.date(2024, 9, 30), frozenset([*GROUPS, "detention"]))]
    )
    knowing = Register(site.register.engine, practice=True, known=years)
    for _ in range(2):
        knowing.recount(site.now)
        assert (site.tally("trang-1"), reasons(site)) == ({"detention": 1}, ["unknown-group"])
    assert site.rows("SELECT detail, times FROM alarms WHERE acknowledged_at IS NULL") == [("unknown-group", 1)]
    assert list(problems(site.register.engine, years)) == []
    everything = Year(datetime.date(2023, 10, 1), datetime.date(2024, 9, 30), frozenset([*GROUPS, "detention", "zzz"]))
    Register(site.register.engine, practice=True, known=KnownYears([everything])).recount(site.now)
    assert site.tally("trang-1") == {"detention": 1, "zzz": 1}
    assert site.rows("SELECT detail FROM alarms WHERE acknowledged_at IS NULL") == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE entries SET set_aside = NULL WHERE seq = 2", "Entry 2 .* is not set aside .unknown-group."),
        ("UPDATE entries SET set_aside = 'unknown-group' WHERE seq = 1", "Entry 1 .* can be true"),
        ("UPDATE entries SET set_aside = 'no-respondent' WHERE seq = 1", "without an entry"),
        ("DELETE FROM counted WHERE seq = 3", "Entry 3 .* is not counted"),
        ("UPDATE entries SET set_aside = NULL WHERE seq = 4", "Entry 4 .* is not counted"),
        ("UPDATE counted SET corrects = id WHERE seq = 3", "without an entry"),
        ("UPDATE counted SET owner = 'phatthalung-1'", "without an entry"),
        ("DELETE FROM ledgers", "has no owner"),
    ],
)
def test_verify_finds_what_counts_and_should_not_and_what_should_and_does_not(
    site: Site, statement: str, said: str
) -> None:
    desk = site.enrolled("trang-1", "trang")
    entry = desk.count()
    desk.count("zzz"), desk.take_back(entry), desk.take_back(entry)
    site.take(desk)
    assert list(problems(site.register.engine, KNOWN)) == []
    with site.register.engine.begin() as db:
        db.exec_driver_sql(statement)
    faults = "\n".join(problems(site.register.engine, KNOWN))
    assert re.search(said, faults), faults


def test_verify_finds_a_correction_that_was_set_aside_for_no_reason(site: Site) -> None:
    desk = site.enrolled("trang-1", "trang")
    desk.take_back(desk.count())
    site.take(desk)
    with site.register.engine.begin() as db:
        db.exec_driver_sql("UPDATE entries SET set_aside = 'no-respondent' WHERE seq = 2")
        db.exec_driver_sql("DELETE FROM counted WHERE seq = 2")
        db.exec_driver_sql("UPDATE tallies SET count = 1")
    (fault,) = problems(site.register.engine, KNOWN)
    assert re.search("Entry 2 .*can be true", fault), fault


def statements(site: Site, desk: Desk) -> int:
    """How many statements the database is asked when all of a desk is taken."""
    asked: list[str] = []
    listener = (site.register.engine, "before_cursor_execute", lambda _c, _u, sql, *_: asked.append(sql))
    sa.event.listen(*listener)
    site.take(desk)
    sa.event.remove(*listener)
    return len(asked)


def test_a_thousand_entries_take_as_many_statements_as_ten(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kiosk.hq.receiver.key_watch.FRESH", 1e9)  # past two seconds the key is looked at once more
    site.take(site.enrolled("satun-1", "satun"))  # the first of a day pays for the root of the night
    counts = set()
    for office, rounds in (("trang", 2), ("yala", 200)):
        desk = site.enrolled(f"{office}-1", office)
        for _ in range(rounds):
            desk.take_back(entry := desk.count()), desk.take_back(entry)
            desk.count("zzz"), desk.count(day=datetime.date.max)
        counts.add(statements(site, desk))
    assert len(counts) == 1


def test_what_comes_again_in_a_new_epoch_is_noted_and_set_aside_once(site: Site) -> None:
    """Found as: 150 that were entered later were 300 after the ledger had been put back to a backup."""
    desk = site.enrolled("phatthalung-1")
    desk.add(Entry(1, str(uuid.uuid4()), DAY, "note", None, "later-150", None, "system"))
    desk.count("zzz")
    site.take(desk)
    begun = Genesis(desk.genesis.ledger, str(uuid.uuid4()), desk.epoch, 0, desk.head(0))
    site.take(Desk(desk.kiosk, desk.key, begun, desk.entries))
    with reading(site.register.engine) as db:
        assert notes(db, DAY) == {desk.kiosk: [NoteWords(DAY, "later", 150)]}
    assert site.rows("SELECT detail, times FROM alarms WHERE kind = 'set-aside'") == [("unknown-group", 1)]
