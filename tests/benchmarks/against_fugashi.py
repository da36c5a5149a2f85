"""Segment + extract + resolve of a report against fugashi alone tokenising its text, surfaces only."""

from functools import partial

from turns import analyse, medians, reports, tell


def main() -> None:
    import fugashi

    tagger = fugashi.Tagger()

    def surfaces(text: str) -> list[str]:
        return [word.surface for line in text.split("\n") for word in tagger(line)]

    for source in reports():
        ours, theirs = medians([partial(analyse, source), partial(surfaces, source.text)], 21)
        tell(source.name, ours, theirs, 2)


if __name__ == "__main__":
    main()
