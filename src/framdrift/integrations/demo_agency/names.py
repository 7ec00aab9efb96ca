"""Names of invented people, drawn from the given names and surnames that are common in Sweden today."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from random import Random

MAIL_DOMAINS = ("post.example", "brev.example", "mejl.example", "inkorg.example")
_MIXED = 0.15
"""Share of people whose given name and surname come from different circles."""


@dataclass(frozen=True)
class Circle:
    """Given names and surnames that often go together, and how common the circle is."""

    weight: int
    given: tuple[str, ...]
    family: tuple[str, ...]


def _circle(weight: int, given: str, family: str) -> Circle:
    return Circle(weight, tuple(given.split()), tuple(family.split()))


CIRCLES = (
    _circle(
        60,
        "Anna Maria Karin Elin Sara Emma Linnéa Ingrid Kerstin Malin Hanna Johanna Lina Ida Sofia Frida Ebba Astrid "
        "Moa Tove Åsa Annika Camilla Helena Maja Alva Signe Siv Ulrika Åse Erik Lars Anders Johan Per Karl Nils Olof "
        "Jonas Mattias Gustav Henrik Oskar Filip Viktor Emil Axel Albin Hugo Rasmus Björn Håkan Tomas Stefan Mikael "
        "Magnus Rickard Pontus Jesper Sixten",
        "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson Lindberg Lindqvist "
        "Bergström Sandberg Forsberg Sjöberg Wallin Engström Danielsson Håkansson Lundin Björk Ekdahl Holmgren "
        "Nyström Hedlund Åkesson Ström Sundqvist Norén Blomberg Wikström Fransson Öberg Hallin Rosén Dahlgren "
        "Sandell Malmqvist Lundmark Stenberg Kvist Ahlgren Törnqvist Vikander Råsmark Hjelm Lindell Ödman Brodin",
    ),
    _circle(
        8,
        "Amira Layla Noor Hala Rima Zeinab Yasmin Samira Omar Samir Karim Youssef Hassan Tariq Bilal Nabil Ziad Anas",
        "Haddad Khalil Nasser Saleh Mansour Darwish Aziz Hamdan Barakat Jaber Sabbagh Issa Shammas Touma",
    ),
    _circle(
        5,
        "Shirin Parisa Nasrin Laleh Mina Reza Dariush Farhad Kian Behrouz Arash Navid",
        "Rahimi Karimi Tehrani Moradi Ahmadi Farahani Sohrabi Ebrahimi Kazemi",
    ),
    _circle(
        5,
        "Amina Emina Jasmina Selma Dragana Ivana Adnan Emir Goran Nermin Zoran Mirza Marko",
        "Hadžić Begić Kovačević Petrović Marković Jovanović Delić Mujić Babić",
    ),
    _circle(
        5,
        "Hodan Fatima Ifrah Sagal Ayaan Abdi Mohamed Yusuf Ahmed Liban Guled Hamza",
        "Ali Warsame Farah Abdullahi Osman Nur Jama Hersi Duale",
    ),
    _circle(
        5,
        "Päivi Aino Tuuli Satu Marjatta Eeva Mikko Jukka Antti Timo Ville Kari",
        "Virtanen Korhonen Mäkinen Niemi Laine Heikkinen Koskela Salonen Rantala",
    ),
    _circle(
        4,
        "Agnieszka Katarzyna Ewa Magdalena Piotr Tomasz Krzysztof Paweł Oksana Olena Andrij Danylo",
        "Kowalska Nowak Wiśniewska Zielińska Mazur Shevchenko Bondarenko Koval Melnyk",
    ),
    _circle(
        3,
        "Zelal Rojin Berivan Dilan Elif Zeynep Baran Azad Cemal Murat Emre Serkan",
        "Demir Yılmaz Kaya Aydin Çelik Barzani Öztürk Arslan Tekin",
    ),
    _circle(
        3,
        "Priya Ananya Lakshmi Meera Deepa Arjun Vikram Rahul Sanjay Karthik",
        "Sharma Iyer Reddy Nair Banerjee Kulkarni Menon Rao Chatterjee",
    ),
    _circle(
        2,
        "Senait Feven Selam Helen Yonas Daniel Samuel Filmon Biniam Robel",
        "Tesfay Gebremedhin Haile Kidane Tekle Berhane Ghebre Mehari",
    ),
    _circle(
        2,
        "Camila Valentina Lucía Gabriela Diego Mateo Rodrigo Felipe Joaquín Andrés",
        "González Rojas Fuentes Araya Morales Herrera Castillo Vega",
    ),
    _circle(
        2,
        "Emily Charlotte Grace Sophie James Oliver Duncan Ross Callum Owen",
        "Whitfield Marlowe Ashby Kerr Donnelly Fairbank Gallagher Prescott",
    ),
)
ENGLISH_SPEAKING = frozenset({CIRCLES[8], CIRCLES[11]})
_WEIGHTS = [circle.weight for circle in CIRCLES]


@dataclass(frozen=True)
class Person:
    """An invented person's name and the language they would rather read."""

    name: str
    language: str

    @property
    def handle(self) -> str:
        """The name as the local part of an address: letters and dots only."""
        return handle(self.name)


def draw(rng: Random) -> Person:
    """One person."""
    circle = rng.choices(CIRCLES, _WEIGHTS)[0]
    other = rng.choices(CIRCLES, _WEIGHTS)[0] if rng.random() < _MIXED else circle
    english = circle in ENGLISH_SPEAKING and rng.random() < 0.6
    return Person(f"{rng.choice(circle.given)} {rng.choice(other.family)}", "en" if english else "sv")


def draw_new(rng: Random, taken: set[str]) -> Person:
    """A person whose name nobody in `taken` has; it is added there."""
    while (person := draw(rng)).name in taken:
        pass
    taken.add(person.name)
    return person


def handle(name: str) -> str:
    """ASCII letters in lower case, words joined by dots: `Åsa Öberg` gives `asa.oberg`."""
    plain = unicodedata.normalize("NFKD", name.replace("ł", "l").replace("ı", "i").replace("Đ", "D"))
    return ".".join("".join(letter for letter in word.lower() if "a" <= letter <= "z") for word in plain.split())


def phone(rng: Random) -> str:
    """A Swedish mobile number of the series set aside for fiction (070-174 06 05 to 070-174 06 99)."""
    return f"070-174 06 {rng.randint(5, 99):02d}"
