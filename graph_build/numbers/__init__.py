"""Numbers in running text: what they count, in which unit, how they compare."""
