"""The marketplaces' reason catalogues: why customers return, why sellers refuse, and how often each is upheld."""

from dataclasses import dataclass
from datetime import UTC, datetime

from lib.sandbox.sandbox_clock import ms_of

REASONS_CHANGED_AT_MS = ms_of(datetime(2026, 10, 7, 21, tzinfo=UTC))
"""8 October 2026, midnight in Istanbul: Trendyol's catalogue of refusals changed (trendyol.md section 6)."""


@dataclass(frozen=True, slots=True)
class CustomerReason:
    code: int
    name: str
    external: int
    word: str
    topic: str
    """Which sentences of notes.py fit."""


TRENDYOL_REASONS: dict[int, CustomerReason] = {
    r.code: r
    for r in (
        CustomerReason(51, "Sebep Yok", 20, "NOREASON", "other"),
        CustomerReason(101, "Depo Kayıp", 21, "WAREHOUSELOST", "other"),
        CustomerReason(201, "Müşteri İade Kayıp", 22, "RETURNLOST", "other"),
        CustomerReason(251, "Modelini beğenmedim", 24, "DISLIKEMODEL", "dislike"),
        CustomerReason(301, "Kusurlu ürün gönderildi", 27, "DEFECTIVE", "defect"),
        CustomerReason(351, "Yanlış ürün gönderildi", 28, "WRONG", "wrong"),
        CustomerReason(401, "Vazgeçtim", 25, "ABANDON", "mind"),
        CustomerReason(451, "Diğer", 26, "OTHER", "other"),
        CustomerReason(501, "Bedeni küçük geldi", 23, "UNFIT", "small"),
        CustomerReason(551, "Bedeni büyük geldi", 23, "UNFIT", "large"),
        CustomerReason(651, "Ürün belirtilen özelliklere sahip değil", 29, "SPEC", "spec"),
        CustomerReason(701, "Yanlış sipariş verdim", 30, "WRONGORDER", "order"),
        CustomerReason(751, "Diğer - Fraud Kaynaklı", 38, "FRAUD", "other"),
        CustomerReason(1651, "Kalitesini beğenmedim", 33, "QUALITY", "quality"),
        CustomerReason(1701, "Kargo Teslimatı Gecikmesi", 34, "LATE", "other"),
        CustomerReason(2000, "Cezalı Onay", 35, "PENALTY", "other"),
        CustomerReason(2001, "Cezasız Onay", 36, "NOPENALTY", "other"),
        CustomerReason(2003, "Kullanılmış Ürün Sebepli Red", 37, "USEDREJECT", "other"),
        CustomerReason(2004, "Hijyenik Sebepli Red", 39, "HYGIENE", "other"),
        CustomerReason(2005, "Analiz sonucu üretimden kaynaklı sorun yok", 45, "ANALYSISCLEAN", "other"),
        CustomerReason(2006, "Analiz Değişim", 46, "ANALYSISCHANGE", "other"),
        CustomerReason(2007, "Analiz Tamirat", 47, "ANALYSISREPAIR", "other"),
        CustomerReason(2008, "Üründe adet/aksesuar eksiği", 43, "MISSING", "missing"),
        CustomerReason(2009, "Firmaya ait olmayan ürün", 44, "FOREIGN", "other"),
        CustomerReason(2013, "Ürün Müşteride", 40, "ATCUSTOMER", "other"),
        CustomerReason(2014, "Analize Gönder", 41, "ANALYSIS", "other"),
        CustomerReason(2030, "Daha iyi bir fiyat mevcut", 42, "PRICE", "price"),
        CustomerReason(2042, "Beğenmedim", 31, "DISLIKE", "dislike"),
        CustomerReason(2043, "Ürünümün parçası/aksesuarı eksik gönderildi", 32, "MISSINGPART", "missing"),
    )
}

REASON_WEIGHTS: dict[str, dict[int, float]] = {
    "clothing": {501: 22, 551: 14, 2042: 18, 401: 13, 1651: 11, 301: 8, 651: 6, 351: 3, 451: 3, 2043: 1, 2030: 1},
    "electronics": {301: 26, 401: 20, 651: 15, 451: 10, 2042: 9, 2043: 8, 351: 6, 701: 4, 2030: 2},
    "home": {301: 20, 401: 18, 2042: 16, 1651: 12, 651: 10, 451: 7, 351: 6, 2043: 6, 701: 3, 2030: 2},
    "beauty": {301: 22, 2042: 18, 401: 18, 351: 14, 651: 12, 451: 9, 2030: 4, 701: 3},
}
"""demo-data.md section 5; `home` and `beauty` are assumptions between the two given."""

HEPSIBURADA_WORD = {
    251: "ChangedMindOrUnlikedIt", 301: "ProductIsBroken", 351: "WrongProductSentByMerchant",
    401: "ChangedMindOrUnlikedIt", 451: "Other",
    501: "SizeTooSmall", 551: "SizeTooLarge", 651: "IncompatiblyProduct", 701: "WrongProductOrderedByCustomer",
    1651: "PoorQuality",
    2030: "FoundCheaper", 2042: "ChangedMindOrUnlikedIt", 2043: "MissingProduct",
}  # fmt: skip
SELLER_FAULT = frozenset({301, 351, 651, 1651, 2043})
SIZE = frozenset({501, 551})
DEFECT = frozenset({301, 351, 2043})

