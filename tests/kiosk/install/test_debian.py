"""A bare Debian becomes a counter as README says, and another one takes its place, from bundle and backup alone."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from kiosk.install.bundle import SUMS
from tests.support.foot import is_drawn, still
from tests.support.programs import needs

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[3]
CERTIFICATES = Path("etc/ssl/certs/ca-certificates.crt")
TRUSTED = "authorities.crt"
"""Those that this machine believes, in the root of another: Debian's own package writes that file anew."""

COUNTER = """
mkdir -p /run/kiosk && chown kiosk:kiosk /run/kiosk && chmod 700 /run/kiosk
runuser -u kiosk -- env XDG_RUNTIME_DIR=/run/kiosk WLR_BACKENDS=headless WLR_RENDERER=pixman WLR_LIBINPUT_NO_DEVICES=1 \\
    LIBSEAT_BACKEND=noop sway --config /etc/kiosk/sway &
until [ -S /run/kiosk/wayland-1 ]; do sleep 0.2; done
exec /usr/local/sbin/kiosk session
"""
"""Both services' commands, with a screen that nobody sees."""

ANSWERS = """
kiosk = "trang-1"
office = "trang.toml"
portrait = true
output = "HDMI-A-1"
pin = "24681012"
passphrase = "a word for the backups"
"""
BACKUP = """
mkdir /mnt/backups && chown kiosk /mnt/backups
/usr/local/sbin/kiosk count inspection
echo a word for the backups | /usr/local/sbin/kiosk backup /mnt/backups
"""


