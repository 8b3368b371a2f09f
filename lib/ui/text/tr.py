"""Turkish: every word and number format. en.py defines the same names."""

from datetime import date, datetime, timedelta

from lib.ui.text import formats

APP_NAME = "Müşteri Talepleri"
PAGES = {
    "inbox": "Gelen kutusu",
    "trendyol": "Trendyol",
    "hepsiburada": "Hepsiburada",
    "claim": "Talep",
    "returns": "İadeler",
    "disputes": "İhtilaflar",
    "actions": "İşlem geçmişi",
    "connections": "Bağlantılar",
}
PAGE_TITLES = PAGES | {"trendyol": "Trendyol talepleri", "hepsiburada": "Hepsiburada talepleri"}
PAGE_GROUPS = {"claims": "Talepler", "analysis": "Analiz", "upkeep": "Düzen"}
LANGUAGE = "Dil"


def count(value: float) -> str:
    return formats.grouped(value, 0, thousands=".", point=",")


def decimal(value: float, decimals: int = 1) -> str:
    return formats.grouped(value, decimals, thousands=".", point=",")


def money(value: float | None) -> str:
    """Lira with kuruş; a dash where the price is not known."""
    return "–" if value is None or value != value else f"{formats.grouped(value, 2, thousands='.', point=',')} ₺"


def money_round(value: float) -> str:
    return f"{formats.grouped(value, 0, thousands='.', point=',')} ₺"


def percent(share: float, decimals: int = 1) -> str:
    return f"%{formats.grouped(share * 100, decimals, thousands='.', point=',')}"


def day(moment: datetime | None) -> str:
    return "–" if moment is None or moment != moment else f"{formats.istanbul(moment):%d.%m.%Y}"


def moment(at: datetime | None) -> str:
    return "–" if at is None or at != at else f"{formats.istanbul(at):%d.%m.%Y %H:%M}"


def short_moment(at: datetime) -> str:
    return f"{formats.istanbul(at):%d.%m %H:%M}"


def clock(at: datetime) -> str:
    return f"{formats.istanbul(at):%H:%M}"


def span(length: timedelta) -> str:
    """`1 sa 30 dk`, from two days on in days."""
    days, hours, minutes = formats.hours_and_minutes(abs(length.total_seconds()))
    if days >= 2:
        return f"{days} gün {hours} sa" if hours else f"{days} gün"
    if days or hours:
        return f"{days * 24 + hours} sa {minutes:02d} dk"
    return f"{minutes} dk" if minutes else "1 dk'dan az"


def time_left(left: timedelta | None, *, estimate: bool = False) -> str:
    """The clock of a row; an estimate carries `≈`."""
    if left is None or left != left:
        return "–"
    if left < timedelta(0):
        return f"{span(left)} geçti"
    return f"≈ {span(left)}" if estimate else span(left)


