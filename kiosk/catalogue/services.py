"""What the office does for visitors: families, services, the papers they ask for."""

from typing import Annotated

from msgspec import Meta, Struct

from kiosk.catalogue.facts import Commitment, Eligible, Fee, RequiredDocuments, Statement
from kiosk.catalogue.filing import FilingRule
from kiosk.text.bilingual import Aliases, Bilingual

FAMILIES = 4
"""Keys of the first page before those for online services and transparency."""


class Family(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the four families of the commitment sign, A–D. `needs` are what people come for, in their own words."""

    id: str
    letter: str
    title: Bilingual
    long_title: Bilingual
    needs: Bilingual
    short_title: Bilingual | None = None


class Families(Struct, frozen=True, forbid_unknown_fields=True):
    """What families.toml holds."""

    family: Annotated[list[Family], Meta(min_length=1)]


class Document(Bilingual, frozen=True, forbid_unknown_fields=True):
    """The name of a paper that services ask for, one everywhere. `short` is it where there is little room, `unit` how
    it is counted, if not in originals and copies: words with its {count}."""

    short: Bilingual | None = None
    unit: Bilingual | None = None
    note: Bilingual | None = None

    @property
    def brief(self) -> Bilingual:
        """The name for where there is little room."""
        return self if self.short is None else self.short


class Service(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One service at the counter: everything the visitor's page shows. Its id is its file's stem, `law` the id of the
    law that it is done by; `narrow_title` is its name where two keys share 49 columns, if its short one is too long.

    The title of a fact is the phrase that says what it is called.
    """

    id: str
    code: str
    family: str
    order: int
    title: Bilingual
    short_title: Bilingual
    narrow_title: Bilingual | None = None
    aliases: Aliases
    form: Bilingual | None = None
    law: str | None = None
    steps: str
    online: str | None = None
    who: Annotated[Eligible, Meta(title="service.who")]
    documents: Annotated[RequiredDocuments, Meta(title="service.documents")]
    fee: Annotated[Fee, Meta(title="service.fee")]
    time: Annotated[Commitment, Meta(title="service.time")]
    window: Annotated[Statement, Meta(title="service.window")]
    late: Annotated[Statement, Meta(title="service.late")]
    result: Annotated[Statement, Meta(title="service.result")]
    filing: FilingRule | None = None

    @property
    def brief(self) -> Bilingual:
        """The name for where there is little room."""
        return self.narrow_title or self.short_title

    @property
    def says_its_filing_rule(self) -> bool:
        """Whether its words give the figures of its filing rule: the office may have confirmed others since."""
        if self.filing is None or self.who.figure is None:
            return False
        return self.filing.is_said_by(self.who.figure.words, self.window, self.late)
