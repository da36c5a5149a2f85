"""A rate by its name: the values of its sentence that it must be of, as it is called by one of them.

予算1,250千円に対して決算が1,175千円、執行率は94.0％; 842人（うち町外331人、町外の割合39.3％）.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from extractors.label_words import EARLIER
from extractors.mentions import Status
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import (
    GROWING,
    SENTENCE_END,
    THE_LESS,
    THE_MORE,
    line_start,
    sentence_before,
    words_amid,
    words_before,
    words_between,
)
from pipeline.check.values import (
    HUNDRED,
    NEARLY,
    Mismatch,
    agree,
    attainments,
    comparable,
    counted_in,
    exact,
    in_other_order,
    is_share,
    last_digit,
    quotient_mismatch,
    relative_rounding,
    sum_of,
)
from pipeline.model import FigureRecord

WHOLE = compile_pattern(
    r"^(?:条例|調査|[健検]診)?(?:対象|定員|定数|配布|配付|発送|送付|予算|目標|被保険者|(?:当日)?有権者|調定)"
)
"""What a rate beside may be taken of: 対象102人 受診99人（97.1％）, 638人（定数720人、充足率88.6％）."""
OF_OTHERS = compile_pattern(rf"{EARLIER}|平均|全国|同規模|目標率")
STILL_TO_BE = compile_pattern("(?:予定|計画|見込み?)(?:は|が|のもの[はが])?、? ?$")
"""Right before a part that is not done yet: 町内会52団体のうち防災組織を設ける予定は8団体."""
_NEXT_WORD = 4  # characters


def pair_named(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return the whole and the part that the rate `figures[at]` must be of by its name; None if they are none.

    Args:
        text: what `joined` returns.
        figures: of the report, by offset.
        at: two or more.
    """
    return (
        _deed_before(text, figures, at)
        or _part_before(text, figures, at)
        or _account_before(text, figures, at)
        or _target_before(text, figures, at)
        or _all_before(text, figures, at)
    )


def is_whole(record: FigureRecord) -> bool:
    """Tell whether a value is one that rates are taken of, by its name: 定員, 対象者."""
    return record.figure.label is not None and WHOLE.match(fold(record.figure.label)) is not None


