"""Headline goals: the few end states that a plan means to reach as a whole.

They stand in the main-goals section (主要目标, 战略定位, 愿景 …): as paragraphs that open with one
(``建设美好生活标杆市。智慧城市建设…``), in an enumeration (``全力打造…新格局活力市、改革创新样板市…``), after 建成
or 成为 in a vision (``到2035年，建成…``), or as a quoted group (``“五个中心”``). What follows the opening, and what
explains the name elsewhere, describes the goal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from graph_build.model import Division, Evidence, HeadlineGoal, Mention, Passage, Plan
from graph_build.numbers.aims import aims
from graph_build.numbers.years import time_points
from graph_build.supporting.positions import AIM_VERB, GROUP, HEADS, enumerated, heads_of, label, normal, short_forms
from graph_build.supporting.sentences import sentences
from graph_build.supporting.stance import stances

_MAIN = re.compile(
    r"(?:主要|总体|发展|战略|奋斗|规划|预期|建设|工作|具体|阶段性?|近期|总)目标|^目标|目标定位|(?:战略|发展|功能|"
    r"城市|总体|目标)定位|^定位|愿景|目标任务|规划纲要.{0,6}草案|(?:三大|四大|五大)目标|目标要求"
)
_FRAME = re.compile(r"总体(?:要求|思路|部署|战略)|指导思想|发展战略|战略目标|发展思路|基本要求")
_VISION = re.compile(r"远景|展望|二〇三五|2035|2050|本世纪中叶")
_VISION_YEAR = 2035
_NOT_MAIN = re.compile(r"保障|实施|落实|考核|监测|评估|分解|完成情况|回顾|成就")

_MIXED = re.compile(r"任务|举措|安排|工作(?!目标)|部署|说明|草案")
_STATES = re.compile(
    r"目标(?:是|为|：|:)|定位(?:是|为|：|:)|锚定|愿景|奋斗目标|总目标|到(?:20[2-9]\d|二[〇○零]..)年?|(?:聚焦|围绕|"
    r"锚定|朝着|按照|紧扣).{0,40}(?:目标|定位)|目标定位|赋予|(?:基本|加快|率先)建成|指导思想(?:是|：|:)|总体要求(?:是|：|:)|主攻方向"
)
_SAYS = re.compile(
    r"(?:总体要求|总体思路|指导思想|总的要求|工作思路)(?:是|：|:)|(?:政府工作|做好今年).{0,12}要求(?:是|：|:)"
)
_HELPS = re.compile(r"^[^。；]{0,60}?(?:提供|作出|贡献|奠定)[^，。；]{0,8}(?:支撑|保障|贡献|服务|基础|力量)")


@dataclass
class _Found:
    label: str
    passage: Passage
    start: int
    end: int
    rule: str
    weight: float
    aliases: list[str] = field(default_factory=list)
    description: list[Evidence] = field(default_factory=list)


def _zone(path: tuple[Division, ...]) -> str | None:
    """``main`` for goal sections, ``frame`` for overall requirements, ``vision`` for the long-term outlook."""
    for division in reversed([d for d in path if d.kind != "box"]):
        title = division.title
        if _NOT_MAIN.search(title):
            return None
        if re.search(r"为(?:全面)?实现|而奋斗|而努力", title):
            continue
        if _VISION.search(title) and not _MAIN.search(re.sub(r"远景目标", "", title)):
            return "vision"
        if _MAIN.search(title):
            return "mixed" if _MIXED.search(title) else "main"
        if _FRAME.search(title):
            return "frame"
    return None


def _run_in_zone(passage: Passage) -> str | None:
    """The zone that a numbered paragraph's own title makes (``（二）发展目标。到2027年，…``), or what it says it is."""
    title = re.match(r"[^。，,：:]{2,16}[。：:]", passage.text) if passage.number is not None else None
    return "main" if title is not None and _MAIN.search(title.group()) and not _MIXED.search(title.group()) else None


def _said_zone(passage: Passage) -> str | None:
    """A yearly report says its overall requirements in one paragraph (做好今年工作的总体要求是：…)."""
    return "said" if _SAYS.search(passage.text) else None


def _opening(passage: Passage, heads: re.Pattern[str]) -> tuple[int, int, int] | None:
    """(label start, label end, end of the opening sentence) of a paragraph that opens with a goal."""
    text = passage.text
    lead = re.match(
        r"[\s　]*(?:[（(][一二三四五六七八九十\d]+[)）]|\d+[.．、]|[—－-]{1,2}|[一二三四五六七八九十]是"
        r"|[·●◆■])?[\s　]*",
        text,
    )
    start = lead.end() if lead else 0
    stop = re.search(r"[。：:]", text[start:])
    if stop is None:
        return None
    end = start + stop.start()
    if end - start > 48:
        return None
    verb = AIM_VERB.match(text, start)
    bulleted = passage.number is not None or (lead is not None and bool(lead.group().strip()))
    if verb is None and not bulleted:
        return None
    span = label(text, verb.end() if verb else start, end, heads)
    if span is None or re.search(r"[，,]", text[span[0] : span[1]]) or len(enumerated(text, start, end, heads)) > 1:
        return None
    return span[0], span[1], start + stop.end()


