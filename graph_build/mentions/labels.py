"""From a span of text to the name it holds: where the name begins and ends, how it is written, what else it is called.

The rules follow the annotation guide: no verb before the name, no 建设 or 等 after it, quotation marks of the name's
own are kept. Aliases are forms that a reader accepts for the same thing: without the rank or the place in front
(全省…示范市 → …示范市), the quoted part alone (“亩均论英雄”改革 → “亩均论英雄”), without the classifier (…产业 → …).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from graph_build.mentions.lexicon import Divisions, Entry, Lexicon, abbreviated, fold
from graph_build.model import ThingClass

_PAIRS = {"“": "”", "‘": "’", "『": "』", "「": "」", "《": "》", "（": "）", "(": ")", "〔": "〕"}
_CLOSERS = {close: opening for opening, close in _PAIRS.items()}
_EDGE = " \u3000\n\t，,。；;：:、·.—-"
_LEADING = re.compile(
    r"(?:(?:积极|大力|加快|全面|深入|持续|扎实|着力|努力|主动|统筹|有序|稳步|重点|全力|高水平|高质量|高标准|进一步)(?:地|的)?)*"
    r"(?:推进|推动|建设(?!银行|兵团|用地|项目|工程)|打造|实施|开展|落实|培育|壮大|创建|争创|建成|建立|构建|完善|健全|深化|融入|对接|做好|办好|"
    r"启动|申报|依托|围绕|强化|加强|加快|支持|发挥|成为|争取|坚持|贯彻|践行|抓好|谋划|筹建|组建)(?:好|了|成)?(?:一批|若干|更多)?"
)
_LEADING_PROGRAM = re.compile(r"(?:(?:加快|全面|深入|持续|扎实|稳步)(?:地|的)?)*(?:实施|开展|落实好?|推行|推广|实行)")
_TRAILING: dict[ThingClass, str] = {
    "Goal": r"(?:的?(?:创建|争创|建设|打造|申报|行列|之一|称号)(?:工作|活动)?|工作|等)",
    "Strategy": r"(?:的?(?:建设|实施|推进|等))",
    "Platform": r"(?:的?(?:建设|创建|申报|运营|发展|等))",
    "Project": r"(?:的?(?:建设|等))",
    "Place": r"(?:等|等地)",
    "Organization": r"(?:的?建设|等)",
    "Industry": r"(?:等|发展)",
    "Indicator": r"(?:的|等)",
    "Program": r"(?:等)",
}
_TRAIL = {cls: re.compile(pattern + "$") for cls, pattern in _TRAILING.items()}
_LAYOUT = re.compile(r"[ \t\u3000]*\n[ \t\u3000]*")
_SPACE = re.compile(r"(?<=[\u2e80-\u9fff“”‘’、，（）《》])[ \u3000]+|[ \u3000]+(?=[\u2e80-\u9fff“”‘’、，（）《》])")


def clean(raw: str) -> str:
    """``raw`` as a label: no layout line breaks, no spaces beside Chinese characters.

    >>> clean("生物医药产\\n业"), clean("１2 345 热线")
    ('生物医药产业', '１2 345热线')
    """
    return _SPACE.sub("", _LAYOUT.sub("", raw)).strip(_EDGE)


_COUNTED = re.compile(r"等?[两二三四五六七八九十]大(?:平台|工程|项目|基地|园区|集群|产业|中心|行动|计划)$")
"""What says after a list how many its members are (甲、乙四大平台)."""


def trim(text: str, start: int, end: int, cls: ThingClass) -> tuple[int, int] | None:
    """The part of ``text[start:end]`` that is the name of a ``cls``; ``None`` if nothing is left.

    >>> text = "加快推进浙江临海经济开发区建设"
    >>> text[slice(*trim(text, 2, len(text), "Platform"))]
    '浙江临海经济开发区'
    >>> text = "推进青山科创园、白云医药小镇两大平台建设"
    >>> text[slice(*trim(text, 8, 18, "Platform"))]
    '白云医药小镇'
    """
    while True:
        before = (start, end)
        while start < end and text[start] in _EDGE:
            start += 1
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        start, end = _balance(text, start, end)
        lead = None
        if cls not in ("Task", "Indicator"):
            lead = (_LEADING_PROGRAM if cls == "Program" else _LEADING).match(text, start, end)
        if lead and end - lead.end() >= 3 and lead.end() > start:
            start = lead.end()
        counted = _COUNTED.search(text, start, end) if start and text[start - 1] in "、和及与" else None
        if counted and counted.start() - start >= 4:
            end = counted.start()
        pattern = _TRAIL.get(cls)
        if pattern and (tail := pattern.search(text[start:end])) and tail.start() >= 2:
            end = start + tail.start()
        if (start, end) == before:
            return before if end - start >= (1 if cls in ("Place", "Industry") else 2) else None


def _balance(text: str, start: int, end: int) -> tuple[int, int]:
    """Take in the mark that closes what the span opens (or opens what it closes) if it stands beside it."""
    open_marks: list[int] = []
    single: list[int] = []
    for i in range(start, end):
        c = text[i]
        if c == '"':
            if open_marks and text[open_marks[-1]] in "“\"":
                open_marks.pop()
            else:
                open_marks.append(i)
        elif c in _PAIRS:
            open_marks.append(i)
        elif c in _CLOSERS:
            if open_marks and _PAIRS.get(text[open_marks[-1]]) == c:
                open_marks.pop()
            else:
                single.append(i)
    if len(single) == 1 and start > 0 and text[start - 1] == _CLOSERS[text[single[0]]]:
        start -= 1
    elif single and single[0] == end - 1:
        end -= 1
    if len(open_marks) == 1 and end < len(text) and text[end] == _PAIRS.get(text[open_marks[0]]):
        end += 1
    elif open_marks and open_marks[-1] == start:
        start += 1
    return start, end


# --- aliases -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Area:
    """How a plan may name its own place and those above it."""

    own: tuple[str, ...] = ()
    """Full and short name of the plan's place: ``("临海市", "临海")``."""
    above: tuple[str, ...] = ()
    """Full and short names of the divisions above it, nearest first."""
    within: tuple[tuple[str, ...], ...] = ()
    """Full and short name of each division one step below (the towns of a county)."""
    fronts: tuple[str, ...] = ()
    """Every name above that may stand before a thing's own name, longest first."""
    rank: str = ""
    """``省``, ``市``, ``县`` or ``区``: what the text calls the place when it drops its name (市科创园)."""
    code: str | None = None
    """GB/T 2260 code that was asked for."""

    @staticmethod
    @lru_cache(maxsize=64)
    def of(code: str | None) -> Area:
        """The area with GB/T 2260 ``code``; an empty one where it is unknown.

        >>> Area.of("331082").own, Area.of("331082").rank
        (('临海市', '临海'), '市')
        """
        divisions = Divisions.load()
        entry = divisions.by_code.get(code.ljust(6, "0")) if code else None
        if entry is None or entry.code is None:
            return Area()
        above = divisions.parents(entry.code)
        rank = entry.name[-1] if entry.name[-1] in "省市县区州盟旗" else ""
        names = tuple(name for parent in above for name in _names(parent))
        own, within = _names(entry), tuple(_names(child) for child in divisions.children(entry.code))
        fronts = {*own, *names, *(name for child in within for name in child)}
        return Area(own, names, within, tuple(sorted(fronts, key=lambda name: (-len(name), name))), rank, code)


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.name, *entry.aliases)


