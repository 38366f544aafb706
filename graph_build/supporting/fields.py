"""Fields of policy and the words by which plans speak of them.

General knowledge of how Chinese plans are organised, from the chapters that nearly every outline has (创新, 产业,
开放, 城乡, 基础设施, 文化, 生态, 民生, 平安, 改革 …). A task on 医共体 and a goal that promises 健康 share no word;
they share a field.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import ahocorasick

FIELDS: dict[str, str] = {
    "innovation": (
        "科技(?!服务业)|创新驱动|创新平台|创新能力|创新体系|创新主体|创新型|创新创业|研发|技术攻关|关键核心技术"
        "|高新技术|实验室|孵化|众创|科创|产学研|知识产权|专利|成果转化|创新联合体|研究院|院校合作|大院名校|创新策源"
        "|创新生态|创新服务|创新链"
    ),
    "talent": "人才|引才|引智|博士后|高素质劳动者|技能大师|工程师|英才|高端要素|要素集聚",
    "manufacturing": (
        "制造|工业|产业集群|汽车|装备|机械|医药产业|医药化工|化工|冶金|钢铁|建材|纺织|技改|专精特新|产业链|智能工厂"
        "|规上|产业基础再造|产业转型升级|零部件|电子信息产业|食品加工|先进产业|产业平台|开发区|产业园"
    ),
    "emerging": (
        "新兴产业|未来产业|新材料|新能源|氢能|储能|生物医药|生命健康|人工智能|光电|航空航天|低空|新赛道|集成电路"
        "|机器人|节能环保产业"
    ),
    "digital": (
        "数字经济|数字产业|数字赋能|数字转型|数字技术|数字贸易|(?<!政府)数字化(?!改革|治理|政府)|数智|信息化|大数据"
        "|云计算|人工智能|智能化|智能制造|5G|工业互联网|区块链|物联网|数据要素|数据中心|新一代信息|软件产业"
        "|集成电路"
    ),
    "digital-government": (
        "政府数字化|数字政府|数字化改革|数字化治理|数字社会|数字法治|整体智治|互联网.?政务|掌上办|一网通办|一网统管"
        "|政务数据|公共数据|智慧监管|无证明|数字乡村|数字孪生"
    ),
    "smart-city": "智慧城市|城市大脑|数字孪生城市|智慧治理|智慧社区|新型智慧",
    "service": "服务业|金融|商贸|会展|中介服务|房地产|总部经济|科技服务|信息服务",
    "logistics": "物流|流通|快递|冷链|仓储|集疏运|多式联运|货运",
    "consumption": "消费|商圈|商业|夜间经济|零售|电商|电子商务|步行街|内需|商贸",
    "tourism": "旅游|景区|文旅|民宿|度假|游客",
    "finance": "金融|贷款|信贷|资本市场|上市|融资|普惠小微|银行",
    "private": "民营|小微|中小企业|中小微|企业家|市场主体|个体工商户|民间投资",
    "port": (
        "港口|港区|海港|码头|航运|航道|吞吐量|(?<!大)湾区|海洋(?:经济|产业|强|开发|生物|装备)|临港|集装箱|渔港|港航"
        "|港城|港产|蓝色经济|泊位|港湾|大港|港铁|港支线|疏港|进港"
    ),
    "opening": (
        "(?<!改革)(?<!数据)(?<!共享)开放(?!共享|式|课堂|办学)|外贸|外资|进出口|口岸|保税|自贸|跨境|一带一路"
        "|双循环|国际市场|境外|海外市场|走出去|通关|国内大循环|内外贸"
    ),
    "cooperation": (
        "长三角|京津冀|粤港澳|成渝|大湾区建设|都市圈|都市区|接轨|区域一体化|市场一体化|甬台一体化|长株潭|宁镇扬"
        "|西咸|厦漳泉|沪苏|区域合作|区域协同|跨区域|城市群|飞地|协同发展圈|共建共享|山海协作|对口|副中心|对接融入"
    ),
    "regional": (
        "区域协调|城乡(?:一体|融合|统筹|协调|区域|发展|建设|布局)|统筹城乡|空间格局|空间布局|空间结构|发展格局"
        "|中心城区|县域|新型城镇化|城镇化|小城镇|中心镇|主体功能区|区域发展|东中西|东西部|均衡发展|城市能级|首位度"
        "|乡村振兴|组团|辐射带动|区域差距|区域布局"
    ),
    "rural": "乡村|农业|农村|农民|粮食|农田|种业|村集体|农产品|三农|美丽庭院",
    "transport": "交通|铁路|高铁|公路|高速|机场|航空|轨道|城际|枢纽|道路网|路网|互联互通|综合运输|通道",
    "infrastructure": (
        "基础设施(?!互联互通)|供水|管网|电网|燃气|能源保障|水利|防洪|排涝|水库|新基建|管廊|污水处理|市政设施"
        "|能源设施|治污|电力"
    ),
    "city": (
        "城市更新|有机更新|老旧小区|宜居|城市功能|城市品质|未来社区|人居|美丽城镇|市政|停车|城市建设|城市管理"
        "|城市环境|美丽.{0,2}城|城中村|背街小巷|新城|乡村风貌|美丽乡村"
    ),
    "civility": (
        "文明城市|文明实践|文明素质|文明程度|文明水平|文明村镇|文明单位|核心价值观|志愿服务|精神文明|家风|公民道德"
        "|文明高地|社会文明"
    ),
    "culture": "文化|非遗|文物|古城|书香|阅读|博物馆|艺术|文艺|遗产|戏曲|文创",
    "ecology": (
        "(?<!人才)(?<!创新)(?<!产业)(?<!创业)(?<!消费)(?<!政治)(?<!教育)(?<!数字)(?<!金融)(?<!服务)生态(?!链)"
        "|环境保护|环境质量|环境治理|环境整治|污染|绿色(?:经济|低碳|发展|转型|生活|生产|生态|建筑|出行|屏障|空间)|低碳"
        "|碳达峰|碳中和|零碳|垃圾|森林|水土|湿地|节能|固废|空气|水源|无废|山水林田|美丽河湖|岸线"
    ),
    "education": "教育|学校|教师|幼儿园|职教|学生|办学|学前|义务教育|产教",
    "health": (
        "医疗|医院|卫生|(?<!医药)(?<!生命)(?<!大)健康(?!发展|有序|房地产|稳定|产业)|疾控|中医|医共体|医养|全民健身"
        "|体育|疾病|医保"
    ),
    "employment": "就业|创业|岗位|劳动关系|劳动者|失业",
    "security": (
        "社会保障|社会保险|养老保险|医疗保障|医保|社保|救助|低保|住房保障|保障性住房|公租房|优抚|福利|慈善|双拥|参保"
    ),
    "lifecycle": (
        "养老|托育|托幼|生育|老年|老龄|妇女|儿童|残疾|青年发展|一老一小|全生命周期|未成年|婴幼儿|重点群体|退役军人"
    ),
    "service-public": "公共服务|均等化|普惠|民生实事|社会事业|公共文化",
    "governance": (
        "社会治理|市域治理|基层治理|治理体系|治理能力|网格|矛盾纠纷|调解|社区治理|信访|自治|治理现代化|治理新"
    ),
    "safety": "平安|安全生产|应急|防灾|风险防|国家安全|治安|食品安全|反恐|扫黑|安全风险|公共安全",
    "law": "法治|执法|司法|普法|依法治|法律服务|法律援助|公正",
    "integrity": "清廉|廉洁|崇廉|纪检|反腐|监察|执纪|管党治党|从严治党",
    "credit": "信用|诚信|失信",
    "reform": "改革|体制机制|放管服|先行先试|改革试点",
    "business": "营商|审批|准入|证照|政务服务|最多跑一次|一件事|减税|降本|亲清|无证明|一网通办|掌上办|商事|服务企业",
    "market": (
        "市场体系|要素市场|资源要素|产权|市场化配置|公平竞争|标准地|亩均|要素配置|市场机制|公共资源交易|市场准入"
    ),
    "party": "党的领导|党建|党风",
    "common": "共同富裕|收入分配|居民收入|低收入|收入差距|人均可支配收入",
    "livelihood": "民生|美好生活|幸福|品质生活|美好家园|人民群众|生活品质|高品质生活|美好新家园|获得感",
}
"""Field → the expressions that speak of it, as one regular expression each."""

BROADER: dict[str, tuple[str, ...]] = {
    "education": ("service-public", "livelihood"),
    "health": ("service-public", "livelihood"),
    "security": ("service-public", "livelihood"),
    "lifecycle": ("service-public", "livelihood"),
    "employment": ("livelihood",),
    "service-public": ("livelihood",),
    "culture": (),
    "emerging": ("manufacturing",),
    "tourism": ("consumption",),
    "rural": ("regional",),
    "business": ("market",),
}
"""What a field is part of: a task of the narrower field serves an aim of the wider one, though less surely."""


@dataclass(frozen=True, slots=True)
class _Expression:
    """One alternative of a field's expression: its literal beginning finds it, the whole of it decides."""

    field: str
    pattern: re.Pattern[str]
    plain: bool
    """The literal beginning is all of it."""


