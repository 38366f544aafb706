"""Names that share words: 伏龙大桥、西门大桥改造 are 伏龙大桥改造 and 西门大桥改造.

Spans come as they stand in the text, each part of a list by itself. Four things may be shared:

* what follows the list: 汽车、医药等产业 → 汽车产业, 医药产业; 瓦日、太焦等铁路 → 瓦日铁路;
* the end of the last name: 尖峰、尖兵四大计划 → 尖峰计划, 尖兵计划;
* the beginning of the first: 疏港公路一期和二期 → 疏港公路二期; 省科技创新尖峰、尖兵计划 → 省科技创新尖兵计划;
* a place in the last: 长城、大运河国家文化公园 → 长城国家文化公园.

A completed name becomes the label where the part alone does not say what it is; else it is an alias.
A至B公路 is one name and never comes apart.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph_build.mentions.labels import clean
from graph_build.mentions.lexicon import Lexicon, by_class
from graph_build.model import ThingClass

Span = tuple[int, int, ThingClass]
"""Start, end (half-open) and class."""

_JOINT = re.compile(r"\s*(?:、|和|与|及|以及|或|暨|,|，)?\s*")
_COUNT = r"(?:[0-9０-９]+|[一二三四五六七八九十百两几多各]+)(?:大|个|项|类|条|座|家|处|批|种|所)"
_MODIFIER = (
    r"(?:(?:重点|重大|重要|特色|优势|传统|支柱|主导|新兴|先进|现代|惠民|创新|千亿级?|百亿级?|[0-9]+亿级|大中型|高端|标志性|战略性|国家级?|省级|市级|"
    r"一批|系列|专项|水利|交通|民生|文旅|文化|基础设施)(?:的)?){0,3}"
)

_HEADS: dict[ThingClass, str] = {
    "Industry": r"先进制造业集群|产业集群|全?产业链|产业|集群|行业|领域|业态",
    "Program": (
        r"专项行动|攻坚行动|行动计划|行动|计划|工程|改革试点|改革|试点|制度|机制|活动|政策|模式|品牌|攻坚战|保卫战|专项工作|做法"
    ),
    "Project": (
        r"改扩建|改造提升|提质改造|改造|扩建|改建|建设项目|项目|建设工程|工程|新校区|检查站|水库|电站|城际|铁路|高铁|高速公路|高速|公路|隧道|"
        r"大桥|煤矿|储气库|机场|码头|泵站|变电站|水厂"
    ),
    "Platform": (
        r"产业园区|工业园区|特色小镇|产业园|物流园|开发区|高新区|综合保税区|服务平台|平台|商圈|实验室|小镇|街区|综合体|集聚区|博览会|论坛|"
        r"园区|科创走廊|港区|基地"
    ),
    "Place": r"铁路|高速公路|高速|景区|遗址|古镇|古村|风景区",
    "Strategy": r"国家战略|重大战略|战略|倡议|理念",
    "Indicator": r"占.{2,16}比重|比重|占比|进出口总额|增加值|利用率|处理率|覆盖率|排放量",
}
_COMPLETE: dict[ThingClass, re.Pattern[str]] = {
    "Industry": re.compile(r"产业|业$|经济|集群|行业|农业|制造$|服务$|贸易$|金融$|物流$|旅游$|电商$|消费$"),
    "Program": re.compile(
        r"(?:行动|计划|工程|改革|试点|制度|机制|活动|政策|模式|品牌|[攻保]\w战|斗争|条例|办法|法|规定|意见|方案|规划|清单|制|体系|建设|协作|普查|"
        r"经验|办|入市|券|贷|[”》）)])$"
    ),
    "Project": re.compile(
        r"(?:改造|扩建|改建|工程|项目|新?校区|检查站|水库|电站|城际|铁路|高铁|高速|公路|隧道|大桥|煤矿|机场|码头|泵站|变电站|水厂|[期段线路桥园馆院场站"
        r"港区城库渠塘枢纽中心基地大道通道网直流外环口]|[”）)])$"
    ),
    "Platform": re.compile(
        r"(?:[园区城镇港圈室院会节周季赛廊带库网谷岛湾廊馆坊]|中心|平台|基地|论坛|街区|综合体|走廊|大会|马拉松|学校|班列|热线|系统|一张网|商场|广场|天地"
        r"|公园|空间|[”）)])$"
    ),
    "Place": re.compile(
        r"(?:[省市县区州镇乡村河江湖海山岛湾线路港]|铁路|高速|公路|流域|景区|遗址|遗存|故里|古城|草原|半岛|角|冀|带)$"
    ),
    "Strategy": re.compile(r"(?:战略|倡议|理念|思想|格局|布局|方针|原则|观|[”])$"),
    "Indicator": re.compile(
        r"(?:比重|占比|总额|增加值|率|量|额|收入|投资|数|强度|浓度|密度|规模|资产|指数|产值|面积)$"
    ),
}
_AFTER = {
    cls: re.compile(rf"(?P<etc>等)?(?:{_COUNT})?(?P<mod>{_MODIFIER})(?P<head>{heads})(?!园|带|化|基金|投资|部门)")
    for cls, heads in _HEADS.items()
}
_TAIL = {
    cls: re.compile(rf"^(?P<own>.{{2,}}?)(?:{_COUNT})?(?P<head>{heads})$") for cls, heads in _HEADS.items()
}
_PHYSICAL = re.compile(r"电站|煤矿|水库|高速|铁路|公路|大桥|隧道|机场|城际|高铁|水厂|泵站|变电站|储气库|检查站|校区")
_LINE = re.compile(r"线|路|铁|高速|景区|遗址|古城|古镇|[村镇乡县市区园]$")
"""What a place needs no head after: 等铁路 completes 陇海, 等景区 completes 圣水梁."""
_ORDINAL = re.compile(r"(?:第?[一二三四五六七八九十0-9]+[期段标批]|[东西南北中]线|[东西南北]延?段|[一二三四五六]号线)$")
_LEVEL = re.compile(r"^(?:国家级|省级|市级|县级|全国|全省|全市|国家)")


@dataclass(frozen=True, slots=True)
class Name:
    """The name of one span: what the text calls the thing, completed."""

    label: str
    aliases: tuple[str, ...] = ()
    """Other forms that the list itself gives: the part as it stands, or the completed form."""
    rule: str = ""
    """``""`` for a name that stands by itself, else which words were shared."""


def complete(text: str, spans: Sequence[Span], lexicon: Lexicon | None = None) -> list[Name]:
    """The name of each of ``spans`` (sorted, not overlapping) in ``text``, in the same order.

    :param lexicon: tells which names are places; that of no place in particular by default.

    >>> text = "推进汽车、医药等产业"
    >>> [name.label for name in complete(text, [(2, 4, "Industry"), (5, 7, "Industry")])]
    ['汽车产业', '医药产业']
    """
    names: list[Name] = []
    for run in _runs(text, spans):
        names += _complete_run(text, run, lexicon or Lexicon.load())
    return names


def _runs(text: str, spans: Sequence[Span]) -> list[list[Span]]:
    """Spans of one class that stand side by side in a list."""
    runs: list[list[Span]] = []
    for span in spans:
        if runs:
            last = runs[-1][-1]
            between = text[last[1] : span[0]]
            joined = bool(between) or (text[last[1] - 1] in "”》" and text[span[0]] in "“《")
            if last[2] == span[2] and joined and _JOINT.fullmatch(between):
                runs[-1].append(span)
                continue
        runs.append([span])
    return runs


def _complete_run(text: str, run: list[Span], lexicon: Lexicon) -> list[Name]:
    raw = [clean(text[start:end]) for start, end, _ in run]
    cls = run[0][2]
    names = [Name(label) for label in raw]
    after = text[run[-1][1] : run[-1][1] + 24]
    if len(run) > 1:
        names = _ordinals(names)
        names = _places(names, cls, lexicon) or _inner(names, cls)
        names = _levels(names, cls, lexicon)
    return _outer(names, raw, cls, after)


def _with(name: Name, full: str, *, as_label: bool, rule: str) -> Name:
    if full == name.label or full in name.aliases:
        return name
    if as_label:
        return Name(full, (name.label, *name.aliases), rule)
    return Name(name.label, (*name.aliases, full), name.rule or rule)


def _outer(names: list[Name], raw: list[str], cls: ThingClass, after: str) -> list[Name]:
    """What follows the list says what its members are: 等产业, 四大行动."""
    pattern = _AFTER.get(cls)
    match = pattern.match(after) if pattern else None
    if match is None or (match.group("etc") is None and len(names) == 1 and cls != "Industry"):
        return names
    head = match.group("head")
    if match.group("etc") is None and match.group("mod"):
        return names
    if cls == "Industry":
        if match.group("etc") is None and len(names) == 1:
            return names
        whole = head in ("产业", "产业集群", "集群", "产业链", "全产业链", "先进制造业集群")
        head = "产业"
    else:
        whole = False
        head = re.sub(r"^(?:国家|重大|建设)", "", head)
    complete_ = _COMPLETE[cls]
    prefix = _prefix(raw[:-1], raw[-1]) if cls == "Program" and len(raw) > 2 else ""
    result = []
    for i, (name, part) in enumerate(zip(names, raw, strict=True)):
        whole_name = _LINE.search(name.label) if cls == "Place" else complete_.search(name.label)
        if whole_name or name.label.endswith(head) or "“" in part:
            result.append(name)
        else:
            as_label = whole or (cls in ("Program", "Place") and len(part) <= 4)
            full = (prefix if i else "") + name.label + head
            result.append(_with(name, full, as_label=as_label or bool(prefix), rule="what follows the list"))
    return result


def _inner(names: list[Name], cls: ThingClass) -> list[Name]:
    """The end of the last name belongs to all: 尖峰、尖兵、领航四大计划."""
    pattern = _TAIL.get(cls)
    match = pattern.match(names[-1].label) if pattern else None
    if match is None:
        return names
    head, own = match.group("head"), match.group("own")
    before = names[:-1]
    complete_ = _COMPLETE[cls]
    if any(complete_.search(name.label) for name in before if cls != "Project"):
        return names
    result = []
    last = names[-1] if own + head == names[-1].label else _with(names[-1], own + head, as_label=True, rule="a count")
    prefix = _prefix([name.label for name in before], own)
    for i, name in enumerate(before):
        if cls == "Project" and (complete_.search(name.label) and own[-1:] != name.label[-1:]):
            result.append(name)
            continue
        same_kind = own[-1:] == name.label[-1:] or bool(re.search(r"[0-9]$", name.label))
        as_label = (
            same_kind
            or cls in ("Industry", "Program")
            or bool(cls == "Project" and _PHYSICAL.match(head))
            or (cls == "Platform" and len(name.label) <= 4)
        )
        full = (prefix if i else "") + name.label + head
        if cls in ("Indicator", "Strategy"):
            as_label = False
        result.append(_with(name, full, as_label=as_label and "“" not in name.label, rule="the end of the last name"))
    if prefix:
        last = _with(last, prefix + last.label, as_label=True, rule="the beginning of the first name")
    return [*result, last]


def _prefix(before: list[str], own: str) -> str:
    """What the first name has in front and all share: 省科技创新 in 省科技创新尖峰、尖兵、领航."""
    sizes = {len(part) for part in (*before[1:], own)}
    if len(sizes) != 1 or len(before) < 2:
        return ""
    size = sizes.pop()
    first = before[0]
    return first[:-size] if size <= 3 and len(first) >= size + 2 and "“" not in first else ""


def _ordinals(names: list[Name]) -> list[Name]:
    """一期和二期: the later ones are parts of what the first one names."""
    result = [names[0]]
    for name in names[1:]:
        own = _ORDINAL.search(name.label)
        first = _ORDINAL.search(result[-1].label)
        if own and own.start() == 0 and first and first.start() >= 2:
            name = Name(result[-1].label[: first.start()] + name.label, (), "the beginning of the first name")
        result.append(name)
    return result


def _places(names: list[Name], cls: ThingClass, lexicon: Lexicon) -> list[Name] | None:
    """长城、大运河国家文化公园: bare places before a place that has more to its name; ``None`` for other lists."""
    if cls not in ("Project", "Platform", "Goal"):
        return None

    def place(label: str) -> int:
        matches = lexicon.matches(label)
        return matches[0].end if matches and matches[0].start == 0 and matches[0].cls == "Place" else 0

    own = place(names[-1].label)
    rest = names[-1].label[own:]
    bare = all(place(name.label) == len(name.label) for name in names[:-1])
    if not own or len(rest) < 4 or not bare or re.match(rf"{_COUNT}|[0-9]", rest):
        return None
    rule = "a place in the last name"
    return [*(_with(name, name.label + rest, as_label=True, rule=rule) for name in names[:-1]), names[-1]]


def _levels(names: list[Name], cls: ThingClass, lexicon: Lexicon) -> list[Name]:
    """市级文化艺术中心、档案馆: the rank of the first is that of all."""
    match = _LEVEL.match(names[0].label)
    if match is None or cls not in ("Goal", "Project", "Platform"):
        return names
    level = match.group()
    result = [names[0]]
    for name in names[1:]:
        own = _LEVEL.match(name.label) or re.match(r"[省市县]|自治区|区域|中国|世界", name.label)
        kin = cls == "Project" or name.label[-2:] == names[0].label[-2:]
        if own or not kin or by_class(lexicon.matches(name.label), "Place"):
            result.append(name)
        else:
            as_label = cls == "Project"
            result.append(_with(name, level + name.label, as_label=as_label, rule="the rank of the first name"))
    return result


_NEXT_PHASE = re.compile(r"(?:、|和|与|及)(第?[一二三四五六七八九十0-9]+期)(?![间）)])")


def later_phases(text: str, spans: Sequence[Span]) -> list[Span]:
    """Phases that only a list gives a name: 二期 in 疏港公路一期和二期, where the first one is among ``spans``.

    >>> later_phases("完成青山水厂一期和二期", [(2, 8, "Project")])
    [(9, 11, 'Project')]
    """
    taken = {span[0] for span in spans}
    found: list[Span] = []
    for start, end, cls in spans:
        if cls not in ("Project", "Platform", "Program") or not _ORDINAL.search(text[start:end]):
            continue
        while (match := _NEXT_PHASE.match(text, end)) and match.start(1) not in taken:
            found.append((match.start(1), match.end(1), cls))
            end = match.end()
    return found


_QUOTE_OR_BRACKET = re.compile(r"[“‘《（(「『][^”’》）)」』]*[”’》）)」』]")


def split(text: str, start: int, end: int, cls: ThingClass) -> list[tuple[int, int]]:
    """The parts of a span that holds a whole list of names; one part, the span itself, if it is one name.

    Only 、 outside quotation marks and brackets divides, and only names of things that are counted one by one: a
    strategy or goal may have a list within its name (资源节约型、环境友好型社会).

    >>> split("G206金溪绕城、G322乐安绕城", 0, 17, "Project")
    [(0, 8), (9, 17)]
    >>> split("“严保护、大保护”格局", 0, 11, "Program")
    [(0, 11)]
    """
    if cls not in ("Project", "Platform", "Organization", "Place", "Industry"):
        return [(start, end)]
    hidden = [(m.start() + start, m.end() + start) for m in _QUOTE_OR_BRACKET.finditer(text[start:end])]
    cuts = [
        (m.start() + start, m.end() + start)
        for m in re.finditer("、", text[start:end])
        if not any(a <= m.start() + start < b for a, b in hidden)
    ]
    if not cuts:
        return [(start, end)]
    edges = [start, *(edge for cut in cuts for edge in cut), end]
    parts = [(edges[i], edges[i + 1]) for i in range(0, len(edges), 2)]
    return parts if all(b - a >= 2 for a, b in parts) else [(start, end)]
