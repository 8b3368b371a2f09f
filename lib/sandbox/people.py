"""Invented buyers: surnames are words like "Örnek", so that nobody can be meant."""

from dataclasses import dataclass
from random import Random

_FIRST = [
    "Deniz",
    "Ece",
    "Kaan",
    "Selin",
    "Mert",
    "Aslı",
    "Ozan",
    "İrem",
    "Bora",
    "Cem",
    "Nil",
    "Ada",
    "Efe",
    "Lal",
    "Burak",
    "Zeynep",
    "Onur",
    "Pınar",
    "Tolga",
    "İpek",
    "Can",
    "Duru",
    "Emre",
    "Gizem",
    "Hakan",
    "Işıl",
    "Kerem",
    "Leyla",
    "Murat",
    "Nehir",
    "Oya",
    "Poyraz",
    "Rüya",
    "Sarp",
    "Şule",
    "Tuna",
    "Umut",
    "Ümit",
    "Yağmur",
    "Çağla",
    "Barış",
    "Defne",
    "Eylül",
    "Güneş",
    "Özge",
    "Ilgaz",
    "Su",
    "Toprak",
]
_LAST = [
    "Örnek",
    "Deneme",
    "Temsil",
    "Taslak",
    "Yapma",
    "Kurgu",
    "Model",
    "Sınar",
    "Numune",
    "Şablon",
    "Kalıp",
    "Gösterim",
    "Prova",
    "Önizleme",
    "Hayali",
    "Sahte",
    "Test",
    "Temsili",
    "Kurmaca",
    "Düşsel",
    "Varsayım",
    "Tasarı",
    "Benzetim",
    "Sanal",
    "Öykü",
    "Masal",
    "Rol",
    "Perde",
    "Sahne",
    "Senaryo",
    "Oyun",
    "Maket",
    "Çizgi",
    "Gölge",
]
_CITIES = (
    ("İstanbul", 34, "Kadıköy"), ("İstanbul", 34, "Üsküdar"), ("İstanbul", 34, "Beylikdüzü"), ("Ankara", 6, "Çankaya"),
    ("Ankara", 6, "Mamak"), ("İzmir", 35, "Bornova"), ("İzmir", 35, "Karşıyaka"), ("Bursa", 16, "Nilüfer"),
    ("Antalya", 7, "Muratpaşa"),
    ("Kocaeli", 41, "Gebze"), ("Konya", 42, "Selçuklu"), ("Adana", 1, "Seyhan"), ("Gaziantep", 27, "Şahinbey"),
    ("Eskişehir", 26, "Tepebaşı"), ("Samsun", 55, "Atakum"), ("Trabzon", 61, "Ortahisar"), ("Kayseri", 38, "Melikgazi"),
    ("Diyarbakır", 21, "Kayapınar"), ("Muğla", 48, "Bodrum"), ("Denizli", 20, "Pamukkale"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Person:
    number: int
    first: str
    last: str
    city: str
    city_code: int
    district: str

    @property
    def full(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def address(self) -> str:
        return f"Deneme Mah. {self.number % 90 + 1}. Sok. No:{self.number % 60 + 1}"


def build_people(seed: int, count: int = 900) -> list[Person]:
    rng = Random(f"people:{seed}")
    people = []
    for number in range(count):
        city, code, district = rng.choice(_CITIES)
        people.append(Person(number, rng.choice(_FIRST), rng.choice(_LAST), city, code, district))
    return people
