"""Automatic numbers of Word paragraphs, which the file does not spell out: 第一章, 一、, （二）, 3."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.document import Document
    from lxml.etree import _Element as Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CN = "零一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class _Level:
    shape: str
    pattern: str
    start: int


@dataclass(slots=True)
class Numbering:
    """Counts the numbered paragraphs of one document (ECMA-376 part 1, 17.9)."""

    _levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    _abstract: dict[str, str] = field(default_factory=dict)
    _styles: dict[str, tuple[str, int]] = field(default_factory=dict)
    _counts: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def of(cls, document: Document) -> Numbering:
        """The numbering definitions of *document*; none where it has no numbering part."""
        made = cls()
        related = next(
            (
                rel.target_part
                for rel in document.part.rels.values()
                if not rel.is_external and rel.reltype.endswith("/numbering")
            ),
            None,
        )
        root: Element | None = getattr(related, "element", None)
        if root is not None:
            for abstract in root.iterchildren(f"{_W}abstractNum"):
                key = abstract.get(f"{_W}abstractNumId") or ""
                for level in abstract.iterchildren(f"{_W}lvl"):
                    index = int(level.get(f"{_W}ilvl") or 0)
                    made._levels[key, index] = _Level(
                        _val(level, "numFmt") or "decimal", _val(level, "lvlText") or "", int(_val(level, "start") or 1)
                    )
            for number in root.iterchildren(f"{_W}num"):
                made._abstract[number.get(f"{_W}numId") or ""] = _val(number, "abstractNumId") or ""
        for style in document.styles.element.iterchildren(f"{_W}style"):
            properties = style.find(f"{_W}pPr/{_W}numPr")
            if properties is not None and _val(properties, "numId"):
                made._styles[style.get(f"{_W}styleId") or ""] = (
                    _val(properties, "numId") or "",
                    int(_val(properties, "ilvl") or 0),
                )
        return made

    def next(self, paragraph: Element, style: str | None) -> str:
        """The number that Word shows before *paragraph*; empty for none and for bullets' private signs."""
        properties = paragraph.find(f"{_W}pPr/{_W}numPr")
        if properties is not None:
            key, level = _val(properties, "numId") or "", int(_val(properties, "ilvl") or 0)
            if not key and style in self._styles:
                key = self._styles[style][0]
        elif style in self._styles:
            key, level = self._styles[style]
        else:
            return ""
        abstract = self._abstract.get(key)
        if abstract is None or (abstract, level) not in self._levels:
            return ""
        shape = self._levels[abstract, level]
        count = self._counts.get((abstract, level), shape.start - 1) + 1
        self._counts[abstract, level] = count
        for index in range(level + 1, 9):
            self._counts.pop((abstract, index), None)
        if shape.shape == "bullet":
            return "• "
        shown = re.sub(r"%(\d)", lambda found: self._figure(abstract, int(found.group(1)) - 1), shape.pattern)
        return shown if not shown or not shown[-1].isalnum() or shown[-1] in "章节条篇部" else shown + " "

    def _figure(self, abstract: str, level: int) -> str:
        shape = self._levels.get((abstract, level))
        count = self._counts.get((abstract, level), shape.start if shape else 1)
        return figure(count, shape.shape if shape else "decimal")


def figure(count: int, shape: str) -> str:
    """A number in one of Word's number formats.

    >>> figure(23, "chineseCountingThousand"), figure(3, "decimalEnclosedCircle"), figure(4, "decimal")
    ('二十三', '③', '4')
    """
    if shape.startswith(("chinese", "japaneseCounting", "ideographDigital", "taiwaneseCounting")) and 0 < count < 100:
        tens, ones = divmod(count, 10)
        return (("" if tens == 1 else _CN[tens]) + "十" if tens else "") + (_CN[ones] if ones or not tens else "")
    if shape.startswith("decimalEnclosedCircle") and 0 < count <= 20:
        return chr(0x2460 + count - 1)
    if shape == "lowerLetter" and 0 < count <= 26:
        return chr(96 + count)
    if shape == "upperLetter" and 0 < count <= 26:
        return chr(64 + count)
    if shape in {"upperRoman", "lowerRoman"} and 0 < count < 40:
        roman = "X" * (count // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[count % 10]
        return roman if shape == "upperRoman" else roman.lower()
    return str(count)


def _val(element: Element, name: str) -> str | None:
    found = element.find(f"{_W}{name}")
    return None if found is None else found.get(f"{_W}val")
