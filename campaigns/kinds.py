"""Kinds of institutions, as offices write them in English and Japanese."""

import enum
import unicodedata


class Kind(enum.StrEnum):
    """What an institution is. `other` stands where nobody said."""

    BANK = "bank"
    POST_OFFICE = "post office"
    SHOP = "shop"
    SCHOOL = "school"
    EMPLOYER = "employer"
    RESTAURANT = "restaurant"
    TRANSPORT = "transport"
    OTHER = "other"


NAMED = ", ".join(kind for kind in Kind if kind is not Kind.OTHER)

_WORDS = {
    Kind.BANK: "銀行 信用金庫 信金 信用組合 労働金庫 農協 金融機関 banks",
    Kind.POST_OFFICE: "郵便局 postoffice postoffices",
    Kind.SHOP: (
        "店 店舗 商店 小売店 コンビニ コンビニエンスストア スーパー スーパーマーケット 百貨店 デパート 薬局 "
        "ドラッグストア 携帯電話店 家電量販店 shops store convenience-store supermarket"
    ),
    Kind.SCHOOL: (
        "学校 大学 短期大学 専門学校 日本語学校 高校 高等学校 中学校 小学校 幼稚園 保育園 schools university"
    ),
    Kind.EMPLOYER: "会社 企業 事業所 工場 勤務先 雇用主 監理団体 登録支援機関 employers company factory",
    Kind.RESTAURANT: "飲食店 レストラン 食堂 居酒屋 喫茶店 restaurants",
    Kind.TRANSPORT: "交通 交通機関 運輸 鉄道 駅 バス タクシー 空港 station taxi bus railway",
    Kind.OTHER: "その他",
}


def _plain(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).casefold().replace("-", "").split())


_KNOWN = {_plain(word): kind for kind, words in _WORDS.items() for word in (kind, *words.split())}


def read_kind(cell: str) -> Kind:
    """Return the kind that a cell means, OTHER for an empty one; raises ValueError, which repeats nothing."""
    plain = _plain(cell)
    if not plain:
        return Kind.OTHER
    if plain not in _KNOWN:
        raise ValueError(f"kind is not known: write {NAMED}, or other")
    return _KNOWN[plain]
