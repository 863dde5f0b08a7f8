"""The file for who is asked for help: what the examination found, versions, settings and logs, and no secret.

What is in it is named here, so that nothing gets in by lying in the folder.
"""

import contextlib
import platform
import sys
import zipfile
from importlib.metadata import distributions
from io import BytesIO
from pathlib import Path

import msgspec

from kiosk import __version__
from kiosk.health.doctor_report import as_object
from kiosk.health.examination import examine
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import membership
from kiosk.storage.log_file import log_files
from kiosk.storage.private_file import write_private
from kiosk.storage.toml_file import Faulty
from kiosk.streams.chain.chain_export import check_is_new
from kiosk.text.languages import LOGS

_DEBIAN = Path("/etc/debian_version")


def write_support(kiosk: Kiosk, file: Path) -> None:
    """Write it. Refusal where there is such a file already, or where it cannot be written."""
    check_is_new(file)
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as support:
        for name, content in _parts(kiosk).items():
            support.writestr(name, content)
    write_private(file, packed.getvalue())


def _parts(kiosk: Kiosk) -> dict[str, bytes]:
    diagnosis = as_object(examine(kiosk), LOGS)
    parts = {
        "doctor.json": msgspec.json.format(msgspec.json.encode(diagnosis), indent=1),
        "versions.txt": "\n".join([*_system(), *_distributions(), ""]).encode(),
        "headquarters.toml": msgspec.toml.encode(_headquarters(kiosk)),
    }
    if kiosk.office_file is not None:
        with contextlib.suppress(OSError):  # what keeps it from being read stands in the examination
            parts["office.toml"] = kiosk.office_file.read_bytes()
    return parts | {path.name: path.read_bytes() for path in log_files(kiosk.folder)}


def _system() -> list[str]:
    debian = _DEBIAN.read_text().strip() if _DEBIAN.exists() else "no Debian"
    return [f"kiosk=={__version__}", f"Python {sys.version.split()[0]}", f"Debian {debian}", platform.platform()]


def _distributions() -> list[str]:
    """Every distribution of this environment, with its version."""
    return sorted({f"{installed.name.lower()}=={installed.version}" for installed in distributions()})


def _headquarters(kiosk: Kiosk) -> dict[str, str]:
    """Where the kiosk is enrolled, without keys."""
    try:
        member = membership(kiosk)
    except Faulty as faulty:
        return {"fault": str(faulty)}
    return {"url": member.url, "kiosk": member.kiosk, "office": member.office} if member else {}