ISSUE_REASONS_BEFORE: tuple[tuple[int, str], ...] = (
    (251, "Müşteriden gelen ürün defolu/zarar görmüş"),
    (401, "Müşteriden gelen ürün adedi eksik"),
    (201, "Müşteriden gelen ürün yanlış"),
    (51, "Müşteriden gelen ürün kullanılmış"),
    (151, "Müşteriden gelen ürünün parçası/aksesuarı eksik"),
    (1751, "Gönderdiğim ürün kusurlu değil"),
    (1701, "Gönderdiğim ürün yanlış değil"),
    (1651, "Müşterinin yolladığı iade paketi elime ulaşmadı"),
    (451, "Müşteriden gelen ürünü analize göndereceğim"),
    (1801, "Üretim kaynaklı sorun bulunmadı"),
    (1851, "Ürün değişimi yapıldı"),
    (1901, "Ürün tamiratı gerçekleştirildi"),
    (1951, "Müşteri Kurumsal İade Faturasını Kesmedi"),
    (2001, "Müşteri Kurumsal İade Faturasını Hatalı Kesti"),
    (2051, "Hijyenik risk barındıran ürün paketi açılmış"),
    (2101, "Sipariş sorusundan gelen değişim talebi (müşterinin talebi yoksa kullanılmamalı)"),
    (2151, "Ürünün teknik servise gönderilmesi için müşteriye faturayı göndereceğim"),
    (2201, "Gönderdiğim ürün eksik değil"),
)
ISSUE_REASONS_NOW: tuple[tuple[int, str], ...] = (
    (51, "Ürün olağan dışı kullanılmış ve/veya müşteri kaynaklı hasar görmüş"),
    (151, "İade edilen ürünün parçası / aksesuarı eksik"),
    (201, "Satılan üründen tamamen farklı bir ürün (yanlış) iade edildi"),
    (401, "İade edilen ürün veya adedi eksik"),
    (451, "Ürünü analize alacağım"),
    (1651, "İade paketi tarafıma teslim edilmedi"),
    (1801, "Üretim kaynaklı sorun bulunmadı"),
    (1851, "Ürün değişimi yapıldı"),
    (1901, "Ürün tamiratı gerçekleştirildi"),
    (1951, "Kurumsal iade faturası iletilmedi veya hatalı"),
    (2051, "Ürünün koruyucu ambalajı (hijyen bandı, mühür, paket) açılmış"),
    (2077, 'Ürün iade edilemeyen "Kişiselleştirilmiş (Özel Üretim)" statüsündedir'),
    (2078, "Gelen üründe kusur yok, müşteri memnuniyeti için iadeyi kabul etmek istiyorum"),
    (2079, "Doğru ve sağlam gönderdim; iade edilen eksik, hasarlı veya farklı ulaştı"),
    (2101, "Sipariş sorusundan gelen değişim talebi (müşterinin talebi yoksa kullanılmamalı)"),
)
FILE_FREE = frozenset({1651, 451, 2101})
NOT_RECEIVED, ANALYSIS, GOODWILL, EXCHANGE = 1651, 451, 2078, 2101

GROUP_A = (
    "CustomerReturnedWrongItem", "ProductIsDamaged", "MissingQuantity", "NoSuchAccessory", "BoxIsEmptyWithReport",
    "BoxIsEmptyWithoutReport", "SomePartsOrSomeAccessoriesOrSomePapersAreMissing", "ReturnedProductIsNotDelivered",
    "NewProductWillBeSent",
    "ExtraProductHasBeenReturned", "ProductNotWrong", "ProductNotDefective", "StockProblem",
    "ReturnedProductHasAccountOrPassword",
    "MarkedAsServiceProcess",
)  # fmt: skip
GROUP_B = (
    "ProductSentComplete", "MissingItemOrPartCannotBeSupplied", "ClaimedComponentIsNotPartOfTheProduct",
    "InvoiceReplacesWarranty",
    "PartialShipmentMissingPackageWillBeDelivered", "CustomerProblemSolved", "Other",
)  # fmt: skip
GROUP_C = ("PhotoNotClear",)

WIN_RATE: dict[str, float] = {
    "51": 0.54, "151": 0.62, "201": 0.65, "251": 0.25, "401": 0.60, "1651": 0.42, "1701": 0.30, "1751": 0.28,
    "1951": 0.40,
    "2051": 0.58, "2077": 0.65, "2079": 0.34,
    "CustomerReturnedWrongItem": 0.65, "ProductIsDamaged": 0.45, "MissingQuantity": 0.55, "NoSuchAccessory": 0.56,
    "BoxIsEmptyWithReport": 0.65, "BoxIsEmptyWithoutReport": 0.35,
    "SomePartsOrSomeAccessoriesOrSomePapersAreMissing": 0.52,
    "ProductNotWrong": 0.35, "ProductNotDefective": 0.40, "ProductSentComplete": 0.38, "CustomerProblemSolved": 0.60,
    "InvoiceReplacesWarranty": 0.64, "PhotoNotClear": 0.30,
}  # fmt: skip
"""Without a photo; with one 20 points more (demo-data.md section 7: 25 to 85 %, about 55 % over all)."""
PHOTO_BONUS = 0.20
DEFAULT_WIN_RATE = 0.45


def issue_reasons(at_ms: int) -> tuple[tuple[int, str], ...]:
    return ISSUE_REASONS_NOW if at_ms >= REASONS_CHANGED_AT_MS else ISSUE_REASONS_BEFORE


def win_rate(reason: str, with_photo: bool) -> float:
    return WIN_RATE.get(reason, DEFAULT_WIN_RATE) + (PHOTO_BONUS if with_photo else 0.0)
