"""Whether a text is a plan, report or policy document at all.

Official Chinese has a narrow vocabulary: in plans, reports and measures fifteen or more of a hundred Han characters
belong to the words below, in the few samples of fiction, poetry and sports news that were tried, none. The line is
drawn at four, for short excerpts at one and a half, so that one dry paragraph still passes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_WORDS = re.compile(
    "发展|建设|推进|推动|加强|加快|规划|政府|经济|产业|实施|完善|提升|项目|工程|保障|体系|改革|创新|服务|企业|社会|生态|管理|机制|落实|促进|重点|强化|深化|优化|健全|培育|打造"
    "|构建|建立|治理|提高|增长|投资|农业|工业|城镇|乡村|农村|科技|教育|民生|就业|安全|基础设施|示范|试点|目标|任务|指标|部门|单位|国家|全省|全市|全县|全区|区域|领域|资源|环境|能力|水平"
    "|质量|制度|政策|措施|监管|统筹|协调|支持|鼓励|扶持|贫困|扶贫|脱贫|补助|补贴|资金|资助|奖励|申请|认定|考评|考核|评估|行政|公共|设施|防治|整治|开发|开放|合作|平台|园区|人才|技术|战略|布局|格局"
    "|经费|预期性|约束性|增加值|比重|覆盖率|利用率|人均|生产总值|总投资|修复|保护|空间|耕地|水源|防洪|排水"
)
_TRADITIONAL = re.compile(
    "發展|建設|推進|推動|加強|規劃|經濟|產業|實施|項目|工程|創新|服務|企業|社會|計劃|政策|措施|市民|政府"
)
_HAN = re.compile(r"[\u3400-\u9fff]")
_SAMPLE = 60_000
_LEAST, _LEAST_OF_SHORT, _SHORT = 4.0, 1.5, 600
_LEAST_HAN = 0.3


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why a text is refused, in both languages."""

    reason: str
    reason_zh: str


def refuse(text: str) -> Verdict | None:
    """Why *text* is no plan, or ``None`` when it may be one.

    Long texts are judged by three samples (beginning, middle, end), and by the best of them: an annex of tables or
    a page's menu must not speak for the whole.
    """
    size = len(text)
    third = _SAMPLE // 3
    starts = {0, max(0, size // 2 - third // 2), max(0, size - third)} if size > _SAMPLE else {0}
    samples = [text[start : start + (third if size > _SAMPLE else _SAMPLE)] for start in sorted(starts)]
    shares = [share(sample) for sample in samples]
    han, density = max(h for h, _ in shares), max(d for _, d in shares)
    if han < _LEAST_HAN:
        return Verdict(f"only {han:.0%} of its letters are Chinese characters", f"汉字只占 {han:.0%}")
    least = _LEAST if size >= _SHORT else _LEAST_OF_SHORT
    if density < least:
        return Verdict(
            f"{density:.1f} of 100 characters belong to the vocabulary of planning, where plans have 15 or more",
            f"每百字只有 {density:.1f} 字属于规划用语，规划文件通常有 15 字以上",
        )
    return None


def share(text: str) -> tuple[float, float]:
    """Share of Han characters among the letters, and how many of a hundred Han characters belong to planning words."""
    letters = sum(c.isalpha() for c in text)
    han = len(_HAN.findall(text))
    if not han:
        return 0.0, 0.0
    words = sum(len(found) for found in _WORDS.findall(text))
    if words < han // 50:
        words += sum(len(found) for found in _TRADITIONAL.findall(text))
    return han / letters, 100 * words / han
