"""Pure judgement: which story is cited, what differs, and whether it backs a claim. No I/O."""
