"""Pages drawn from templates: words in the chosen language first, figures with shape and word before colour."""

import hashlib
from functools import cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from kiosk.hq.pages import burnup_chart
from kiosk.hq.pages.cells import bar, drawn, other
from kiosk.hq.pages.phrases import office_name, phrases
from kiosk.hq.pages.province_map import SIDE
from kiosk.hq.pages.status_marks import PLAN_MARKS, status_mark
from kiosk.hq.pages.table import moment_at
from kiosk.text import thai
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import THAI_TIME, medium_date, moment_in_words, month_name
from kiosk.text.languages import Language, partner

_PIECES = ("tokens", "frame", "parts", "table", "chart", "map", "alarms", "forms", "phone", "print")
"""The style sheet, piece by piece: the later say what differs."""

_TEMPLATES = files("kiosk.hq.pages") / "templates"
STYLE = b"\n".join((_TEMPLATES / "style" / f"{piece}.css").read_bytes() for piece in _PIECES)
STYLE_TAG = hashlib.sha256(STYLE).hexdigest()[:12]


@cache
def _environment() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("kiosk.hq.pages"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.filters["unbroken"] = unbroken
    environment.globals.update(
        style_tag=STYLE_TAG,
        office_name=office_name,
        moment_at=moment_at,
        bar=bar,
        status_mark=status_mark,
        day_of=medium_date,
        month_name=month_name,
        plan_mark=PLAN_MARKS.__getitem__,
        plan_marks=PLAN_MARKS,
        local_time=lambda at: at.astimezone(THAI_TIME),
        figures_of=lambda standing: {compared.id: compared for compared in standing.figures.compared},
        tile_side=SIDE,
        chart_size=(burnup_chart.WIDTH, burnup_chart.HEIGHT),
    )
    return environment


def render(template: str, language: Language, **values: Any) -> str:
    """A page in `language`. In templates `t` says words in it, `o` in the other one; `cell` draws any cell."""
    second = partner(language)

    def words_of(key: Bilingual | str, **gaps: Any) -> Bilingual:
        return phrases()(key, **gaps) if isinstance(key, str) else key

    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            other_language=second,
            t=lambda key, **gaps: words_of(key, **gaps).of(language),
            o=lambda key, **gaps: words_of(key, **gaps).of(second),
            other=lambda key, **gaps: other(words_of(key, **gaps), language),
            cell=lambda value: drawn(value, language),
            moment=lambda at: moment_in_words(at).of(language),
            **values,
        )
    )


@cache
def unbroken(text: str) -> Markup:
    """`text` in words that a browser does not break, whose own dictionary breaks compounds as ปราบ|ปราม."""
    if text.isascii():
        return Markup.escape(text)
    return Markup("").join(Markup("<thai-word>{}</thai-word>").format(word) for word in thai.words(text))
