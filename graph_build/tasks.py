"""Tasks: what a paragraph sets out to do, as its opening heading sentence says it.

``积极引进高层次人才。深度融合“双招双引”工作…`` gives the Task 积极引进高层次人才. The heading sentence ends at the
paragraph's first 。, has 4 to 30 characters and no comma, and is a verb phrase. Numbered items of a box give a Task
each; a section heading that runs on into its only paragraph (``（三）持之以恒抓好“三农”工作。坚持…``) does as well.

Word classes are no help here: taggers read 大力, 深化 or 高标准 as nouns. So what has the shape is taken, and what is
recognised as a statement, a slogan, a look back or a number is not.
"""

from __future__ import annotations

import re

from graph_build.model import Division, Evidence, Mention, Passage, Plan, Table
from graph_build.numbers.lexicon import ACTIONS, ADVERBS
from graph_build.supporting.stance import Stance, stances
from graph_build.words import words

NUMBER = re.compile(
    r"^[\s　]*(?:[（(][一二三四五六七八九十百\d]{1,4}[)）]|\d{1,3}\s*[.．、)）]|[一二三四五六七八九十]{1,3}(?:是|、)"
    r"|第[一二三四五六七八九十]+[,，、]|[—–－-]{1,2}|[●•◆■▪○①-⑳])[\s　]*"
)
"""The printed number or bullet of an item."""
_SECTION_NUMBER = re.compile(r"^[\s　]*[（(][一二三四五六七八九十]{1,3}[)）]")
_BREAK = re.compile(r"[,，;；:：!！?？。\n]")
_NOTE_MARK = re.compile(r"[（(［\[〔]\d{1,3}[)）］\]〕]$")
_SHORT, _LONG = 4, 30

_STATEMENT = re.compile(
    r"^(?:我们|我市|我省|我区|我县|各位|今年|明年|当前|目前|同时|要始终|[一二三四五六七八九十]要|必须|围绕(?:以上|"
    r"上述|实现)|为此|其中|一是|注|图|表|备注)"
    r"|[^于以但凡正要若尤]是(?!否)|^是|^[^以]*[^所作成视变转列化归定评选认分称设改名]为(?!人民|民|重点|抓手|载体|"
    r"主|核心|先|要|王|民办|群众|中心|导向|引领|支撑|牵引|契机|依托|补|辅|基|国|党|企|目标|统领|龙头|根本|主线|"
    r"主题|底线|使命|第一|本|农|老|政|己|了)"
    r"|(?:项|个|大|方面)(?:方面)?(?:的)?(?:重点|主要|具体)?(?:工作|任务)$|以下(?:几|工作|任务)|如下$"
    r"|(?:达到?|完成|突破|超过?|增长|下降|实现|累计|新增).{0,8}\d|^\d{4}年|[^^]打造成为|[^^]建设成为|"
    r"^[,，、;；.．]|现将|此件|特此|附件|了(?!解|望|然)"
    r"|^“?十[一二三四五六]五”?(?:时期|期间)|具有.{0,12}(?:地位|意义|作用)$"
    r"|^到(?:20|二[〇○零])|^“?十[一二三四五六]五”?.{0,20}目标$|^本(?:办法|细则|实施|措施|意见|规定|方案|市|次)|^同一|^【"
    r"|(?:的|解释|解\s释|方式进行)$|\d+\s?(?:元|个工作日)|[/／]m"
)
_TITLE = re.compile(
    r"^(?:总体|发展|主要|工作|基本|指导|重点|具体|预期|战略|功能|空间|规划|建设|编制|实施|适用|申报|资助|支持|目标|组织|管理)*"
    r"(?:目标|原则|要求|思路|任务|思想|定位|布局|安排|措施|内容|范围|依据|背景|现状|基础|条件|标准|程序|对象|方式|期限|附则)$"
)
"""Titles of parts, not what a paragraph sets out to do (主要目标, 基本原则)."""
_STATE = re.compile(
    r"(?:显著|明显|持续|稳步|不断|更加|进一步|全面|有效|大幅|加速|扎实|深入|实现|得到|取得|富有|保持|迈上|跃上|"
    r"再上|发生|面临)"
)
_CHANGE_END = re.compile(
    r"(?:增强|提升|提高|改善|优化|进步|增长|突破|成效|提质|推进|增进|向好|变化|完善|巩固|凸显|显现|释放|台阶"
    r"|好转|回升|夯实|加快)$"
)
_FOREIGN_SUBJECT = re.compile(
    r"^(?:世界|全球|国际|国内|我国|中国|国家|全国|[一-鿿]{2,4}(?:省|市|区|县)?(?=(?:正|已|将|加快|大力)))"
)


