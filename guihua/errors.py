"""What can go wrong at the front door."""

from __future__ import annotations

from ontology.errors import GuihuaError


class McpMissing(GuihuaError):
    """The SDK that ``guihua mcp`` speaks with is not installed."""

    en = "guihua mcp needs the package “mcp”: pip install 'guihua[mcp]'"
    zh = "guihua mcp 需要 mcp 软件包：pip install 'guihua[mcp]'"


class LlmNotSet(GuihuaError):
    """``--llm`` without an endpoint in the environment."""

    en = "--llm needs {names} in the environment (and GUIHUA_LLM_KEY where the endpoint wants a key)."
    zh = "--llm 需要设置环境变量 {names}（端点要求密钥时还需 GUIHUA_LLM_KEY）。"
    exit_status = 2


class LlmUnsafe(GuihuaError):
    """The endpoint's address is none, or the key would not be safe on its way."""

    en = "--llm: {reason}."
    zh = "--llm：{reason}。"
    exit_status = 2


class LlmUnreachable(GuihuaError):
    """No answer from the language model's endpoint."""

    en = "The language model at {url} cannot be reached ({reason})."
    zh = "无法连接语言模型 {url}（{reason}）。"


class LlmFailed(GuihuaError):
    """The endpoint answered with an error, or with something that is no chat completion."""

    en = "The language model at {url} failed ({reason})."
    zh = "语言模型 {url} 出错（{reason}）。"


class LlmTooSlow(GuihuaError):
    """No complete reply within the time."""

    en = "The language model at {url} gave no complete reply within {seconds} s (GUIHUA_LLM_TIMEOUT sets the time)."
    zh = "语言模型 {url} 在 {seconds} 秒内没有完整回复（可用 GUIHUA_LLM_TIMEOUT 调整）。"


class ProposalRefused(GuihuaError):
    """What the language model proposed is not run."""

    en = "The language model proposed nothing that can be run: {reason}."
    zh = "语言模型没有提出可以执行的查询：{reason}。"
