"""What can be wrong with a register: stages that nothing leads to, steps that ask for fields that are not there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dengming.calendar.due import Stretch
from dengming.rulebook.agreement_checks import agreement_faults
from dengming.rulebook.day_checks import day_faults
from dengming.rulebook.demand_checks import demand_faults, inspection_faults
from dengming.rulebook.faults import Fault
from dengming.rulebook.opening_checks import opening_faults
from dengming.rulebook.paper_checks import paper_faults
from dengming.rulebook.registers import Entry, EntryStage
from dengming.rulebook.renewal_checks import renewal_faults
from dengming.rulebook.restricted_checks import effect_faults, restricted_faults
from dengming.rulebook.whereabouts_checks import whereabouts_faults
from dengming.rulebook.wording import nearest

if TYPE_CHECKING:
    from dengming.rulebook.library import Rulebook
    from dengming.rulebook.schema import Institution

Said = tuple[str, str, str]
"""(place within the register, what is wrong, the cure)"""


def register_faults(file: "Institution", entry: Entry) -> Iterator[Fault]:
    """Every fault that shows in the file itself."""
    for place, said, cure in (
        *_names(entry),
        *_columns(entry),
        *_ways(entry),
        *_fields(entry),
        *_people(entry),
        *_presets(entry),
        *_suggestion(entry),
        *_pasting(entry),
        *_gifts(entry),
        *_year(entry),
        *_permit(entry),
        *_annulling(entry),
        *opening_faults(entry),
        *agreement_faults(entry),
        *demand_faults(entry),
        *paper_faults(entry),
        *restricted_faults(entry),
        *effect_faults(entry),
        *inspection_faults(entry),
        *whereabouts_faults(entry),
        *renewal_faults(entry),
        *day_faults(entry),
    ):
        yield Fault(file.file, 0, f"entry[{entry.id}]{place}", said, cure)


def _names(entry: Entry) -> Iterator[Said]:
    for key, what in (("stage", "阶段"), ("field", "栏目")):
        names = [item.id for item in getattr(entry, key)]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f".{key}", f"{what}“{name}”写了两次。", "请换一个编号。"


def _columns(entry: Entry) -> Iterator[Said]:
    """The columns of the printed list are fields of the register, and of none that names lists of its own."""
    known = [field.id for field in entry.field]
    for name in entry.columns:
        if name not in known:
            yield ".columns", f"没有“{name}”这个栏目。", nearest(name, known) or f"可写：{'、'.join(known)}。"
    if entry.columns and entry.sheets:
        yield ".columns", "栏目已经写了 sheet，各张清单的列由它定。", "请删去 columns。"


def _ways(entry: Entry) -> Iterator[Said]:
    """Every stage but the first follows on one that there is, and one that ends leads nowhere."""
    known = [stage.id for stage in entry.stage]
    ends = {stage.id for stage in entry.stage if stage.end}
    for number, stage in enumerate(entry.stage):
        place = f".stage[{stage.id}]"
        if number == 0 and stage.from_:
            yield f"{place}.from", "第一个阶段不能接在别的阶段之后。", "请删去 from，或把它移到后面。"
        if stage.nearest and not stage.by:
            yield f"{place}.nearest", "没有写由哪些职务办。", "请写 by，或删去 nearest。"
        if stage.superior and (number == 0 or stage.at):
            yield f"{place}.superior", "第一步和在别的组织办的，不能由上级办。", "请删去 superior，或写在别的阶段。"
        if number and not stage.from_:
            yield place, f"没有写“{stage.name}”接在哪个阶段之后，办不到这一步。", "请写 from。"
        for key, names in (("from", stage.from_), ("back", stage.back)):
            for name in names:
                if name not in known:
                    yield f"{place}.{key}", f"没有阶段“{name}”。", nearest(name, known) or f"可写：{'、'.join(known)}。"
        for name in sorted(ends & set(stage.from_)):
            yield f"{place}.from", f"“{name}”已经办结，不能再往下办。", "请删去那个阶段的 end，或改写 from。"


def _fields(entry: Entry) -> Iterator[Said]:
    types = {field.id: field.type for field in entry.field}
    for field in entry.field:
        if field.least and field.type != "count":
            yield f".field[{field.id}].least", "只有整数才有最小的数。", '请把它的 type 写成 "count"，或删去 least。'
        if field.most is not None and field.type not in ("count", "number"):
            yield f".field[{field.id}].most", "只有数才有最大的数。", '请把它的 type 写成 "number"，或删去 most。'
        if field.not_above and {field.type, types.get(field.not_above)} != {"count"}:
            yield f".field[{field.id}].not_above", f"“{field.not_above}”和它不都是整数的栏目。", "请改正，或删去。"
    for stage in entry.stage:
        place = f".stage[{stage.id}]"
        for key, name in _named(stage):
            if name not in types:
                cure = nearest(name, types) or "请先写这个栏目的 [[entry.field]]。"
                yield f"{place}.{key}", f"没有栏目“{name}”。", cure
        for key in ("sets_due", "expires"):
            name = getattr(stage, key)
            if name in types and types[name] != "date" and entry.is_case:
                yield f"{place}.{key}", f"栏目“{name}”不是日期。", "请把它的 type 写成 date。"
        yield from _limit(stage, place)


def _named(stage: EntryStage) -> Iterator[tuple[str, str]]:
    yield from (("needs", name) for name in stage.needs)
    yield from (("asks", name) for name in stage.asks)
    for key in ("sets_due", "expires"):
        if name := getattr(stage, key):
            yield key, name


def _presets(entry: Entry) -> Iterator[Said]:
    known = [field.id for field in entry.field]
    for preset in entry.preset:
        for name in preset.fields:
            if name not in known:
                yield f".preset[{preset.clause}]", f"没有栏目“{name}”。", nearest(name, known)


def _limit(stage: EntryStage, place: str) -> Iterator[Said]:
    for key in ("limit", "wait"):
        try:
            if said := getattr(stage, key):
                Stretch.parse(said)
        except ValueError as error:
            yield f"{place}.{key}", str(error), ""
    for key in ("public", "to_members"):
        if stage.inner and getattr(stage, key):
            yield f"{place}.{key}", "只给工委看的阶段不能同时公开。", f"请删去 inner 或 {key}。"


def _people(entry: Entry) -> Iterator[Said]:
    """The field that names whom the work comes to is one of a member; parts of a stage are those of the register."""
    types = {field.id: field.type for field in entry.field}
    if entry.doer and types.get(entry.doer) != "member":
        cure = '请写一个 type = "member" 的栏目。'
        yield ".doer", f"“{entry.doer}”不是填党员的栏目。", cure
    parts = [part.id for part in entry.parts]
    for stage in entry.stage:
        for name in stage.part:
            if name not in parts:
                yield f".stage[{stage.id}].part", f"没有分项“{name}”。", f"可用的有：{'、'.join(parts) or '无'}。"
    for sending in entry.send:
        for name in sending.from_:
            if name not in [stage.id for stage in entry.stage]:
                yield f".send[{sending.entry}].from", f"没有阶段“{name}”。", "请改为这本台账的阶段。"


def _suggestion(entry: Entry) -> Iterator[Said]:
    one = entry.suggest
    if one is None:
        return
    if not entry.is_case:
        cure = "请给最后一个阶段写 end = true，或删去 suggest。"
        yield ".suggest", "只有逐件办理、有办结阶段的台账才能由系统建议。", cure
    if one.overdue is None and one.bulletin is None:
        cure = "请写 overdue（本组织逾期的项数），或写 bulletin 和 grade（通报里的分组）。"
        yield ".suggest", "没有写什么时候建议。", cure
    if (one.bulletin is None) != (one.grade is None):
        yield ".suggest", "bulletin 和 grade 要一起写。", "请写明哪一种通报、哪一个分组。"


def _permit(entry: Entry) -> Iterator[Said]:
    if entry.permit_ends and not entry.permit:
        yield ".permit_ends", "没有要求开办依据，却要求截止日期。", "请加上 permit = true，或删去 permit_ends。"


def _annulling(entry: Entry) -> Iterator[Said]:
    """What withdraws all below is final, and says why."""
    for stage in entry.stage:
        name, place = stage.withdraws_below, f".stage[{stage.id}].withdraws_below"
        if name and (not stage.end or stage.back):
            yield place, "下面的已经一并撤回，不能再往下办，也不能退回。", "请写 end = true，并删去 back。"
        if name and name not in stage.needs:
            yield place, f"办这一步时可能没有填“{name}”，收到的组织看不到原因。", "请把写原因的栏目写进 needs。"


def _pasting(entry: Entry) -> Iterator[Said]:
    """A pasted row stands by itself: it lies under nothing and says nothing that only a list could offer."""
    if not entry.paste:
        return
    if entry.under or entry.issue_to:
        yield ".paste", "接在别的台账之下或由上级下发的，不能整表粘贴。", "请删去 paste，或删去 under 和 issue_to。"
    for field in entry.first_fields:
        if field.type in ("record", "organisation"):
            what = "记录" if field.type == "record" else "组织"
            yield ".paste", f"栏目“{field.id}”要从{what}里选，粘贴不了。", "请让后面的阶段填它，或删去 paste。"


def _year(entry: Entry) -> Iterator[Said]:
    """The year that an entry is about is always said, as a year."""
    field = next((it for it in entry.first_fields if it.id == entry.of_year), None)
    if entry.of_year and (field is None or field.type != "year" or not field.required):
        yield (
            ".of_year",
            f"“{entry.of_year}”不是登记时必填的年份。",
            '请写一个 type = "year"、required = true 的栏目，第一步就填。',
        )


def _gifts(entry: Entry) -> Iterator[Said]:
    """A stage gives a role for the register's period, at an organisation that is named by then."""
    if (entry.gifts or entry.view == "owners") and entry.one_per is None:
        yield ".one_per", "给出身份（按人列出）的台账没有写周期。", "请写 one_per：身份到这一周期的最后一天为止。"
    if entry.gifts and not entry.is_case:
        yield ".stage", "给出身份的台账没有办结的阶段。", "请写一个 end = true 的阶段，到那一步身份结束。"
    if entry.stage[0].gives and entry.issue_to:
        yield ".issue_to", "由上级下发的，下发时还不知道是哪个组织。", "请让后面的阶段给出身份，或删去 issue_to。"
    types = {field.id: field.type for field in entry.field}
    for name, gift in entry.gifts.items():
        stage, place = entry.stage_of(name), f".stage[{name}].gives"
        for field, wanted, what in ((gift.at, "organisation", "组织"), (gift.paper, "document", "文件")):
            if field and types.get(field) != wanted:
                yield place, f"“{field}”不是填{what}的栏目。", f'请写一个 type = "{wanted}" 的栏目。'
        first = [it.id for it in entry.field if it.required] if stage == entry.stage[0] else stage.needs
        if gift.at not in first:
            cure = "请给这个栏目写 required = true。" if stage == entry.stage[0] else "请写进这个阶段的 needs。"
            yield place, f"到“{stage.name}”时可能还没有填“{gift.at}”。", cure


