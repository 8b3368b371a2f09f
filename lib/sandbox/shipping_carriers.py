"""The cargo firms of both marketplaces, as their services name them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Carrier:
    code: str
    name: str
    prefix: str
    weight: float
    type_code: str = ""


TRENDYOL_CARRIERS = (
    Carrier("TEXMP", "Trendyol Express Marketplace", "733", 50),
    Carrier("ARASMP", "Aras Kargo Marketplace", "726", 14),
    Carrier("SURATMP", "Sürat Kargo Marketplace", "727", 12),
    Carrier("YKMP", "Yurtiçi Kargo Marketplace", "725", 10),
    Carrier("KOLAYGELSINMP", "Kolay Gelsin Marketplace", "735", 7),
    Carrier("PTTMP", "PTT Kargo Marketplace", "734", 5),
    Carrier("DHLECOMMP", "DHL eCommerce Marketplace", "728", 2),
)


HEPSIJET = Carrier("HJ", "HepsiJET", "HJ1", 55, "HX")


ARAS = Carrier("AR", "Aras Kargo", "AR2", 20, "AR")


YURTICI = Carrier("YK", "Yurtiçi Kargo", "YK3", 13, "YK")


OWN_CONTRACT = Carrier("MH", "Mağaza Hesabı", "", 12, "MH")
"""The merchant's own cargo contract: Hepsiburada learns only what the merchant pushes."""


HEPSIBURADA_CARRIERS = (HEPSIJET, ARAS, YURTICI, OWN_CONTRACT)