def find(plan: Plan, mentions: tuple[Mention, ...]) -> tuple[HeadlineGoal, ...]:
    """The headline goals of ``plan`` in text order; none where its goals are numbers only.

    :param mentions: what the taggers found; a Goal mention of the same words adds its other forms.
    """
    zones: list[tuple[Passage, str]] = []
    stance = stances(plan)
    for passage, path in plan.passages():
        zone = _run_in_zone(passage) or _zone(path) or _said_zone(passage)
        if zone is not None and stance[passage.key] != "past" and passage.kind in ("paragraph", "item"):
            zones.append((passage, zone))
    found: list[_Found] = []
    heads = heads_of(plan.metadata.place)
    # An area below the nation does not become a nation (社会主义现代化强国): that is what it works for.
    foreign = "" if plan.metadata.place in (None, "中国") else "国"
    for passage, zone in zones:
        _collect(passage, zone, found, heads)
    chosen = _choose([f for f in found if not foreign or not f.label.endswith(foreign)])
    for goal in chosen:
        for other in mentions:
            if other.cls == "Goal" and normal(other.label) == normal(goal.label):
                goal.aliases += [a for a in other.aliases if a not in goal.aliases]
        _describe(goal, zones, [g for g in chosen if g is not goal], plan)
    if len(chosen) == 1 and chosen[0].rule.startswith("main"):  # all that the section says is said of its only goal
        _whole_passage(chosen[0])
    years = {p.key: _year(path) for p, path in plan.passages()} if chosen else {}
    return tuple(_headline(g, years[g.passage.key] or _default_year(g, plan)) for g in chosen)


def _whole_passage(goal: _Found) -> None:
    own = [Evidence(goal.passage.key, *goal.passage.span(a, b)) for a, b in sentences(goal.passage.text)]
    known = set(goal.description)
    goal.description += [e for e in own if e not in known]
    goal.description.sort(key=lambda e: e.start)


def _headline(goal: _Found, year: int | None) -> HeadlineGoal:
    stated = Evidence(goal.passage.key, *goal.passage.span(goal.start, goal.end))
    sure = min(0.97, 0.6 + 0.1 * goal.weight)
    aliases = tuple(goal.aliases)
    mention = Mention("Goal", goal.label, stated, f"headline-{goal.rule}", sure, aliases)
    return HeadlineGoal(mention, aliases, tuple(goal.description), year)


def _default_year(goal: _Found, plan: Plan) -> int | None:
    return _VISION_YEAR if goal.rule.startswith("vision") else plan.metadata.period_end


def _year(path: tuple[Division, ...]) -> int | None:
    """The year that the section's title sets (“十五五”时期主要目标 → 2030)."""
    for division in reversed(path):
        years = [y for _, y in time_points(division.title)]
        if years:
            return max(years)
    return None


def _collect(passage: Passage, zone: str, found: list[_Found], heads: re.Pattern[str]) -> None:
    text = passage.text
    opening = _opening(passage, heads)
    after = 0
    if opening is not None and zone in ("main", "frame"):
        start, end, after = opening
        goal = _Found(text[start:end], passage, start, end, f"{zone}-opening", 3.0 if zone == "main" else 2.0)
        goal.description = [Evidence(passage.key, *passage.span(a, b)) for a, b in sentences(text) if a >= after]
        found.append(goal)
    shown, weight = ("frame", 0.9) if zone == "said" else (zone, 1.0)
    if zone in ("main", "mixed", "said"):
        for m in GROUP.finditer(text):
            acts = re.search(r"(?:打造|建设|建成|加快|推进|深化|聚焦|建好|构筑|形成)$", text[: m.start()])
            if (acts or text.startswith(("建设", "功能"), m.end())) and re.search(rf"{HEADS}”$", m.group()):
                found.append(_Found(m.group(), passage, m.start(), m.end(), f"{shown}-group", weight))
    for a, b in sentences(text):
        must = {"said": _SAYS, "mixed": _STATES}.get(zone)
        if b <= after or (must is not None and not must.search(text, a, b)):
            continue
        named = enumerated(text, a, b, heads)
        if zone in ("frame", "said") and len(named) < 2 and not re.search(r"打造|建成|争当|争创|成为", text[a:b]):
            continue
        listed = weight if opening is None else 0.5
        for start, end in named:
            helps = _HELPS.match(text[end:b])  # 为全省建设…提供有力支撑: another's goal
            found.append(
                _Found(text[start:end], passage, start, end, f"{shown}-enumeration", 0.4 if helps else listed)
            )


