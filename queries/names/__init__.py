"""Names in a question and the things that they may mean."""
