"""A plan small enough to be read at a glance, and what is in it, written out by hand.

The graph of this extraction is the golden file ``golden/small.nq``: it says what each kind of statement looks like,
whatever the rules that find things make of a text.
"""

from __future__ import annotations

from graph_build.model import (
    Claim,
    Division,
    Evidence,
    Extraction,
    HeadlineGoal,
    IndicatorRow,
    Mention,
    Passage,
    Plan,
    PlanMetadata,
    ProjectRow,
    QuantifiedTarget,
    SourceText,
    Table,
    Thing,
    ThingClass,
    Value,
)

TEXT = """青川县发展规划

一、打造“绿谷”名城

到2025年,“绿谷”名城初步建成,地区生产总值突破120亿元。

建设绿谷产业园。依托青川大学,在河东镇
建设绿谷产业园,发展"茶叶"产业\\饮料。

表一 主要指标

地区生产总值(亿元)

98.5

[10]

预期性

桥头大桥 3.2亿元
"""
SLUG = "small"


class _Reader:
    """Finds words in a text, and makes of them the parts that an extraction is made of."""

    def __init__(self, text: str) -> None:
        self.text = text

    def at(self, words: str, nth: int = 0) -> tuple[int, int]:
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return start, start + len(words)

    def passage(self, key: str, words: str) -> Passage:
        start, end = self.at(words)
        if "\n" not in words:
            return Passage(key, start, end, words)
        kept = tuple(start + i for i, c in enumerate(words) if c != "\n")
        return Passage(key, start, end, words.replace("\n", ""), kept)

    def quote(self, passage: str, words: str, nth: int = 0) -> Evidence:
        return Evidence(passage, *self.at(words, nth))

    def plan(self) -> Plan:
        at = self.at
        table = Table(
            "t-1", "表一", "主要指标", at("表一")[0], at("3.2亿元")[1], "indicators",
            indicators=(IndicatorRow(1, "地区生产总值", *at("地区生产总值", 1), "亿元", "Expected", (
                Value("Baseline", "98.5", *at("98.5"), 2020, False, 98.5),
                Value("PlannedGrowth", "[10]", *at("[10]"), 2025, True, 10.0)), category="经济发展", serial="1"),),
            projects=(ProjectRow(2, "桥头大桥", *at("桥头大桥"), investment=3.2, investment_unit="亿元"),),
            cells=(("地区生产总值(亿元)", "98.5", "[10]", "预期性"), ("桥头大桥", "3.2亿元")))
        start, end = at("打造“绿谷”名城")
        heading = Passage("d-1", start, end, "打造“绿谷”名城", kind="heading")
        chapter = Division(
            "d-1", "chapter", 1, "一", "打造“绿谷”名城", at("一、")[0], table.end, heading, at("一、")[0], end, 1,
            (self.passage("p-goal", "到2025年,“绿谷”名城初步建成,地区生产总值突破120亿元。"),
             self.passage("p-task", '建设绿谷产业园。依托青川大学,在河东镇\n建设绿谷产业园,发展"茶叶"产业\\饮料。'),
             table))
        about = PlanMetadata("青川县发展规划", "青川县", "510822", "county", 2021, 2025, "outline", issued="2021-03-01")
        return Plan(SourceText("small.txt", SLUG, self.text), about, (chapter,),
                    (("绿谷", "茶园连片的河谷", "p-goal"),))


def _thing(cls: ThingClass, label: str, key: str, evidence: tuple[Evidence, ...], aliases: tuple[str, ...] = (),
           headline: bool = False, code: str | None = None) -> Thing:
    mentions = tuple(Mention(cls, label, e, "by-hand", 0.9) for e in evidence)
    return Thing(key, cls, label, aliases, mentions, code=code, headline=headline)


def extraction(before: str = "") -> Extraction:
    """All that a reader finds in the small plan.

    :param before: what to put in front of the text; it moves every offset and changes nothing else.
    """
    reader = _Reader(before + TEXT)
    quote = reader.quote
    goal_mention = Mention("Goal", "“绿谷”名城", quote("p-goal", "“绿谷”名城", 1), "by-hand", 0.9)
    goal, task, platform = f"{SLUG}/goal/lu-gu-1", f"{SLUG}/task/jian-she-1", f"{SLUG}/platform/yuan-1"
    named = quote("d-1", "“绿谷”名城"), goal_mention.evidence
    things = (
        _thing("Goal", "“绿谷”名城", goal, named, ("绿谷",), headline=True),
        _thing("Task", "建设绿谷产业园", task, (quote("p-task", "建设绿谷产业园"),)),
        _thing("Platform", "绿谷产业园", platform, (quote("p-task", "绿谷产业园"), quote("p-task", "绿谷产业园", 1))),
        _thing("Place", "河东镇", "place/510822101", (quote("p-task", "河东镇"),), code="510822101"),
        _thing("Indicator", "地区生产总值", f"{SLUG}/indicator/gdp-1",
               (quote("p-goal", "地区生产总值"), quote("t-1", "地区生产总值", 1))),
        _thing("Project", "桥头大桥", f"{SLUG}/project/qiao-1", (quote("t-1", "桥头大桥"),)),
    )
    sentence, title = quote("p-task", "在河东镇\n建设绿谷产业园"), quote("d-1", "打造“绿谷”名城")
    number = quote("p-goal", "地区生产总值突破120亿元")
    target = QuantifiedTarget("tg-1", "地区生产总值", "AtLeast", 120.0, "120", "亿元", 2025, number, 0, 0, 0.95, "aim")
    claims = (
        Claim(task, "advances", platform, "Explicit", (sentence,), "by-hand", 0.93),
        Claim(platform, "locatedIn", "place/510822101", "Explicit", (sentence,), "by-hand", 0.8),
        Claim(task, "supports", goal, "Structural", (title,), "by-hand", 0.9, "Direct"),
        Claim(platform, "supports", goal, "Structural", (sentence, title), "by-hand", 0.5, "Contributing"),
        Claim(goal, "measuredBy", "tg-1", "Indicator", (number,), "by-hand", 0.9),
        Claim("p-goal", "describes", goal, "Explicit", (number,), "by-hand", 0.9),
        Claim("p-task", "elaborates", task, "Structural", (quote("p-task", "建设绿谷产业园"),), "by-hand", 0.9),
    )
    headline = HeadlineGoal(goal_mention, ("绿谷",), (number,), 2025)
    return Extraction(reader.plan(), things, (target,), claims, (headline,))
