"""The patterns of :mod:`graph_build.mentions.grammar`: verbs, heads and the rules made of them.

Written from the language of plans in general; what each rule may not take was learnt from its errors on tagged plans
of other places. A rule's confidence is its precision there (limits and class both right).
"""

from __future__ import annotations

from dataclasses import dataclass

from graph_build.model import ThingClass


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
    inside: bool = False
    """Quotations and brackets are looked into (责任单位：市教育局)."""


MASK = "\ue000"
"""Stands for each character of a quotation or a bracket while names are looked for."""

DO = (
    "学习运用|学习借鉴|组织实施|贯彻实施|实施好|实施|开展好|开展|推进|推动|推行|推广|深化|落实好|落实|启动|参与|"
    "打好|打赢|完成|用好|做好|抓好|执行|实行|纵深推进|巩固|拓展|探索|迭代|承接|承担|坚持|践行|贯彻|做实|抓实|加快"
)

WIN = (
    "打造成为|打造成|打造|建设成为|建设成(?![渝都果])|创建成为|创建|争创|争当|争做|创成|成为|申报|申创|争取|冲刺|"
    "跻身|塑造|构筑|建成全国|建成全省|作为|入选|获评"
)

BUILD = "建设|构建|培育|建成|建强|做强|建好|迈向|进入|推进|加快|推动"

OTHER_VERBS = (
    "加强|加大|加力|加速|提升|提高|提速|提质|促进|强化|优化|发展|壮大|支持|鼓励|引导|扶持|培优|依托|利用|围绕|聚焦|"
    "瞄准|对接|融入|服务于|发挥|擦亮|打响|举办|承办|举行|办好|筹办|筹备|筹建|谋划|规划|布局|设立|组建|成立|引进|"
    "引入|招引|新建|改建|续建|在建|开工|竣工|投产|投用|投运|运营|运行|修建|兴建|推出|推荐|力争|确保|实现|形成|保持|"
    "扩大|增强|增加|新增|严格|严守|稳步|积极|大力|全面|深入|持续|扎实|有序|统筹|协同|联合|主动|着力|努力|全力|奋力|"
    "高标准|高质量|高水平|高起点|率先|重点|继续|不断|进一步|充分|认真|切实|常态化|精准|共建|共享|参加|支撑|保障|"
    "带动|辐射|连接|通过|按照|根据|结合|关于|以及|包括|涉及|覆盖|针对|纳入|列入|建立健全|健全完善|建立|修订|出台|"
    "制定|编制|印发|颁布|施行|遵守|维护|改善|解决|整治|关闭|淘汰|盘活|整合|提供|吸引|集聚|汇聚|拓宽|畅通|打通|织密|"
    "筑牢|守牢|夯实|补齐|补强|延伸|完善|健全|获得|获批|荣获|入围|迎接|配合|协调|督促|指导|帮助|推选|评选|选派|选树|"
    "认定|安排|投入|下达|支援|援助|落地|落户|签约|入驻|入库|学习运用|学习借鉴|借鉴|运用|建成投用|升级|优先|逐步|"
    "加密|放大|拓宽|引领|助推|助力|推选|改造提升|集中|启用|重塑|协助|竞相|因地制宜|分类|突出|坚定不移|坚决|提标|"
    "组织|开行|整理|压减|稳定|大幅|按需|推|建"
)

CLOSE = (
    r"[，。；：、！？）)\s“”《]|$|和|与|及|或|等|的|为|在|以|建设|发展|创建|打造|争创|提升|升级|扩区|提质|加快|纳入|"
    "项目|作用|做|积极|全面|投用|投产|开工|运营|获批|成为|实现|落地|建成|集聚|签约|试点|申报|改革|高质量|能级|"
    r"一体化|[0-9\ue000]"
)

HEADS_TITLE = (
    "示范区|示范市|示范县|示范城市|示范省|先行区|先导区|试验区|引领区|样板区|样板|标杆市|标杆|高地|强市|强省|强县|"
    "强国|强区|名城|之都|之城|样板地|首选地|目的地|策源地|集聚地|福地|窗口|门户|枢纽|中心城市|文明城市|卫生城市|"
    "消费城市|旅游城市|创新型城市|试点城市|城市|旅游度假区|A级景区|A级旅游景区|模范城|首善之区|桥头堡|增长极|重镇|"
    "强镇|百强县|集散地|承载地|创新区|协同区|名县|粮仓|屏障|副中心|示范带|标志地|展示区|窗口城市|第一方阵|前列"
)

