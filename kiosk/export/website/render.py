"""Pages drawn from templates: the chosen language first, the other one beside it; no script, no request outside."""

from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from kiosk.text import thai
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.languages import Language, partner
from kiosk.text.qr import modules

if TYPE_CHECKING:
    import jinja2

STYLE = "style.css"


def style() -> bytes:
    """The style sheet that every page shares."""
    return (files("kiosk.export.website") / "templates" / STYLE).read_bytes()


@cache
def _environment() -> "jinja2.Environment":
    import jinja2  # a site that is as it should be needs no templates

    return jinja2.Environment(
        loader=jinja2.PackageLoader("kiosk.export.website"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def render(template: str, language: Language, say: Phrases, **values: Any) -> bytes:
    """A page. In templates `t` says words in its language, `o` in the one beside it; both take phrases' keys too."""
    other = partner(language)

    def spoken(words: Bilingual | str, wanted: Language, **gaps: Any) -> Markup:
        return unbroken((say(words, **gaps) if isinstance(words, str) else words).of(wanted))

    page = _environment().get_template(f"{template}.html")
    text = page.render(
        language=language,
        other_language=other,
        t=lambda words, **gaps: spoken(words, language, **gaps),
        o=lambda words, **gaps: spoken(words, other, **gaps),
        plain=lambda words, **gaps: (say(words, **gaps) if isinstance(words, str) else words).of(language),
        code=code_path,
        **values,
    )
    return text.encode()


@lru_cache(8192)
def unbroken(text: str) -> Markup:
    """`text` with a place to break between Thai words alone; a browser's own dictionary cuts some in two."""
    if text.isascii():
        return Markup.escape(text)
    return Markup("<wbr>").join(Markup("<span class=nb>{}</span>").format(word) for word in thai.words(text))


@cache
def code_path(text: str) -> tuple[int, str]:
    """The QR code of `text`: modules on a side, quiet zone included, and its dark ones as the path of an SVG."""
    rows = modules(text)
    dark = (f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, module in enumerate(row) if module)
    return len(rows), "".join(dark)
