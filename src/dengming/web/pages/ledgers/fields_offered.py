"""What the fields of a step offer to choose from: records of the organisation, organisations that fit."""

from django.db.models import QuerySet

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.ledgers.materials import proofs_of
from dengming.ledgers.models import Entry
from dengming.ledgers.places import line_reach
from dengming.ledgers.steps import register_of
from dengming.orgs.homes import home_span
from dengming.orgs.models import Subject
from dengming.records.models import Record
from dengming.records.queries import Filters, name_of, shared_with, visible
from dengming.rulebook.registers import Entry as Register
from dengming.rulebook.registers import EntryStage
from dengming.web.forms.entries import Offers
from dengming.web.pages.orgs.offers import Choice, every_branch, organisations

OFFERED = 100
"""The newest confirmed records of the organisation that are offered to be linked."""


def offers_first(scope: Scope, block: Register, subject: Subject) -> Offers:
    """For the first step of a case that is not there yet: it has no records to link."""
    return {"organisation": _organisations(scope, block, block.stage[0], subject)}


def offers_at(scope: Scope, entry: Entry, stage: EntryStage) -> Offers:
    """For a step of a case."""
    block = register_of(entry)
    return {
        "record": records_at(scope, entry),
        "organisation": _organisations(scope, block, stage, entry.subject),
    }


def records_at(scope: Scope, entry: Entry) -> list[Choice]:
    """The confirmed records of the organisation and those below, newest first, by uid; of whoever may not read there,
    those that name them."""
    kinds = {field.type for field in register_of(entry).field}
    if "record" not in kinds and not proofs_of(entry):
        return []
    place = line_reach(entry)
    found = visible(scope, Filters(status="confirmed")) if scope.may("read", place) else _naming(scope)
    found = found.filter(organisation__reach__startswith=place)
    return [(str(it.uid), f"{it.on:%Y-%m-%d} {name_of(it)}（{it.organisation.name}）") for it in found[:OFFERED]]


def _naming(scope: Scope) -> QuerySet[Record]:
    found = shared_with(scope).select_related("organisation__subject").prefetch_related("kinds")
    return found.order_by("-on", "-pk")


def _organisations(scope: Scope, block: Register, stage: EntryStage, subject: Subject) -> list[Choice]:
    """Those where the actor has the step's capability; where a role is given, of kinds that fit, without the own; where
    the person is to move, every other branch."""
    if "organisation" not in {field.type for field in block.field}:
        return []
    moves = bool(block.destinations & set(stage.wanted))
    if stage.gives is None and not moves:
        return organisations(scope)
    home = home_span(subject.pk)
    own = home.at.code if home and home.at else ""
    if moves:
        return [it for it in every_branch() if it[0] != own]
    assert stage.gives is not None  # the two cases that are left
    found = organisations(scope, stage.may, rules().rulebook.roles[stage.gives.role].at)
    return [(code, name) for code, name in found if code != own]