def bare_trees(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """A tree shows what cases break down into: of lines, or with no register under it, there is nothing to show."""
    for entry in file.entry:
        below = any(entry.id in one.above for one in rulebook.entries.values())
        if entry.view == "tree" and not (entry.is_case and below):
            said = "没有台账接在它的各件之下，逐级分解没有可看的。"
            yield Fault(file.file, 0, f"entry[{entry.id}].view", said, "请改用别的 view，或给下一级台账写 under。")


def strange_enclosures(rulebook: "Rulebook", file: "Institution") -> Iterator[Fault]:
    """Lists stand behind one paper, and both are kept for the same: else they are not of the same organisations."""
    for entry in file.entry:
        lists = rulebook.entries.get(entry.encloses or "")
        if lists is None:
            continue
        place = f"entry[{entry.id}].encloses"
        if not entry.is_case or entry.sheets:
            cure = "请删去 encloses，或写在打印成一张表、逐件办理的台账上。"
            yield Fault(file.file, 0, place, f"“{entry.name}”不打印成一张表，没有可以附清单的。", cure)
        if not lists.is_case or not lists.sheets:
            cure = "请给它的栏目写 sheet，给最后一个阶段写 end = true，或删去 encloses。"
            yield Fault(file.file, 0, place, f"“{lists.name}”没有打印的清单。", cure)
        if set(entry.owner) != set(lists.owner):
            cure = "请把两本台账的 owner 写成一样，或删去 encloses。"
            yield Fault(file.file, 0, place, f"“{entry.name}”和“{lists.name}”的责任主体不同。", cure)
