"""The watched folder: staff drop reports into it and find the answers beside it."""
