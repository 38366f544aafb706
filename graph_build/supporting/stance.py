"""Does a passage look back, describe the situation, or say what shall be done?

A plan opens with what the last period achieved and with the situation it finds; only then does it set out tasks and
numbers. The headings above a passage tell most of it; in a report without headings the turn is found in the wording
(``过去一年`` … ``今年工作的总体要求``) and holds until the next turn.
"""

from __future__ import annotations

import re
from typing import Literal

from graph_build.model import Division, Plan

Stance = Literal["past", "situation", "plan"]

_YEAR = r"(?:[12]\d{3}|二[〇○零]\S{2})"
_PLAN_TITLE = re.compile(
    r"目标|任务|要求|安排|思路|打算|举措|指导思想|战略|重点|部署|今年|本届|下一年|来年|展望|愿景|蓝图|定位|原则|"
    r"奋力|加快|推进|着力|坚持|聚焦"
)
_PAST_TITLE = re.compile(
    r"回顾|总结|过去的?(?:一年|五年|几年|\d+年)|发展成就|主要成就|实施情况|完成情况|执行情况|^(?:发展|工作|建设|"
    r"现实|已有)?基础|现状|发展历程"
)
_PAST_TITLE_WEAK = re.compile(r"成就|成效|成绩|胜利|发展基础|工作基础|建设基础|过去")
_ACTS_ON_IT = re.compile(
    r"应对|破解|营商|补短板|补强|防范|化解|补齐|解决|抢抓|把握|落实|融入|转化|实施|贯彻|聚力|优化|改善"
)
_VERB_TITLE = re.compile(
    r"推进|推动|推广|全力|奋力|着力|加快|夯实|巩固|提升|强化|坚持|聚焦|深化|狠抓|抓好|促进|打造|建设(?!成就)"
)
_SITUATION_TITLE = re.compile(
    r"形势|机遇|挑战|环境分析|发展环境|面临|国际国内|国内外.{0,4}(?:环境|形势)|环境变化|存在.{0,4}问题|主要问题|突出问题|背景|短板|阶段特征|必要性|有利条件|制约"
)
_PAST_OPENING = re.compile(
    rf"^(?:各位代表[!！，,：:]*)?(?:这(?:一年|五年|\d年)[，,]|过去(?:的)?(?:一年|五年|几年|\d+年)|(?:一年|五年|几年|\d年)(?:来|间)|回顾|"
    rf"{_YEAR}年?是.{{0,40}}(?:极不平凡|很不寻常|不平凡)"
    rf"|“?十[一二三四五]五”?(?:时期|期间|以来)[,，].{{0,60}}(?:取得|完成|实现了|我们|牢记))"
)
_PLAN_OPENING = re.compile(
    r"^(?:各位代表[!！，,：:]*)?.{0,40}(?:(?:今年|明年|今后五年|未来五年|[12]\d{3}年|“?十[一二三四五六]五”?(?:时期|"
    r"期间)).{0,16}"
    r"(?:总体要求|主要目标|预期目标|主要任务|奋斗目标|工作安排|重点工作|指导思想|工作思路)|是.{0,12}开局之年|^“?十[一二三四五六]五”?时期是.{0,30}关键时期)"
)


def title_stance(title: str) -> Stance | None:
    """What a heading says of the passages under it; ``None`` where it says nothing."""
    mixed = re.search(r"目标|任务|安排|要求|思路", title)
    if mixed and re.search(r"回顾|成就|成效|总结|形势|环境|基础|机遇|挑战|背景", title):
        return None  # a chapter of both kinds: its sections tell
    if (
        _SITUATION_TITLE.search(title)
        and not re.search(r"[，,]", title)
        and not (_VERB_TITLE.search(title) or _ACTS_ON_IT.search(title))
    ):
        return "situation"
    if _PAST_TITLE.search(title) or (_PAST_TITLE_WEAK.search(title) and not _VERB_TITLE.search(title)):
        return "past"
    if _PLAN_TITLE.search(title):
        return "plan"
    return None


def stances(plan: Plan) -> dict[str, Stance]:
    """The stance of everything in :meth:`Plan.texts`, by key. Linear in the text."""
    out: dict[str, Stance] = {}
    running: Stance = "plan"
    holder: Division | None = None
    for passage, path in plan.texts():
        told: Stance | None = None
        for division in path:
            told = title_stance(division.title) or told
            if told in ("past", "situation"):
                break
        home = next((d for d in reversed(path) if d.kind != "box"), None)
        if home is not holder:
            holder, running = home, "plan"
        if _PAST_OPENING.match(passage.text):
            running = "past"
        elif _PLAN_OPENING.match(passage.text):
            running = "plan"
        out[passage.key] = told if told in ("past", "situation") else running
    return out
