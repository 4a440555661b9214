"""From the name of a branch or group as a roster words it to the organisation, within what the actor may keep."""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from difflib import get_close_matches

from dengming.accounts.scope import Scope
from dengming.orgs import kinds
from dengming.orgs.models import Organisation, OrganisationName
from dengming.orgs.queries import standing_on, visible
from dengming.refusal import Refusal

_SEPARATORS = re.compile(r"\s*[/\\>＞|]\s*")
_STEP = Organisation.steplen


class Places:
    """The organisations of the actor's rosters on a day, by code, by name, else by former name."""

    def __init__(self, scope: Scope, on: date) -> None:
        kept = standing_on(visible(scope, "roster"), on)
        self._all = {organisation.pk: organisation for organisation in kept}
        self._by_path = {organisation.path: organisation for organisation in self._all.values()}
        self._named: dict[str, list[Organisation]] = defaultdict(list)
        for organisation in self._all.values():
            for name in {organisation.code, _key(organisation.name)}:
                self._named[name].append(organisation)
        self._ever_named: dict[str, list[Organisation]] = defaultdict(list)
        self._names = {pk: {_key(organisation.name)} for pk, organisation in self._all.items()}
        for borne in OrganisationName.objects.filter(organisation__in=list(self._all)):
            self._ever_named[_key(borne.name)].append(self._all[borne.organisation_id])
            self._names[borne.organisation_id].add(_key(borne.name))
        self._gone = {_key(it.name): it for it in visible(scope, "roster").filter(ended__lt=on)}

    def get(self, organisation: int) -> Organisation | None:
        """An organisation by subject id, if it is one of these."""
        return self._all.get(organisation)

    def branch(self, text: str) -> Organisation:
        """The branch of this name or code. Raises Refusal with the nearest name where there is none."""
        return self._one(text, kinds.BRANCH, self._all.values())

    def group(self, text: str, branch: Organisation) -> Organisation:
        """The Party group of this name within the branch."""
        return self._one(text, kinds.GROUP, [it for it in self._all.values() if it.path[:-_STEP] == branch.path])

    def nearest(self, branch: Organisation, accepted: Iterable[str]) -> Organisation | None:
        """The branch itself or the nearest organisation above it whose kind is accepted."""
        allowed = set(accepted)
        for end in range(len(branch.path), 0, -_STEP):
            found = self._by_path.get(branch.path[:end])
            if found and found.kind in allowed:
                return found
        return None

    def _one(self, text: str, kind: str, among: Iterable[Organisation]) -> Organisation:
        label = "党支部" if kind == kinds.BRANCH else "党小组"
        *above, last = _SEPARATORS.split(text.strip())
        accepted = {it.pk for it in among if it.kind == kind}
        found = self._fitting(self._named, last, above, accepted) or self._fitting(
            self._ever_named, last, above, accepted
        )
        if len(found) == 1:
            return next(iter(found.values()))
        if found:
            raise Refusal(f"有 {len(found)} 个{label}叫“{last}”，请改填编号，或写成“上级党组织/{last}”。")
        if (gone := self._gone.get(_key(last))) and gone.kind == kind:
            raise Refusal(f"{label}“{last}”已于 {gone.ended} 撤销，请填现在所在的{label}。")
        near = get_close_matches(last, [self._all[pk].name for pk in accepted], 1, 0.6)
        cure = f"是否为“{near[0]}”？" if near else f"请填本区域内{label}的全称或编号；新设的{label}请先建立。"
        raise Refusal(f"没有{label}“{last}”，{cure}")

    def _fitting(
        self, named: dict[str, list[Organisation]], last: str, above: list[str], accepted: set[int]
    ) -> dict[int, Organisation]:
        """Those of this name among the accepted, under organisations of the names above it."""
        found = {it.pk: it for name in (last, _key(last)) for it in named.get(name, ()) if it.pk in accepted}
        return {pk: it for pk, it in found.items() if self._is_under(it, above)}

    def _is_under(self, organisation: Organisation, names: list[str]) -> bool:
        chain = [organisation.path[:end] for end in range(_STEP, len(organisation.path), _STEP)]
        above = {name for path in chain if path in self._by_path for name in self._names[self._by_path[path].pk]}
        return all(_key(name) in above or not name for name in names)


def _key(name: str) -> str:
    """The name without what offices add or leave out: 中共……支部委员会, 党支部 and 支部 are one."""
    text = re.sub(r"\s|^中共|^中国共产党", "", name)
    return re.sub(r"(党支部|支部)(委员会)?$", "支部", text)
