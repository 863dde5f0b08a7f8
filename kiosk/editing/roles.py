"""The role in which somebody writes into the record: one of the office's own list, and never a person's name."""

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.roles import Role
from kiosk.storage.normal_form import written
from kiosk.text.refusal import Refusal


def signing_role(catalogue: Catalogue, typed: str) -> str:
    """The id of the role that is typed by its id or by its words. Refusal, with the list, if no such role signs."""
    return _role_of(catalogue.signers, typed)


def counting_role(catalogue: Catalogue, typed: str, group: str) -> str:
    """The same of the roles that may write several respondents of a work group."""
    return _role_of(catalogue.counters(group), typed)


def _role_of(roles: dict[str, Role], typed: str) -> str:
    wanted = " ".join(written(typed).split()).casefold()
    for name, role in roles.items():
        if wanted in {name, *(words.casefold() for words in role.pair())}:
            return name
    listed = ", ".join(f"{name} ({role.both()})" for name, role in roles.items())
    raise Refusal("record.no_such_role", roles=listed)
