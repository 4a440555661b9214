"""Installing rulebooks and settling local parameters. Each makes a new edition; none ever changes."""

import hashlib
from dataclasses import replace
from datetime import date

from dengming.accounts.actions import Done, action
from dengming.accounts.scope import Scope
from dengming.calendar.workdays import packaged_table
from dengming.editions import clock, words
from dengming.editions.models import Edition, Word
from dengming.editions.parties import Parties
from dengming.editions.permits import Permit
from dengming.editions.queries import forget, rules
from dengming.editions.rules import Confirmed, Parameters, Revived, Rules, dump_holidays
from dengming.editions.tuning import TunedScore, added
from dengming.editions.tuning_duties import TunedDuty, checked
from dengming.refusal import Refusal
from dengming.rulebook.kinds import all_kinds
from dengming.rulebook.library import Rulebook, load
from dengming.rulebook.score_checks import score_faults
from dengming.secrecy import refuse_marked


@action("edition.installed", label="装入制度", needs="settle")
def install(scope: Scope, *, rulebook: Rulebook, note: str = "") -> Done[Edition]:
    """Install a rulebook. The first counts from always; one that changes nothing makes no new edition."""
    newest = Edition.objects.order_by("-entered").first()
    parameters = Parameters.parse(newest.parameters) if newest else Parameters()
    edition = _store(Rules(rulebook, packaged_table(), parameters), newest, note)
    return Done(edition, about=edition.digest[:12], note={"note": note})


def install_current(scope: Scope) -> Edition:
    """Install the packs of this checkout if they differ from the newest edition."""
    rulebook = load()
    newest = Edition.objects.order_by("-entered").first()
    if newest and newest.rulebook == rulebook.dump() and newest.holidays == dump_holidays(packaged_table()):
        return newest
    return install(scope, rulebook=rulebook, note="随程序装入")


@action("owner.confirmed", label="确认责任主体", needs="settle")
def confirm_owner(scope: Scope, *, duty_id: str, since: date, document: str) -> Done[Edition]:
    """Confirm the proposed owner of a duty (责任主体待确认) with the paper that says so."""
    now = rules()
    duty = now.rulebook.duties.get(duty_id)
    term = next((term for term in reversed(duty.terms) if term.unowned and term.proposed_owner), None) if duty else None
    if duty is None or term is None:
        raise Refusal(f"“{duty_id}”没有待确认的责任主体：请从制度库中标有“责任主体待确认”的事项里选择。")
    confirmed = Confirmed(term.proposed_owner, since, document_of(document))
    parameters = replace(now.parameters, owners=now.parameters.owners | {duty_id: confirmed})
    return Done(settle(now, parameters, f"确认责任主体：{duty.name}"), about=duty_id, note={"document": document})


@action("duty.revived", label="恢复执行", needs="settle")
def revive(scope: Scope, *, duty_id: str, since: date, document: str) -> Done[Edition]:
    """Turn a repealed duty on again from a day; refused without a document number."""
    now = rules()
    duty = now.rulebook.duties.get(duty_id)
    if duty is None or not any(term.repeal and term.revivable for term in duty.terms):
        raise Refusal(f"“{duty_id}”不能恢复执行：只有因减负规定停止、且可以恢复的事项才能恢复。")
    if since < next(term.since for term in duty.terms if term.repeal):
        raise Refusal("恢复执行的日期早于停止执行的日期：请填写停止之后的日期。")
    revived = Revived(since, document_of(document))
    parameters = replace(now.parameters, revived=now.parameters.revived | {duty_id: revived})
    return Done(settle(now, parameters, f"恢复执行：{duty.name}"), about=duty_id, note={"document": document})


@action("committee.named", label="设置工委全称", needs="settle")
def name_committee(scope: Scope, *, name: str) -> Done[Edition]:
    """Set the committee's full name, which heads its papers."""
    if not name.strip():
        raise Refusal("工委全称不能为空：请填写文件上使用的全称。")
    now = rules()
    edition = settle(now, replace(now.parameters, committee_name=name.strip()), "设置工委全称")
    return Done(edition, about=name.strip())


@action("use.begun", label="设定启用日期", needs="settle")
def begin_use(scope: Scope, *, since: date) -> Done[Edition]:
    """Set the 启用日期: periods that began earlier are not judged. Recording them stays possible."""
    now = rules()
    parameters = replace(now.parameters, in_use_since=since)
    return Done(settle(now, parameters, "设定启用日期"), about=since.isoformat())


