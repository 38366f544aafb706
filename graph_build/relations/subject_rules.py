"""What a text says of a Platform, Industry or Place itself: industries, parts, where it lies, what it leans on."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator

from graph_build.model import Thing
from graph_build.relations.frames import Reading
from graph_build.relations.proposal import Proposal
from graph_build.relations.text import Group, Sentence, Spot, View

#: After the opening name of a sentence: it is the subject.
_NEXT = (
    r"(?:要|应|将|以|全力|加快|重点|主动|积极|紧密|抓住|统筹|大力|着力|努力|充分|坚持|聚焦|依托|围绕|推进|推动|建设|打造|发展|培育|突出|强化|实施|力争|深入|"
    r"持续|切实|进一步|按照|立足|瞄准|引进|承接|对接|通过|发挥|优化|完善|提升|做|争|优先|加强|构建|形成|集聚|主要|规划|利用|深化|扎实|高标准|高质量|高水平|"
    r"不断|探索|到|在|方面|抢抓)"
)
_SUBJECT_NEXT = re.compile(_NEXT)
#: A sentence that opens with some other place or platform, whether or not its name was recognised.
_OTHER_SUBJECT = re.compile(
    r"[^，,。；：:、]{2,22}?(?:区|园|镇|城|港|圈|基地|中心|带|廊道?|平台|街道|乡|县|市|组团|片区|板块|集群|产业|业)(?="
    + _NEXT
    + ")"
)
#: A、B 等 C: what stands between the list and its class name.
_SUCH_AS = re.compile(
    r"^[”\"》）)]*(?:等|为代表的|等为代表的|为主的|等为主的)(?!.*(?:以及|和|与|及|一体|功能))[^，,。；、]{0,6}$"
)
#: X 推进 A、B、C 四大平台建设: the list is the subject's parts.
_PARTS = re.compile(
    r"^等?[一二两三四五六七八九十\d]{1,2}(?:大|个)[^，,。；、]{0,6}(?:平台|园区|片区|板块|区块|组团|基地|功能区|园|区)"
)
_HOSTS = re.compile(
    r"(?:引进|集聚|发展|带动|培育|招引|布局|做强|做大|壮大|推动|聚焦|吸引|形成|突出|主攻|导入)[^，,。；]{0,24}$"
)
#: 集 A、B、C 等功能于一体: functions, not industries.
_AT_ONCE = re.compile(r"集[^，,。；]{2,80}?于一体|集[^，,。；]{2,80}?为一体")

#: Two more clauses or another 以 between what is leant on and what is done: they have nothing to do with one another.
_FAR = re.compile(r"[，,][^，,]*[，,][^，,]*[，,]|以")
_LEANT_ON = frozenset({"Organization", "Platform", "Place", "Project"})


def opening(view: View, sentence: Sentence) -> Spot | None:
    """The Platform, Industry or Place that ``sentence`` opens with as its subject."""
    text = view.passage.text
    start = sentence.start
    while start < sentence.end and text[start] in ' 　”“"':
        start += 1
    for spot in view.within(start, start + 1):
        if spot.thing.cls in ("Platform", "Industry", "Place") and _SUBJECT_NEXT.match(
            text[spot.end : spot.end + 6]
        ):
            return spot
    return None


def of_subjects(
    view: View, readings: Iterable[Reading], carried: Thing | None, sticky: bool
) -> Iterator[Proposal]:
    """Statements about things; ``carried`` is what the paragraph is about before a sentence opens with another.

    With ``sticky``, the thing that a sentence opens with stays the subject of the sentences after it.
    """
    text = view.passage.text
    subject = carried
    for reading in readings:
        first = opening(view, reading.sentence)
        if first is not None:
            subject = first.thing
        elif not sticky or _of_another(text, reading.sentence):
            subject = None
        yield from _lists(text, reading)
        yield from _located(text, reading)
        led = list(_led(text, reading))
        yield from led
        about = None if led and first is None else subject
        if about is not None:
            yield from _about(about, text, reading)
        else:
            yield from _hosted(text, reading)


def _of_another(text: str, sentence: Sentence) -> bool:
    """Whether ``sentence`` opens with a subject of its own that no mention tells of."""
    start = sentence.start
    return (
        not _SUBJECT_NEXT.match(text, start) and _OTHER_SUBJECT.match(text, start, sentence.end) is not None
    )


def _about(subject: Thing, text: str, reading: Reading) -> Iterator[Proposal]:
    sentence, evidence = reading.sentence, reading.evidence
    at_once = [m.span() for m in _AT_ONCE.finditer(text, sentence.start, sentence.end)]
    for group, role in zip(reading.groups, reading.parts, strict=True):
        right = text[group.end : group.end + 24]
        for spot in group.spots:
            if spot.thing is subject:
                continue
            sure = spot.mention.confidence
            if subject.cls in ("Platform", "Place") and group.cls == "Industry":
                if role != "at" and not any(a <= spot.start < b for a, b in at_once):
                    yield Proposal(subject, "develops", spot.thing, evidence, "subject-develops", sure)
            elif subject.cls in ("Platform", "Industry") and group.cls in _LEANT_ON:
                if role in ("lean", "as", "play", "use"):
                    rule = f"subject-relies-{role}"
                    yield Proposal(subject, "reliesOn", spot.thing, evidence, rule, sure)
                elif subject.cls == "Platform" and group.cls == "Platform" and _PARTS.match(right):
                    yield Proposal(spot.thing, "partOf", subject, evidence, "subject-parts", sure)


def _led(text: str, reading: Reading) -> Iterator[Proposal]:
    """以 A、B 为载体，发展 C: the industry or platform that comes first after the frame relies on A and B."""
    groups, evidence = reading.groups, reading.evidence
    for frame in reading.frames:
        if frame.kind != "as":
            continue
        leaders = [
            spot
            for group, role in zip(groups, reading.parts, strict=True)
            if role == "as" and frame.start <= group.start < frame.end and group.cls in _LEANT_ON
            for spot in group.spots
        ]
        led = next((g for g in groups if g.start >= frame.end and g.cls in ("Industry", "Platform")), None)
        if led is not None and _FAR.search(text, frame.end, led.start):
            led = None
        for spot in led.spots if led is not None else ():
            for leader in leaders:
                if spot.thing is not leader.thing:
                    sure = min(spot.mention.confidence, leader.mention.confidence)
                    yield Proposal(spot.thing, "reliesOn", leader.thing, evidence, "led-by", sure)


def _hosted(text: str, reading: Reading) -> Iterator[Proposal]:
    """推进 A 园建设，引进 B 产业: the only Platform of a sentence hosts the industries named after it."""
    platforms = [(g, r) for g, r in zip(reading.groups, reading.parts, strict=True) if g.cls == "Platform"]
    if len(platforms) != 1 or len(platforms[0][0].spots) != 1 or platforms[0][1] is not None:
        return
    host = platforms[0][0].spots[0]
    own = reading.sentence.clause(host.start)
    for group in reading.groups:
        clause = reading.sentence.clause(group.start)
        left = text[clause[0] : group.start]
        near = not any(
            own[1] < f.start <= clause[0] for f in reading.frames if f.kind in ("lean", "as", "play")
        )
        if group.cls == "Industry" and clause[0] > own[0] and near and _HOSTS.search(left):
            for spot in group.spots:
                sure = min(host.mention.confidence, spot.mention.confidence)
                yield Proposal(host.thing, "develops", spot.thing, reading.evidence, "hosted-develops", sure)


def _lists(text: str, reading: Reading) -> Iterator[Proposal]:
    """A、B 等 C: A and B are part of C, where all are of one class."""
    for group, whole in itertools.pairwise(reading.groups):
        if group.cls != whole.cls or group.cls not in ("Industry", "Platform"):
            continue
        if _SUCH_AS.match(text[group.end : whole.start]):
            target = whole.spots[0]
            for spot in group.spots:
                if spot.thing is not target.thing:
                    sure = min(spot.mention.confidence, target.mention.confidence)
                    yield Proposal(spot.thing, "partOf", target.thing, reading.evidence, "list-part", sure)


_LIES = re.compile(
    r"[”）)]*(?:项目|工程)?(?:，)?(?:已|将|拟|正式|成功)?"
    r"(?:位于|坐落于?|落户(?:在|于)?|选址(?:在|于)?|落地(?:在|于)?|布局(?:在|于))"
)
_BUILDS = re.compile(r"(?:加快|推进|规划|启动|开工|高标准|高水平|抓好|做好)*(?:建设|新建|打造|建成|筹建)")
_LIABLE = ("Platform", "Project", "Organization")


def _beside(text: str, reading: Reading, first: Group, second: Group) -> Iterator[Proposal]:
    """B 位于 A: B lies in A. A 建设 B, of an area A: B lies in A."""
    between = text[first.end : second.start]
    if first.cls in _LIABLE and second.cls in ("Place", "Platform") and _LIES.fullmatch(between):
        inner, outer = first, second
    elif first.cls == "Place" and second.cls in ("Platform", "Project") and _BUILDS.fullmatch(between):
        inner, outer = second, first
    else:
        return
    if len(outer.spots) == 1:
        where = outer.spots[0]
        for spot in inner.spots:
            if spot.thing is not where.thing:
                sure = min(spot.mention.confidence, where.mention.confidence)
                yield Proposal(spot.thing, "locatedIn", where.thing, reading.evidence, "located-at", sure)


def _located(text: str, reading: Reading) -> Iterator[Proposal]:
    """在 A 推进 B、C 建设: B and C lie in A, within the clause. So does B in B 位于 A, and in A 建设 B."""
    where: Spot | None = None
    before: Group | None = None
    for group, role in zip(reading.groups, reading.parts, strict=True):
        if before is not None:
            yield from _beside(text, reading, before, group)
        before = group
        if group.cls in ("Platform", "Place") and role == "at" and len(group.spots) == 1:
            where = group.spots[0]
        elif where is not None and group.cls in ("Platform", "Project"):
            if reading.sentence.clause(group.start) != reading.sentence.clause(where.start):
                break
            for spot in group.spots:
                if spot.thing is not where.thing:
                    sure = min(spot.mention.confidence, where.mention.confidence)
                    yield Proposal(spot.thing, "locatedIn", where.thing, reading.evidence, "located-at", sure)
