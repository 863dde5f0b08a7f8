"""What another kiosk of the office, or a liar in its name, writes into the record keeps no page and no command away."""

import datetime
import uuid
from pathlib import Path

import msgspec
import pytest

from kiosk.catalogue.last_good import load_last_good
from kiosk.editing.history import history_page
from kiosk.editing.line_words import LineWords
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.several import several_lines
from kiosk.protocol.chain import Entry
from kiosk.protocol.line import Line, LineElsewhere
from kiosk.streams.chain.chain_file import TakeOver
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.record.kinds import doubt
from kiosk.streams.record.record import Draft, Record
from kiosk.streams.record.verify import problems
from kiosk.text.bilingual import Bilingual
from tests.support.commands import run
from tests.support.sample import DAY

ESCAPES = "\x1b[2J\x1b]52;c;aGk=\x07\u009b31m\u202e\u200b"
WORDS = {"th": "ก", "en": "a"}

SAYING_NOTHING: list[tuple[str, object]] = [
    ("fact/office.phone", {"value": {"th": ESCAPES, "en": ESCAPES}}),
    (f"fact/office.{ESCAPES[:3]}", {"value": "1"}),
    ("fact/", {"value": "1"}),
    ("roster/2024-13-45", WORDS),
    ("roster/zzday", WORDS),
    ("roster/friday", {"th": 5}),
    ("announcement/2024-03-01", {}),
    ("announcement/2024-03-02", {**WORDS, "from": "2024-03-04", "until": "2024-03-02"}),
    ("host/.", {"host": "."}),
    ("host/evil.example", {}),
    ("year/x/signed", {}),
    ("output/M1.x\x07", 5),
    ("figure/IIT", "many"),
]
"""What is set aside, and read by nobody."""

MISTAKEN: list[tuple[str, object]] = [
    ("fact/office.survey", {"value": "https://evil.example/"}),
    ("fact/office.hours", {"value": "https://evil.com\\.go.th/", "zzz": True}),
    ("fact/90-day-report.fee", {"value": "9" * 5_000}),
    ("fact/nobody.knows", {"value": "1"}),
    ("year/2567/signed", {"plan": 2567, "answers": {"quotas": "none"}}),
    ("year/2570/zzz", [1]),
    ("follow-up/M1.2", {"kind": "zzz"}),
    ("several/x", {"reason": "zzz", "count": "x"}),
    ("several/y", {"reason": "zzz", "count": 1, "group": "zz", "day": "2024-03-01"}),
    ("evidence/M1.2", {}),
    ("zzz/x", {}),
]
"""What a newer kiosk might say, or a mistaken one: it is left out where it is read."""


def keep(record: Record, lines: list[tuple[str, object]], role: str = "approver") -> None:
    """Lines as a headquarters has told them."""
    told = [
        LineElsewhere("phatthalung-2", str(uuid.UUID(int=1)), Line(n, str(uuid.uuid4()), DAY, role, what, json))
        for n, (what, json) in enumerate(((what, msgspec.json.encode(fields).decode()) for what, fields in lines), 1)
    ]
    for each in told:
        fields = msgspec.structs.asdict(each.line) | {"day": each.line.day.isoformat()}
        with record._file.transaction():
            record._file.insert("elsewhere", {"kiosk": each.kiosk, "epoch": each.epoch, **fields})


def test_every_command_and_page_goes_on_without_what_cannot_be_meant(kiosk: Kiosk, tmp_path: Path) -> None:
    with Record(kiosk.path("record.db"), practice=True) as record:
        record.write(lambda: Draft(DAY, "approver", "fact/office.phone", {"value": WORDS, "source": "office"}))
        keep(record, [*SAYING_NOTHING, *MISTAKEN])
        keep(record, [("fact/office.address", {"value": WORDS})], role=ESCAPES)
        lines = record.lines()
        assert {line.what for line in lines} == {"fact/office.phone", *(what for what, _ in MISTAKEN)}
        words = LineWords(kiosk.catalogue)
        assert all(words.title(each.line).en and words.says(each.line) for each in history_page(record, 0, 100).lines)
        assert FollowUps(record).all() == []
        passed_over = [problem for problem in problems(record) if "passed over" in problem]
        assert len(passed_over) == len(SAYING_NOTHING) + 1
        assert "\x1b" not in "".join(passed_over)
    assert [line.group for line in several_lines(kiosk)] == ["zz"]
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        figure = Entry(1, str(uuid.uuid4()), DAY, "itap", "zz", 7, None, "staff")
        ledger.adopt(TakeOver([figure], DAY))
    catalogue, faults = load_last_good(None, kiosk.folder, DAY)
    assert catalogue.office.phone.confirmed is not None, "the rest stands"
    assert {fault.key.split(".value")[0] for fault in faults} >= {"office.survey", "90-day-report.fee"}
    for command in (["count", "inspection"], ["counts"], ["export", "--month", "2567-03", str(tmp_path / "m.xlsx")]):
        assert run(kiosk.folder.parent, *command).returncode == 0, command
    assert run(kiosk.folder.parent, "check").returncode == 1


@pytest.mark.parametrize(
    "more", [{"bureau": {"number": 99, "day": "2024-01-01", "words": WORDS}}, {"law": "immigration-act"}]
)
def test_a_line_of_the_office_says_nothing_in_the_name_of_the_bureau_or_of_a_law(
    kiosk: Kiosk, more: dict[str, object]
) -> None:
    """Found as: with one kiosk's key visitors of all of the office's read "from the Immigration Bureau"."""
    with Record(kiosk.path("record.db"), practice=True) as record:
        keep(record, [("fact/office.phone", {"value": WORDS, "source": "office", "confirmed": False, **more})])
    catalogue, faults = load_last_good(None, kiosk.folder, DAY)
    assert (catalogue.office.phone.figure, catalogue.office.phone.state, faults) == (
        Bilingual(**WORDS),
        "published",
        [],
    )


def test_lines_that_take_each_other_back_in_a_ring_end_no_reading(tmp_path: Path) -> None:
    one, two, three, four = (str(uuid.UUID(int=number)) for number in range(1, 5))
    with Record(tmp_path / "record.db") as record:
        record.write(lambda: Draft(DAY, "approver", "fact/office.phone", {"value": WORDS}))
        for seq, (own, other) in enumerate(((one, two), (two, three), (three, two), (four, two)), 1):
            fields = {
                "seq": seq,
                "id": own,
                "day": "2024-03-01",
                "role": "x",
                "what": "fact/office.phone",
                "value": "{}",
            }
            with record._file.transaction():
                record._file.insert("elsewhere", {"kiosk": "trang-2", "epoch": one, **fields, "takes_back": other})
        assert record.newest("fact/office.phone") is not None


@pytest.mark.parametrize(("what", "said"), SAYING_NOTHING)
def test_headquarters_sets_it_aside(what: str, said: object) -> None:
    line = Line(1, str(uuid.uuid4()), DAY, "approver", what, msgspec.json.encode(said).decode())
    assert doubt(line, DAY) == "unfit-value"
    assert doubt(msgspec.structs.replace(line, role=ESCAPES), DAY + datetime.timedelta(1)) == "no-role"
