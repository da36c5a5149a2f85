"""What the checks say of values that are rounded, compared with other times or told in part, and of slips among such."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.check.values import slipped, written_step

from .small_report import DATED, assert_told, read, slips

_IN_THOUSANDS = (
    "区分\t国費（千円）\t県費（千円）\t市費（千円）\t計（千円）\n"
    "橋\t1,234\t617\t618\t{2,489|2,470}\n"
    "道\t2,500\t1,250\t1,250\t5,000\n"
    "川\t812\t406\t406\t1,624\n"
    "池\t300\t150\t150\t600"
)


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (_IN_THOUSANDS, "breakdown_sum"),
        ("・基金から12百万円、寄附6百万円、会費7百万円、合計{29|26}百万円を充てた。", "breakdown_sum"),
        ("・間伐は峰で12.4ha、谷で8.7ha、浜で5.2ha、合わせて{28.3|26.4}haである。", "breakdown_sum"),
        ("・改修費3.2億円のうち、市の負担は1.1億円（{44.4|33.9}％）である。", "share_mismatch"),
        ("・水の使用は12.3千トンから11.8千トンに減り、{0.8|0.6}千トンの減少となった。", "change_mismatch"),
        ("・句会を3回開き、延べ96人（第1回31人、第2回{43|34}人、第3回31人）が参加した。", "breakdown_sum"),
        (
            "・花壇は令和3年度に8か所、令和4年度に14か所、令和5年度に5か所で、3か年で合わせて{37|27}か所となった。",
            "breakdown_sum",
        ),
        ("・苔の相談を窓口で112件、電話で158件受け、合わせて{370|270}件となった。", "breakdown_sum"),
        ("・茶会の来場者は、1日目1,240人、2日目1,380人、合計{2,260|2,620}人である。", "breakdown_sum"),
        ("・温室の利用者は、上半期が2,140人、下半期が1,980人で、年間{4,210|4,120}人となった。", "breakdown_sum"),
        ("・碁会は4,310人で、令和4年度の3,980人より{430|330}人増えた。", "change_mismatch"),
        ("・登録は48団体で、令和5年3月31日現在の45団体から{13|3}団体増えた。", "change_mismatch"),
        ("・待機は4月1日現在で12人だったが、10月1日現在では18人となり、{16|6}人増えた。", "change_mismatch"),
        ("・4月1日現在の園児は88人、10月1日現在は93人で、{15|5}人増えた。", "change_mismatch"),
        ("・耐震化率は令和4年度末88.2％、令和5年度末90.1％で、{2.9|1.9}ポイント上昇した。", "change_mismatch"),
        ("・入会は64人、退会は21人で、年度末の会員は583人（前年度末{504|540}人、43人増）となった。", "change_mismatch"),
        ("・前年度の861グラムから{29|19}グラム減り、842グラムとなった。", "change_mismatch"),
        ("・新しい相談は42件（前月38件、{6|4}件増）である。", "change_mismatch"),
        ("・利用は、10月が前月比15件増の{113|103}件（前月88件）となった。", "change_mismatch"),
        ("・温室の来館者は42万人で、令和元年度の60万人の{80|70}％まで回復した。", "share_mismatch"),
        ("・木道の改修は累計で860mとなった。計画延長1,200mに対する進捗率は{77.1|71.7}％である。", "share_mismatch"),
        ("・市外からは24人で、全体（120人）の{30|20}％であった。", "share_mismatch"),
        ("・1回当たりの参加者は平均{28.3|18.3}人（12回、220人）であった。", "mean_mismatch"),
        ("・1日平均の利用は{9.2|8.2}人（年間244日、延べ2,003人）である。", "mean_mismatch"),
        ("・応募は{28|18}人で、定員の20人には届かなかった。", "comparison_mismatch"),
        ("・利用は1便当たり{8.6|7.6}人で、目標の8人に届かなかった。", "comparison_mismatch"),
        ("・相談は4月18件、5月22件、6月{20|24}件、7月25件と毎月増えている。", "comparison_mismatch"),
        ("・84世帯に案内し、52世帯が加入した。未加入は{42|32}世帯である。", "remainder_mismatch"),
        ("・古い管24.1kmのうち9.3kmを更新した。残る{16.8|14.7}kmは次年度に行う。", "remainder_mismatch"),
        ("・要望42件のうち済んだものは27件で、済んだものの割合は{74.3|64.3}％である。", "share_mismatch"),
        ("・参加者数　第1回 32人　第2回 28人　第3回 35人　計 {105|95}人", "breakdown_sum"),
        ("・申込者は64人、受講決定者は{74|54}人である。", "part_exceeds_total"),
    ],
)
def test_slips_are_told_and_roundings_are_not(body: str, code: str) -> None:
    assert_told(body, code, DATED)


@pytest.mark.parametrize(
    "body",
    [
        "・予算は1億2千万円で、うち国費が6千万円、県費が3千万円、市費が3,050万円（端数処理のため計は一致しない）である。",
        "・会費は合わせて約5百万円（講師212万円、会場148万円、印刷131万円）となった。",
        "・会員120人のうち、園芸部に64人、茶道部に45人、囲碁部に38人が所属している（掛け持ちあり）。",
        "・登録者 312人（うち市内 248人、市外 64人、20代以下 41人）",
        "・1回当たりの参加者は18人（最少12人、最多24人）であった。",
        "・利用率は98.2％から98.6％へ0.5ポイント上昇した。",
        "・相談は北部で42件、南部で38件あり、2地区で合わせて延べ128件の訪問を行った。",
        "・対象160棟のうち142棟を点検し、6棟は解体済みのため、残る12棟を来年度点検する。",
        "・登録は令和6年3月31日現在で48団体（令和5年3月31日現在45団体、令和4年3月31日現在50団体）である。",
        "・会員数（令和6年3月末 320人、令和5年3月末 301人、令和4年3月末 290人）は増えている。",
        "・空き区画は3月末で4区画（前月末6区画）となり、前月末から2区画減った。",
        "・利用者は8月が420人、9月が510人で、前月より90人増え、前年同月（480人）より30人増えた。",
        "・会議は年度当初に4回を予定していたが、うち1回は書面とし、3回を参集で開いた（5月、9月、2月）。",
        "・6月に2回の開催を予定していたが、講師の都合により1回のみ実施した。",
        "・会員は321人で、令和5年3月31日現在の302人より増え、うち新規は31人である。",
        "・開催は12回で、目標の10回に届かないことはなかった。",
        "・参加者は28人で、定員の20人に達しなかった前回を上回った。",
        "・待機者は12人で、目標の10人には届かなかった。",
        "・相談は4月18件、5月22件、6月22件、7月25件と連続して増えている。",
        "・登録者は令和3年度120人、令和4年度135人、令和5年度131人で、おおむね毎年増加している。",
        "・協定は東町で3件、西町で4件、5か年で合わせて21件となった。",
        "・応募は46件、採択は継続分を含めて52件である。",
        "・1世帯当たり2.1回（実590世帯、延べ1,240回）訪問した。",
        "・発電は840kWhで、前年度の900kWhの93％にとどまった。",
    ],
)
def test_what_is_rounded_compared_or_told_in_part_is_no_slip(body: str) -> None:
    assert not slips(body, DATED)


@pytest.mark.parametrize(
    ("text", "step"),
    [
        ("8.4千トン", "100"),
        ("1億2千万円", "1E+7"),
        ("5百万円", "1E+6"),
        ("3億2,400万円", "1E+4"),
        ("54.6km", "0.1"),
        ("2 百万円", "1E+6"),
        ("1,240人", "1"),
    ],
)
def test_what_the_last_digit_counts_as_it_is_written(text: str, step: str) -> None:
    (record,) = read(f"・合わせて{text}となった。\n", head=DATED).figures
    assert written_step(record) == Decimal(step)


def test_a_slip_is_of_one_digit_or_of_the_order_of_digits() -> None:
    assert slipped(Decimal(370), Decimal(270))
    assert slipped(Decimal(2260), Decimal(2620))
    assert not slipped(Decimal(37), Decimal(27))
    assert not slipped(Decimal(310), Decimal(270))
    assert not slipped(Decimal(1270), Decimal(270))
