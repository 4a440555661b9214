"""What stands in the address of each page when it is about branch A, and what a form sends there."""

from collections.abc import Callable
from typing import Any, Final

from dengming.reports.issues.actions import STEPS
from tests.web.access.world import World

ABOUT_A: Final[dict[str, Callable[[World], list[Any]]]] = {
    "record-own-people": lambda world: [world.record["joint"].uid, "A"],
    "overview-below": lambda world: ["A"],
    "why": lambda world: ["A", "hold-theme-day", "2020-09"],
    "evidence-serve": lambda world: [world.file.uid],
    "evidence-remove": lambda world: [world.record["draft"].uid, world.file.uid],
    "attendance-answer": lambda world: [world.record["confirmed"].uid, "BEN"],
    "attendance-settle": lambda world: [world.record["confirmed"].uid, "BO"],
    "admin-account-close": lambda world: ["bo"],
    "admin-password": lambda world: ["bo"],
    "admin-duty": lambda world: ["bo"],
    "settings-lead": lambda world: ["quarterly-bulletin", "conduct"],
    "settings-tune": lambda world: ["member-points"],
    "settings-permit": lambda world: ["yellow-card"],
    "settings-parties": lambda world: ["responsibility-agreement"],
    "settings-tune-duty": lambda world: ["hold-theme-day"],
    "settings-duty": lambda world: ["owner", "study-party-building-monthly"],
    "org-detail": lambda world: ["A"],
    "org-edit": lambda world: ["A", "rename"],
    "waiver-withdraw": lambda world: [world.waiver.uid],
    "entry-withdraw": lambda world: [world.entry.uid],
    "case": lambda world: [world.merit.uid],
    "case-step": lambda world: [world.merit.uid, "approved"],
    "case-back": lambda world: [world.merit.uid],
    "case-amend": lambda world: [world.row.uid],
    "case-take-back": lambda world: [world.row.uid],
    "case-hand": lambda world: [world.row.uid],
    "case-urge": lambda world: [world.row.uid],
    "case-send": lambda world: [world.row.uid, "self-check"],
    "case-agreement": lambda world: [world.agreement.uid],
    "case-tally": lambda world: [world.election.uid],
    "case-posts": lambda world: [world.election.uid],
    "case-comparison": lambda world: [world.agreement.uid],
    "material-link": lambda world: [world.row.uid],
    "bulletin-line": lambda world: ["2020-08", "A"],
    "material-upload": lambda world: [world.row.uid],
    "material-keep": lambda world: [world.row.uid],
    "material-open": lambda world: [world.row.uid, world.row.materials.get().uid],
    "material-remove": lambda world: [world.row.uid, world.row.materials.get().uid],
    "cases-together": lambda world: ["problem", "published"],
    "entry-presets": lambda world: ["problem"],
    "entry-list": lambda world: ["monthly-report"],
    "entry-workbook": lambda world: ["rectification-task"],
    "entry-print-list": lambda world: ["rectification-task", 1],
    "entry-supervision": lambda world: ["rectification-task"],
    "entry-paste": lambda world: ["member-pledge"],
    "entry-new": lambda world: ["monthly-report"],
    "entry-inspection": lambda world: ["member-development"],
    "entry-inspection-workbook": lambda world: ["member-development"],
    "entry-newcomer": lambda world: ["member-development"],
    "booklet-answer": lambda world: [world.disputed.pk],
    "post-end": lambda world: [world.span["post"].uid],
    "leave-end": lambda world: [world.span["leave"].uid],
    "flag-end": lambda world: [world.span["flag"].uid],
    "span-withdraw": lambda world: [world.span["leave"].uid],
    "member-change": lambda world: ["BEN", "transfer"],
    "warnings": lambda world: ["member-points"],
    "warning-confirm": lambda world: ["member-points", "BEN"],
    "warning-detail": lambda world: [world.warning.uid],
    "warning-tell": lambda world: [world.warning.uid],
    "warning-answer": lambda world: [world.warning.uid],
    "warning-decide": lambda world: [world.warning.uid],
    "warning-lift": lambda world: [world.warning.uid],
    "points-papers": lambda world: ["member-points"],
    "points-paper-draft": lambda world: ["member-points", "A", "2020-Q2"],
    "points-paper": lambda world: [world.paper.uid],
    "points-paper-print": lambda world: [world.paper.uid],
    "points-paper-docx": lambda world: [world.paper.uid],
    "points-paper-correct": lambda world: [world.paper.uid],
    "points-paper-void": lambda world: [world.paper.uid],
    "bulletin": lambda world: [world.issue.uid],
    "bulletin-docx": lambda world: [world.issue.uid],
    "bulletin-recount": lambda world: [world.issue.uid],
    "finding-new": lambda world: [world.issue.uid, "conduct"],
    "finding-change": lambda world: [world.issue.uid, world.issue.findings.get().pk],
    "finding-remove": lambda world: [world.issue.uid, world.issue.findings.get().pk],
    "bulletin-value": lambda world: [world.issue.uid, "satisfaction"],
    "bulletin-value-remove": lambda world: [world.issue.uid, "satisfaction"],
    "bulletin-reply": lambda world: [world.issue.uid, world.issue.answers.get().pk],
    "bulletin-scan": lambda world: [world.issued.uid, world.scan.uid],
    "bulletin-scan-upload": lambda world: [world.issued.uid],
    "bulletin-figures": lambda world: [world.issue.uid, "COMM"],
    **{f"bulletin-{step}": (lambda world: [world.issue.uid]) for step in (*STEPS, "redraft")},
    "points": lambda world: ["member-points"],
    "points-reference": lambda world: ["member-points", "awards"],
    "points-ledger": lambda world: ["member-points", "BEN"],
    "points-ledger-print": lambda world: ["member-points", "BEN"],
    "rulebook-institution": lambda world: ["three-meetings"],
}
ASKED: Final = {
    "waiver-new": "?subject=A&duty=hold-theme-day&period=2020-09",
    "entry-paste": "?subject=A",
    "entry-new": "?subject=BO&period=2020-09",
    "points-reference": "?branch=A",
}
"""What stands behind the address."""
STANDS: Final = {
    "record-edit": "draft",
    "record-autosave": "draft",
    "record-counts": "draft",
    "record-candidates": "draft",
    "record-person-add": "draft",
    "record-person-remove": "draft",
    "record-all-but": "draft",
    "record-host-add": "draft",
    "record-plan": "draft",
    "record-discard": "draft",
    "evidence-upload": "draft",
    "record-file": "draft",
    "record-notify": "planned",
    "record-notice": "planned",
    "record-signin-sheet": "planned",
    "record-own-people": "joint",
    "record-confirm": "filed",
    "record-return": "filed",
}
"""The record in the state that the page is for; a confirmed one where none is named."""


def arguments(name: str, world: World) -> list[Any]:
    """What the address takes."""
    if name in ABOUT_A:
        return ABOUT_A[name](world)
    if name.startswith(("record-", "evidence-")) and name not in ("record-list", "record-new"):
        return [world.record[STANDS.get(name, "confirmed")].uid]
    return ["BEN"] if name.startswith(("member-", "account-give")) and name not in ("member-list", "member-new") else []


def posted(name: str, world: World) -> dict[str, Any]:
    """What a form sends: the version that the page showed, a reason, and names of branch A where it names any."""
    record = world.record[STANDS.get(name, "confirmed")]
    record.refresh_from_db()
    return {
        "version": record.version,
        "reason": "名册有误。",
        "note": "核对签到表。",
        "organisation": "A",
        "org": "A",
        "kinds": "branch-meeting",
        "on": "2020-09-09",
        "person": "BEN",
        "add_person": "BEN",
        "add_host": "B",
        "answer": "agree",
        "duty": "system",
        "met_on": "2020-09-09",
        "meeting": "支部会议",
        "told_on": "2020-09-10",
        "sort": "appeal",
        "text": "当天出差。",
        "holds": "yes",
        "decider": "机关党委会议",
        "how": "decision",
    }
