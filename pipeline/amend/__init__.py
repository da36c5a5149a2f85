"""Corrections by people: taken in from a file, found again in a report, and laid over what the program read."""
