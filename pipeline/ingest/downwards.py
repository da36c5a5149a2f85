"""Tables of vertical text: their rows go down, the first one at the right."""

from __future__ import annotations

from pipeline.ingest.grids import Frame
from pipeline.ingest.runs import Way, find_runs


def as_read(frame: Frame) -> Frame:
    """Return a table with the rows and columns that its text goes by."""
    letters = {Way.RIGHT: 0, Way.DOWN: 0}
    for place in frame.places:
        for way, glyphs in find_runs(place.glyphs):
            if way in letters:
                letters[way] += len(glyphs)
    if letters[Way.DOWN] <= letters[Way.RIGHT]:
        return frame
    columns = max(place.column + place.columns for place in frame.places)
    places = sorted(
        place._replace(
            row=columns - place.column - place.columns, column=place.row, rows=place.columns, columns=place.rows
        )
        for place in frame.places
    )
    tops: dict[int, float] = {}
    for place in places:
        tops.setdefault(place.column, place.box[1])
    edges = tuple(tops[column] for column in sorted(tops))
    return frame._replace(places=tuple(places), edges=edges, open_top=False, open_bottom=False, merged=())