HEADS_CENTRE = "示范基地|产业基地|制造基地|生产基地|加工基地|集散基地|保障基地|基地|中心"

TITLE_NOT = (
    "城|镇|群|管网|公园|更新|功能|建设用地|任务|环节|化|体系|型|内|地(?!位)|运行|大脑|用|承载|综合体|医院|卫生院|"
    "公共|交通|基础|治理|管理|河道|防洪|道路|内涝|供水|排水|停车|轨道|路网|地下|生活|污水|社区|空间|形象|文化|教育|"
    "服务|[0-9０-９]+[个家所座]|村|户|企业|典型|站"
)

JOINED_DO = "(?:计划|工程|行动|改革|试点|攻坚战|办学|制度)(?:和|与|及|以及)"

JOINED_TITLE = (
    "(?:示范区|城市|中心|枢纽|高地|基地|强市|强省|名城|示范市|示范县|景区|转移区|镇|旅游区|度假区|中转集拼地|之都|"
    "之城|先行区)(?:和|与|及|以及)"
)

PROJECT_TAIL = (
    r"(?:[^，。、；的和与等“”\s]{0,14}?(?:(?:改扩建|扩建|改造|加站|增建|提升)(?:工程|项目)?|工程|项目|专线|专用线|连接线|"
    "[东西南北中]?段|[一二三四五]期|延伸线|支线))?"
)

SLOGANS = (
    "平安|法治|健康|信用|美丽|数字|清廉|创新|文化|智慧|幸福|活力|品质|书香|质量|绿色|诚信|开放|人才|学习|文明|和谐|富裕|"
    "魅力|慈善|善治|清洁|无废|海绵|节水|诗画|实力|科技|美好|宜居|生态|安全|廉洁|好学|森林|园林"
)
"""What stands before a place in a slogan that is being built (平安北海)."""