MARKETPLACE = {"trendyol": "Trendyol", "hepsiburada": "Hepsiburada"}
CLAIM_STATUS = {
    "requested": "Talep oluşturuldu",
    "awaiting_preapproval": "Ön onay bekliyor",
    "awaiting_action": "Aksiyon bekliyor",
    "fraud_check": "Onaylandı, kontrolde",
    "in_dispute": "İhtilaflı",
    "in_analysis": "Analizde",
    "accepted": "Onaylandı",
    "rejected": "Reddedildi",
    "refunded": "Para iade edildi",
    "cancelled": "İptal edildi",
    "unknown": "Bilinmiyor",
}
UNKNOWN_STATUS = "Bilinmiyor ({raw})"
KIND = {
    "return": "İade",
    "exchange": "Değişim",
    "new_product": "Yeni ürün",
    "wrong_product": "Yanlış ürün",
    "missing_item": "Eksik ürün",
    "missing_part": "Eksik parça",
    "missing_invoice": "Fatura talebi",
    "missing_warranty": "Garanti belgesi",
    "undelivered": "Teslim edilmeyen",
    "damaged_with_report": "Tutanaklı hasar",
    "extra_product": "Fazla ürün",
    "other": "Diğer",
}
TAB = {
    "created": "Talep Oluşturulan",
    "in_cargo": "Kargoda",
    "awaiting_action": "Aksiyon Bekleyen",
    "accepted": "Onaylanan",
    "rejected": "Reddedilen",
    "analysis": "Analiz",
    "disputed": "İhtilaflı",
    "cancelled": "İptal edilen",
    "to_answer": "Yanıtlanacak",
    "ready_to_ship": "Gönderime Hazır",
    "concluded": "Sonuçlandı",
    "awaiting_hepsiburada": "Hepsiburada Bekleniyor",
}
TAB_ALL = "Tüm İadeler"
TAB_IN_CARGO_TRENDYOL = "Kargoya Verilen"
TABS = "Sekmeler"
ACCEPTED_BY = {"seller": "satıcı", "system": "otomatik onay", "dispute": "ihtilaf kararı"}
DISPUTE_OUTCOME = {"open": "inceleniyor", "won": "satıcı haklı bulundu", "lost": "müşteri haklı bulundu"}
PARCEL_DIRECTION = {"to_seller": "Size gelen", "to_customer": "Müşteriye giden"}
PARCEL_PURPOSE = {"return": "iade", "send_back": "geri gönderim", "replacement": "değişim gönderimi", "other": "gönderi"}
PARCEL_STATUS = {
    "open": "kargoya verilmedi",
    "in_transit": "yolda",
    "delivered": "teslim edildi",
    "undelivered": "teslim edilemedi",
    "unknown": "durumu bilinmiyor",
}
ACTION_KIND = {"approve": "Onay", "reject": "Ret", "preapprove": "Ürün önce gelsin"}
ACTION_STATE = {
    "queued": "Sırada",
    "sending": "Gönderiliyor",
    "delivered": "İletildi",
    "confirmed": "Gerçekleşti",
    "refused": "Pazaryeri kabul etmedi",
    "unknown": "Sonucu bilinmiyor",
    "done_elsewhere": "Başka yerden yapılmış",
    "needs_person": "Size kaldı",
    "cancelled": "Geri alındı",
    "simulated": "Deneme: gönderilmedi",
}
ACTION_STATE_HELP = {
    "queued": "Kayıtlı; gönderilmedi.",
    "sending": "İstek yolda.",
    "delivered": "Pazaryeri isteği aldı; etkisi bir sonraki okumada görülecek.",
    "confirmed": "Pazaryerinde gerçekleştiği okundu.",
    "refused": "Pazaryeri hayır dedi; hiçbir şey değişmedi.",
    "unknown": "Yanıt kayboldu. Tekrar gönderilmez; talep okunarak sonuç bulunur.",
    "done_elsewhere": "Talep bizden önce kapanmış.",
    "needs_person": "Okumalar kesin bir şey söylemiyor. Pazaryeri panelinden bakıp sonucu yazın.",
    "cancelled": "Gönderilmeden geri alındı.",
    "simulated": "Mağaza deneme modunda; hiçbir şey gönderilmedi.",
}
EVIDENCE = {
    "person": "bir kişi yazdı",
    "answer": "pazaryerinin yanıtı",
    "audit": "pazaryerinin kaydı",
    "timing": "gönderimden sonra ilk kez görüldü",
    "read": "okuma",
    "not_sent": "istek çıkmadı",
    "restart": "yeniden başlatma",
    "engine": "gönderici",
}
EXECUTOR = {"api": "uygulama", "panel": "satıcı paneli", "system": "pazaryeri"}
FINALIZE = {"refund": "Para iadesi", "change": "Yeni ürün gönderilecek"}
ACCEPTION_REASON = {
    "StockProblem": "Stokta yok",
    "ProductNotDefective": "Ürün kusurlu değil",
    "Other": "Diğer",
}
SORT_KEY = {
    "deadline": "Kalan süre",
    "claimed": "Talep tarihi",
    "updated": "Son değişiklik",
    "amount": "Tutar",
    "product": "Ürün",
    "order": "Sipariş no",
}
URGENCY = {
    "expired": "Süresi dolan",
    "under_6h": "6 saatten az",
    "under_24h": "6–24 saat",
    "under_48h": "24–48 saat",
    "later": "48 saatten çok",
    "no_clock": "Süresi yok",
}
URGENCY_ALL = "Tümü"
CUSTOMER_REASON = {
    "PoorQuality": "Kalitesiz",
    "ChangedMindOrUnlikedIt": "Vazgeçtim, beğenmedim",
    "ProductIsBroken": "Bozuk",
    "ProductIsDamaged": "Hasarlı",
    "ProductIsBrokenOrDamaged": "Bozuk veya hasarlı",
    "SizeTooSmall": "Küçük geldi",
    "SizeTooLarge": "Büyük geldi",
    "MissingProduct": "Eksik ürün",
    "WrongProduct": "Yanlış ürün",
    "WrongProductOrderedByCustomer": "Müşteri yanlış sipariş verdi",
    "WrongProductSentByMerchant": "Satıcı yanlış gönderdi",
    "NotArrivedInvoice": "Faturam gelmedi",
    "IncorrectInvoice": "Fatura hatalı",
    "MissingInvoice": "Faturamı kaybettim",
    "ProductHasExpired": "Son kullanma tarihi geçmiş",
    "ProductIsWrongWeight": "Gramaj hatalı",
    "FoundCheaper": "Daha ucuza buldum",
    "IncompatiblyProduct": "Uymadı",
    "NotArrivedWhenNeeded": "İhtiyacım olduğunda gelmedi",
    "Other": "Diğer",
}

# The frame
DEMO_BADGE = "Deneme modu · uydurma veri"
DEMO_FOOT = "Deneme modu: buradaki mağazalar, müşteriler ve tutarlar uydurmadır; hiçbir şey gerçek bir pazaryerine gitmez."
DEMO_NEXT_DAY = "Bir gün ileri"
DEMO_NEXT_DAY_HELP = "Deneme saatini 24 saat ileri alır: kargolar varır, süreler işler, ihtilaflar sonuçlanır."
DEMO_CLOCK = "Deneme saati {at}"
LAST_SYNC = "Son eşitleme {at}"
NO_SYNC_YET = "Henüz eşitlenmedi"
SHOP_COUNT = "{count} mağaza"
HEALTH = {"ok": "sağlam", "syncing": "eşitleniyor", "stale": "veri eski", "failing": "eşitleme sorunlu", "none": "mağaza yok"}
SYNC_PROGRESS = "Eşitleniyor: {shop} · {count} talep okundu …"
SENDING_PAUSED = "Gönderim duraklatıldı"
QUEUE_LINE = "Sırada {count} işlem"

