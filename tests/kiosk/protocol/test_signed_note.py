"""Signed notes against published ones, and against a second reading of the specifications."""

import base64
import hashlib

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from hypothesis import given
from hypothesis import strategies as st

from kiosk.protocol.signed_note import (
    TreeHead,
    cosignature_line,
    is_cosigned,
    is_signed,
    signature_line,
    signed_note,
    split_note,
    tree_head_of,
    verifier_key,
)
from kiosk.protocol.signing import public_hex

# The key and the note of golang.org/x/mod/sumdb/note.
PETER_SECRET = "AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
PETER_VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
)
# The example of C2SP's signed-note.
EXAMPLE_VKEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
EXAMPLE_NOTE = (
    "This is an example message.\n"
    "\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
)
# The example of C2SP's tlog-cosignature: two lines under one tree head.
COSIGNED = (
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
# A witness in the network of transparency.dev.
WITNESS_VKEY = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
TEXT = TreeHead("kiosk.invalid/log", 40, b"r" * 32).text()


def key_in(vkey: str) -> tuple[str, str]:
    name, _, material = vkey.split("+", 2)
    return name, base64.b64decode(material)[1:].hex()


def cosigner_reads(line: str, name: str, public: bytes, text: str) -> int:
    """The time of a cosignature, read from the line as tlog-cosignature has it; InvalidSignature if it is none."""
    dash, who, blob = line.rstrip("\n").split(" ")
    raw = base64.b64decode(blob)
    assert (dash, who) == ("\u2014", name)
    assert raw[:4] == hashlib.sha256(name.encode() + b"\n\x04" + public).digest()[:4]
    at = int.from_bytes(raw[4:12], "big")
    Ed25519PublicKey.from_public_bytes(public).verify(raw[12:], f"cosignature/v1\ntime {at}\n{text}".encode())
    return at


@pytest.mark.parametrize(("vkey", "note"), [(PETER_VKEY, PETER_NOTE), (EXAMPLE_VKEY, EXAMPLE_NOTE)])
def test_published_notes_verify_and_changed_ones_do_not(vkey: str, note: str) -> None:
    text, lines = split_note(note)
    assert is_signed(text, lines, *key_in(vkey))
    assert not is_signed(text.replace("m", "n"), lines, *key_in(vkey))
    assert verifier_key(*key_in(vkey)) == vkey


def test_the_published_key_signs_the_published_note_to_the_byte() -> None:
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(PETER_SECRET)[1:])
    text, _ = split_note(PETER_NOTE)
    assert signed_note(text, signature_line(key, "PeterNeumann", text)) == PETER_NOTE


def test_a_published_tree_head_is_read() -> None:
    text, lines = split_note(COSIGNED)
    root = base64.b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert tree_head_of(text) == TreeHead("example.com/behind-the-sofa", 20852163, root)
    assert tree_head_of(text).text() == text
    assert len(lines) == 2


def test_a_witness_is_named_as_its_network_names_it() -> None:
    assert verifier_key(*key_in(WITNESS_VKEY), cosigns=True) == WITNESS_VKEY


def test_a_cosignature_is_what_the_specification_says() -> None:
    line = cosignature_line(KEY, "kiosk.invalid/trang-1", TEXT, 1_700_000_000)
    assert cosigner_reads(line, "kiosk.invalid/trang-1", KEY.public_key().public_bytes_raw(), TEXT) == 1_700_000_000


def test_a_cosignature_is_no_signature_of_the_log_nor_the_other_way_round() -> None:
    public = public_hex(KEY)
    line = cosignature_line(KEY, "w", TEXT, 1)
    assert is_cosigned(TEXT, [line], "w", public)
    assert not is_signed(TEXT, [line], "w", public)
    assert not is_cosigned(TEXT, [signature_line(KEY, "w", TEXT)], "w", public)


def test_lines_of_others_are_passed_over_and_one_wrong_line_of_the_signer_spoils_the_note() -> None:
    right, public = signature_line(KEY, "log", TEXT), public_hex(KEY)
    other = signature_line(Ed25519PrivateKey.generate(), "log", TEXT)
    wrong = signature_line(KEY, "log", TEXT + "more\n")
    assert is_signed(TEXT, [other, right], "log", public)
    assert not is_signed(TEXT, [right, wrong], "log", public)
    assert not is_signed(TEXT, [other], "log", public)


@pytest.mark.parametrize(
    "note",
    [
        "",
        "no line\n",
        "no line\n\n",
        "text\n\n- name AAAA\n",
        "text\n\n— na+me AAAA\n",
        "text\n\n— name AAAA",
        "te\rxt\n\n— name AAAA\n",
        "text\n\n" + "— name AAAA\n" * 101,
    ],
)
def test_what_is_no_note_is_refused(note: str) -> None:
    with pytest.raises(ValueError, match="signed note"):
        split_note(note)


@pytest.mark.parametrize(
    "text",
    ["", "log\n1\n", TEXT + "more\n", TEXT.replace("40", "040"), TEXT.replace("40", "-4"), TEXT.replace("log", "l g")],
)
def test_what_is_no_tree_head_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="no tree head"):
        tree_head_of(text)


@given(st.text(max_size=200))
def test_any_text_is_a_note_or_is_refused(text: str) -> None:
    try:
        body, lines = split_note(text)
    except ValueError:
        return
    assert not is_signed(body, lines, "log", public_hex(KEY))
