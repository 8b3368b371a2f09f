"""What customers and sellers write: many short Turkish sentences by topic, filled in from the product."""

from random import Random

from lib.sandbox.catalogue import Variant

_CUSTOMER: dict[str, tuple[str, ...]] = {
    "small": (
        "{size} beden aldım ama dar geldi", "Kalıbı çok küçük, iki beden büyük almak lazım", "Kollar dar geldi",
        "Omuzdan oturmadı, küçük",
        "Normalde {size} giyerim, bu olmadı", "Tabloya göre aldım yine de küçük", "Beli kapanmıyor", "Ayağımı sıktı",
    ),
    "large": (
        "{size} bol geldi", "Kalıbı geniş, bir beden küçük almalıydım", "Boyu çok uzun", "Belden düşüyor",
        "Büyük geldi, iade ediyorum",
        "Omuzları çok geniş durdu",
    ),
    "mind": (
        "Vazgeçtim", "Fikrimi değiştirdim", "İhtiyacım kalmadı", "Hediye alacaktım, gerek kalmadı",
        "Aynısı evde varmış", "Geç geldi, başka yerden aldım",
        "Eşim de almış",
    ),
    "dislike": (
        "Rengi fotoğraftaki gibi değil",
        "Görseldekinden daha açık bir {color}",
        "Beklediğim gibi çıkmadı",
        "Hiç kullanmadım, kutusu açılmadı",
        "Modelini beğenmedim",
        "Göründüğünden küçük",
        "Evime yakışmadı",
    ),
    "dislike:clothing": (
        "Rengi fotoğraftaki gibi değil",
        "Görseldekinden daha açık bir {color}",
        "Duruşunu beğenmedim",
        "Üzerimde güzel durmadı",
        "Kumaşı ince geldi",
        "Hiç giymedim, etiketi üzerinde",
        "Modelini beğenmedim",
        "İç gösteriyor",
        "Fotoğrafta daha kaliteli duruyordu",
    ),
    "dislike:beauty": (
        "Kokusunu beğenmedim",
        "Cildime uygun olmadı, açmadan iade ediyorum",
        "Beklediğim gibi çıkmadı",
        "Görseldekinden küçük şişe",
    ),
    "quality": (
        "Fiyatına göre kötü",
        "Beklediğim kalitede değil",
        "Plastiği çok ince",
        "Malzemesi zayıf, esniyor",
        "Boyası elime çıktı",
        "İlk kullanımda çizildi",
    ),
    "quality:clothing": (
        "Kumaşı çok kalitesiz",
        "Dikişleri sökülmeye başladı",
        "İlk yıkamada tüylendi",
        "Beklediğim kalitede değil",
        "Boyası elime çıktı",
        "Fiyatına göre kötü",
        "Naylon gibi, terletiyor",
    ),
    "defect": (
        "Üzerinde leke var",
        "Çizik içinde geldi",
        "Kenarı kırık çıktı",
        "Kapağı oturmuyor",
        "Bir parçası kırık",
        "Boyası dökülmüş",
        "Bir köşesi bozuk",
    ),
    "defect:clothing": (
        "Dikişi yırtık geldi",
        "Üzerinde leke var",
        "Fermuarı bozuk",
        "Bir düğmesi kopuk",
        "Koltuk altında delik var",
        "Sağ tekin tabanı açılmış",
        "İplik atmış",
        "Astarı sökük",
        "Parfüm kokuyor, giyilmiş gibi",
    ),
    "defect:electronics": (
        "Çalışmıyor",
        "Açılıyor ama hemen kapanıyor",
        "Sol tarafı çalışmıyor",
        "Şarj olmuyor",
        "Ses çok kötü, cızırtı yapıyor",
        "Düğmesi basmıyor",
        "Kutudan kırık çıktı",
        "Isınıp kapanıyor",
        "Bağlanmıyor, birkaç telefonda denedim",
        "Tuhaf bir koku geliyor çalışırken",
    ),
    "defect:beauty": (
        "Kapağı açılmış, içine akmış",
        "Pompası çalışmıyor",
        "Son kullanma tarihi çok yakın",
        "Kutusu ezik, şişe akıtıyor",
    ),
    "spec": (
        "Açıklamada yazan özellik yok",
        "Ölçüleri yazandan küçük",
        "Görseldeki parça bunda yok",
        "İki kişilik yazıyor, tek kişilik geldi",
    ),
    "spec:clothing": (
        "Su geçirmez yazıyor ama geçiriyor",
        "Pamuk diyor, polyester çıktı",
        "Astarlı yazıyordu, astarsız",
        "Boyu açıklamadakinden kısa",
    ),
    "spec:electronics": (
        "Kapasitesi yazdığı gibi değil",
        "Uyumlu yazıyordu, uymadı",
        "Hızlı şarj yok",
        "Açıklamada yazan özellik yok",
        "Sesi çok, sessiz yazıyordu",
    ),
    "missing": (
        "Vidaları eksik",
        "Kapak çıkmadı",
        "2 adet aldım 1 adet geldi",
        "Setin bir parçası eksik",
        "Bağlantı parçaları yok",
        "Kutuda kullanım kılavuzu yok",
    ),
    "missing:clothing": (
        "Kemeri çıkmadı",
        "Takımın altı yok",
        "2 adet aldım 1 adet geldi",
        "Askısı eksik",
        "Yedek düğmesi yok",
    ),
    "missing:electronics": (
        "İçinden kablosu çıkmadı",
        "Kutuda kullanım kılavuzu ve aparat yok",
        "Adaptörü yok",
        "Yedek başlığı eksik",
        "Pili çıkmadı",
    ),
    "damage": (
        "Kutu ezilmişti, ürün de kırık", "Cam kırık geldi, elimi kesiyordu", "Paket ıslaktı, ürün zarar görmüş",
        "Kargoda hasar görmüş, köşesi kırık",
        "Kırık geldi, koruma sarılmamış", "Parçalanmış halde teslim aldım", "İçinden kırık parça çıktı",
        "Kargo darbesi var, gövdesi çatlak",
    ),
    "wrong": (
        "Siyah istedim başka renk geldi", "{color} sipariş ettim, farklı renk geldi", "Bambaşka bir ürün geldi",
        "Başka marka geldi",
        "{size} istedim başka beden göndermişsiniz", "Benim siparişim değil bu",
    ),
    "price": ("Daha ucuza buldum", "Aynısı indirime girmiş", "Başka mağazada daha uygun"),
    "order": ("Yanlış beden sipariş etmişim", "Yanlışlıkla iki kere sipariş verdim", "Yanlış rengi seçmişim",
    "Adresi yanlış girdim"),
    "other": ("İade etmek istiyorum", "Açıklama yapmak istemiyorum", "Mağaza ile görüştüm, iade edin dediler", "Diğer"),
    "undelivered": ("Teslim edildi görünüyor ama almadım", "Komşuya bırakılmış, bende yok", "Kargo kapıma hiç gelmedi"),
    "invoice": ("Faturam gelmedi", "Faturada şirket unvanım yanlış", "E-arşiv faturamı göremiyorum",
    "Vergi numarası hatalı yazılmış", "Faturamı kaybettim"),
    "warranty": ("Garanti belgesi yok", "Garanti belgesi kaşesiz", "Kutudan garanti kartı çıkmadı"),
    "extra": ("Fazladan bir adet geldi, iade etmek istiyorum", "Siparişimde olmayan bir ürün de geldi"),
    "exchange": ("Bir büyük beden istiyorum", "Bir küçük beden ile değişim istiyorum",
    "Aynı ürünün {color} dışında rengini istiyorum"),
}  # fmt: skip

