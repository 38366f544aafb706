"""The graph's terms in the words of an answer, Chinese and English."""

from __future__ import annotations

from ontology.errors import Lang

_WORDS: dict[str, tuple[str, str]] = {
    "Goal": ("目标", "goal"), "Strategy": ("战略", "strategy"), "Task": ("任务", "task"),
    "Program": ("工程/改革", "programme"), "Project": ("项目", "project"), "Platform": ("平台", "platform"),
    "Place": ("地点", "place"), "Organization": ("机构", "organization"), "Industry": ("产业", "industry"),
    "Indicator": ("指标", "indicator"), "Target": ("量化目标", "target"), "Passage": ("段落", "passage"),
    "Box": ("专栏", "box"), "Chapter": ("章", "chapter"), "Section": ("节", "section"), "Plan": ("规划", "plan"),
    "Table": ("表", "table"),
    "Direct": ("直接", "direct"), "Contributing": ("间接", "contributing"),
    "Explicit": ("明文", "explicit"), "Structural": ("篇章结构", "structural"), "Thematic": ("主题", "thematic"),
    "Binding": ("约束性", "binding"), "Expected": ("预期性", "expected"),
    "Baseline": ("基期值", "baseline"), "PlannedTarget": ("目标值", "target"),
    "PlannedGrowth": ("规划增幅", "planned growth"),
    "Actual": ("完成值", "result"), "ActualGrowth": ("实际增幅", "growth reached"),
    "AtLeast": ("≥", "≥"), "AtMost": ("≤", "≤"), "Exactly": ("=", "="), "About": ("约", "about"),
    "Increase": ("增长", "increase"),
    "supports": ("支撑", "supports"), "advances": ("推进", "advances"), "implements": ("落实", "implements"),
    "aimsAt": ("旨在成为", "aims at"), "develops": ("发展", "develops"), "reliesOn": ("依托", "relies on"),
    "locatedIn": ("位于", "is located in"), "partOf": ("属于", "is part of"),
    "cooperatesWith": ("合作", "cooperates with"), "hasTarget": ("设定目标", "sets the target"),
    "measuredBy": ("衡量指标", "is measured by"), "elaborates": ("展开说明", "elaborates"),
    "describes": ("描述", "describes"), "mention": ("提及", "mentions"), "skos:prefLabel": ("名称含", "by name"),
    "in": ("←", "←"), "out": ("→", "→"),
    "goals": ("没有支撑的目标", "goal without support"), "indicators": ("没有任务的指标", "indicator without a task"),
    "strategies": ("没有落实的战略", "strategy without a task"), "tasks": ("不支撑目标的任务", "task without a goal"),
    "both": ("两者都有", "both"), "first": ("仅第一部", "first only"), "second": ("仅第二部", "second only"),
    "true": ("是", "yes"), "false": ("否", "no"), "True": ("是", "yes"), "False": ("否", "no"),
}


def say(term: str, lang: Lang) -> str:
    """A term's local name in words; other text as it is."""
    zh, en = _WORDS.get(term, (term, term))
    return zh if lang == "zh" else en
