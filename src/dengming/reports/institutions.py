"""制度一览 as Markdown: every institution with its duties, dated terms and sources; printed into the documentation.

It shows the packs as they lie on disk, whole: every term with its days, and no word that depends on today.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from dengming.calendar.due import Stretch
from dengming.editions.rules import Rules
from dengming.reports.dues_reference import dues_lines
from dengming.rulebook.agreements import Agreement
from dengming.rulebook.bulletins import Bulletin
from dengming.rulebook.coverage import coverage
from dengming.rulebook.registers import Entry
from dengming.standing.agreements import IN_WORDS
from dengming.standing.points.sheet import ScoreSheet
from dengming.standing.reference import DutySheet, InstitutionSheet, TermSheet, sheets
from dengming.standing.sources import Cited, cite
from dengming.standing.stage_words import step_sheets
from dengming.standing.term_words import roles_in_words

COMMAND = "make docs"
_HEAD = f"""# 制度一览

本页由制度文件生成，不要手改：改了 `institutions/` 下的文件，运行 `{COMMAND}` 重新生成。
系统里的“制度库”页面是同一内容，还可以按日期看、看例子。

每项应办写明由谁办、多久一次、何时到期、从哪天起、依据哪一条。条文和讲话都没有给出、由本地规定的，列在**本地参数**；
本系统怎样理解、怎样计量，写在**本系统做法**。标“待核原文”的，是条号或文字还没有对照原文核实。"""


def institutions_page(rules: Rules) -> str:
    """The whole page."""
    found = list(sheets(rules, date.max))
    lines = [_HEAD, "", *_contents(found)]
    theme = ""
    for item in found:
        if item.institution.theme != theme:
            theme = item.institution.theme
            lines += ["", f"## {theme}"]
        lines += ["", *_institution(rules, item)]
    return "\n".join([*lines, "", *_coverage(rules), ""])


def _contents(found: Iterable[InstitutionSheet]) -> Iterator[str]:
    yield "| 主题 | 制度 | 制度包 | 应办 |"
    yield "|---|---|---|---|"
    for item in found:
        file = item.institution
        duties = (
            "、".join([*(duty.name for duty in (*item.duties, *item.added_to)), *(one.name for one in item.scores)])
            or "只登记"
        )
        yield f"| {file.theme} | [{file.name}](#{_anchor(file.name)}) | {item.pack_name} | {duties} |"


def _anchor(heading: str) -> str:
    """The address that a Markdown page gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def _institution(rules: Rules, item: InstitutionSheet) -> Iterator[str]:
    file = item.institution
    yield f"### {file.name}"
    yield f"\n`{file.id}` · {item.pack_name} · [{file.file}](../institutions/{file.file})"
    yield f"\n{file.summary}\n"
    yield from map(_source, item.sources)
    for duty in item.duties:
        yield from _duty(duty)
    for duty in item.added_to:
        yield f"\n为已有的“{duty.name}”（`{duty.id}`）增加依据或从严要求，只欠一次、只判一次。"
    for score in item.scores:
        yield from _score(score)
    for bulletin in item.institution.bulletin:
        yield from _bulletin(bulletin)
    for dues in item.institution.dues:
        yield from dues_lines(dues)
    yield from _registered(rules, item)


def _registered(rules: Rules, item: InstitutionSheet) -> Iterator[str]:
    """What can be recorded under the institution."""
    for activity in item.institution.activity:
        proofs = "、".join(rules.rulebook.proofs[proof].name for proof in activity.proofs)
        yield f"\n活动 **{activity.name}**（`{activity.id}`）：主办{roles_in_words(rules, activity.host)}" + (
            f"；可交{proofs}。" if proofs else "。"
        )
    for entry in item.institution.entry:
        fields = "、".join(field.name for field in entry.first_fields) or "日期"
        yield f"\n台账 **{entry.name}**（`{entry.id}`）：登记{fields}。{entry.note}"
        yield from _steps(rules, entry) if entry.is_case else ()


def _steps(rules: Rules, entry: Entry) -> Iterator[str]:
    """The steps of a case, as a table; and when the system suggests one."""
    if entry.permit:
        yield "\n* 没有在“本地参数”写明有权办理的机关和依据文件之前不能办理。"
    if entry.suggest:
        yield from map(_source, cite(entry.suggest.basis))
    yield "\n| 阶段 | 接在 | 谁办 | 填什么 | 说明 |\n|---|---|---|---|---|"
    for step in step_sheets(rules.rulebook, entry):
        yield f"| {step.name} | {step.after} | {step.who} | {step.asks} | {step.remarks} |"
    if entry.agreement:
        yield from _agreement(rules, entry, entry.agreement)
    yield from _effects(entry) if entry.effect else ()


def _effects(entry: Entry) -> Iterator[str]:
    """How long it tells on whom it is about, each with its article and 待核原文 where that was not seen."""
    fields = {field.id: field.name for field in entry.field}
    yield "\n| 影响期 | 从哪天起 | 多久 | 依据 |\n|---|---|---|---|"
    for effect in entry.effect:
        held = f"，不早于“{fields[effect.held_until]}”" if effect.held_until else ""
        cited = (f"{it.where}：{it.says}{'（待核原文）' if it.unverified else ''}" for it in cite(effect.basis))
        lasts = f"{Stretch.parse(effect.lasts).chinese()}{held}"
        yield f"| {effect.name} | {fields[effect.from_]} | {lasts} | {'；'.join(cited)} |"


