"""A rate beside the whole and the part that it is of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from extractors.label_words import EARLIER
from extractors.mentions import Qualifier
from extractors.patterns import compile_pattern
from extractors.view import fold
from pipeline.check.beside import CLOSED, RATE, RATE_BESIDE, words_amid, words_before, words_behind
from pipeline.check.named_rates import OF_OTHERS, STILL_TO_BE, WHOLE, is_near, is_whole, pair_named
from pipeline.check.values import Mismatch, comparable, counted_in, is_share, quotient_mismatch
from pipeline.model import FigureRecord

_AGAIN = frozenset({Qualifier.TOTAL_ATTENDANCES})
"""What counts some several times makes no rate of places: 定員40人に対して延べ52人."""
_APART = compile_pattern(r"[\s|│┃]{1,24}")
_PART_NEXT = compile_pattern(
    r" ?[、,] ?[^0-9、。()\n]{1,12}| {1,3}[^0-9、。()\n ]{1,8} ?|(?:[にの](?:対し|うち))?、?[^0-9、。()\n]{0,8}"
)
_WHOLE_NEXT = compile_pattern(r" ?\( ?(?P<name>[^0-9、。()\n]{2,8})")
_LED = compile_pattern(
    r"(?P<clause>[^0-9。\n()]{0,24}?)(?:[、,] ?|\( ?)(?:(?P<against>定員|定数|対象|目標|計画|予定|全体|総数)に対する)?(?P<of>[A-Z一-鿿ァ-ヶー]{1,6})(?:率|度|割合)(?:\([^0-9、。\n()]{1,8}\))?(?:は|が|も|:)?、? ?"
)
_NAMED_AHEAD = compile_pattern(r"[一-鿿ァ-ヶー]率は、? ?[^0-9。、\n()]{0,8}$")
"""Before the values that it is of: 接種率は、対象2,400人に対し2,160人で90.0％."""
_THEN = compile_pattern(r"[^0-9。、\n()]{0,8}で、? ?")
_AND_SO = compile_pattern(r"[^0-9。、\n()]{1,16}(?:おり|い|し|で)、 ?")
_COMES_TO = compile_pattern("に(?:上[りる]|上っ|のぼ|達[しす])")
"""25人中20人が活動を始めており、80％に上る."""
_OF_A_YEAR = compile_pattern("年度|今年|本年|[上下]半期|今期|今回|新た|新規|追加")
_ENTRY = compile_pattern(r"[0-9][^0-9、。\n]{1,4}[、,・と](?!累計|合計|総計|計)[^0-9、。\n()]{1,14}$")
_OUT_OF = compile_pattern(
    r"(?:(?:の|を)?(?:目標|計画|予定|定員|対象)(?:値|数)?)?(?:の?うち|中|に対し(?:て)?|に対する|のところ|に(?:たずね|尋ね|聞[いき]|問[いう])[^0-9、。\n()]{0,8}、|全員が[^0-9、。\n()]{1,10}、うち"
    r"|[^0-9、。\n()]{0,12}(?:た|る|す|で)。(?:この|その)うち"
    r"|(?:で(?:あり|す)?|あり(?:まし)?|となり|[がを](?:回答|参加|受講|受診|出席)(?:し(?:て)?(?:くださり|いただき|おり)?))?、(?:この|その)?うち)"
    r"[、 ]?(?:「[^」0-9\n]{1,40}」)?[^0-9、。\n()]{0,16}(?:は、?)?"
)
_BARE_OUT_OF = compile_pattern(r"(?:の?うち|中)、? ?")
_OF_THESE = compile_pattern(
    r"[^0-9、。\n()]{0,6}、(?:(?:これは)?全体の|(?P<of>回答|参加|受講|受診|出席|対象)者(?:全体)?の)、? ?"
    r"|[^0-9、。\n()]{0,32}[、。] ?(?:(?:その|この|全体に占める)?(?:割合|比率)(?:は|にして|で)|率にして)、? ?"
)
"""Behind a part, before the share that it is of the whole before it: で、全体の37.5％を占める; と答えた。その割合は."""
_SHARE_OF_NAMED = compile_pattern(
    r"(?P<clause>[^0-9、。\n()]{0,32})[、。] ?(?P<name>[^0-9、。\n()]{2,16}?)(?:の|(?<=た))(?:割合|比率)(?:は|が)、? ?"
)
"""うち対応済みは27件で、対応済みの割合は; 28人が就職した。就職した人の割合は; 8店に入居があり、入居の割合は."""
_WHO_DID = compile_pattern("(?:[しっい]?た|する|ている)?(?:人|者|方|世帯|団体|企業|児童|生徒)?$")
_QUOTES = compile_pattern("[「」]")
_FIRST_WORD = 4  # characters
_WHOLE_OF = compile_pattern(r"[^0-9。\n()]{0,20}")
_PLAN = compile_pattern("目標|計画|予定|予算|定員")
_OF_PLANS = frozenset({"達成", "執行", "進捗", "充足", "消化", "到達", "実施", "備蓄", "確保"})
_OF_STOCKS = ("導入", "普及", "設置", "整備", "加入", "適合", "耐震化", "改修", "更新", "策定", "充足", "改良", "舗装")
"""What a rate is of that tells how much of all there is has something: 28台のうち電動車は14台で、導入率は50％."""
_OF_RATE = compile_pattern(r"に対する(?P<of>[一-鿿ァ-ヶー]{1,6})率は?、? ?")
_ANSWERED = frozenset({"回収", "回答", "返送"})
_DONE = compile_pattern("完了|終え|終わ|済")
_SAID_BY = {"進捗": _DONE, "完了": _DONE, "実施": compile_pattern("で行[いっ]")}
"""What rates are called and the words that say the same of a part: 24棟のうち18棟で改修を終え、完了率は."""
_SENT = compile_pattern(
    r"(?:[をに][^0-9、。()\n]{0,8}(?:(?:発送|配布|配付|送付|郵送)し|配り|配っ|送り|送っ)"
    r"|を対象(?:に|とし|として)[^0-9、。()\n]{0,20}(?:調査|アンケート)を(?:実施し|行[いっ]))(?:て|たところ|た|、)?、? ?[^0-9、。()\n]{0,10}"
)
_RATE_OF_DEED = compile_pattern(r"(?P<clause>[^0-9。\n()]{0,24})。(?:その)?(?P<of>[一-鿿]{2})率(?:は|:)、? ?")
"""対象412人のうち396人に絵本を渡した。配付率は."""
_GIVEN, _GIVES = frozenset({"配付", "配布", "交付"}), compile_pattern("渡|贈|届|配")
_RETURNED = compile_pattern(r"(?P<clause>[^0-9。\n()]{0,24})。(?P<of>回収|回答|返送)率は?、? ?")
"""936人から回答を得た。回収率は46.8％."""
_LONGEST_STOCK = 4  # characters: 耐震適合; what is longer may name something else that there is of them
_SHARE_OF = compile_pattern(r"に(?:占め|対す)る[^0-9、。\n()]{0,10}(?:割合|比率)は?、? ?")
_LEFT_OVER = compile_pattern(rf"繰越|不用|残|未|欠|空き|辞退|{EARLIER}")
_BRACKET_OF_TWO = compile_pattern(r" ?\( ?[^0-9、。()\n]{1,14}")
_TWO_NEXT = compile_pattern(r" ?[、,/・] ?[^0-9、。()\n]{1,14}")
_TIMES_LEAD = compile_pattern(r"[^0-9。\n()]{0,8}(?:、|\() ?(?:応募|競争|申込)?倍率(?:は|:)? ?")
_PART_FIRST = compile_pattern(r"[^0-9。\n()]{0,12}、[^0-9。\n()]{0,12}")
_DAY_ASIDE = compile_pattern(r"^ ?\([^()\n]{1,20}(?:現在|時点)\)")
"""Behind a value, of when it is: 46,300㎥（令和6年3月31日現在）で、全体容量."""
_DONE_SO_FAR = compile_pattern(r"[^0-9。\n()]{0,12}[、。][^0-9。\n()]{0,12}")
"""Between what was done and its plan: 累計で860mとなった。計画延長."""
_OF_ALL_IN_BRACKET = compile_pattern(r"(?:[^0-9。\n()]{0,12}、)?(?:全体|総数)の?\( ?")
"""24人で、全体（120人）の20％."""
_AMOUNTS_TO = compile_pattern("に当た|にあた|を占め|に相当")
_AGAINST_PLAN = compile_pattern(r"に対する(?:達成|進捗|執行|充足|到達)(?:率|度|状況)?は?、? ?")
_RATE_IN_BRACKET = compile_pattern(rf" ?\( ?{RATE}")
_WHOLE_BEHIND = compile_pattern(r"[、,/] ?(?:配布|配付|対象|送付|発送|定員|定数|予算|目標)[^0-9、。()\n]{0,6}")
_AGAINST = compile_pattern(
    r"(?:の(?:目標|計画|定員|対象|予定)(?:値|数)?)?に対し(?:て)?[、 ]?(?:実績は?)?[^0-9、。()\n]{0,10}"
)
_CLAUSE = compile_pattern(
    rf"(?![^0-9]*(?:{EARLIER}|目標|計画|うち))(?:で|が|あり|となり|に上り|に対し|、)[^0-9。()\n]{{1,30}}"
)
"""From a whole to the part that the rate is named by: 128件で、解決をみたのは109件、解決率は85.2％."""
_PLACES_TO = compile_pattern(rf"{_CLAUSE.pattern}|[、・ ]{{1,2}}[^0-9。\n()]{{1,12}}")
_SLASH = compile_pattern(" ?/ ?")
_NAMED_SLASH = compile_pattern(r" ?/ ?[^0-9、。()\n]{1,12}")
_OPENING = compile_pattern(r" ?\( ?")
_ANY_RATE = compile_pattern(r" ?(?:で|となり|であり)?[、,(] ?(?P<of>[一-鿿ァ-ヶー]{1,6})率(?:は|:)? ?")
_RATE_AFTER = compile_pattern(rf"[、,] ?{RATE}")


def mismatched_rates(text: str, figures: Sequence[FigureRecord]) -> Iterator[Mismatch]:
    """Yield the rates that the whole and the part named beside them do not give: 対象236人、実施85人、実施率42.4％."""
    for at in range(2, len(figures)):
        first, second, third = figures[at - 2 : at + 1]
        if is_share(third) or third.figure.unit_norm == "倍":
            share = third
            pair = _pair_before(text, first, second, third) or pair_named(text, figures, at)
        elif is_share(second):
            share, pair = second, _pair_around(text, first, second, third)
        elif is_share(first):
            share, pair = first, _pair_behind(text, first, second, third)
        else:
            continue
        if pair is None or share.part_of:
            continue
        whole, part = pair
        again = _AGAIN.intersection(part.figure.qualifiers).difference(whole.figure.qualifiers)
        if not again:
            yield from quotient_mismatch(share, part, whole)


def _pair_before(
    text: str, first: FigureRecord, second: FigureRecord, share: FigureRecord
) -> tuple[FigureRecord, FigureRecord] | None:
    """Return the whole and the part that the rate behind two values must be of; None if they are none."""
    if is_share(share) and not comparable(first, second):
        return _of_population(text, first, second, share)
    gap = words_amid(text, second, share)
    inner = _DAY_ASIDE.sub("", words_amid(text, first, second))
    if not is_share(share):
        named = fold(first.figure.label or ""), fold(second.figure.label or "")
        applied = named[0].startswith(("募集", "定員")) and named[1].startswith(("応募", "申込", "申し込"))
        alike = comparable(first, second) and is_whole(first)
        of_places = (alike or applied) and _PLACES_TO.fullmatch(inner) and _TIMES_LEAD.fullmatch(gap)
        return (first, second) if of_places else None
    if second.part_of is None and (pair := _whole_and_part(text, first, second, share)) is not None:
        return pair
    if second.part_of not in (None, first.figure_id):
        return None
    behind = words_behind(text, share.figure.span.end, 8)
    named_behind = _RATE_BEHIND.match(behind) and _OUT_OF.fullmatch(inner) and _THEN_SHARE.fullmatch(gap)
    amounts = _OUT_OF.fullmatch(inner) and (
        (_THEN.fullmatch(gap) and _AMOUNTS_TO.match(behind)) or (_AND_SO.fullmatch(gap) and _COMES_TO.match(behind))
    )
    if named_behind or (amounts and not OF_OTHERS.search(inner)):
        return first, second
    if _is_told_of(text, first, second, share, inner, gap):
        # 120橋中15橋を長寿命化し、長寿命化率は48.3％ is with those of the years before.
        of_stock = fold(share.figure.label or "").endswith("化率")
        return (first, second) if not of_stock or is_near(share, second, first) else None
    if (_PART_IN.fullmatch(inner) and _SHARE_OF.fullmatch(gap)) or (
        _ALL_IN_BRACKET.fullmatch(inner) and gap == "の" and CLOSED.match(behind)
    ):
        return second, first
    so_far = _AGAINST_PLAN.fullmatch(gap) and _DONE_SO_FAR.fullmatch(inner) and _PLAN.search(inner[-8:])
    if (so_far and _is_all_done(text, first)) or (gap == ")の" and _OF_ALL_IN_BRACKET.fullmatch(inner)):
        return second, first
    if _PART_FIRST.fullmatch(inner) and (
        (gap in ("の", "の約") and _AMOUNTS_TO.match(behind))
        or _SHARE_OF.fullmatch(gap)
        or ((led := _OF_RATE.fullmatch(gap)) and led["of"] in fold(first.figure.label or ""))
    ):
        return second, first
    return None


def _of_population(
    text: str, part: FigureRecord, whole: FigureRecord, share: FigureRecord
) -> tuple[FigureRecord, FigureRecord] | None:
    """Return the number of people and what each of them has one of at most: 保有枚数は8,400枚、人口12,000人に対する保有率は70.0％."""
    gap = words_amid(text, whole, share)
    led = _OF_RATE.fullmatch(gap)
    apart = words_amid(text, part, whole)
    if (
        led is None
        or fold(whole.figure.label or "") not in ("人口", "総人口", "世帯数", "住民基本台帳人口")
        or led["of"] not in fold(part.figure.label or "")
        or not _PART_FIRST.fullmatch(apart)
        or OF_OTHERS.search(apart + gap)
    ):
        return None
    return (whole, part) if is_near(share, part, whole) else None


def _whole_and_part(
    text: str, first: FigureRecord, second: FigureRecord, share: FigureRecord
) -> tuple[FigureRecord, FigureRecord] | None:
    """Return which of two values is the whole and which the part that the rate behind them must be of; None if neither."""
    between = words_amid(text, first, second)
    gap = words_amid(text, second, share)
    if _APART.fullmatch(between) and _APART.fullmatch(gap):  # columns: 対象　受診　受診率
        of_part = second.figure.label and share.figure.label == f"{second.figure.label.removesuffix('者')}率"
        return (first, second) if of_part and is_whole(first) else None
    named = _ANY_RATE.fullmatch(gap)
    if is_whole(first) and named and _NEXT_SENTENCE.fullmatch(between) and _is_named_by(second, named["of"]):
        return first, second  # 対象者は320人であった。利用者は96人で、利用率は30％
    if _NAMED_SLASH.fullmatch(between) and named and named["of"] in (first.figure.label or ""):
        return second, first  # 配布数48人／対象60人（配布率80％）
    if _DONE_NEXT.fullmatch(between) and RATE_BESIDE.fullmatch(gap):
        start = first.figure.span.start
        planned = _PLANNED.search(words_before(text, start, 8))
        return (first, second) if planned else None
    if is_whole(first) and _PART_NEXT.fullmatch(between) and RATE_BESIDE.fullmatch(gap):
        return first, second
    if _AGAINST.fullmatch(between) and _is_rate_of(gap, first, second):
        return first, second
    of_tested = named and _OF_TESTED.fullmatch(between) and _is_named_by(second, named["of"])
    if of_tested or (_IN_WHOLE.fullmatch(between) and _OPENING.fullmatch(gap)):
        return first, second
    if _OPENING.fullmatch(gap) and (
        (_OF_ANSWERS.fullmatch(between) and _is_answers(text, first))
        or (_ANSWERED_SO.fullmatch(between) and fold(first.figure.label or "").startswith(("回答", "有効回答")))
    ):
        return first, second  # アンケート（回答412人）では、「良い」が371人（90.0％）
    if _SLASH.fullmatch(between) and _OPENING.fullmatch(gap):
        return second, first
    if named and named["of"] in between and _CLAUSE.fullmatch(between):
        return first, second
    opened = _WHOLE_NEXT.fullmatch(between)
    if opened and _RATE_AFTER.fullmatch(gap) and (is_whole(second) or WHOLE.match(opened["name"])):
        return second, first
    return None


_OF_ANSWERS = compile_pattern(r" ?\)[^0-9。\n()]{1,40}")
_ANSWERED_SO = compile_pattern(
    r"(?:で(?:あり|した)?)?、[^0-9。\n()「」]{0,12}「[^0-9。\n()「」]{1,30}」と(?:回答|答え)[^0-9、。\n()]{0,8}(?:は|が)、? ?"
)
"""回答者は320人で、「役に立った」と答えた人は272人（85.0％）."""
_ANSWERS_SAID = compile_pattern(
    r"(?:から|が|の)回答[^0-9、。\n()]{1,10}[。、](?:うち|この(?:うち|中で)、?)?「[^」0-9\n]{1,40}」[^0-9、。\n()]{1,16}(?:は|が)、? ?"
)
_OF_THOSE_ASKED = compile_pattern(r"[^0-9、。\n()]{0,6}、(?:回答者|全体)(?:全体)?の(?:約)?")
"""384人から回答を得た。「便利」と答えた者は246人で、回答者の64％."""
_ANSWERS = compile_pattern(r"\( ?(?:有効)?(?:回答|回収)(?:者|数|者数)?(?:は|:)? ?$")


_IN_WHOLE = compile_pattern(r"に占める[^0-9、。\n()]{1,14}(?:は|が)、? ?")
"""離職者50人に占める若年者は18人（36.0％）."""
_OF_TESTED = compile_pattern(
    r"を対象(?:に|とし|として)[^0-9、。()\n]{1,20}[しい](?:た。|て、|、)[^0-9、。()\n]{1,10}(?:は|が)、? ?"
)
"""1,250人を対象に検査を実施し、陽性者は25人、陽性率は2.0％."""


def _is_answers(text: str, record: FigureRecord) -> bool:
    """Tell whether a value in brackets is how many answered."""
    start = record.figure.span.start
    return _ANSWERS.search(words_before(text, start, 10)) is not None


_PART_IN = compile_pattern(r"[がは]、?[^0-9、。\n()]{0,12}")
"""Before a whole, of which a part has a share: 1,040人が対象者1,600人に占める割合は."""
_ALL_IN_BRACKET = compile_pattern(r" ?\(全[^0-9、。\n()]{0,8}")
"""12,800世帯（全16,000世帯の80.0％）."""
_RATE_BEHIND = compile_pattern("の[一-鿿ァ-ヶー]{1,6}率")
_THEN_SHARE = compile_pattern(r"[^0-9。、\n()]{0,10}(?:、|で) ?")
_PLANNED = compile_pattern(r"(?:計画|目標|予定)(?:値|数)?(?:は|:)? ?$")
_DONE_NEXT = compile_pattern(r" ?[/、,・ ] ?実績(?:は|:)? ?")
_NEXT_SENTENCE = compile_pattern(
    rf"(?!.*(?:{EARLIER}|目標|計画))[^0-9、。\n()]{{0,12}}。[^0-9、。\n()]{{1,16}}(?:は|が)、?"
)


def _is_named_by(part: FigureRecord, of: str) -> bool:
    """Tell whether a rate of something is named by what a part counts: 利用率 by 利用者."""
    return counted_in(fold(part.figure.label or "")) == of


def _is_rate_of(gap: str, whole: FigureRecord, part: FigureRecord) -> bool:
    """Tell whether what leads to a rate names none, or that of the two values before it: 訪問対象596人に対し587人、訪問率."""
    named = _ANY_RATE.fullmatch(gap)
    if named is None or named["of"] not in _OUTCOMES:
        bare = _OPENING.fullmatch(gap) or RATE_BESIDE.fullmatch(gap)
        if bare is not None:
            return True
    return named is not None and any(named["of"] in fold(r.figure.label or "") for r in (whole, part))


_OUTCOMES = frozenset({"修了", "合格", "就職", "定着", "採択", "完了"})
"""What rates of those who took part may be of: 申込者96人に対し受講者は72人で、修了率は95.8％."""


def _is_told_of(text: str, whole: FigureRecord, part: FigureRecord, share: FigureRecord, inner: str, gap: str) -> bool:
    """Tell whether the clause behind a part names the rate: 480人のうち312人が受診し、受診率は65％."""
    start = whole.figure.span.start
    lead = words_before(text, start, 12)
    sent = _SENT.fullmatch(inner) is not None
    led = _LED.fullmatch(gap) or (_RETURNED.fullmatch(gap) if sent else None)
    out_of = _OUT_OF.fullmatch(inner) is not None
    if _ANSWERS_SAID.fullmatch(inner) and _OF_THOSE_ASKED.fullmatch(gap):
        return True
    if out_of and (_OF_A_YEAR.search(inner) or STILL_TO_BE.search(inner)):
        return False  # 120橋のうち今年度に12橋を修繕した（修繕率45.0％）: with those of the years before
    if is_whole(whole) and out_of and (told := _RATE_OF_DEED.fullmatch(gap)):
        of_deed = any(f"{told['of']}{end}" in told["clause"] for end in "しさを") or (
            told["of"] in _GIVEN and _GIVES.search(told["clause"])
        )
        return bool(of_deed) and not OF_OTHERS.search(lead + gap)
    named = _SHARE_OF_NAMED.fullmatch(gap) if out_of else None
    if named and (named["name"] in inner or _names_deed(named["name"], named["clause"])):
        return not OF_OTHERS.search(inner + lead)
    if out_of and (of_all_these := _OF_THESE.fullmatch(gap)):
        group = of_all_these["of"]
        same = group is None or group in inner[:_FIRST_WORD] or group in fold(whole.figure.label or "")
        return same and not OF_OTHERS.search(inner + lead)
    ahead = _NAMED_AHEAD.search(words_before(text, start, 24))
    if ahead and out_of and _THEN.fullmatch(gap):
        return not OF_OTHERS.search(inner)
    of_all = lead.endswith("全") and _WHOLE_OF.fullmatch(inner) is not None
    if led is None or OF_OTHERS.search(inner + gap) or not (out_of or sent or of_all):
        return False
    of, clause, against = led["of"], led["clause"], led.groupdict().get("against")
    if against and against not in f"{lead}{whole.figure.label}{inner}全体総数":
        return False  # 団員520人のうち女性は26人で、定員に対する充足率は
    if sent:
        return of.removeprefix("有効") in _ANSWERED
    planned = _PLAN.search(lead[-8:] + inner + (whole.figure.label or "")) is not None
    bare = not clause and _BARE_OUT_OF.fullmatch(inner) is not None
    return (
        bare
        or of.removesuffix("化") in clause
        or (of.removeprefix("有効") in _ANSWERED and any(word in clause for word in _ANSWERED))
        or (out_of and "、うち" not in inner and of.endswith(_OF_STOCKS) and len(of) <= _LONGEST_STOCK)
        or any(word in fold(part.figure.label or "") for word in _CALLED.get(of, (of,)))
        or (out_of and f"{of}を" in inner and _HAS.search(inner) is not None and is_near(share, part, whole))
        or (planned and of in _OF_PLANS)
        or (of in _SAID_BY and _SAID_BY[of].search(clause) is not None)
    )


_CALLED = {
    "リサイクル": ("リサイクル", "資源化", "再生利用"),
    "再資源化": ("資源化",),
    "受診": ("受診", "診を受けた"),
    "受講": ("受講", "研修を受けた", "講習を受けた"),
    "受検": ("受検", "検査を受けた"),
}
"""What that is called of which a rate is, where it is not its own name."""
_HAS = compile_pattern("を(?:[^0-9、。\n()を]{1,4}て|した|設けた|終えた|整えた|持つ)")


def _names_deed(name: str, clause: str) -> bool:
    """Tell whether a name is that of those who did what a clause says: 就職した人 behind が就職した."""
    deed = _QUOTES.sub("", _WHO_DID.sub("", name))
    return (len(deed) > 1 or name.endswith("た")) and deed in _QUOTES.sub("", clause)


def _is_all_done(text: str, record: FigureRecord) -> bool:
    """Tell whether a value can be all that was done of a plan: not that of one year, nor the last of a list.

    A団体に30万円、B団体に25万円 may count together; 令和5年度の施工延長は420m is a part of what the plan has reached.
    """
    start = record.figure.span.start
    lead = words_before(text, start, 24).rpartition("。")[2]
    return _SO_FAR.search(lead) is not None or not (_ENTRY.search(lead) or _OF_A_YEAR.search(lead))


_SO_FAR = compile_pattern("累計[^0-9]*$")


def _pair_around(
    text: str, part: FigureRecord, share: FigureRecord, whole: FigureRecord
) -> tuple[FigureRecord, FigureRecord] | None:
    """Return whole and part of a rate between them: 回答1,156件（回収率57.8％、配布数2,000件）."""
    before = words_amid(text, part, share)
    behind = words_amid(text, share, whole)
    is_pair = comparable(part, whole) and _RATE_IN_BRACKET.fullmatch(before) and _WHOLE_BEHIND.fullmatch(behind)
    return (whole, part) if is_pair else None


def _pair_behind(
    text: str, share: FigureRecord, one: FigureRecord, other: FigureRecord
) -> tuple[FigureRecord, FigureRecord] | None:
    """Return whole and part of a rate that the bracket behind it gives: 充足率95.0％（定員1,200人、入所1,140人）."""
    end = other.figure.span.end
    label = fold(share.figure.label or "")
    if (
        not comparable(one, other)
        or not label.endswith("率")
        or not _BRACKET_OF_TWO.fullmatch(words_amid(text, share, one))
        or not _TWO_NEXT.fullmatch(words_amid(text, one, other))
        or not CLOSED.match(words_behind(text, end, 2))
    ):
        return None
    if fold(other.figure.label or "") == label.removesuffix("率") and one.figure.value > other.figure.value:
        return one, other  # 空き家率12.5％（住宅240戸、空き家30戸）
    if _is_planned_whole(one) is _is_planned_whole(other) or any(
        _LEFT_OVER.search(fold(record.figure.label or "")) for record in (one, other)
    ):
        return None
    return (one, other) if _is_planned_whole(one) else (other, one)


def _is_planned_whole(record: FigureRecord) -> bool:
    return (
        is_whole(record)
        or fold(record.figure.label or "").startswith(("計画", "全", "総", "予定"))
        or fold(record.figure.label or "").endswith("総数")
    )
