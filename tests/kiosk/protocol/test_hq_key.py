"""A new key of headquarters is followed where the one before, or the recovery key, has signed for it; and never else."""

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec.structs import replace

from kiosk.protocol.hq_key import HqKey, first_key, followed, next_key, trusted
from kiosk.protocol.signing import public_hex, sign

FIRST, SECOND, THIRD, RECOVERY, THIEF = (Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32) for n in range(5))
BEGUN = first_key(FIRST, public_hex(RECOVERY), "2024-03-01T03:00:00Z")
ROTATED = next_key(BEGUN, SECOND, FIRST, "2024-03-02T03:00:00Z")
RECOVERED = next_key(ROTATED, THIRD, RECOVERY, "2024-03-03T03:00:00Z", is_recovery=True)
CHAIN = [BEGUN, ROTATED, RECOVERED]


@pytest.mark.parametrize("known", [1, 2, 3])
def test_a_kiosk_that_was_away_follows_every_key_in_turn(known: int) -> None:
    assert followed(CHAIN[:known], CHAIN) == CHAIN


def changed(statement: HqKey, signer: Ed25519PrivateKey, key: Ed25519PrivateKey, **parts: object) -> HqKey:
    """Another statement, signed by these two."""
    other = replace(statement, **parts)  # type: ignore[arg-type]
    return replace(other, signature=sign(signer, other.bytes), possession=sign(key, other.bytes))


STOLEN = next_key(BEGUN, THIEF, THIEF, "2024-03-02T03:00:00Z")


@pytest.mark.parametrize(
    "forged",
    [
        STOLEN,
        changed(STOLEN, FIRST, SECOND),
        replace(ROTATED, public_key=public_hex(THIEF)),
        replace(ROTATED, signature=ROTATED.possession),
        replace(ROTATED, signature="", possession=""),
        changed(ROTATED, FIRST, SECOND, number=3),
        changed(ROTATED, FIRST, SECOND, previous=None),
        changed(ROTATED, FIRST, SECOND, recovery_key=public_hex(THIEF)),
        changed(ROTATED, FIRST, SECOND, recovered="2024-03-02T03:00:00Z"),
        changed(RECOVERED, RECOVERY, THIRD, recovered=None),
        changed(RECOVERED, THIEF, THIRD),
    ],
)
def test_a_forged_statement_changes_nothing(forged: HqKey) -> None:
    assert followed([BEGUN], [forged]) == [BEGUN]


def test_replayed_and_rolled_back_statements_change_nothing() -> None:
    for replayed in (CHAIN, CHAIN[:1], CHAIN[:2], [ROTATED, BEGUN], []):
        assert followed(CHAIN, replayed) == CHAIN
    assert followed([BEGUN], [ROTATED, ROTATED]) == [BEGUN, ROTATED]


def test_the_recovery_key_has_the_last_word_over_all_that_a_stolen_key_can_sign() -> None:
    """The thief goes on ever so far; the register knows nothing of it."""
    astray = [BEGUN]
    for _ in range(3):
        astray.append(next_key(astray[-1], THIEF, FIRST if len(astray) == 1 else THIEF, "2024-03-02T04:00:00Z"))
    astray = followed([BEGUN], astray)
    assert astray[-1].public_key == public_hex(THIEF)
    rescued = followed(astray, [BEGUN, next_key(BEGUN, SECOND, RECOVERY, "2024-03-03T03:00:00Z", is_recovery=True)])
    assert rescued[-1].public_key == public_hex(SECOND)
    assert followed(rescued, [next_key(astray[-1], THIEF, THIEF, "2024-03-09T03:00:00Z")]) == rescued


def test_the_recovery_key_alone_brings_another_which_is_believed_from_then_on_in_its_place() -> None:
    other = Ed25519PrivateKey.from_private_bytes(b"5" * 32)
    since = ("2024-03-03T03:00:00Z", "2024-03-04T03:00:00Z")
    renewed = next_key(BEGUN, SECOND, RECOVERY, since[0], is_recovery=True, recovery_key=public_hex(other))
    assert followed([BEGUN], [renewed]) == [BEGUN, renewed]
    by_the_old, by_the_new = (
        next_key(renewed, key, signer, since[1], is_recovery=True)
        for key, signer in ((THIEF, RECOVERY), (THIRD, other))
    )
    assert followed([BEGUN], [renewed, by_the_old, by_the_new]) == [BEGUN, renewed, by_the_new]
    assert followed([BEGUN], [next_key(BEGUN, THIEF, FIRST, since[0], recovery_key=public_hex(THIEF))]) == [BEGUN]


def test_a_register_from_before_a_change_leads_on_by_the_recovery_key() -> None:
    again = next_key(BEGUN, THIRD, RECOVERY, "2024-03-04T03:00:00Z", is_recovery=True)
    assert followed([BEGUN, ROTATED], [BEGUN, again])[-1] == again
    assert followed(CHAIN, [BEGUN, again])[-1] == again


def test_the_owner_of_a_key_vouches_for_what_led_to_it_and_for_nothing_else() -> None:
    assert trusted(CHAIN, public_hex(FIRST)) == [BEGUN]
    assert trusted(CHAIN, public_hex(THIRD)) == CHAIN
    assert trusted(CHAIN, public_hex(THIEF)) == []
    assert trusted([replace(BEGUN, possession="")], public_hex(FIRST)) == []
    assert trusted([STOLEN, RECOVERED], public_hex(THIRD)) == [RECOVERED]