RULES: tuple[Rule, ...] = (
    Rule(
        "campaign", "Program",
        head="专项行动计划|三年行动计划|行动计划|攻坚行动|专项行动|提升行动|三年行动|五年行动|行动",
        confidence=0.95,
        verbs=DO,
        not_after="方案|纲要|指南|力|自觉|起来|不便|员|组|者|要求|试点|、在|“",
        inner_verbs=True,
        joined=JOINED_DO,
    ),
    Rule(
        "battle", "Program",
        head="攻坚战|保卫战|歼灭战|总体战|翻身仗|突围战",
        confidence=0.85,
    ),
    Rule(
        "plan", "Program",
        head="计划",
        confidence=0.9,
        verbs=DO,
        not_after="单列|生育|指标|经济|投资|管理|任务|性|项目|总投资|分|用|安排",
        inner_verbs=True,
        joined=JOINED_DO,
    ),
    Rule(
        "pilot", "Program",
        head="改革试点|综合试点|试点",
        confidence=0.9,
        verbs=DO,
        not_after="城市|县|市|区|示范|任务|经验|范围|企业|项目|地区|单位|省份|学校|村|镇|园|工程|培育|国家",
        inner_verbs=True,
        shortest=3,
        joined=JOINED_DO,
    ),
    Rule(
        "reform", "Program",
        head="改革",
        confidence=0.85,
        verbs=DO,
        not_after=(
            "开放|创新|发展|试验区|试点|任务|攻坚|举措|方案|成果|红利|经验|者|先行|示范|集成|部署|步伐|力度|的|强|"
            "扩大|高水平|等|、"
        ),
        inner_verbs=True,
        shortest=3,
        proof=(
            "^(?!.*(?:供给侧|深层次|全球|国际|世界|体系改革|服务改革|重点领域|关键环节|全面深化|农村改革|突出|"
            "经济体制改革))"
        ),
        joined=JOINED_DO,
    ),
    Rule(
        "works", "Program",
        head="工程",
        confidence=0.83,
        verbs=DO,
        not_after=(
            "师|款|质量|机械|项目|技术|总承包|中心|造价|实验|建设|研究|咨询|院|大学|学院|前期|施工|基础|专业|类|化|"
            "机|[0-9０-９]+[处个项座]"
        ),
        inner_verbs=True,
        shortest=3,
        proof=(
            "^(?!.*(?:水利|供水|治理工程|河道|水库|公路|铁路|改扩建|灌区|调水|引水|输水|防洪|除险|扩建|管网|大桥|"
            "枢纽|电网|搬迁|安置|机场|连通))"
        ),
        joined=JOINED_DO,
    ),
    Rule(
        "census", "Program",
        head="普查",
        confidence=0.95,
        verbs=DO,
        not_after="工作组|员|数据",
        inner_verbs=True,
        shortest=4,
        joined=JOINED_DO,
    ),
    Rule(
        "quoted programme", "Program",
        head=(
            "改革|行动|工程|计划|机制|模式|制度|试点|活动|监管|政策|攻坚|培训|做法|工作法|服务模式|办学模式|"
            "管理模式|新模式"
        ),
        confidence=0.75,
        not_after="方案|示范|城市|试验区|项目|体系",
        wide=True,
        proof="^[^“”、等]{0,10}“[^“”]+”[^“”等、]{0,8}$",
    ),
    Rule(
        "quoted campaign", "Program",
        head=r"\ue000+",
        confidence=0.9,
        verbs=(
            "实施|开展|推行|推广|深化|落实|实行|启动|用好|践行|学习运用|学习借鉴|借鉴|运用|深化拓展|坚持和发展|拓展"
        ),
        after="[，。；、]|$|经验",
        shortest=0,
        proof="^[“]",
        never="战略|毫不动摇|确立|维护|意识|自信|理念|思想",
    ),
    Rule(
        "named strategy", "Strategy",
        head="发展战略|战略|倡议",
        confidence=0.8,
        verbs="实施|落实|推进|推动|融入|对接|服务|贯彻|坚持|抢抓|深化|统筹推进|参与|服务和融入|主动融入|统筹",
        not_after=(
            "性|合作|机遇期|定位|部署|目标|任务|布局|规划|资源|科技|支点|腹地|节点|支撑|通道|平台|伙伴|物资|储备|"
            "安全|意义|叠加|要求|位势|三年"
        ),
        inner_verbs=True,
        joined="(?:战略|倡议)(?:和|与|及)",
        never="重大|国家战略|区域战略|^国家|^各|有关|重要",
    ),
    Rule(
        "quoted pattern", "Strategy",
        head="空间格局|发展格局|总体格局|空间布局|发展布局|总体布局|格局|布局|理念|方针|原则|思路|战略|总要求",
        confidence=0.6,
        wide=True,
        proof="^[^“”]{0,4}“[^“”]{4,}”[^“”，。、]{0,12}$",
        never="工作格局",
    ),
    Rule(
        "title to win", "Goal",
        head=HEADS_TITLE,
        confidence=0.9,
        verbs=WIN,
        not_after=TITLE_NOT,
        after=CLOSE,
        inner_verbs=True,
        wide=True,
        joined=JOINED_TITLE,
        never="超大|特大|首个|突破|^首都城市",
    ),
    Rule(
        "centre to become", "Goal",
        head=HEADS_CENTRE,
        confidence=0.8,
        verbs=WIN,
        not_after=TITLE_NOT,
        after=CLOSE,
        inner_verbs=True,
        wide=True,
        named=True,
        joined=JOINED_TITLE,
        never="创新中心|检测中心|保护中心|计算中心|展示中心|^果|更多|服务中心|研发中心|研究中心",
    ),
    Rule(
        "title to build", "Goal",
        head=HEADS_TITLE,
        confidence=0.8,
        verbs=BUILD,
        not_after=TITLE_NOT,
        after=CLOSE,
        inner_verbs=True,
        wide=True,
        joined=JOINED_TITLE,
        never=(
            "^[0-9]|转变|壮大|新的|合作示范区$|农牧业发展示范区$|(?:议程创新示范区|综合改革试验区|发展试验区)$|"
            "^综合交通枢纽|^枢纽|碳达峰|海绵|^全省前列|^富民|超大|特大|首个|突破"
        ),
    ),
    Rule(
        "park", "Platform",
        head=(
            "产业园区|工业园区|科技园区|产业园|科技园|物流园|创业园|科创园|孵化园|软件园|经济技术开发区|经济开发区|"
            "高新技术产业开发区|开发区|高新区|经开区|综合保税区|综保区|保税区|自由贸易试验区|自贸试验区|自贸区|"
            "合作区|新区|新城|集聚区|工业园|化工园区|示范园|科技城|科学城|大学城|科创走廊|科创大走廊|创新走廊|走廊|"
            "特色小镇|小镇|商圈|商务区|陆港|空港"
        ),
        confidence=0.8,
        not_after="建设用地|等级|的企业",
        after=CLOSE,
        proof="^(?![0-9一二三四五六七八九十两几多]+(?:个|家|处)|改造|各类|做优)",
        named=True,
    ),
    Rule(
        "laboratory", "Platform",
        head=(
            "国家实验室|重点实验室|全国重点实验室|省实验室|实验室|技术创新中心|制造业创新中心|产业创新中心|"
            "创新中心|协同创新中心|技术研究中心|数据中心|算力中心|集散中心|集结中心"
        ),
        confidence=0.75,
        not_after="体系|集群|级|主任",
        after=CLOSE,
        shortest=3,
        named=True,
    ),
    Rule(
        "service platform", "Platform",
        head="公共服务平台|服务平台|信息平台|交易平台|监管平台|管理平台|大数据平台|云平台|平台",
        confidence=0.9,
        verbs="打造|建设|推进|完善|建成|搭建|升级|优化|用好|构建|推广|建好|推动|运行",
        not_after="经济|企业|体系|载体|化|型|集聚|支撑|能级|功能|[0-9]",
        shortest=4,
        never="高能级|科技创新平台|科研|合作平台|^[0-9一二三]+[家个]|行业|我市|高效|开放平台|现代化|各类|规模化",
    ),
    Rule(
        "fair", "Platform",
        head=(
            "博览会|论坛|交易会|洽谈会|展览会|展销会|推介会|运动会|马拉松|锦标赛|邀请赛|文化节|旅游节|电影节|"
            "音乐节|购物节|艺术节|班列|大会|大赛|联赛"
        ),
        confidence=0.92,
        not_after="精神|代表|堂|议|战|集结|经济|赛|枢纽|[（(].{2,6}[）)](?:集结|大会|[0-9]{4})",
        never="国内外|代表大会|^各|重大展|提请|经大会|本次|这次|^大会",
    ),
    Rule(
        "works with a place", "Project",
        head=(
            "(?:水库|大桥|特大桥|高铁|高速公路|高速|铁路|城际|机场|航电枢纽|水利枢纽|抽水蓄能电站|电站|电厂|码头|"
            "通道|国家公园|国家文化公园|大道|运河|灌区|地铁|专用线|支线|轻轨|公路|隧道|煤矿|风电场|医院|校区|"
            "院区|新院区|博物馆|体育馆|体育中心|文化中心|图书馆)"
            + PROJECT_TAIL
            + "|枢纽工程|调水工程|引水工程|供水工程|水利工程|扩建工程|改造工程|治理工程|防洪工程|整治工程|配套工程"
        ),
        confidence=0.8,
        verbs=(
            "推进|推动|建设|建好|加快|加快建设|加快推进|建成|开工|开工建设|新建|续建|启动|完成|实施|谋划|建成投用|扩建|"
            "改建|争取|确保|力争|实现|做好|抓好|规划建设|投运|投用"
        ),
        not_after=(
            "站前|经济|建设力度|网|化|口|护|里程|沿线|群|养护|旅游|服务|管理|运输|货运|集群|通车里程|通行|污染|"
            "改革|高质量|制|体系|安全|移民|联合体|集团|创建|[0-9０-９]+[个处座]|及|除险|续建|信息"
        ),
        after=(
            r"[，。；：、！？）)\s“”《]|$|和|与|及|或|等|的|为|在|以|建设|发展|创建|打造|争创|提升|升级|扩区|提质|"
            "加快|纳入|项目|作用|做|积极|全面|投用|投产|开工|运营|获批|成为|实现|落地|建成|集聚|签约|试点|申报|"
            r"改革|高质量|能级|一体化|[0-9\ue000]|前期|主体|通车|竣工|转|改|扩|复工|续|迁|挂|年内"
        ),
        named=True,
    ),
    Rule(
        "phase", "Project",
        head="[一二三四五]期(?:改扩建|工程|项目|升级改造|技术改造|骨干工程|及延伸线|[东西南北]段|码头)?",
        confidence=0.9,
        not_after="间|[）)]",
        after=CLOSE,
        shortest=3,
        never="产业园|平台|物流园|^扩面|^在",
    ),
    Rule(
        "body", "Organization",
        head="大学|学院|研究院|研究所|科学院|实验学校|中学|集团|有限公司|集团公司|药业",
        confidence=0.75,
        not_after=(
            "生|毕业|城|科技园|路|化|教育|经济|军|消费|科技|采购|城市|管控|内部|附属|第|人|文化|战略|"
            r"[\u4e00-\u9fff]{0,4}(?:校区|院区|医院|幼儿园|学校|项目|片区|分)"
        ),
        proof=(
            "^(?!(?:一批|多所|[0-9一二三四五六七八九十]|高等|职业|技工|民办|普通|老年|开放|各|本|国有|省属|市属|"
            "重点|知名|龙头|大型|上市|央企|企业|科技|跨国|我国|世界|国家|双一流|头部|高水平|理工科|应用型|其他))"
        ),
        named=True,
        not_before="(?:建设|筹建|新建|开工|加快|推进|创建|完成|升格|组建|成立|设立|启动)(?:一批|好)?$|[、和](?=.$)",
    ),
    Rule(
        "industry", "Industry",
        head=(
            "产业集群|全产业链|产业链|产业|制造业|服务业|加工业|农业|经济|旅游业|物流业|金融业|建筑业|养殖业|"
            "种植业|渔业|畜牧业|旅游|物流|金融|电商|贸易|制造|装备|材料|能源|医药"
        ),
        confidence=0.84,
        verbs=(
            "发展壮大|做大做强|做优做强|培育壮大|培育发展|大力发展|加快发展|积极发展|发展|壮大|培育|做强|做优|做精|"
            "布局|打造|推动|推进|促进|提升|构建|延伸|拓展|聚焦|围绕|支持|重点发展"
        ),
        not_after="和社会|发展基金|发展[环规大新]|集群发展[促]|与(?:消费|社会|产业)",
        after="[，。；、]|$|和|与|及|等|发展|高质量发展|转型|提质|做大|做强|集群|集聚|“|向|提升",
        proof=(
            "^(?!(?:新型农村|农村)?集体|村集体|服务|大宗|富民|乡村|周边|实体|县域|区域性|百亿|[0-9—]|省级经开区|"
            "高原|绿色低碳|民营|主导|特色|优势|支柱|相关|传统|新兴|上下游|[0-9一二三四五六七八九十]+[个大条至]|"
            "经济|科技创新|非公有|国有|公有|外向)"
        ),
    ),
    Rule(
        "authority", "Organization",
        head=r"局|委员会|发改委|卫健委|厅|委|办公室|政府办|公共资源交易中心",
        confidence=0.9,
        after=r"[，。；、）)\s和]|$",
        proof=r"^(?:市|省|自治区|区|县|国家)(?![级区场中内县市])[\u4e00-\u9fff]{1,10}$",
        never=r"省委|市委|县委|区委|格局|布局|大局|结局|[、，]",
        inside=True,
        shortest=2,
    ),
    Rule(
        "titled document", "Program",
        head=f"{MASK}+",
        confidence=0.9,
        shortest=0,
        proof=r"^《[^》]*(?:条例|法|规划|办法|规定|规划纲要|方案|意见|决定|计划|标准[0-9.版]*|行动|若干措施|若干政策|指南)(?:[（(][^）)]*[）)])?》$",
        never=r"草案|^《.{0,3}方案》",
    ),
    Rule(
        "measured by", "Indicator",
        head=(
            "(?:覆盖率|处理率|利用率|普及率|入学率|入园率|参保率|失业率|优良率|化率|率|占比|比重|比例|强度|增加值|"
            "总产值|产值|生产总值|销售额|零售总额|零售额|成交额|交易额|进出口总额|总额|税收|产量|播种面积|面积|"
            "吞吐量|发电量|装机容量|装机规模|装机|投资|收入|人数|指数|浓度|保有量|总量|规模|用水量|能耗|就业|营收|"
            "产能)(?:占[^，。；、]{2,14}?(?:比重|比例)|占比)?"
        ),
        confidence=0.82,
        not_after="增长[极点]|保持稳定|提升行动|提升工程|增加值",
        after=(
            "(?:达到|达|超过|突破|增长|提高|提升|稳定在|控制在|保持在|保持|不低于|不高于|下降|降低|降至|增加|累计|"
            "力争|实现|年均|分别|完成|超|[0-9≥≤＞])"
        ),
        inner_verbs=True,
        never="^(?:经济|社会|质量|效益|项目.*占比|债务规模)$|逐步把|意义|^总(?:投资|建筑|用地|计)|^报销比例",
    ),
)