_LEVEL = re.compile(
    r"(?:(?:[一-龥]{2,3}[省市县]级)|全国|全省|全市|全区|全县|我国|我省|我市|我县|我区|本市|国家级|国家|省部级|省级|市级|县级|区级|省|市(?!场|民|政|域|辖|区|中心|管)|世界级|中国)(?:重要的?)?"
)
_QUOTED_HEAD = re.compile(r"^([“‘《].+?[”’》])(?:的)?(.{2,12})$")
_QUOTED_TAIL = re.compile(r"^(.{2,14}?)(“[^“”]+”.{0,8})$")
_CLASSIFIER = re.compile(
    r"(?:改革|行动|工程|计划|模式|机制|制度|政策|监管|活动|品牌|体系|平台|服务平台|项目|战略|倡议|理念|经验|建设|试点|办学模式|专项行动|治理|"
    r"目标|定位|布局|格局|方针|原则|基本国策|攻坚战|工作法|法|服务|培训|改造|产业园|产业)$"
)
_DROP_TAIL: dict[ThingClass, tuple[str, ...]] = {
    "Strategy": ("发展战略", "战略", "倡议", "基本国策", "发展理念", "理念"),
    "Project": ("建设项目", "建设工程", "项目", "工程"),
    "Program": ("政策", "建设"),
}
_NO_STRATEGY = re.compile(r"战略|[”》]|思想|工作总基调|理念|方针|原则|格局|布局|倡议$")


