"""The commands beside `run` and `explain`, one file for each kind of use; heavy imports stand inside the callbacks."""
