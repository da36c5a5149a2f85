"""What the checks say of slips of the pen: of lists, places, orders, rates, series and overviews."""

from __future__ import annotations

import re

import pytest

from .small_report import DATED, HEAD, YEARLY, codes, read

_CHOICE = re.compile(r"\{([^|{}]*)\|([^{}]*)\}")

_OF_READING = {"derived_outline", "unclaimed_numeral"}
"""What bodies of a few lines may leave open, and what is not asked here."""
_LISTED = "・協定の相手として、次の{4|3}団体を選定しました。\n　　ア　森の会\n　　イ　川の会\n　　ウ　海の会"
_STORES = "　参加した企業は次の{五|四}社でございます。\n　　朝日木工\n　　青葉製紙\n　　みなと水産\n　　白樺運輸\n\n　以上です。"


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (_LISTED, "count_mismatch"),
        (_STORES, "count_mismatch"),
        ("　支援する地区は、以下の{３|４}地区です。\n　・東浜\n　・西浜\n　・北浜\n　・南浜", "count_mismatch"),
        ("・柱を次の{4|3}つに定めた。\n　一　学ぶ\n　二　働く\n　三　つながる", "count_mismatch"),
        ("・次の{４|３}項目を重点とした。\n　　Ａ 相談　　Ｂ 居場所　　Ｃ 就労", "count_mismatch"),
        ("・地区を、次のとおり{4|3}地区指定した。\n　(ア) 浦\n　(イ) 谷\n　　※谷は継続\n　(ウ) 峠", "count_mismatch"),
        ("・次の{6|5}施設を直した。\n　①　館\n　②　堂\n　③　場（床、壁）\n　④　池\n　⑤　塔", "count_mismatch"),
        ("・下記の{3|2}つの部会で検討した。\n　◆ 医療部会　◆ 介護部会", "count_mismatch"),
        ("・「星の会」　７月２９日（土）　中央館　定員３０人　参加者３{６|０}人", "over_capacity"),
        ("・料理教室（定員20名）を9月2日に開き、{26|16}名が参加しました。", "over_capacity"),
        ("・陶芸の会　参加者{45|35}人（定員40人）", "over_capacity"),
        ("　教室の定員は各三十人で、第一回は三十{四|}人、第二回は二十七人が参加した。", "over_capacity"),
        (
            "・木工（各回の定員20人）を次のとおり開催した。\n　　第1回　7月6日（木）　18人\n　　第2回　8月3日（木）　{23|20}人",
            "over_capacity",
        ),
        ("　審議会は、六月三日に第一回、{九|七}月五日に第二回、八月八日に第三回を開いた。", "session_order"),
        ("・検討会を開催した（第1回：5月10日、第2回：{9|6}月6日、第3回：7月12日）。", "session_order"),
        ("・選考会は第1回を{8|5}月、第2回を6月に行った。", "session_order"),
        ("・協議会は、6月12日に第1回会議を、{5|7}月29日に第2回会議を開いた。", "session_order"),
        (
            "・就農者は16人となり、前年度の12人から4人増えた。目標の20人に対する達成率は8{5|0}％である。",
            "share_mismatch",
        ),
        ("・計80件に補助した。\n・交付額は1,216万円で、目標100件に対する達成率は8{8|0}％であった。", "share_mismatch"),
        ("　加入は九百世帯で、目標千二百世帯の{八|七}十五％に当たります。", "share_mismatch"),
        ("・1,500人中900人から回答を得て（回収率6{8|0}％）、見直しに生かした。", "share_mismatch"),
        ("・協力者は、令和3年度1{4|0}社、令和4年度12社、令和5年度1{1|4}社と増加が続く。", "comparison_mismatch"),
        ("・登録者は{420|288}人、{405|300}人、388人と年々増えている。", "comparison_mismatch"),
        (
            "・農家は、平成27年{1,204|1,504}戸、令和2年1,310戸、令和5年1,3{98|08}戸と減少している。",
            "comparison_mismatch",
        ),
        ("・空き地は、4月の{6|7}4件から9月の71件へと減少した。", "comparison_mismatch"),
        (
            "　貸出は、4月310冊、5月480冊、6月520冊、7月610冊でした。最も多かったのは{6|7}月です。",
            "comparison_mismatch",
        ),
        ("・相談は電話42件、来所58件、手紙19件で、{電話|来所}が最も多かった。", "comparison_mismatch"),
        ("・応募12人全員を受け入れて1{8|2}人が参加した。", "part_exceeds_total"),
        ("・今年度は48件を認定し、累計は{45|145}件となった。", "part_exceeds_total"),
        ("・売上は4{2|7}0万円で、前年度の450万円から増加した。", "comparison_mismatch"),
        ("・植樹を令和6年{5|3}月13日に行い、130人が参加した。", "date_outside_period"),
    ],
)
def test_slips_are_told(body: str, code: str) -> None:
    wrong, right = _CHOICE.sub(r"\1", body), _CHOICE.sub(r"\2", body)
    assert code in codes(read(f"{wrong}\n", head=YEARLY))
    assert not set(codes(read(f"{right}\n", head=YEARLY))) - _OF_READING


