"""Kiosks as witnesses of a headquarters that keeps to its daily roots, and of one that does not.

The headquarters is a real receiver with its own key; what it hides is changed in its register.
"""

import datetime
import shutil
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.hq.roots.verify import root_problems
from kiosk.protocol.daily_root import origin_of, witness_name
from kiosk.protocol.signed_note import is_cosigned, is_signed, signature_line, signed_note, split_note
from kiosk.protocol.signing import public_hex
from kiosk.security.signing_key import load_key
from tests.support.lying_line import lying_line
from tests.support.served import Counter, Nights, opened_site, served, synced
from tests.support.syncs import redirect

DAY = datetime.date(2024, 3, 1)


def test_kiosks_keep_confirm_and_extend_each_nights_root(nights: Nights, three: list[Counter]) -> None:
    for number in range(4):
        assert [(each.standing.day, each.standing.fault) for each in three] == [
            (DAY + datetime.timedelta(days=number), None)
        ] * 3
        assert [(each.standing.confirmed, each.standing.witnesses) for each in three] == [(2, 2)] * 3
        nights.pass_night()
        assert synced(three) == ["", "", ""]
        synced(three)
    assert [each.notes for each in three] == [[], [], []]
    assert len(three[0].ledger.roots.all()) == 5
    assert nights.site.rows("SELECT count(*) FROM cosignatures") == [(15,)]
    assert list(root_problems(nights.site.register.engine)) == []


def test_what_is_kept_is_a_note_that_standard_programs_verify(nights: Nights, three: list[Counter]) -> None:
    key = public_hex(nights.site.key)
    _, note = nights.site.receiver.roots.published(DAY)
    text, lines = split_note(note)
    assert is_signed(text, lines, origin_of(key), key)
    for number, counter in enumerate(three, 1):
        own = public_hex(load_key(counter.kiosk.path("key.pem")))
        assert is_cosigned(text, lines, witness_name(origin_of(key), f"trang-{number}"), own)


def test_a_kiosk_that_headquarters_drops_says_so_and_so_do_its_witnesses(nights: Nights, three: list[Counter]) -> None:
    nights.change("UPDATE kiosks SET last_report = NULL WHERE kiosk = 'trang-2'")
    nights.pass_night()
    answers = synced(three)
    assert "The root of 2 Mar leaves out trang-2" in answers[0]
    assert "Headquarters' root of 2 Mar leaves this kiosk out" in answers[1]
    assert [each.notes for each in three] == [["root-witness-dropped"], ["root-dropped"], ["root-witness-dropped"]]
    assert nights.site.rows("SELECT kiosk FROM cosignatures WHERE size > 3") == []
    synced(three)
    assert [each.standing.fault for each in three] == ["root-witness-dropped", "root-dropped", "root-witness-dropped"]
    nights.pass_night()
    assert synced(three)[1] == ""


def test_a_night_that_headquarters_rewrites_is_said_by_every_kiosk(nights: Nights, three: list[Counter]) -> None:
    """It makes every hash, tile and signature anew; in its own register nothing is wrong."""
    now = nights.site.now
    nights.change(
        *(f"DELETE FROM {table}" for table in ("cosignatures", "roots", "leaves", "tiles")),
        "UPDATE kiosks SET epoch = (SELECT epoch FROM epochs WHERE kiosk = 'trang-3') WHERE kiosk = 'trang-3'",
        "UPDATE epochs SET acked = acked + 1 WHERE kiosk = 'trang-3'",
    )
    nights.site.receiver.roots.make(now)
    nights.change("UPDATE epochs SET acked = acked - 1 WHERE kiosk = 'trang-3'")
    nights.pass_night()
    answers = synced(three)
    assert list(root_problems(nights.site.register.engine)) == []
    assert all("Root of 2 Mar: headquarters has rewritten a night" in each for each in answers)
    assert [each.notes for each in three] == [["root-rewritten"]] * 3
    assert nights.site.rows("SELECT count(*) FROM cosignatures") == [(0,)]
    nights.pass_night()
    synced(three)
    assert [each.notes for each in three] == [["root-rewritten"]] * 3, "the next night goes on from what was kept"


def test_a_cosignature_is_sent_until_headquarters_signs_that_it_holds_it(nights: Nights, one: Counter) -> None:
    """Who answers "taken" and passes nothing on would keep it from headquarters for good."""
    folder, sent = one.kiosk.folder.parent, "/v2/kiosks/trang-1/roots/2024-03-02"
    nights.pass_night()
    with lying_line(nights.url) as line:  # it relays no header, and so no signature
        redirect(folder, line.url)
        synced([one, one])
    assert [path for path in line.paths("POST") if "/roots/" in path] == [sent, sent]
    with lying_line(nights.url) as line:
        redirect(folder, nights.url)
        synced([one])
        redirect(folder, line.url)
        synced([one])
    assert [path for path in line.paths("POST") if "/roots/" in path] == []


