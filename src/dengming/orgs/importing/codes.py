"""Coded values of the national data standards, and the words that rosters use for them."""

from typing import Final

from dengming.orgs import kinds

_IN_ORDER = (
    "汉族 蒙古族 回族 藏族 维吾尔族 苗族 彝族 壮族 "
    "布依族 朝鲜族 满族 侗族 瑶族 白族 土家族 哈尼族 "
    "哈萨克族 傣族 黎族 傈僳族 佤族 畲族 高山族 拉祜族 "
    "水族 东乡族 纳西族 景颇族 柯尔克孜族 土族 达斡尔族 仫佬族 "
    "羌族 布朗族 撒拉族 毛南族 仡佬族 锡伯族 阿昌族 普米族 "
    "塔吉克族 怒族 乌孜别克族 俄罗斯族 鄂温克族 德昂族 保安族 裕固族 "
    "京族 塔塔尔族 独龙族 鄂伦春族 赫哲族 门巴族 珞巴族 基诺族"
)
ETHNICITIES: Final = tuple(_IN_ORDER.split())
"""GB/T 3304-1991, in the order of its codes 01 to 56."""

OTHER_ETHNICITIES: Final = {"97": "其他", "98": "外国血统"}

GENDERS: Final = {"1": "1", "男": "1", "男性": "1", "2": "2", "女": "2", "女性": "2"}
"""GB/T 2261.1-2003, without 0 未知 and 9 未说明: what nobody knows is left empty."""

CATEGORIES: Final = {
    "正式党员": kinds.MEMBER,
    "正式": kinds.MEMBER,
    "中共党员": kinds.MEMBER,
    "党员": kinds.MEMBER,
    "预备党员": kinds.PROBATIONARY,
    "预备": kinds.PROBATIONARY,
    "中共预备党员": kinds.PROBATIONARY,
    "停止党籍": kinds.SUSPENDED,
    "已停止党籍": kinds.SUSPENDED,
    "正常": kinds.MEMBER,
}
"""人员类别; “正常” is what a column 党籍状态 says of a full member."""

EDUCATION: Final = {
    "10": "研究生", "20": "大学本科", "30": "大学专科", "40": "中等职业教育", "60": "高中", "70": "初中", "80": "小学",
    "90": "其他",
}  # fmt: skip
"""GB/T 4658-2006, its main groups."""
