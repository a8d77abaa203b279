"""Document -> references: lists, notes, templates, links, addresses and attributions."""