def _agreement(rules: Rules, entry: Entry, agreement: Agreement) -> Iterator[str]:
    """Who signs, and the items with the duties that they are checked by."""
    names = {it.id: it.name for it in rules.duties()}
    kinds = "、".join(f"{rules.rulebook.roles[kind].name}（建议{agreement.proposed[kind]}）" for kind in entry.issue_to)
    yield f"\n* 签订的组织和甲方由工委在“本地参数”里确定：{kinds}"
    yield "\n| 项目 | 年终对照 | 依据 |\n|---|---|---|"
    for item in agreement.item:
        duties = "、".join(f"{names[name]}（`{name}`）" for name in item.duties) or IN_WORDS
        yield f"| {item.name} | {duties} | {'、'.join(dict.fromkeys(it.where for it in cite(item.basis)))} |"


def _duty(duty: DutySheet) -> Iterator[str]:
    yield f"\n#### {duty.name} `{duty.id}`"
    for term in duty.terms:
        yield from _term(term)
    yield ""
    yield from map(_source, duty.sources)


def _score(score: ScoreSheet) -> Iterator[str]:
    """A way of keeping points: its terms, then a table of its rules."""
    yield f"\n#### {score.name} `{score.id}`\n"
    yield f"{score.owner}，{score.every}重新计。{score.note}"
    if score.links:
        yield f"\n* 作参考的场合：{'；'.join(score.links)}；只作参考，不直接定等次"
    for term in score.terms:
        yield f"\n**{_day(term.since)}起**\n"
        yield from (f"* {line}" for line in term.lines)
        if term.local:
            yield f"* **本地参数**：{'、'.join(term.local)}"
    yield "\n| 类别 | 计分项 | 按什么计 | 分值和上限 |\n|---|---|---|---|"
    for rule in score.rules:
        local = f"（本地参数：{'、'.join(rule.local)}）" if rule.local else ""
        yield f"| {rule.group} | {rule.name} | {rule.what} | {'；'.join(rule.terms)}{local} |"
    yield ""
    yield from map(_source, score.sources)
    yield from (_source(source) for rule in score.rules for source in rule.sources)


def _bulletin(bulletin: Bulletin) -> Iterator[str]:
    """A bulletin: its parts, its grades, and the definition of every figure."""
    yield f"\n#### {bulletin.name} `{bulletin.id}`\n"
    yield bulletin.note
    yield f"\n* 内容：{'；'.join(f'{part.name}（{part.note}）' for part in bulletin.part)}"
    lines = "；".join(f"{it.name}：{f'{it.at_least:g}%及以上' if it.at_least else '其余'}" for it in bulletin.grade)
    yield f"* 分组（按期完成率）：{lines}"
    for term in bulletin.term:
        ranked = f"按名次排列，依据：{term.document}" if term.ranked else "不排名"
        days = f"数据截止期末后{term.cut_off_days}天、核实反馈{term.feedback_days}天（本地参数）"
        yield f"* {_day(term.from_)}起：{days}；{ranked}"
    yield "\n| 指标 | 分子 | 分母 | 来源 |\n|---|---|---|---|"
    for figure in bulletin.figures:
        source = f"由人填报：{figure.source}；没有时写“暂无数据”" if figure.source else "系统计数"
        yield f"| {figure.name} | {figure.numerator} | {figure.denominator} | {source} |"


def _term(term: TermSheet) -> Iterator[str]:
    until = f"，到{_day(term.until - timedelta(days=1))}为止" if term.until else ""
    yield f"\n**{_day(term.since)}起{until}：{'停止执行' if term.repeal else term.every}**"
    yield ""
    if not term.repeal:
        yield f"* 由谁办：{term.owner}"
        yield from (f"* 要求：{ask}" for ask in term.asks)
        yield f"* 期限：{term.due}"
        if term.waivable:
            yield "* 有正当理由的可以免办"
    if term.local:
        yield f"* **本地参数**：{'、'.join(term.local)}"
    if term.document:
        yield f"* 文件：{term.document}"
    if term.note:
        yield f"* 说明：{term.note}"
    if term.repeal:
        yield from map(_source, term.sources)


def _source(source: Cited) -> str:
    """One source; the speech's own words in quotation marks, how they are read after a dash."""
    where = source.where if source.mark in ("regulation", "speech") else f"**{source.where}**"
    quote = source.quote.replace("“", "‘").replace("”", "’")
    read = source.says if source.says not in source.quote else ""
    said = f"“{quote}”{read and f'——{read}'}" if quote else source.says
    return f"* {where}{'（待核原文）' if source.unverified else ''}{said and f'：{said}'}"


def _coverage(rules: Rules) -> Iterator[str]:
    """Which demands of the speech are covered, and plainly which are not yet."""
    rows = coverage(rules.rulebook)
    done = [(clause, names) for clause, names in rows if names]
    yield "## 讲话条款覆盖"
    yield f"\n讲话共有 {len(rows)} 条要求，已覆盖 {len(done)} 条，尚未实现 {len(rows) - len(done)} 条。\n"
    yield "| 条款 | 讲话原文 | 由何覆盖 |"
    yield "|---|---|---|"
    for clause, names in rows:
        homes = dict.fromkeys(_home(rules, name) for name in names)
        links = "、".join(f"[{name}](#{_anchor(name)})" for name in homes)
        yield f"| {clause.id} | {clause.quote} | {links or '尚未实现'} |"


def _home(rules: Rules, block: str) -> str:
    """The name of the institution that a covering block belongs to."""
    noun, _, block_id = block.partition(":")
    found = rules.rulebook.institutions[block_id] if noun == "institution" else rules.rulebook.home_of[block]
    return found.name


def _day(day: date) -> str:
    return f"{day:%Y年%-m月%-d日}"
