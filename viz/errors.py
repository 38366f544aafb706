"""What can go wrong between a dataset and a picture."""

from __future__ import annotations

from ontology.errors import GuihuaError


class UnknownThing(GuihuaError):
    """No thing of the plan bears this name. Fields: ``name``, ``nearest`` (names, joined)."""

    en = "nothing in the plan is called “{name}”; nearest names: {nearest}"
    zh = "规划中没有叫“{name}”的事物；相近的名称：{nearest}"


class UnknownPlan(GuihuaError):
    """Fields: ``name``, ``plans`` (slugs, joined)."""

    en = "no plan “{name}” in the dataset; it holds: {plans}"
    zh = "数据集中没有规划“{name}”；现有：{plans}"


class SeveralPlans(GuihuaError):
    """The dataset holds more than one plan and the view needs one. Field: ``plans``."""

    en = "the dataset holds several plans; choose one with --plan: {plans}"
    zh = "数据集中有多个规划，请用 --plan 选择：{plans}"


class NoPlan(GuihuaError):
    """The dataset holds no plan at all."""

    en = "the dataset holds no plan; build one with: guihua build PLAN.txt"
    zh = "数据集中没有规划；请先运行：guihua build PLAN.txt"


class EmptyView(GuihuaError):
    """The view would hold nothing. Field: ``view``."""

    en = "the view {view} holds nothing to draw; guihua view --all shows everything"
    zh = "视图 {view} 没有可画的内容；guihua view --all 显示全部"


class NoWay(GuihuaError):
    """No way leads from one thing to the other. Fields: ``source``, ``goal``."""

    en = "no way leads from “{source}” to “{goal}”; guihua view --focus {source} shows what it touches"
    zh = "从“{source}”到“{goal}”没有路径；guihua view --focus {source} 显示与其相连的事物"


class UnknownFormat(GuihuaError):
    """Fields: ``name``, ``formats``."""

    en = "unknown format “{name}”; known: {formats}"
    zh = "未知格式“{name}”；可用：{formats}"
    exit_status = 2


class CannotWrite(GuihuaError):
    """Fields: ``path``, ``reason``."""

    en = "cannot write {path}: {reason}"
    zh = "无法写入 {path}：{reason}"


class CannotListen(GuihuaError):
    """Fields: ``host``, ``port``, ``reason``."""

    en = "cannot listen on {host} port {port}: {reason}; choose another with --port"
    zh = "无法在 {host} 的端口 {port} 上监听：{reason}；请用 --port 另选端口"
