"""Text that a page holds and does not show, and text that is not what its font says."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.glyphs import Drawn
from pipeline.ingest.places import Glyph
from pipeline.ingest.readings import _doubted

from .drawn_pdf import LEFT, PROSE, SIZE, joined, pdf, read, rows, texts, wrapped

SHOWN = ("相談会を開きました。", "参加者：500人")


def drawn(
    words: str, *, x: float = LEFT, top: float = 400, matrix: str = "1 0 0 1", around: tuple[str, str] = ("", "")
) -> str:
    code = words.encode("utf-16-be").hex()
    return f"\n{around[0]} BT /F1 12 Tf {matrix} {x} {842 - top - SIZE} Tm <{code}> Tj ET {around[1]}\n"


@pytest.mark.parametrize(
    "more",
    [
        drawn("参加者：777人", around=("q 3 Tr", "Q")),
        drawn("参加者：777人", around=("q 1 1 1 rg", "Q")),
        drawn("参加者：777人", x=700),
        drawn("参加者：777人", top=-100),
    ],
    ids=["without ink", "white", "right of the page", "above the page"],
)
def test_what_is_not_shown_is_not_read(tmp_path: Path, more: str) -> None:
    source = read(tmp_path, pdf(rows(*SHOWN), extra=more))
    assert source.text == "\n".join((*SHOWN, ""))
    assert [(page.grade.value, page.reasons) for page in source.pages] == [("good", ("hidden_text",))]


def test_white_words_on_dark_ground_are_read(tmp_path: Path) -> None:
    ground = "0.1 0.2 0.4 rg 60 420 300 40 re f"
    source = read(tmp_path, pdf(rows(*SHOWN), extra=ground + drawn("参加者：777人", around=("q 1 1 1 rg", "Q"))))
    assert "777人" in source.text


def patterned(ground: str, colours: str) -> bytes:
    """Return a page with white words on a ground that is painted with a pattern, a gradient between two colours."""
    shading = f"<</ShadingType 2/ColorSpace/DeviceRGB/Coords[60 0 360 0]/Function<</FunctionType 2/Domain[0 1]{colours}/N 1>>>>"
    words = drawn("参加者：777人", around=("q 1 1 1 rg", "Q"))
    raw = pdf(rows(*SHOWN), extra=f"/Pattern cs /P1 scn {ground} re f 0 g" + words)
    return raw.replace(b"/Resources<<", b"/Resources<</Pattern<</P1<</PatternType 2/Shading %s>>>>" % shading.encode())


@pytest.mark.parametrize(
    ("ground", "colours", "is_read"),
    [
        ("60 420 300 40", "/C0[0.1 0.4 0.2]/C1[0.7 0.9 0.8]", True),
        ("60 420 300 40", "/C0[1 1 1]/C1[1 1 1]", False),
        ("60 520 300 40", "/C0[0.1 0.4 0.2]/C1[0.7 0.9 0.8]", False),
    ],
    ids=["a gradient", "white to white", "a gradient elsewhere"],
)
def test_white_words_are_read_where_a_pattern_is_painted_below(
    tmp_path: Path, ground: str, colours: str, *, is_read: bool
) -> None:
    source = read(tmp_path, patterned(ground, colours))
    assert ("777人" in source.text) is is_read
    assert (source.pages[0].reasons == ()) is is_read


def test_the_layer_of_a_scan_is_read(tmp_path: Path) -> None:
    picture = "q 595 0 0 842 0 0 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q"
    source = read(tmp_path, pdf([], extra=picture + drawn("参加者：777人", around=("q 3 Tr", "Q"))))
    assert "777人" in source.text
    assert source.pages[0].reasons == ("text_on_scan",)


def test_a_page_whose_size_is_wrong_is_read(tmp_path: Path) -> None:
    source = read(tmp_path, pdf(rows(*SHOWN)).replace(b"[0 0 595 842]", b"[0 0 1 1]    "))
    assert source.text == "\n".join((*SHOWN, ""))


@pytest.mark.parametrize(
    ("turn", "is_read"), [("0 1 -1 0", True), ("0.7 0.7 -0.7 0.7", False), ("1 0.02 -0.02 1", True)]
)
def test_what_is_written_aslant_is_no_part_of_the_text(tmp_path: Path, turn: str, is_read: bool) -> None:
    source = read(tmp_path, pdf(rows(*SHOWN), extra=drawn("参加者：42人", x=300, matrix=turn)))
    assert "参加者：42人" in source.text
    assert texts(source) == ([] if is_read else ["参加者：42人"])
    assert [check.code for check in source.checks] == ([] if is_read else ["aslant_text"])


def test_a_watermark_stands_between_no_lines(tmp_path: Path) -> None:
    lines = wrapped(PROSE)
    mark = drawn("部外秘　写し", x=90, top=200, matrix="4 3 -3 4")
    stamp = drawn("受付 6.12.3", x=LEFT + 300, top=128, matrix="1 0.3 -0.3 1")
    source = read(tmp_path, pdf(rows(*lines), extra=mark + stamp))
    assert joined(source).startswith(PROSE + "\n")
    assert texts(source) == ["部外秘　写し", "受付 6.12.3"]
    assert source.pages[0].reasons == ("aslant_text",)


def test_a_page_that_is_aslant_as_a_whole_keeps_its_lines(tmp_path: Path) -> None:
    turned = "".join(drawn(words, x=200, top=300 + 40 * at, matrix="1 0.2 -0.2 1") for at, words in enumerate(SHOWN))
    source = read(tmp_path, pdf([], extra=turned))
    assert texts(source) == []
    assert "500" not in source.text


def test_fonts_that_name_their_glyphs_wrongly_make_no_number(tmp_path: Path) -> None:
    # Every character as wide as an ideograph: the letters of other alphabets tell that the digits are none either.
    wide = pdf(rows("参加者ÿ500人Ā開Ā1延べ20人")).replace(b"/W[1 230 500]", b"/W[1 230 1000]")
    source = read(tmp_path, wide)
    assert not any(char.isdecimal() for char in source.text)
    assert [check.code for check in source.checks] == ["garbled_text"]
    proper = read(tmp_path, pdf(rows("参加者は500人で、Ångström社が協力")))
    assert "500人" in proper.text


@pytest.mark.parametrize(
    ("line", "widths", "lost"),
    [
        ("参加者{500人|開}1延べ20人", "1000", "{500|}120"),
        ("参加者{500人|開}1延べ20人", "500", ""),  # of half width they may be what they say
        ("内訳は{500人1延べ20人", "1000", ""),  # one sign alone shows nothing
    ],
)
def test_signs_as_wide_as_ideographs_show_it_too(tmp_path: Path, line: str, widths: str, lost: str) -> None:
    raw = pdf(rows(line)).replace(b"/W[1 230 500]", f"/W[1 230 {widths}]".encode())
    assert read(tmp_path, raw).text == f"{line.translate(dict.fromkeys(map(ord, lost), chr(0xFFFD)))}\n"


def test_signs_within_words_are_lost_where_the_font_names_others_wrongly(tmp_path: Path) -> None:
    raw = pdf(rows("フ±ミリー{会|の}催しに±5人、5±1人")).replace(b"/W[1 230 500]", b"/W[1 230 1000]")
    text = read(tmp_path, raw).text
    assert text.startswith("フ\ufffdミリー")
    assert "±\ufffd人" in text


GROUND = "1 1 1 rg {} {} {} {} re f 0 g"


def old(words: str, top: float, cover: str) -> str:
    return drawn(words, top=top) + cover.format(LEFT - 1, 842 - top - SIZE - 4, 300, SIZE + 6)


@pytest.mark.parametrize(
    "more",
    [
        old("参加者：777人", 400, GROUND),
        old("参加者：777人", 400, "0.2 0.4 0.8 rg {} {} {} {} re f 0 g"),
        drawn("参加者：777人", around=("q 60 500 200 30 re W n", "Q")),
        drawn("参加者：777人", around=("q 60 100 400 600 re W n 60 500 200 30 re W n", "Q")),
    ],
    ids=["white shape over it", "coloured shape over it", "clipped away", "clipped twice"],
)
def test_what_is_drawn_over_or_clipped_away_is_not_read(tmp_path: Path, more: str) -> None:
    source = read(tmp_path, pdf(rows(*SHOWN), extra=more + drawn("担当：健康課", top=400, x=400)))
    assert source.text == "\n".join((*SHOWN, "担当：健康課", ""))
    assert [(page.grade.value, page.reasons) for page in source.pages] == [("good", ("hidden_text",))]


@pytest.mark.parametrize(
    "more",
    [
        GROUND.format(60, 420, 300, 40) + drawn("参加者：777人"),
        drawn("参加者：777人") + "/G gs " + GROUND.format(60, 420, 300, 40),
        drawn("参加者：777人") + "1 0 0 rg 60 434 300 1 re f 0 g",
        drawn("参加者：777人") + "1 0 0 rg 60 460 m 60 420 l 62 420 l 62 458 l 360 458 l 360 460 l h f 0 g",
        drawn("参加者：777人") + "q 60 420 2 40 re W n " + GROUND.format(60, 420, 300, 40) + " Q",
        drawn("参加者：777人") + "q 60 420 m 62 420 l 300 460 l h W n " + GROUND.format(60, 420, 300, 40) + " Q",
        drawn("参加者：777人") + "60 420 300 40 re S",
        drawn("参加者：777人", around=("q 60 420 300 40 re W n", "Q")),
        drawn("参加者：777人") + "q 300 0 0 40 60 420 cm BI /W 1 /H 1 /CS /G /BPC 8 /F /AHx ID 80> EI Q",
    ],
    ids=[
        "ground",
        "transparent",
        "line through it",
        "around it",
        "clipped shape",
        "shape clipped aslant",
        "frame",
        "in its window",
        "picture",
    ],
)
def test_what_is_shown_is_read(tmp_path: Path, more: str) -> None:
    source = read(tmp_path, pdf(rows(*SHOWN), extra=more).replace(b"/Font<<", b"/ExtGState<</G<</ca 0.3>>>>/Font<<"))
    assert source.text == "\n".join((*SHOWN, "参加者：777人", ""))


def test_the_rest_of_a_number_that_is_partly_hidden_is_none(tmp_path: Path) -> None:
    window = f"q {LEFT} 420 {4 * SIZE + 0.9 * SIZE} 40 re W n"  # a digit and a half behind 参加者：
    source = read(tmp_path, pdf(rows(*SHOWN), extra=drawn("参加者：1234人", around=(window, "Q"))))
    assert source.text == "\n".join((*SHOWN, "参加者：", ""))


@pytest.mark.parametrize("label", ["参加者：", ""], ids=["line", "number"])
def test_a_new_value_over_an_old_one_is_read(tmp_path: Path, label: str) -> None:
    words = drawn("参加者：", x=LEFT - 4 * SIZE, top=400) if not label else ""
    words += old(f"{label}777人", 400, GROUND) + drawn(f"{label}778人", top=400)
    source = read(tmp_path, pdf(rows(*SHOWN), extra=words))
    assert source.text == "\n".join((*SHOWN, "参加者：778人", ""))


def test_cells_filled_one_by_one_hide_nothing(tmp_path: Path) -> None:
    cells = "".join(
        GROUND.format(60 + 110 * column, 420 - 30 * row, 110, 30)
        + drawn(f"{row}行{column}列", x=66 + 110 * column, top=400 + 30 * row)
        for row in range(3)
        for column in range(3)
    )
    source = read(tmp_path, pdf(rows(*SHOWN), extra=cells))
    assert all(f"{row}行{column}列" in source.text for row in range(3) for column in range(3))
    assert not source.pages[0].reasons


def named(text: str) -> Drawn:
    """Return a line as its fonts name it; a character behind ▼ is not as wide as digits."""
    glyphs: list[Glyph] = []
    x = 70.0
    for at, letter in enumerate(text):
        width = 4.9 if text[at - 1 : at] == "▼" else 6.2 if letter.isascii() else 12
        if letter != "▼":
            glyphs.append(Glyph(letter, x, 100, x + width, 112))
            x += width
    return Drawn(595, 842, glyphs, [], [], 0)


@pytest.mark.parametrize(
    ("line", "seen"),
    [
        ("空}家を調べ▼1352戸に知らせた▼2会を246回開{た", "空?家を調べ?352戸に知らせた?会を246回開?た"),
        ("コÿュニテ»で▼112人、345人", "コ?ュニテ?で?12人、345人"),
        ("空}家を調べ▼1352戸に知らせた", "空}家を調べ1352戸に知らせた"),  # one sign alone shows nothing
        ("内訳は{男~女}が▼1352人", "内訳は{男~女}が1352人"),
        ("月~金に開き、氏名|住所を集めた▼1352戸", "月~金に開き、氏名|住所を集めた1352戸"),  # as people write
        ("空}家ÿ調べ15戸", "空?家?調べ??戸"),  # digits too few to tell which are right
    ],
)
def test_signs_amid_words_show_that_digits_of_another_width_are_none(line: str, seen: str) -> None:
    found = _doubted(named(line))
    assert found is not None
    assert found.text.replace(chr(0xFFFD), "?") == seen
