"""Make a corpus of news for measuring: of ten texts one tells of a clash, two are copies.

Usage: python benchmarks/make_corpus.py FOLDER [--documents 10000] [--seed 1] [--characters 2500]
       python benchmarks/make_corpus.py news.jsonl --documents 1000000

The same seed and number give the same text, however many there are, so that a larger corpus begins
with the smaller one. Sentences are put together of words from the lists below: few runs of words
come twice, so that texts are copies only where they are meant to be.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import random
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

RELEVANT, COPIES = 0.1, 0.2
MISLEADING: Final = 0.25
"""Of the other texts hold a sentence with words of war or of death that tells of no clash."""
COPY_REACH: Final = 2_000
"""How many texts back a copied one stands at most."""
FILES_A_FOLDER: Final = 1_000
FIRST_DAY: Final = dt.date(1995, 1, 1)
DAYS: Final = 10_000

# (state, its people, seat of government, places by the border) twice, by border.
BORDERS: Final = (
    (
        ("Armenia", "Armenian", "Yerevan", "Jermuk|Sotk|Verin Shorzha|Goris|Yeraskh|Tegh|Kapan"),
        ("Azerbaijan", "Azerbaijani", "Baku", "Kalbajar|Lachin|Zangilan|Tovuz|Gadabay|Sadarak"),
    ),
    (
        ("India", "Indian", "New Delhi", "Poonch|Rajouri|Uri|Kupwara|Akhnoor|Samba|Kathua"),
        ("Pakistan", "Pakistani", "Islamabad", "Kotli|Sialkot|Bhimber|Rawalakot|Chakothi"),
    ),
    (
        ("Kyrgyzstan", "Kyrgyz", "Bishkek", "Batken|Ak-Say|Kök-Tash|Maksat|Samarkandek"),
        ("Tajikistan", "Tajik", "Dushanbe", "Isfara|Vorukh|Khoja-i A'lo|Chorkuh|Surkh"),
    ),
    (
        ("Afghanistan", "Afghan", "Kabul", "Spin Boldak|Torkham|Khost|Asadabad|Gurbuz"),
        ("Pakistan", "Pakistani", "Islamabad", "Chaman|Landi Kotal|Miranshah|Parachinar|Wana"),
    ),
    (
        ("Thailand", "Thai", "Bangkok", "Kantharalak|Surin|Aranyaprathet|Khun Han"),
        ("Cambodia", "Cambodian", "Phnom Penh", "Samraong|Choam Khsant|Poipet|Anlong Veng"),
    ),
    (
        ("Sudan", "Sudanese", "Khartoum", "Gallabat|Heglig|El Geneina|Kurmuk"),
        ("Ethiopia", "Ethiopian", "Addis Ababa", "Metema|Humera|Asosa|Abdurafi"),
    ),
    (
        ("Lebanon", "Lebanese", "Beirut", "Marjayoun|Bint Jbeil|Naqoura|Kfar Kila"),
        ("Israel", "Israeli", "Jerusalem", "Metula|Kiryat Shmona|Shlomi|Nahariya"),
    ),
    (
        ("Chad", "Chadian", "N'Djamena", "Adré|Tiné|Bahaï|Goz Beïda"),
        ("Sudan", "Sudanese", "Khartoum", "El Geneina|Kulbus|Foro Baranga|Umm Dukhun"),
    ),
)
NOUNS: Final = (
    "minister council budget school harvest factory railway bridge museum library hospital price "
    "company bank court festival theatre teacher farmer engineer committee report plan project "
    "loan tax export import tourist visitor airport port road tunnel market shop valley lake "
    "forest storm river dam pipeline power station election candidate voter deputy mayor governor "
    "law bill reform pension wage strike union worker contract auction painting concert novel "
    "film actor singer orchestra university student professor study laboratory vaccine clinic "
    "doctor nurse patient virus insurance housing rent flat tower district suburb village town "
    "region province wheat cotton coffee grape cattle fish timber copper gold steel cement fuel "
    "currency dollar inflation interest debt investor share fund summit visit delegation treaty "
    "ambassador embassy visa passport customs parliament cabinet spokesman adviser expert editor "
    "website network satellite software platform bus tram train driver passenger ticket bicycle"
).split()
ADJECTIVES: Final = (
    "new local national public private regional annual monthly recent former late early large "
    "small modest record unusual joint foreign domestic rural urban coastal northern southern "
    "eastern western industrial medical legal cultural historic modern cheap costly popular "
    "lengthy careful sudden steady official independent temporary permanent final second third"
).split()
VERBS: Final = (
    "opened closed approved rejected delayed promised funded rebuilt repaired presented reviewed "
    "discussed signed planned sold bought raised lowered visited praised criticised welcomed "
    "announced postponed cancelled expanded measured examined introduced published exported "
    "imported restored painted organised attended joined left supported doubled halved outlined"
).split()
LINKS: Final = (
    "while", "although", "because", "after", "before", "since", "and", "but", "so that", "where",
)  # fmt: skip
PLACES: Final = (
    "Paris London Berlin Madrid Rome Vienna Warsaw Athens Cairo Nairobi Lagos Accra Dakar Lima "
    "Bogota Santiago Quito Ottawa Chicago Denver Boston Houston Sydney Perth Auckland Tokyo Osaka "
    "Seoul Hanoi Manila Jakarta Mumbai Chennai Kolkata Dhaka Tashkent Almaty Tbilisi Ankara Izmir "
    "Lyon Porto Ghent Bergen Turku Riga Vilnius Minsk Kazan Omsk Murmansk Bristol Leeds Cardiff"
).split()
NAMES: Final = (
    "Anna Boris Clara David Elena Farid Grace Hamid Irina James Karim Laura Marat Nadia Omar Paula "
    "Rashid Sofia Tomas Vera Yusuf Zara"
).split()
FAMILIES: Final = (
    "Abbott Baker Castellan Dorn Eriksen Fuentes Galstian Haddad Ibragimov Jansen Kowalski "
    "Lindqvist Mamedov Novak Okafor Petrossian Quispe Rahmani Silva Tanaka Usmanov"
    " Vogel Whitmore Yildirim"
).split()
NUMBERS: Final = "two three four five six seven eight nine ten eleven twelve".split()


DECOYS: Final = (
    "The fire brigade put out a fire in a warehouse of {place} that left nobody without a home.",
    "{name} was killed in a road accident near {place}, and two passengers were injured.",
    "The home side won the match in {place} 3-1 after a late attack.",
    "The opposition rejected the allegations and called the report groundless.",
    "{name} died at the age of 84 in {place}.",
    "The two foreign ministers discussed the border and condemned all violence.",
    "The battle for the title goes on in {place}, where the hosts missed four shots.",
    "Police in {place} detained a man over the theft of {number} bicycles.",
    "{name} said that the strike would hit the exports of {place}.",
    "The army held a parade in {place} on the anniversary of the war.",
    "A film about the shelling of the old town opens in {place} this week.",
)


class Writer:
    """Puts one text together, from its own random numbers."""

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311 - a corpus, no secret
        self.day = FIRST_DAY + dt.timedelta(days=self._random.randrange(DAYS))

    def write(self, *, characters: int, is_relevant: bool) -> str:
        """Return a text of about this many characters, with a line for its date."""
        told = self._tell_clash() if is_relevant else self._mislead()
        paragraphs = [f"{self._sentence().rstrip('.')}\n{self.day:%d %B %Y}"]
        paragraphs += [" ".join(told[at : at + 2]) for at in range(0, len(told), 2)]
        while sum(map(len, paragraphs)) < characters:
            count = self._random.randint(2, 4)
            paragraphs.append(" ".join(self._sentence() for _ in range(count)))
        return "\n\n".join(paragraphs) + "\n"

    def _mislead(self) -> list[str]:
        if self._random.random() >= MISLEADING:
            return []
        pick = self._random.choice
        name = f"{pick(NAMES)} {pick(FAMILIES)}"
        return [pick(DECOYS).format(place=pick(PLACES), name=name, number=pick(NUMBERS))]

    def cut(self, text: str) -> str:
        """Return an article as another paper prints it: with its own title, often cut."""
        head, _, body = text.partition("\n\n")
        paragraphs = body.split("\n\n")
        keep = self._random.randint(max(1, len(paragraphs) // 2), len(paragraphs))
        date = head.rpartition("\n")[2]
        return "\n\n".join([f"{self._sentence().rstrip('.')}\n{date}", *paragraphs[:keep]])

    def _tell_clash(self) -> list[str]:
        pick = self._random.choice
        ours, theirs = self._random.sample(pick(BORDERS), 2)
        place, other = pick(ours[3].split("|")), pick(theirs[3].split("|"))
        day = f"{self.day - dt.timedelta(days=self._random.randint(0, 2)):%B %d}"
        dead, hurt = pick(NUMBERS), pick(NUMBERS)
        ministry = f"the Defence Ministry of {ours[0]}"
        leads = (
            f"{theirs[1]} forces fired on positions near {place} on {day}, said {ministry}.",
            f"{dead.capitalize()} soldiers died on {day} when {theirs[1]} guns shelled {place}.",
            f"Border guards of {ours[0]} and {theirs[0]} exchanged fire near {place} on {day}.",
            f"A drone strike hit a post close to {place} on {day}, {ours[2]} reported.",
            f"A soldier was wounded by a landmine near {place} on {day}.",
        )
        rest = (
            f"The shelling lasted for {hurt} hours, according to {ministry}.",
            f"At least {hurt} servicemen were wounded, it added.",
            f"The Defence Ministry of {theirs[0]} denied that its forces had fired first.",
            f"{theirs[2]} said that its posts in the direction of {other} came under fire.",
            f"No civilians were hurt in the village, officials in {ours[2]} said.",
            f"The two sides agreed on a ceasefire late on {day}.",
            f"{theirs[0]} said {hurt} of its soldiers were killed in the fighting.",
        )
        return [pick(leads), *self._random.sample(rest, self._random.randint(2, 4))]

    def _phrase(self) -> str:
        pick = self._random.choice
        adjective = f"{pick(ADJECTIVES)} " if self._random.random() < 0.6 else ""  # noqa: PLR2004
        return f"the {adjective}{pick(NOUNS)}"

    def _clause(self) -> str:
        pick = self._random.choice
        who = (
            f"{pick(NAMES)} {pick(FAMILIES)}, {self._phrase()},"
            if self._random.random() < 0.2  # noqa: PLR2004
            else self._phrase()
        )
        place = f" in {pick(PLACES)}" if self._random.random() < 0.35 else ""  # noqa: PLR2004
        count = f" with {pick(NUMBERS)} {pick(NOUNS)}s" if self._random.random() < 0.2 else ""  # noqa: PLR2004
        return f"{who} {pick(VERBS)} {self._phrase()}{count}{place}"

    def _sentence(self) -> str:
        text = self._clause()
        if self._random.random() < 0.7:  # noqa: PLR2004
            text += f", {self._random.choice(LINKS)} {self._clause()}"
        return f"{text[0].upper()}{text[1:]}."


def iter_texts(*, documents: int, seed: int, characters: int) -> Iterator[str]:
    """Yield the texts of a corpus."""
    for number in range(documents):
        yield make_text(number, seed=seed, characters=characters)


def make_text(number: int, *, seed: int, characters: int) -> str:
    """Return the text of one number."""
    kind = random.Random(f"{seed}/kind/{number}")  # noqa: S311
    writer = Writer(f"{seed}/{number}")
    if number and kind.random() < COPIES:
        origin = number - kind.randint(1, min(number, COPY_REACH))
        return writer.cut(make_text(origin, seed=seed, characters=characters))
    return writer.write(characters=characters, is_relevant=kind.random() < RELEVANT)


def write_corpus(target: Path, *, documents: int, seed: int = 1, characters: int = 2_500) -> None:
    """Write a corpus: a file a text in folders of a thousand, or JSON lines."""
    texts = iter_texts(documents=documents, seed=seed, characters=characters)
    if target.suffix == ".jsonl":
        with target.open("w", encoding="utf-8") as stream:
            for number, text in enumerate(texts):
                stream.write(json.dumps({"id": f"{number:07}", "text": text}) + "\n")
        return
    for number, text in enumerate(texts):
        folder = target / f"{number // FILES_A_FOLDER:04}"
        if number % FILES_A_FOLDER == 0:
            folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number:07}.txt").write_text(text, encoding="utf-8")


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("target", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--characters", type=int, default=2_500)
    options = parser.parse_args()
    write_corpus(
        options.target,
        documents=options.documents,
        seed=options.seed,
        characters=options.characters,
    )


if __name__ == "__main__":
    main()
