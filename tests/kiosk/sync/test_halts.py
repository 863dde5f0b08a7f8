"""Answers that stop a sync, or bend it: said to staff, remembered, and never in the way of counting."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import msgspec
import pytest

from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.protocol.chain import DayCount
from kiosk.protocol.payloads import Batch, Head, Receipt, SetAside, moment
from kiosk.protocol.signing import receipt_bytes, sign
from kiosk.streams.ledger.verify import problems
from kiosk.sync.client import Halted, Unreachable
from kiosk.sync.run import sync_now
from kiosk.sync.schedule import Attempt, keep_attempt, last_attempt
from kiosk.sync.status import sync_status
from kiosk.text.refusal import Refusal
from tests.support.commands import run
from tests.support.headquarters import Headquarters
from tests.support.ledgers import respondents
from tests.support.sample import DAY
from tests.support.syncs import HQ_KEY, answered, by_hand, counted, enrolled, impostor, nothing_held, redirect, synced

PROBLEM_JSON = {"Content-Type": "application/problem+json"}


def test_a_suspended_kiosk_counts_on_and_sends_all_when_it_is_lifted(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    assert run(headquarters.folder, "hq", "suspend", "phatthalung-1").returncode == 0
    counted(folder, "inspection")
    outcome = synced(folder)
    assert (outcome["exit"], outcome["confirmed"], outcome["halt"]) == (1, False, "suspended")
    counted(folder, "inspection")
    run(headquarters.folder, "hq", "suspend", "--lift", "phatthalung-1")
    assert synced(folder)["sent"] == 3, "with the note of the enrolment"
    assert run(headquarters.folder, "hq", "suspend", "nobody-1").returncode == 1


def test_a_retired_kiosk_is_told_so_and_nothing_of_it_counts_until_that_is_taken_back(
    headquarters: Headquarters, tmp_path: Path
) -> None:
    folder = tmp_path / "kiosk"
    headquarters.enrol(folder, "phatthalung-1")
    assert run(headquarters.folder, "hq", "kiosk", "retire", "phatthalung-1").returncode == 0
    counted(folder, "inspection")
    assert "Headquarters has retired this kiosk" in run(folder, "sync").stderr
    for way_in in (("suspend", "--lift"), ("rekey",)):
        assert "is retired" in run(headquarters.folder, "hq", *way_in, "phatthalung-1").stderr
    assert synced(folder)["halt"] == "retired"
    run(headquarters.folder, "hq", "kiosk", "retire", "--lift", "phatthalung-1")
    assert synced(folder)["confirmed"]


def problem(word: str, status: int, **more: object) -> bytes:
    return json.dumps(
        {"type": f"https://kiosk.invalid/problems/{word}", "title": word, "status": status, **more}
    ).encode()


@pytest.mark.parametrize(
    ("word", "status", "words"),
    [
        ("too-old", 426, "a newer version"),
        ("no-such-call", 404, "older than this kiosk"),
        ("bad-chain", 422, "This ledger is whole"),
        ("unknown-kiosk", 401, "kiosk enrol"),
        ("malformed", 400, "malformed"),
    ],
)
def test_a_halt_says_what_to_do_is_remembered_for_staff_and_stops_no_counting(
    kiosk: Kiosk, word: str, status: int, words: str
) -> None:
    with enrolled(kiosk) as ledger, impostor(status, problem(word, status), "application/problem+json") as url:
        redirect(kiosk.folder.parent, url)
        with open_record(kiosk) as record:
            outcome, sentence = sync_now(kiosk, ledger, record)
        assert (outcome.confirmed, outcome.halt) == (False, word)
        assert words in sentence
        assert "Counting goes on" in sentence
        assert sync_status(kiosk, ledger).word == "halted"
        ledger.count("inspection", kiosk.today)
        assert ledger.chain.head()[1] == 2


def test_a_batch_that_is_too_large_is_halved_until_it_fits(kiosk: Kiosk) -> None:
    """Whether headquarters says so or a proxy in front of it, which speaks HTML."""
    sizes: list[int] = []

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return nothing_held(request)
        batch = msgspec.json.decode(request.content, type=Batch)
        sizes.append(len(batch.entries))
        if len(batch.entries) > 600:
            return httpx.Response(413, content=problem("too-large", 413, max=300), headers=PROBLEM_JSON)
        if len(batch.entries) > 100:
            return httpx.Response(413, content=b"<html>413</html>")
        return httpx.Response(500)

    with enrolled(kiosk) as ledger:
        ledger.adopt(respondents(998))
        with pytest.raises(Unreachable, match="busy"):
            by_hand(kiosk, ledger, answer).run()
    assert sizes == [1000, 300, 150, 75, 75, 75, 75]


def test_a_headquarters_that_never_agrees_ends_the_run(kiosk: Kiosk) -> None:
    """collect#1939: no answer may send the kiosk round for ever, nor fill its disk with epochs."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/ledger"):
            return nothing_held(request)
        if request.method == "GET":
            return httpx.Response(404, content=problem("unknown-epoch", 404), headers=PROBLEM_JSON)
        return httpx.Response(409, content=problem("fork", 409, acked=0, head="0" * 64), headers=PROBLEM_JSON)

    with enrolled(kiosk) as ledger:
        with pytest.raises(Unreachable, match="contradicts itself"):
            by_hand(kiosk, ledger, answer).run()
        assert len(ledger.chain.epochs()) == 1
        assert list(problems(ledger)) == []