def _automaton() -> ahocorasick.Automaton:
    found: dict[str, list[_Expression]] = {}
    for name, expression in FIELDS.items():
        for alternative in _alternatives(expression):
            m = re.fullmatch(r"(?:\(\?<!.+?\))*([一-鿿\w]+)(.*)", alternative)
            if m is None:
                raise AssertionError(f"{name}: {alternative} does not begin with plain characters")
            begins = m[1][:-1] if m[2][:1] in ("?", "*") else m[1]
            expression_ = _Expression(name, re.compile(alternative), begins == alternative)
            found.setdefault(begins, []).append(expression_)
    automaton = ahocorasick.Automaton()
    for begins, expressions in found.items():
        automaton.add_word(begins, (len(begins), tuple(expressions)))
    automaton.make_automaton()
    return automaton


def _alternatives(expression: str) -> list[str]:
    """The alternatives of the top level."""
    out, depth, at = [], 0, 0
    for i, char in enumerate(expression):
        depth += (char == "(") - (char == ")")
        if char == "|" and depth == 0:
            out.append(expression[at:i])
            at = i + 1
    return [*out, expression[at:]]


_AUTOMATON = _automaton()


@lru_cache(maxsize=8192)
def fields(text: str) -> Mapping[str, int]:
    """Field → how often ``text`` speaks of it; fields that it does not touch are absent. Linear in the text."""
    hits: dict[str, list[tuple[int, int]]] = {}
    for last, (length, expressions) in _AUTOMATON.iter(text):
        start = last - length + 1
        for expression in expressions:
            end = last + 1
            if not expression.plain:
                m = expression.pattern.match(text, start)
                if m is None:
                    continue
                end = m.end()
            hits.setdefault(expression.field, []).append((start, end))
    out: dict[str, int] = {}
    for name in FIELDS:
        if name in hits:
            out[name] = _apart(hits[name])
    return out


def _apart(spans: list[tuple[int, int]]) -> int:
    """How many of ``spans`` do not overlap one counted before."""
    count, reached = 0, 0
    for start, end in sorted(spans):
        if start >= reached:
            count, reached = count + 1, end
    return count
