"""A sync takes what headquarters has handed out; what is forged, old, out of order or lost there changes nothing here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import httpx
import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import membership
from kiosk.protocol.bulletin import FIRST, Bulletin, handed
from kiosk.protocol.payloads import PROBLEM, Bulletins, Problem
from kiosk.protocol.signing import bulletins_bytes, public_hex, sign
from kiosk.security.signing_key import load_key
from kiosk.streams.record.bulletins.shelf import Shelf
from kiosk.sync.bulletin_pull import BulletinPullResult, take_bulletins
from kiosk.sync.client import HqClient, Unreachable
from tests.support.bulletins import bulletin, bulletins
from tests.support.sample import DAY
from tests.support.syncs import HQ_KEY, at_once, enrolled


@dataclass
class Board:
    """A headquarters that has handed out bulletins, and nothing else; `lie` is what becomes of what it has signed."""

    handed_out: list[Bulletin]
    key: Ed25519PrivateKey = HQ_KEY
    given_back: list[Bulletin] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)
    lie: Callable[[Bulletins], Bulletins] = lambda told: told

    def answer(self, request: httpx.Request) -> httpx.Response:
        if request.method == "POST":
            self.given_back.append(msgspec.json.decode(request.content, type=Bulletin))
            return httpx.Response(204)
        after = int(request.url.params["after"])
        self.asked.append(after)
        hashes = [FIRST, *(each.hash for each in self.handed_out)]
        hash_at = hashes[after] if after < len(hashes) else None
        nonce = request.headers["kiosk-nonce"]
        is_as_held = request.url.params.get("held") in (None, handed(self.handed_out[:after]))
        told = Bulletins(self.handed_out[after if is_as_held else 0 :], len(self.handed_out), hash_at, nonce, "")
        signed = replace(told, signature=sign(self.key, bulletins_bytes("phatthalung-1", after, told)))
        return httpx.Response(200, content=msgspec.json.encode(self.lie(signed)))


@dataclass
class Scene:
    """A kiosk that is enrolled, and its shelf."""

    kiosk: Kiosk

    @property
    def shelf(self) -> Shelf:
        return Shelf(self.kiosk.folder)

    @property
    def held(self) -> list[Bulletin]:
        return [kept.bulletin for kept in self.shelf.held()]

    def take(self, board: Board) -> BulletinPullResult:
        return self.ask(board.answer, board.key)

    def ask(
        self, answer: Callable[[httpx.Request], httpx.Response], key: Ed25519PrivateKey = HQ_KEY
    ) -> BulletinPullResult:
        member = membership(self.kiosk)
        assert member is not None
        at, own = replace(member, public_key=public_hex(key)), load_key(self.kiosk.path("key.pem"))
        client = httpx.Client(transport=httpx.MockTransport(answer))
        return take_bulletins(HqClient(client, at, own, lambda: "2024-03-01T03:00:00Z"), self.shelf, DAY)


@pytest.fixture
def scene(kiosk: Kiosk) -> Iterator[Scene]:
    with enrolled(kiosk), at_once(attempts=1):
        yield Scene(kiosk)


def test_what_was_handed_out_since_is_taken_once(scene: Scene) -> None:
    board = Board(bulletins(2))
    assert scene.take(board) == BulletinPullResult(2)
    assert scene.take(board) == BulletinPullResult(0)
    board.handed_out = bulletins(3)
    assert scene.take(board) == BulletinPullResult(1)
    assert scene.held == board.handed_out
    assert board.asked == [0, 2, 2, 2, 3], "it says each time how many it holds"


LIES: dict[str, Callable[[Bulletins], Bulletins]] = {
    "a body": lambda told: replace(told, bulletins=[replace(told.bulletins[0], body="{}"), *told.bulletins[1:]]),
    "the order": lambda told: replace(told, bulletins=told.bulletins[::-1]),
    "one left out": lambda told: replace(told, bulletins=told.bulletins[1:], newest=2),
    "the number": lambda told: replace(told, newest=0, bulletins=[]),
    "the hash": lambda told: replace(told, hash_at="0" * 64),
    "the nonce": lambda told: replace(told, nonce="0" * 32),
    "the signature": lambda told: replace(told, signature="0" * 128),
}


def test_whatever_was_changed_on_the_way_changes_nothing(scene: Scene) -> None:
    assert scene.take(Board(bulletins(1))) == BulletinPullResult(1)
    for lie in LIES.values():
        with pytest.raises(Unreachable):
            scene.take(Board(bulletins(3), lie=lie))
        assert scene.held == bulletins(1)


def test_an_answer_to_an_earlier_question_is_none(scene: Scene) -> None:
    bodies: list[bytes] = []
    board = Board(bulletins(2))

    def first(request: httpx.Request) -> httpx.Response:
        answer = board.answer(request)
        bodies.append(answer.content)
        return answer

    assert scene.ask(first) == BulletinPullResult(2)
    scene.shelf.begin_anew()
    with pytest.raises(Unreachable):
        scene.ask(lambda _: httpx.Response(200, content=bodies[0]))
    assert scene.held == []


@pytest.mark.parametrize(
    "wrong",
    [
        [bulletin(), bulletin()],
        bulletins(3)[1:],
        bulletins(1, key=Ed25519PrivateKey.generate()),
        [replace(bulletin(), body="{}")],
    ],
    ids=["twice", "a gap", "another's", "another body"],
)
def test_bulletins_that_are_no_chain_of_headquarters_change_nothing_even_if_it_says_so(
    scene: Scene, wrong: list[Bulletin]
) -> None:
    with pytest.raises(Unreachable, match="bulletin"):
        scene.take(Board(wrong))
    assert scene.held == []


def test_a_headquarters_that_was_put_back_to_a_backup_is_told_and_gets_back_what_it_lost(scene: Scene) -> None:
    """Up to the first that was for other offices: its body is at theirs."""
    one, two, three = bulletins(3)
    elsewhere = replace(bulletin(three, offices=["trang"]), body=None)
    scene.take(Board([one, two, three, elsewhere]))
    back = Board([one])
    assert scene.take(back) == BulletinPullResult(0, "bulletins-lost")
    assert back.given_back == [two, three]
    assert scene.held == [one, two, three, elsewhere]


def test_what_headquarters_does_not_take_back_is_told_as_lost_all_the_same(scene: Scene) -> None:
    """A key that was replaced since had signed it: headquarters publishes it anew."""
    one, two = bulletins(2)
    scene.take(Board([one, two]))
    back = Board([one])
    no = msgspec.json.encode(Problem(type=PROBLEM + "bad-signature", title="none", status=422))
    refused = httpx.Response(422, content=no, headers={"Content-Type": "application/problem+json"})
    answer = lambda request: refused if request.method == "POST" else back.answer(request)  # noqa: E731
    assert scene.ask(answer) == BulletinPullResult(0, "bulletins-lost")
    assert scene.held == [one, two]


def test_numbers_that_are_used_again_are_told_and_hold_when_they_go_further(scene: Scene) -> None:
    one, two = bulletins(2)
    again = bulletin(one, kind="notice")
    scene.take(Board([one, two]))
    board = Board([one, again])
    assert scene.take(board) == BulletinPullResult(0, "bulletins-differ")
    assert (scene.held, board.given_back) == ([one, two], [])
    board.handed_out.append(bulletin(again))
    assert scene.take(board) == BulletinPullResult(3, "bulletins-differ")
    assert scene.held == board.handed_out
    assert [path.name for path in scene.kiosk.folder.glob("bulletins.db.*")] == ["bulletins.db.earlier-1"]


def test_a_kiosk_that_moves_to_another_office_has_what_that_one_has(scene: Scene) -> None:
    signed = bulletin(offices=["trang"])
    two = bulletin(signed, offices=["phatthalung"])
    here, there = [replace(signed, body=None), two], [signed, replace(two, body=None)]
    scene.take(Board(here))
    assert scene.take(Board(here)) == BulletinPullResult(0)
    assert scene.held == here, "headquarters has not moved it yet"
    assert scene.take(Board(there)) == BulletinPullResult(2)
    assert scene.held == there


def test_nothing_that_is_held_is_sent_again(scene: Scene) -> None:
    """Found as: every kiosk fetched every bulletin once a day, to see whether its office was merged: 30 bulletins are
    1.4 GB and half a minute of CPU a day at 10,000 kiosks."""
    board = Board([replace(bulletin(offices=["trang"]), body=None)])
    board.handed_out.append(bulletin(board.handed_out[0], offices=["phatthalung"]))
    scene.take(board)
    board.asked.clear()
    for _ in range(3):
        scene.take(board)
    assert board.asked == [2, 2, 2]


def test_a_headquarters_from_before_hands_on_what_is_new_all_the_same(scene: Scene) -> None:
    """It passes over what the question says of what is held."""
    board = Board([bulletin(offices=["phatthalung"])])
    before = lambda request: board.answer(  # noqa: E731
        httpx.Request("GET", request.url.copy_remove_param("held"), headers=request.headers)
    )
    assert scene.ask(before) == BulletinPullResult(1)
    board.handed_out.append(bulletin(board.handed_out[0]))
    assert scene.ask(before) == BulletinPullResult(1)


def test_a_kiosk_whose_office_has_another_name_at_headquarters_goes_on_with_its_bulletins(scene: Scene) -> None:
    signed = bulletin(offices=["phatthalung"])
    renamed = bulletin(signed, offices=["south-5"])
    three = bulletin(renamed)
    assert scene.take(Board([signed, renamed])) == BulletinPullResult(2)
    assert scene.take(Board([signed, renamed, three])) == BulletinPullResult(1)
    assert scene.held == [signed, renamed, three]


def test_another_headquarters_begins_with_its_own(scene: Scene) -> None:
    scene.take(Board(bulletins(3)))
    other = Ed25519PrivateKey.generate()
    assert scene.take(Board([], other)) == BulletinPullResult(0)
    assert scene.held == []
    assert scene.take(Board(bulletins(1, key=other), other)) == BulletinPullResult(1)


def test_that_there_is_no_such_call_is_said_for_nobody_has_signed_it(scene: Scene) -> None:
    """Found as: a line that answered so kept every bulletin away, and nothing was said."""
    problem = Problem(type=PROBLEM + "no-such-call", title="there is no such call here", status=404)
    json = {"content-type": "application/problem+json"}
    with pytest.raises(Unreachable, match="there is no such call here"):
        scene.ask(lambda _: httpx.Response(404, content=msgspec.json.encode(problem), headers=json))


def test_fields_and_kinds_of_a_newer_headquarters_are_kept_for_a_newer_kiosk(scene: Scene) -> None:
    """What the body says more is under the hash; what the answer says more is passed over."""
    newer = bulletin(kind="curfew", body='{"from":"22:00","reason":{"new":[1,2]}}')
    board = Board([newer])

    def more(request: httpx.Request) -> httpx.Response:
        told = msgspec.json.decode(board.answer(request).content)
        told["bulletins"] = [{**each, "hint": "new"} for each in told["bulletins"]]
        return httpx.Response(200, content=msgspec.json.encode({**told, "also": "new"}))

    assert scene.ask(more) == BulletinPullResult(1)
    assert scene.held == [newer]


def test_a_damaged_shelf_is_whole_again_after_the_next_sync(scene: Scene) -> None:
    board = Board(bulletins(2))
    scene.take(board)
    for path in scene.kiosk.folder.rglob("bulletins.db"):
        path.write_bytes(b"no database at all")
    assert scene.held == []
    assert scene.take(board) == BulletinPullResult(2)
    assert (scene.held, scene.shelf.fault()) == (board.handed_out, None)