# Table
COLUMN_LEFT = "Kalan"
COLUMN_PICTURE = ""
COLUMN_PRODUCT = "Ürün"
COLUMN_REASON = "Neden"
COLUMN_AMOUNT = "Tutar"
COLUMN_SHOP = "Mağaza"
COLUMN_STATUS = "Durum"
COLUMN_EVIDENCE = "Kanıt"
COLUMN_CUSTOMER = "Müşteri"
COLUMN_CLAIMED = "Talep tarihi"
COLUMN_ORDER = "Sipariş"
COLUMN_SKU = "Stok kodu"
COLUMN_CARGO = "Kargo"
COLUMN_RETURN_CODE = "İade kodu"
EVIDENCE_NOTE = "not"
EVIDENCE_PHOTOS = "{count} foto"
TABLE_NAME = "Talepler"
RANGE = "{first}–{last} / {total}"
PREVIOUS = "Önceki"
NEXT = "Sonraki"
PAGE_SIZE = "Sayfada"
PAGE_SIZE_OPTION = "{count} satır"
SELECTED = "{count} talep seçili · {amount}"
SELECT_HINT = "Satırı işaretleyin: ayrıntı yanda açılır, birden çoğuna birlikte karar verilir."
SELECTED_MANY = "{count} talep işaretli"
EXPORT = "Dışa aktar"
EXPORT_FORMATS = {"csv": "CSV", "xlsx": "Excel"}
EXPORT_READY = "{name} indir"
EXPORT_FILE = "talepler"

EXPORT_COLUMNS = {
    "shop": "Mağaza",
    "marketplace": "Pazaryeri",
    "claim_id": "Talep no",
    "item_id": "Ürün no",
    "order_number": "Sipariş no",
    "status": "Durum",
    "kind": "Tür",
    "reason": "Neden",
    "product_name": "Ürün",
    "sku": "Stok kodu",
    "barcode": "Barkod",
    "color": "Renk",
    "size": "Beden",
    "category": "Kategori",
    "quantity": "Adet",
    "unit_price_try": "Birim fiyat (₺)",
    "amount_try": "Tutar (₺)",
    "customer_name_masked": "Müşteri",
    "ordered_at": "Sipariş tarihi",
    "claimed_at": "Talep tarihi",
    "updated_at": "Son değişiklik",
    "deadline_at": "Son yanıt zamanı",
    "deadline_is_estimate": "Süre tahmini mi",
    "cargo_company": "Kargo firması",
    "tracking_number": "Kargo takip no",
    "return_code": "İade kodu",
}

# Filters
SEARCH = "Ara"
SEARCH_HINT = "Sipariş no, ürün, barkod, iade kodu …"
FILTERS = "Süz"
FILTERS_COUNTED = "Süz · {count}"
FILTER_CUSTOMER = "Müşteri adı"
FILTER_CUSTOMER_HELP = "Kişisel veri: adres çubuğuna yazılmaz."
FILTER_ORDER = "Sipariş no"
FILTER_RETURN_CODE = "İade kodu / kargo takip no"
FILTER_BARCODE = "Barkod"
FILTER_SKU = "Stok kodu"
FILTER_REASON = "Neden"
FILTER_KIND = "Tür"
FILTER_DATES = "Talep tarihi"
FILTER_AMOUNT_FROM = "En az ₺"
FILTER_AMOUNT_TO = "En çok ₺"
FILTER_SHOP = "Mağaza"
FILTER_ALL = "Hepsi"
FILTER_ALL_SHOPS = "Bütün mağazalar"
FILTER_BOTH_WAYS = "Her iki yön"
FILTER_ANY_PARCEL = "Her kargo durumu"
FILTER_DIRECTION = "Yön"
FILTER_PARCEL_STATUS = "Kargo durumu"
CLEAR_FILTERS = "Süzgeci temizle"
SORT_AUTO = "Önerilen sıra"
SORT_BY = "Sırala"
SORT_OPTION = {True: "{name} ↓", False: "{name} ↑"}

