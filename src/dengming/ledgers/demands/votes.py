"""A secret vote as a case holds it in its fields, held against the shares that are demanded."""

from collections.abc import Mapping

from dengming.rulebook.demands import Vote
from dengming.voting.counts import Count, agreed, could_vote, faults
from dengming.voting.shares import Share


def vote(asked: Vote, said: Mapping[str, str], lost: str = "") -> str:
    """What is wrong with the vote, in words; "" where it was valid and enough agreed. `lost`: what is to be said beside
    it where it was valid and too few agreed."""
    count = _count(asked, said)
    if wrong := list(faults(count)):
        return "".join(wrong).rstrip("。")
    quorum, passes = Share.parse(asked.quorum), Share.parse(asked.passes)
    if not could_vote(count, quorum):
        least = f"到会要{quorum.chinese()}（至少 {quorum.least(count.entitled)} 人）"
        return f"实到 {count.present} 人，应到 {count.entitled} 人，{least}"
    whole = count.entitled if asked.of == "entitled" else count.present
    if not agreed(count, passes, asked.of == "entitled"):
        name = f"{'应到' if asked.of == 'entitled' else '实到'} {whole} 人"
        return f"赞成 {count.in_favour} 票，要{passes.chinese_of(name)}（至少 {passes.least(whole)} 票）{lost}"
    return ""


def _count(asked: Vote, said: Mapping[str, str]) -> Count:
    def number(field: str | None) -> int:
        return int(float(said.get(field) or 0)) if field else 0

    return Count(
        entitled=number(asked.entitled),
        present=number(asked.present),
        sent=number(asked.sent),
        collected=number(asked.collected),
        yes=number(asked.for_),
        no=number(asked.against),
        abstain=number(asked.abstain),
        invalid=number(asked.invalid),
        written_yes=number(asked.written_for),
        written_no=number(asked.written_against),
    )