def test_two_histories_stay_without_witnesses(nights: Nights, three: list[Counter], tmp_path: Path) -> None:
    """trang-1 is shown one register, the others another one, from the same headquarters with the same key."""
    shutil.copy(tmp_path / "hq.db", tmp_path / "other.db")
    other = opened_site(tmp_path / "other.db", nights.site.key)
    witness = three[0]
    with served(other) as url:
        redirect(witness.kiosk.folder.parent, url)
        for _ in range(2):
            nights.pass_night()
            other.now = nights.site.now
            with other.register.engine.begin() as db:  # it would look as if the others had reported there
                reported = (other.now - datetime.timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
                db.exec_driver_sql(f"UPDATE kiosks SET last_report = '{reported}' WHERE kiosk <> 'trang-1'")
            synced(three)
        nights.pass_night()
        other.now = nights.site.now
        answers = synced([witness])
    other.register.engine.dispose()
    assert "0 of 2 witnesses have confirmed the root of 3 Mar" in answers[0]
    assert witness.notes == ["root-unwitnessed", "root-unwitnessed"]
    assert (witness.standing.confirmed, witness.standing.witnesses) == (0, 2)


def test_witnesses_that_headquarters_calls_silent_for_long_are_missed(nights: Nights, three: list[Counter]) -> None:
    for _ in range(8):
        nights.pass_night()
        assert synced(three[:1]) == [""]
        synced(three[:1])
    nights.pass_night()
    assert "0 of 2 witnesses have confirmed the root of 9 Mar" in synced(three[:1])[0]


def test_a_witness_that_is_off_for_a_night_is_not_waited_for(nights: Nights, three: list[Counter]) -> None:
    nights.pass_night()
    synced(three[:2])
    synced(three[:2])
    nights.pass_night()
    assert synced(three[:2]) == ["", ""]
    assert three[0].notes == []


def test_a_root_that_says_something_else_of_a_kiosk_is_not_cosigned(nights: Nights, three: list[Counter]) -> None:
    three[0].ledger.count("inspection", DAY)
    synced(three[:1])
    nights.pass_night()
    nights.change("UPDATE epochs SET acked = acked - 1 WHERE kiosk = 'trang-1'")
    nights.site.receiver.roots.make(nights.site.now)
    nights.change("UPDATE epochs SET acked = acked + 1 WHERE kiosk = 'trang-1'")
    answers = synced(three)
    assert "The root of 2 Mar differs from this kiosk's ledger" in answers[0]
    assert answers[1:] == ["", ""]
    assert three[0].notes == ["root-differs"]
    assert ("trang-1",) not in nights.site.rows("SELECT kiosk FROM cosignatures WHERE size > 3")


def test_a_root_that_gives_a_kiosk_another_key_is_not_cosigned(nights: Nights, three: list[Counter]) -> None:
    """Under that key headquarters could confirm its roots itself."""
    key = public_hex(load_key(three[0].kiosk.path("key.pem")))
    forged = public_hex(Ed25519PrivateKey.generate())
    nights.pass_night()
    nights.change(f"UPDATE kiosks SET public_key = '{forged}' WHERE kiosk = 'trang-1'")
    nights.site.receiver.roots.make(nights.site.now)
    nights.change(f"UPDATE kiosks SET public_key = '{key}' WHERE kiosk = 'trang-1'")
    answers = synced(three)
    assert "differs from this kiosk's ledger" in answers[0]
    assert "trang-1 has another key in the root of 2 Mar" in answers[1]


def test_a_root_without_headquarters_signature_is_not_kept(nights: Nights, three: list[Counter]) -> None:
    nights.pass_night()
    nights.site.receiver.roots.make(nights.site.now)
    [(note,)] = nights.site.rows("SELECT note FROM roots ORDER BY size DESC LIMIT 1")
    text, _ = split_note(note)
    name = origin_of(public_hex(nights.site.key))
    forged = signed_note(text, signature_line(Ed25519PrivateKey.generate(), name, text))
    nights.change(f"UPDATE roots SET note = '{forged}' WHERE size > 3")
    assert "is not signed by headquarters" in synced(three)[0]
    assert len(three[0].ledger.roots.all()) == 1


def test_a_headquarters_that_stops_making_roots_is_noticed(
    nights: Nights, three: list[Counter], monkeypatch: pytest.MonkeyPatch
) -> None:
    nights.pass_night()
    monkeypatch.setattr(DailyRoots, "make", lambda self, _: self._night)
    assert "Headquarters shows no root of 2 Mar" in synced(three)[0]
    monkeypatch.undo()
    assert synced(three) == ["", "", ""]


def test_a_new_key_of_a_witness_is_noted_and_looked_on_from_then(nights: Nights, three: list[Counter]) -> None:
    code = nights.site.register.admission.rekey("trang-2", nights.site.now)
    nights.enrol(three[1].kiosk, three[1].ledger, code)
    synced(three)
    nights.pass_night()
    answers = synced(three)
    assert ["trang-2 has another key in the root of 2 Mar" in each for each in answers] == [True, False, True]
    synced(three)
    nights.pass_night()
    assert synced(three) == ["", "", ""]
    assert three[1].notes == []


def test_a_kiosk_that_comes_new_is_missed_by_nobody(nights: Nights, three: list[Counter]) -> None:
    """The newest root is of yesterday, when it was not there."""
    fourth = nights.counter("trang-4")
    assert synced([fourth]) == [""]
    nights.pass_night()
    assert synced([*three, fourth]) == [""] * 4
    assert set(three[0].ledger.roots.witnesses()) == {"trang-2", "trang-3", "trang-4"}
    fourth.ledger.close()
