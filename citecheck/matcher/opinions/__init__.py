"""What a judge of the user's choice is shown, and how far what it says is believed."""
