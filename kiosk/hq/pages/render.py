"""Pages drawn from templates: words in the chosen language first, figures with shape and word before colour."""

import datetime
import hashlib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from kiosk.hq.pages import chart, tables
from kiosk.hq.pages.phrases import office_name, words
from kiosk.hq.pages.status_marks import Marks, bar, signed
from kiosk.text import thai
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import THAI_TIME, buddhist_year, medium_date, month_name
from kiosk.text.languages import Language, partner

STYLE = (files("kiosk.hq.pages") / "templates" / "style.css").read_bytes()
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
        said_at=tables.said_at,
        signed=signed,
        bar=bar,
        day_of=medium_date,
        month_of=month_of,
        local_time=lambda at: at.astimezone(THAI_TIME),
        age=age,
        figures_of=lambda standing: {one.id: one for one in standing.worked.compared},
        chart_size=(chart.WIDTH, chart.HEIGHT),
    )
    return environment


def drawn(template: str, language: Language, **values: Any) -> str:
    """A page in `language`. In templates `t` says words in it, `o` in the other one."""
    other = partner(language)

    def said(words_or_key: Bilingual | str, in_language: Language, **gaps: Any) -> str:
        found = words()(words_or_key, **gaps) if isinstance(words_or_key, str) else words_or_key
        return found.of(in_language)

    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            other_language=other,
            t=lambda key, **gaps: said(key, language, **gaps),
            o=lambda key, **gaps: said(key, other, **gaps),
            marks=Marks(language, values["statuses"], values["phase"]),
            moment=lambda at: moment(at).of(language),
            **values,
        )
    )


@cache
def unbroken(text: str) -> Markup:
    """`text` in words that a browser does not break, whose own dictionary breaks compounds as ปราบ|ปราม."""
    if text.isascii():
        return Markup.escape(text)
    return Markup("").join(Markup("<thai-word>{}</thai-word>").format(word) for word in thai.words(text))


def month_of(day: datetime.date) -> Bilingual:
    """พ.ค. 2567 / May 2024."""
    return month_name(day) + Bilingual(f" {buddhist_year(day)}", f" {day.year}")


@lru_cache(4096)
def moment(at: datetime.datetime) -> Bilingual:
    """15 พ.ค. 2567 02:14 / 15 May 2024 02:14, in Thai time."""
    local = at.astimezone(THAI_TIME)
    return medium_date(local.date()) + f" {local:%H:%M}"


@lru_cache(4096)
def age(hours: int | None) -> Bilingual:
    """How long ago, in words."""
    if hours is None:
        return words()("reporting.no_time")
    return words()("reporting.hours", count=hours) if hours < 72 else words()("reporting.days", count=hours // 24)
