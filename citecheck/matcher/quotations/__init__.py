"""Whether quoted words stand in a story, as given and said by whom."""
