"""Reference -> Answer: asks the outlets, politely, and never turns a failure into an accusation."""
