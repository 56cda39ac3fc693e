"""What are the made-up people, teams and jobs called?

Names are given as they are written, with a Latin spelling after "/" where accents alone do not lead to one.
"""

from __future__ import annotations

import unicodedata

# Given names and family names; True where the family name is written first.
_CULTURES: tuple[tuple[str, str, bool], ...] = (
    (
        "Ada Oliver Maisie Rory Imogen Callum Freya Lewis Poppy Angus",
        "Hartley Ashworth Pemberton Braithwaite Lockwood Thistle Fairfax Bramwell Wetherby Carrick",
        False,
    ),
    (
        "Jürgen Anneliese Björn Käthe Götz Liesel Rüdiger Heike Änne Detlef",
        "Müller Größe Schäfer Weißenborn Köhler Brückner Vögele Strauß Jäger Löwe",
        False,
    ),
    (
        "Amélie Théo Zoé Gaël Héloïse Rémi Solène Loïc Noémie Benoît",
        "Lefèvre Garçon Beaumont Hébert Marchand Çelin Roussel Vérany D’Aubigné Chénier",
        False,
    ),
    (
        "Łukasz Agnieszka Wojciech Zofia Paweł Grażyna Mirosław Jagoda Stanisław Bożena",
        "Wójcik Kowalczyk Dąbrowski Żuraw Świątek Gołąb Kaźmierczak Łęcki Ćwikła Sęk",
        False,
    ),
    (
        "Søren Astrid Åse Bjarne Ingrid Øyvind Maja Håkon Signe Torbjørn",
        "Østergård Lindqvist Sjöberg Ågren Næss Kjær Halvorsen Ström Bø Dahl",
        False,
    ),
    (
        "İrem Çağla Emre Gülşen Doğan Şule Kaan Özge Yiğit Ebru",
        "Yıldız Öztürk Çelik Şahin Güneş Aydoğan Kılıç Ünal Işık Demirtaş",
        False,
    ),
    (
        "太郎/Taro 花子/Hanako 健二/Kenji 由美/Yumi 翔/Sho 美咲/Misaki 隆/Takashi 恵/Megumi",
        "田中/Tanaka 鈴木/Suzuki 中村/Nakamura 小林/Kobayashi 山口/Yamaguchi 斎藤/Saito 石川/Ishikawa",
        True,
    ),
    (
        "伟/Wei 芳/Fang 秀英/Xiuying 磊/Lei 静/Jing 浩然/Haoran 雨桐/Yutong 子墨/Zimo",
        "王/Wang 李/Li 张/Zhang 欧阳/Ouyang 陈/Chen 赵/Zhao 司马/Sima",
        True,
    ),
    (
        "지훈/Jihun 서연/Seoyeon 민준/Minjun 하은/Haeun 도윤/Doyun 수빈/Subin",
        "김/Kim 박/Park 최/Choi 정/Jung 강/Kang 윤/Yoon 임/Lim",
        True,
    ),
    (
        "أحمد/Ahmad فاطمة/Fatima يوسف/Yusuf ليلى/Layla خالد/Khalid نور/Nur سامي/Sami",
        "الحسن/Alhassan حداد/Haddad منصور/Mansour قاسم/Qasim نجار/Najjar خوري/Khoury",
        False,
    ),
    (
        "Адриан/Adrian Олена/Olena Тарас/Taras Светлана/Svetlana Богдан/Bohdan Ірина/Iryna",
        "Шевчук/Shevchuk Ковалёва/Kovaleva Мельник/Melnyk Соколова/Sokolova Бондар/Bondar",
        False,
    ),
    (
        "Priya Arjun Lakshmi Rohan Meenakshi Vikram Ananya Harish Kavya Siddharth",
        "Raghunathan Chatterjee Deshpande Iyer Bhattacharya Kulkarni Nair Mukherjee Sethi",
        False,
    ),
    (
        "Chinwe Oluwaseun Adaeze Kwabena Thandiwe Sipho Nneka Tunde Zanele Kofi",
        "Okonkwo Adeyemi Mensah Dlamini Nkosi Eze Abiola Boateng Mthembu",
        False,
    ),
    (
        "José María Íñigo Ximena Andrés Lucía Begoña Joaquín Inés Nuño",
        "Núñez García Peña Ibáñez Castañeda Ordóñez Muñoz Echeverría Güell",
        False,
    ),
    (
        "Thị-Hà/Thi-Ha Đức/Duc Quỳnh/Quynh Tuấn/Tuan Ngọc/Ngoc Bảo/Bao Phượng/Phuong",
        "Nguyễn/Nguyen Trần/Tran Đặng/Dang Phạm/Pham Hoàng/Hoang Vũ/Vu",
        True,
    ),
)

TITLES = (
    "Accountant",
    "Analyst",
    "Buyer",
    "Chargé d’affaires",
    "Controller",
    "Driver",
    "Electrician",
    "Field Engineer",
    "Head of Payroll",
    "Kaufmännische Leitung",
    "Nurse",
    "Planner",
    "Product Designer",
    "Recruiter",
    "Sales Lead",
    "Senior Analyst",
    "Support Engineer",
    "Team Lead",
    "Technicien",
    "Warehouse Lead",
)
DEPARTMENTS = (
    "Accounts",
    "Facilities",
    "Field Service",
    "Finance / Controlling",
    "Forschung & Entwicklung",
    "HR",
    "IT",
    "Legal",
    "Logistics",
    "Marketing",
    "Procurement",
    "Quality",
    "Sales EMEA",
    "Ventas",
    "人事部",
)
_TEAM_KINDS = ("SG", "APP", "Team", "Project", "Site", "DL")

# Letters that do not fall apart into a Latin letter and an accent.
_LETTERS = str.maketrans(
    {"ß": "ss", "ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "ı": "i", "đ": "d", "’": ""}
)


def latin(text: str) -> str:
    """Answer a name in plain ASCII letters, as an e-mail address has it."""
    plain = unicodedata.normalize("NFKD", text.translate(_LETTERS))
    return "".join(letter for letter in plain if letter.isascii())


def _spelled(word: str) -> tuple[str, str]:
    written, _, spelling = word.partition("/")
    return written, latin(spelling or written)


_TABLE = tuple(
    ([_spelled(word) for word in given.split()], [_spelled(word) for word in family.split()], family_first)
    for given, family, family_first in _CULTURES
)
CULTURE_COUNT = len(_TABLE)


def person_name(culture: int, given: int, family: int) -> tuple[str, str, str, str]:
    """Answer (given name, family name, display name, address part) for three numbers of any size."""
    givens, families, family_first = _TABLE[culture % CULTURE_COUNT]
    given_name, given_latin = givens[given % len(givens)]
    family_name, family_latin = families[family % len(families)]
    ordered = (family_name, given_name) if family_first else (given_name, family_name)
    return given_name, family_name, " ".join(ordered), f"{given_latin}.{family_latin}".lower()


def team_name(number: int) -> str:
    """Answer the name of a group; every number has its own."""
    kind = _TEAM_KINDS[number % len(_TEAM_KINDS)]
    department = DEPARTMENTS[number * 7 % len(DEPARTMENTS)]
    return f"{kind} {department} {number:02d}"
