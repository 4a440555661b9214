"""Names of the demo district: units with the department in charge, and what their branches are called."""

from typing import Final

UNITS: Final = (
    "财政局", "教育局", "民政局", "人力资源和社会保障局", "自然资源局", "住房和城乡建设局", "交通运输局", "农业农村局",
    "文化和旅游局", "卫生健康局", "应急管理局", "审计局", "统计局", "市场监督管理局", "发展和改革局", "工业和信息化局",
    "司法局", "水务局", "商务局", "退役军人事务局", "医疗保障局", "信访局", "乡村振兴局", "行政审批服务局",
)  # fmt: skip

SUBUNITS: Final[dict[str, tuple[str, ...]]] = {
    "财政局": ("会计核算中心", "国库支付中心"),
    "教育局": ("教研室", "考试中心"),
    "农业农村局": ("农业技术推广站", "畜牧站"),
    "卫生健康局": ("疾病预防控制中心", "妇幼保健计划生育服务中心"),
}
"""Units under a department: a second-level unit's branch is no cross-department case, for its 主管部门 is the same."""

BRANCHES: Final = ("机关第一党支部", "机关第二党支部", "机关第三党支部", "机关第四党支部", "机关第五党支部")
DIGITS: Final = "一二三四五六七八九十"

PLACES: Final = ("机关三楼会议室", "党员活动室", "机关二楼小会议室", "局机关会议室", "社区党群服务中心")
"""Where activities are held."""

BOARD_TOPICS: Final = (
    "研究支部本月重点工作", "讨论主题党日方案", "研究入党积极分子培养考察", "研究党费收缴使用情况", "研究整改任务分工",
)  # fmt: skip
MEETING_TOPICS: Final = (
    "支部党员大会：通报支部工作、听取意见", "支部党员大会：学习上级文件、讨论贯彻措施",
    "支部党员大会：讨论预备党员转正事项", "支部党员大会：讨论季度工作安排",
)  # fmt: skip
GROUP_TOPICS: Final = (
    "党小组学习交流",
    "党小组会：交流读书体会",
    "党小组会：开展批评和自我批评",
    "党小组会：谈岗位、谈作用",
)
DAY_TOPICS: Final = (
    "支部活动日：清洁家园志愿服务", "支部活动日：社区疫情防控值守", "支部活动日：走访困难群众",
    "支部活动日：交通文明劝导", "支部活动日：义务植树", "支部活动日：参观革命纪念馆",
)  # fmt: skip
"""What meetings and days are about."""

TOPICS: Final = (
    "学习贯彻习近平总书记关于统筹疫情防控和经济社会发展的重要讲话精神",
    "学习《中国共产党支部工作条例（试行）》",
    "学习《中国共产党党员教育管理工作条例》",
    "学习《中国共产党党和国家机关基层组织工作条例》",
    "投身决胜决战，机关作先锋",
    "对照九个共性问题查摆整改",
    "不忘初心、牢记使命常态化制度化",
    "重温入党誓词，亮身份、树形象",
    "助力脱贫攻坚，走访联系户",
    "学习民法典，提升依法行政能力",
    "机关作风建设大家谈",
    "党建与业务“两结合、两促进”研讨",
)

SAYINGS: Final = (
    "会上传达了上级文件精神，结合本单位实际作了讲解。",
    "与会党员围绕主题逐一发言，谈认识、找差距、说打算。",
    "支部书记就下一步工作提出三点要求：一要学深悟透，二要联系实际，三要抓好落实。",
    "会议研究了近期重点任务的分工，明确了责任人和完成时间。",
    "组织委员通报了上月组织生活开展情况和党费收缴情况。",
    "大家一致表示，要把学习成果转化为服务群众的实际行动。",
    "会议对照整改任务清单逐项过堂，未完成的说明原因和进度。",
)


def unit_names(count: int) -> list[str]:
    """As many departments as asked, numbered from the second round on."""
    names = []
    for number in range(count):
        turn, index = divmod(number, len(UNITS))
        names.append("区" + UNITS[index] + (f"（{turn + 1}）" if turn else ""))
    return names


def branch_name(unit: str, number: int) -> str:
    """区财政局机关第一党支部, and 第十一党支部 from the sixth on."""
    plain = unit.removeprefix("区")
    if number < len(BRANCHES):
        return plain + BRANCHES[number]
    return f"{plain}第{chinese(number + 1)}党支部"


def chinese(number: int) -> str:
    """A number below a hundred in Chinese numerals."""
    tens, ones = divmod(number, 10)
    head = ("" if tens < 2 else DIGITS[tens - 1]) + ("十" if tens else "")
    return head + (DIGITS[ones - 1] if ones else "")
