"""Candidate names from general patterns: what precedes (a verb of doing), what the name ends in, where it begins.

A name in a plan is nearly always ``[verb] [modifiers] [head]``: 实施|企业上市“鹏程”|行动, 打造|全国重要的医药|基地. The head's
last characters say the class, the verb before it decides between classes (打造…基地 is a Goal, 依托…基地 is a Platform),
and the name begins after the last verb, preposition or mark before it. Quotation marks and brackets are read as one
word each. Every rule is named; ``RULES`` holds them in the order in which they are tried, and the precision written
beside each was measured on tagged plans of other places (exact limits and class).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from graph_build.mentions.refusals import refuse
from graph_build.model import ThingClass


@dataclass(frozen=True, slots=True)
class Candidate:
    """A stretch of text that a rule takes for a name: ``text[start:end]``, half-open."""

    start: int
    end: int
    cls: ThingClass
    rule: str
    """Name of the rule, as ``build --explain`` shows it."""
    confidence: float
    """How often the rule is right (limits and class) on tagged plans of other places."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern: head, what may not follow it, what must stand before the name."""

    name: str
    cls: ThingClass
    head: str
    """Alternatives for the name's last characters (regular expression without capturing groups)."""
    confidence: float
    verbs: str = ""
    """Where given, one of these verbs must stand directly before the name."""
    not_after: str = ""
    """What following characters say that the head is part of another word."""
    after: str = ""
    """Where given, what must follow the name."""
    inner_verbs: bool = False
    """Only the rule's own verbs end the name on the left: campaigns have verbs within (稳岗扩容提质行动)."""
    wide: bool = False
    """The name may hold 的, 和 and 与 (打造长三角地区重要的康养福地)."""
    shortest: int = 2
    """Characters before the head at least."""
    proof: str = ""
    """Where given, the name must hold this."""
    named: bool = False
    """Something in front of the head must be more than common words (县域产业园 names no park)."""
    joined: str = ""
    """Heads of a name that 和, 与 or 及 joins to this one: the name begins after them."""
    never: str = ""
    """What the name must not hold."""
    not_before: str = ""
    """What must not stand before the name."""


