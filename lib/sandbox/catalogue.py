"""What the sandbox's shops sell: invented models over thirteen categories, each colour and size a variant."""

from dataclasses import dataclass, field
from random import Random


@dataclass(frozen=True, slots=True)
class Category:
    key: str
    rate: float
    """Share of sold units that is claimed (demo-data.md section 5)."""
    weight: float
    """Share of sold lines."""
    vat: int
    reasons: str
    """Which table of reasons suits: `clothing`, `electronics`, `home` or `beauty`."""


CATEGORIES: dict[str, Category] = {
    c.key: c
    for c in (
        Category("shoes", 0.16, 0.11, 10, "clothing"),
        Category("women", 0.14, 0.19, 10, "clothing"),
        Category("men", 0.11, 0.12, 10, "clothing"),
        Category("children", 0.09, 0.08, 10, "clothing"),
        Category("bags", 0.09, 0.06, 20, "clothing"),
        Category("textile", 0.06, 0.08, 10, "home"),
        Category("electronics", 0.05, 0.11, 20, "electronics"),
        Category("appliances", 0.05, 0.06, 20, "electronics"),
        Category("home", 0.04, 0.09, 20, "home"),
        Category("toys", 0.04, 0.04, 20, "electronics"),
        Category("beauty", 0.015, 0.04, 20, "beauty"),
        Category("pet", 0.02, 0.01, 20, "home"),
        Category("books", 0.01, 0.01, 0, "home"),
    )
}


@dataclass(slots=True)
class Model:
    index: int
    category: Category
    name: str
    leaf: str
    """The marketplace's own category name, such as "Elbise"."""
    brand: str
    price_kurus: int
    drawing: str
    code: str
    factor: float = 1.0
    """The model's own return rate against its category's."""
    weight: float = 1.0
    variants: list["Variant"] = field(default_factory=list)


@dataclass(slots=True)
class Variant:
    model: Model
    color: str
    size: str
    barcode: str
    sku: str
    hb_sku: str
    number: int
    stock: int = 25

    @property
    def title(self) -> str:
        return f"{self.model.brand} {self.model.name} {self.color}".strip()

    @property
    def picture(self) -> str:
        """File name below /pictures/product/ without ending."""
        return f"{self.model.index}-{self.model.drawing}-{COLOR_CODES[self.color].lower()}"


COLOR_CODES = {
    "Siyah": "SYH", "Beyaz": "BYZ", "Bej": "BEJ", "Lacivert": "LCV", "Gri": "GRI", "Bordo": "BRD", "Haki": "HAK",
    "Pudra": "PDR", "Kahverengi": "KHV", "Mavi": "MAV", "Yeşil": "YSL", "Kırmızı": "KRM", "Ekru": "EKR",
    "Antrasit": "ANT",
    "Hardal": "HRD", "Mint": "MNT", "Renksiz": "RNK", "Çok Renkli": "CRK",
}  # fmt: skip

_WOMEN = ("XS", "S", "M", "L", "XL")
_MEN = ("S", "M", "L", "XL", "XXL")
_CHILD = ("4-5 Yaş", "6-7 Yaş", "8-9 Yaş", "10-11 Yaş")
_SHOE_W = ("36", "37", "38", "39", "40")
_SHOE_M = ("40", "41", "42", "43", "44", "45")
_ONE = ("Tek Ebat",)
_BED = ("Tek Kişilik", "Çift Kişilik")

