"""What is never stored, as data: shown on forms and on a page of its own, and held against every field by a test."""

from dataclasses import dataclass
from typing import Final

from dengming.records.models import Record
from dengming.records.sheet import activities_of, files_of, proofs_taken, texts_of
from dengming.refusal import Refusal
from dengming.rulebook.library import Rulebook


@dataclass(frozen=True)
class NeverStored:
    """One thing that has no field here. `instead` says what is kept; `words` betray a field that would hold it."""

    name: str
    reason: str
    instead: str
    words: tuple[str, ...]


NEVER_STORED: Final = (
    NeverStored(
        "个人有关事项、重大事项报告的内容",
        "属于干部管理权限内的个人事项，由组织人事部门按规定受理和保管。",
        "只登记“已报告”或“无事项”、日期和受理人",
        ("事项内容", "报告内容", "matter content", "report content"),
    ),
    NeverStored(
        "谈心谈话的内容、原因和结果",
        "谈话靠信任；记下内容会使谈话不再是谈话。",
        "只登记哪天、谁和谁谈过",
        ("谈话内容", "谈话记录", "talk content", "talk minutes"),
    ),
    NeverStored(
        "问题线索、案件和审查调查材料",
        "由纪检监察机关专管，不得在非涉密系统存放。",
        "不登记",
        ("线索", "案件", "案情", "lead content", "case file"),
    ),
    NeverStored(
        "政治审查函件和结论材料",
        "涉及本人和亲属的情况，只存入本人档案。",
        "不登记",
        ("政审", "函调", "外调", "political review"),
    ),
    NeverStored(
        "房产、存款、股票等财产情况",
        "属于个人隐私和个人有关事项的内容。",
        "不登记",
        ("财产", "房产", "存款", "股票", "property", "deposit", "assets"),
    ),
    NeverStored(
        "宗教信仰",
        "属于敏感个人信息，日常工作用不着。",
        "不登记",
        ("宗教", "信仰", "religion"),
    ),
    NeverStored(
        "病情、诊断和医疗记录",
        "属于敏感个人信息；请假只要知道是什么假。",
        "只登记“病假”及起止日期",
        ("病情", "病历", "诊断", "illness", "diagnosis", "medical"),
    ),
    NeverStored(
        "位置、人脸、设备信息和浏览轨迹",
        "纪实靠人签到，不靠盯人；照片里的位置和设备信息在上传时去掉。",
        "不采集",
        ("人脸", "指纹", "经纬度", "轨迹", "设备号", "face", "fingerprint", "latitude", "longitude", "device"),
    ),
    NeverStored(
        "国家秘密",
        "本系统为非涉密系统。",
        "名称或首页带有密级标志的文件不接收",
        ("密级", "涉密", "classified"),
    ),
)


def betrayed_by(*names: str) -> list[NeverStored]:
    """The things that a field with one of these names would hold."""
    told = " ".join(names).lower().replace("_", " ").replace("-", " ")
    return [thing for thing in NEVER_STORED if any(word in told for word in thing.words)]


def is_content_free(record: Record, rulebook: Rulebook) -> bool:
    """Whether only the fact is recorded: no kind of the record takes a text or a file as proof, as 谈心谈话."""
    kinds = activities_of(record, rulebook)
    return bool(kinds) and not any(proofs_taken(kinds, rulebook, way) for way in ("text", "file"))


def refuse_content(record: Record, rulebook: Rulebook) -> None:
    """Refuse words and files at a record of which only the fact may be kept."""
    if not is_content_free(record, rulebook):
        return
    names = "、".join(kind.name for kind in activities_of(record, rulebook))
    if record.title or record.agenda or record.resolution or texts_of(record) or files_of(record):
        raise Refusal(
            f"“{names}”只登记哪天、谁参加，不登记主题、内容、结果，也不收文件：请删去这些内容，或核对所选的类别。"
        )