def test_a_headquarters_that_signs_a_fork_of_every_epoch_makes_one_new_epoch_a_run(kiosk: Kiosk) -> None:
    """Not even who has headquarters' key fills a disk with epochs in one night."""

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/ledger"):
            return nothing_held(request)
        if request.method == "GET":
            other = Head(5, "0" * 64, "0" * 64, "2024-03-01T03:00:00Z", 0, "", "")
            return answered(request, other, request.url.path.split("/")[-1])
        return httpx.Response(409, content=problem("fork", 409), headers=PROBLEM_JSON)

    with enrolled(kiosk) as ledger:
        for run_number in (1, 2):
            with pytest.raises(Unreachable, match="more than one place"):
                by_hand(kiosk, ledger, answer).run()
            assert len(ledger.chain.epochs()) == 1 + run_number
        assert list(problems(ledger)) == []


def test_a_headquarters_that_says_it_holds_more_and_gives_nothing_makes_no_epoch(kiosk: Kiosk) -> None:
    """An empty epoch for every such answer would be as good as a full disk."""
    with enrolled(kiosk) as ledger:
        epoch, _, head = ledger.chain.head()

        def answer(request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("/ledger"):
                return nothing_held(request)
            if request.method == "GET":
                return answered(request, Head(5, "0" * 64, head, "2024-03-01T03:00:00Z", 0, "", ""), epoch)
            return httpx.Response(409, content=problem("gap", 409), headers=PROBLEM_JSON)

        by_hand(kiosk, ledger, answer).run()
        assert [genesis.epoch for genesis in ledger.chain.epochs()] == [epoch]
        assert ledger.receipts.acked(epoch) is None


def test_a_no_in_the_midst_of_a_run_is_a_halt_too(kiosk: Kiosk) -> None:
    answers = iter([("fork", 409), ("suspended", 403)])

    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("/ledger"):
            return nothing_held(request)
        word, status = next(answers)
        return httpx.Response(status, content=problem(word, status, acked=1), headers=PROBLEM_JSON)

    with enrolled(kiosk) as ledger, pytest.raises(Halted, match="suspended"):
        by_hand(kiosk, ledger, answer).run()


def test_a_long_retry_after_is_left_to_the_next_hour(kiosk: Kiosk) -> None:
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.method)
        return httpx.Response(503, headers={"Retry-After": "Fri, 31 Dec 9999 23:59:59 GMT"})

    with enrolled(kiosk) as ledger, pytest.raises(Unreachable):
        by_hand(kiosk, ledger, answer).run()
    assert asked == ["GET"]


def receipts(*told: dict[str, object]) -> Callable[[httpx.Request], httpx.Response]:
    """A headquarters that signs whatever it is told to say in one receipt after the other."""
    each = iter(told)

    def answer(request: httpx.Request) -> httpx.Response:
        if request.method == "GET":
            return nothing_held(request)
        batch, epoch = msgspec.json.decode(request.content, type=Batch), request.url.path.split("/")[-2]
        held = {"acked": batch.last_seq, "head": batch.head, "stored": 0, "replayed": 0, "set_aside": []}
        more = {"elsewhere": [], "root": None, "report": batch.report, "nonce": batch.nonce, "signature": ""}
        answer = {"server_time": "2024-03-01T03:00:00Z", **held, **more, **next(each)}
        receipt = Receipt("phatthalung-1", "ledger", epoch, **answer)  # type: ignore[arg-type]
        signed = msgspec.structs.replace(receipt, signature=sign(HQ_KEY, receipt_bytes(receipt)))
        return httpx.Response(200, content=msgspec.json.encode(signed))

    return answer


TWICE = DayCount(DAY, "inspection", "staff", 1)


@pytest.mark.parametrize(
    "said",
    [
        {"server_time": "9999-12-31T23:59:59Z"},
        {"server_time": "2024-02-30T00:00:00Z"},
        {"server_time": "0001-01-01T00:00:00Z"},
        {"elsewhere": [TWICE, TWICE]},
        {"set_aside": [SetAside(1, "future-day"), SetAside(1, "unknown-year")]},
    ],
)
def test_a_receipt_of_no_day_or_that_says_something_twice_is_none(kiosk: Kiosk, said: dict[str, object]) -> None:
    """Found as: an error without a name; and, of the year 1, an examination that could not be done ever after."""
    with enrolled(kiosk) as ledger:
        with pytest.raises(Unreachable, match="receipt that is not right"):
            by_hand(kiosk, ledger, receipts(said)).run()
        assert ledger.receipts.last_time() is None
        assert ledger.receipts.all() == []
        by_hand(kiosk, ledger, receipts({})).run()
        assert ledger.receipts.last_time() == "2024-03-01T03:00:00Z"


def test_a_receipt_of_a_day_far_ahead_holds_only_until_the_next(kiosk: Kiosk) -> None:
    """Found as: headquarters' clock was wrong once, and "behind headquarters" for good."""
    answer = receipts({"server_time": "2099-01-01T00:00:00Z"}, {})
    with enrolled(kiosk) as ledger:
        by_hand(kiosk, ledger, answer).run()
        ledger.count("inspection", kiosk.today)
        by_hand(kiosk, ledger, answer).run()
        assert ledger.receipts.last_time() == "2024-03-01T03:00:00Z"


def test_a_sync_that_fails_before_it_calls_anybody_has_been_tried_and_failed(kiosk: Kiosk) -> None:
    """Whatever it was: staff would read that the last one arrived, and it would be tried again at once."""
    with enrolled(kiosk) as ledger, open_record(kiosk) as record:
        keep_attempt(ledger, Attempt("2024-02-29T03:00:00Z", confirmed=True))
        kiosk.path("key.pem").unlink()
        with pytest.raises(Refusal):
            sync_now(kiosk, ledger, record)
        assert last_attempt(ledger) == Attempt(moment(kiosk.clock()), confirmed=False)
