"""The wheel of exactly the program that runs here, and the exact versions that it was tested with."""

import base64
import hashlib
import zipfile
from functools import cache
from importlib.metadata import distribution
from importlib.resources import files
from io import BytesIO
from pathlib import Path

from kiosk import __version__
from kiosk.machine.version import DISTRIBUTION

_PACKAGES = ("kiosk", "screens", "content")

REQUIREMENTS = "requirements.txt"
"""Within the package that was installed, beside it where it runs from a clone."""


@cache
def own_wheel() -> tuple[str, bytes]:
    """File name and content of the wheel."""
    stem = f"{DISTRIBUTION.replace('-', '_')}-{__version__}"
    held = {path: content for package in _PACKAGES for path, content in _files(package)}
    held[f"kiosk/{REQUIREMENTS}"] = requirements()
    info = f"{stem}.dist-info"
    held[f"{info}/METADATA"] = (distribution(DISTRIBUTION).read_text("METADATA") or "").encode()
    held[f"{info}/WHEEL"] = b"Wheel-Version: 1.0\nGenerator: kiosk\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    held[f"{info}/entry_points.txt"] = b"[console_scripts]\nkiosk = kiosk.cli:main\n"
    record = "".join(f"{path},sha256={_digest(content)},{len(content)}\n" for path, content in held.items())
    held[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as wheel:
        for path, content in held.items():
            wheel.writestr(path, content)
    return f"{stem}-py3-none-any.whl", packed.getvalue()


def requirements() -> bytes:
    """The exact versions that the program was tested with, and the hash of every file of theirs."""
    within, beside = Path(str(files("kiosk"))) / REQUIREMENTS, Path(str(files("kiosk"))).with_name(REQUIREMENTS)
    return (within if within.exists() else beside).read_bytes()


def _files(package: str) -> list[tuple[str, bytes]]:
    root = Path(str(files(package)))
    paths = sorted(path for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc")
    return [(f"{package}/{path.relative_to(root).as_posix()}", path.read_bytes()) for path in paths]


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