# Empty and failing
EMPTY_INBOX = "Bekleyen talep yok. Son eşitleme {at}."
EMPTY_TAB = "Bu sekmede talep yok. Son eşitleme {at}."
EMPTY_FILTERED = "Süzgece uyan talep yok."
FIRST_SYNC = "İlk eşitleme sürüyor: önce bekleyen ve yeni talepler gelir, eskiler arkadan okunur."
FIRST_SYNC_COUNT = "{count} talep okundu …"
SET_ASIDE_LINE = "{count} talep okunamadı ve listelerde yok; nedeni ve ham metni Bağlantılar sayfasında."
EXPIRED_WHILE_OFF = "Kapalıyken {count} talebin süresi doldu ({amount})."
NO_SHOPS = "Tanımlı mağaza yok. Bağlantılar sayfasından ekleyin."
ERRORS = {
    "SettingsError": "Ayar dosyası kullanılamıyor. Hiçbir şey gönderilmedi. Belirtilen satırı düzeltip uygulamayı yeniden başlatın.",
    "Unreachable": "Pazaryerine ulaşılamadı. Hiçbir şey gönderilmedi. Bağlantınızı denetleyin; eşitleme kendiliğinden yeniden dener.",
    "OutcomeUnknown": "İstek gitti, yanıt gelmedi. Yeniden gönderilmez; talep okunarak sonuç bulunur.",
    "RateLimited": "Pazaryeri şimdilik daha çok istek almıyor. Hiçbir şey gönderilmedi; süre dolunca sürer.",
    "CredentialsRefused": "Pazaryeri anahtarı kabul etmedi. Bu mağaza için hiçbir şey gönderilmiyor. Bağlantılar sayfasından anahtarı denetleyin.",
    "RequestRefused": "Pazaryeri isteği kabul etmedi. Hiçbir şey değişmedi. Pazaryerinin sözü aşağıda.",
    "UnexpectedPayload": "Pazaryerinin yanıtı tanınmayan bir biçimde. Kayıt bir kenara ayrıldı; öbür talepler sürer.",
    "StoreError": "Veritabanı açılamadı. Hiçbir şey değişmedi. Uygulamanın başka bir kopyası açık olabilir: kapatıp yeniden deneyin.",
    "ActionNotAllowed": "Bu işlem şu anda yapılamaz. Hiçbir şey gönderilmedi.",
    "AppError": "İşlem tamamlanamadı. Hiçbir şey gönderilmedi.",
}

INBOX_SUM = "**{count}** talep"
INBOX_RISK = "**{amount}** risk"
INBOX_NEXT = "en yakın {left}"
TAB_SUM = "**{count}** talep · **{amount}**"

# Claim
CLAIM_AMOUNT = "Tutar"
PIECES = "{count} adet"
CLAIM_ORDER = "Sipariş"
CLAIM_CUSTOMER = "Müşteri"
CLAIM_QUANTITY = "Adet"
CLAIM_REASON = "Neden"
CLAIM_MARKETPLACE_REASON = "Trendyol'un sınıfı"
CLAIM_NOTE = "Müşteri notu"
CLAIM_MARKETPLACE_NOTE = "Pazaryeri notu"
CLAIM_PHOTOS = "Müşterinin fotoğrafları"
CLAIM_PHOTOS_PENDING = "{count} fotoğraf var, henüz indirilmedi."
CLAIM_PRODUCT = "Bu ürün"
CLAIM_PRODUCT_HISTORY = "90 günde {sold} satış, {claimed} talep; en çok: {reason}."
CLAIM_PRODUCT_HISTORY_NO_SALES = "90 günde {claimed} talep; en çok: {reason}. Satış sayısı henüz bilinmiyor."
CLAIM_PRODUCT_HISTORY_NONE = "90 günde başka talep yok."
CLAIM_TIMELINE = "Süreç"
CLAIM_PARCELS = "Kargo"
CLAIM_ITEMS = "Talepteki ürünler"
CLAIM_OPEN = "Tam sayfa"
CLAIM_OPEN_SHORT = "Aç"
CLAIM_NOT_FOUND = "Bu talep bulunamadı. Bağlantı eksik olabilir ya da talep henüz eşitlenmedi."
CLAIM_TO_INBOX = "Gelen kutusunda ara"
CLAIM_TO_SYNC = "Bağlantılar’da şimdi eşitle"
CLAIM_NOT_CHOSEN = "Açılacak talep seçilmedi. Gelen kutusundan bir talep açın."
CLAIM_TYPE = "Talep türü"
CLAIM_ACTIONS = "Karar"
CLAIM_NO_ACTION = "Bu durumda verilecek karar yok."
CLAIM_UNKNOWN_STATUS = "Pazaryerinin durumu tanınmıyor; karar verilemez. Pazaryeri panelinden bakın."
CLAIM_ACCEPTED_BY = "Onaylayan: {who}"
CLAIM_DISPUTE = "İhtilaf: {outcome}"
CLAIM_NOT_SEEN_SINCE = "{at} tarihinden beri pazaryerinin listesinde yok."
TIMELINE_CLAIMED = "talep açıldı"
TIMELINE_ORDERED = "sipariş verildi"
TIMELINE_DEADLINE = "süre dolar"
TIMELINE_DEADLINE_ESTIMATE = "süre dolar (tahmin)"
TIMELINE_STATUS = "{status} (ilk görülen)"
TIMELINE_AUDIT = "{status} · {who}"
TIMELINE_PARCEL = "{direction} · {purpose}: {status}"
TIMELINE_ACTION = "{kind}: {state} · {user}"
NEXT_STEP = {
    "ship": "Gönderime hazır: ürünü müşteriye yollayın.",
    "send_back": "Ret onaylandı: ürünü müşteriye geri yollayın.",
    "nothing_refund": "Müşteri haklı bulundu, para iade edilir. Yapılacak bir şey yok.",
    "nothing_rejected": "Ret onaylandı. Yapılacak bir şey yok.",
}
SEEN = "Gördüm"
SEEN_MANY = "Seçilenleri gördüm ({count})"
SEEN_DONE = "{count} talep görüldü olarak işaretlendi."

