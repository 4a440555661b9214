"""The page of a case: the forms for what the actor may do now, around what the case is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from dengming.accounts.scope import Scope
from dengming.editions import clock
from dengming.editions.queries import rules
from dengming.ledgers import queries
from dengming.ledgers.amending import may_amend
from dengming.ledgers.demands.days import dated_days
from dengming.ledgers.demands.roster import rostered_counts
from dengming.ledgers.handling import may_take_back
from dengming.ledgers.issuing import may_send
from dengming.ledgers.materials import files_of, originals_of, proofs_now, takes_proofs
from dengming.ledgers.models import Entry
from dengming.ledgers.openings import own_subject
from dengming.ledgers.permits import permit_of
from dengming.ledgers.places import line_reach
from dengming.ledgers.restricted import knows
from dengming.ledgers.steps import (
    has_expired,
    is_doer,
    is_over,
    late_by,
    may_take,
    opened_again,
    public_until,
    register_of,
)
from dengming.ledgers.titles import words_of
from dengming.ledgers.undone import may_withdraw, returns_of
from dengming.ledgers.way import ever_said, way_of
from dengming.reports.reached import whole_reach
from dengming.rulebook.registers import Entry as Register
from dengming.rulebook.registers import EntryStage
from dengming.standing.case_days import days_of
from dengming.standing.queries import AsOf
from dengming.web.forms.cases import (
    AmendForm,
    BackForm,
    HandForm,
    KeepForm,
    LinkForm,
    TakeBackForm,
    UploadForm,
    UrgeForm,
)
from dengming.web.forms.entries import StepForm
from dengming.web.forms.plain import PlainForm, ask_only_where_told
from dengming.web.pages.ledgers.case_ahead import ahead_context
from dengming.web.pages.ledgers.case_below import below
from dengming.web.pages.ledgers.case_demands import demanded
from dengming.web.pages.ledgers.case_kept import left_over, look_again
from dengming.web.pages.ledgers.case_near import NOTHING, near_context
from dengming.web.pages.ledgers.case_seen import (
    above,
    events,
    facts,
    following,
    grounds,
    judged_on,
    public_events,
    way,
)
from dengming.web.pages.ledgers.election_seen import ballot, seat_form
from dengming.web.pages.ledgers.fields_offered import offers_at, records_at
from dengming.web.pages.ledgers.given import given_context
from dengming.web.pages.people.lookup import as_offered, offered_names
from dengming.web.request_scope import ScopedRequest

Forms = dict[str, PlainForm]


def case_page(request: ScopedRequest, entry: Entry, forms: Forms) -> HttpResponse:
    """The page; `forms` are those that were refused, by their place."""
    entry.refresh_from_db()
    scope, block, place = request.scope, register_of(entry), line_reach(entry)
    steps = queries.steps_for(scope, entry)
    open_, near = takes_proofs(entry), queries.is_near(scope, entry)
    due = days_of(scope, AsOf.at(), [entry]).get(entry.pk)
    for form in forms.values():
        look_again(form, entry)
    may_prove = open_ and (scope.may("record", place) or is_doer(scope, entry))
    shown_steps = [_step(scope, block, entry, it, forms) for it in steps]
    others = list(_others(scope, block, entry, forms))
    proving = _proofs(scope, entry, forms) if may_prove else {}
    context = {
        "entry": entry,
        "register": block,
        "title": "" if block.newcomer else words_of(block, entry.fields),
        "stage": block.stage_of(entry.stage),
        "following": following(block, entry),
        "expired": has_expired(entry),
        "public_until": public_until(entry),
        "due": due,
        "late": late_by(entry, due, clock.today()),
        "permit": permit_of(block) if block.permit else None,
        "way": way(block, entry),
        "facts": list(facts(scope, block, entry)),
        "given": given_context(scope, block, entry),
        "above": above(scope, entry),
        "below": below(scope, block, entry),
        "grounds": grounds(entry),
        "judged_on": judged_on(entry),
        "may_export": bool(whole_reach(scope)),
        "steps": shown_steps,
        "others": others,
        **(near_context(scope, block, entry) | ahead_context(entry, steps, due) if near else NOTHING),
        **proving,
        "left": left_over(forms, [*(it["form"] for it in shown_steps), *(form for _, _, form in others)]),
        "sends": [it for it in block.send if entry.stage in it.from_ and may_send(scope, entry, it)],
        "failed": next(iter(forms.values()), None),
        "may_record": may_prove,
        "may_withdraw": entry.withdrawn_at is None and may_withdraw(scope, entry),
        "events": list(events(scope, block, entry) if near else public_events(block, entry)),
        "names": offered_names(scope) if any(field.type == "member" for field in block.field) else [],
        "crumbs": [_crumb(scope, block)],
    }
    return render(request, "pages/ledgers/case.html", context, status=422 if forms else 200)


def _crumb(scope: Scope, block: Register) -> dict[str, str]:
    """Where it is found: in its register; by whom it is about and who may not open that, among what is one's own."""
    if knows(scope, block):
        return {"label": block.name, "url": reverse("entry-list", args=[block.id])}
    return {"label": "我的", "url": reverse("own")}