@pytest.mark.parametrize(
    "body",
    [
        "・次の3校を選んだ。\n　①第一小学校、第二小学校\n　②第三中学校",
        "・次の10校で授業をした。\n　・第一小学校\n　・第二小学校　ほか",
        "・次の12件の意見が寄せられた。\n　・道路　7件\n　・公園　5件",
        "・次の5点に取り組んだ。\n　①相談\n　②訪問\n\n　③見守り\n　④居場所\n　⑤送迎",
        "・次の３団体に助成した。\n　・森の会　20万円\n　・川の会　15万円\n　・海の会　10万円\n・報告会を開いた。",
        "　次の2事業を行いました。\n\n　１　花の事業\n　　苗を配りました。\n　　1,200株です。\n\n　２　水の事業\n　　続けます。",
        "・講座は定員50人のところ、申込みが多く、会場を広げて57人が受講した。",
        "・講座（定員20人）を3回開催し、延べ54人が参加した。",
        "・教室の定員を20人から30人に増やし、28人が参加した。",
        "・陶芸講座　定員12人　木工講座　参加15人",
        "・オンラインでも配信し、定員40人の会場と合わせて52人が参加した。",
        "・委員会は、第1回を6月5日、部会は、第2回を5月15日に開きました。",
        "・第2回は8月に延期し8月20日に、第3回は予定どおり7月3日に開いた。",
        "・第1回は9月20日の青年部会、第2回は8月5日の女性部会で話し合った。",
        "・新規の登録は6店で、累計は48店となった。目標60店に対する達成率は80％である。",
        "・認定は9件であった。累計の目標36件に対する達成率は75％である。",
        "・苦情は、令和５年度３１件、令和４年度３４件、令和３年度３８件と、過去３年で減少している。",
        "・会員数は令和3年度の86人から一旦79人に減った後、令和5年度は92人と増加に転じた。",
        "・利用件数は、東町120件、西町110件、南町90件と増加している。",
        "・相談は電話42件、来所58件、手紙19件で、内容は子育てが最も多かった。",
        "・対象は64か所で、累計41か所を直した。",
        "・今年度は48件を認定し、前年度の累計は45件であった。",
        "・売上は420万円で、前年度の450万円から増加した令和3年度には及ばなかった。",
        "・応募12人全員に付添いを加えた20人が参加した。",
        "・申請は86件（資材52件、訓練24件、計画作成10件）あった。",
    ],
)
def test_what_only_looks_like_a_slip_is_not_told(body: str) -> None:
    assert not set(codes(read(f"{body}\n", head=YEARLY))) - _OF_READING


@pytest.mark.parametrize(
    ("body", "head", "said"),
    [
        ("・植樹は、令和6年4月13日（土）に東町で行い、130人が参加した。", DATED, True),
        ("・清掃　令和6年6月2日（日）　参加者88人", DATED, True),
        ("・第３回　１０月７日（土）　中央公民館　３５人参加", HEAD, True),
        ("・植樹は、令和6年3月16日（土）に東町で行い、130人が参加した。", DATED, False),
        ("・なお、令和6年5月12日に開催した総会には、88人が出席した。", DATED, False),
        ("・令和6年5月20日に開催した外部評価委員会で、委員8人から意見を得た。", DATED, False),
        ("・令和6年4月1日に組織を改め、担当課を新設した。", DATED, False),
        ("・意見交換会　10月5日（木）　定員　14人", HEAD, False),
    ],
)
def test_what_was_held_behind_the_period_is_told(body: str, head: str, said: bool) -> None:
    assert ("date_outside_period" in codes(read(f"{body}\n", head=head))) is said


_OVERVIEW = """里山みらい計画　令和5年度実績報告書

令和6年6月　青凪県森林部

＜概況＞
　県では、計画に沿って取り組んだ。
　{}

【取組方向1】人を育てる

（1）交流の場づくり

○ 桜の会（森林部森林課）

（取組内容と令和5年度の実績）
　{}

（今後の取組）
・引き続き取り組む。

○ 担い手の確保（森林部森林課）

（取組内容と令和5年度の実績）
・新規の就業者は16人となった。
"""


@pytest.mark.parametrize(
    ("overview", "measure", "code"),
    [
        ("森のまつりに延べ2,510人が訪れた。", "森のまつりを開き、来場者は延べ2,150人であった。", "duplicate_figure"),
        ("森のまつりに延べ2,150人が訪れた。", "森のまつりを開き、来場者は延べ2,150人であった。", None),
        ("森のまつりに約2,510人が訪れた。", "森のまつりを開き、来場者は延べ2,150人であった。", None),
        ("桜の会では四百八十六人に絵本を届けた。", "対象の480人のうち468人に絵本を配った。", "duplicate_figure"),
        ("空き家バンクへの登録は54件となった。", "空き家バンクへの登録は45件で、12件が成約した。", "duplicate_figure"),
        ("空き家バンクへの登録は54件となった。", "空き家バンクへの新規の登録は45件であった。", None),
        ("移動販売車の利用は1,864件に上った。", "移動販売車の利用は平日1,684件、休日180件だった。", None),
        ("森のまつりには2,430人が来場した。", "花火大会を開催し、2,340人が来場した。", None),
        ("森のまつりには2,430人が来場した。", "前年度の森のまつりには2,340人が来場した。", None),
        ("計画の全10施策は、Ａが３施策、Ｂが６施策、Ｃが２施策であった。", "催しを行った。", "count_mismatch"),
        ("計画の全10施策は、Ａが３施策、Ｂが６施策、Ｃが１施策であった。", "催しを行った。", None),
    ],
)
def test_an_overview_must_tell_what_the_measures_tell(overview: str, measure: str, code: str | None) -> None:
    found = set(codes(read("", head=_OVERVIEW.format(overview, measure))))
    assert found == ({code} if code else set())