# Deciding
APPROVE = "Onayla"
REJECT = "Reddet…"
PREAPPROVE = "Ürün önce gelsin"
APPROVE_SELECTED = "Seçilenleri onayla ({count})"
REJECT_ONE_BY_ONE = "Ret nedeni talebe göre değişir: aynı talebin ürünlerini işaretleyin."
NEXT_UP = "Sıradaki: en acil talep"
FIRST_ROW = "Listedeki ilk talep"
CANCEL = "Vazgeç"
CONFIRM_APPROVE = "Onaylıyorsunuz"
CONFIRM_REJECT = "Reddediyorsunuz"
CONFIRM_PREAPPROVE = "Ürünü önce istiyorsunuz"
CONFIRM_YES_APPROVE = "{count} ürünü onayla · {amount}"
CONFIRM_YES_REJECT = "{count} ürünü reddet · {amount}"
CONFIRM_YES_PREAPPROVE = "Ürünü iste"
CONFIRM_SUM = "{claims} talep · {items} ürün · {amount}"
CONFIRM_EXCLUDED = "{count} ürün dışarıda kaldı"
CONFIRM_TOO_OLD = "Bu pencere 5 dakikadan uzun açık kaldı; bilgiler yenilendi. Bir daha bakıp onaylayın."
CONFIRM_DRY_RUN = "Deneme: gönderilmez"
CONFIRM_DRY_RUN_HELP = "Mağaza deneme modunda. Karar kaydedilir, pazaryerine hiçbir şey gitmez."
CONFIRM_UNDO = "{seconds} saniye içinde İşlem geçmişi'nden geri alabilirsiniz; sonra alınamaz."
CONFIRM_PAUSED = "Gönderim duraklatılmış: karar sırada bekler."
EXCLUDED = {
    "not_permitted": "durumu karar almaya uygun değil",
    "already_asked": "için zaten bekleyen bir karar var",
    "needs_choice": "tek tek karar ister (para iadesi mi, yeni ürün mü)",
}
CONSEQUENCE = {
    "trendyol.approve": "Onaylarsanız Trendyol {amount} tutarı müşteriye iade eder; geri alınamaz.",
    "trendyol.reject": "Reddederseniz talep İhtilaflı olur ve kararı Trendyol verir; geri alınamaz.",
    "hepsiburada.approve": "Onaylarsanız Hepsiburada {amount} tutarı müşteriye iade eder; geri alınamaz.",
    "hepsiburada.approve.refund": "Onaylarsanız Hepsiburada {amount} tutarı müşteriye iade eder; geri alınamaz.",
    "hepsiburada.approve.change": "Onaylarsanız müşteriye yeni ürün göndermeniz gerekir; geri alınamaz.",
    "hepsiburada.approve.missing": "Onaylarsanız eksik parçayı göndermeniz gerekebilir; geri alınamaz.",
    "hepsiburada.approve.invoice": "Onaylarsanız talep faturayla kapanır; geri alınamaz.",
    "hepsiburada.reject": "Reddederseniz talebi Hepsiburada değerlendirir; geri alınamaz.",
    "hepsiburada.preapprove": "Ürün size gelir; inceledikten sonra karar verirsiniz.",
    "many": "Onaylarsanız {amount} müşterilere iade edilir; geri alınamaz.",
}
FINALIZE_LABEL = "Nasıl kapansın?"
PREAPPROVAL_LABEL = "Ürün müşteride. Ne yapılsın?"
PREAPPROVAL_CHOICES = {
    "change": "Ürün müşteride kalsın, yenisini göndereyim",
    "refund": "Ürün müşteride kalsın, para iade edilsin",
    "preapprove": "Ürün önce bana gelsin, inceleyeyim",
}
ACCEPTION_REASON_LABEL = "Yeni ürün yerine neden para iadesi?"
INVOICE_LINK_LABEL = "Fatura bağlantısı (isteğe bağlı)"
INVOICE_LINK_HELP = "https:// ile başlamalı. Fatura henüz yüklenmediyse önce Hepsiburada panelinden pakete yükleyin, sonra onaylayın."
INVOICE_LINK_WRONG = "Bağlantı https:// ile başlamalı."
REJECT_REASON_LABEL = "Ret nedeni"
REJECT_REASON_PICK = "Neden seçin"
REJECT_NEEDS_FILE = "kanıt dosyası ister"
REJECT_LATER = "{at} tarihinden sonra seçilebilir"
REJECT_24H = "“{name}” nedeni, talep aksiyon beklemeye başladıktan 24 saat sonra seçilebilir: {at}."
REJECT_NO_REASONS = "Bu talep için ret nedeni listesi henüz yok. Bağlantılar sayfasından eşitleyin."
STATEMENT_LABEL = "Açıklama"
STATEMENT_HELP = "Değerlendirene gösterilir; en çok 500 karakter."
STATEMENT_MISSING = "Açıklama yazın."
REASON_MISSING = "Ret nedenini seçin."
FILES_LABEL = "Kanıt dosyaları"
FILES_HELP = "JPEG, PNG ya da PDF; dosya başına 10 MB, en çok 5 dosya."
FILES_MISSING = "Bu neden kanıt dosyası ister. Dosyasız gönderilemez."
FILES_TOO_MANY = "En çok 5 dosya gönderilebilir."
FILE_REFUSED = "Bir dosya kabul edilmedi: JPEG, PNG ya da PDF olmalı, 10 MB'ı geçmemeli."
PROBLEM = {
    "already_asked": "Bu ürün için zaten bekleyen bir karar var.",
    "not_permitted": "Talebin durumu bu karara uygun değil.",
    "shown_too_long_ago": "Bilgiler eskimişti; yeniden bakıp onaylayın.",
    "changed_since_shown": "Talep siz bakarken değişti; yeniden bakın.",
    "unknown_shop": "Bu mağaza ayarlarda yok.",
    "unknown_claim": "Bu talep bulunamadı.",
    "reason_missing": "Ret nedeni seçilmedi.",
    "reason_unknown": "Bu ret nedeni pazaryerinin bugünkü listesinde yok.",
    "file_needed": "Bu ret nedeni dosya ister.",
    "too_many_files": "En çok 5 dosya gönderilebilir.",
    "too_early": "Bu ret nedeni 24 saat dolmadan seçilemez.",
    "statement_missing": "Açıklama yazılmadı.",
    "statement_too_long": "Açıklama 500 karakteri geçiyor.",
    "link_wrong": "Bağlantı https:// ile başlamalı.",
}
ASKED_ONE = "{kind} sıraya alındı: {product}"
ASKED_MANY = "{count} karar sıraya alındı."
NOT_ASKED = "{count} karar alınamadı: {reason}"

