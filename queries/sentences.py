"""The sentence that an answer opens with."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from queries.answer import Answer, Item
from queries.vocabulary import say


def sentence(answer: Answer) -> str:
    """The answer in one sentence, in its language."""
    if not answer.items:
        return "规划中没有找到。" if answer.lang == "zh" else "The plan says nothing of it."
    write = _WRITERS.get(answer.query.name, _counted)
    return write(answer)


def _counted(answer: Answer) -> str:
    by_class = Counter(item.cls or "" for item in _distinct(answer.items))
    zh = answer.lang == "zh"
    parts = [f"{say(cls, answer.lang)} {n}" if zh else f"{n} {say(cls, answer.lang)}" for cls, n in
             by_class.most_common() if cls]
    total = sum(by_class.values())
    if zh:
        return f"共 {total} 项：{'、'.join(parts)}。" if len(parts) > 1 else f"共 {total} 项。"
    return f"{total} found: {', '.join(parts)}." if len(parts) > 1 else f"{total} found."


def _distinct(items: Iterable[Item]) -> list[Item]:
    return list({(item.thing or item.label): item for item in items}.values())


def _supports(answer: Answer) -> str:
    direct = _distinct(i for i in answer.items if i.strength == "Direct")
    other = _distinct(i for i in answer.items if i.strength != "Direct")
    goals = list(dict.fromkeys(str(i.facts.get("goalLabel", "")) for i in answer.items))
    goal = goals[0] if len(goals) == 1 else ""
    named = "、".join(i.label for i in direct[:3])
    if answer.lang == "zh":
        about = f"支撑{goal}的" if goal else "支撑目标的"
        return f"{about}共 {len(direct) + len(other)} 项：直接支撑 {len(direct)} 项" + (
            f"（{named}{'等' if len(direct) > 3 else ''}）" if named else "") + f"，间接支撑 {len(other)} 项。"
    return (f"{len(direct) + len(other)} things support {goal or 'the goals'}: {len(direct)} directly"
            + (f" ({named}{', …' if len(direct) > 3 else ''})" if named else "") + f", {len(other)} by contributing.")


def _goals_of(answer: Answer) -> str:
    direct = _distinct(i for i in answer.items if i.strength == "Direct")
    named = "、".join(i.label for i in (direct or _distinct(answer.items)))
    what = "、".join(answer.parameters.get("what", ()))
    if answer.lang == "zh":
        return f"{what}{'直接' if direct else '间接'}支撑：{named}。"
    return f"{what} supports {'directly' if direct else 'by contributing'}: {named}."


def _value(item: Item, lang: str) -> str:
    text, unit = str(item.facts.get("valueText", "")), str(item.facts.get("unit", ""))
    # brackets are the notation of a sum over the period
    total = re.fullmatch(r"[\[〔【]\s*([^\]〕】]*\d[^\]〕】]*?)\s*[\]〕】]", text)
    if total is not None:
        text = total.group(1)
    comparator = str(item.facts.get("comparator", ""))
    number = text if not unit or unit in text or not re.search(r"\d", text) else text + unit
    zh = lang == "zh"
    if total is not None:
        number = f"累计{number}" if zh else f"{number} in total"
    if comparator == "AtLeast" and not re.search("以上|≥|突破|超|翻|全", number):
        number = f"{number}以上" if zh else f"at least {number}"
    elif comparator == "AtMost" and not re.search("以[下内]|≤", number):
        number = f"{number}以下" if zh else f"at most {number}"
    elif comparator == "About" and not re.search("左右|约", number):
        number = f"{number}左右" if zh else f"about {number}"
    elif comparator == "Increase" and not re.search("翻|增", number):
        number = f"增长{number}" if zh else f"an increase of {number}"
    year = item.facts.get("year")
    if year is None:
        return number
    return f"{number}（{year}年）" if zh else f"{number} ({year})"


def _target(answer: Answer) -> str:
    found = answer.items
    zh = answer.lang == "zh"
    if len(found) <= 3:
        return ("；" if zh else "; ").join(
            (f"{i.label}：{_value(i, answer.lang)}" if zh else f"{i.label}: {_value(i, answer.lang)}")
            for i in found) + ("。" if zh else ".")
    return _counted(answer)


def _indicator(answer: Answer) -> str:
    zh = answer.lang == "zh"
    parts = []
    years = answer.parameters.get("year", ())
    for item in answer.items:
        if years and str(item.facts.get("year")) not in years:
            continue
        role = str(item.facts.get("role", "")) or "PlannedTarget"
        if role in ("PlannedTarget", "Actual", "Baseline", "PlannedGrowth"):
            parts.append((item, f"{say(role, answer.lang)} {_value(item, answer.lang)}"))
    natures = list(dict.fromkeys(str(i.facts["nature"]) for i in answer.items if "nature" in i.facts))
    labels = list(dict.fromkeys(i.label for i in answer.items))
    lines = []
    for label in labels:
        own = list(dict.fromkeys(text for item, text in parts if item.label == label))
        lines.append(f"{label}{'：' if zh else ': '}{('，' if zh else ', ').join(own[:6])}")
    nature = f"（{say(natures[0], 'zh')}）" if zh and len(natures) == 1 else (
        f" ({natures[0].lower()})" if len(natures) == 1 else "")
    return ("；" if zh else "; ").join(lines[:3]) + nature + ("。" if zh else ".")


def _money(answer: Answer) -> str:
    sums = [(str(i.facts.get("unit", "")), float(i.facts["value"])) for i in answer.items
            if isinstance(i.facts.get("value"), int | float)]
    scale = {"元": 1.0, "万元": 1e4, "亿元": 1e8}
    known = [(unit, value) for unit, value in sums if unit in scale]
    total = sum(value * scale[unit] for unit, value in known) / 1e8
    parts = "；".join(f"{i.label} {_value(i, answer.lang)}" for i in answer.items[:4])
    more = len(answer.items) > 4
    if answer.lang == "zh":
        tail = f"，各项相加 {total:g} 亿元（可能互有包含）" if len(known) > 1 else ""
        return f"{parts}{'等' if more else ''}{tail}。"
    tail = f"; together {total:g} 亿元 (some may contain others)" if len(known) > 1 else ""
    return f"{parts}{'; …' if more else ''}{tail}."


def _glossary(answer: Answer) -> str:
    first = answer.items[0]
    definition = first.facts.get("definition")
    if definition:
        return f"{first.label}：{definition}"
    from queries.answer import sentence_around

    term = answer.parameters.get("term", ("",))[0]
    for item in answer.items:
        for quotation in item.quotations:
            for end in ("是", "：", ":", "指", "即", "包括"):
                for mark in ("”", ""):
                    if f"{term}{mark}{end}" in quotation.quote:
                        return sentence_around(f"{term}{mark}{end}", quotation.quote)
    return sentence_around(term, first.label)


def _goal(answer: Answer) -> str:
    described = [q.sentence for i in answer.items if i.facts.get("relation") == "describes" for q in i.quotations]
    labels = list(dict.fromkeys(str(i.facts.get("goalLabel", "")) for i in answer.items))
    if described:
        return f"{labels[0]}{'：' if answer.lang == 'zh' else ': '}{described[0]}"
    measures = [i.label for i in answer.items if i.facts.get("relation") == "measuredBy"]
    if measures:
        return f"{labels[0]}{'的衡量指标：' if answer.lang == 'zh' else ' is measured by '}{'、'.join(measures)}"
    tasks = sum(int(i.facts["tasks"]) for i in answer.items if isinstance(i.facts.get("tasks"), int))
    if answer.lang == "zh":
        return f"{labels[0]}：有 {tasks} 项任务直接支撑。"
    return f"{labels[0]}: {tasks} tasks support it directly."


def _missed(answer: Answer) -> str:
    missed = list(dict.fromkeys(i.label for i in answer.items if i.thing is not None))
    if answer.lang == "zh":
        return f"{len(missed)} 项指标没有完成：{'、'.join(missed)}。" if missed else _counted(answer)
    return f"{len(missed)} indicators missed their targets: {', '.join(missed)}." if missed else _counted(answer)


def _depends(answer: Answer) -> str:
    what = "、".join(answer.parameters.get("what", ()))
    goals = {i.label: i for i in answer.items}
    zh = answer.lang == "zh"
    direct = [g for g in goals if any(i.label == g and i.strength == "Direct" for i in answer.items)]
    rest = [g for g in goals if g not in direct]
    if zh:
        return f"{what}若落空，受影响的目标：{'、'.join(direct + rest)}。"
    return f"Without {what} these goals lose support: {', '.join(direct + rest)}."


def _cooperation(answer: Answer) -> str:
    partners = list(dict.fromkeys(str(i.facts.get("partnerLabel", "")) for i in answer.items))
    tasks = _distinct(answer.items)
    if answer.lang == "zh":
        return f"与{'、'.join(partners[:6])}{'等' if len(partners) > 6 else ''}的合作见于 {len(tasks)} 项任务。"
    return f"{len(tasks)} tasks cooperate with {', '.join(partners[:6])}{', …' if len(partners) > 6 else ''}."


def _compare(answer: Answer) -> str:
    where = {name: [i.label for i in answer.items if i.facts.get("where") == name]
             for name in ("both", "first", "second")}
    shared = list(dict.fromkeys(where["both"]))
    one, two = (str(answer.items[0].facts.get(f"{name}Label", "")) for name in ("first", "second"))
    if answer.lang == "zh":
        named = f"（{'、'.join(shared[:6])}{'等' if len(shared) > 6 else ''}）" if shared else ""
        return (f"两部规划共有 {len(shared)} 项{named}；仅《{one}》有 {len(where['first'])} 项，"
                f"仅《{two}》有 {len(where['second'])} 项。")
    named = f" ({', '.join(shared[:6])}{', …' if len(shared) > 6 else ''})" if shared else ""
    return (f"Both plans have {len(shared)} names in common{named}; only {one} has {len(where['first'])}, only {two} "
            f"{len(where['second'])}.")


def _listed(answer: Answer) -> str:
    named = list(dict.fromkeys(i.label for i in answer.items))
    zh = answer.lang == "zh"
    if zh:
        return f"共 {len(named)} 项：{'、'.join(named[:5])}{'等' if len(named) > 5 else ''}。"
    return f"{len(named)} found: {', '.join(named[:5])}{', …' if len(named) > 5 else ''}."


def _find(answer: Answer) -> str:
    n = len(answer.items)
    words = "、".join(answer.parameters.get("words", ()))
    return f"{n} 个段落提到{words}。" if answer.lang == "zh" else f"{n} passages mention {words}."


_WRITERS: dict[str, Callable[[Answer], str]] = {
    "supports": _supports, "goals-of": _goals_of, "target": _target, "indicator": _indicator, "money": _money,
    "glossary": _glossary, "goal": _goal, "missed": _missed, "depends": _depends, "cooperation": _cooperation,
    "strategies": _listed, "central": _listed, "indicators": _listed, "find": _find, "gaps": _listed,
    "compare": _compare,
}