@action("register.permitted", label="登记开办依据", needs="settle")
def permit(scope: Scope, *, register: str, given: Permit) -> Done[Edition]:
    """Open a register that needs it: who may issue, by which paper, from and until when. The newest holds.

    Raises Refusal where the register needs none, where something is not said, and where it ends before it begins.
    """
    now = rules()
    block = now.rulebook.entries.get(register)
    if block is None or not block.permit:
        raise Refusal(f"“{register}”不用登记开办依据：请从“本地参数”的列表里选择。")
    if not given.issuer.strip():
        raise Refusal("没有填写有权办理的机关：请填写全称。")
    if block.permit_ends and given.until is None:
        raise Refusal(f"“{block.name}”是创建示范和达标活动，要写明截止日期：请填写批准文件里的截止日期。")
    if given.until and given.until < given.since:
        raise Refusal(f"截止日期 {given.until} 早于起始日期 {given.since}，请核对。")
    kept = replace(given, issuer=given.issuer.strip(), document=document_of(given.document))
    parameters = replace(now.parameters, permits=now.parameters.permits | {register: kept})
    edition = settle(now, parameters, f"登记开办依据：{block.name}")
    return Done(edition, about=block.name, note=kept.dump())


@action("parties.settled", label="确定责任书双方", needs="settle")
def settle_parties(scope: Scope, *, register: str, parties: Parties) -> Done[Edition]:
    """Say which kinds of organisation sign with whom, by which paper; the newest holds for what is issued from now on.

    Raises Refusal where the register holds no agreements, where a kind cannot sign, and where nobody would.
    """
    now = rules()
    block = now.rulebook.entries.get(register)
    if block is None or block.agreement is None:
        raise Refusal(f"“{register}”不是双方签订的：请从“本地参数”的列表里选择。")
    first = {kind: name.strip() for kind, name in parties.first.items() if name.strip()}
    for kind, name in first.items():
        if kind not in block.issue_to:
            raise Refusal(f"“{kind}”不能签订“{block.name}”：请从列出的组织里选。")
        refuse_marked(name, "甲方")
    if not first:
        raise Refusal("一类组织也没有填甲方：请至少填一类，写甲方的全称。")
    kept = Parties(first, document_of(parties.document))
    parameters = replace(now.parameters, parties=now.parameters.parties | {register: kept})
    edition = settle(now, parameters, f"确定双方：{block.name}")
    return Done(edition, about=block.name, note=kept.dump())


@action("text.compared", label="核对原文", needs="settle")
def compare_text(scope: Scope, *, document: str, note: str) -> Done[Edition]:
    """Say that the official text of a document was compared with what the pack has of it: from now on its demands
    refuse instead of warning. `note` says who compared it, when and with which publication."""
    now = rules()
    if document not in now.rulebook.uncompared:
        raise Refusal(f"《{document}》没有待核对的条文：请从“本地参数”的列表里选择。")
    if not note.strip():
        raise Refusal("没有写明由谁、何时、按哪个公开文本核对：请写明后再确认。")
    refuse_marked(note, "核对情况")
    parameters = replace(now.parameters, compared=now.parameters.compared | {document: note.strip()})
    return Done(settle(now, parameters, f"核对原文：{document}"), about=document, note={"note": note.strip()})


@action("text.compared-by-mistake", label="收回核对原文的确认", needs="settle")
def take_back_comparison(scope: Scope, *, document: str, reason: str) -> Done[Edition]:
    """Say that the official text was not compared after all: its demands warn again. What was refused or taken by then
    stays; the edition and the journal keep the confirmation that was taken back, with the reason."""
    now = rules()
    if document not in now.parameters.compared:
        raise Refusal(f"《{document}》没有确认过核对，不用收回。")
    if not reason.strip():
        raise Refusal("没有写明收回的原因：请写明后再收回。")
    refuse_marked(reason, "收回的原因")
    left = {name: note for name, note in now.parameters.compared.items() if name != document}
    edition = settle(now, replace(now.parameters, compared=left), f"收回核对原文的确认：{document}")
    return Done(edition, about=document, note={"note": now.parameters.compared[document], "reason": reason.strip()})


