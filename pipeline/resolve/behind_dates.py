"""The name of an occasion right behind its date: 10月19日の総合防災訓練で, 8月2日に実施した講演会には."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors import scripts
from extractors.gatherings import OCCASION, WEEKDAY_ASIDE
from extractors.patterns import compile_pattern
from pipeline.resolve import places, row_heads
from pipeline.resolve.phrases import QUOTE

if TYPE_CHECKING:
    from pipeline.resolve.layout import Layout

_DEED_OF = scripts.compile(
    WEEKDAY_ASIDE
    + r"(?:の(?:\d{1,2}日間|両日)、?)?(?:の「?[^、。\n「」]{1,12}の日」?に(?:合わせて?|ちなんで?)、?)?(?:(?:に(?:は、?)?|まで)?[^。、「」\n\d]{1,20}(?:で|にて|において)|に[^。、「」\n]{1,24}を対象(?:に|として))?に?(?:(?:予定|計画)(?:し|され)(?:て(?:い|おり)ま?し?)?た|(?:開催|実施|開い|行っ|行われ|開かれ)(?:いた|致)?(?:し|され)?(?:まし)?た|(?:開き|行い|催し)ました|(?:開かれ|始ま|開幕す)る|開く|行う|(?:開催|実施)(?:される|する|の|予定(?:の|だった|であった)))(?!予定|こと|とともに|ほか)"
)
_OF_DATE = scripts.compile(
    WEEKDAY_ASIDE
    + r"(?:の(?:\d{1,2}泊\d{1,2}日|\d{1,2}日間))?の(?P<name>(?:[^、。\n\d「」()はをがに]|\d+(?=周年)){2,24}?)(?=で|に|を|は|が|と?、|まで(?:に|の)?(?:残り|あと)|[(])"
)
"""10月19日（日）の総合防災訓練で."""
_WITH_COUNT = scripts.compile(r"には?、? ?(?:約|延べ|計)?\d[\d,]* ?(?:[人名組社校]|団体)")
_FELL_THROUGH = scripts.compile(
    r"[はが]、?(?:[^、。\n\d]{1,20}(?:で|により|ため|から|し))?、?(?:中止|延期|順延|取りやめ|取り止め)"
)
"""9月6日の芋掘り体験は雨のため中止."""
_JOINT = scripts.compile(
    WEEKDAY_ASIDE
    + r"(?:に?(?:開催|実施)(?:した|された)?)?の?(?:[^、。「」\n\d()はがをに]{0,16}(?:会|まつり|祭))?(?=[「『])"
)
"""8月5日（土）の「夏まつり」には, 8月5日開催の「夏まつり」は, 8月5日の発表会「輪」には."""
ON_THE_DAY_OF = scripts.compile(r"に(?:合わせ|あわせ|ちな|先立|向け|併せ)|を(?:記念|前に|迎え)|の一環")
"""Behind what only tells why on this day: 「スポーツの日」に合わせて, 11月3日の町民祭に合わせて測定会を."""
_DAY_OF = scripts.compile(r"(?:の日|デー|週間|月間)$")
_ON_THAT_DAY = scripts.compile(r"に、?(?!(?:は、?)?(?:約|延べ|計)?\d)[^。]{0,60}を")
"""9月10日の予防デーに、駅前で街頭啓発を行い."""
_HELD_ON_IT = compile_pattern(
    rf"の?(?P<name>[^、。\n\d「」()はをがでに]{{0,16}}(?:{OCCASION.pattern}))(?=[にではをが、(])"
)
"""「防災の日」一斉訓練には: on that day was held what stands behind it."""
_TOOK_PART = scripts.compile(r"「(?P<name>[^「」\n]{2,40})」に[^。、\n]{0,24}(?:参加|出展|出店|参画)(?:し|する|予定)")
"""6月8日に「港の市」に出展した."""
_NAME_RUN = scripts.compile(
    r"(?:[春夏秋冬]の)?(?:[一-鿿々ァ-ヶーA-Za-z0-9・]|(?<=[一-鿿])[いきしちびみりけれえ](?=[一-鿿ァ-ヶ])){2,30}(?:での[一-鿿々ァ-ヶー]{2,20})?(?=に|で|を|は|が|、|。|\(|と)"
)
_OCCASION_RUN = compile_pattern(
    rf"[^、。「」()\n\dをにでは]{{1,12}}?(?:{OCCASION.pattern})会?(?=に|で|を|は|が|、|と|\()"
)
_IS_SURVEY = compile_pattern(r"[^現実](?<![のた])[^の]調査$")
"""4月18日に行われた学力調査では: a survey with a name of its own, as 調査 alone and 現地調査 are none."""
_KIND = compile_pattern(rf"[^、。「」()\n\dをにでは]{{0,16}}?(?:{OCCASION.pattern})会?(?=「)")
"""Before the name in quotes: 6月27日に開いたオンラインセミナー「…」には."""
IS_MEETING = scripts.compile(r"(?<![議協社機教])会$")


def name_behind(layout: Layout, end: int, right: int, following: int) -> str | None:
    """Return the name right behind the date that ends at `end`, None where none stands there.

    Args:
        layout: the lines of the view.
        end: of the date.
        right: end of its sentence.
        following: where the words of the next date begin; in quotes the name may stand anywhere before.
    """
    text = layout.text
    own = _OF_DATE.match(text, end, right)
    if (
        own
        and (
            any(p.search(own["name"]) for p in (OCCASION, IS_MEETING))
            or any(p.match(text, own.end(), right) for p in (_WITH_COUNT, _FELL_THROUGH))
        )
        and not (
            ON_THE_DAY_OF.match(text, own.end())
            or (_DAY_OF.search(own["name"]) and _ON_THAT_DAY.match(text, own.end(), right))
        )
        and not (places.is_place(own["name"]) or row_heads.NO_NAME.search(own["name"]))
    ):
        return layout.quote(*own.span("name"))
    if (joint := _JOINT.match(text, end, right)) and (quote := QUOTE.match(text, joint.end())):
        of_day = _DAY_OF.search(quote["name"])
        on_it = _HELD_ON_IT.match(text, quote.end(), right) if of_day else None
        if on_it or not (of_day and text.startswith("に", quote.end())):
            return layout.quote(*(on_it or quote).span("name"))
    deed = _DEED_OF.match(text, end)
    if deed and (name := _phrase_from(layout, deed.end(), right)):
        return name
    visited = _TOOK_PART.search(text, end, min(following, right))
    return layout.quote(*visited.span("name")) if visited else None


def _phrase_from(layout: Layout, at: int, stop: int) -> str | None:
    """Return the name that begins at `at`: 8月2日に実施した講演会には."""
    kind = _KIND.match(layout.text, at, stop)
    if quote := QUOTE.match(layout.text, kind.end() if kind else at):
        return layout.quote(*quote.span("name"))
    match = _NAME_RUN.match(layout.text, at, stop) or _OCCASION_RUN.match(layout.text, at, stop)
    name = layout.quote(*match.span()) if match else ""
    return name if name and (_IS_SURVEY.search(name) or not row_heads.NO_NAME.search(name)) else None


def object_behind(text: str, bounds: tuple[int, int], start: int, end: int) -> int | None:
    """Return where the gathering ends that was the object of a deed of any kind: 9月21日に代替の花火大会を外港で打ち上げ.

    None where none is, or where the clause of the date is about something else that was held.

    Args:
        text: of the view.
        bounds: of the sentence.
        start: of the date.
        end: of the date.
    """
    other = _OTHER_OBJECT.match(text, end, bounds[1])
    if other is None or ("は" in text[bounds[0] : start] and not text.endswith(_CLAUSE_OVER, bounds[0], start)):
        return None
    return other.end("name")


_OTHER_OBJECT = compile_pattern(
    rf"{WEEKDAY_ASIDE}に(?:は、?)?(?P<name>[^、。「」()\n\dをは]{{0,24}}?(?:{OCCASION.pattern}))を(?!含|除|中心|契機|機に|前に|控)"
)
_CLAUSE_OVER = ("が、", "ため、", "ので、")
