"""When ・ between two numbers is a decimal point: before rates and measures, save where runs, sizes or ages are listed."""

from __future__ import annotations

from itertools import pairwise

MEASURE = (
    "ヘクタール|トン|リットル|グラム|アール|キロ|メートル|センチ|ミリ|デシ|マイクロ|平[方米]|立[方米]|ワット|カロリー|シーベルト|"
    "インチ|フィート|マイル|ヤード|オンス|ガロン|エーカー|ノット|海里|光年|ボルト|アンペア|ヘルツ|ヘクト|ナノ|ベクレル|"
    "馬力|気圧|カラット|メガ|ギガ|テラ|バイト|ドル|ユーロ|ポンド|坪|㎡|㎥|㎝|㎜|㎞|㎏|ha|km|kg|cm|mm|(?:m[Ll]?|[Ltg])(?![A-Za-z])"
)
RATE = rf"(?=\ ?(?:%|パーセント|ポイント|倍|℃|°C|度(?!目|化)|割|歳(?!児)|{MEASURE}|(?<=[5五])(?:畳|車線)))"
"""What decimals are told of, behind them; of rooms and roads only a half (四・五畳), else sizes are listed (2・4車線)."""
_FAR = r"\ ?(?:k?m|キロ|メートル)"
_LISTED = rf"(?:[1-9][0-9]*0(?![0-9])|[0-9]+{_FAR}(?:の部|コース|競?走(?![っりるれ])|レース|自由形|ハードル))"
"""What follows ・ where no decimal is written, which ends in no nought: 5・10キロ, 30・40％, 3・5キロの部."""
_NEXT = "|".join(
    f"(?<={a}・)(?<![0-9十]{a}・){b}" for row in ("0123456789", "〇一二三四五六七八九") for a, b in pairwise(row)
)
NO_DECIMALS = rf"(?!{_LISTED}|(?:{_NEXT})\ ?[歳割])"
"""Nor are 3・4歳の子 3.4 years old, or 3・4割 a third."""