def aliases(label: str, cls: ThingClass, area: Area) -> tuple[str, ...]:
    """Other forms of ``label`` that mean the same ``cls`` in a plan of ``area``, without repeats, ``label`` left out.

    >>> aliases("全省制造业高质量发展示范市", "Goal", Area())
    ('制造业高质量发展示范市', '省制造业高质量发展示范市')
    >>> aliases("中小学教师“市管校聘”改革", "Program", Area())
    ('“市管校聘”改革', '“市管校聘”')
    >>> aliases("市科创园", "Platform", Area.of("331082"))
    ('科创园', '临海市科创园')
    >>> aliases("新材料产业集群", "Industry", Area())
    ('新材料产业', '新材料')
    """
    found: list[str] = []
    for form in _forms(label, cls, area):
        if form != label and form not in found and len(fold(form)) >= 2:
            found.append(form)
    return tuple(found)


def _forms(label: str, cls: ThingClass, area: Area) -> list[str]:
    if cls == "Place":
        return _place_forms(label, area)
    if cls == "Industry":
        return _industry_forms(label)
    if cls == "Indicator":
        bare = re.sub(r"^(?:全市|全省|全县|全区|全社会)", "", label)
        return [bare]
    forms = _without_front(label, cls, area)
    if cls == "Organization":
        return forms
    for form in (label, *tuple(forms)):
        forms += _quoted_forms(form, cls)
        for tail in _DROP_TAIL.get(cls, ()):
            if form.endswith(tail) and len(form) - len(tail) >= 4:
                forms.append(form[: -len(tail)].rstrip("的"))
                break
    if cls == "Strategy" and len(label) <= 6 and not _NO_STRATEGY.search(label):
        forms.append(label + "战略")
    if cls == "Program" and label.endswith("行动计划"):
        forms.append(label[:-2])
    if cls == "Platform":
        forms += [form for old, new in _SAME for form in [label.replace(old, new)] if form != label]
    if cls == "Goal" and (match := re.match(r"^(.{3,}?)(中的|的)(.{4,})$", label)) and "“" not in label:
        forms += [match.group(1) + match.group(3), *([match.group(3)] if len(match.group(3)) >= 6 else [])]
    return forms


_SAME = (
    ("商业圈", "商圈"),
    ("特色小镇", "小镇"),
    ("综合保税区", "综保区"),
    ("综合试验区", "综试区"),
    ("自由贸易试验区", "自贸区"),
)


def _quoted_forms(form: str, cls: ThingClass) -> list[str]:
    """The quoted part of a name alone, where that is what people call it."""
    if head := _QUOTED_HEAD.match(form):
        quoted, tail = head.groups()
        if len(quoted) < 4 or cls not in ("Program", "Strategy", "Platform", "Project"):
            return []
        if "”的" in form:
            return [quoted, quoted + tail, *([tail] if len(tail) >= 6 else [])]
        if cls == "Platform" and len(tail) > 4:
            return [tail]
        return [quoted] if len(tail) <= 4 or _CLASSIFIER.search(tail) else []
    if (match := _QUOTED_TAIL.match(form)) and cls in ("Program", "Strategy", "Platform", "Place"):
        quoted = match.group(2)
        inner = re.match(r"^(“[^“”]{4,}”).{2,}$", quoted)
        return [quoted, *([inner.group(1)] if inner and cls == "Program" else [])]
    return []


_NOT_AFTER_PLACE = re.compile(r"至|到|-|—|－|–|·|[东南西北中]|港|学院|大学|医院|[一二三四五六七八九十]医院|城区|级")