# category | name | leaf category | lira | colours | sizes | drawing
_MODELS: tuple[tuple[str, str, str, int, str, tuple[str, ...], str], ...] = (
    ("women", "Kadın Oversize Örme Hırka", "Hırka", 649, "Bej Siyah Haki", _WOMEN, "cardigan"),
    ("women", "Kadın Yüksek Bel Skinny Jean", "Jean", 579, "Lacivert Siyah Mavi", _WOMEN, "trousers"),
    ("women", "Kadın Çiçek Desenli Midi Elbise", "Elbise", 729, "Pudra Yeşil", _WOMEN, "dress"),
    ("women", "Kadın Saten Gömlek", "Gömlek", 459, "Ekru Bordo Siyah", _WOMEN, "shirt"),
    ("women", "Kadın Kaşe Kaban", "Kaban", 1249, "Kahverengi Gri Siyah", _WOMEN, "coat"),
    ("women", "Kadın Fitilli Triko Kazak", "Kazak", 399, "Mint Bordo Ekru", _WOMEN, "sweater"),
    ("women", "Kadın Kruvaze Blazer Ceket", "Ceket", 899, "Siyah Bej", _WOMEN, "coat"),
    ("women", "Kadın Pileli Etek", "Etek", 389, "Siyah Hardal", _WOMEN, "skirt"),
    ("women", "Kadın Basic Bisiklet Yaka Tişört", "Tişört", 199, "Beyaz Siyah Mint Kırmızı", _WOMEN, "tshirt"),
    ("women", "Kadın Yıkamalı Kot Ceket", "Ceket", 699, "Mavi", _WOMEN, "coat"),
    ("men", "Erkek Slim Fit Oxford Gömlek", "Gömlek", 449, "Beyaz Mavi Lacivert", _MEN, "shirt"),
    ("men", "Erkek Regular Fit Chino Pantolon", "Pantolon", 549, "Bej Haki Lacivert", _MEN, "trousers"),
    ("men", "Erkek Kapüşonlu Şardonlu Sweatshirt", "Sweatshirt", 479, "Antrasit Siyah Haki", _MEN, "sweater"),
    ("men", "Erkek Polo Yaka Tişört", "Tişört", 329, "Lacivert Beyaz Bordo", _MEN, "tshirt"),
    ("men", "Erkek Şişme Mont", "Mont", 1399, "Siyah Lacivert", _MEN, "coat"),
    ("men", "Erkek Yün Karışımlı Kazak", "Kazak", 519, "Gri Bordo", _MEN, "sweater"),
    ("men", "Erkek Pamuklu Pijama Takımı", "Pijama", 429, "Lacivert Gri", _MEN, "tshirt"),
    ("children", "Kız Çocuk Tüllü Elbise", "Çocuk Elbise", 379, "Pudra Kırmızı", _CHILD, "dress"),
    ("children", "Erkek Çocuk Eşofman Takımı", "Çocuk Eşofman", 349, "Lacivert Gri", _CHILD, "sweater"),
    ("children", "Çocuk Su Geçirmez Yağmurluk", "Çocuk Mont", 429, "Hardal Mavi", _CHILD, "coat"),
    ("children", "Unisex Çocuk Baskılı Tişört", "Çocuk Tişört", 159, "Beyaz Yeşil", _CHILD, "tshirt"),
    ("shoes", "Kadın Günlük Spor Ayakkabı", "Sneaker", 899, "Beyaz Siyah", _SHOE_W, "shoe"),
    ("shoes", "Erkek Koşu Ayakkabısı", "Koşu Ayakkabısı", 1199, "Siyah Gri Mavi", _SHOE_M, "shoe"),
    ("shoes", "Kadın Topuklu Deri Bot", "Bot", 1349, "Siyah Kahverengi", _SHOE_W, "boot"),
    ("shoes", "Erkek Klasik Loafer", "Klasik Ayakkabı", 999, "Kahverengi Siyah", _SHOE_M, "shoe"),
    ("shoes", "Kadın Babet", "Babet", 549, "Pudra Siyah", _SHOE_W, "shoe"),
    ("shoes", "Erkek Outdoor Bot", "Bot", 1599, "Haki Siyah", _SHOE_M, "boot"),
    ("bags", "Kadın Çapraz Askılı Çanta", "Omuz Çantası", 459, "Siyah Bej Bordo", _ONE, "bag"),
    ("bags", "Laptop Sırt Çantası 15.6 inç", "Sırt Çantası", 649, "Gri Siyah", _ONE, "backpack"),
    ("bags", "Deri Erkek Cüzdan", "Cüzdan", 349, "Kahverengi Siyah", _ONE, "wallet"),
    ("bags", "Kabin Boy Valiz", "Valiz", 1190, "Lacivert Kırmızı", _ONE, "suitcase"),
    ("textile", "Ranforce Nevresim Takımı", "Nevresim", 549, "Mint Gri Pudra", _BED, "bedding"),
    ("textile", "Bambu Havlu Seti 4'lü", "Havlu", 399, "Beyaz Ekru Mavi", _ONE, "towel"),
    ("textile", "Fon Perde Blackout", "Perde", 479, "Gri Bej", ("140x260", "200x260"), "curtain"),
    ("textile", "Peluş Battaniye", "Battaniye", 459, "Ekru Antrasit", _BED, "bedding"),
    ("electronics", "Bluetooth Kulaklık ANC", "Kulaklık", 1249, "Beyaz Siyah", _ONE, "headphones"),
    ("electronics", "65W GaN Hızlı Şarj Adaptörü", "Şarj Cihazı", 549, "Beyaz", _ONE, "charger"),
    ("electronics", "20000 mAh Powerbank", "Powerbank", 699, "Siyah Beyaz", _ONE, "charger"),
    ("electronics", "Silikon Telefon Kılıfı", "Telefon Kılıfı", 149, "Siyah Mavi Pudra", ("Model A", "Model B"),
    "phonecase"),
    ("electronics", "Akıllı Saat 1.8 inç", "Akıllı Saat", 1599, "Siyah Pudra", _ONE, "watch"),
    ("electronics", "Kablosuz Sessiz Mouse", "Mouse", 329, "Gri Siyah", _ONE, "mouse"),
    ("electronics", "USB-C Çoklayıcı 7in1", "Hub", 799, "Gri", _ONE, "charger"),
    ("appliances", "Elektrikli Su Isıtıcı 1.7 L", "Su Isıtıcı", 749, "Beyaz Siyah", _ONE, "kettle"),
    ("appliances", "Airfryer Fritöz 5.5 L", "Fritöz", 2899, "Siyah", _ONE, "airfryer"),
    ("appliances", "El Blender Seti", "Blender", 1190, "Beyaz Kırmızı", _ONE, "blender"),
    ("appliances", "Dikey Şarjlı Süpürge", "Süpürge", 3490, "Gri", _ONE, "vacuum"),
    ("appliances", "Türk Kahvesi Makinesi", "Kahve Makinesi", 1290, "Siyah Bordo", _ONE, "kettle"),
    ("home", "Cam Saklama Kabı 3'lü Set", "Saklama Kabı", 329, "Renksiz", _ONE, "jar"),
    ("home", "Seramik Kupa Bardak 2'li", "Kupa", 249, "Beyaz Mavi Yeşil", _ONE, "mug"),
    ("home", "Granit Tava 28 cm", "Tava", 589, "Siyah Gri", _ONE, "pan"),
    ("home", "Demonte Kitaplık 5 Raflı", "Kitaplık", 1890, "Kahverengi Beyaz", _ONE, "shelf"),
    ("home", "LED Masa Lambası", "Masa Lambası", 459, "Siyah Beyaz", _ONE, "lamp"),
    ("home", "Çelik Bıçak Seti 6 Parça", "Bıçak Seti", 699, "Siyah", _ONE, "knife"),
    ("toys", "Ahşap Blok Seti 100 Parça", "Eğitici Oyuncak", 399, "Çok Renkli", _ONE, "blocks"),
    ("toys", "Uzaktan Kumandalı Araba", "Oyuncak Araba", 599, "Kırmızı Mavi", _ONE, "car"),
    ("toys", "1000 Parça Puzzle", "Puzzle", 279, "Çok Renkli", _ONE, "puzzle"),
    ("beauty", "Nemlendirici Yüz Kremi 50 ml", "Yüz Kremi", 379, "Renksiz", _ONE, "cream"),
    ("beauty", "C Vitamini Serumu 30 ml", "Serum", 449, "Renksiz", _ONE, "bottle"),
    ("beauty", "Keratin Şampuan 400 ml", "Şampuan", 259, "Renksiz", _ONE, "bottle"),
    ("beauty", "Kadın Parfüm EDP 50 ml", "Parfüm", 690, "Pudra", _ONE, "bottle"),
    ("pet", "Kedi Tırmalama Tahtası", "Kedi Oyuncağı", 329, "Bej", _ONE, "shelf"),
    ("pet", "Köpek Yatağı Yıkanabilir", "Köpek Yatağı", 599, "Gri", ("M", "L"), "bedding"),
    ("books", "Günlük Planlayıcı Defter", "Defter", 189, "Bordo Lacivert", _ONE, "book"),
    ("books", "Resimli Çocuk Kitabı Seti", "Çocuk Kitabı", 259, "Çok Renkli", _ONE, "book"),
)  # fmt: skip

