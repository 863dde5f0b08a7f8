"""The services of a counter: what they hear, whom they believe, and how little is left to them."""

import subprocess
from pathlib import Path

import pytest

from kiosk.install.units import COMMAND, FILES, PROGRAM
from tests.support.programs import needs


def test_a_keyboard_that_is_plugged_in_again_reaches_a_compositor_without_a_network() -> None:
    """udevd's news of devices comes by netlink, and not into a network namespace of one's own."""
    display = FILES["/etc/systemd/system/kiosk-display.service"]
    assert "RestrictAddressFamilies=AF_UNIX AF_NETLINK\n" in display
    assert "IPAddressDeny=any" in display
    assert "PrivateNetwork" not in display


@pytest.mark.parametrize(
    ("typed", "who"),
    [("doctor --json", "counter"), ("", "counter"), ("uninstall", "root"), ("install --dry-run", "root")],
)
def test_on_a_counter_the_machine_is_changed_by_root_and_all_else_is_the_counters(
    tmp_path: Path, typed: str, who: str
) -> None:
    (tmp_path / "current/bin").mkdir(parents=True)
    for program, says in ((tmp_path / "current/bin/kiosk", "root"), (tmp_path / "runuser", "counter")):
        program.write_text(f"#!/bin/sh\necho {says} $*\n")
        program.chmod(0o755)
    script = COMMAND[1].replace(PROGRAM, str(tmp_path))
    done = subprocess.run(
        ["sh", "-c", script, "kiosk", *typed.split()],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.startswith(who)
    assert done.stdout.strip().endswith(typed)


def test_headquarters_is_believed_by_whom_debian_believes() -> None:
    """So that the authority of a ministry is added once, as Debian does it, for the counter and for its technician."""
    for started in (FILES["/etc/systemd/system/kiosk-counter.service"], COMMAND[1]):
        assert "SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt\n" in started


@pytest.mark.parametrize("unit", ["display", "counter"])
def test_no_shell_of_debian_can_be_executed(unit: str) -> None:
    """That of klibc, which an initramfs is made with, stands beside the libraries that have to be executable."""
    lines = FILES[f"/etc/systemd/system/kiosk-{unit}.service"].splitlines()
    assert "NoExecPaths=/" in lines
    allowed = {path for line in lines if line.startswith("ExecPaths=") for path in line.partition("=")[2].split()}
    assert not {"/", "/usr", "/bin", "/usr/bin", "/usr/sbin"} & {path.lstrip("-") for path in allowed}
    assert "InaccessiblePaths=-/usr/lib/klibc" in lines


@pytest.mark.parametrize("unit", ["display", "counter"])
def test_a_service_is_exposed_as_little_as_systemd_can_tell(tmp_path: Path, unit: str) -> None:
    needs("systemd-analyze")
    file = tmp_path / f"kiosk-{unit}.service"
    file.write_text(FILES[f"/etc/systemd/system/{file.name}"])
    told = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", "--threshold=25", str(file)], capture_output=True, text=True
    )
    assert told.returncode == 0, told.stdout
