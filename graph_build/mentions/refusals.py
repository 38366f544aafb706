"""Negative knowledge: what looks like a name and is none, each with the reason that ``build --explain`` shows.

A reader takes only what a text NAMES. Kinds of things (产业园区, 龙头企业), honours already held (荣获全国文明城市),
described mechanisms (完善…机制), products and techniques, numbers: none of them is an entity, although each is built
like one.
"""

from __future__ import annotations

import re

from graph_build.mentions.lexicon import fold
from graph_build.model import ThingClass

_LIMIT: dict[ThingClass, int] = {"Place": 20, "Industry": 22, "Organization": 30, "Indicator": 30, "Task": 40}
_DEFAULT_LIMIT = 48

_QUALITY = (
    r"(?:(?:各|各类|各级|各地|这些|其他|一批|一系列|若干|多个|部分|有关|相关|所有|主要|重要|重点|重大|骨干|龙头|优势|特色|优质|传统|新型|高端|高能级|高水平|高质量|"
    r"高标准|高品质|高层次|现代化|专业化|特色化|大型|中小|中小微|小微|大中型|规上|规模以上|专业|综合性|国内|省内|市内|省级以上|国家级|省级|市级|县级|世界级|"
    r"先进|标杆|标志性|配套|一站式|线上|线下|集约|高效|便民|知名|本土|外来|头部|链主|基层)(?:的)?)"
)
_SUBJECT = (
    r"(?:公共|创新|创业|科技|产业|工业|商业|生态|数字|智慧|智能|城市|城乡|农村|乡村|社区|物流|信息|服务|基础|技术|研发|政务|民生|建设|发展|国有|民营|医疗|养老)"
)
_KINDS: dict[ThingClass, str] = {
    "Platform": (
        r"平台|平台载体|载体|服务平台|产业平台|信息平台|产业园区?|园区|工业园区|开发区|集聚区|示范区|试验区|示范基地|基地|产业基地|小镇|特色小镇|综合体|"
        r"服务综合体|孵化器|众创空间|中心|服务中心|活动中心|实验室|重点实验室|工程中心|研究中心|枢纽|港口|港区|商圈|街区|商业街|市场|展会|论坛|赛事|节庆|"
        r"信息系统|系统|数据库|储备库|企业园|小微企业园|工业互联网平台|产业带|走廊|网络|服务网络|节点"
    ),
    "Project": (
        r"项目|工程|项目建设|基础设施|设施|公路|道路|铁路|高速|高速公路|桥梁|隧道|水库|水利设施|水利工程|管网|电网|路网|网络|学校|医院|场馆|码头|航道|机场|"
        r"停车场|充电桩|加氢站|基站|5G基站|数据中心|综合体|商业综合体|公园|绿道|广场|厂房|标准厂房|仓库|住房|保障性住房|车间|工厂|生产线|站场|"
        r"农村公路|污水处理厂|污水管网|垃圾处理设施|集疏运网络|集疏运体系|立体停车库|博物馆|图书馆"
    ),
    "Organization": (
        r"企业|公司|集团|企业集团|部门|单位|机构|组织|协会|行业协会|商会|社会组织|高校|院校|大学|学院|学校|中小学|幼儿园|高等院校|高职院校|职业院校|科研院所|科研机构|"
        r"研究院所?|研究院|研究机构|医院|医疗机构|养老机构|金融机构|银行|政府|党委|人民政府|团队|人民团体|群团组织|政府部门|职能部门|主管部门|监管部门|"
        r"高新技术企业|科技型企业|上市公司|市场主体|经营主体|合作社|家庭农场|村级组织|基金|产业基金|政府产业基金"
    ),
    "Place": (
        r"城区|主城区|中心城区|老城区|新城区|市区|郊区|城镇|乡镇|村庄|农村|社区|园区|片区|区块|核心区|核心区块|沿海|内陆|周边|境外|海外|国内|国外|省内|市内|县城|城市|"
        r"景区|流域|河流|海域|海岸|山区|库区|地区|全国|全省|全市|省|市|国家和地区|沿线国家|周边地区|周边国家"
    ),
    "Goal": (
        r"城市|中心|基地|高地|示范区|先行区|示范市|示范县|示范点|样板|标杆|名城|目标|水平|地位|品牌|称号|体系|格局|增长极"
    ),
    "Strategy": r"战略|重大战略|国家战略|理念|原则|方针|倡议|思想|思路|格局|布局|要求|目标|部署|政策",
    "Program": (
        r"行动|计划|工程|改革|试点|机制|制度|政策|措施|模式|活动|体系|方案|规划|办法|规定|条例|法律法规|专项行动|行动计划|重点工程|重大工程|重大改革|重大政策|"
        r"体制机制|长效机制|工作机制|激励机制|保障机制|协调机制|监督机制|惠民工程|民生工程|专项资金|补贴|奖励"
    ),
    "Industry": r"产业|行业|产业集群|集群|产业链|产业体系|业态|新业态|领域|企业|产品|经济|制造|服务",
    "Indicator": r"指标|总量|数量|规模|水平|比例|比重|占比|增速|增长|质量|效益|效率|能力|总额|金额|人数|面积|率",
}
_SUBJECT_COUNTS: frozenset[ThingClass] = frozenset(("Project", "Organization", "Platform"))
"""Classes whose kinds stay kinds with a subject in front (公共服务平台); an industry is named by its subject."""


