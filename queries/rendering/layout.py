"""What every rendering shares: which columns an answer's table has, and how a quotation is cited."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ontology.errors import Lang
from queries.answer import Answer, Item, Quotation
from queries.vocabulary import say

PER_ITEM = 3
"""How many quotations an item shows; the JSON has all."""
TOTAL = re.compile(r"[\[〔【]\s*(?P<value>[^\]〕】]*\d[^\]〕】]*?)\s*[\]〕】]")
"""How a table prints a total over the period: ``[12]``, as its note says."""
_HIDDEN = frozenset(("row", "order", "value", "boxNode", "cumulative", "definition"))


@dataclass(frozen=True, slots=True)
class Table:
    """An answer's items as rows of text, with the quotations that they refer to by number."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    quotations: tuple[Quotation, ...]


def table(answer: Answer, *, per_item: int = PER_ITEM) -> Table:
    """The table of an answer: number, name, class, facts, strength, basis, numbers of the quotations."""
    zh = answer.lang == "zh"
    columns = {column.name: (column.zh if zh else column.en) for column in answer.query.columns}
    facts = [name for name in columns if name not in _HIDDEN and any(name in i.facts for i in answer.items)
             and not _constant_goal(answer, name)]
    why = any(ground.strength for i in answer.items for ground in i.grounds)
    basis = any(i.bases for i in answer.items)
    header = ["#", "名称" if zh else "Name", "类别" if zh else "Class", *(columns[name] for name in facts)]
    header += [("强度" if zh else "Strength")] if why else []
    header += [("依据" if zh else "Basis")] if basis else []
    header.append("原文" if zh else "Quoted")
    numbers: dict[tuple[int | None, int | None, str], int] = {}
    quotations: list[Quotation] = []
    rows = []
    for number, item in enumerate(answer.items, 1):
        cited = []
        for quotation in item.quotations[:per_item]:
            key = (quotation.start, quotation.end, quotation.quote)
            if key not in numbers:
                numbers[key] = len(numbers) + 1
                quotations.append(quotation)
            cited.append(str(numbers[key]))
        row = [str(number), _name(item), say(item.cls or "", answer.lang)]
        row += [_shown(item, name, answer.lang) for name in facts]
        row += [say(item.strength or "", answer.lang)] if why else []
        row += ["、".join(say(b, answer.lang) for b in item.bases)] if basis else []
        extra = len(item.quotations) - per_item
        row.append("".join(f"[{c}]" for c in cited) + (f" +{extra}" if extra > 0 else ""))
        rows.append(tuple(row))
    return Table(tuple(header), tuple(rows), tuple(quotations))


def place(quotation: Quotation, lang: Lang) -> str:
    """Where a quotation stands: its plan where there are several, chapter, section, position."""
    where = " › ".join(part for part in (quotation.plan, quotation.chapter, quotation.section) if part)
    if quotation.start is None:
        return where
    at = f"第{quotation.start}–{quotation.end}字" if lang == "zh" else f"characters {quotation.start}–{quotation.end}"
    return f"{where}，{at}" if where and lang == "zh" else f"{where}, {at}" if where else at


def reading_lines(answer: Answer) -> tuple[str, ...]:
    """How the question was taken: the stored query, the names, and what else they might have meant."""
    zh = answer.lang == "zh"
    title = answer.query.summary_zh if zh else answer.query.summary
    bound = ", ".join(f"{name}={'、'.join(values)}" for name, values in answer.parameters.items())
    lines = [f"{'理解为' if zh else 'Read as'}: {answer.query.name}{f' ({bound})' if bound else ''} – {title}"]
    for reading in answer.readings:
        chosen = reading.chosen[0]
        if not reading.certain:
            lines.append(f"“{reading.text}”取为 {chosen.thing.label}（{say(chosen.thing.cls, 'zh')}）" if zh else
                          f"“{reading.text}” taken as {chosen.thing.label} ({say(chosen.thing.cls, 'en')})")
        if reading.others:
            others = "、".join(f"{c.thing.label}（{say(c.thing.cls, answer.lang)}）" for c in reading.others[:4])
            lines.append(f"“{reading.text}”还可能是：{others}" if zh else f"“{reading.text}” might also be: {others}")
    lines.extend(answer.notes)
    return tuple(lines)


def _constant_goal(answer: Answer, name: str) -> bool:
    """A column that says the same goal, box or plan in every row is left to the first sentence."""
    if name not in ("goalLabel", "boxLabel", "number", "firstLabel", "secondLabel", "plan", "table"):
        return False
    return len(answer.items) > 1 and len({i.facts.get(name) for i in answer.items}) == 1


def _name(item: Item) -> str:
    return item.label if len(item.label) <= 80 else item.label[:79] + "…"


def _shown(item: Item, name: str, lang: Lang) -> str:
    value = item.facts.get(name)
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:g}"
    if TOTAL.fullmatch(str(value)):
        return f"{value}（累计）" if lang == "zh" else f"{value} (total)"
    return say(str(value), lang)