# Actions page
ACTIONS_EMPTY = "Henüz karar verilmedi. Gelen kutusundan bir talebi onaylayın ya da reddedin; sonucu burada görünür."
ACTIONS_EMPTY_FILTERED = "Süzgece uyan işlem yok."
ACTIONS_STATE = "Durum"
ACTIONS_KIND = "Karar"
ACTIONS_SHOP = "Mağaza"
ACTIONS_TABS = {
    "all": "Hepsi",
    "open": "Süren",
    "needs_person": "Size kalan",
    "refused": "Kabul edilmeyen",
    "done": "Biten",
}
ACTION_COLUMNS = {
    "created_at": "Zaman",
    "kind": "Karar",
    "state": "Durum",
    "product": "Ürün",
    "order": "Sipariş",
    "shop": "Mağaza",
    "amount": "Tutar",
    "user": "Kim",
    "message": "Pazaryerinin sözü",
    "correlation_id": "İzleme no",
}
ACTIONS_TABLE = "İşlemler"
ACTION_DETAIL_HINT = "Ayrıntısı için bir satır işaretleyin."
ACTION_ITEMS = "Ürün ürün sonuç"
ACTION_MESSAGE = "Pazaryerinin sözü"
ACTION_CORRELATION = "İzleme no"
TAKE_BACK_ALL = "Hepsini geri al"
ACTION_ASKED = "İstendi"
ACTIONS_ALL_KINDS = "Bütün kararlar"
TAKE_BACK = "Geri al"
TAKE_BACK_LEFT = "{seconds} sn"
TAKEN_BACK = "Geri alındı."
NOT_TAKEN_BACK = "Geri alınamadı: gönderim başlamış."
WAITING_TO_SEND = "Gönderilmeyi bekleyen {count} karar"
PAUSE = "Bütün gönderimi duraklat"
PAUSE_HELP = "Açıkken hiçbir karar pazaryerine gitmez; verilen kararlar sırada bekler."
RESOLVE_TITLE = "Sonucu siz yazın"
RESOLVE_HELP = "Pazaryeri paneline bakın ve gerçekte ne olduğunu seçin. Notunuz kayda geçer."
RESOLVE_NOTE = "Not"
RESOLVE_NOTE_MISSING = "Neye dayanarak karar verdiğinizi yazın."
RESOLVE = {"queued": "Yeniden gönder", "confirmed": "Gerçekleşmiş say", "refused": "Reddedilmiş say"}
RESOLVED = "Kaydedildi."
BEFORE_THAT = "Daha eskiler"

