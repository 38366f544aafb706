"""Frames: the stretches of a sentence in which a name plays a part other than being done (依托 A, 以 A 为龙头, 对接 A).

A frame is found by its words alone; which of the names inside it take part is settled with the names at hand, since a
name may hold a verb itself (依托临港产业发展园…).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from graph_build.model import Evidence
from graph_build.relations.text import Group, Sentence, View

Kind = Literal["lean", "as", "aim", "play", "use", "cooperate", "join", "at"]

_ROLE = (
    "龙头|重点|载体|核心|依托|抓手|骨架|支撑|主体|主(?![题线旨责攻])|引领|平台|基础|中心|纽带|主轴|轴线|轴|带动|牵引|节点|主阵地|阵地|支点|引擎|极核|枢纽|"
    "先导|突破口|基地|骨干|代表|切入点|通道|窗口"
)
_AS = re.compile(r"(?<![加予难得所给可足])以(?![及上下内外来往前后])(?=[^，,。；]{2})")
_AS_END = re.compile(rf"为(?:[^，,。；、]{{0,8}}?)(?:{_ROLE})")
_AS_AIM = re.compile(
    r"为(?:[^，,。；、]{0,6}?)(?:目标|契机|导向|主线|主题|标杆|标准|根本|原则|指导|统领|目的|出发点|着力点|落脚点|指引|遵循)"
)
_TRIGGER = re.compile(
    "(?P<lean>依托|依靠|立足于?|借助|凭借|借力|背靠|汇聚|倚靠|仰仗)"
    "|(?P<play>(?:发挥|放大|释放)好?)"
    "|(?P<use>(?<!建好)(?<!建设)(?<!管好)(?<!建管)(?:利用|用好|运用|用足)(?!率))"
    "|(?P<join>对接|接轨|承接|融入)"
    "|(?P<cooperate>合作|协作|携手|牵手|深化与|加强与|联合|会同)"
    f"|(?P<with>{_AS.pattern})"
)
_KINDS: Mapping[str, Kind] = {"lean": "lean", "use": "use", "join": "join", "cooperate": "cooperate"}
_PLAYED = re.compile(r"作用|优势|效应|功能|带动力|引领力|辐射力|潜力|潜能|影响力|核心")
_COOPERATE_AFTER = re.compile(
    r"^[”\"》）)]*(?:等[^，,。；、]{0,12})?[^，,。；、]{0,10}(?:合作|协作|对接|联动|交流|共建|互动|协同|结对|联合|互通|一体化|产业转移|毗邻|同城化|互认|通办|合力|共享)"
)
_WITH = re.compile(r"(?:(?<!参)与|和|(?<![协共合等相不会联])同|跟|向)[^，,。；、”]{0,8}$")
_AT = re.compile(
    r"(?:位于|坐落于?|落户(?:在|于)?|选址(?:在|于)?|布局在|落地(?:在|于)|(?<![存现所正内旨重贵])在)$"
)
#: 在 A 基础上, 在 A 框架下: no place.
_NO_PLACE = re.compile(
    r"[”\"》）)]*(?:等|的|建设|发展|实施)?(?:基础|框架|背景|前提|方面|领域|期间|过程|中(?!心|部)|上(?!游)|下(?!游))"
)
#: The verbs that start something new after the names of a frame: 依托 A 推进 B.
VERB = re.compile(
    r"开展|推进|推动|建设|打造|发展|加快|培育|构建|实施|建立|做强|做大|引进|承接|促进|提升|形成|设立|创建|争创|布局|谋划|实现|完善|集聚|引导|壮大|组建|举办|拓展|探索|深化|加强|吸引|招引|带动|辐射"
)
#: 发挥 A 作为 B 桥头堡的优势: it is A's part that is played.
_ROLE_OF = re.compile(r"作为|对")
#: A name that is itself being built is done, not leant on: 以建设 A 为载体, 以 A 建设为抓手.
_BUILT_BEFORE = re.compile(
    r"(?:建设|打造|推进|推动|创建|构建|实施|培育|发展|加快|开展|提升|筹建|争创)[^，,。；、]{0,8}$"
)
_BUILT_AFTER = re.compile(
    r"^[”\"》）)]*(?:等[^，,。；、]{0,8})?(?:的)?(?:建设|打造|创建|改造|实施|发展|提升|培育)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """A stretch ``[start, end)`` of a sentence, reading offsets, in which names play the part ``kind``."""

    kind: Kind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A sentence that names things, with the part that each group of names plays in it."""

    sentence: Sentence
    groups: tuple[Group, ...]
    parts: tuple[Kind | None, ...]
    frames: tuple[Frame, ...]
    evidence: tuple[Evidence]
    """The whole sentence."""