_STATE_CLAUSE = re.compile(
    r"^(?!让|使|推动|促进|实现|推进|以|在|把)[^、]{2,}?(?:大幅|更加|明显|显著|全面)[一-鿿]{2}$|(?:明显|显著)$"
)
_ACTS = re.compile(
    r"^(?:全面|大幅|显著|更加)|^[一-鿿]{0,4}(?:提升|提高|增强|改善|优化|建设|打造|深化|加强|完善|加快|强化|推进|"
    r"促进|推动|实施|抓好)"
)


_NEW_STATE = re.compile(
    r"(?:取得|迈出|得到|实现|达到|迈上|迈入|展现|跃上|提升到|面临|发生)(?:新|历史性|决定性|重大|深刻|复杂).{0,4}[一-鿿]{2}$"
)


def _acts(heading: str) -> bool:
    """Whether a heading opens with a word of action or manner, and not with what shall change."""
    first = words(heading)[0].text
    return first in ACTIONS or first in ADVERBS


def _looks_like_task(heading: str, stance: Stance) -> bool:
    if stance == "past" or _STATEMENT.search(heading) or _TITLE.match(heading):
        return False
    if _STATE_CLAUSE.search(heading) and not _ACTS.match(heading):
        return False
    if _NEW_STATE.search(heading) and not _acts(heading):
        return False
    if stance == "situation":
        return not (_STATE.search(heading) or _CHANGE_END.search(heading) or _FOREIGN_SUBJECT.match(heading))
    return True


def _heading_sentence(text: str, *, numbered_item: bool) -> tuple[int, int] | None:
    """Offsets of the opening heading sentence of ``text`` without its number, or ``None``.

    :param numbered_item: of a box's numbered item the heading may also be its first clause, or all of it.
    """
    number = NUMBER.match(text)
    start = number.end() if number else 0
    stop = text.find("。", start)
    if stop < 0 and not numbered_item:
        return None
    end = stop if stop >= 0 else len(text)
    cut = _BREAK.search(text, start, end)
    if cut is not None:
        if not numbered_item:
            return None
        end = cut.start()
    end = start + len(_NOTE_MARK.sub("", text[start:end]).rstrip(" 　"))
    return (start, end) if _SHORT <= end - start <= _LONG else None


def _mention(passage: Passage, start: int, end: int, rule: str, confidence: float) -> Mention:
    at = passage.span(start, end)
    return Mention("Task", passage.text[start:end], Evidence(passage.key, *at), rule, confidence)


def _run_in(division: Division, source: str) -> bool:
    """The heading is a numbered sentence (``（三）…。``) and the first passage under it goes on in its paragraph."""
    if (
        not _SECTION_NUMBER.match(division.number or "")
        or "。" not in source[division.heading_end - 1 : division.heading_end + 2]
    ):
        return False
    first = next((c for c in division.children if isinstance(c, Passage)), None)
    if first is None:
        return False
    between = source[division.heading_end : first.start]
    return "\n" not in between and len(between) <= 4


def _own_paragraphs(division: Division) -> list[Passage]:
    return [c for c in division.children if isinstance(c, Passage) and c.kind in ("paragraph", "item")]


def _section_like(plan: Plan) -> frozenset[str]:
    """Keys of numbered paragraphs whose opening sentence is the heading of the paragraphs after them.

    ``（三）聚力打造区域科技创新中心。坚持…`` before ``建设高能级科技创新平台。…``: the paragraphs that follow, up to
    the next number of its kind, have heading sentences of their own and another kind of number (or none).
    """
    out: set[str] = set()
    holders: tuple[Plan | Division, ...] = (plan, *(node for node, _ in plan.walk() if isinstance(node, Division)))
    for holder in holders:
        above: Passage | None = None
        for child in holder.children:
            if not isinstance(child, Passage):
                above = None
                continue
            if _SECTION_NUMBER.match(child.number or child.text):
                above = child
            elif above is not None and _heading_sentence(child.text, numbered_item=False) is not None:
                out.add(above.key)
    return frozenset(out)


