"""The closed list of what a user may be allowed to do. Anything that is not named here cannot be granted."""

from typing import Final

ORGANISATION: Final = {
    "read": "查看",
    "record": "纪实",
    "confirm": "书记确认",
    "urge": "催办、退回",
    "roster": "名册",
    "waive": "免办",
    "settle": "本地参数",
    "appoint": "任职",
    "dues": "党费",
    "discipline": "纪检",
}
"""Granted by a post over a subtree (`orgs`)."""

ADMINISTRATION: Final = {
    "accounts:system": "账号开立、停用",
    "accounts:security": "授权、密码重置",
    "accounts:audit": "审计日志",
}
"""The three administrative duties (三权分立); nobody has two, and none lets its holder read Party work."""

SELF: Final = "self"
"""What a member does about nobody but oneself (本人); granted to nobody, given by being that member."""

WHOLE: Final = frozenset({"settle"}) | frozenset(ADMINISTRATION)
"""Capabilities over what the installation has only one of: held anywhere is held. Local parameters are the work
committee's, and only its posts are given `settle`."""

LABELS: Final = ORGANISATION | ADMINISTRATION | {SELF: "本人"}
EVERY: Final = frozenset(ORGANISATION) | frozenset(ADMINISTRATION)
