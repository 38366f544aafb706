"""Positions: end states that an area shall become (开放门户, 民族文化大省), and where a sentence lists them."""

from __future__ import annotations

import re

from graph_build.resolution.names import short_place

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
AIM_VERB = re.compile(
    r"(?:(?:全力|努力|奋力|加快|着力|聚力|高水平|高质量|高标准|全面|基本|率先|初步|逐步|积极|争当|争创|共同|携手|"
    r"合力|持续|深入|倾力|倾情|奋进|共)*"
    r"(?:打造成为?|建设成为?|建成|建设|打造|成为|成为了|争创|争当|创建|创成|构筑|迈向|跻身|形成|构建|勇当|当好|"
    r"塑造|建好|建))"
)
_COLLECTIVE = re.compile(
    r"^(?:“[一二三四五六七八九十两]+(?:个|大|区|市|城|地|都|基地|中心|高地|强|一流)[^”]{0,8}”|“[^”]{2,10}”)$"
)
_TAIL = re.compile(
    r"(?:(?:\d|[一二三四五六七八九十])+(?:个|大)?(?:方面)?(?:重点|主攻)?(?:方向|定位|任务)|建设|"
    r"的?(?:[一二三四五六七八九]大|总体|奋斗|战略)?目标(?:任务)?|行列|的?地位|的?定位)$"
)
_PREDICATE = re.compile(
    r"(?<=.{4})(?:取得|实现|迈出|迈上|进入)(?:新的?|重大|重要|决定性|实质性|标志性|更大|明显|显著|积极).{0,12}$"
    r"|(?<=.{4})(?:能级|功能|地位|作用|影响力|建设水平)?(?:全面|显著|持续|进一步|更加)?(?:升级|提升|增强|凸显|彰显)$"
)
"""What is said of the goal after its name (…现代化强省取得决定性进展)."""
GROUP = re.compile(r"“(?:[一二三四五六七八九十两](?:个|大|座|张)?[^“”一二三四五六七八九十两、]{1,8}[、]?){1,3}”")
"""A quoted group of positions: “五个中心”, “三基地一目的地”, “一枢纽、四中心”."""
_OTHERS = re.compile(
    r"(?:支持|推动|推进|鼓励|引导|指导|帮助|助力|服务|携手|协同|争取|对标|落实|贯彻|融入|参与|"
    r"对接)[^，,。；;]{0,16}$"
)
_BEFORE, _REACH = 24, 160
"""How far before a verb its subject, and after it the positions that it governs, are looked for: cost stays linear."""
_NO_VERB = re.compile(r"(?:化|文明|设施|队伍|体系|法治|制度|党|(?<!确定)(?<!提出)(?<!赋予)(?<!明确)的)$")
"""Before 建设, 形成, 构建: a noun whose they are, not somebody who does (生态文明建设排头兵)."""
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


def normal(text: str) -> str:
    return "".join(c for c in text if c.isalnum())


def heads_of(place: str | None) -> re.Pattern[str]:
    """What a goal's name may end with: a position, or the plan's own area as it shall become (美丽河北)."""
    own = re.escape(short_place(place)) if place else ""
    if len(own) < 2:
        return re.compile(rf"{HEADS}$")
    return re.compile(
        rf"(?:{HEADS}|(?:[一-鿿]{{2}}|[一-鿿”]新|^新)(?<!建设)(?<!服务)(?<!发展)(?<!现代化)(?<!支持)(?<!创新){own})$"
    )


def label(text: str, start: int, end: int, heads: re.Pattern[str]) -> tuple[int, int] | None:
    """The goal's name within ``text[start:end]`` (after the verb), or ``None`` where it names no end state."""
    body = text[start:end].rstrip(" 　。")
    for pattern in (_PREDICATE, _TAIL):
        tail = pattern.search(body)
        if tail:
            body = body[: tail.start()]
    end = start + len(body)
    while start < end and text[start] in " 　、，,的":
        start += 1
    if (verb := AIM_VERB.match(text, start, end)) is not None and verb.group() not in ("建", "共建"):
        start = verb.end()
    name = text[start:end]
    if not 2 <= len(name) <= 40:
        return None
    quoted = re.search(r"“[^”]{2,12}”[一-鿿]{0,4}$", name)
    if quoted and quoted.start() > 0 and _NUMBER_NOUN.match(name[: quoted.start()]):
        start += quoted.start()
        name = text[start:end]
    if _COLLECTIVE.match(name):
        return (start, end) if GROUP.fullmatch(name) and re.search(rf"{HEADS}”$", name) else None
    if _ORDINARY.search(name) and not _RANK.search(name):
        return None
    if _KNOWN_STRATEGY.search(name) or not heads.search(name) or re.search(r"[：:。；]", name):
        return None
    if (
        re.match(
            r"(?:一批|一个|若干|更多|各|多个|多种|全(?![国省市球区县州域])|新型|\d|[一二三四五六七八九十]+(?:个|批|条|座|家))",
            name,
        )
        or len(normal(name)) < 4
    ):
        return None
    return start, end


def enumerated(text: str, start: int, end: int, heads: re.Pattern[str]) -> list[tuple[int, int]]:
    """The positions that a sentence says the area shall become (打造 X、Y 和 Z)."""
    out: list[tuple[int, int]] = []
    for verb in AIM_VERB.finditer(text, start, end):
        before = text[max(start, verb.start() - _BEFORE) : verb.start()]
        if _OTHERS.search(before) or _MANY.match(text, verb.end()):
            continue
        if verb.group() in ("建设", "形成", "构建") and _NO_VERB.search(before):
            continue
        stop = re.compile(r"[，,。；;：:]").search(text, verb.end(), end)
        last = min(stop.start() if stop else end, verb.end() + _REACH)
        at = verb.end()
        quoted = False
        pieces: list[tuple[int, int]] = []
        for i in range(verb.end(), last + 1):
            if i < last and text[i] in "“”":
                quoted = text[i] == "“"
            joint = (
                i < last
                and not quoted
                and (text[i] == "、" or (text[i] in "和及与" and label(text, at, i, heads) is not None))
            )
            if i == last or joint:
                pieces.append((at, i))
                at = i + 1
        out += _of_pieces(text, pieces, heads)
    return out


def _of_pieces(text: str, pieces: list[tuple[int, int]], heads: re.Pattern[str]) -> list[tuple[int, int]]:
    """The positions among the members of a coordination; the whole of it where only its last member is one.

    瞪羚企业、独角兽企业集聚高地 is one position; 经济强省、美丽河北 are two.
    """
    named = [label(text, a, b, heads) for a, b in pieces]
    known = [span for span in named if span is not None]
    if named[-1] is not None and len(pieces) > 1 and len(known) == 1:
        whole = label(text, pieces[0][0], pieces[-1][1], heads)
        tail = text.rfind("的", *pieces[-1]) + 1
        if whole is None and tail > 0:  # 高质量发展、…、高水平安全的社会主义现代化大都市
            whole = label(text, tail, pieces[-1][1], heads)
        return [whole if whole is not None else named[-1]] if len(pieces) > 2 or whole is not None else known
    return known if known and (named[-1] is not None or named[0] is not None) and len(known) * 2 >= len(pieces) else []


def short_forms(label: str) -> list[str]:
    """Short forms that quotation marks single out in a goal's name (``“双千亿”市`` → 双千亿)."""
    m = re.match(r"^“([^”]{2,8})”[一-鿿]{0,2}$", label)
    return [m[1]] if m else []