def _without_front(label: str, cls: ThingClass, area: Area) -> list[str]:
    """The name without place or rank in front, and with the plan's own place where it says 市 or 全市 only."""
    forms: list[str] = []
    bare = label
    for name in area.fronts:
        if not bare.startswith(name) or (cls == "Organization" and name not in area.own):
            continue
        rest = bare[len(name) :]
        # What is left of a town's thing must still tell it apart: 杜桥物流中心 is not 物流中心.
        least = 6 if any(name in names for names in area.within) else 4
        if len(rest) >= least and not _NOT_AFTER_PLACE.match(rest):
            bare = rest
            forms.append(bare)
            break
    level = _LEVEL.match(bare)
    if level and len(bare) - level.end() >= 3 and (cls != "Organization" or label[0] in area.rank):
        rest = bare[level.end() :].lstrip("的")
        if not _NOT_AFTER_PLACE.match(rest) and rest[0] not in "一二三四五六七八九十第":
            forms.append(rest)
        if bare == label and area.own and label[0] in area.rank and level.group() == label[0]:
            forms.append(area.own[0] + rest)
        if level.group() in ("全省", "全市"):
            forms.append(level.group()[1] + rest)
    return forms


_NO_RANK = re.compile(r"[城都]市$|城镇$|[一二三四五六七八九十两各多余个]+[省市县镇乡]$|[村社]区$")
_RANKS = ("自治州", "自治县", "街道", "地区", "省", "市", "县", "镇", "乡")


def _place_forms(label: str, area: Area) -> list[str]:
    if len(label) == 1:
        return list(_names(province)) if (province := abbreviated(label)) else []
    forms: list[str] = []
    for names in (*area.within, area.own):
        if label in names:
            forms += names
    if not forms and (entry := _known(label, area)):
        forms += [entry.name, *entry.aliases[:2]]
    for rank in _RANKS:
        if label.endswith(rank) and len(label) - len(rank) >= 2 and not _NO_RANK.search(label):
            forms.append(label[: -len(rank)])
            break
    if label.endswith("高速公路"):
        forms.append(label[:-2])
    if match := re.match(r"^(.+?)(?:国家级|省级|国家)(风景名胜区|旅游度假区|自然保护区|森林公园|湿地公园)$", label):
        forms.append(match.group(1) + match.group(2))
    if match := _QUOTED_TAIL.match(label):
        forms.append(match.group(2))
    return forms


def _known(label: str, area: Area) -> Entry | None:
    """The one place above a town that the lexicon has under exactly this name."""
    same = Divisions.load().by_name.get(label, ())
    if same:
        return same[0] if len(same) == 1 else None
    matches = [m for m in Lexicon.load(area.code).matches(label) if m.kind != "town"]
    if len(matches) == 1 and matches[0].end - matches[0].start == len(label) and matches[0].cls == "Place":
        return matches[0].entry
    return None


_NO_BARE = re.compile(
    r"(?:新兴|传统|经典|支柱|主导|优势|特色|未来|文化|型|第[一二三]|传统文化|相关|重点|房地|[0-9一二三四五六七八九十])$"
)
_BARE_BUSINESS = re.compile(
    r"(?:金融|物流|商贸|旅游|房地产|贸易|养殖|种植|航运|会展|餐饮|保险|造纸|纺织|物业|家政|快递)$"
)


def _industry_forms(label: str) -> list[str]:
    bare = re.sub(r"(?:全产业链|产业集群|产业链条?|产业|集群|行业|全链条)$", "", label)
    if bare != label and label != "房地产业":
        forms = [] if label.endswith("产业") else [bare if bare.endswith(("业", "经济")) else bare + "产业"]
        return forms if len(bare) < 2 or _NO_BARE.search(bare) else [*forms, bare]
    if label.endswith("业") and _BARE_BUSINESS.search(label[:-1]):
        return [label[:-1], label[:-1] + "产业"]
    if re.search(r"(?:服务|物流|旅游|贸易|金融)$", label):
        return [label + "业", label + "产业"]
    return [] if label.endswith(("业", "经济")) else [label + "产业"]
