"""Document -> claims: check-worthy sentences, what they lean on, and whom they quote."""