_DO = (
    "学习运用|学习借鉴|组织实施|贯彻实施|实施好|实施|开展好|开展|推进|推动|推行|推广|深化|落实好|落实|启动|参与|打好|打赢|完成|用好|做好|抓好|执行|实行|纵深推进|"
    "巩固|拓展|探索|迭代|承接|承担|坚持|践行|贯彻|做实|抓实|加快"
)
_WIN = "打造成为|打造成|打造|建设成为|建设成(?![渝都])|创建成为|创建|争创|争当|争做|创成|成为|申报|申创|争取|冲刺|跻身|塑造|构筑|建成全国|建成全省|作为|入选|获评"
_BUILD = "建设|构建|培育|建成|建强|做强|建好|迈向|进入|推进|加快|推动"
_OTHER_VERBS = (
    "加强|加大|加力|加速|提升|提高|提速|提质|促进|强化|优化|发展|壮大|支持|鼓励|引导|扶持|培优|依托|利用|围绕|聚焦|瞄准|对接|融入|服务于|发挥|擦亮|打响|举办|承办|举行|"
    "办好|筹办|筹备|筹建|谋划|规划|布局|设立|组建|成立|引进|引入|招引|新建|改建|续建|在建|开工|竣工|投产|投用|投运|运营|运行|修建|兴建|推出|推荐|力争|确保|实现|"
    "形成|保持|扩大|增强|增加|新增|严格|严守|稳步|积极|大力|全面|深入|持续|扎实|有序|统筹|协同|联合|主动|着力|努力|全力|奋力|高标准|高质量|高水平|高起点|率先|重点|继续|"
    "不断|进一步|充分|认真|切实|常态化|精准|共建|共享|参加|支撑|保障|带动|辐射|连接|通过|按照|根据|结合|关于|以及|包括|涉及|覆盖|针对|纳入|列入|建立健全|健全完善|建立|"
    "修订|出台|制定|编制|印发|颁布|施行|遵守|维护|改善|解决|整治|关闭|淘汰|盘活|整合|提供|吸引|集聚|汇聚|拓宽|畅通|打通|织密|筑牢|守牢|夯实|补齐|补强|延伸|完善|健全|"
    "获得|获批|荣获|入围|迎接|配合|协调|督促|指导|帮助|推选|评选|选派|选树|认定|安排|投入|下达|支援|援助|落地|落户|签约|入驻|入库|学习运用|学习借鉴|借鉴|运用|建成投用|"
    "升级|优先|逐步|加密|放大|拓宽|引领|助推|助力|推选|改造提升|集中|启用|重塑|协助|竞相|因地制宜|分类|突出|坚定不移|坚决|提标|推|建"
)
_HARD = re.compile(r"[，。；：、！？,;:!?\s…•●★]|——")
_WORD = re.compile(f"(?:{_DO}|{_WIN}|{_BUILD}|{_OTHER_VERBS})(?:好|了|成为|成)?(?:一批|一系列|若干|更多|新一批)?")
_LINK = re.compile(
    r"(?:为(?!民|企)|以(?![上下内外后前及色旧工])|在(?!线)|由|对(?![外口接比])|向(?![阳上东西南北])|从(?!业)|将(?!军)|把|使(?!用|馆)|让|被|与(?!会)|"
    r"和(?![谐平美睦田县])|及|或(?!者)|并(?!购|网)|是|有(?![色机限效序轨])|用(?![水地电能户工品])|等(?!级)|了(?!解)|着(?!力)|即(?!时)|的(?!士))"
)
_NAME_LINK = re.compile(r"(?:为(?!民|企)|将(?!军)|把|让|被|等(?!级)|了(?!解)|以(?![上下内外后前及色旧工]))")
_QUOTED = re.compile(r"[“《「『][^“”《》「」『』\n]{1,40}[”》」』]|[（(][^（）()\n]{1,20}[）)]")
_MASK = "\ue000"
_CLOSE = (
    r"[，。；：、！？）)\s“”《]|$|和|与|及|或|等|的|为|在|以|建设|发展|创建|打造|争创|提升|升级|扩区|提质|加快|纳入|项目|作用|做|积极|全面|投用|投产|开工|运营|获批|成为|实现|落地|"
    r"建成|集聚|签约|试点|申报|改革|高质量|能级|一体化|[0-9\ue000]"
)
_COMMON = re.compile(
    r"(?:[0-9一二三四五六七八九十两数几多]+(?:个|家|条|处|座|大|批|亿|级|千)|[百千万]亿级?|民宿|地标|夜间|核心|高效|大宗|绿电|陆地|油气|国内|省内|市内|生产性|生活性|文旅|特色化|经济|现代|县域|国企|国有|民营|企业|物流|功能|消费|特色|型|级|大型|中型|小型|智能|智慧|综合|农业|工业|科技|产业|"
    r"创新|创业|文化|旅游|体育|教育|医疗|养老|健康|商务|商业|商贸|贸易|金融|服务|信息|数字|数据|技术|高新|高端|专业|化|公共|交通|电商|电子商务|跨境|农产品|食品|制造|加工|研发|生产|"
    r"绿色|低碳|零碳|循环|生态|环保|能源|新能源|新材料|化工|医药|省级|市级|国家级|县级|区域|区域性|国际|国家|全国|全省|全市|省|市|县|区|镇|乡村|农村|城市|城乡|社区|重点|重大|主要|"
    r"骨干|龙头|优势|传统|新兴|未来|示范|标准|标杆|精品|一流|先进|新型|新|老|大|小|中|高|多|各|各类|一批|集体|实体|主导|支柱|相关|核心|基础|公益|政府|社会|人才|青年|妇女|儿童|"
    r"管理|运营|投资|担保|融资|租赁|项目|开发|建设|保障|监管|交易|展示|体验|培训|实训|中小企业|小微企业|中小|小微|园区|集聚|核电|水电|煤电|火电|风电|光伏|超超临界|治理|河道|"
    r"病险|灌区|大中型|公立|三级|二级|三甲|立体|高耗水|农村公路)+"
)

