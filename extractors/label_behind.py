"""What names a quantity from behind: 12名参加, 3回の研修会, 6件を採択, 3人が女性である."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import morphology, scripts
from extractors.counters import PERSONS
from extractors.label_clauses import BECOMING, phrase_ending
from extractors.label_words import ATTENDANCE, Label, trim
from extractors.mentions import FigureKind
from extractors.nouns import is_deed, is_noun

if TYPE_CHECKING:
    import re

    from extractors.morphology import Token
    from extractors.quantities import Quantity
    from extractors.view import TextView

_PEOPLE, _MONEY, _COUNT = FigureKind.PEOPLE, FigureKind.MONEY, FigureKind.COUNT
_CLAUSE_BEHIND = scripts.compile(r"(?:(?!\((?:うち|内|ほか))[^、。)\n\d]){0,30}")
_FROM_WHOM = scripts.compile(
    r"(?:程度|以上)?(?:の方)?から、?(?P<what>回答|応募|申込み?|申し込み|提案|意見|納付|申請|届出|返納|寄[附付]|申出|相談|通報|情報提供|要望|質問|感想)"
)
_SIZE_OF = scripts.compile(
    r"(?:以上|以下|以内|未満|超)の[^、。\n\d]{0,8}?(?:団体|組織|グループ|サークル|クラブ|事業[所者]|企業|会社|法人|施設|店舗|集落|自治会|世帯|家[族庭]|学級|イベント|行事|催し)"
)
"""20人以上の団体に補助した: how large each is of what the clause tells."""
_LINK = scripts.compile(
    r"(?: ?(?:程度|以上|以下|以内|超|余り?|弱|強|前後|ほど))? ?(の(?!うち|内)|が|も|は)?(?:方々?|皆さん|皆様)?(?:[のがに])?"
)
"""Between a quantity and its noun."""
_ASIDE = scripts.compile(r" ?[(][^()\n]*[\d一二三四五六七八九十百千][^()\n]*[)](?P<on>(?=[がもの]|から))?")
"""A bracket with numbers of its own behind a quantity, and whether the sentence goes on behind it."""
_SHARE_ASIDE = scripts.compile(r"[(]約?[\d.]{1,6} ?[%割][)](?=を)")
_ELSEWHERE = ("で", "に", "へ", "と", "又", "や", "の", "及", "ま", "か")
"""How particles begin that make a noun behind が the place or the end of what was done: 12人が体育館で, 市外まで."""
_DEED = scripts.compile(
    r"(?:(?:程度|以上|余り)?を(?:追加で|新たに|新しく|初めて)?|以内で)(?P<deed>(?!配置|記録|突破|達成|維持)[一-鿿]{2,4})(?:いた)?(?:し[たてまな、]|しており|する|予定|済|。|$)"
)
"""30人を採用, 6件を採択: what was done names those who have no name."""
_GRANTED = scripts.compile(
    r"(?:(?:程度|以内)?を|以内で)(?:交付|助成|補助|支援|給付|融資|寄[附付]|貸付|拠出|援助|出資|支出|負担)し"
)
"""保存会に各15万円を助成した: what was done with the money."""
_LED_TO = scripts.compile(r"(?:程度|以上|余り)?を、?(?P<deed>[一-鿿ァ-ヶー]{2,10})に(?:つな[いがげ]|結び ?[付つ]け|導)")
"""46人を就労につないだ."""
_CAME_OF_SOME = scripts.compile(
    r"が(?P<deed>[一-鿿]{2,4})(?:(?:いた)?(?:し[たてまな、]|しており|する|。|$)|に(?:至|つなが|結び))"
    r"|(?:程度)?(?:で|に|において)(?P<noted>[一-鿿]{2,8})が(?:確認|認め|見られ|みられ|図られ)"
)
"""うち9件が成約した, うち9件で改善が確認された: what became of a part names it."""
_TO_SOME = scripts.compile(
    r"(?:程度)?に(?:は、?)?(?:[^。、\n\d]{1,12}を)?(?P<deed>交付|配布|配付|支給|送付|郵送|発送|提供|進呈|補助|助成)し"
)
"""310人のうち294人に配布した, 計42件に補助した."""
_SAID_OF_THEM = frozenset("いるたつうくすむ")
"""How words end that say of which things a number is."""
_GIVEN_FOR = scripts.compile(
    r"に(?:対し)?、?(?:総額|合計|計|約|各|延べ|それぞれ)*[\d,.万億千]{1,12}円を(?P<deed>[一-鿿]{2,4})(?:し|する|。|$)"
)
"""12件に総額984万円を交付した: what was done for them."""
_SET_UP = scripts.compile(
    r"(?:程度|以上)?(?:に|(?P<at>で))、?(?:新たに|新しく)?(?P<what>[^、。\n\d()を]{2,20})を、?(?:新たに|新しく)?(?:[設開新増創特][設置]|設け|(?(at)(?!)|(?:開[いき]|整備|導入|置[いき])))"
)
"""4か所に返却箱を設置, 2か所で窓口を開設: what stands there; but 3か所で市を開き tells where it was held."""
_AS_REASON = scripts.compile(r"を(?:理由|機|契機|きっかけ|目的|中心|最後)に|を(?:経|通じ|受け)て")
"""Makes the way or the reason of the noun before it: 5人が高齢を理由に退会した."""
_TIMES_DONE = scripts.compile(r"(?:程度|以上)?(?P<deed>[一-鿿]{2})(?:し|いたし)")
_DONE = frozenset({"し", "さ", "いたし", "致し", "する", "でき", "。", "、"})


def noun_behind(view: TextView, quantity: Quantity) -> Label | None:
    """Return the noun behind the quantity that says what or, of persons, what they did: 12名参加, 3回の研修会."""
    text = view.text
    clause = _CLAUSE_BEHIND.match(text, quantity.end)
    stop = clause.end() if clause else quantity.end
    persons = quantity.kind is _PEOPLE
    if persons and _SIZE_OF.match(text, quantity.end):
        return None
    if persons and text.startswith("の体制", quantity.end):
        return None  # 2人増やし、9人の体制とした: it is those before who are counted
    if persons and (answer := _FROM_WHOM.match(text, quantity.end)):
        return Label(*answer.span("what"))
    aside = _ASIDE.match(text, quantity.end)
    if persons and aside:  # 55人（見学者6人を含む）が参加
        return noun_behind(view, quantity._replace(end=aside.end())) if aside["on"] is not None else None
    link = _LINK.match(text, quantity.end, stop)
    at = link.end() if link else quantity.end
    if persons and (cue := ATTENDANCE.match(text, at, stop)) and cue.end() == stop:
        return Label(at, stop)  # (12名参加): the tagger need not be asked
    if not persons and (link is None or link[1] != "の"):
        return None
    words = morphology.clause_tokens(view, quantity.end - 1)
    k = morphology.first_from(words, at)
    if persons:
        found = _person_behind(view, words, k, stop, linked=bool(link and link[1]))
        if text[at - 1] not in "がはも" or (found and ATTENDANCE.match(text, *found)):
            return found
        return _done_by(view, words, stop, found) if found else _went(view, words, k, stop)
    if k >= len(words):
        return None
    return _phrase_from(text, words, k, stop)


def _done_by(view: TextView, words: list[Token], stop: int, found: Label) -> Label | None:
    """Return what the noun `found` behind が says of those counted, None where it only is what they did it to or where."""
    text, end = view.text, found.end
    if text.startswith("に", end):
        n = morphology.first_from(words, end)
        if n + 1 < len(words) and words[n + 1].surface in BECOMING and is_deed(words[n - 1]):
            return found  # 8人が就労に至った
    if text[end : end + 1] in _ELSEWHERE or _AS_REASON.match(text, end):
        return _went(view, words, morphology.first_from(words, end), stop)
    if text.startswith("を", end):  # 指導を受けた, 資格を取得した; but 汗を流した
        n = morphology.first_from(words, end)
        return found if is_deed(words[n - 1]) else _done(view, words, n + 1)
    return None if text[end : end + 1].isdecimal() else found  # 36人が花苗300株を植えた


def _went(view: TextView, words: list[Token], k: int, stop: int) -> Label | None:
    """Return the verbal noun that a particle of place or reason leads to: 転出 of 12人が市外へ転出した."""
    for n in range(k + 1, len(words)):
        if words[n].start >= stop or (words[n - 1].surface in ("を", "が") and n > k + 1):
            return None
        if is_deed(words[n]) and words[n - 1].surface in ("に", "へ", "まで", "から", "て"):
            return _done(view, words, n)
    return None


def _done(view: TextView, words: list[Token], n: int) -> Label | None:
    """Return token `n` if it is a noun of what was done: 転出した."""
    done = (
        n + 1 < len(words)
        and is_deed(words[n])
        and words[n + 1].start == words[n].end
        and words[n + 1].surface in _DONE
    )
    return trim(view.text, words[n].start, words[n].end) if done else None


def predicate_behind(view: TextView, quantity: Quantity) -> Label | None:
    """Return the noun that the quantity is said to be: 女性 of うち3人が女性である, 31.4％が女性となった."""
    if not view.text.startswith("が", quantity.end):
        return None
    words = morphology.clause_tokens(view, quantity.end)
    first = last = morphology.first_from(words, quantity.end + 1)
    while last < len(words) and is_noun(words, last):
        last += 1
    rest = words[last : last + 2]
    if last == first or not rest or rest[0].pos2 == "数詞":
        return None
    became = len(rest) > 1 and rest[0].surface in ("と", "に") and rest[1].surface in ("なっ", "なり", "なる")
    if rest[0].pos1 != "助動詞" and not became:
        return None
    return trim(view.text, words[first].start, words[last - 1].end)


def deed_behind(view: TextView, at: int) -> Label | None:
    """Return the verbal noun whose object ends at view offset `at`: 指導 of 85人を指導した."""
    found = _DEED.match(view.text, at) or _LED_TO.match(view.text, at) or _GIVEN_FOR.match(view.text, at)
    return _deed(view, found) if found else None


def done_with(view: TextView, quantity: Quantity) -> Label | None:
    """Return the verbal noun whose object cases, times or money are: 6件を採択した, 各15万円を助成した, or 上限 of 3万円を上限に."""
    if share := _SHARE_ASIDE.match(view.text, quantity.end):
        quantity = quantity._replace(end=share.end())  # 12件（80％）を採択した
    if view.text.startswith(("を上限と", "を上限に"), quantity.end):
        return Label(quantity.end + 1, quantity.end + 3)
    some = quantity.unit == "件" or view.text.endswith(("うち", "うち、"), 0, quantity.start)
    if some and (given := _TO_SOME.match(view.text, quantity.end)):
        return Label(*given.span("deed"))
    granted = quantity.kind is _MONEY and _GRANTED.match(view.text, quantity.end)
    told = quantity.kind is _COUNT and view.text[quantity.start - 1] in _SAID_OF_THEM  # 傷んだ140枚を廃棄した
    return deed_behind(view, quantity.end) if granted or told or quantity.unit in ("件", "回") else None


def _deed(view: TextView, found: re.Match[str]) -> Label | None:
    said = found.lastgroup or 0
    words = morphology.clause_tokens(view, found.start(said))
    k = morphology.first_from(words, found.end(said)) - 1
    return trim(view.text, *found.span(said)) if k >= 0 and is_deed(words[k]) else None


def set_up_behind(view: TextView, quantity: Quantity) -> Label | None:
    """Return 返却箱 of 4か所に返却箱を設置."""
    thing = _SET_UP.match(view.text, quantity.end) if quantity.counter.norm == "か所" else None
    if thing is None:
        return None
    words = morphology.clause_tokens(view, thing.end("what") - 1)
    k = morphology.first_from(words, thing.end("what")) - 1
    return phrase_ending(view.text, words, k) if k >= 0 else None


def became_behind(view: TextView, at: int) -> Label | None:
    """Return the verbal noun whose subject ends at view offset `at`: 成約 of うち9件が成約した."""
    found = _CAME_OF_SOME.match(view.text, at)
    return _deed(view, found) if found else None


def came_behind(view: TextView, quantity: Quantity) -> Label | None:
    """Return 参加 of 「自分を知る」22名参加."""
    cue = ATTENDANCE.match(view.text, quantity.end + view.text.startswith(" ", quantity.end))
    return Label(*cue.span()) if cue and quantity.unit in PERSONS else None


def times_done(view: TextView, at: int) -> Label | None:
    """Return the verbal noun behind how often its subject did it: 訪問 of 指導員が12回訪問した."""
    found = _TIMES_DONE.match(view.text, at)
    return _deed(view, found) if found else None


def _person_behind(view: TextView, words: list[Token], k: int, stop: int, *, linked: bool) -> Label | None:
    text = view.text
    if k < len(words) and words[k].surface == "を" and (deed := deed_behind(view, words[k].start)):
        return deed
    while (
        k + 1 < len(words)
        and words[k].end < stop
        and (words[k + 1].surface in ("的", "に") or words[k].surface in ("的", "に") or words[k].pos1 == "副詞")
        and not (is_deed(words[k]) and words[k + 1].surface == "に")  # 6人の採用に結び付いた
        and not (
            text[words[k].start - 1] == "の" and is_noun(words, k) and words[k + 1].surface == "に"
        )  # 52人の新入生に
    ):
        k += 1
    if k < len(words) and words[k].start < stop and (linked or is_deed(words[k])):
        label = _phrase_from(text, words, k, stop)
        if label and (linked or ATTENDANCE.match(text, label.start, label.end) or is_deed(words[k])):
            cue = ATTENDANCE.match(text, label.start, label.end)
            return (
                Label(cue.start(), cue.end())
                if cue and cue.end() - cue.start() == 2 and words[k].end == cue.end()
                else label
            )
    cue = ATTENDANCE.search(text, words[k].start if k < len(words) else stop, stop)
    return Label(cue.start(), cue.end()) if cue and cue[0] != "通っ" else None


def _phrase_from(text: str, words: list[Token], k: int, stop: int) -> Label | None:
    """Read the noun phrase that begins with token `k`."""
    last = k
    if (
        k >= len(words)
        or words[k].start >= stop
        or words[k].pos1 not in ("名詞", "接頭辞", "形状詞")
        or words[k].pos2 == "数詞"
    ):
        return None
    while (
        last + 1 < len(words)
        and words[last + 1].start == words[last].end
        and words[last + 1].end <= stop
        and is_noun(words, last + 1)
    ):
        last += 1
    if last + 1 < len(words) and words[last + 1].surface == "の" and not is_deed(words[last]):
        further = _phrase_from(text, words, last + 2, stop)  # 3回の地域の研修会: the head noun is the last one
        if further and text.startswith(("を", "が", "は"), further.end):
            return further
    return trim(text, words[k].start, words[last].end)
