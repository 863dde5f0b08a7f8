"""What the office does for visitors: families, services, the papers they ask for."""

from msgspec import Struct

from kiosk.catalogue.facts import Commitment, Fee, RequiredDocuments, Statement
from kiosk.text.bilingual import Aliases, Bilingual


class Family(Struct, frozen=True, forbid_unknown_fields=True):
    """One of the four families of the commitment sign, A–D."""

    id: str
    letter: str
    title: Bilingual
    long_title: Bilingual
    forms: Bilingual


class Document(Bilingual, frozen=True, forbid_unknown_fields=True):
    """The name of a paper that services ask for, one everywhere. `unit` is what it is counted in, if not originals
    and copies."""

    unit: Bilingual | None = None
    note: Bilingual | None = None


class Service(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One service at the counter: everything the visitor's page shows. Its id is its file's stem."""

    id: str
    code: str
    family: str
    order: int
    title: Bilingual
    short_title: Bilingual
    aliases: Aliases
    form: Bilingual | None = None
    who: Bilingual
    law: Bilingual | None = None
    steps: str
    online: str | None = None
    documents: RequiredDocuments
    fee: Fee
    time: Commitment
    window: Statement
    late: Statement
    result: Statement