_HEADS_TITLE = (
    r"示范区|示范市|示范县|示范城市|示范省|先行区|先导区|试验区|引领区|样板区|样板|标杆市|标杆|高地|强市|强省|强县|强国|强区|名城|之都|之城|样板地|首选地|目的地|策源地|集聚地|"
    r"福地|窗口|门户|枢纽|中心城市|文明城市|卫生城市|消费城市|旅游城市|创新型城市|试点城市|城市|旅游度假区|A级景区|A级旅游景区|模范城|首善之区|桥头堡|增长极|重镇|强镇|百强县|集散地|"
    r"承载地|创新区|协同区|名县|粮仓|屏障|副中心|示范带|标志地|展示区|窗口城市|第一方阵|前列"
)
_HEADS_CENTRE = r"示范基地|产业基地|制造基地|生产基地|加工基地|集散基地|保障基地|基地|中心"
_TITLE_NOT = (
    r"城|镇|群|管网|公园|更新|功能|建设用地|任务|环节|化|体系|型|内|地(?!位)|运行|大脑|用|承载|综合体|医院|卫生院|公共|交通|基础|治理|管理|河道|防洪|道路|内涝|供水|排水|停车|"
    r"轨道|路网|地下|生活|污水|社区|空间|形象|文化|教育|服务|[0-9０-９]+[个家所座]|村|户|企业|典型|站"
)
_PROJECT_TAIL = r"(?:[^，。、；的和与“”\s]{0,14}?(?:改扩建|扩建|改造|加站工程|工程|项目|专线|专用线|连接线|[东西南北中]?段|[一二三四五]期|延伸线|支线))?"

_JOINED_DO = r"(?:计划|工程|行动|改革|试点|攻坚战|办学|制度)(?:和|与|及|以及)"
_JOINED_TITLE = (
    r"(?:示范区|城市|中心|枢纽|高地|基地|强市|强省|名城|示范市|示范县|景区|转移区|镇|旅游区|度假区|中转集拼地|之都|之城|先行区)(?:和|与|及|以及)"
)

