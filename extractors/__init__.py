"""Dates, numbers and occasions of Japanese text, each tied to its characters."""
