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

PLACE_HEAD = (
    "市|省|县|区|州|镇|城|城市|都市|之都|之城|之乡|都会|名城|强市|强省|强区|强县|强国|大省|大市|新城|港城|岛|自由贸易港"
)
HEADS = (
    rf"(?:{PLACE_HEAD}|中心|高地|基地|枢纽|样板|标杆|典范|示范区|先行区|试验区|示范|先行者|排头兵|门户|窗口|节点|"
    rf"目的地|增长极|动力源|策源地|"
    r"引领区|集聚区|核心区|功能区|承载区|家园|花园|后花园|福地|胜地|桥头堡|屏障|通道|支点|极核|主引擎|引擎|极|"
    r"首善之区|示范地|样板地|实践地|首选地|创新地|圣地|标杆地|"
    r"新高地|新标杆|新样板|新典范|重要一极|第一方阵|第一梯队|大通道|大港|强港|粮仓|药都|谷|湾区|都市圈|"
    r"经济圈|城市群|中枢|锚地|腹地|范例|品牌|名片|品质城|幸福城)"
)
_AIM_VERB = re.compile(
    r"(?:(?:全力|努力|奋力|加快|着力|聚力|高水平|高质量|高标准|全面|基本|率先|初步|逐步|积极|争当|争创|共同|携手|"
    r"合力|持续|深入|倾力|倾情|奋进|共)*"
    r"(?:打造成为?|建设成为?|建成|建设|打造|成为|成为了|争创|争当|创建|创成|构筑|迈向|跻身|形成|构建|勇当|当好|"
    r"塑造|建好|建))"
)
_SPLIT = re.compile(r"、|，|,|和(?=[^谐平])|以及|及(?=[^时])|；")
_QUOTED = re.compile(r"“([^”]{2,16})”")
_COLLECTIVE = re.compile(
    r"^(?:“[一二三四五六七八九十两]+(?:个|大|区|市|城|地|都|基地|中心|高地|强|一流)[^”]{0,8}”|“[^”]{2,10}”)$"
)
_TAIL = re.compile(
    r"(?:(?:\d|[一二三四五六七八九十])+(?:个|大)?(?:方面)?(?:重点|主攻)?(?:方向|定位|任务)|建设|"
    r"的?(?:[一二三四五六七八九]大|总体|奋斗|战略)?目标(?:任务)?|行列|的?地位|的?定位)$"
)
_MIXED = re.compile(r"任务|举措|安排|工作|部署|说明|草案")
_STATES = re.compile(
    r"目标(?:是|为|：|:)|定位(?:是|为|：|:)|锚定|愿景|奋斗目标|总目标|到(?:20[2-9]\d|二[〇○零]..)年?|(?:聚焦|围绕|"
    r"锚定|朝着|按照|紧扣).{0,40}(?:目标|定位)|目标定位|赋予|指导思想(?:是|：|:)|总体要求(?:是|：|:)|主攻方向"
)
_GROUP = re.compile(r"“(?:[一二三四五六七八九十两](?:个|大|座|张)?[^“”一二三四五六七八九十两、]{1,8}[、]?){1,3}”")
"""A quoted group of positions: “五个中心”, “三基地一目的地”, “一枢纽、四中心”."""
_OTHERS = re.compile(
    r"(?:支持|推动|推进|鼓励|引导|指导|帮助|助力|服务|携手|协同|争取|对标|落实|贯彻|融入|参与|"
    r"对接)[^，,。；;]{0,16}$"
)
_KNOWN_STRATEGY = re.compile(
    r"一带一路|粤港澳|京津冀|长三角(?:一体化)?$|长江经济带|成渝地区双城经济圈|自由贸易港$|全国统一大市场"
)
_MANY = re.compile(r"一批|若干|更多|多个|一系列|各类|[一二三四五六七八九十\d]+(?:个|家|条|批|座)")
_ORDINARY = re.compile(r"(?:中心|基地|枢纽|节点|通道|屏障|湾区|谷|平台|园区)$")
_RANK = re.compile(
    r"全国|全省|国际|全球|世界|亚洲|东北亚|东南亚|南亚|区域|西部|东部|中部|南部|北部|重要|一流|具有|影响力|面向|我国|国家|综合|战略|"
    r"新时代|先进|首位|核心|辐射|支撑"
)
"""What makes a position of a centre or base: its rank among others. Without, it is something to build."""
_NUMBER_NOUN = re.compile(r"[一-鿿]{2,}(?:产值|总值|收入|总量|增加值|规模|人口|投资|指标)")


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


