"""What a passphrase costs whoever tries one after the other."""

import base64
import hashlib

from kiosk.security.seal import seal_of


def test_a_try_of_a_passphrase_takes_64_mebibytes() -> None:
    tried = hashlib.scrypt(b"waterfall in April", salt=bytes(16), n=2**16, r=8, p=1, maxmem=2**27, dklen=32)
    assert seal_of("waterfall in April", "00" * 16).key == base64.urlsafe_b64encode(tried).decode()
