from __future__ import annotations

from extractors.mentions import Span
from extractors.view import TextView, fold


def test_folding_keeps_the_length_and_maps_variants() -> None:
    raw = "１２３（ＡＢ）～〜–－　⺠⻑⼈◯･｡"
    folded = fold(raw)
    assert len(folded) == len(raw)
    assert folded == "123(AB)~~-- 民長人○・。"


def test_bullets_of_symbol_fonts_are_bullets() -> None:
    assert fold("\uf06c相談 \uf0b7研修 \uf0fc済") == "●相談 ・研修 ✓済"


def test_folding_twice_changes_nothing_more() -> None:
    folded = fold("".join(map(chr, range(0x2000, 0x10000))))
    assert fold(folded) == folded


def test_circled_digits_are_not_digits() -> None:
    assert fold("②3回") == "②3回"


def test_a_soft_break_and_its_indent_are_dropped() -> None:
    raw = "参加者は1\n　 20人\n次の行"
    seen = TextView(raw, [5])
    assert seen.text == "参加者は120人\n次の行"
    assert seen.span(4, 8) == Span(4, 11)
    assert seen.slice(seen.span(4, 8)) == "1\n　 20人"
    assert [seen.raw_offset(seen.view_offset(k)) for k in (0, 4, 8, 12)] == [0, 4, 8, 12]


def test_offsets_that_are_no_line_break_are_ignored() -> None:
    assert TextView("あいう\n", [0, 1, 99, -3]).text == "あいう\n"


def test_what_interrupts_a_sentence_is_dropped() -> None:
    raw = "参加者は1\n- 3 -\n　20人³でした\n"
    seen = TextView(raw, [5], [Span(6, 12), Span(16, 17)])
    assert seen.text == "参加者は120人でした\n"
    assert seen.slice(seen.span(4, 8)) == "1\n- 3 -\n　20人"
    assert seen.quote(seen.span(0, 9)) == "参加者は120人で"
    assert TextView("あい", [], [Span(1, 99), Span(7, 8)]).text == "あ"


def test_a_scan_runs_once_for_a_view() -> None:
    calls: list[str] = []

    def scan(of: TextView) -> int:
        calls.append(of.text)
        return len(of.text)

    seen = TextView("三人")
    assert seen.memo(scan) == seen.memo(scan) == 2
    assert calls == ["三人"]
