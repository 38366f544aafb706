"""The held-out split of the tagged texts: fixed once, whole documents only."""

from __future__ import annotations

HELD_OUT = (
    "33-suzhou-2024", "39-nantong-2024", "63-衢州-2024", "70-广州-2024", "87-长治-2024", "93-池州-2024",
    "100-柳州-2024",
    "04-guangdong-gwr2026", "13-jilin-gwr2026", "21-sichuan-gwr2026",
    "31-rural2018", "61-rural2018-b", "57-beijing-eco-a", "29-zj-water-a", "56-zj-water-b",
)
"""City reports, provincial reports, a national plan (both excerpts), a hard-wrapped text, a provincial action plan."""

SAME_AS_HELD_OUT = (
    "suzhou-", "guangdong-", "jilin-", "sichuan-", "national-rural-", "beijing-eco-", "zhejiang-waterlogging-",
)
"""Our own tagged files of the same documents as held-out excerpts begin so: not learnt from in that test."""

KINDS = {
    "city report": HELD_OUT[:7], "provincial report": HELD_OUT[7:10], "national plan": HELD_OUT[10:12],
    "hard-wrapped": HELD_OUT[12:13], "provincial special plan": HELD_OUT[13:],
}

CHAPTER_GROUPS = (("linhai-ch02", "linhai-ch04"), ("linhai-ch06", "linhai-ch09"), ("linhai-ch11",))
"""Annotated chapters that are left out together, since each fit takes minutes."""
