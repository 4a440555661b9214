"""What can be wrong with a bulletin: grades or terms out of order, a ranking or a figure without its source."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from dengming.rulebook.bulletins import Bulletin
from dengming.rulebook.faults import Fault
from dengming.rulebook.schema import Institution
from dengming.rulebook.wording import nearest

LOCAL_WORDS: Final = ("grade", "cut_off_days", "feedback_days", "lead", "ranked")


def bulletin_faults(file: Institution, bulletin: Bulletin) -> Iterator[Fault]:
    """Every fault that shows in the file itself."""
    place = f"bulletin[{bulletin.id}]"
    for before, after in pairwise(bulletin.term):
        if before.from_ >= after.from_:
            said = f"条款重叠或没有按日期排列：{before.from_} 写在 {after.from_} 之前。"
            yield Fault(file.file, 0, f"{place}.term", said, "请从早到晚排列，同一天只写一条。")
    for better, worse in pairwise(bulletin.grade):
        if better.at_least <= worse.at_least:
            said = f"“{better.name}”的线 {better.at_least:g}% 不高于“{worse.name}”的 {worse.at_least:g}%。"
            yield Fault(file.file, 0, f"{place}.grade", said, "请从高到低排列。")
    if bulletin.grade[-1].at_least != 0:
        yield Fault(file.file, 0, f"{place}.grade", "最后一组没有从0起。", "请让最后一组不写 at_least。")
    yield from _sources(file, bulletin)
    yield from _terms(file, bulletin)


def _sources(file: Institution, bulletin: Bulletin) -> Iterator[Fault]:
    for figure in bulletin.figures:
        if (figure.measured == "entered") != bool(figure.source):
            said = f"“{figure.name}”由人填报而没有写来源，或者由系统计数却写了来源。"
            place = f"bulletin[{bulletin.id}].{figure.id}"
            yield Fault(file.file, 0, place, said, '请给 measured = "entered" 的指标写 source，其余的删去。')


def _terms(file: Institution, bulletin: Bulletin) -> Iterator[Fault]:
    for number, term in enumerate(bulletin.term, 1):
        where = f"bulletin[{bulletin.id}].term[{number}]"
        if term.ranked and not term.document:
            yield Fault(file.file, 0, where, "排名没有写依据。", "请在 document 写明文号，或删去 ranked 按分组点评。")
        for word in term.local:
            if word not in LOCAL_WORDS:
                cure = nearest(word, LOCAL_WORDS) or f"可以写：{'、'.join(LOCAL_WORDS)}。"
                yield Fault(file.file, 0, f"{where}.local", f"本地参数里不认识“{word}”。", cure)