RULES: tuple[Rule, ...] = (
    Rule("campaign", "Program", "专项行动计划|三年行动计划|行动计划|攻坚行动|专项行动|提升行动|三年行动|五年行动|行动", 0.95,
         verbs=_DO, inner_verbs=True, joined=_JOINED_DO, not_after=r"方案|纲要|指南|力|自觉|起来|不便|员|组|者|要求|试点|、在|“"),
    Rule("battle", "Program", "攻坚战|保卫战|歼灭战|总体战|翻身仗|突围战", 0.8),
    Rule("plan", "Program", "计划", 0.95, verbs=_DO, inner_verbs=True, joined=_JOINED_DO,
         not_after=r"单列|生育|指标|经济|投资|管理|任务|性|项目|总投资|分|用|安排"),
    Rule("pilot", "Program", "改革试点|综合试点|试点", 0.95, verbs=_DO, inner_verbs=True, joined=_JOINED_DO, shortest=3,
         not_after=r"城市|县|市|区|示范|任务|经验|范围|企业|项目|地区|单位|省份|学校|村|镇|园|工程|培育|国家"),
    Rule("reform", "Program", "改革", 0.8, verbs=_DO, inner_verbs=True, joined=_JOINED_DO, shortest=3,
         not_after=r"开放|创新|发展|试验区|试点|任务|攻坚|举措|方案|成果|红利|经验|者|先行|示范|集成|部署|步伐|力度|的|强|扩大|高水平|等|、",
         proof=r"^(?!.*(?:供给侧|深层次|全球|国际|世界|体系改革|服务改革|重点领域|关键环节|全面深化|农村改革|突出|经济体制改革))"),
    Rule("works", "Program", "工程", 0.8, verbs=_DO, inner_verbs=True, joined=_JOINED_DO, shortest=3,
         not_after=r"师|款|质量|机械|项目|技术|总承包|中心|造价|实验|建设|研究|咨询|院|大学|学院|前期|施工|基础|专业|类|化|机|[0-9０-９]+[处个项座]",
         proof=r"^(?!.*(?:水利|供水|治理工程|河道|水库|公路|铁路|改扩建|灌区|调水|引水|输水|防洪|除险|扩建|管网|大桥|枢纽|电网|搬迁|安置|机场|连通))"),
    Rule("census", "Program", "普查", 0.95, verbs=_DO, inner_verbs=True, joined=_JOINED_DO, not_after=r"工作组|员|数据", shortest=4),
    Rule("quoted programme", "Program",
         "改革|行动|工程|计划|机制|模式|制度|试点|活动|监管|政策|攻坚|培训|做法|工作法|服务模式|办学模式|管理模式|新模式", 0.75,
         proof=r"^[^“”、等]{0,10}“[^“”]+”[^“”等、]{0,8}$", wide=True, not_after=r"方案|示范|城市|试验区|项目|体系"),
    Rule("quoted campaign", "Program", f"{_MASK}+", 0.8,
         verbs="实施|开展|推行|推广|深化|落实|实行|启动|用好|践行|学习运用|学习借鉴|借鉴|运用|深化拓展|坚持和发展|拓展", after=r"[，。；、]|$|经验",
         shortest=0, proof=r"^[“]", never=r"战略|毫不动摇|确立|维护|意识|自信|理念|思想"),
    Rule("named strategy", "Strategy", "发展战略|战略|倡议", 0.8, verbs="实施|落实|推进|推动|融入|对接|服务|贯彻|坚持|抢抓|深化|统筹推进|参与|服务和融入|主动融入|统筹",
         inner_verbs=True, joined=r"(?:战略|倡议)(?:和|与|及)", not_after=r"性|合作|机遇期|定位|部署|目标|任务|布局|规划|资源|科技|支点|腹地|节点|支撑|通道|平台|伙伴|物资|储备|安全|意义|叠加|要求|位势|三年",
         never=r"重大|国家战略|区域战略|^国家|^各|有关|重要", shortest=2),
    Rule("quoted pattern", "Strategy", "空间格局|发展格局|总体格局|空间布局|发展布局|总体布局|格局|布局|理念|方针|原则|思路|战略|总要求", 0.7, wide=True,
         proof=r"^[^“”]{0,4}“[^“”]{4,}”[^“”，。、]{0,12}$", never=r"工作格局"),
    Rule("title to win", "Goal", _HEADS_TITLE, 0.75, verbs=_WIN, inner_verbs=True, wide=True, joined=_JOINED_TITLE, not_after=_TITLE_NOT, after=_CLOSE),
    Rule("centre to become", "Goal", _HEADS_CENTRE, 0.65, verbs=_WIN, inner_verbs=True, wide=True, joined=_JOINED_TITLE, not_after=_TITLE_NOT, after=_CLOSE,
         named=True),
    Rule("title to build", "Goal", _HEADS_TITLE, 0.65, verbs=_BUILD, inner_verbs=True, wide=True, joined=_JOINED_TITLE, not_after=_TITLE_NOT, after=_CLOSE),
    Rule("park", "Platform",
         "产业园区|工业园区|科技园区|产业园|科技园|物流园|创业园|科创园|孵化园|软件园|经济技术开发区|经济开发区|高新技术产业开发区|开发区|高新区|经开区|综合保税区|综保区|"
         "保税区|自由贸易试验区|自贸试验区|自贸区|合作区|新区|新城|集聚区|工业园|化工园区|示范园|科技城|科学城|大学城|科创走廊|科创大走廊|创新走廊|走廊|特色小镇|小镇|"
         "商圈|商务区|陆港|空港", 0.7, after=_CLOSE, not_after=r"建设用地|等级|的企业", named=True,
         proof=r"^(?![0-9一二三四五六七八九十两几多]+(?:个|家|处)|改造|各类|做优)"),
    Rule("laboratory", "Platform",
         "国家实验室|重点实验室|全国重点实验室|省实验室|实验室|技术创新中心|制造业创新中心|产业创新中心|创新中心|协同创新中心|技术研究中心|数据中心|算力中心|集散中心|集结中心", 0.6,
         after=_CLOSE, not_after=r"体系|集群|级|主任", shortest=3, named=True),
    Rule("service platform", "Platform", "公共服务平台|服务平台|信息平台|交易平台|监管平台|管理平台|大数据平台|云平台|平台", 0.75,
         verbs="打造|建设|推进|完善|建成|搭建|升级|优化|用好|构建|推广|建好|推动|运行", shortest=4,
         not_after=r"经济|企业|体系|载体|化|型|集聚|支撑|能级|功能|[0-9]"),
    Rule("fair", "Platform",
         "博览会|论坛|交易会|洽谈会|展览会|展销会|推介会|运动会|马拉松|锦标赛|邀请赛|文化节|旅游节|电影节|音乐节|购物节|艺术节|班列|大会|大赛|联赛", 0.8,
         not_after=r"精神|代表|堂|议|战"),
    Rule("works with a place", "Project",
         r"(?:水库|大桥|特大桥|高铁|高速公路|高速|铁路|城际|机场|航电枢纽|水利枢纽|抽水蓄能电站|电站|电厂|码头|通道|国家公园|国家文化公园|大道|运河|灌区|地铁|专用线|支线|轻轨|公路|隧道|"
         "煤矿|风电场|医院|校区|院区|新院区|博物馆|体育馆|体育中心|文化中心|图书馆)" + _PROJECT_TAIL + "|枢纽工程|调水工程|引水工程|供水工程|水利工程|扩建工程|改造工程|"
         "治理工程|防洪工程|整治工程|配套工程", 0.7,
         verbs="推进|推动|建设|加快|加快建设|加快推进|建成|开工|开工建设|新建|续建|启动|完成|实施|谋划|建成投用|扩建|改建|争取|确保|力争|实现|做好|抓好|规划建设|投运|投用",
         not_after=r"站前|经济|建设力度|网|化|口|护|里程|沿线|群|养护|旅游|服务|管理|运输|货运|集群|通车里程|通行|污染|改革|高质量|制|体系|安全|移民|联合体|集团|创建|[0-9０-９]+[个处座]|"
         r"及|除险|续建|信息", named=True),
    Rule("phase", "Project", "一期工程|二期工程|三期工程|一期|二期|三期|四期|五期", 0.75, not_after=r"间|[）)]", shortest=3),
    Rule("body", "Organization", "大学|学院|研究院|研究所|科学院|实验学校|中学|集团|有限公司|集团公司|药业", 0.7,
         not_before=r"(?:建设|筹建|新建|开工|加快|推进|创建|完成|升格|组建|成立|设立|启动)(?:一批|好)?$|[、和](?=.$)",
         not_after=r"生|毕业|城|科技园|路|化|教育|经济|军|消费|科技|采购|城市|管控|内部|附属|第|人|文化|战略|[\u4e00-\u9fff]{0,4}(?:校区|院区|医院|幼儿园|学校|项目|片区|分)",
         proof=r"^(?!(?:一批|多所|[0-9一二三四五六七八九十]|高等|职业|技工|民办|普通|老年|开放|各|本|国有|省属|市属|重点|知名|龙头|大型|上市|央企|企业|科技|跨国|我国|世界|国家|双一流|头部|"
         r"高水平|理工科|应用型|其他))", named=True),
    Rule("industry", "Industry",
         "产业集群|全产业链|产业链|产业|制造业|服务业|加工业|农业|经济|旅游业|物流业|金融业|建筑业|养殖业|种植业|渔业|畜牧业|旅游|物流|金融|电商|贸易|制造|装备|材料|能源|医药", 0.7,
         verbs="发展壮大|做大做强|做优做强|培育壮大|培育发展|大力发展|加快发展|积极发展|发展|壮大|培育|做强|做优|做精|布局|打造|推动|推进|促进|提升|构建|延伸|拓展|聚焦|围绕|支持|重点发展",
         after=r"[，。；、]|$|和|与|及|等|发展|高质量发展|转型|提质|做大|做强|集群|集聚|“|向|提升",
         not_after=r"和社会|发展基金|发展[环规大新]|集群发展[促]|与(?:消费|社会|产业)",
         proof=r"^(?!(?:新型农村|农村)?集体|村集体|服务|大宗|富民|乡村|周边|实体|县域|区域性|百亿|[0-9—]|省级经开区|高原|绿色低碳|民营|主导|特色|优势|支柱|相关|传统|新兴|上下游|[0-9一二三四五六七八九十]+[个大条至]|经济|科技创新|非公有|国有|公有|外向)"),
    Rule("measured by", "Indicator",
         "覆盖率|处理率|利用率|普及率|入学率|入园率|参保率|失业率|优良率|化率|率|占比|比重|比例|强度|增加值|总产值|产值|生产总值|销售额|零售总额|零售额|成交额|交易额|进出口总额|总额|税收|"
         "产量|播种面积|面积|吞吐量|发电量|装机容量|装机规模|装机|投资|收入|人数|指数|浓度|保有量|总量|规模|用水量|能耗|就业|营收|产能", 0.7,
         after=r"(?:达到|达|超过|突破|增长|提高|提升|稳定在|控制在|保持在|保持|不低于|不高于|下降|降低|降至|增加|累计|力争|实现|年均|分别|完成|超|占|[0-9≥≤＞])",
         not_after=r"增长[极点]|保持稳定|提升行动|提升工程|增加值", never=r"^(?:经济|社会|质量|效益)$", shortest=2),
    Rule("scenic place", "Place", "风景名胜区|旅游景区|旅游区|景区|古城|古镇|古村|遗址|湿地公园|森林公园|地质公园|自然保护区|群岛|列岛|半岛", 0.5,
         after=_CLOSE, never=r"[0-9A４５]级|A$|国家级旅游|国家公园|^(?:重点|各|一批|精品|品牌|核心|红色|乡村)", named=True),
)