def _generic(kinds: str, *, subject: bool) -> re.Pattern[str]:
    middle = rf"(?:{_SUBJECT}(?=.{{3}}))?{_QUALITY}*" if subject else ""
    return re.compile(rf"{_QUALITY}*{middle}(?:{kinds})(?:等)?")


_GENERIC = {cls: _generic(kinds, subject=cls in _SUBJECT_COUNTS) for cls, kinds in _KINDS.items()}
_HELD = re.compile(
    r"(?:荣获|荣膺|获评|获批|获授|被评为|被授予|被命名为|被列为|被列入|成功创建|成功创成|成功入选|顺利通过|蝉联|连续[^，。]{0,6}获|捧回|摘得|"
    r"已(?:经)?(?:成为|建成|创成|是)|建成了|成为了)[^，。；、]{0,6}$"
)
_TO_COME = re.compile(r"力争|争取|争创|全力|推动|支持|确保|将|申[报请]|努力|为契机")
_HELD_AFTER = re.compile(r"^[”』]?的?(?:称号|荣誉|殊荣|桂冠)")
_DESCRIBED = re.compile(r"(?:完善|健全|建立|建立健全|优化|创新|改革|构建|形成|探索)[^，。；：“”]{0,4}$")
_DESCRIPTIVE = re.compile(r"(?:机制|制度|体系|模式|办法|体制|格局|政策)$")
_QUOTED = re.compile(r"[“”《》『』「」\"]")
_NUMBER_UNIT = re.compile(
    r"[0-9０-９.]+(?:万|亿)?(?:元|个|家|项|公里|吨|亩|平方米|平方公里|人|户|套|座|条|%|％|个百分点|千瓦|立方米|张|辆|所|名|倍|米|公顷)"
)
_PRODUCT = re.compile(
    r"(?:产品|技术|部件|零部件|零配件|配件|设备|工艺|制剂|原料药|中间体|材料制品|装置|器件|元器件|仿制药|首仿药|成品药|灯|管材|池)$"
)


def refuse(text: str, start: int, end: int, cls: ThingClass) -> str | None:
    """Why ``text[start:end]`` is no name of a ``cls``; ``None`` if nothing speaks against it.

    >>> refuse("建设高能级产业平台", 2, 9, "Platform")
    'generic noun'
    >>> refuse("荣获全国文明城市", 2, 8, "Goal")
    'already held'
    >>> refuse("打造全国文明城市", 2, 8, "Goal")
    """
    name = text[start:end].strip()
    bare = fold(name)
    if len(bare) < 2 and cls not in ("Place", "Industry"):
        return "too short"
    if len(bare) > _LIMIT.get(cls, _DEFAULT_LIMIT):
        return "too long"
    if not any("\u4e00" <= c <= "\u9fff" or c.isalpha() for c in bare):
        return "a number"
    if any(mark in name for mark in "。；！？\t") or "\n\n" in name:
        return "more than one sentence"
    if cls == "Task":
        return None
    quoted = bool(_QUOTED.search(name))
    pattern = _GENERIC.get(cls)
    if pattern and not quoted and pattern.fullmatch(bare):
        return "generic noun"
    if cls == "Goal":
        clause = re.split(r"[。；;]", text[max(0, start - 30) : start])[-1]
        if (_HELD.search(clause) or _HELD_AFTER.match(text[end : end + 8])) and not _TO_COME.search(clause):
            return "already held"
        if not quoted and _NUMBER_UNIT.search(bare) and not re.search(r"[市县区省城地心]$", bare):
            return "a number, so a target"
    return None


def doubtful(text: str, start: int, end: int, cls: ThingClass) -> str | None:
    """Why a careful reader would neither take nor refuse ``text[start:end]``: a reason to lower the confidence.

    >>> doubtful("完善公共文化服务投入机制", 2, 12, "Program")
    'described, not named'
    """
    name = text[start:end]
    quoted = bool(_QUOTED.search(name))
    before = text[max(0, start - 8) : start]
    if cls == "Program" and not quoted and _DESCRIPTIVE.search(name) and _DESCRIBED.search(before):
        return "described, not named"
    if cls == "Industry" and _PRODUCT.search(name):
        return "a product, part or technique"
    return None
