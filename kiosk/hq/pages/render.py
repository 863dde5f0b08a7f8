"""Pages drawn from templates: words in the chosen language first, figures with shape and word before colour."""

import datetime
import hashlib
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import jinja2
from markupsafe import Markup

from kiosk.hq.pages import burnup_chart
from kiosk.hq.pages.phrases import office_name, phrases
from kiosk.hq.pages.status_marks import Marks, bar
from kiosk.hq.pages.table import moment_at, title_of
from kiosk.progress.status import signed
from kiosk.text import thai
from kiosk.text.bilingual import Bilingual, same
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
        moment_at=moment_at,
        signed=signed,
        bar=bar,
        day_of=medium_date,
        month_of=short_month_and_year,
        title_of=title_of,
        cell_words=cell_words,
        local_time=lambda at: at.astimezone(THAI_TIME),
        age=age,
        figures_of=lambda standing: {compared.id: compared for compared in standing.worked.compared},
        chart_size=(burnup_chart.WIDTH, burnup_chart.HEIGHT),
    )
    return environment


def render(template: str, language: Language, **values: Any) -> str:
    """A page in `language`. In templates `t` says words in it, `o` in the other one."""
    other = partner(language)

    def say(words_or_key: Bilingual | str, in_language: Language, **gaps: Any) -> str:
        words = phrases()(words_or_key, **gaps) if isinstance(words_or_key, str) else words_or_key
        return words.of(in_language)

    return (
        _environment()
        .get_template(template)
        .render(
            language=language,
            other_language=other,
            t=lambda key, **gaps: say(key, language, **gaps),
            o=lambda key, **gaps: say(key, other, **gaps),
            marks=Marks(language, values["statuses"], values["phase"]),
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


def short_month_and_year(day: datetime.date) -> Bilingual:
    """พ.ค. 2567 / May 2024."""
    return month_name(day) + Bilingual(f" {buddhist_year(day)}", f" {day.year}")


@lru_cache(4096)
def moment_in_words(at: datetime.datetime) -> Bilingual:
    """15 พ.ค. 2567 02:14 / 15 May 2024 02:14, in Thai time."""
    local = at.astimezone(THAI_TIME)
    return medium_date(local.date()) + f" {local:%H:%M}"


def cell_words(value: Any) -> Bilingual:
    """What a cell of a plain table says; a dash where there is nothing to say."""
    if isinstance(value, Bilingual):
        return value
    if isinstance(value, datetime.datetime):
        return moment_in_words(value)
    if isinstance(value, datetime.date):
        return medium_date(value)
    return same("–" if value is None else str(value))


@lru_cache(4096)
def age(hours: int | None) -> Bilingual:
    """How long ago, in words."""
    if hours is None:
        return phrases()("reporting.no_time")
    return phrases()("reporting.hours", count=hours) if hours < 72 else phrases()("reporting.days", count=hours // 24)
