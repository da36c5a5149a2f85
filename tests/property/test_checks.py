"""No numbers of a report, be they nought or far too large, stop its checks."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.unit.pipeline.small_report import YEARLY, read

PASSAGES = (
    "現年分の予算{}千円と繰越分{}千円を合わせ、{}千円に対し{}千円（{}％）を支出した。",
    "開館日数は{}日、利用者は{}人で、1日当たりの利用者は{}人（前年度{}人、{}％増）である。",
    "教室は小学校{}校で開き、実施日数は延べ{}日、1校平均{}日となった。",
    "相談は{}件で、前年度の{}件から{}件増え、{}％の増となった。",
    "市内{}件、市外{}件、計{}件で、市外の割合は{}％である。",
    "対象{}人のうち{}人が受診し、受診率は{}％、目標{}％に対する達成率は{}％である。",
    "補助は1件当たり{}円で、{}件に計{}円を交付した。1世帯当たり{}円に当たる。",
    "{}校に各{}台、合わせて{}台を配った。残りは{}台である。",
    "令和5年度末{}人から令和6年度末{}人へ{}倍となり、{}ポイント上回った。",
    "女性は{}人で全体{}人の{}割、{}分の{}を占める。",
    "調定額{}円、収入済額{}円、不納欠損額{}円、未収額{}円、収納率{}％。",
    "全{}回に延べ{}人（実{}人）が参加し、1回平均{}人、定員{}人であった。",
    "賛成{}票、反対{}票、白票{}票で、投票総数は{}票、投票率は{}％である。",
    "延長{}km（{}m）のうち{}kmを終え、進捗率は{}％、残りは{}kmである。",
    "人口{}人、世帯数{}世帯で、1世帯{}人、高齢化率{}％。",
    "｜区分｜目標｜実績｜達成率｜\n｜講座｜{}回｜{}回｜{}％｜\n｜参加者｜{}人｜{}人｜{}％｜",
    "区分\t令和5年度\t令和6年度\t増減率\n件数（件）\t{}\t{}\t{}\n金額（千円）\t{}\t{}\t{}\n計\t{}\t{}\t{}",
    "（単位：千円）\n　総務費　　{}　　{}　　{}％\n　民生費　　{}　　{}　　{}％\n　合計　　　{}　　{}　　{}％",
)
NUMBERS = st.sampled_from(
    ["0", "0.0", "０", "△0", "1", "2", "10", "100.0", "0.001", "1,234", "9" * 30, "三", "0万", "▲5"]
)
MOST = max(passage.count("{}") for passage in PASSAGES)


@settings(max_examples=250, deadline=None)
@given(st.sampled_from(PASSAGES), st.lists(NUMBERS, min_size=MOST, max_size=MOST))
def test_any_numbers_can_be_compared(passage: str, numbers: list[str]) -> None:
    read(f"{passage.format(*numbers)}\n", head=YEARLY)