@action("lead.set", label="设置牵头单位", needs="settle")
def set_lead(scope: Scope, *, bulletin: str, part: str, lead: str) -> Done[Edition]:
    """Set the lead body of a part of a bulletin that people fill in; an empty one takes it back."""
    now = rules()
    found = now.rulebook.bulletins.get(bulletin)
    chosen = next((it for it in found.entered_parts if it.id == part), None) if found else None
    if chosen is None:
        raise Refusal(f"“{part}”不是由牵头单位填写的部分：请从“本地参数”里选择。")
    refuse_marked(lead, "牵头单位")
    kept = {name: body for name, body in now.parameters.leads.items() if name != f"{bulletin}/{part}"}
    leads = kept | ({f"{bulletin}/{part}": lead.strip()} if lead.strip() else {})
    edition = settle(now, replace(now.parameters, leads=leads), f"设置牵头单位：{chosen.name}")
    return Done(edition, about=chosen.name, note={"bulletin": bulletin, "part": part, "lead": lead.strip()})


@action("score.tuned", label="调整积分办法", needs="settle")
def tune(scope: Scope, *, score: str, change: TunedScore) -> Done[Edition]:
    """Put other points or lines in force from a day on, by a paper; what was before stays.

    Raises Refusal on a day gone by and on lines that contradict one another.
    """
    draft = tuned_rules(score, replace(change, document=document_of(change.document)))
    edition = settle(draft, draft.parameters, f"调整积分办法：{draft.scores[score].name}")
    return Done(edition, about=score, note={"since": change.since.isoformat(), "document": change.document})


@action("duty.tuned", label="调整应办事项", needs="settle")
def tune_duty(scope: Scope, *, duty: str, change: TunedDuty) -> Done[Edition]:
    """Put other numbers of a duty in force from the first day of a period on, by a paper; what was before stays.

    Raises Refusal on a day gone by or within a period, and on what would loosen an article.
    """
    draft = tuned_duty_rules(duty, replace(change, document=document_of(change.document)))
    name, put = draft.rulebook.duties[duty].name, draft.parameters.tuned_duties[duty][-1]
    edition = settle(draft, draft.parameters, f"调整应办事项：{name}")
    return Done(edition, about=duty, note=put.dump())


def tuned_rules(score: str, change: TunedScore) -> Rules:
    """The rules as they would be: what 模拟测算 compares. Raises Refusal on a date gone by or lines that contradict."""
    now = rules()
    found = now.scores.get(score)
    if found is None:
        raise Refusal(f"没有名为“{score}”的积分办法：请从制度库里查看。")
    changes = added(now.parameters.tuned.get(score, ()), change, clock.today())
    if found.term[-1].from_ > change.since:
        raise Refusal(f"{change.since} 之后已经定了别的调整：请填更晚的日期。")
    draft = replace(now, parameters=replace(now.parameters, tuned=now.parameters.tuned | {score: changes}))
    home = now.rulebook.home_of[f"score:{score}"]
    faults = list(score_faults(home, draft.scores[score]))
    if faults:
        raise Refusal("".join(f"{fault.message}{fault.cure}" for fault in faults))
    return draft


def tuned_duty_rules(duty: str, change: TunedDuty) -> Rules:
    """The rules as they would be with the numbers of a duty adjusted. Raises Refusal as `tune_duty` does."""
    now = rules()
    found = now.rulebook.duties.get(duty)
    if found is None:
        raise Refusal(f"没有名为“{duty}”的应办事项：请从制度库里查看。")
    # It says every number that differs from the pack: another of the same day gives way.
    decided = tuple(it for it in now.parameters.tuned_duties.get(duty, ()) if it.since != change.since)
    *before, last = added(decided, change, clock.today())
    changes = (*before, checked(now.untuned(found), before, last))
    return replace(now, parameters=replace(now.parameters, tuned_duties=now.parameters.tuned_duties | {duty: changes}))


def document_of(text: str) -> str:
    """The paper as it is kept. Raises Refusal where none is named."""
    if not text.strip():
        raise Refusal("没有填写依据文号：请填写印发或批准文件的文号。")
    return text.strip()


def settle(now: Rules, parameters: Parameters, note: str) -> Edition:
    """Make the edition that these parameters hold in."""
    newest = Edition.objects.order_by("-entered").first()
    return _store(replace(now, parameters=parameters), newest, note)


def _store(now: Rules, newest: Edition | None, note: str) -> Edition:
    book, holidays, parameters = now.rulebook.dump(), dump_holidays(now.holidays), now.parameters.dump()
    digest = hashlib.sha256("\n".join((book, holidays, parameters)).encode()).hexdigest()
    words.make(Word.Space.KIND, all_kinds(now.rulebook))
    words.make(Word.Space.ROLE, now.rulebook.roles)
    entered = max(clock.moment(), newest.entered + 1) if newest else 0
    edition = Edition.objects.create(
        digest=digest, entered=entered, rulebook=book, holidays=holidays, parameters=parameters, note=note
    )
    forget()
    return edition
