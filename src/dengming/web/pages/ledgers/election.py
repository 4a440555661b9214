"""What is done with an election besides its steps: the sheet in Word, the posts of those elected."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from dengming.ledgers import queries
from dengming.ledgers.electing import rounds, tally_of
from dengming.ledgers.seating import Seat, check_may_fill, names_to_seat, seat
from dengming.ledgers.steps import register_of
from dengming.ledgers.way import way_of
from dengming.orgs.models import Span
from dengming.refusal import Refusal
from dengming.reports.elections import BLANK, RESULT, print_election
from dengming.web import served
from dengming.web.forms.cases import SeatForm
from dengming.web.pages.ledgers.election_seen import posts_offered
from dengming.web.pages.ledgers.handling import case_for, done
from dengming.web.pages.people.lookup import find_member
from dengming.web.request_scope import ScopedRequest


@require_POST
def fill_posts(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """Put the posts of those elected on the roster, in one act."""
    scope, entry = request.scope, case_for(request, uid, "read")
    check_may_fill(scope, entry)
    form = SeatForm(request.POST, names=names_to_seat(entry), posts=posts_offered(entry))

    def act() -> list[Span]:
        seats = [Seat(find_member(scope, person, field), post) for field, person, post in form.chosen()]
        said = {name: form.cleaned_data[name] for name in ("since", "paper", "aware")}
        return seat(scope, entry, seats=seats, **said)

    return done(request, entry, "posts", form, act, "新一届的职务已写入花名册，原来的职务到前一天为止。")


@require_safe
def give_sheet(request: ScopedRequest, uid: UUID) -> HttpResponse:
    """选举结果报告单, or before the vote 计票单, as docx."""
    entry = queries.get_entry(request.scope, uid)
    block = register_of(entry)
    if not any(tally_of(stage) for stage in block.stage):
        raise Http404("这一件不是选举。")
    name = RESULT if rounds(block, way_of(entry)) else BLANK
    try:
        data = print_election(request.scope, entry)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("case", uid=uid)
    return served.made(data, served.DOCX, f"{block.id}-tally.docx", f"{entry.subject.name}{block.name}{name}.docx")
