"""When ・ between two numbers is a decimal point: before rates and measures, save where runs or ages are listed."""

from __future__ import annotations

from itertools import pairwise

MEASURE = (
    "ヘクタール|トン|リットル|グラム|アール|キロ|メートル|センチ|ミリ|デシ|マイクロ|平[方米]|立[方米]|ワット|カロリー|シーベルト|"
    "インチ|フィート|マイル|ヤード|オンス|ガロン|エーカー|ノット|海里|光年|ボルト|アンペア|ヘルツ|ヘクト|ナノ|ベクレル|デシベル|"
    "馬力|気圧|カラット|メガ|ギガ|テラ|バイト|ドル|ユーロ|ポンド|坪|畳|車線|㎡|㎥|㎝|㎜|㎞|㎏|ha|km|kg|cm|mm|(?:m[Ll]?|[Ltg])(?![A-Za-z])"
)
RATE = rf"(?=\ ?(?:%|パーセント|ポイント|倍|℃|°C|度(?!目|化)|割|歳(?!児)|{MEASURE}))"
"""What decimals are told of, behind them."""
_FAR = r"\ ?(?:k?m|キロ|メートル)"
_DISTANCES = rf"(?:[1-9][0-9]*0{_FAR}|[0-9]+{_FAR}(?:の部|コース|競?走|レース|自由形|ハードル))"
"""What follows ・ where runs are listed and no decimal is written: 5・10キロ, 3・5キロの部."""
_AGES = "|".join(f"(?<={a}・)(?<![0-9十]{a}・){b}" for row in ("0123456", "〇一二三四五六") for a, b in pairwise(row))
NO_DECIMALS = rf"(?!{_DISTANCES}|(?:{_AGES})\ ?歳)"
"""Nor are 3・4歳の子 3.4 years old."""
