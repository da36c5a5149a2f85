"""Parts of a whole of which each thing is but one: 応募143点のうち県内108点、県外35点; 182か所は健全121か所、経過観察44か所、要修繕17か所."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER, TURNS
from extractors.patterns import compile_pattern
from pipeline.check.beside import (
    is_divided,
    line_start,
    sentence_behind,
    shape_of,
    words_amid,
    words_before,
    words_behind,
    words_between,
)
from pipeline.check.values import (
    comparable,
    exact,
    is_share,
    more_than_all,
    off_by_rounding,
    slipped,
    sum_of,
)
from pipeline.model import FigureRecord

_TURN = compile_pattern("|".join(sorted(sorted(frozenset[str]().union(*TURNS)), key=len, reverse=True)))
_DENIED = compile_pattern(r"[未不非無](?P<what>[一-鿿]{1,3})")
_REST = compile_pattern(r"(?:だけ|のみ)(?:で|を|に)|それ以外|(?<!を)以外の|残る|残り|その他")
"""In the name of a part: it has none of the others."""
_RANKED = compile_pattern(
    r"異常な|異状な|健全|良好|要(?:指導|治療|修繕|改善|観察|経過|精密|注意|対応|更新|補修|監視)|経過観察|[未不](?!明)[一-鿿]{1,3}|却下|取り?下げ|[一-鿿]済み?$|対策中|対応中|継続審[査議]|無回答"
)
"""Names of what only one of several can be: 異常なし, 要治療; 対策済み, 対策中, 未着手; 認定, 却下, 取下げ."""
_OF_OTHERS = compile_pattern(
    rf"{EARLIER}度|{EARLIER}の|目標|計画|予定|定員|ほか|など|また|さらに|一方|延べ|累計|通算|平均|人口|重複|加え|除|率|複数"
)
_OPENS = compile_pattern(
    r"[^、。(\n]{0,16}(?:\(|で(?:あり|す|した|ある|あった)?[、。]|(?:あ|な|お|と)り、|た。|る。|。|の?うち|中、?|、(?:この|その)?うち|\n|(?<![にで])は、)(?![^、。(]{1,16}(?:には|では|は、))"
)
"""Behind the whole: what follows is of it, and not as in 講座に120人、相談会には男性60人."""
_NEXT = compile_pattern(r"[^。\n0-9]{0,16}(?:[、・,/] ?[^、。\n0-9]{0,20}|[^、。\n0-9]{1,20})|[)]?\n[^、。\n0-9]{1,20}")
_DEED = compile_pattern(r"(?:を|が|は)?(?P<what>[未不非無]?[一-鿿]{2,4})(?![一-鿿])")
"""Behind a part, what was done with it: 18件を採択、25件を不採択."""
_CLAUSE = compile_pattern(r"[、。(/\n・]|は(?=[^、 ]{2})")
_LONGEST, _NOTE, _MOST, _SEVERAL = 48, 40, 8, 3
_PAIR, _LINE = 2, 200
_OVER = Decimal("0.2")


def mismatched_turns(
    text: str, figures: Sequence[FigureRecord]
) -> Iterator[tuple[FigureRecord, Sequence[FigureRecord]]]:
    """Yield the wholes that parts, of which each thing can be but one, make more than all of, or miss by a slip."""
    for at, whole in enumerate(figures):
        parts, names = _parts_of(text, figures, at)
        if len(parts) < _PAIR or not exact(whole, *parts):
            continue
        value, added = whole.figure.value, sum_of(parts)
        if off_by_rounding(added - value, (whole, *parts)):
            continue
        over = value < added <= value + max(Decimal(_PAIR), value * _OVER)
        if (
            (over or (added != value and slipped(value, added)))
            and _exclude(names)
            and not _of_others(text, whole, parts)
        ):
            yield whole, parts


def overfull_in_turn(text: str, figures: Sequence[FigureRecord]) -> Iterator[Sequence[FigureRecord]]:
    """Yield the shares of parts, of which each thing can be but one, that make up more than all: 国50％、県25％、市35％."""
    at = 0
    while at < len(figures):
        first, end = figures[at], at + 1
        gaps: list[str] = []
        while end < len(figures) and is_share(first) and is_share(figures[end]):
            gap = words_amid(text, figures[end - 1], figures[end])
            if len(gap) > _LONGEST or not _NEXT_SHARE.fullmatch(gap):
                break
            gaps.append(gap)
            end += 1
        shares = figures[at:end]
        at = end
        if len(shares) < _PAIR or not exact(*shares) or not more_than_all(shares):
            continue
        lead = words_before(text, first.figure.span.start, _NOTE).rpartition("。")[2].rpartition("\n")[2]
        around = f"{lead} {''.join(gaps)} {sentence_behind(text, shares[-1].figure.span.end, _NOTE)}"
        names = [_name_of(words) for words in (lead, *gaps)]
        divided = is_divided(lead, gaps, borne=True)
        if not _OF_SHARES.search(around) and (
            divided and _exclude(names) if len(names) == _PAIR else divided or any(map(_NO_ANSWER.search, names))
        ):
            yield shares


_NEXT_SHARE = compile_pattern(r"(?:で(?:あり)?|と)?[、・,/ ] ?[^、。\n%]{1,16}(?:は|が|:)? ?")
_NO_ANSWER = compile_pattern("無回答|その他$")
_OF_SHARES = compile_pattern(rf"{EARLIER}|目標|計画|複数|重複|率は|全国|平均|以上が|うち")


def _name_of(gap: str) -> str:
    """Return what the words between two values call the second."""
    return _CLAUSE.split(gap.rstrip("はがの :　…"))[-1].strip(" ・-")


def _parts_of(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[Sequence[FigureRecord], Sequence[str]]:
    """Return the values that are told right behind another in turn, each less than it, and their names."""
    whole, parts, names = figures[at], list[FigureRecord](), list[str]()
    for record in figures[at + 1 : at + 1 + _MOST]:
        last = parts[-1] if parts else whole
        if (
            not comparable(whole, record)
            or record.figure.value >= whole.figure.value
            or record.status is not whole.status
            or record.part_of not in (None, whole.figure_id)
        ):
            break
        start = last.figure.span.end
        if record.figure.span.start - start > _LONGEST:
            break
        gap = words_between(text, start, record.figure.span.start)
        if not (_NEXT.fullmatch(gap) if parts else _OPENS.match(gap)):
            break
        if not parts and gap.startswith("\n") and _is_entry(text, whole):
            break
        parts.append(record)
        names.append(_name_of(gap))
    if len(parts) == _PAIR:
        deeds = [_DEED.match(words_behind(text, record.figure.span.end, _LONGEST)) for record in parts]
        names = [deed["what"] if all(deeds) and deed else name for deed, name in zip(deeds, names, strict=True)]
    return parts, names


def _is_entry(text: str, whole: FigureRecord) -> bool:
    """Tell whether a value is that of a row of a list, as the row above it has one: those below are no parts of it."""
    at = whole.figure.span.start
    start = line_start(text, at, _LINE)
    above = words_between(text, line_start(text, start - 1, _LINE), start - 1) if start else ""
    ends_alike = above.rstrip(" ").endswith(whole.figure.unit or "。")
    return ends_alike and shape_of(above) == shape_of(words_between(text, start, at))


def _exclude(names: Sequence[str]) -> bool:
    """Tell whether nothing can be two of what some names say."""
    if len(names) >= _SEVERAL:
        return sum(_RANKED.search(name) is not None for name in names) >= _PAIR or _REST.search(names[-1]) is not None
    one, other = names
    turn, turned = _TURN.search(one), _TURN.search(other)
    if turn and turned and {turn[0], turned[0]} in TURNS:
        return True
    denied = _DENIED.search(other) or _DENIED.search(one)
    return _REST.search(other) is not None or (
        denied is not None and denied["what"] in (one if denied.string is other else other)
    )


def _of_others(text: str, whole: FigureRecord, parts: Sequence[FigureRecord]) -> bool:
    """Tell whether the words around a whole and its parts leave open whether these are of it alone."""
    start, end = whole.figure.span.start, parts[-1].figure.span.end
    lead = words_before(text, start, _NOTE).rpartition("。")[2].rpartition("\n")[2]
    between = words_between(text, whole.figure.span.end, end)
    return _OF_OTHERS.search(f"{lead} {between} {sentence_behind(text, end, _NOTE)}") is not None
