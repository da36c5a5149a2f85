"""Print the data dictionary: `python -m pipeline.tables > docs/data-dictionary.md`."""

import sys

from pipeline.tables import data_dictionary

sys.stdout.buffer.write(data_dictionary().encode("utf-8"))