def _deed_before(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return the only two values of a sentence before a rate if its name is that of what one did of the other, and it is a slip.

    予算1,250千円に対して決算が1,175千円、執行率は94.0％; 対象68世帯に声を掛け、51世帯が参加した（参加率75.0％）.
    """
    first, second, share = figures[at - 2 : at + 1]
    start, end = first.figure.span.start, share.figure.span.start
    words = words_between(text, start, end) if end - start <= _LONGEST_SENTENCE else "。"
    named = _RATE_NAMED.search(words)
    lead = sentence_before(text, start, _LONGEST_SENTENCE)
    if named is None or not comparable(first, second) or "。" in words or "\n" in words or second.part_of:
        return None
    if OF_OTHERS.search(lead + words) or _ANY_VALUE.search(lead) or not exact(first, second, share):
        return None
    deeds = _DEEDS.get(named["of"], (named["of"],))
    between = words_amid(text, first, second)
    behind = words[second.figure.span.end - start : named.start()]
    part_told, whole_told = (
        f"{fold(second.figure.label or '')}、{between[-_NEXT_WORD:]}{behind}",
        fold(first.figure.label or ""),
    )
    tested = _OF_TESTED.get(named["of"], ())
    part_told += between if tested else ""
    done = any(word in part_told for word in deeds) and not any(word in whole_told for word in deeds)
    whole = (
        is_whole(first)
        or whole_told.startswith(tested or ("対象",))
        or _WHOLE_LED.search(lead)
        or _AGAINST_IT.match(between)
    )
    if not done or not whole or not first.figure.value:
        return None
    return (first, second) if is_near(share, second, first) else None


def _part_before(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return a part right before a rate that bears its name, and its whole: 842人（うち町外331人、町外の割合39.3％）.

    Of none where another value of the sentence makes the rate, too.
    """
    part, share = figures[at - 1 : at + 1]
    label = fold(part.figure.label or "")
    gap = words_amid(text, part, share)
    named = _SHARE_OF_PART.fullmatch(gap)
    if part.part_of is None or named is None or named["of"] not in (label, counted_in(label)):
        return None
    start = part.figure.span.start
    told = [
        r
        for r in figures[max(0, at - _MOST_PARTS) : at - 1]
        if comparable(r, part) and not SENTENCE_END.search(text, r.figure.span.end, start)
    ]
    others = (r for r in told if r.figure_id != part.part_of)
    if any(not list(quotient_mismatch(share, part, r)) for r in others):
        return None
    whole = next((r for r in told if r.figure_id == part.part_of), None)
    in_columns = not gap.lstrip().startswith(("、", ","))
    return None if whole is None or (in_columns and not is_near(share, part, whole)) else (whole, part)


_SHARE_OF_PART = compile_pattern(
    r"(?: ?[、,] ?|[ |│┃\t]{1,8})(?P<of>[^0-9、。\n()]{1,12}?)(?:の?(?:割合|比率|構成比)|率)(?:は|が|:)?、? ?"
)
_MOST_PARTS = 6  # figures


def is_near(share: FigureRecord, part: FigureRecord, whole: FigureRecord) -> bool:
    """Tell whether a rate is that of a part but for a slip."""
    if not whole.figure.value:
        return False
    calculated = part.figure.value / whole.figure.value * HUNDRED
    near = abs(calculated - share.figure.value) <= calculated * NEARLY
    stated = share.figure.value
    return near or in_other_order(stated, round(calculated, len(f"{stated:f}".partition(".")[2])))


_LONGEST_SENTENCE = 120  # characters
_RATE_NAMED = compile_pattern(
    r"(?:[、,/・(]|で|り) ?(?:その|この)?[^0-9、。\n()率の]{0,8}?(?P<of>[一-鿿]{2})率(?:にして|は|が|も|で|:)?、? ?$"
)
_ANY_VALUE = compile_pattern("[0-9](?![0-9]*(?:年|月))")
_WHOLE_LED = compile_pattern(r"(?:対象|予算|定員|発送|配布|送付)[^0-9、。\n()]{0,8}$")
_AGAINST_IT = compile_pattern(r"(?:の予算|の対象|の定員)?(?:に対し|のうち|を対象)")
_DEEDS = {
    "執行": ("執行", "支出", "決算", "使い", "使っ"),
    **dict.fromkeys(("回収", "回答", "返送"), ("回収", "返送", "回答", "返信")),
    **dict.fromkeys(("収納", "徴収"), ("収入済", "収納済", "収納額", "徴収", "納付済")),
    "精検": ("精検", "精密検査"),
    "充足": ("入所", "在籍", "入園", "参加", "受講", "利用", "入居", "従事", "配置"),
}
"""What words tell that so many are what a rate is named by, where that is not its own name."""
_OF_TESTED = dict.fromkeys(("精検", "陽性", "発見", "有所"), ("受診", "受検", "検査"))
"""Of whom a rate is that tells what tests found: 受診者860人、要精密検査43人、要精検率5.0％."""


def _account_before(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return what an account names as the whole and the part of a rate, on lines, in a list or in columns below their heads.

    予算額 8,400千円⏎決算額 7,854千円⏎不用額 546千円⏎執行率 93.5％. Of none where some of it is carried over.
    """
    share = figures[at]
    found: list[FigureRecord] = []
    end = share.figure.span.start
    for record in reversed(figures[max(0, at - _MOST_PARTS) : at]):
        if not _NEXT_OF_ACCOUNT.fullmatch(words_between(text, record.figure.span.end, end)):
            break
        found.insert(0, record)
        end = record.figure.span.start
    if len(found) < _A_PAIR or not all(comparable(record, found[0]) for record in found):
        return None
    start = found[0].figure.span.start
    if OF_OTHERS.search(sentence_before(text, start, _LONGEST_SENTENCE) + text[start : share.figure.span.start]):
        return None
    heads = _heads_above(text, start, share.figure.span.end)
    if len(heads) > len(found):
        names = heads[-len(found) - 1 :]
    else:
        of_share = words_amid(text, found[-1], share).strip(_BETWEEN)
        names = [*(fold(record.figure.label or "") for record in found), of_share]
    of_account = _ACCOUNTS.get(names[-1])
    if of_account is None or any("繰越" in name or "還付" in name for name in names):
        return None
    wholes, parts = (
        [r for r, name in zip(found, names, strict=False) if pattern.fullmatch(name)] for pattern in of_account
    )
    if len(wholes) != 1 or len(parts) != 1 or not wholes[0].figure.value:
        return None
    calculated = parts[0].figure.value / wholes[0].figure.value * HUNDRED
    return (wholes[0], parts[0]) if abs(calculated - share.figure.value) >= _MISTAKEN else None


def _heads_above(text: str, start: int, end: int) -> Sequence[str]:
    """Return the names of the columns of the row from before `start` to `end` by the line right above, () if it has none."""
    begin = line_start(text, start, _LONGEST_SENTENCE)
    above = text[text.rfind("\n", max(0, begin - _LONGEST_SENTENCE), max(0, begin - 1)) + 1 : max(0, begin - 1)]
    heads, row = _COLUMN.split(above.strip(" |")), _COLUMN.split(text[begin:end].strip(" |"))
    is_head = "\n" not in text[start:end] and len(heads) == len(row) and not _ANY_VALUE.search(above)
    return [_OF_UNIT.sub("", head.strip()) for head in heads] if is_head else ()


_BETWEEN = " \t\n|│┃・、,:"
_NEXT_OF_ACCOUNT = compile_pattern(r"[\s|│┃・、,:]{1,8}(?:[^0-9、。\n()|はがで]{1,12}[ :|]{0,3})?")
_COLUMN = compile_pattern(r" ?[|│┃\t] ?| +")
_OF_UNIT = compile_pattern(r" ?\([^()]{0,8}\)$")
_A_PAIR = 2
_MISTAKEN = Decimal("0.5")
"""Points that a rate of an account is off at least: what is paid back, or levied of nobody found, shifts it a little."""
_OF_LEVIED = (
    compile_pattern("調定(?:済)?額"),
    compile_pattern("(?:収入済|収納済?|徴収済?)額"),
)
_OF_BUDGET = (
    compile_pattern("(?:最終|補正後|現計)?予算現?額"),
    compile_pattern("(?:決算|執行済?|支出済?)額"),
)
_ACCOUNTS = {"執行率": _OF_BUDGET, "予算執行率": _OF_BUDGET, "徴収率": _OF_LEVIED, "収納率": _OF_LEVIED}
"""What accounts call the whole and the part of a rate."""


def _target_before(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return the target and what was reached of it before a rate in the next sentence that is a slip, or is taken the wrong way.

    目標10人に対し実績は8人であった。達成率は125.0％. Where the less may be the better the rate may be taken in any way.
    """
    target, reached, share = figures[at - 2 : at + 1]
    if not comparable(target, reached) or not exact(target, reached, share):
        return None
    start = target.figure.span.start
    lead = sentence_before(text, start, _LONGEST_SENTENCE)
    if target.status is not Status.TARGET and not _AIMED_AT.search(lead):
        return None
    inner = words_amid(text, target, reached)
    gap = words_amid(text, reached, share)
    if not (_ATTAINED.fullmatch(gap) and _REACHED_OF_IT.fullmatch(inner)) or reached.figure.value == 0:
        return None
    if not target.figure.value or OF_OTHERS.search(lead + inner) or _OF_LONGER.search(lead + inner):
        return None
    _, inverted, *_ = attainments(reached, target)
    stated = share.figure.value
    told = fold(target.figure.label or "") + lead
    the_more = not THE_LESS.search(told) and (THE_MORE.search(told) or GROWING.search(told))
    if the_more and agree(stated, inverted):
        return target, reached  # if they are not the same
    loose = HUNDRED * relative_rounding(target, reached)
    near = is_near(share, reached, target) and not any(agree(stated, v, loose) for v in attainments(reached, target))
    return (target, reached) if near else None


_AIMED_AT = compile_pattern("目標(?:値|人数|件数|数)?の?$")
_REACHED_OF_IT = compile_pattern(r"(?:に対し(?:て)?|で(?:あり|した)?)?、? ?(?:実績|実際)(?:値)?(?:は|が)、?")
_ATTAINED = compile_pattern(
    r"(?:で(?:あった|した)|となった|となりました|にとどまった|だった)。(?:目標に対する)?達成率は、?"
)
_OF_LONGER = compile_pattern("累計|通算|全体|最終|計画期間|年間|年度末|半期|か年")


def _all_before(text: str, figures: Sequence[FigureRecord], at: int) -> tuple[FigureRecord, FigureRecord] | None:
    """Return the part before a rate and the one whole of its line that is named like it, or is that of the answers, if it is a slip.

    総延長312.8kmの半分に当たる。舗装済延長は281.5kmであり、舗装率は90.0％; 回収数は693人分。…485人で、回答者の70.0％.
    """
    part, share = figures[at - 1 : at + 1]
    gap = words_amid(text, part, share)
    deed, answers = _RATE_OF_STOCK.fullmatch(gap), _OF_ANSWERS.fullmatch(gap)
    if not (deed or answers) or part.part_of or not exact(part, share):
        return None
    stop = part.figure.span.start
    near = [
        r
        for r in figures[max(0, at - 1 - _MOST_PARTS) : at - 1]
        if stop - r.figure.span.end <= _LONGEST_SENTENCE and "\n" not in text[r.figure.span.end : stop]
    ]
    if deed:
        told = _STOCK.fullmatch(fold(part.figure.label or ""))
        if told is None or told["of"] != deed["of"]:
            return None
        wholes = [r for r in near if fold(r.figure.label or "") == f"総{told['what']}" and comparable(r, part)]
    else:
        near = [r for r in near if r.figure.unit_norm in _WHO_ANSWER]
        wholes = [r for r in near if _ANSWERED.fullmatch(fold(r.figure.label or ""))]
    if len(wholes) != 1 or OF_OTHERS.search(text, wholes[0].figure.span.end, share.figure.span.end):
        return None
    if any(r is not wholes[0] and not list(quotient_mismatch(share, part, r)) for r in near):
        return None
    return (wholes[0], part) if is_near(share, part, wholes[0]) else None


_RATE_OF_STOCK = compile_pattern(r"(?:で(?:あり)?|となり)、? ?(?P<of>[一-鿿]{2,3})率は、?")
_STOCK = compile_pattern("(?P<of>[一-鿿]{2,3}?)済?み?(?P<what>延長|面積|戸数|世帯数|棟数|件数|台数|基数|橋数)")
_OF_ANSWERS = compile_pattern("で(?:あり)?、? ?回答者(?:全体)?の")
_ANSWERED = compile_pattern("(?:有効)?(?:回収|回答)(?:者|件|票)?数?")
_WHO_ANSWER = frozenset({"人", "人分", "名", "件", "通", "票", "部", "枚"})


_OF_ALL_SESSIONS = compile_pattern(
    r"(?:通じ(?:て|た)|通し(?:て|た)|通算|平均|全体|(?:全|計)[0-9]回)の?、?(?:平均)?(?:出席|参加|受講)率(?:は|が|も)?、?(?:平均)? ?$"
)
_NTH_LEADS = compile_pattern(r"第 ?[0-9]{1,2} ?回(?:が|は|に|で|:| )*(?:延べ)?$")
_ENROLLED = compile_pattern(r"(?:委員|会員|議員|受講生|登録者|団員|定員|対象者?)(?:数)?(?:は|:| )*(?:[0-9]*)$")
_SOME_UNTOLD = compile_pattern(rf"など|等(?:で|、|が)|ほか|代理|{EARLIER}|欠員|交代|途中")
_MOST_SESSIONS = 16


def mismatched_mean_rates(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rate of all sessions that those who came to each of them, of so many members, do not give.

    委員20人の出席者は第1回18人、第2回15人で、2回を通じた出席率は82.5％.
    """
    for at, rate in enumerate(figures):
        start = rate.figure.span.start
        if not is_share(rate) or "率" not in words_before(text, start, 6) or not exact(rate):
            continue
        lead = sentence_before(text, start, _FARTHEST)
        if not _OF_ALL_SESSIONS.search(lead[-24:]) or _SOME_UNTOLD.search(lead):
            continue
        low = start - len(lead)
        near = [
            r for r in figures[max(0, at - _MOST_SESSIONS) : at] if r.figure.span.start >= low and r.place == rate.place
        ]
        came = [r for r in near if _NTH_LEADS.search(words_before(text, r.figure.span.start, 10))]
        whole = [r for r in near if r not in came and _ENROLLED.search(words_before(text, r.figure.span.start, 8))]
        others = [r for r in near if r not in came and r not in whole and r.figure.unit_norm != "回"]
        if len(came) <= 1 or len(whole) != 1 or others or not exact(*came, *whole) or not whole[0].figure.value:
            continue
        times = [r.figure.value for r in near if r.figure.unit_norm == "回"]
        if any(r.figure.unit_norm != whole[0].figure.unit_norm for r in came) or any(n != len(came) for n in times):
            continue
        calculated = sum_of(came) / len(came) / whole[0].figure.value * HUNDRED
        if abs(calculated - rate.figure.value) >= last_digit(rate.figure.value):
            yield Mismatch(rate, calculated, (*came, whole[0]))


_FARTHEST = 200  # characters
