"""Dates and figures of a report against ja-timex and pynormalizenumexp, the best ready-made normalisers."""

from functools import partial

from turns import analyse, medians, reports, tell


def main() -> None:
    from ja_timex import TimexParser
    from pynormalizenumexp.normalize_numexp import NormalizeNumexp

    dates, quantities = TimexParser(), NormalizeNumexp("ja")

    def normalize(text: str) -> None:
        for line in filter(None, text.split("\n")):
            dates.parse(line)
            quantities.normalize(line)

    for source in reports():
        ours, theirs = medians([partial(analyse, source), partial(normalize, source.text)], 5)
        tell(source.name, ours, theirs, 1 / 20)


if __name__ == "__main__":
    main()