@dataclass(frozen=True, slots=True)
class _Compiled:
    rule: Rule
    head: re.Pattern[str]
    not_after: re.Pattern[str] | None
    after: re.Pattern[str] | None
    before: re.Pattern[str] | None
    """The rule's verbs, at the end of what stands before the name."""
    edge: re.Pattern[str]
    """What ends the name on its left, marks aside."""
    link: re.Pattern[str]
    proof: re.Pattern[str] | None
    never: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    joined: re.Pattern[str] | None


def _longest_first(alternatives: str) -> str:
    return "|".join(sorted(alternatives.split("|"), key=lambda a: (-len(a), a)))


def _optional(pattern: str) -> re.Pattern[str] | None:
    return re.compile(pattern) if pattern else None


def _compile(rule: Rule) -> _Compiled:
    plain = not set(rule.head) & set("()[?")
    verbs = f"(?:{_longest_first(rule.verbs)})(?:好|成为|成(?![渝都])|了)?(?:一批|若干|更多)?" if rule.verbs else ""
    return _Compiled(
        rule,
        re.compile(_longest_first(rule.head) if plain else rule.head),
        _optional(rule.not_after),
        _optional(rule.after),
        re.compile(f"(?:{verbs})$") if verbs else None,
        re.compile(verbs) if rule.inner_verbs else _WORD,
        _NAME_LINK if rule.wide or rule.inner_verbs else _LINK,
        _optional(rule.proof),
        _optional(rule.never),
        _optional(rule.not_before),
        _optional(rule.joined),
    )