# Connections page
CONNECTION_LIVE = "Canlı"
CONNECTION_DRY_RUN = "Deneme: gönderilmez"
CONNECTION_LAST_COMPLETE = "Son tam eşitleme"
CONNECTION_LAST_RUN = "Son çalışma"
CONNECTION_CLAIMS = "Kayıtlı talep"
CONNECTION_SET_ASIDE = "Bir kenara ayrılan"
CONNECTION_RUNNING = "{phase}: {claims} talep okundu, {pages} sayfa"
CONNECTION_ERROR = "Son çalışmanın hatası"
CONNECTION_BACK_TO = "Geriye doğru okunan"
CONNECTION_NOT_SEEN = "Listede görünmeyen"
CHECK_RUNNING = "Anahtar deneniyor …"
CHECK_OK = "{name}: çalışıyor"
CONNECTION_NEVER = "hiç"
SYNC_PHASE = {
    "open": "Bekleyenler okunuyor",
    "recent": "Yeniler okunuyor",
    "backfill": "Geçmiş okunuyor",
    "details": "Ürünler, resimler ve satışlar okunuyor",
    "done": "Tamamlandı",
}
SYNC_END = {"complete": "tamamlandı", "stopped": "durduruldu", "failed": "hata"}
SYNC_NOW = "Şimdi eşitle"
SYNC_ASKED = "Eşitleme istendi."
TEST_KEY = "Anahtarı dene"
CHECK_PROBLEM = {
    "credentials": "Anahtar yanlış ya da süresi dolmuş (parola sorunu).",
    "permission": "Anahtar doğru, ama bu servis için yetkisi yok.",
    "unreachable": "Pazaryerine ulaşılamadı; anahtar denenemedi.",
    "limited": "Pazaryeri şimdilik istek almıyor; biraz sonra yeniden deneyin.",
    "unexpected": "Pazaryeri tanınmayan bir yanıt verdi.",
}
CHECK_NAME = {
    "keys": "Anahtar",
    "claims": "Talepler",
    "orders": "Siparişler",
    "products": "Ürünler",
    "reasons": "Ret nedenleri",
    "questions": "Sorular",
}
COUNTS_TITLE = "Sayılar: bizde ve pazaryerinde"
COUNT_COLUMNS = {
    "shop": "Mağaza",
    "status": "Durum",
    "ours": "Bizde",
    "theirs": "Pazaryerinde",
    "gap": "Fark",
    "counted_at": "Sayıldığı an",
}
COUNTS_EMPTY = "Pazaryerinin sayıları henüz alınmadı; ilk tam eşitlemeden sonra görünür."
COUNTS_EQUAL = "Bütün sayılar tutuyor."
SET_ASIDE_TITLE = "Bir kenara ayrılan kayıtlar"
SET_ASIDE_EMPTY = "Okunamayan kayıt yok."
SET_ASIDE_HELP = "Okunamayan kayıtlar atılmaz; nedeni ve ham metniyle saklanır, yeni sürümde yeniden okunur."
RUNS_TITLE = "Son eşitlemeler"
RUN_COLUMNS = {
    "shop": "Mağaza",
    "started_at": "Başladı",
    "finished_at": "Bitti",
    "claims_read": "Okunan talep",
    "items_new": "Yeni",
    "items_changed": "Değişen",
    "set_aside": "Ayrılan",
    "requests": "İstek",
    "retries": "Tekrar",
    "end_reason": "Sonuç",
}
NEW_SHOP = "Yeni mağaza ekle"
NEW_SHOP_HELP = "Anahtarlar yalnız denenir, kaydedilmez. Sonra çıkan bloğu ayar dosyasına yapıştırıp uygulamayı yeniden başlatın."
NEW_SHOP_MARKETPLACE = "Pazaryeri"
NEW_SHOP_ID = "Kısa ad (bağlantılarda görünür)"
NEW_SHOP_ID_HELP = "Küçük harf, rakam ve tire; örneğin trendyol-ana."
NEW_SHOP_NAME = "Görünen ad"
NEW_SHOP_FIELDS = {
    "seller_id": "Satıcı ID (Satıcı Bilgilerim > Entegrasyon Bilgileri)",
    "api_key": "API Key",
    "api_secret": "API Secret",
    "merchant_id": "Merchant ID (Entegratör Bilgileri)",
    "service_key": "Servis anahtarı",
    "user_agent": "Entegratör adı (User-Agent, Hepsiburada'ya bildirilen)",
}
NEW_SHOP_CHECK = "Anahtarı dene ve bloğu göster"
NEW_SHOP_MISSING = "Bütün alanları doldurun."
NEW_SHOP_ID_WRONG = "Kısa ad yalnız küçük harf, rakam ve tire içerebilir."
NEW_SHOP_BLOCK = "Bu bloğu {file} dosyasına yapıştırın:"
NEW_SHOP_DRY_RUN = "mode = \"dry-run\" iken hiçbir karar gönderilmez. Her şey doğru görünüyorsa \"live\" yapın."

