"""Choosing a style and segmenting, each against fugashi alone tokenising the same text, surfaces only."""

from functools import partial

from turns import medians, reports, tell


def main() -> None:
    import fugashi

    from pipeline.model import ReportHead
    from pipeline.profile import builtin
    from pipeline.segment import segment
    from pipeline.segment.choice import choose

    tagger = fugashi.Tagger()

    def surfaces(text: str) -> list[str]:
        return [word.surface for line in text.split("\n") for word in tagger(line)]

    for source in reports():
        theirs = partial(surfaces, source.text)
        style = choose(source, builtin())
        ours, tokens = medians([partial(segment, source, style, ReportHead()), theirs], 41)
        tell(f"{source.name} segment", ours, tokens, 0.6)
        ours, tokens = medians([partial(choose, source, builtin()), theirs], 41)
        tell(f"{source.name} choose", ours, tokens, 0.4)


if __name__ == "__main__":
    main()
