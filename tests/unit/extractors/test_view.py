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


def test_digits_of_mathematics_and_displays_are_digits() -> None:
    assert fold("𝟎𝟿 𝟘𝟙 🯰🯹") == "09 01 09"


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


def test_a_part_of_a_view_has_the_raw_offsets_of_the_whole() -> None:
    raw = "一行目は\n　続く\n○ 参加者は1\n 20人\n終わ\n り"
    whole = TextView(raw, [raw.index("\n　"), raw.index("\n 20"), raw.index("\n り")])
    start, end = whole.text.index("○"), whole.text.index("終")
    part = whole.part(start, end)
    assert part.text == "○ 参加者は120人\n"
    at = part.text.index("120人")
    assert part.span(at, at + 4) == whole.span(start + at, start + at + 4)
    assert part.quote(part.span(at, at + 4)) == "120人"
    for view in (whole, part):
        assert [view.view_offset(view.raw_offset(k)) for k in range(len(view.text))] == list(range(len(view.text)))
    assert whole.part(0, end).span(0, end) == whole.span(0, end)


def test_what_a_view_drops_is_at_the_next_character_kept() -> None:
    raw = "参加者は1\n　 20人"
    seen = TextView(raw, [5])
    assert [seen.view_offset(at) for at in range(len(raw))] == [0, 1, 2, 3, 4, 5, 5, 5, 5, 6, 7]


def test_a_view_forgets_what_was_computed_but_for_what_is_to_be_kept() -> None:
    seen = TextView("1人")
    kept, lost = seen.memo(list_of), seen.memo(length_of)
    seen.forget(list_of)
    assert seen.memo(list_of) is kept
    assert seen.memo(length_of) == lost
    assert seen.memo(length_of) is not lost


def list_of(view: TextView) -> list[str]:
    return list(view.text)


def length_of(view: TextView) -> list[int]:
    return [len(view.text)]


def test_a_view_of_a_text_that_is_folded_already_is_the_same() -> None:
    raw = "参加者は１２人\n　（うち３人）｜延べ\n６０人。"
    breaks, asides, cuts = [raw.index("\n")], [Span(4, 5)], [raw.index("｜")]
    view, other = TextView(raw, breaks, asides, cuts=cuts), TextView(raw, breaks, asides, cuts=cuts, folded=fold(raw))
    assert other.text == view.text == "参加者は2人(うち3人)\n延べ\n60人。"
    assert [other.raw_offset(at) for at in range(len(view.text))] == [
        view.raw_offset(at) for at in range(len(view.text))
    ]