def read(view: View) -> tuple[Reading, ...]:
    """The sentences of a passage that name something; those that name nothing say nothing here."""
    out: list[Reading] = []
    text = view.passage.text
    for sentence in view.sentences:
        groups = view.groups(sentence)
        if groups:
            found = tuple(f for f in frames(text, sentence) if not _within_name(f, groups))
            roles = tuple(_part(text, sentence, groups, i, found) for i in range(len(groups)))
            out.append(
                Reading(sentence, groups, roles, found, (view.evidence(sentence.start, sentence.end),))
            )
    return tuple(out)


def _within_name(frame: Frame, groups: Sequence[Group]) -> bool:
    """Whether the word that opens ``frame`` is part of a name (对接 in 产业对接中心)."""
    return any(
        s.start < frame.start <= s.end for g in groups if g.start < frame.start <= g.end for s in g.spots
    )


def frames(text: str, sentence: Sentence) -> tuple[Frame, ...]:
    """The frames of ``sentence`` in reading order; they may overlap."""
    out: list[Frame] = []
    for m in _TRIGGER.finditer(text, sentence.start, sentence.end):
        end = sentence.clause(m.start())[1]
        if m.lastgroup == "play":
            if played := _PLAYED.search(text, m.end(), min(end, m.end() + 60)):
                out.append(Frame("play", m.end(), played.start()))
        elif m.lastgroup == "with":
            out += _as_frame(text, sentence, m.end())
        else:
            out.append(Frame(_KINDS[m.lastgroup or ""], m.end(), end))
    return tuple(out)


def _as_frame(text: str, sentence: Sentence, start: int) -> Iterator[Frame]:
    """以 … 为龙头 (``as``) or 以 … 为目标 (``aim``), whichever closes first, before the next 以."""
    stop = min(sentence.end, start + 120)
    if until := _AS.search(text, start, stop):
        stop = until.start()
    role, aim = _AS_END.search(text, start, stop), _AS_AIM.search(text, start, stop)
    if aim and not (role and role.start() < aim.start()):
        yield Frame("aim", start, aim.start())
    elif role:
        yield Frame("as", start, role.start())


def _part(
    text: str, sentence: Sentence, groups: Sequence[Group], i: int, found: Sequence[Frame]
) -> Kind | None:
    group = groups[i]
    clause = sentence.clause(group.start)
    left, right = text[clause[0] : group.start], text[group.end : max(clause[1], group.end)]
    for frame in found:
        if not (frame.start <= group.start and group.end <= frame.end):
            continue
        gap = _gap(text, groups, i, frame.start)
        if frame.kind in ("as", "aim", "play"):
            built = _BUILT_BEFORE.search(text[frame.start : group.start]) or _BUILT_AFTER.match(right)
            if not built and not (frame.kind == "play" and _ROLE_OF.search(gap)):
                return frame.kind
        elif frame.kind == "lean":
            if len(gap) <= 18 and not VERB.search(gap):
                return "lean"
        elif frame.kind == "use":
            if len(gap) <= 10 and not VERB.search(gap):
                return "use"
        elif group.cls in ("Place", "Organization") and len(gap) <= 14 and not VERB.search(gap):
            return "cooperate"
        elif frame.kind == "join" and group.cls == "Platform" and len(gap) <= 8 and not VERB.search(gap):
            return "join"
    if _AT.search(left[-6:]) and not _NO_PLACE.match(right):
        return "at"
    if _WITH.search(left) and _COOPERATE_AFTER.match(right):
        if group.cls in ("Place", "Organization"):
            return "cooperate"
        if group.cls in ("Platform", "Project"):
            return "join"
    return None


def _gap(text: str, groups: Sequence[Group], i: int, start: int) -> str:
    """What stands between ``start`` and the group, the names before it left out."""
    at, out = start, ""
    for other in groups[:i]:
        if other.start >= at:
            out += text[at : other.start]
            at = other.end
    return out + text[at : groups[i].start]
