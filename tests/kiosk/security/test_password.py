"""What a hash of a PIN or a password costs whoever tries one after the other."""

from kiosk.security.password import DECOY, hashed


def test_a_hash_costs_what_owasp_asks_for_and_so_does_that_of_a_name_that_is_not_known() -> None:
    """The Password Storage Cheat Sheet: argon2id with 19 MiB and two passes."""
    cost = "$argon2id$v=19$m=19456,t=2,p=1$"
    assert hashed("246810").startswith(cost)
    assert DECOY.startswith(cost)