def _choose(found: list[_Found]) -> list[_Found]:
    """One entry per goal; the openings of the main-goals section win, the vision speaks where nothing else does."""
    grouped: dict[str, list[_Found]] = {}
    for item in found:
        key = normal(item.label)
        same = next(
            (k for k in grouped if k == key or (len(min(k, key, key=len)) >= 4 and (k in key or key in k))), key
        )
        grouped.setdefault(same, []).append(item)
    openings = [items for items in grouped.values() if any(i.rule == "main-opening" for i in items)]
    out: list[_Found] = []
    for items in grouped.values():
        best = max(items, key=lambda i: (i.weight, -i.passage.start))
        best.weight = sum(i.weight for i in items)
        zones = {i.rule.split("-")[0] for i in items}
        intro = any(i.rule in ("main-enumeration", "main-group") and i.weight >= 1.0 for i in items)
        if len(openings) >= 2:
            keep = items in openings or intro
        elif any(
            i.rule.startswith(("main", "mixed", "frame")) and i.weight >= 1.0 for v in grouped.values() for i in v
        ):
            keep = bool(zones & {"main", "mixed", "frame"}) and any(i.weight >= 1.0 for i in items)
        else:
            keep = True
        if keep:
            for other in items:
                if (
                    other.label != best.label
                    and normal(other.label) != normal(best.label)
                    and other.label not in best.aliases
                ):
                    best.aliases.append(other.label)
            out.append(best)
    out.sort(key=lambda g: (g.passage.start, g.start))
    return out


def _spelt_out(group: str, plan: Plan) -> list[Evidence]:
    """The first sentence that lists the members of a quoted group (国际经济、金融、贸易…“五个中心”)."""
    for passage, _ in plan.passages():
        at = passage.text.find(group)
        if at < 0:
            continue
        begin = max(passage.text.rfind(c, 0, at) for c in "，,。；;：:") + 1
        if passage.text.count("、", begin, at) >= 2:
            return [Evidence(passage.key, *passage.span(begin, at + len(group)))]
    return []


def _clause(text: str, start: int, end: int, names: list[str]) -> tuple[int, int]:
    """The clause of ``text[start:end]`` that says one of ``names``."""
    at = min(i for n in names if (i := text.find(n, start, end)) >= 0)
    begin = max(start, max(text.rfind(c, start, at) for c in "，,：:；;") + 1)
    stops = [i for c in "，,；;。" if (i := text.find(c, at, end)) >= 0]
    return begin, min(stops, default=end)


def _counted(text: str, start: int, end: int, names: list[str]) -> tuple[int, int]:
    """In another goal's paragraph, the clause that says one of ``names`` and the numbers right before it.

    ``…，全市地区生产总值突破千亿元，规上工业总产值超过1500亿元，成功迈入“双千亿”时代。``
    """
    begin, last = _clause(text, start, end, names)
    magnitude = next((c for c in "亿万" if any(c in n for n in names)), "")
    while begin - 1 > start:
        previous = max(start, max(text.rfind(c, start, begin - 1) for c in "，,：:；;") + 1)
        if not any(magnitude in a.quantity.unit for a in aims(text[previous : begin - 1])):
            break
        begin = previous
    return begin, last


def _describe(goal: _Found, zones: list[tuple[Passage, str]], others: list[_Found], plan: Plan) -> None:
    for short in short_forms(goal.label):
        if short not in goal.aliases:
            goal.aliases.append(short)
    names = [goal.label, *goal.aliases]
    seen = set(goal.description)
    homes = {o.passage.key for o in others if o.rule.endswith("opening")}
    for passage, _ in zones:
        text = passage.text
        if not any(n in text for n in names):
            continue
        explains = re.match(r"[\s　]*(?:“)?(.{2,24}?)(?:”)?[：:]", text)
        whole = explains is not None and any(n in explains[1] or explains[1] in n for n in names)
        for a, b in sentences(text):
            sentence = text[a:b]
            stated = any(n in sentence for n in names)
            listed = sum(o.label in sentence for o in others)
            if (whole or stated) and listed < 2:
                if listed and not whole:  # a sentence that lists several goals describes none of them: keep the clause
                    a, b = _clause(text, a, b, names)
                elif passage.key in homes and not whole:
                    a, b = _counted(text, a, b, names)
                evidence = Evidence(passage.key, *passage.span(a, b))
                if evidence not in seen and not (passage is goal.passage and b <= goal.end and b - a < 40):
                    seen.add(evidence)
                    goal.description.append(evidence)
    if GROUP.fullmatch(goal.label):
        known = [(e.start, e.end) for e in goal.description]
        for listed_at in _spelt_out(goal.label, plan):
            if not any(a <= listed_at.start and listed_at.start < b for a, b in known):
                goal.description.append(listed_at)
    for term, definition, key in plan.definitions:
        if any(normal(term) == normal(n) for n in names):
            noted = next((p for p, _ in plan.passages() if p.key == key), None)
            if noted is not None and definition:
                goal.description.append(Evidence(key, *noted.span(0, len(noted.text))))
    goal.description.sort(key=lambda e: e.start)
