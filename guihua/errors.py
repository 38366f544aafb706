"""What can go wrong at the front door."""

from __future__ import annotations

from ontology.errors import GuihuaError


class McpMissing(GuihuaError):
    """The SDK that ``guihua mcp`` speaks with is not installed."""

    en = "guihua mcp needs the package “mcp”: pip install 'guihua[mcp]'"
    zh = "guihua mcp 需要 mcp 软件包：pip install 'guihua[mcp]'"