_TAILS = (
    "",
    "",
    "",
    ". Yardımcı olur musunuz",
    ". Teşekkürler",
    "!!",
    ". Fotoğrafını ekledim",
    ". İyi çalışmalar",
    ". Hiç kullanılmadı",
    "...",
)

_QUESTIONS = (
    "Merhaba, bu ürünün kalıbı dar mı?", "{color} rengi tekrar gelecek mi?", "Kaç günde kargoya verirsiniz?",
    "Ürün orijinal mi, garantisi var mı?",
    "Hediye paketi yapıyor musunuz?", "Boyum 172, hangi bedeni almalıyım?", "Kumaşı terletir mi?",
    "İade ettim, param ne zaman yatar?",
    "Makinede yıkanır mı?", "Kutu içeriğinde neler var?", "Bugün sipariş versem yarın kargoda olur mu?",
    "Ürünün ölçüleri nedir?",
)  # fmt: skip

_INVOICE_QUESTIONS = (
    "Merhaba, siparişimin faturasını göremiyorum, e-posta ile gönderir misiniz?", "Faturamı nasıl alabilirim?",
    "E-arşiv faturam sisteme düşmemiş, yükler misiniz?",
    "Şirket adına fatura kesebilir misiniz? Vergi numaramı ilettim.", "Fatura PDF'i açılmıyor, tekrar gönderin lütfen.",
)  # fmt: skip