# Returns and disputes pages
DOCUMENT_LANGUAGE = "tr"
ANALYTICS_PERIOD = "Dönem"
ANALYTICS_PERIODS = {
    "365": "Son 12 ay",
    "180": "Son 6 ay",
    "90": "Son 90 gün",
    "30": "Son 30 gün",
    "days": "Tarih seçin",
}
ANALYTICS_DAYS = "İlk ve son gün"
ANALYTICS_MARKETPLACE = "Pazaryeri"
ANALYTICS_ALL_MARKETPLACES = "İki pazaryeri"
CHART_TABLE = "Tablo"
CHART_CSV = "CSV indir"
CHART_SHARE = "Pay"
CHART_YOUNG = "Henüz kesinleşmedi"
CHART_INTERVAL = "%95 aralık"
CHART_OF = "{share} (%95 aralık {low} – {high}) · {whole} içinde {part}"
CHART_TOO_FEW = "karar vermek için az"
CHART_EMPTY = "Bu dönemde talep yok. Daha uzun bir dönem seçin."
PERCENT_PREFIX, PERCENT_SUFFIX = "%", ""
NUMBER_SEPARATORS = ",."
REASON_UNKNOWN = "Bilinmiyor"
RETURNS_BY_REASON = "Talep edilen adet: nedene göre"
RETURNS_BY_REASON_DEFINITION = (
    "Dönemde açılan taleplerdeki adet, müşterinin seçtiği nedene göre; iptal edilenler dahil. "
    "En çok 10 neden çizilir, hepsi tabloda."
)
RETURNS_BY_MONTH = "Talep edilen adet: aya göre"
RETURNS_BY_MONTH_DEFINITION = "Talebin açıldığı ayda (İstanbul) talep edilen adet; iptal edilenler dahil. Son ay sürüyor olabilir."
SHARE_BY_MONTH = "Satılan adetten talep edilen pay: sipariş ayına göre"
SHARE_BY_REASON = "Satılan adetten talep edilen pay: nedene göre"
SHARE_DEFINITION = (
    "Pay: aynı sipariş satırlarından sonradan talep edilen adet ({claimed}). "
    "Payda: dönemde sipariş edilen, satışını bildiğimiz adet ({sold}). Çizgiler %95 Wilson aralığı. {since}"
)
SHARE_YOUNG = "45 günden genç siparişlerin payı daha artabilir."
SHARE_SINCE = "Satışlar şu tarihten beri biliniyor: {shops}."
SHARE_SINCE_SHOP = "{shop} {day}"
SHARE_MISSING = "Eksik veri: bu dönemin satışlarını henüz bilmiyoruz. Satışlar eşitlendikçe pay burada görünür."
RETURNS_SUM = "{units} adet · {amount}"
RETURN_COLUMNS = {
    "marketplace_name": "Pazaryeri",
    "label": "Neden",
    "reason_code": "Kod",
    "unit_count": "Adet",
    "claim_count": "Talep",
    "amount_try": "Tutar (₺)",
}
RETURN_MONTH_COLUMNS = {
    "month_on": "Ay",
    "marketplace_name": "Pazaryeri",
    "unit_count": "Adet",
    "claim_count": "Talep",
    "amount_try": "Tutar (₺)",
}
SHARE_MONTH_COLUMNS = {
    "month_on": "Sipariş ayı",
    "sold_units": "Satılan adet",
    "claimed_units": "Talep edilen adet",
    "share": "Pay",
    "low": "Alt sınır",
    "high": "Üst sınır",
}
SHARE_REASON_COLUMNS = {
    "marketplace_name": "Pazaryeri",
    "label": "Neden",
    "claimed_units": "Talep edilen adet",
    "sold_units": "Satılan adet",
    "share": "Pay",
    "low": "Alt sınır",
    "high": "Üst sınır",
}
DISPUTE_GROUP = "Neye göre"
DISPUTE_GROUPS = {"customer": "Müşterinin nedeni", "reject": "Ret nedenimiz"}
DISPUTE_COUNTS = {"won_count": "Satıcı haklı", "lost_count": "Müşteri haklı", "open_count": "Sürüyor"}
DISPUTES_SUM = "{won} satıcı haklı · {lost} müşteri haklı · {open} sürüyor"
DISPUTES_OUTCOMES = "Retlerin sonucu"
DISPUTES_OUTCOMES_DEFINITION = (
    "Dönemde açılan taleplerde reddettiğiniz ürünler: satıcı lehine, müşteri lehine biten ve süren. Bir ret, bir talep ürünüdür."
)
DISPUTES_RATE = "Kazanma oranı"
DISPUTES_RATE_DEFINITION = (
    "Pay: satıcı lehine biten ret ({won}). Payda: biten ret ({decided}); sürenler dışarıda. Çizgiler %95 Wilson aralığı. "
    "Genel: {pooled}. 8'den az bitmiş reddi olan nedenler çizilmez: karar vermek için az. "
    "Kazanacağınızı düşündüğünüzü reddettiğiniz için bu oran bir neden–sonuç göstermez."
)
DISPUTES_REJECT_NOTE = "Ret nedeni yalnız bu programdan gönderilen retlerde bilinir; ötekiler “Bilinmiyor” altındadır."
DISPUTES_EMPTY = "Bu dönemde reddedilmiş ürün yok. Daha uzun bir dönem seçin."
DISPUTES_TOO_FEW = "Karar vermek için az: hiçbir nedende 8 bitmiş ret yok."
DISPUTES_POOLED = "{share} (%95 aralık {low} – {high})"
DISPUTE_COLUMNS = {
    "marketplace_name": "Pazaryeri",
    "label": "Neden",
    "reason_code": "Kod",
    "won_count": "Satıcı haklı",
    "lost_count": "Müşteri haklı",
    "open_count": "Sürüyor",
    "decided_count": "Biten",
    "rate": "Kazanma oranı",
    "low": "Alt sınır",
    "high": "Üst sınır",
    "amount_try": "Tutar (₺)",
}


def month(day: date) -> str:
    """`11.2026`"""
    return f"{day:%m.%Y}"