def back_stages(scope: Scope, entry: Entry) -> list[tuple[str, str]]:
    """The stages that the actor may send it back to, with their names."""
    block = register_of(entry)
    return [(name, block.stage_of(name).name) for name in returns_of(scope, entry)]


def proofs_offered(names: Iterable[str]) -> list[tuple[str, str]]:
    """The kinds of proof to choose from, with their names."""
    known = rules().rulebook.proofs
    return [(name, known[name].name) for name in names]


def _step(scope: Scope, block: Register, entry: Entry, stage: EntryStage, forms: Forms) -> dict[str, Any]:
    form = forms.get(stage.id)
    if form is None:
        said = _filled(scope, block, {**ever_said(entry, opened_again(entry)), **entry.fields})
        if not may_take(scope, entry, stage) and (own := own_subject(scope)):  # open to members, each for themselves
            said[f"field-{block.doer}"] = f"{own.name} {own.code}"
        counted = rostered_counts(stage, entry.subject, clock.today(), entry.fields)
        said = {f"field-{name}": it for name, it in counted.items()} | said  # what was typed stays
        said |= {f"field-{name}": day for name, day in dated_days(stage, way_of(entry)).items()}
        initial = {"happened": clock.today(), "seen": entry.step} | said | ballot(entry, stage)
        offers = offers_at(scope, entry, stage)
        form = StepForm(block=block, stage=stage, initial=initial, prefix=stage.id, offers=offers)
    return {"stage": stage, "label": stage.verb or stage.name, "form": form, "demanded": list(demanded(entry, stage))}


def _others(scope: Scope, block: Register, entry: Entry, forms: Forms) -> Any:
    """What else may be done: (heading, address, form), each folded."""
    place, seen = line_reach(entry), {"seen": entry.step}
    if may_amend(scope, entry):
        yield "更正", "case-amend", forms.get("amend") or _amendment(scope, block, entry)
    if posts := forms.get("posts") or seat_form(scope, entry):
        ask_only_where_told(posts)
        yield "新一届班子任职（写入花名册）", "case-posts", posts
    stages = back_stages(scope, entry)
    reads = scope.may("read", place)  # whoever does the work without a post tells those who have one
    if stages and reads:
        form = forms.get("back") or BackForm(stages=stages, initial={"to": stages[0][0], **seen})
        ends = block.stage_of(entry.stage)
        yield block.back_verb if block.back_verb and (ends.done or ends.end) else "退回", "case-back", form
    if reads and may_take_back(scope, entry):
        yield "撤回刚办的一步", "case-take-back", forms.get("take-back") or TakeBackForm(initial=seen)
    if not is_over(entry) and block.doer and scope.may("record", place):
        yield "转办", "case-hand", forms.get("hand") or HandForm(initial=seen)
    resting = block.stage_of(entry.stage).rests
    if not is_over(entry) and block.is_case and not resting and scope.may("urge", place):
        yield "催办", "case-urge", forms.get("urge") or UrgeForm()


def _filled(scope: Scope, block: Register, said: Mapping[str, str]) -> dict[str, Any]:
    """What a form begins with where this was said."""
    members = [field.id for field in block.field if field.type == "member" and said.get(field.id)]
    names = as_offered(scope, [said[name] for name in members])
    known = {**said, **{name: names.get(said[name], said[name]) for name in members}}
    return {f"field-{name}": value for name, value in known.items()}


def _amendment(scope: Scope, block: Register, entry: Entry) -> AmendForm:
    """Prefilled with what holds now."""
    initial = {"seen": entry.step, "part": entry.part} | _filled(scope, block, entry.fields)
    return AmendForm(block=block, initial=initial, prefix="amend", offers=offers_at(scope, entry, block.stage[0]))


def _proofs(scope: Scope, entry: Entry, forms: Forms) -> dict[str, PlainForm | None]:
    """The forms for one proof more: a record that exists comes first, a file where there is none."""
    now = proofs_now(entry)
    linked = proofs_offered(now)
    filed, kept = (proofs_offered(it for it in now if it in able) for able in (files_of(entry), originals_of(entry)))
    link = upload = keep = None
    if linked:
        records = records_at(scope, entry)
        link = forms.get("link") or LinkForm(proofs=linked, records=records, initial={"proof": linked[0][0]})
    if filed:
        upload = forms.get("upload") or UploadForm(proofs=filed, initial={"proof": filed[0][0]})
    if kept and scope.may("record", line_reach(entry)):
        keep = forms.get("keep") or KeepForm(proofs=kept, initial={"proof": kept[0][0]})
    return {"link": link, "upload": upload, "keep": keep}
