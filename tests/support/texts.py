"""Small plans to try things on."""

from __future__ import annotations

from graph_build.model import Claim, Extraction, Plan, SourceText
from graph_build.outline import outline
from graph_build.pipeline import extract


def source(text: str, name: str = "plan.txt") -> SourceText:
    """``text`` as a document."""
    return SourceText(name, "plan", text)


def plan(text: str) -> Plan:
    """The outline of ``text``."""
    return outline(source(text))


SEASIDE = """滨海县国民经济和社会发展第十四个五年规划和二〇三五年远景目标纲要

一、发展环境与总体要求

(一)主要目标。

到2025年，建成地区生产总值和工业总产值“双百亿”县。

建设海洋经济强县。港口建设全面加快，年吞吐量突破800万吨，工业总产值超过300亿元，成功迈入“双百亿”时代。打造蓝湾产业园。

建设文化旅游名城。文化事业全面繁荣，高质量教育体系、健康滨海基本建成。

二、加快发展现代产业

坚持产业强县。到2025年，全县工业总产值突破300亿元。

(一)做强制造业。

培育两大产业集群。重点培育装备制造、绿色建材两大产业集群。

装备制造产业以龙头企业为引领，力争工业产值达到200亿元。

绿色建材产业加快转型，力争工业产值达到100亿元。

(二)建设海洋强县。

推进港口扩能。加快蓝湾产业园建设，新建码头泊位4个，年吞吐量达到800万吨。

三、提升民生福祉

(一)办好人民满意教育。

优化教育资源配置。新建中小学6所。

(二)繁荣文化事业。

保护历史文化遗产。开展文物普查，弘扬优秀传统文化。

专栏一 民生重大工程

1.学校建设工程。新增学位5000个。

2.文化惠民工程。建成图书馆分馆12个。
"""
"""A county's outline with two positions, a short form, a chapter that opens with a goal's number, and a sum."""


def seaside() -> Extraction:
    """All that is found in :data:`SEASIDE`."""
    return extract(source(SEASIDE))


def supports(extraction: Extraction, task: str, goal: str) -> list[Claim]:
    """The claims that ``task`` supports ``goal``, both by name."""
    things = {t.key: t for t in extraction.things}
    return [
        c
        for c in extraction.claims
        if c.predicate == "supports"
        and c.subject in things
        and things[c.subject].label == task
        and goal in (things[c.object].label, *things[c.object].aliases)
    ]


def quotes(extraction: Extraction, claim: Claim) -> list[str]:
    """The sentences that show a claim."""
    text = extraction.plan.source.text
    return [text[e.start : e.end] for e in claim.evidence]
