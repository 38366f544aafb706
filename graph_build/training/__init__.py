"""Training and cross-validation of the learnt tagger; nothing here runs when a plan is built."""
