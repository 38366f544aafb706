"""Which numbers are no aims: dates, ordinals, codes, capacities in names, standards of payment, counts of what is.

Each test has a name, so that ``build --explain`` and whoever tunes the rules can tell which one refused a number.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from graph_build.numbers.lexicon import ACTIONS
from graph_build.numbers.parse import Quantity
from graph_build.words import words

ATLEAST = re.compile(
    r"(?:突破|超过|超|达到?|不低于|不少于|至少|大于|高于|提高到|提升到|提高至|提升至|稳定在|保持在|增至|升至)(?:了|约)?$"
)
INCREASE = re.compile(
    r"增长|新增|净增|增加|递增|提高(?!到|至)|提升(?!到|至)|扩增|增幅|涨幅|新建|新改建|新(?:开|签|引|培|认|创|组|植)|增速"
)

_WINDOW = 60
_SCHEME = re.compile(r"[”\s]*(?:行动|计划|工程|方案|战略|目标)")
_PATTERN_AFTER = re.compile(r"(?:的|、)|[”\s]*(?:体系|格局|网络|行动|计划|机制)")
_REACHES = re.compile(r"(?:达到?|为|到|至|在|突破|超过|超|占|低于|不低于)\s*$")
_CHINESE_NEEDS = re.compile(r"(?:突破|超过|达到?|超|新增|至少|增长|提高|降低|不低于|实现|完成|建成|占)\s*$")
_ROUND_NEEDS = re.compile(r"(?:打造|培育|开放|推广|推出|实施|引进|举办|联动|对接)\s*$")
_YEARS_REACHED = re.compile(r"(?:达到?|提高到|为|提升至|延长到)\s*$")
_DURATION_SET = re.compile(r"(?:达到?|到|至|缩短|压缩|在|不超过|低于|超过|提高|延长|为|增长)\s*(?:\d+[^，。]{0,3})?$")
_STATE = re.compile(
    r"(?:细化|划分|分|归纳|概括|划定)(?:为|成)\s*$|(?:^|[^拥])有\s*$|了\s*$"
    r"|(?:针对|由|全市|全省|辖|以|将|把|含|包括)\s*$"
)
_PAYMENT = re.compile(
    r"(?:补助|补贴|奖励|资助|标准|给予|最高|奖补|一次性.{0,4})"
    r"\s*(?:按|不超过|为|不高于|不低于)?\s*$"
)
_PAID_AFTER = re.compile(
    r"(?:以内|以下|左右|以上)?的?(?:一次性|财政|资金|专项|经费|进行|用于|予以|考核|配套|研发|科研|贷款)*(?:奖励|奖补|补助|补贴|资助|奖金)"
)
_GENERIC_AFTER = re.compile(
    r"(?:方面|领域|路径|方向|环节|维度|层面|要素|板块)(?:[，。；、的和与]|$|[一-鿿]{0,4}(?:任务|工作|改革|问题))"
)
_SCOPE_FRAME = re.compile(r"(?:^|[，,、；;])(?:聚焦|围绕|针对|紧盯|瞄准|紧扣|对标)")
_AS_OBJECTIVE = re.compile(r"[^，,。；;]{0,12}目标")
_LIST_BEFORE = re.compile(r"(?:^|[，,；;])(?:[^，,、。；;：:\d等]{2,}、)+[^，,、。；;：:\d等]{2,}$")
_NOUN_AFTER = re.compile(r"(?!以上|以下|以内|左右|之|余)[一-鿿]{2}")
_CLASSIFIERS = frozenset({"个", "条", "座", "家", "项", "类", "处", "所", "大"})
_DEFINITION = re.compile(r"(?:是指|[^，,、]{2}指)(?!标|数|导|引|挥|南|向|定|出|示)[^，,]*$")
_ORDINAL_BEFORE = re.compile(r"(?:第|专栏|表|图|附件|[A-Za-z.\-+＋·—]|同|编号|文号|〔\d*|“\d*)\s*$")
_ORDINAL_AFTER = re.compile(r"\s*(?:号|届|周年|时|月|日|年|强)")
_CODE_AFTER = re.compile(r"\s*[A-Za-z+＋×∶:·]")
_DATE_UNITS = frozenset({"月", "日", "周", "周年", "届", "号", "时", "省", "市", "国", "强"})
_DURATIONS = frozenset({"小时", "分钟", "天", "秒", "毫秒", "岁", "度", "级", "层", "线", "环", "日"})
_LETTERS = frozenset({"G", "A", "P", "T", "M", "E"})


def _quoted(before: str, after: str) -> bool:
    return before.rfind("“") > before.rfind("”") and "”" in after


def _scheme(q: Quantity, before: str, after: str) -> bool:
    """倍增行动, 翻番计划, “双倍增”: names, not aims."""
    if q.kind == "double":
        return bool(_SCHEME.match(after)) or before.rfind("“") > before.rfind("”")
    return q.kind == "whole" and (bool(_PATTERN_AFTER.match(after)) or before.rfind("“") > before.rfind("”"))


def _payment(q: Quantity, before: str, after: str) -> bool:
    """给予最高500万元奖励: what somebody is paid, not what is reached."""
    return q.unit.endswith("元") and bool(_PAYMENT.search(before) or _PAID_AFTER.match(after))


def _numeral(q: Quantity, before: str, after: str) -> bool:
    """A Chinese numeral is an aim only after a verb that reaches it (突破千亿元, 推出百项举措): 三大, 两个 are not."""
    if q.arabic or _CHINESE_NEEDS.search(before):
        return False
    return q.unit.startswith(("亿", "万")) or not _ROUND_NEEDS.search(before)


def _date(q: Quantity, before: str, after: str) -> bool:
    if q.unit == "年" and (q.value >= 1000 or not _YEARS_REACHED.search(before)):
        return True
    return q.unit in _DATE_UNITS or bool(_ORDINAL_AFTER.match(after))


def _code(q: Quantity, before: str, after: str) -> bool:
    """第3, G206, 5G, PM2.5."""
    if _ORDINAL_BEFORE.search(before) or (q.unit == "" and _CODE_AFTER.match(after)):
        return True
    return q.unit in _LETTERS and not re.search(r"(?:达到?|至)\s*$", before)


def _circle(q: Quantity, before: str, after: str) -> bool:
    """20分钟医疗服务圈, 0—3岁, 25度: lengths of time, ages and degrees that nothing shall reach."""
    return q.unit in _DURATIONS and not _DURATION_SET.search(before)


def _plain(q: Quantity, before: str, after: str) -> bool:
    """A number without a unit must be reached (指数达47)."""
    if q.unit != "":
        return False
    counted = re.match(r"\s*[一-鿿]", after) and not re.match(r"左右|以上|以内|以下", after)
    return not _REACHES.search(before) or bool(counted)


def _scope(q: Quantity, before: str, after: str) -> bool:
    """聚焦13个产业集群, 围绕7个方面, 9条路径: how a task is cut, not how much is reached."""
    if _GENERIC_AFTER.match(after):
        return True
    frame = _SCOPE_FRAME.search(before)
    if frame is None:
        return False
    return bool(_AS_OBJECTIVE.match(after)) or not any(
        len(w.text) > 1 and w.text in ACTIONS for w in words(before[frame.end() :])
    )


def _named_list(q: Quantity, before: str, after: str) -> bool:
    """长春、白山2个城市: the count closes a list of names and says nothing new."""
    listed = _LIST_BEFORE.search(before)
    if listed is None or q.unit not in _CLASSIFIERS or not _NOUN_AFTER.match(after):
        return False
    return not any(w.text in ACTIONS for w in words(listed.group())[-1:])


_TESTS: tuple[tuple[str, Callable[[Quantity, str, str], bool]], ...] = (
    ("state", lambda q, before, after: bool(_STATE.search(before))),
    ("payment", _payment),
    ("numeral", _numeral),
    ("date", _date),
    ("code", _code),
    ("quoted", lambda q, before, after: _quoted(before, after)),
    ("scope", _scope),
    ("named list", _named_list),
    ("definition", lambda q, before, after: bool(_DEFINITION.search(before))),
    ("members", lambda q, before, after: "由" in before and bool(re.match(r".{0,20}组成", after))),
    ("circle", _circle),
    ("plain", _plain),
)


def _around(clause: str, quantity: Quantity) -> tuple[str, str]:
    """What stands just before and after a quantity: a window, so that a clause without end costs no more."""
    start, end = quantity.start, quantity.end
    return clause[max(0, start - _WINDOW) : start], clause[end : end + _WINDOW]


def refused(clause: str, quantity: Quantity) -> str | None:
    """The name of the test that refuses ``quantity`` as an aim, or ``None``."""
    before, after = _around(clause, quantity)
    if quantity.kind != "number":
        return "scheme" if _scheme(quantity, before, after) else None
    return next((name for name, test in _TESTS if test(quantity, before, after)), None)


_PEOPLE_BELOW = re.compile(r"以下(?:的)?[一-鿿]")
_PEOPLE_UNITS = frozenset({"人", "亩", "度", "元", "万元", "户"})
_KIND_OF = re.compile(r"(?:人口|坡度|年龄|规模|面积|收入|产值|投资)(?:在|达|达到|超过|超)?\s*$")
_PLANT_UNITS = ("吨", "千瓦", "千伏", "伏", "瓦", "MW", "kV", "KV", "吨级", "羽", "度", "立方米")
_PLANT = re.compile(r"项目|工程|基地|企业|机组|产业园|装置|变电|电站|电网|线路|技改|项|产线|养殖|码头|泊位|航道|船")
_WORTH_NOUN = re.compile(r"(?:及?以上)的?[^，。；、\d]{0,8}(?:项目|企业|工程|园区)")
_MEASURE_UNITS = ("元", "亿", "亩", "吨", "千瓦", "千伏")


def qualifies(clause: str, quantity: Quantity, following: Quantity | None) -> bool:
    """Whether ``quantity`` only qualifies a noun: 投资过10亿元项目80个, 25度以上的坡耕地, 60万吨钾肥装置.

    :param following: the next quantity of the clause.
    """
    before, after = _around(clause, quantity)
    unit = quantity.unit
    if _PEOPLE_BELOW.match(after) and unit in _PEOPLE_UNITS:
        return True
    if re.match(r"(?:及?以上)的[一-鿿]", after) and _KIND_OF.search(before):
        return True
    if unit.endswith(_PLANT_UNITS):
        noun = re.match(r"(?:级|以上|的)*[^，。；、以左]{2,}", after)
        reached = ATLEAST.search(before) or INCREASE.search(before[-6:])
        if noun and not reached and _PLANT.search(noun.group()):
            return True
    if unit.endswith("级") or re.match(r"级(?:的)?[一-鿿]", after):
        return True
    worth = unit.endswith("元") and re.search(r"(?:过|超|超过|投资)\s*$", before)
    if worth and re.match(r"(?:以上)?的?(?!以上|左右|以内)[一-鿿]{2}", after):
        return not re.search(r"(?:年度|完成|实现|总)投资$", before) or after.startswith("的")
    if unit.endswith("元") and _WORTH_NOUN.match(after):
        return True
    if following is None:
        return False
    gap = clause[quantity.end : following.start]
    if re.search(r"[、和及与]", gap) and "或" not in gap:
        return False
    return unit.endswith(_MEASURE_UNITS) and (gap == "" or bool(re.match(r"\s*(?:以上|级)?(?:的)?[一-鿿]", gap)))
