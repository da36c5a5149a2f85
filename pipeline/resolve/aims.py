"""Amounts of a plan and of targets that stand beside what came of them: 目標600件のところ512件, 計画値（38,500人、7,250人）."""

from __future__ import annotations

from extractors.mentions import Status
from extractors.modality import NO_DOCUMENT
from extractors.patterns import compile_pattern
from pipeline.resolve.already import JUST_STATED, NEAR

_PLANNED_AMOUNT = compile_pattern(
    r"(?:(?:(?:(?<![一-鿿])|(?:当初|開催|実施|参加|受講|出席|来場|募集|配布))予定|見込み?|(?:当初|年間|年度)計画)(?:者|人|件|回)?(?:数|額|値)?"
    r"(?:の|は|:| |(?:とし|し|んで)(?:て(?:い|おり?)|い)?た)?|(?<![一-鿿])計画(?:数|額|値)?の)(?:約|延べ|計)?$"
)
_COMPARED = compile_pattern(
    r"(?:程度)? ?(?:を[^、。\n\d]{0,6}(?:[\d,.万]+ ?[^\d、。\n]{1,4})?(?:上回|下回|超え|超過)|に(?:対[しす]|比べ|近い|迫る|は?届か|は?達し|は?及ば)|のうち|より[^、。\n\d]{0,4}(?:多|少))"
)
"""当初見込みの50名を上回る62名: what came is compared with the plan's amount."""
_PLANNED_VALUE = compile_pattern(r"計画値(?:は|:| )?(?:約)?$")
_BARE_PLAN = compile_pattern(
    rf"(?<![一-鿿])計画(?:[数額値])?(?:約|延べ|計| )?$|{NO_DOCUMENT}(?<=[一-鿿]{{2}})計画 (?:約|延べ)?$"
)
_PLAN_CARRIED_OUT = compile_pattern(
    r" ?(?:程度)?(?:に対し(?:て)?、?[^、。\n\dを]{0,6}\d|のところ|の[\d.,]+ ?%| ?→ ?実績|[ 、/]{1,8}実績[額値数]?(?: ?[:は]| ))"
)
"""計画14kmに対し12.6km, 計画30件のところ22件, 更新計画 6台 → 実績 5台: what was done is told beside the plan's amount."""
_LISTED_AIM = compile_pattern(
    r"(?:(?P<target>(?<!基本)(?<!重点)(?<!取組)目標)値?|計画[値数額]) ?[(][^()。\n前昨実同→年]{0,60}$"
    r"|(?<!基本)(?<!重点)(?P<named>目標|(?<![一-鿿])計画)(?:値)?は ?[^、。()\n前昨実同]{0,14}\d[^、。()\n\d]{1,6}、(?:約|延べ)?$"
)
"""目標（男性 9.0ｇ、女性 7.5ｇ）, 計画値（38,500人、7,250人）, 目標は240か所、5,000人である: each value is aimed at or planned."""
_SAME_AIM = compile_pattern(r"[(](?P<sort>目標|計画|予定)[^()\n]{0,20}[)][^()。\n]{1,30}[(]同 ?(?:約)?$")
"""紹介率72％（目標70％以上）、逆紹介率94％（同90％以上）."""
_OF_PLAN = compile_pattern(r" ?(?:程度)?の(?:計画|予定)(?:のうち|に対し)")
"""年3回の計画のうち2回を終えた."""
_CUT_SHORT = compile_pattern(
    r"の(?:日程|会期|行程|予定)を[^、。\n\d]{0,4}\d[\d,]* ?[^\d、。\n]{1,3}に(?:短縮|縮小|縮め|変更)"
)
"""2日間の日程を1日に短縮した: so many had been planned."""
_LONGEST_OF_PLAN = 6  # characters: 程度の計画


def of_aim(text: str, left: int, start: int, end: int, right: int) -> Status | None:
    """Return whether a mention is an amount that was planned or aimed at, whatever came of it."""
    near = max(left, start - NEAR * 2)
    told = text.find("目標", near, start) >= 0 or text.find("計画", near, start) >= 0
    listed = _LISTED_AIM.search(text, near, start) if told else None
    if listed and (not listed["named"] or JUST_STATED.match(text, end, right)):
        return Status.TARGET if listed["target"] or listed["named"] == "目標" else Status.PLANNED
    if text.startswith("同", start - 1) and (same := _SAME_AIM.search(text, near, start)):
        return Status.TARGET if same["sort"] == "目標" else Status.PLANNED
    return Status.PLANNED if is_of_plan(text, left, start, end, right) else None


def is_of_plan(text: str, left: int, start: int, end: int, right: int) -> bool:
    """Tell whether a mention is an amount of the plan, whatever came of it."""
    if text.startswith("の", end) and _CUT_SHORT.match(text, end, right):
        return True
    near = max(left, start - 16)
    words = text[near : end + _LONGEST_OF_PLAN]
    if not ("計画" in words or "予定" in words or "見込" in words):
        return False
    compared = _COMPARED.match(text, end, right) and _PLANNED_AMOUNT.search(text, near, start)
    compared = compared or (_PLAN_CARRIED_OUT.match(text, end, right) and _BARE_PLAN.search(text, near, start))
    return bool(compared or _OF_PLAN.match(text, end, right) or _PLANNED_VALUE.search(text, near, start))
