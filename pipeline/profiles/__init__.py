"""Profiles of report styles, one TOML file each."""