_COMPILED = tuple(_compile(rule) for rule in RULES)


class _Edges:
    """Where names may begin in one text: ends of marks, verbs and links, each found once."""

    def __init__(self, text: str) -> None:
        self.masked = _QUOTED.sub(lambda m: _MASK * len(m.group()), text)
        self.marks = [m.end() for m in _HARD.finditer(self.masked)]
        self.marks += [m.start() + 1 for m in _BACK_TO_BACK.finditer(text)]
        self.marks.sort()
        self._found: dict[re.Pattern[str], list[int]] = {}

    def last(self, pattern: re.Pattern[str], low: int, limit: int) -> int:
        """End of the last match of ``pattern`` that ends at ``limit`` or before and after ``low``; ``low`` if none."""
        ends = self._found.get(pattern)
        if ends is None:
            ends = self._found[pattern] = [m.end() for m in pattern.finditer(self.masked)]
        at = bisect_right(ends, limit)
        return max(low, ends[at - 1]) if at else low

    def mark(self, head: int) -> int:
        """End of the last mark before ``head``, at most 40 characters away."""
        at = bisect_right(self.marks, head)
        return max(head - 40, 0, self.marks[at - 1] if at else 0)


_BACK_TO_BACK = re.compile(r"[”》](?=[“《])")


def candidates(text: str) -> list[Candidate]:
    """Every candidate name in ``text``, left to right; where two overlap, the one of the surer rule (then the longer).

    >>> [text[c.start : c.end] for text in ["深入实施企业上市“鹏程”行动"] for c in candidates(text)]
    ['企业上市“鹏程”行动']
    """
    edges = _Edges(text)
    found = [c for compiled in _COMPILED for c in _apply(compiled, text, edges)]
    found.sort(key=lambda c: (-c.confidence, -(c.end - c.start), c.start))
    taken: list[Candidate] = []
    covered = bytearray(len(text))
    for candidate in found:
        if not any(covered[candidate.start : candidate.end]):
            covered[candidate.start : candidate.end] = b"\1" * (candidate.end - candidate.start)
            taken.append(candidate)
    return sorted(taken, key=lambda c: c.start)


