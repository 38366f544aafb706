"""Last words of names and the classes that they may have: what a head offers, for the judge to weigh.

A head alone says little (基地 may be a Platform or a Goal); which class holds is learnt from what stands around.
"""

from __future__ import annotations

from graph_build.mentions.tagger import CLASSES
from graph_build.model import ThingClass

_HEADS: tuple[tuple[str, tuple[ThingClass, ...]], ...] = (
    ("基地 样板 标杆", ("Platform", "Goal")),
    ("中心", ("Platform", "Goal", "Project", "Organization")),
    ("商圈 业圈 平台 小镇 走廊 廊道 园区 新城 新区 空间 港区 系统 集群 论坛 大会 口岸",
     ("Platform", "Goal", "Project")),
    ("街区 公园 景区 湿地 海湾 古城 老街", ("Platform", "Place", "Project")),
    ("胜区 游区 假区 范区 行区 验区 集区 发区 高区 税区 贸区 心区 作区", ("Platform", "Goal", "Place")),
    ("工程 项目", ("Program", "Project")),
    ("计划 行动 改革 试点 机制 制度 模式 活动 办法 条例 政策 品牌 监管 攻坚 规划 方案 意见 创建 服务", ("Program",)),
    ("体系 格局 布局 建设", ("Program", "Strategy", "Project")),
    ("战略 体化 理念 倡议 方针 原则 思想 振兴", ("Strategy", "Program")),
    ("高地 枢纽 门户 窗口 之都 之城 名城 强市 强省 强县 城市 前列", ("Goal", "Strategy", "Platform")),
    ("铁路 公路 高速 大道 大桥 隧道 机场 水库 码头 航道 通道 高铁 城际 国道 省道", ("Project", "Place")),
    ("大学 学院 学校 医院 究院 究所 集团 公司 银行 协会", ("Organization", "Platform", "Project")),
    ("比重 收入 总值 面积 投资 产值 总额", ("Indicator",)),
    ("产业 制造 农业 经济 旅游 物流 业链 材料", ("Industry",)),
    ("园 港 城 谷 馆 院", ("Platform", "Project", "Place", "Organization")),
    ("区 带", ("Platform", "Place", "Goal", "Strategy")),
    ("市 县 省 国", ("Place", "Goal")),
    ("镇 乡 村 江 河 湖 山 海 岛 湾", ("Place", "Platform")),
    ("线 路 桥 站 厂", ("Project", "Place")),
    ("率 量 额", ("Indicator",)),
    ("业", ("Industry",)),
)

HEADS: dict[str, tuple[int, ...]] = {
    head: tuple(CLASSES.index(cls) for cls in classes) for heads, classes in _HEADS for head in heads.split()
}
"""Classes, as indices, by a name's last two characters, or by its last one."""

_LISTED: tuple[tuple[str, tuple[ThingClass, ...]], ...] = (
    ("企业 公司 高校 院校 科研院所 机构", ("Organization",)),
    ("产业 行业 业态 领域 集群 产业链", ("Industry",)),
    ("项目 工程", ("Project", "Program")),
    ("平台 载体 商圈 园区 开发区", ("Platform", "Project")),
    ("计划 行动 机制 政策 活动 改革 制度 模式", ("Program",)),
    ("景区 地区 城市 乡镇 河流 海岛", ("Place",)),
    ("铁路 公路 高速", ("Place", "Project")),
    ("战略 理念", ("Strategy",)),
    ("指标", ("Indicator",)),
)

LISTED: dict[str, tuple[int, ...]] = {
    head: tuple(CLASSES.index(cls) for cls in classes) for heads, classes in _LISTED for head in heads.split()
}
"""Classes, as indices, of the members of a list that ends in 等 and this word."""