def _norm(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def _label(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The goal's name within ``text[start:end]`` (after the verb), or ``None`` where it names no end state."""
    body = text[start:end].rstrip(" 　。")
    tail = _TAIL.search(body)
    if tail:
        body = body[: tail.start()]
    end = start + len(body)
    while start < end and text[start] in " 　、，,的":
        start += 1
    name = text[start:end]
    if not 2 <= len(name) <= 40:
        return None
    quoted = re.search(r"“[^”]{2,12}”[一-鿿]{0,4}$", name)
    if quoted and quoted.start() > 0 and _NUMBER_NOUN.match(name[: quoted.start()]):
        start += quoted.start()
        name = text[start:end]
    if _COLLECTIVE.match(name):
        return (start, end) if _GROUP.fullmatch(name) and re.search(rf"{HEADS}”$", name) else None
    if _ORDINARY.search(name) and not _RANK.search(name):
        return None
    if _KNOWN_STRATEGY.search(name) or not re.search(rf"{HEADS}$", name) or re.search(r"[：:。；]", name):
        return None
    if (
        re.match(
            r"(?:一批|一个|若干|更多|各|多个|多种|全(?![国省市球区县州域])|新型|\d|[一二三四五六七八九十]+(?:个|批|条|座|家))",
            name,
        )
        or len(_norm(name)) < 4
    ):
        return None
    return start, end


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
    """The zone that a numbered paragraph's own title makes (``（二）发展目标。到2027年，…``)."""
    title = re.match(r"[^。，,：:]{2,16}[。：:]", passage.text) if passage.number is not None else None
    return "main" if title is not None and _MAIN.search(title.group()) and not _MIXED.search(title.group()) else None


def _opening(passage: Passage) -> tuple[int, int, int] | None:
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
    verb = _AIM_VERB.match(text, start)
    bulleted = passage.number is not None or (lead is not None and bool(lead.group().strip()))
    if verb is None and not bulleted:
        return None
    span = _label(text, verb.end() if verb else start, end)
    if span is None or re.search(r"[，,]", text[span[0] : span[1]]) or len(_enumerated(text, start, end)) > 1:
        return None
    return span[0], span[1], start + stop.end()


def _enumerated(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The positions that a sentence says the area shall become (打造 X、Y 和 Z)."""
    out: list[tuple[int, int]] = []
    for verb in _AIM_VERB.finditer(text, start, end):
        if _OTHERS.search(text[start : verb.start()]) or _MANY.match(text, verb.end()):
            continue
        if verb.start() > start and text[verb.start() - 1] in "化的" and verb.group() in ("建设", "形成"):
            continue
        stop = re.compile(r"[，,。；;：:]").search(text, verb.end(), end)
        last = stop.start() if stop else end
        at = verb.end()
        quoted = False
        pieces: list[tuple[int, int]] = []
        for i in range(verb.end(), last + 1):
            if i < last and text[i] in "“”":
                quoted = text[i] == "“"
            joint = (
                i < last
                and not quoted
                and (text[i] == "、" or (text[i] in "和及与" and _label(text, at, i) is not None))
            )
            if i == last or joint:
                pieces.append((at, i))
                at = i + 1
        named = [span for a, b in pieces if (span := _label(text, a, b)) is not None]
        if pieces and named and _label(text, *pieces[-1]) is not None and len(named) * 2 >= len(pieces):
            out += named
    return out


def find(plan: Plan, mentions: tuple[Mention, ...]) -> tuple[HeadlineGoal, ...]:
    """The headline goals of ``plan`` in text order; none where its goals are numbers only.

    :param mentions: what the taggers found; a Goal mention of the same words adds its other forms.
    """
    zones: list[tuple[Passage, str]] = []
    stance = stances(plan)
    for passage, path in plan.passages():
        zone = _run_in_zone(passage) or _zone(path)
        if zone is not None and stance[passage.key] != "past" and passage.kind in ("paragraph", "item"):
            zones.append((passage, zone))
    found: list[_Found] = []
    for passage, zone in zones:
        _collect(passage, zone, found)
    chosen = _choose(found)
    for goal in chosen:
        for other in mentions:
            if other.cls == "Goal" and _norm(other.label) == _norm(goal.label):
                goal.aliases += [a for a in other.aliases if a not in goal.aliases]
        _describe(goal, zones, [g for g in chosen if g is not goal], plan)
    years = {p.key: _year(path) for p, path in plan.passages()} if chosen else {}
    return tuple(_headline(g, years[g.passage.key] or _default_year(g, plan)) for g in chosen)


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


def _collect(passage: Passage, zone: str, found: list[_Found]) -> None:
    text = passage.text
    opening = _opening(passage)
    after = 0
    if opening is not None and zone in ("main", "frame"):
        start, end, after = opening
        goal = _Found(text[start:end], passage, start, end, f"{zone}-opening", 3.0 if zone == "main" else 2.0)
        goal.description = [Evidence(passage.key, *passage.span(a, b)) for a, b in sentences(text) if a >= after]
        found.append(goal)
    if zone in ("main", "mixed"):
        for m in _GROUP.finditer(text):
            acts = re.search(r"(?:打造|建设|建成|加快|推进|深化|聚焦|建好|构筑|形成)$", text[: m.start()])
            if (acts or text.startswith(("建设", "功能"), m.end())) and re.search(rf"{HEADS}”$", m.group()):
                found.append(_Found(m.group(), passage, m.start(), m.end(), f"{zone}-group", 1.0))
    for a, b in sentences(text):
        if b <= after or (zone == "mixed" and not _STATES.search(text[a:b])):
            continue
        named = _enumerated(text, a, b)
        if zone == "frame" and len(named) < 2 and not re.search(r"打造|建成|争当|争创|成为", text[a:b]):
            continue
        for start, end in named:
            found.append(
                _Found(text[start:end], passage, start, end, f"{zone}-enumeration", 1.0 if opening is None else 0.5)
            )


def _choose(found: list[_Found]) -> list[_Found]:
    """One entry per goal; the openings of the main-goals section win, the vision speaks where nothing else does."""
    grouped: dict[str, list[_Found]] = {}
    for item in found:
        key = _norm(item.label)
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
                    and _norm(other.label) != _norm(best.label)
                    and other.label not in best.aliases
                ):
                    best.aliases.append(other.label)
            out.append(best)
    out.sort(key=lambda g: (g.passage.start, g.start))
    return out


def short_forms(label: str) -> list[str]:
    """Short forms that quotation marks single out in a goal's name (``“双千亿”市`` → 双千亿)."""
    m = re.match(r"^“([^”]{2,8})”[一-鿿]{0,2}$", label)
    return [m[1]] if m else []


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
    if _GROUP.fullmatch(goal.label):
        known = [(e.start, e.end) for e in goal.description]
        for listed_at in _spelt_out(goal.label, plan):
            if not any(a <= listed_at.start and listed_at.start < b for a, b in known):
                goal.description.append(listed_at)
    for term, definition, key in plan.definitions:
        if any(_norm(term) == _norm(n) for n in names):
            noted = next((p for p, _ in plan.passages() if p.key == key), None)
            if noted is not None and definition:
                goal.description.append(Evidence(key, *noted.span(0, len(noted.text))))
    goal.description.sort(key=lambda e: e.start)
