"""The files that placards become: a PDF each, or a picture a page."""

from pathlib import Path

from msgspec.structs import replace

from kiosk.export.paper.frame import Frame
from kiosk.export.paper.placard import Pairs, Placard
from kiosk.export.paper.placards import placards
from kiosk.export.paper.typesetter import Typesetter
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.private_file import write_private
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.refusal import Misuse, Refusal

ALL = "all"
"""The name that stands for every placard."""


def languages_of(written: str) -> list[Language]:
    """The languages of `th+en`: the one that leads, and the one beside it. Misuse for others."""
    chosen = [language for part in written.split("+") for language in OFFICIAL if language == part.strip()]
    if len(chosen) != len(written.split("+")) or len({*chosen}) != len(chosen):
        raise Misuse("print.languages", languages=written, known="+".join(OFFICIAL))
    return chosen


def made(kiosk: Kiosk, what: str, languages: list[Language]) -> list[Placard]:
    """The placard of that name, or all that can be made today. Misuse for a name that no placard has."""
    known, frame = placards(kiosk), Frame(kiosk, Pairs(languages))
    if what != ALL:
        if what not in known:
            raise Misuse("print.unknown", what=what)
        return [known[what](frame)]
    every = []
    for make in known.values():
        try:
            every.append(make(frame))
        except Refusal:  # a placard that has nothing to say today
            continue
    return every


def write_pdfs(printed: list[Placard], setter: Typesetter, target: Path, overwrite: bool) -> list[Path]:
    """A PDF of one placard as the file `target`, of several into the folder `target`. Refusal as `write_files`."""
    is_single = len(printed) == 1 and not target.is_dir()
    return write_files(
        {target if is_single else target / f"{each.name}.pdf": setter.pdf(each) for each in printed}, overwrite
    )


def write_pngs(printed: list[Placard], setter: Typesetter, folder: Path, overwrite: bool) -> list[Path]:
    """Each page of each placard as a picture in a folder, and what says it in short. Refusal as `write_files`."""
    posts = [replace(each, name=f"{each.name}-post", template=each.post) for each in printed if each.post]
    pages = {
        folder / (f"{placard.name}.png" if number == 1 else f"{placard.name}-{number}.png"): page
        for placard in (*printed, *posts)
        for number, page in enumerate(setter.png(placard), 1)
    }
    return write_files(pages, overwrite)


def write_files(contents: dict[Path, bytes], overwrite: bool) -> list[Path]:
    """All files, or none where one is there already and nobody wants to overwrite it. Refusal if one cannot be."""
    for path in contents:
        if path.exists() and not overwrite:
            raise Refusal("export.exists", path=path)
    for path, content in contents.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Refusal("print.no_folder", path=path.parent, error=error) from None
        write_private(path, content)
    return [*contents]
