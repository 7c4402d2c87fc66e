"""The demo: people, pets and what they do, made up the same way each time from a seed."""
