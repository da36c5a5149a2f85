"""Links of measures that are told apart by one thing each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from pipeline.tables.further import Relation
from pipeline.trend.likeness import Departments, Judge
from pipeline.trend.links import SURE, Link, link
from pipeline.trend.plans import Measure
from pipeline.trend.words import are_for_others

Told = tuple[str, str, str, str]
"""Title, department, progress and outlook."""

PARK: Told = ("中央公園の樹木の手入れ", "みどり部公園課", "中央公園の桜や松を剪定し、枯れた木を植え替えました。", "")
ROAD: Told = ("通学路の点検", "みどり部道路課", "通学路の標識と路面の傷みを調べ、直しました。", "")
BUS: Told = ("循環バスの運行", "みどり部交通課", "駅と病院を結ぶ循環バスを走らせました。", "")


def measures(document: str, told: Sequence[Told]) -> list[Measure]:
    return [
        Measure(
            measure_id=f"{document}-{no}",
            document_id=document,
            no=no,
            title=title,
            departments=(department,),
            direction="まちの手入れ",
            section="",
            progress=progress,
            outlook=outlook,
        )
        for no, (title, department, progress, outlook) in enumerate(told, 1)
    ]


def links(before: Sequence[Told], after: Sequence[Told]) -> list[Link]:
    editions = [measures("r5", before), measures("r6", after)]
    return link(*editions, Judge(editions))


def relations(found: Sequence[Link]) -> set[tuple[str, str, Relation]]:
    return {(k.one.title if k.one else "", k.other.title if k.other else "", k.relation) for k in found}


SURVEY: Told = (
    "石造りの橋の総合調査",
    "文化部文化財課",
    "市内の石橋を調査員が訪ね歩き、形や傷みを調査票に記しました。有識者の会議を開き、報告書を刊行しました。",
    "",
)
NEXT: Told = (
    "木造の駅舎の総合調査",
    "文化部文化財課",
    "鉄道会社への聞き取りと写真の収集を行い、市内の駅舎について調査票を作りました。有識者の会議も設けました。",
    "",
)


@pytest.mark.parametrize("outlook", ["調査は令和5年度で終了します。", "全てを調べたため、令和5年度限りとします。"])
def test_a_measure_that_says_that_it_ends_is_no_other_one(outlook: str) -> None:
    found = relations(links([PARK, ROAD, (*SURVEY[:3], outlook)], [PARK, ROAD, NEXT]))
    assert (SURVEY[0], "", Relation.DROPPED) in found
    assert ("", NEXT[0], Relation.NEW) in found


@pytest.mark.parametrize("outlook", ["次は駅舎を調べます。", "橋の調査を終了し、駅舎の調査に移行します。"])
def test_a_measure_that_goes_on_in_another_form_is_one(outlook: str) -> None:
    found = links([PARK, ROAD, (*SURVEY[:3], outlook)], [PARK, ROAD, NEXT])
    assert (SURVEY[0], NEXT[0]) in {(k.one.title, k.other.title) for k in found if k.one and k.other}


SIGNS: Told = (
    "避難場所の案内板の設置",
    "危機管理部防災課",
    "英語とポルトガル語を併記した案内板を12か所に立てました。",
    "",
)


def test_a_title_that_lives_on_is_not_split_by_a_topic() -> None:
    later = (*SIGNS[:2], "四つの言語の案内板を高台の公園などに立て、海抜も記しました。", "")
    leaflet: Told = ("避難場所の冊子の配布", "文化部交流課", "英語とポルトガル語の冊子を学校や工場で配りました。", "")
    found = links([PARK, ROAD, SIGNS], [PARK, ROAD, later, leaflet])
    assert (SIGNS[0], SIGNS[0], Relation.SAME) in relations(found)
    assert ("", leaflet[0], Relation.NEW) in relations(found)


def test_what_a_title_gave_away_is_a_part_and_no_surer_than_that() -> None:
    both: Told = (
        "公民館の講座の充実",
        "文化部公民館",
        "俳句や書道の講座を開きました。また、軽トラックに本を積んで山あいの集落を回る移動文庫を走らせました。",
        "",
    )
    kept = (*both[:2], "俳句や書道に加え、陶芸の講座を開きました。", "")
    gone: Told = ("移動文庫の巡回", "文化部公民館", "軽トラックに本を積んだ移動文庫で、山あいの集落を回りました。", "")
    found = [k for k in links([PARK, ROAD, both], [PARK, ROAD, kept, gone]) if k.relation is Relation.SPLIT]
    assert {k.other.title for k in found if k.other} == {both[0], gone[0]}
    assert len({k.score for k in found}) == 1
    assert found[0].score < SURE


def test_a_value_of_the_year_before_tells_what_a_measure_was() -> None:
    old: Told = ("歩け歩け運動の推進", "健康部保健課", "台紙を1,874人に配りました。", "")
    new: Told = ("てくてくアプリの運用", "健康部保健課", "利用者は2,960人（前年度1,874人）となりました。", "")
    assert (old[0], new[0], Relation.RENAMED) in relations(links([PARK, ROAD, old], [PARK, ROAD, new]))
    unlike = (*new[:2], new[2].replace("1,874", "1,120"), "")
    assert (old[0], "", Relation.DROPPED) in relations(links([PARK, ROAD, old], [PARK, ROAD, unlike]))


def test_departments_go_on_under_the_names_that_a_reorganisation_gave_them() -> None:
    def renamed(told: Told, department: str) -> Told:
        return told[0], department, told[2], told[3]

    before = measures("r5", [PARK, renamed(ROAD, PARK[1]), BUS, SURVEY])
    after = measures(
        "r6", [renamed(PARK, "環境局自然室"), renamed(ROAD, "環境局自然室"), BUS, renamed(NEXT, "環境局自然室")]
    )
    departments = Departments([before, after])
    likeness = departments.likeness(before[0], after[3])
    assert likeness == pytest.approx(2 / 3)
    assert departments.likeness(after[3], before[0]) == likeness
    other = departments.likeness(before[2], after[3])
    assert other is not None
    assert other < 0.5
    assert departments.likeness(before[2], after[2]) == 1


@pytest.mark.parametrize(
    ("title", "relation"),
    [
        ("中央公園の　樹木の手入れ", Relation.SAME),
        ("中央公園樹木の手入れ", Relation.RETITLED),
        ("桜と松の世話", Relation.RENAMED),
    ],
)
def test_what_became_of_a_title(title: str, relation: Relation) -> None:
    found = links([PARK, ROAD, BUS], [(title, *PARK[1:]), ROAD, BUS])
    assert (PARK[0], title, relation) in relations(found)


def heirs(before: Told, after: Told) -> set[tuple[str, str]]:
    """Return the pairs of titles that are linked where all else stays as it was."""
    found = links([PARK, ROAD, BUS, before], [PARK, ROAD, BUS, after])
    return {(k.one.title, k.other.title) for k in found if k.one and k.other and k.one.title == before[0]}


COOKING: Told = (
    "男性の料理教室の開催",
    "市民部公民館",
    "公民館で月に1回、魚の煮付けやみそ汁を作る料理教室を開き、延べ86人が参加しました。",
    "日曜の回を増やします。",
)


def test_what_another_office_does_for_others_is_new() -> None:
    mothers: Told = (
        "妊婦向け料理教室の開催",
        "保健局健康課",
        "鉄分を補う献立を管理栄養士が教える料理教室を保健所で開き、41人が申し込みました。",
        "乳児の食事も取り上げます。",
    )
    assert not heirs(COOKING, mothers)
    taken_over: Told = ("くらしの料理講座", mothers[1], COOKING[2].replace("86", "92"), "夜の回を設けます。")
    assert heirs(COOKING, taken_over) == {(COOKING[0], taken_over[0])}


SPRAYERS: Told = (
    "果樹農家の防除機の共同購入",
    "農政部園芸課",
    "薬剤をまく機械3台を生産組合が買う費用を補助しました。",
    "点検の講習を開きます。",
)


@pytest.mark.parametrize(
    ("title", "progress", "goes_on"),
    [
        ("果樹農家の蜜蜂の貸借の仲立ち", "受粉の季節に養蜂家の巣箱を借り受け、組合の畑に置きました。", False),
        ("果樹農家の薬剤散布の省力化", "ドローンを使う生産組合を募り、薬剤をまく試験をしました。", True),
    ],
)
def test_a_title_of_the_same_trade_needs_a_text_that_goes_on(title: str, progress: str, goes_on: bool) -> None:
    assert bool(heirs(SPRAYERS, (title, SPRAYERS[1], progress, ""))) is goes_on


BOTTLES: Told = (
    "空きびんの店頭回収",
    "環境部ごみ減量課",
    "酒屋など12店の店先に箱を置き、空きびん4.2トンを集めました。",
    "店の数を増やします。",
)
CLOTHES: Told = (
    "古着・毛布の店頭回収",
    "環境部ごみ減量課",
    "洋品店の協力で、着なくなった古着と毛布を春と秋に引き取り、6.8トンを海外へ送りました。",
    "雨の日の置場を設けます。",
)
BOTH: Told = (
    "古着・空きびん等の店頭回収",
    "環境部ごみ減量課",
    "曜日を決め、スーパーの駐車場に職員が立って、古着、毛布、びんを引き取りました。海外へ送った古着は7.1トンです。",
    "駐車場を増やします。",
)


def test_a_title_that_lists_two_subjects_is_their_whole_in_whatever_words() -> None:
    merged = links([PARK, ROAD, BUS, BOTTLES, CLOTHES], [PARK, ROAD, BUS, BOTH])
    assert {(told[0], BOTH[0], Relation.MERGED) for told in (BOTTLES, CLOTHES)} <= relations(merged)
    split = links([PARK, ROAD, BUS, BOTH], [PARK, ROAD, BUS, BOTTLES, CLOTHES])
    assert {(BOTH[0], told[0], Relation.SPLIT) for told in (BOTTLES, CLOTHES)} <= relations(split)


@pytest.mark.parametrize(
    ("bottles", "both"),
    [
        (BOTTLES, ("古着・毛布等の店頭回収", *BOTH[1:])),
        (("空きびんの色分けの啓発", BOTTLES[1], "小学校で透明と茶色の瓶を見分ける遊びをしました。", ""), BOTH),
    ],
    ids=["a subject that the title does not list", "another deed"],
)
def test_what_a_title_does_not_list_is_no_part(bottles: Told, both: Told) -> None:
    found = relations(links([PARK, ROAD, BUS, bottles, CLOTHES], [PARK, ROAD, BUS, both]))
    assert (bottles[0], "", Relation.DROPPED) in found
    assert (CLOTHES[0], both[0], Relation.RETITLED) in found


PLANS: Told = ("避難の計画づくり", "危機管理部防災課", "町内会と組んで、避難の計画を48人分つくりました。", "")
PLANS_OF_TWO: tuple[Told, Told] = (
    ("高齢者の避難の計画づくり", "福祉部長寿課", "地域包括支援センターと組んで、避難の計画を60人分つくりました。", ""),
    ("障がいのある方の避難の計画づくり", "福祉部支援課", "相談支援の事業所の協力を得て手順を定めました。", ""),
)


def test_titles_that_narrow_one_title_are_its_parts() -> None:
    pairs = {(PLANS[0], one[0]) for one in PLANS_OF_TWO}
    split = relations(links([PARK, PLANS, ROAD], [PARK, *PLANS_OF_TWO, ROAD]))
    merged = relations(links([PARK, *PLANS_OF_TWO, ROAD], [PARK, PLANS, ROAD]))
    assert {(one, other) for one, other, relation in split if relation is Relation.SPLIT} == pairs
    assert {(other, one) for one, other, relation in merged if relation is Relation.MERGED} == pairs


def test_a_title_that_goes_on_beside_a_narrower_one_is_not_split() -> None:
    found = relations(links([PARK, PLANS, ROAD], [PARK, PLANS, PLANS_OF_TWO[1], ROAD]))
    assert (PLANS[0], PLANS[0], Relation.SAME) in found
    assert ("", PLANS_OF_TWO[1][0], Relation.NEW) in found


SOUP: Told = (
    "豚汁会の開催",
    "市民部交流課",
    "霜月に河原で大鍋を囲み、町内会と留学生の計412人が豚汁を味わいました。食材費は商店会が負担しました。",
    "器の貸出しを検討します。",
)
PARTY: Told = (
    "河原であったかナイト",
    "産業局にぎわい室",
    "留学生が故郷の煮込みを大鍋で作り、夜の河原に灯籠を並べました。訪れた人は530人で、商店会から食材の寄附を受けています。",
    "雨天時の会場を探します。",
)


def test_what_is_left_in_a_direction_goes_on_under_a_new_name() -> None:
    (found,) = [k for k in links([PARK, ROAD, BUS, SOUP], [PARK, ROAD, BUS, PARTY]) if k.one and k.one.no == 4]
    assert (found.other.title if found.other else "", found.relation) == (PARTY[0], Relation.RENAMED)
    assert found.score < SURE
    assert "確認してください" in found.ja


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ((*SOUP[:3], "今回を最後とします。"), (PARTY,)),
        ((*SOUP[:3], "豚汁会は、今年度限りとします。"), (PARTY,)),
        (SOUP, ((*PARTY[:2], "駅前の広場に屋台を並べ、音楽の演奏と映画の上映を楽しみました。", ""),)),
        (SOUP, (PARTY, ("みんなの大鍋まつり", PARTY[1], PARTY[2].replace("530", "95"), ""))),
    ],
    ids=["the last one", "only this year", "a text of something else", "two that are as near"],
)
def test_what_is_left_is_no_new_name_of_what_it_only_stands_beside(before: Told, after: Sequence[Told]) -> None:
    found = relations(links([PARK, ROAD, BUS, before], [PARK, ROAD, BUS, *after]))
    assert (SOUP[0], "", Relation.DROPPED) in found


def test_what_is_left_in_another_direction_is_something_else() -> None:
    before, after = measures("r5", [PARK, ROAD, BUS, SOUP]), measures("r6", [PARK, ROAD, BUS, PARTY])
    after[3] = replace(after[3], direction="産業のにぎわい")
    assert (SOUP[0], "", Relation.DROPPED) in relations(link(before, after, Judge([before, after])))


LESSON = "講師が体操と献立を教える会を公民館で開き、延べ64人が参加しました。"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("母親の健康教室の開催", "高齢者の健康教室の開催"),
        ("中学校における健康教室の開催", "高校における健康教室の開催"),
        ("初級者向け健康教室の開催", "中級者の健康教室の開催"),
        ("保育士の健康教室の開催", "消防団員の健康教室の開催"),
        ("漁業者のための健康教室の開催", "転入世帯のための健康教室の開催"),
    ],
)
def test_a_title_that_differs_in_whom_it_is_for_is_another_measure(one: str, other: str) -> None:
    before: Told = (one, "健康部保健課", LESSON, "回数を増やします。")
    after: Told = (
        other,
        "健康部保健課",
        "朝の散歩と血圧の測り方の会を、新たに体育館で始めました。38人が来ました。",
        "",
    )
    assert not heirs(before, after)
    goes_on = (other, "健康部保健課", LESSON.replace("64", "71"), "回数を増やします。")
    assert heirs(before, goes_on) == {(one, other)}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("母親の健康教室の開催", "父親・母親の健康教室の開催"),
        ("中学校における健康教室の開催", "小中学校における健康教室の開催"),
        ("健康教室の夜間の開催", "健康教室の休日の開催"),
    ],
)
def test_a_title_that_grows_or_differs_otherwise_is_no_other_measure_for_that(one: str, other: str) -> None:
    assert not are_for_others(one, other)
    assert not are_for_others(other, one)


STOVE: Told = ("家庭用の薪ストーブの購入補助", "環境部温暖化対策課", "薪ストーブを買った31世帯に補助しました。", "")
TANK: Told = (
    "家庭用の雨水タンクの購入補助",
    "環境部温暖化対策課",
    "雨水をためる容器を買った58世帯に助成しました。",
    "",
)
ECO: Told = ("家庭用の環境設備の購入補助", "環境部温暖化対策課", "", "")


@pytest.mark.parametrize(
    "said",
    [
        "薪ストーブと雨水タンクの申込みを一つの窓口にまとめ、94世帯に補助しました。",
        "今年度から薪ストーブ、雨水タンクへの補助を統合しました。",
        "雨水タンク及び薪ストーブの補助を一本化し、受付をオンラインにしました。",
        "薪ストーブ・雨水タンクを一つの制度にまとめています。",
    ],
)
def test_a_text_that_makes_two_subjects_one_tells_of_a_merger(said: str) -> None:
    found = relations(links([PARK, ROAD, STOVE, TANK], [PARK, ROAD, (*ECO[:2], said, "")]))
    assert {(told[0], ECO[0], Relation.MERGED) for told in (STOVE, TANK)} <= found


@pytest.mark.parametrize(
    "said",
    [
        "薪ストーブと雨水タンクを併せて設けた12世帯に補助しました。",
        "薪ストーブと太陽熱温水器の申込みを一つの窓口にまとめ、94世帯に補助しました。",
    ],
    ids=["of a household", "of another subject"],
)
def test_a_text_that_makes_nothing_of_a_measure_one_does_not(said: str) -> None:
    found = links([PARK, ROAD, STOVE, TANK], [PARK, ROAD, (*ECO[:2], said, "")])
    assert Relation.MERGED not in {k.relation for k in found}


def test_what_is_told_under_another_heading_again_goes_on_as_that() -> None:
    before, after = measures("r5", [PARK, ROAD]), measures("r6", [PARK, ROAD])
    for edition in (before, after):
        edition.append(
            replace(
                edition[0], measure_id=f"{edition[0].document_id}-3", no=3, progress="", direction="遊び", again=True
            )
        )
    after = [replace(after[2], direction="まちの手入れ"), after[1], replace(after[0], direction="遊び")]
    found = link(before, after, Judge([before, after]))
    assert {(k.one.no, k.other.no) for k in found if k.one and k.other} == {(1, 1), (2, 2), (3, 3)}
