"""The columns of a member roster and the names they go by in other people's workbooks."""

from dataclasses import dataclass
from typing import Final

from dengming.orgs.importing.cells import heading_of

NATIONAL_SYSTEM: Final = "全国党员管理信息系统"
"""Where every Party member is registered already: what it holds can be taken over and need not be typed again."""

_OURS: Final = ("code", "group", "arrived", "post", "appointed", "paper")
"""The fields that the national system is not known to hold; the others stand in its 党员信息采集表 (本系统做法)."""


@dataclass(frozen=True)
class Column:
    """A column: the field it fills, its heading in our own workbook, and other headings."""

    field: str
    heading: str
    others: tuple[str, ...] = ()

    @property
    def held(self) -> bool:
        """Whether the national system holds it already."""
        return self.field not in _OURS

    @property
    def marked(self) -> str:
        """The heading, with a remark in brackets where the national system holds it; the import reads past brackets."""
        return f"{self.heading}（{NATIONAL_SYSTEM}已有）" if self.held else self.heading


COLUMNS = (
    Column("code", "编号", ("党员编号", "人员编号", "系统编号")),
    Column("name", "姓名", ("党员姓名", "名字", "人员姓名")),
    Column("gender", "性别"),
    Column(
        "identity", "公民身份号码", ("身份证号", "身份证号码", "身份证", "居民身份证号", "居民身份证号码", "证件号码")
    ),
    Column("ethnicity", "民族"),
    Column("born", "出生日期", ("出生年月日", "出生年月", "出生时间", "生日")),
    Column("education", "学历", ("文化程度", "最高学历", "全日制学历")),
    Column(
        "branch",
        "所在党支部",
        (
            "党支部",
            "党支部名称",
            "所属党支部",
            "所在支部",
            "支部",
            "支部名称",
            "组织关系所在党支部",
            "组织关系所在支部",
            "党组织",
            "所在党组织",
            "所属党组织",
            "党组织名称",
            "组织关系所在单位",
        ),
    ),
    Column("group", "党小组", ("所在党小组", "所属党小组", "党小组名称")),
    Column("category", "人员类别", ("党员类别", "类别", "党员类型", "党籍状态", "政治面貌", "正式或预备")),
    Column(
        "joined",
        "入党日期",
        (
            "入党时间",
            "加入党组织日期",
            "加入中国共产党日期",
            "加入党组织时间",
            "入党年月日",
            "加入中共组织日期",
            "加入中共组织时间",
            "加入中共组织的时间",
            "加入中国共产党时间",
            "加入中共日期",
            "加入中共时间",
            "加入党组织年月日",
            "入党年月",
            "入党日",
        ),
    ),
    Column(
        "confirmed", "转正日期", ("成为正式党员日期", "转正时间", "转为正式党员日期", "成为正式党员时间", "转正年月日")
    ),
    Column(
        "arrived",
        "进入本支部日期",
        (
            "进入支部日期",
            "进入党支部日期",
            "进入当前支部日期",
            "编入支部日期",
            "转入日期",
            "转入时间",
            "转入本支部日期",
            "进入支部时间",
            "进入本支部时间",
            "进入党支部时间",
        ),
    ),
    Column("job", "工作岗位", ("岗位", "职务", "行政职务", "工作单位及职务", "单位职务", "现任职务", "单位及职务")),
    Column("post", "党内职务", ("党务职务", "党组织职务", "支部职务", "党内任职")),
    Column("appointed", "任职日期", ("任职时间", "党内任职日期", "党内职务任职日期", "任党内职务时间")),
    Column("paper", "任职文号", ("任命文号", "批复文号")),
    Column("phone", "联系电话", ("手机", "手机号", "手机号码", "电话", "电话号码", "联系方式", "移动电话")),
)

HEADINGS = {column.field: column.heading for column in COLUMNS}

IGNORED = {"序号", "编序", "备注", "说明", "年龄", "党龄", "籍贯"}
"""Headings that carry nothing of ours and need no remark."""

_BY_HEADING = {name: column.field for column in COLUMNS for name in (column.heading, *column.others)}
_RANKS = {name: rank for column in COLUMNS for rank, name in enumerate((column.heading, *column.others))}


def field_of(*headings: str) -> tuple[str, int] | None:
    """The field that a column fills and how well its heading fits (0 best), from its headings top to bottom.

    Headings run together come first (党内 over 职务 is a post, 时间 over 入党 a joining date), then the lowest alone.
    """
    spoken = [text for text in map(heading_of, headings) if text]
    candidates = ["".join(spoken), "".join(spoken[-2:]), "".join(reversed(spoken[-2:])), *spoken[-1:]]
    for candidate in candidates:
        if candidate in _BY_HEADING:
            return _BY_HEADING[candidate], _RANKS[candidate]
    return None