@pytest.fixture(scope="module", params=["bookworm", "trixie"])
def bare(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A Debian as debootstrap makes it."""
    needs("debootstrap", "unshare", "grim")
    if os.geteuid() != 0:
        pytest.skip("only root can make a Debian")
    root = tmp_path_factory.mktemp(request.param)
    root.chmod(0o755)
    subprocess.run(["debootstrap", "--variant=minbase", request.param, str(root)], check=True, capture_output=True)
    yield root
    shutil.rmtree(root)


def command(root: Path, script: str, *unshared: str) -> tuple[list[str], dict[str, str]]:
    """A script in that system, with mounts of its own and, if told so, without a network; and its environment."""
    mounts = f"mount -t proc proc {root}/proc && mount --rbind /dev {root}/dev && mount -t tmpfs tmpfs {root}/run"
    environment = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", "DEBIAN_FRONTEND": "noninteractive"}
    environment |= {"PIP_CERT": f"/{TRUSTED}"} if (root / TRUSTED).exists() else {}
    inner = f'{mounts} && exec chroot {root} sh -ec "$1"'
    return ["unshare", "--mount", *unshared, "sh", "-c", inner, "sh", script], environment


def within(root: Path, script: str, *unshared: str) -> subprocess.CompletedProcess[str]:
    argv, environment = command(root, script, *unshared)
    ended = subprocess.run(argv, capture_output=True, text=True, env=environment, timeout=1500)
    print(script, ended.stdout[-3000:], ended.stderr[-3000:], sep="\n")
    return ended


def copied(root: Path, to: Path) -> Path:
    subprocess.run(["cp", "-a", str(root), str(to)], check=True)
    return to


def readme_line() -> str:
    """The line of README that comes before `kiosk install`."""
    return next(line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if line.startswith("apt-get"))


def test_readme_makes_a_bare_debian_a_counter_and_bundle_and_backup_its_successor_without_a_network(
    bare: Path, tmp_path: Path
) -> None:
    online, offline = copied(bare, tmp_path / "online"), copied(bare, tmp_path / "offline")
    shutil.copy("/etc/resolv.conf", online / "etc")
    shutil.copy(Path("/") / CERTIFICATES, online / TRUSTED)
    subprocess.run(["git", "clone", "-q", str(ROOT), str(online / "src")], check=True)
    (online / "answers.toml").write_text(ANSWERS)
    (online / "trang.toml").write_text('id = "trang"\n')
    assert within(online, f"{readme_line().replace('REPOSITORY', '/src')}").returncode == 0
    assert within(online, "/kiosk/.venv/bin/kiosk install --answers /answers.toml").returncode == 0
    assert_counter(online)
    assert within(online, "/kiosk/.venv/bin/kiosk bundle /stick").returncode == 0

    assert_locked_counter_is_seen(online, tmp_path / "online.png")
    assert within(online, BACKUP).returncode == 0
    assert within(online, "/kiosk/.venv/bin/kiosk install --dry-run </dev/null").returncode == 0, "asks what it knows"

    assert within(online, "/usr/local/sbin/kiosk uninstall").returncode == 0
    assert not [*(online / "etc/systemd/system").glob("kiosk-*")]
    assert (online / "var/lib/kiosk/ledger.db").exists()

    stick = offline / "media" / "A stick"
    shutil.move(online / "stick", stick)
    shutil.copy(online / "answers.toml", stick)
    shutil.copy(online / "trang.toml", stick)
    shutil.move(online / "mnt/backups", stick)
    restored = "sh install --answers answers.toml --restore backups"
    assert within(offline, f"cd '/media/A stick' && {restored}", "--net").returncode == 0
    assert_counter(offline)
    for path in ("etc/kiosk/office.toml", "var/lib/kiosk/pin.toml"):
        assert (offline / path).read_bytes() == (online / path).read_bytes()
    exported = within(offline, "/usr/local/sbin/kiosk ledger export /var/lib/kiosk/all; cat /var/lib/kiosk/all")
    assert "inspection" in exported.stdout
    assert_locked_counter_is_seen(offline, tmp_path / "offline.png")
    assert_a_broken_package_is_refused(offline, stick)


def assert_a_broken_package_is_refused(offline: Path, stick: Path) -> None:
    """By its name; the sums against which it was held are on the stick."""
    broken = next((stick / "debian").glob("*.deb"))
    broken.write_bytes(broken.read_bytes()[:-1] + b"?")
    refused = within(offline, "sh '/media/A stick/install'", "--net")
    assert refused.returncode != 0
    assert broken.name in refused.stdout + refused.stderr
    assert SUMS in os.listdir(stick)


def assert_counter(root: Path) -> None:
    """The program runs there, the services are the counter's, and the doctor finds it locked."""
    told = within(
        root, "mkdir -p /run/kiosk; chown kiosk /run/kiosk; /usr/local/sbin/kiosk doctor --json || true"
    ).stdout
    assert '"found": "set"' in told
    assert '"state": "good"' in told
    wants = root / "etc/systemd/system/multi-user.target.wants"
    assert {"kiosk-counter.service", "kiosk-display.service"} <= {path.name for path in wants.iterdir()}
    units = " ".join(f"/etc/systemd/system/kiosk-{unit}.service" for unit in ("counter", "display"))
    assert within(root, f"systemd-analyze verify {units}").returncode == 0
    exposed = within(root, f"systemd-analyze security --offline=true --threshold=25 {units}")
    assert exposed.returncode == 0, "more exposed than 2.5"


def assert_locked_counter_is_seen(root: Path, file: Path) -> None:
    """Its own sway, foot and program draw the first page; the picture stays to be looked at."""
    argv, environment = command(root, COUNTER, "--pid", "--fork", "--kill-child")
    system = subprocess.Popen(argv, env=environment)
    # the path of a socket has 107 bytes at most, of which that of the root takes its part
    near = Path(tempfile.mkdtemp(prefix="screen-", dir="/tmp"), "run")
    near.symlink_to(f"/proc/{system.pid}/root{root}/run/kiosk")
    screen = {"XDG_RUNTIME_DIR": str(near), "WAYLAND_DISPLAY": "wayland-1"}

    def taken() -> Image.Image:
        grim = ["grim", "-t", "png", str(file)]
        if subprocess.run(grim, env={**environment, **screen}, capture_output=True).returncode:
            return Image.new("RGB", (1, 1))
        with Image.open(file) as picture:
            return picture.convert("RGB")

    try:
        still(taken, is_drawn)
    finally:
        system.kill()
        system.wait()
        shutil.rmtree(near.parent)
