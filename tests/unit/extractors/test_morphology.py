from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import fugashi
import pytest

from extractors import morphology
from extractors.view import TextView


def test_tokens_have_offsets_of_the_view_across_blanks() -> None:
    view = TextView("研修 会に　12 名が参加。次の文")
    words = morphology.sentence_tokens(view, 0)
    assert all(view.text[w.start : w.end] == w.surface for w in words)
    assert words[-1].surface == "。"


def test_parts_of_speech_are_whole() -> None:
    (number, counter, *_) = morphology.sentence_tokens(TextView("三人が参加した。"), 0)
    assert (number.pos1, number.pos2) == ("名詞", "数詞")
    assert (counter.pos1, counter.pos2) == ("接尾辞", "名詞的")


def test_a_word_that_no_dictionary_has_is_a_noun_all_the_same() -> None:
    (word, number, *_) = morphology.sentence_tokens(TextView("ヌポラミソ3件"), 0)
    assert (word.surface, word.pos1, word.pos2, word.pos3) == ("ヌポラミソ", "名詞", "普通名詞", "一般")
    assert number.pos2 == "数詞"


def test_tokens_of_a_text_are_those_of_its_sentences() -> None:
    view = TextView("開催した。五人\nが参加。")
    assert [w.surface for w in morphology.tokens(view)] == ["開催", "し", "た", "。", "五", "人", "が", "参加", "。"]


def test_clauses_have_the_words_of_their_sentence(root: Path) -> None:
    tagger = fugashi.Tagger()
    view = TextView((root / "samples" / "aose-r6-h1.txt").read_text(encoding="utf-8"))
    for start, stop in pairwise([*morphology.sentence_starts(view), len(view.text)]):
        words = morphology.sentence_tokens(view, start)
        whole = tagger(view.text[start:stop])
        assert [(w.surface, w.pos1) for w in words] == [(w.surface, w.feature.pos1) for w in whole]
        for k, word in enumerate(words):
            clause = morphology.clause_tokens(view, word.start)
            first = k - clause.index(word)
            assert clause == words[first : first + len(clause)]


def test_the_words_through_a_clause_are_the_first_of_its_sentence() -> None:
    view = TextView("講座を開き、参加者は五人で、名簿を作成した。")
    words = morphology.sentence_tokens(view, 0)
    through = morphology.tokens_through(view, view.text.index("五"))
    assert through == words[: len(through)]
    assert through[-1].end == view.text.index("名簿")
    assert morphology.tokens_through(view, view.text.index("名簿")) == words


@pytest.mark.parametrize(
    ("text", "word"), [("参加者は五、六人でした。", "五、六"), ("対象は小、中学生です。", "小、中学")]
)
def test_no_word_is_cut_at_its_comma(text: str, word: str) -> None:
    assert word in [token.surface for token in morphology.sentence_tokens(TextView(text), 0)]


def test_unspeakable_characters_keep_the_offsets() -> None:
    view = TextView("参加\0者\ud800五人")
    words = morphology.sentence_tokens(view, 0)
    assert words[-1].end == len(view.text)
    assert all(a.end <= b.start for a, b in pairwise(words))


def test_a_sentence_without_an_end_is_tagged_in_chunks() -> None:
    view = TextView("相談と" * 4_000)
    words = morphology.sentence_tokens(view, 9_000)
    assert words[0].start == 8_000
    assert words[-1].end <= 8_000 + morphology.MAX_CHUNK
