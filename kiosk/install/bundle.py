"""The bundle: a folder, on a stick, with all that makes a Debian of this release a counter without a network.

Debian's packages with everything they need, the wheels, a checksum of each file, and the script that begins.
"""

import hashlib
import subprocess
import sys
from pathlib import Path

from kiosk.install.units import PACKAGES, PROGRAM
from kiosk.install.wheel import REQUIREMENTS, own_wheel, requirements
from kiosk.text.refusal import Refusal

PLACE = "/run/kiosk-bundle"
"""Where a machine finds the bundle while it is installed: a link, whatever the stick is called."""

SOURCES = f"{PLACE}.list"
"""The file that names the bundle as the only source of Debian's packages."""

SOURCE = f"deb [trusted=yes] file:{PLACE}/debian ./\n"
"""Trusted, since every file was compared with its checksum before."""

_APT = {"Dir::Etc::SourceList": SOURCES, "Dir::Etc::SourceParts": "/dev/null", "APT::Get::List-Cleanup": "0"}
APT = tuple(part for name, value in _APT.items() for part in ("-o", f"{name}={value}"))
"""Options with which apt-get looks into the bundle alone, and keeps what it knows of other sources."""

PIP = ("--no-index", "--find-links", f"{PLACE}/wheels")
"""Options with which pip does the same."""

SUMS = "SHA256SUMS"
CHECKED = ("sh", "-c", f"cd {PLACE} && sha256sum --quiet --check {SUMS}")
"""Ends with an error, and names the file, where one is not as it was written."""

_BEGIN = f"""\
#!/bin/sh
# Make this Debian a counter, without a network. As root: sh install, with the options of `kiosk install`.
set -eu
cd "$(dirname "$0")"
sha256sum --quiet --check {SUMS}
ln -sfn "$PWD" {PLACE}
printf '%s' '{SOURCE.rstrip()}
' >{SOURCES}
export DEBIAN_FRONTEND=noninteractive
apt-get update -q {" ".join(APT)}
apt-get install -q -y --no-install-recommends {" ".join(APT)} python3-venv
python3 -m venv {PROGRAM}/begin
{PROGRAM}/begin/bin/pip install -q --no-deps --no-index wheels/*.whl
{PROGRAM}/begin/bin/kiosk install --bundle "$PWD" "$@"
rm -rf {PROGRAM}/begin
"""


def write_bundle(folder: Path) -> int:
    """Write it into a folder that is new or empty; gives its files. Refusal if a part of it cannot be had."""
    if folder.exists() and any(folder.iterdir()):
        raise Refusal("bundle.not_empty", folder=folder)
    wheels, debian = folder / "wheels", folder / "debian"
    for made in (wheels, debian / "partial"):
        made.mkdir(parents=True)
    _download_wheels(wheels)
    _download_packages(debian)
    (debian / "Packages").write_text("\n".join(map(_stanza, sorted(debian.glob("*.deb")))), "utf-8")
    (folder / "install").write_text(_BEGIN)
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sums = [f"{_digest(path)}  {path.relative_to(folder)}\n" for path in files]
    (folder / SUMS).write_text("".join(sums))
    return len(files)


def _download_wheels(folder: Path) -> None:
    name, wheel = own_wheel()
    (folder / name).write_bytes(wheel)
    versions = folder / REQUIREMENTS
    versions.write_bytes(requirements())
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:"]
    _run([*pip, "--require-hashes", "-d", str(folder), "-r", str(versions)])


def _download_packages(folder: Path) -> None:
    """Every package that a system without any would need: which of them a machine has already, nobody knows here."""
    options = {
        "Dir::State::Status": "/dev/null",
        "Dir::Cache::Archives": str(folder.resolve()),
        "APT::Sandbox::User": "root",
    }
    given = [part for name, value in options.items() for part in ("-o", f"{name}={value}")]
    _run(["apt-get", "update", "-q"])
    _run(["apt-get", "install", "-q", "-y", "--download-only", "--no-install-recommends", *given, *PACKAGES])
    (folder / "lock").unlink(missing_ok=True)
    (folder / "partial").rmdir()
    for package in folder.glob("*%3a*.deb"):  # an index names its files as parts of an address
        package.rename(package.with_name(package.name.replace("%3a", ".")))


def _stanza(package: Path) -> str:
    """What Debian's index says of a package."""
    fields = _run(["dpkg-deb", "--field", str(package)])
    return (
        f"{fields.rstrip()}\nFilename: ./{package.name}\nSize: {package.stat().st_size}\nSHA256: {_digest(package)}\n"
    )


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(argv: list[str]) -> str:
    """What a command says. Refusal if it fails."""
    try:
        ended = subprocess.run(argv, capture_output=True, text=True, check=False)
    except OSError as error:
        raise Refusal("install.failed", command=argv[0], code=error.errno or 1) from None
    if ended.returncode:
        print(ended.stderr, file=sys.stderr)
        raise Refusal("install.failed", command=" ".join(argv[:4]), code=ended.returncode)
    return ended.stdout
