"""Han characters that a font's table called by their radical's code: ⼈ is 人, ⻓ is 长.

Programs that write PDF look a glyph's code up in its font, and fonts that draw 人 and the radical ⼈ with one glyph
may name the radical. Text copied from such a file keeps it. Both stand for the same character (Unicode Standard,
18.2); read as they are, no name would be found in them.
"""

from __future__ import annotations

import re
import unicodedata

_SUPPLEMENT = (
    "⺁厂⺄乙⺅亻⺆冂⺉刂⺋㔾⺌小⺍小⺎尢⺏尣⺐尢⺒巳⺓幺⺔彑⺖忄⺘扌⺙攵⺛旡⺝月⺞歺⺟母⺠民⺡氵⺢氺⺣灬⺤爫⺥爫⺨犭⺩王⺫目⺬示⺭礻⺮竹⺯糹⺰纟⺲罒⺴网⺷羊"
    "⺸羊⺹耂⺺肀⺻聿⺼月⺽臼⺾艹⺿艹⻀艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻇角⻈讠⻉贝⻊足⻋车⻌辶⻍辶⻎辶⻏阝⻐钅⻑長⻒镸⻓长⻔门⻖阝⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞飠"
    "⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻲亀⻳龟"
)
"""CJK Radicals Supplement, each with its unified character (Unicode Character Database, EquivalentUnifiedIdeograph)."""
RADICALS: dict[int, str] = {
    **{code: unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)},
    **{ord(_SUPPLEMENT[at]): _SUPPLEMENT[at + 1] for at in range(0, len(_SUPPLEMENT), 2)},
}
"""Radical → character, for :meth:`str.translate`; one character stays one."""
_ANY = re.compile("[\u2e80-\u2fd5]")


def plain(text: str) -> str:
    """*text* with characters in the place of radicals, as long as it was.

    >>> plain("居⺠⼈均收⼊增⻓")
    '居民人均收入增长'
    """
    return text.translate(RADICALS) if _ANY.search(text) else text
