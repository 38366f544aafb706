"""Questions in words, Chinese and English: a question becomes a stored query with bound names.

:mod:`~queries.words.question` finds names, years, counts and quoted words in the question and puts a mark in their
place; :mod:`~queries.words.intents` holds, for each stored query, the wordings that ask for it, each with a weight;
:mod:`~queries.words.reading` weighs them together with the classes of the names and takes the best, if it is good
enough. Nothing else is guessed: a question that scores too low is not understood.
"""

from queries.words.asking import ask

__all__ = ["ask"]