def _openings(plan: Plan) -> frozenset[str]:
    """Keys of the paragraphs with which a chapter opens before its first section: they introduce, they set no task."""
    out: set[str] = set()
    for chapter in plan.children:
        if not isinstance(chapter, Division) or not any(_is_section(c) for c in chapter.children):
            continue
        before: list[Passage] = []
        for child in chapter.children:
            if isinstance(child, Division):
                break
            if isinstance(child, Passage):
                before.append(child)
        # A chapter opens with what it is about; two paragraphs with headings of their own are tasks, not an opening.
        headed = [p for p in before if _heading_sentence(p.text, numbered_item=False) is not None]
        out |= {p.key for p in before if len(headed) < 2 or p not in headed}
    return frozenset(out)


def _is_section(node: Division | Passage | Table) -> bool:
    return isinstance(node, Division) and node.kind in ("section", "subsection")


def find(plan: Plan) -> tuple[Mention, ...]:
    """The Task mentions of ``plan`` in reading order (class ``Task``, evidence in the passage or the heading)."""
    found: list[Mention] = []
    stance = stances(plan)
    section_like = _section_like(plan) | _openings(plan)
    for node, path in plan.walk():
        if isinstance(node, Table):
            continue
        if isinstance(node, Division):
            task = _task_of_heading(node, plan.source.text, stance[node.key])
            if task is not None:
                found.append(task)
            continue
        if node.kind not in ("paragraph", "item") or node.key in section_like:
            continue
        box_item = bool(path) and path[-1].kind == "box"
        numbered = node.number is not None or NUMBER.match(node.text) is not None
        span = _heading_sentence(node.text, numbered_item=box_item and numbered)
        if span is None or (box_item and not numbered):
            continue  # of a box, only numbered items are tasks
        heading = node.text[span[0] : span[1]]
        if _looks_like_task(heading, stance[node.key]):
            rule = "task-box-item" if box_item else "task-opening-sentence"
            found.append(_mention(node, *span, rule, 0.9 if box_item else 0.97))
    return tuple(found)


def _task_of_heading(division: Division, source: str, stance: Stance) -> Mention | None:
    """A run-in heading whose division holds no tasks of its own is its paragraph's heading sentence."""
    if division.kind in ("front", "annex", "box", "chapter") and division.level <= 1:
        return None
    heading = division.heading
    title = heading.text.rstrip("。")
    if not (_SHORT <= len(title) <= _LONG) or _BREAK.search(title) or not _run_in(division, source):
        return None
    if any(isinstance(child, Division) for child in division.children):
        return None
    paragraphs = _own_paragraphs(division)
    if any(_heading_sentence(p.text, numbered_item=False) for p in paragraphs[1:]):
        return None
    if not _looks_like_task(title, stance):
        return None
    return _mention(heading, 0, len(title), "task-run-in-heading", 0.85)


_ADDRESS = re.compile(
    r"(?:同时[，,])?(?:各位代表|让我们|我们[要将]|新的一年|今年[，,])|第[一二三四五六七八九十百]+[章节篇]"
)
_TWO_PARTS = re.compile(r"([^，,。；：:“”\d]{2,16})[，,][^，,。；：:\d]{3,24}(?:[，,][^，,。；：:\d]{3,24})?。")


def _opens_anew(text: str) -> bool:
    """An address, or a short opening in parts (突出制造强市，持续提升产业层次。), opens a part of its own.

    What stands under it does not elaborate the task before it, although it gives no task itself.
    """
    if _ADDRESS.match(text):
        return True
    parts = _TWO_PARTS.match(text)
    return parts is not None and _acts(parts[1])


def scope(plan: Plan, tasks: tuple[Mention, ...]) -> dict[str, Mention]:
    """Which Task governs a passage: passage key → Task mention.

    A paragraph without a heading sentence of its own elaborates the one before it (汽车机械产业以… after
    培育三大千亿级先进制造业集群); the next heading ends that. Boxes stand aside: they neither inherit the task nor
    end it.
    """
    by_passage: dict[str, Mention] = {}
    for task in tasks:
        by_passage.setdefault(task.evidence.passage, task)
    out: dict[str, Mention] = {}
    current: dict[str, Mention] = {}
    section_like = _section_like(plan)
    for node, path in plan.walk():
        if isinstance(node, Table):
            continue
        home = path[-1].key if path else ""
        if isinstance(node, Division):
            if node.kind != "box":
                current.pop(home, None)
            if node.key in by_passage:
                current[node.key] = by_passage[node.key]
                out[node.key] = by_passage[node.key]
            continue
        if node.kind not in ("paragraph", "item", "definition"):
            continue
        if node.key in section_like or _opens_anew(node.text):
            current.pop(home, None)
        if node.key in by_passage:
            current[home] = by_passage[node.key]
        if home in current:
            out[node.key] = current[home]
    return out
