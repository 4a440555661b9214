"""The column 党内职务: from words to posts at the branch, its groups or the organisations above it."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from dengming.accounts.scope import Scope
from dengming.editions.queries import rules
from dengming.orgs import kinds, spans
from dengming.orgs.importing.cells import text_of
from dengming.orgs.importing.places import Places
from dengming.orgs.importing.results import Post
from dengming.orgs.importing.rows import Row
from dengming.orgs.models import Organisation
from dengming.refusal import Refusal
from dengming.rulebook.blocks import Role

_SYNONYMS: Final = {
    "书记": "branch-secretary",
    "支部书记": "branch-secretary",
    "支部委员会书记": "branch-secretary",
    "副书记": "branch-deputy-secretary",
    "支部副书记": "branch-deputy-secretary",
    "支部委员": "committee-member",
    "支委": "committee-member",
    "组织委员": "organisation-officer",
    "宣传委员": "publicity-officer",
    "机关纪委书记": "committee-discipline",
    "机关纪委委员": "committee-discipline",
    "纪检委员": "discipline-officer",
    "纪律检查委员": "discipline-officer",
    "党小组长": "group-leader",
    "小组长": "group-leader",
    "总支书记": "general-branch-secretary",
    "党委书记": "committee-secretary",
    "党委副书记": "committee-deputy-secretary",
}
_NONE: Final = {"党员", "普通党员", "正式党员", "预备党员", "群众"}


class Posts:
    """Reads the column and checks that a post is free, one head at a time, and that the actor may give it; `scope` is
    None where posts are only compared."""

    def __init__(self, scope: Scope | None, places: Places, today: date) -> None:
        self._scope, self._places, self._today = scope, places, today
        self._roles = {name: role for name, role in rules().rulebook.roles.items() if role.sort == "post"}
        self._by_name = {text_of(role.name): name for name, role in self._roles.items()} | _SYNONYMS
        held = spans.holders(self._roles, today).values_list("subject_id", "role__name", "at_id")
        self._held = {(person, role, at) for person, role, at in held if at is not None}
        self._heads = {at: person for person, role, at in self._held if self._roles[role].heads}
        self._asked: dict[int, int] = {}  # organisation → row that makes somebody its head

    def wanted(self, row: Row, branch: Organisation, group: Organisation | None, member: int | None) -> Iterator[Post]:
        """The posts of a row that the person does not hold yet. Raises Refusal for the first that cannot be given."""
        for word in re.split(r"[、,，;；/]\s*", row.get("post") or ""):
            if not word or word in _NONE:
                continue
            role = self._roles.get(self._by_name.get(word, ""))
            if role is None:
                raise Refusal(f"看不懂党内职务“{word}”，请填制度中的职务名称，如“党支部书记”“组织委员”。")
            at = self._place(role, branch, group, word)
            if (member, role.id, at.pk) not in self._held:
                self._check(row, role, at, member)
                yield Post(role.id, at.pk, row.get("appointed") or self._today, row.get("paper") or "")

    def label(self, post: Post) -> str:
        """A post as the report words it."""
        place = self._places.get(post.at)
        return f"{place.name if place else ''} {self._roles[post.post].name}（自 {post.since}）".strip()

    def _place(self, role: Role, branch: Organisation, group: Organisation | None, word: str) -> Organisation:
        if role.at == (kinds.GROUP,):
            if group is None:
                raise Refusal(f"任“{word}”要写明是哪个党小组，请填“党小组”一列。")
            return group
        place = self._places.nearest(branch, role.at)
        if place is None:
            raise Refusal(f"“{branch.name}”及其上级在您的名册范围内没有设“{word}”的组织，请核对职务。")
        return place

    def _check(self, row: Row, role: Role, at: Organisation, member: int | None) -> None:
        if self._scope is None:
            return
        if not self._scope.may("appoint", at.reach):
            raise Refusal("您没有登记任职的权限：请删去党内职务，由有权限的人在任职页面登记。")
        if not role.heads:
            return
        if at.pk in self._heads and self._heads[at.pk] != member:
            raise Refusal(f"“{at.name}”已有{role.name}，请先在任职页面登记其免职，或改正党内职务。")
        if at.pk in self._asked:
            raise Refusal(f"第 {self._asked[at.pk]} 行已是“{at.name}”的{role.name}，一个组织只有一名，请核对。")
        self._asked[at.pk] = row.number
