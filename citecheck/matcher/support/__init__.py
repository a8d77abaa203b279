"""Whether a story backs a claim: passages, itemised checks, and a verdict that knows its limits."""
