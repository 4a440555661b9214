"""What the demo's five battles are about: the task, what counts as done, what a branch and what each post takes on."""

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Post:
    """What one post takes on."""

    post: str
    duties: str
    matter: str
    promise: str
    result: str


@dataclass(frozen=True)
class Battle:
    """One task of a battle; `goes` is where its people go among, `served` what the record of it says.

    `{at}` stands for one of the places of PLACES, `{number}` for the branch's share.
    """

    matter: str
    standard: str
    branch: str
    goes: str
    served: str
    posts: tuple[Post, ...]


GOES: Final = {"village": "进农村", "enterprise": "进企业", "community": "进社区"}
PLACES: Final = {
    "village": ("柳林村", "石桥村", "东岭村", "杨坪村", "沙河村"),
    "enterprise": ("宏达食品厂", "永兴建材公司", "秦源包装厂"),
    "community": ("南街社区", "文昌社区", "河滨社区"),
}

BATTLES: Final = {
    "poverty": Battle(
        "{at}脱贫户饮水安全全部达标",
        "包联村脱贫户逐户核查，水质、水量有问题的全部整改，村委会签收核查表。",
        "{at}第{number}村民小组饮水安全核查",
        "village",
        "走访脱贫户11户，核查饮水安全，2户水压不足已转水利站，当周修好。",
        (
            Post(
                "帮扶联络员",
                "联系包联户，反映困难。",
                "逐户核查11户饮水情况，登记造册",
                "9月底前逐户走到，一户不漏。",
                "11户全部走到，2户水压不足已修好。",
            ),
            Post(
                "政策宣传员",
                "宣讲帮扶政策。",
                "入户讲清2020年帮扶政策，每户留一张明白卡",
                "讲到听懂为止，不发完就走。",
                "已讲11户，明白卡全部留存。",
            ),
        ),
    ),
    "farming": Battle(
        "协助{at}建成苹果矮化密植示范园50亩",
        "园区验收合格，带动农户不少于10户。",
        "{at}示范园第{number}片区栽后管护",
        "village",
        "到示范园指导夏剪和病虫害防治，服务农户14户，发技术手册14份。",
        (
            Post(
                "农技服务员",
                "提供管护技术指导。",
                "每月到园指导一次，记录问题和处理结果",
                "农忙时节随叫随到。",
                "已指导3次，虫害控制住了。",
            ),
            Post(
                "产销联络员",
                "联系收购企业。",
                "联系2家收购企业与合作社见面",
                "10月采摘前谈成意向。",
                "已与1家签订意向书。",
            ),
        ),
    ),
    "tourism": Battle(
        "{at}旅游环线标识补齐和文明引导",
        "环线标识标牌缺失处全部补齐，节假日有人引导。",
        "环线第{number}段标识排查和节假日引导",
        "village",
        "排查旅游环线12公里，发现标识缺失9处，已报文旅局补装。",
        (
            Post(
                "文明引导员",
                "周末和节假日在岗引导。",
                "暑期周末在停车场引导4天",
                "按时到岗，热情引导。",
                "已排好4天班次并到岗。",
            ),
            Post(
                "标识排查员", "排查标识标牌。", "沿线排查标识缺失并列出清单", "8月底前排查完。", "清单9处已交文旅局。"
            ),
        ),
    ),
    "industry": Battle(
        "帮助{at}解决复工复产难题",
        "企业提出的问题逐条答复，能办的办结。",
        "{at}第{number}批惠企政策申报",
        "enterprise",
        "走访企业，帮助申报稳岗返还，退还社保费到账。",
        (
            Post(
                "惠企专员",
                "送政策上门，代办申报。",
                "帮企业完成稳岗返还申报",
                "材料一次讲清，当天受理。",
                "申报已通过，资金到账。",
            ),
            Post(
                "项目服务员",
                "跟踪重大项目手续。",
                "跟踪技改项目备案，每周问一次进度",
                "手续不在我这里过夜。",
                "备案已办结。",
            ),
        ),
    ),
    "towns": Battle(
        "{at}老旧小区改造问题清零",
        "居民反映的问题逐条登记、逐条回复。",
        "{at}{number}号院改造期间的居民协调",
        "community",
        "进社区入户52户，收集意见17条，当场解决6条，其余列单转办。",
        (
            Post(
                "楼栋联络员",
                "联系楼栋居民。",
                "收集1至4号楼居民意见并逐条回复",
                "有问必答，三天内回话。",
                "17条意见全部回复。",
            ),
            Post("志愿服务员", "参加社区志愿服务。", "每周三晚上在小区值守答疑", "风雨无阻。", "已值守6次。"),
        ),
    ),
}
