"""Stylesheets: those of the first page at once, those of other rooms when somebody enters."""

from pathlib import Path, PurePath

from textual.css.stylesheet import Stylesheet

_HERE = Path(__file__).parent.parent
FIRST_STYLES: list[str | PurePath] = [_HERE / "app.tcss", _HERE / "visitor" / "home.tcss"]


def read_styles(stylesheet: Stylesheet, room: str) -> None:
    """Read the stylesheets of a folder of pages in one batch: each page that is opened would have all read again.

    A widget is styled by going through every rule there is; a visitor's pages do without those of the staff.
    """
    paths = sorted((_HERE / room).glob("*.tcss"))
    if new := [path for path in paths if not stylesheet.has_source(str(path))]:
        stylesheet.read_all(new)
        stylesheet.reparse()