ANSWERS = (
    "Merhaba, ürünümüz tam kalıptır, kendi bedeninizi tercih edebilirsiniz.",
    "Merhaba, aynı gün kargoya veriyoruz. İyi günler dileriz.",
    "Merhaba, ürünümüz iki yıl garantilidir.", "Merhaba, ölçüler açıklamada yer almaktadır. İyi alışverişler.",
)  # fmt: skip

STATEMENTS: dict[str, tuple[str, ...]] = {
    "51": ("Kullanıcı kaynaklı hasar", "Ürün kullanılmış, taban aşınmış", "Ürün yıkanmış ve etiketi sökülmüş"),
    "151": ("Aksesuarı eksik geldi", "Şarj kablosu kutuda yok"),
    "201": ("Paketten başka bir ürün çıktı", "Gelen ürün bize ait değil"),
    "251": ("Ürün kırık ulaştı", "Ürün zarar görmüş geldi"),
    "401": ("İki adet yerine bir adet geldi", "Koli boş geldi"),
    "451": ("Ürün teknik incelemeye alındı", "Analize gönderiliyor"),
    "1651": ("Paket tarafımıza ulaşmadı",),
    "1701": ("Gönderilen ürün doğrudur",),
    "1751": ("Ürün kontrol edildi, kusur yok",),
    "1951": ("Kurumsal iade faturası iletilmedi",),
    "2051": ("Koruyucu ambalaj açılmış", "Hijyen bandı sökülmüş"),
    "2077": ("Ürün kişiye özel üretilmiştir",),
    "2079": ("Ürün sağlam gönderildi, hasarlı döndü",),
    "CustomerReturnedWrongItem": ("Kutudan farklı bir ürün çıktı.",),
    "ProductIsDamaged": ("Ürün tarafımıza kırık ve kullanılmış olarak ulaştı.",
    "Ürün darbe almış, kullanıcı kaynaklı kırık var."),
    "MissingQuantity": ("Eksik adet iade edilmiştir.",),
    "NoSuchAccessory": ("Ürün kullanılmış, kutusu ve aksesuarı yok.", "Etiketi sökülmüş, yeniden satılamaz."),
    "BoxIsEmptyWithoutReport": ("Kutu boş geldi.",),
    "SomePartsOrSomeAccessoriesOrSomePapersAreMissing": ("Ürünün kablosu ve kılavuzu eksik.",),
    "ProductNotWrong": ("Gönderilen ürün siparişle aynıdır.",),
    "ProductNotDefective": ("Test edildi, üründe kusur bulunmadı.",),
    "ProductSentComplete": ("Ürün eksiksiz gönderilmiştir, koli ağırlık kaydı mevcuttur.",),
    "CustomerProblemSolved": ("Müşterinin sorunu giderildi.",),
    "ClaimedComponentIsNotPartOfTheProduct": ("İstenen parça ürüne dahil değildir.",),
    "InvoiceReplacesWarranty": ("Fatura garanti belgesi yerine geçmektedir.",),
    "PhotoNotClear": ("Fotoğraf net değil.",),
}  # fmt: skip

PHOTO_MARK = " (görsel eklendi)"
"""Stands behind the seller's note when a photo went with the refusal; lets an analysis find the planted effect."""


def customer_note(rng: Random, topic: str, variant: Variant) -> str:
    """A sentence that fits the topic and, where there are such, the kind of product."""
    sentences = _CUSTOMER.get(f"{topic}:{variant.model.category.reasons}") or _CUSTOMER[topic]
    return rng.choice(sentences).format(size=variant.size, color=variant.color.lower()) + rng.choice(_TAILS)


def statement(rng: Random, reason: str, with_photo: bool) -> str:
    text = rng.choice(STATEMENTS.get(reason, ("Ürün iade koşullarına uymuyor",)))
    return text + (PHOTO_MARK if with_photo else "")


def question_text(rng: Random, variant: Variant, about_invoice: bool) -> str:
    return rng.choice(_INVOICE_QUESTIONS if about_invoice else _QUESTIONS).format(color=variant.color)