def _apply(compiled: _Compiled, text: str, edges: _Edges) -> Iterator[Candidate]:
    rule, masked = compiled.rule, edges.masked
    for head in compiled.head.finditer(masked):
        end = head.end()
        if compiled.not_after and compiled.not_after.match(masked, end):
            continue
        if compiled.after and not compiled.after.match(masked, end):
            continue
        start = _left(edges, head.start(), compiled)
        if head.start() - start < rule.shortest:
            continue
        if compiled.before and not compiled.before.search(masked, max(0, start - 10), start):
            continue
        if compiled.not_before and compiled.not_before.search(masked, max(0, start - 10), start):
            continue
        if rule.inner_verbs:
            start = _skip_words(masked, start, head.start() - rule.shortest)
        name = text[start:end]
        if compiled.proof and not compiled.proof.search(name):
            continue
        if compiled.never and compiled.never.search(name):
            continue
        if rule.named and _COMMON.fullmatch(masked, start, head.start()):
            continue
        if refuse(text, start, end, rule.cls) is None:
            yield Candidate(start, end, rule.cls, rule.name, rule.confidence)


def _left(edges: _Edges, head: int, compiled: _Compiled) -> int:
    """Where a name whose head begins at ``head`` begins: after the last mark, verb or link word before it."""
    start = edges.mark(head)
    limit = head - int(compiled.rule.inner_verbs)  # 提升 in 提升行动 is part of the name
    start = edges.last(compiled.edge, start, limit)
    start = edges.last(compiled.link, start, limit)
    return edges.last(compiled.joined, start, limit) if compiled.joined else start


_LEFT_OVER = re.compile(r"(?:好|了|运营好?|一批|首批|更多|全面|[0-9]+(?:[-—－][0-9]+)?(?:个|家|处))(?=.{2})")


def _skip_words(masked: str, start: int, limit: int) -> int:
    """Past what a verb leaves before the name: 好, 一批, 3个."""
    word = _LEFT_OVER.match(masked, start)
    return word.end() if word and word.end() <= limit else start