_BRANDS = ("Norvela", "Pamirya", "Tekniva", "Lunaşa", "Evrinda", "Moday Atölye", "Kuzeyli", "Arvenda")
_BAD_MODEL_SHARE = 0.06
"""Planted bad products (demo-data.md section 5): ×2.5 to 4."""
_SPREAD_STRENGTH = 60
"""Strength of the Beta that spreads product rates inside a category."""


@dataclass(slots=True)
class Catalogue:
    models: list[Model]
    variants: list[Variant]
    by_barcode: dict[str, Variant]
    by_hb_sku: dict[str, Variant]

    def expected_rate(self) -> float:
        """Claimed share of sold units over the whole mix."""
        total = sum(m.weight for m in self.models)
        return sum(m.weight * min(0.9, m.category.rate * m.factor) for m in self.models) / total


def build_catalogue(seed: int) -> Catalogue:
    rng = Random(f"catalogue:{seed}")
    models: list[Model] = []
    variants: list[Variant] = []
    per_category = {key: sum(1 for m in _MODELS if m[0] == key) for key in CATEGORIES}
    for index, (key, name, leaf, lira, colors, sizes, drawing) in enumerate(_MODELS):
        category = CATEGORIES[key]
        spread = (
            rng.betavariate(_SPREAD_STRENGTH * category.rate, _SPREAD_STRENGTH * (1 - category.rate)) / category.rate
        )
        factor = rng.uniform(2.5, 4.0) if rng.random() < _BAD_MODEL_SHARE else spread
        code = "".join(word[0] for word in name.upper().split() if word[0].isalpha())[:4] + f"{index:02d}"
        model = Model(index, category, name, leaf, rng.choice(_BRANDS), lira * 100 + 90, drawing, _ascii(code), factor)
        model.weight = category.weight / per_category[key] * rng.uniform(0.4, 1.8)
        models.append(model)
        for color in _colors(colors):
            for size in sizes:
                model.variants.append(_variant(model, color, size, len(variants) + 1, rng))
                variants.append(model.variants[-1])
    return Catalogue(models, variants, {v.barcode: v for v in variants}, {v.hb_sku: v for v in variants})


def _colors(text: str) -> tuple[str, ...]:
    return (text,) if text in COLOR_CODES else tuple(text.split())


def _variant(model: Model, color: str, size: str, number: int, rng: Random) -> Variant:
    tail = "" if size == "Tek Ebat" else "-" + _ascii(size.upper().replace(" ", "").replace("YAŞ", "Y"))
    sku = f"{model.code}-{COLOR_CODES[color]}{tail}"
    return Variant(
        model,
        color,
        size,
        f"8690{number:08d}{number * 7 % 10}",
        sku,
        f"HBCV0000{number:06X}",
        number,
        rng.randint(0, 60),
    )


def _ascii(text: str) -> str:
    return text.translate(str.maketrans("ÇĞİIÖŞÜçğıöşü", "CGIIOSUcgiosu"))
