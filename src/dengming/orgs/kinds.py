"""The few kinds of organisation, conditions and memberships that code must know by name; the rest is rulebook data."""

from typing import Final

WORK_COMMITTEE: Final = "work-committee"
COMMITTEE: Final = "committee"
GENERAL_BRANCH: Final = "general-branch"
BRANCH: Final = "branch"
GROUP: Final = "group"
LEADING_BODY: Final = "leading-body"
OUTSIDE_SUPERIOR: Final = "outside-superior"

UNDER: Final = "under"
DIRECT: Final = "direct"
WITH_COMMITTEE: Final = "with-committee"
WITHOUT_COMMITTEE: Final = "without-committee"
TEMPORARY_BRANCH: Final = "temporary-branch"

MEMBER: Final = "member"
PROBATIONARY: Final = "probationary"
SUSPENDED: Final = "suspended"
GROUP_MEMBER: Final = "group-member"
CONTACT: Final = "contact"

STATUSES: Final = (MEMBER, PROBATIONARY, SUSPENDED)
"""What a member is at the branch; exactly one at a time."""

APPLICANT: Final = "applicant"
ACTIVIST: Final = "activist"
CANDIDATE: Final = "candidate"
CULTIVATED: Final = (APPLICANT, ACTIVIST, CANDIDATE)
"""Who is on the way into the Party: belongs to the branch that cultivates, and is no member yet."""

WAY: Final = (*CULTIVATED, *STATUSES)
"""What a person is at a branch, before and after joining; one at a time."""

LADDER: Final = (*CULTIVATED, PROBATIONARY, MEMBER)
"""What one becomes on the way, one after another."""

STATUS_LABELS: Final = {MEMBER: "正式党员", PROBATIONARY: "预备党员", SUSPENDED: "停止党籍"}

PARENTS: Final[dict[str, tuple[str, ...]]] = {
    OUTSIDE_SUPERIOR: (),
    WORK_COMMITTEE: (OUTSIDE_SUPERIOR,),
    COMMITTEE: (WORK_COMMITTEE, COMMITTEE),
    GENERAL_BRANCH: (WORK_COMMITTEE, COMMITTEE),
    BRANCH: (WORK_COMMITTEE, COMMITTEE, GENERAL_BRANCH),
    GROUP: (BRANCH,),
    LEADING_BODY: (),
}
"""Under which kinds a kind may stand. A kind that a pack adds may stand anywhere."""

ROOTS: Final = (OUTSIDE_SUPERIOR, WORK_COMMITTEE, LEADING_BODY)
"""Kinds that may stand under nothing."""
