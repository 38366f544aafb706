"""guihua (规划): a knowledge graph of a Chinese plan document, with a sentence behind every statement."""

__version__ = "0.1.0"
