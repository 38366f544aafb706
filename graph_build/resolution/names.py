"""Names as strings: what two spellings share, and which forms of a name say the same.

Nothing here knows the plan; :class:`PlaceForms` carries the little that a plan says of itself (临海市, 临海, 全市).
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property, lru_cache

from graph_build.model import ThingClass

_OPENERS, _CLOSERS = "“《〈「『(（[【", "”》〉」』)）]】"

#: Heads that a name keeps or drops without becoming another thing (头门港汽车文化综合体项目).
CLASSIFIERS: dict[ThingClass, tuple[str, ...]] = {
    "Project": ("建设项目", "建设工程", "项目", "工程"),
    "Program": ("专项行动", "任务", "行动", "活动", "工作", "计划", "工程", "政策", "机制", "制度", "试点"),
    "Strategy": ("发展战略", "战略", "发展理念", "发展"),
    "Platform": ("建设",),
    "Goal": ("建设", "创建"),
    "Industry": ("产业集群", "全产业链", "产业链条", "产业链", "产业", "行业", "业"),
    "Place": ("地区", "区域"),
    "Organization": (),
    "Indicator": (),
    "Task": (),
}


@lru_cache(maxsize=16384)
def normal(text: str) -> str:
    """``text`` in NFKC, lower case, letters and digits only: equal normal forms are one name."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum()).lower()


def balanced(text: str) -> str:
    """``text`` without the brackets and quotation marks that have no partner in it."""
    stack: list[int] = []
    lone: set[int] = set()
    for i, c in enumerate(text):
        if c in _OPENERS:
            stack.append(i)
        elif c in _CLOSERS:
            if stack and _OPENERS.index(text[stack[-1]]) == _CLOSERS.index(c):
                stack.pop()
            else:
                lone.add(i)
    lone.update(stack)
    return "".join(c for i, c in enumerate(text) if i not in lone) if lone else text


_NAMED_BY_QUOTE = re.compile(
    r"^[“\"《「『]([^“”\"《》「」『』]{2,})[”\"》」』](?:的)?(?:[\u4e00-\u9fff]{0,2}(?:平台|改革|工程|计划|机制|模式|行动|活动|战略|试点|制度|政策|"
    r"工作|品牌|目标|理念|方针|要求|系统|场景|方案|格局|布局|定位)|市|省|县|区)$"
)


def quoted_name(label: str) -> str | None:
    """What stands in the quotation marks that open ``label``, if a mere classifier follows (“码上金融”服务平台).

    Not where more follows: “互联网+”消费生态体系 is not what “互联网+” means.
    """
    found = _NAMED_BY_QUOTE.match(label)
    return found.group(1) if found else None


_SYNONYMS = (
    (re.compile(r"^(?:全市|全省|全县|全区|全国|我市|我省|本市|本省)"), ""),
    (re.compile(r"国内生产总值|国民生产总值|地区生产总值|(?<!业)生产总值"), "gdp"),
    (re.compile(r"规上"), "规模以上"),
    (re.compile(r"研究与试验发展(?:\(R&D\)|（R&D）)?|(?<!新产品)研发|R&D", re.IGNORECASE), "rd"),
    (re.compile(r"占(?:地区)?gdp(?:的)?比[重例]"), "占gdp比重"),
    (re.compile(r"增[长幅](?:率|速度)?$|增速$"), "增速"),
)


def indicator_core(label: str) -> str:
    """An indicator's name with the usual abbreviations undone, so that 人均GDP and 人均地区生产总值 are one."""
    text = unicodedata.normalize("NFKC", label)
    for pattern, usual in _SYNONYMS:
        text = pattern.sub(usual, text)
    return normal(text)


_PART = frozenset("区域场辖民内外")
"""What makes another word of a place's name before it (台州市区, 台州市域)."""


def _begins(label: str, head: str) -> bool:
    """台州市区至临海的快速通道 does not begin with 台州市."""
    return label.startswith(head) and label[len(head) : len(head) + 1] not in _PART


@dataclass(frozen=True)
class PlaceForms:
    """How a plan calls its own area, and the areas above it."""

    own: tuple[str, ...]
    """Forms of the plan's own place, longest first: 临海市, 临海."""
    parents: tuple[str, ...] = ()
    """Forms of the areas above it, longest first: 浙江省, 台州市, 浙江, 台州."""
    deictic: tuple[str, ...] = (
        "全市",
        "我市",
        "本市",
        "全县",
        "我县",
        "本县",
        "全省",
        "我省",
        "本省",
        "全区",
        "我区",
        "本区",
    )
    """Words that mean the plan's own area, those of its own level only."""

    def without(self, label: str, parents: bool) -> str:
        """``label`` without the plan's own place (and, with ``parents``, without the areas above it) before it."""
        heads = self._every_head if parents else self._own_heads
        rest = label
        while (head := next((h for h in heads if _begins(rest, h)), None)) and len(rest) - len(head) >= 3:
            rest = rest[len(head) :]
        return rest

    @cached_property
    def _own_heads(self) -> tuple[str, ...]:
        return (*self.own, *self.deictic)

    @cached_property
    def _every_head(self) -> tuple[str, ...]:
        return (*self.own, *self.deictic, *self.parents)

    def anywhere_without(self, label: str) -> str:
        """``label`` without the plan's own place, wherever it stands in it, if at least five characters are left."""
        for form in self.own:
            if form in label and len(label) - len(form) >= 5:
                return label.replace(form, "", 1)
        return label


_ADMIN = (
    "特别行政区",
    "壮族自治区",
    "回族自治区",
    "维吾尔自治区",
    "自治区",
    "自治州",
    "自治县",
    "地区",
    "街道",
    "省",
    "市",
    "县",
    "区",
    "盟",
    "旗",
    "镇",
    "乡",
    "州",
    "村",
)


def short_place(name: str) -> str:
    """A place's name without its administrative word (临海市 → 临海); a name of two characters stays."""
    for word in _ADMIN:
        if name.endswith(word) and len(name) - len(word) >= 2:
            return name[: -len(word)]
    return name


def place_forms(place: str | None, parents: tuple[str, ...] = ()) -> PlaceForms:
    """Forms of the plan's own ``place`` and of its ``parents`` (full names, from the nearest to the province)."""

    def forms(names: tuple[str, ...]) -> tuple[str, ...]:
        out: list[str] = []
        for name in names:
            for form in (name, short_place(name)):
                if len(form) >= 2 and form not in out:
                    out.append(form)
        return tuple(sorted(out, key=lambda f: (-len(f), f)))

    if not place:
        return PlaceForms((), forms(parents), ("全国", "我国"))
    word = place[-1] if place[-1] in "省市县区镇乡旗州" else "市"
    deictic = tuple(f"{head}{word}" for head in ("全", "我", "本"))
    return PlaceForms(forms((place,)), forms(parents), deictic)


def core(label: str, cls: ThingClass, places: PlaceForms) -> str:
    """The form that a thing's key is made of: normal, without own place or the areas above it before it.

    Places, organizations, indicators and tasks keep every word (台州医院 is not 医院). The reason is a stable key:
    it stays when a fuller form of the name turns up in another paragraph.
    """
    if cls in ("Place", "Organization", "Indicator", "Task"):
        return normal(label)
    rest = places.without(label, parents=True)
    return normal(rest) if len(normal(rest)) >= 4 else normal(label)
