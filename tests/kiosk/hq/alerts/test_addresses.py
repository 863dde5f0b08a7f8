"""alerts.toml: what is wrong with it is named by key, and what is right in it is used all the same."""

from pathlib import Path

import pytest

from kiosk.hq.alerts.addresses import read_addresses

SMTP = '[smtp]\nhost = "mail.example.go.th"\nsender = "alerts@hq.example.go.th"\n'
RIGHT = '[address.duty]\nlevel = "bureau"\nfile = "duty.txt"\n'


def faults(folder: Path, text: str) -> list[str]:
    (folder / "alerts.toml").write_text(RIGHT + text)
    addresses, faults = read_addresses(folder, ["trat", "trang"])
    assert not faults or "duty" in addresses.address or faults[0].key.count(".") != 1
    return [f"{fault.key}: {fault.what}; {fault.do}" for fault in faults]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('[address.a]\nlevel = "office"\nfile = "x"\n', "address.a: is told at the level office"),
        ('[address.a]\nlevel = "bureau"\noffice = "trat"\nfile = "x"\n', "address.a: is told at the level bureau"),
        (
            '[address.a]\nlevel = "office"\noffice = "trag"\nfile = "x"\n',
            "no office trag is in the register; write `tra",
        ),
        ('[address.a]\nlevel = "bureau"\n', "address.a: is told in exactly one way"),
        ('[address.a]\nlevel = "bureau"\nmail = "a@b.th"\nfile = "x"\n', "address.a: is told in exactly one way"),
        ('[address.a]\nlevel = "bureau"\nmail = "a@b.th"\n', "address.a: there is no mail server"),
        (SMTP + '[address.a]\nlevel = "bureau"\nmail = "duty"\n', "address.a: is no e-mail address"),
        ('[address.a]\nlevel = "bureau"\napprise_variable = "NOT_SET"\n', "the variable NOT_SET is not set"),
        ('[address.a]\nlevel = "bureau"\napprise_file = "/nowhere"\n', "/nowhere cannot be read"),
        ('[address.a]\nlevel = "Bureau"\nfile = "x"\n', "address.a.level: invalid enum value"),
        (
            '[address.a]\nlevel = "bureau"\nmial = "a@b.th"\n',
            "address.a.mial: not a key that is known here; write `mail`",
        ),
        (SMTP + 'user = "alerts"\n', "smtp.password_file: a user needs a password"),
        (SMTP + 'user = "alerts"\nsecurity = "none"\n', "smtp.security: a password would be read on its way"),
        (SMTP.replace("alerts@", ""), "smtp.sender: is no e-mail address"),
    ],
)
def test_a_fault_is_named_by_its_key_and_the_others_go_on(tmp_path: Path, text: str, said: str) -> None:
    assert said in " ".join(faults(tmp_path, text))


def test_a_secret_that_others_can_read_is_a_fault(tmp_path: Path) -> None:
    secret = tmp_path / "line"
    secret.write_text("line://token/user")
    text = f'[address.a]\nlevel = "bureau"\napprise_file = "{secret}"\n'
    secret.chmod(0o640)
    assert f"chmod 600 {secret}" in " ".join(faults(tmp_path, text))
    secret.chmod(0o600)
    assert faults(tmp_path, text) == []


def test_without_a_file_nobody_is_told_and_nothing_is_wrong(tmp_path: Path) -> None:
    addresses, faults = read_addresses(tmp_path, [])
    assert (addresses.address, faults) == ({}, [])
