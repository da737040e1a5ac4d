"""How many of whom were killed, wounded, captured or missing."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geomap.claims.casualties import find_losses, find_people
from geomap.claims.casualty_lexicon import casualty_rules
from geomap.model import Claim, Measure

ReadClaims = Callable[..., list[Claim]]

# A figure: measure, low, best, high, category.
Figure = tuple[str, int | None, int | None, int | None, str]


def exactly(measure: str, number: int, category: str = "military") -> Figure:
    return measure, number, number, number, category


def at_least(measure: str, number: int, category: str = "military") -> Figure:
    return measure, number, number, None, category


SENTENCES: list[tuple[str, list[Figure]]] = [
    ("Four soldiers were killed at the pass.", [exactly("killed", 4)]),
    ("Three members of the Northern Fleet died.", [exactly("killed", 3, "unknown")]),
    ("The dead are Sergeant Ivan Petrov and Corporal Oleg Sidorov.", []),
    ("Two Serbs, brothers from the valley, were killed.", [exactly("killed", 2, "unknown")]),
    # Who somebody was is nobody else.
    (
        "Gunmen killed Akbar Shah, a teacher of the town, near the bridge.",
        [exactly("killed", 1, "unknown")],
    ),
    (
        "Gunmen shot dead Akbar Shah, a teacher, and two pupils near the bridge.",
        [exactly("killed", 1, "unknown"), exactly("killed", 2, "civilian")],
    ),
    (
        "It killed Anna Lind, 39, her two daughters and a sister-in-law.",
        [
            exactly("killed", 1, "unknown"),
            exactly("killed", 2, "civilian"),
            exactly("killed", 1, "civilian"),
        ],
    ),
    (
        "There were no casualties and one of the drones fell on a field.",
        [exactly("killed", 0, "unknown"), exactly("wounded", 0, "unknown")],
    ),
    ("The three terrorists were destroyed.", [exactly("killed", 3, "unknown")]),
    ("Nine of its vehicles were destroyed.", []),
    ("The shelling killed 17 people, a doctor said.", [exactly("killed", 17, "unknown")]),
    ("Two servicemen fell bravely in the clash.", [exactly("killed", 2)]),
    ("A spokesman corrected this to 54.", [exactly("killed", 54, "unknown")]),
    ("One guard was being treated in hospital.", [exactly("wounded", 1)]),
    ("She had seen eight people with gunshot wounds.", [exactly("wounded", 8, "unknown")]),
    ("A rebel in the town spoke of three dead.", [exactly("killed", 3, "unknown")]),
    (
        "They shot Mr Anton Berg and his cousin, and both are dead.",
        [exactly("killed", 2, "unknown")],
    ),
    (
        "They seized three soldiers, took them over the river and executed them.",
        [exactly("captured", 3), exactly("killed", 3)],
    ),
    ("Each claims to have killed more than 100 of the other's men.", []),
    ("A border guard was wounded by a sniper.", [exactly("wounded", 1)]),
    (
        "Two conscripts died and another was injured.",
        [exactly("killed", 2), exactly("wounded", 1, "unknown")],
    ),
    ("The shelling killed two villagers.", [exactly("killed", 2, "civilian")]),
    ("The raiders left nineteen bodies on the field.", [exactly("killed", 19, "unknown")]),
    ("Two conscripts lay dead beside the road.", [exactly("killed", 2)]),
    (
        "Mortar fire wounded a farmer and two shepherds.",
        [exactly("wounded", 1, "civilian"), exactly("wounded", 2, "civilian")],
    ),
    ("At least 49 soldiers have been killed.", [at_least("killed", 49)]),
    ("More than a dozen troops were wounded.", [at_least("wounded", 12)]),
    ("Up to 30 soldiers were wounded.", [("wounded", None, 30, 30, "military")]),
    ("About twenty soldiers were captured.", [exactly("captured", 20)]),
    ("Six servicemen were taken prisoner near the lake.", [exactly("captured", 6)]),
    ("Twenty-four soldiers are missing.", [exactly("missing", 24)]),
    ("Eleven reservists remain unaccounted for.", [exactly("missing", 11)]),
    (
        "One soldier was killed, 13 were captured and 24 are missing.",
        [
            exactly("killed", 1),
            exactly("captured", 13, "unknown"),
            exactly("missing", 24, "unknown"),
        ],
    ),
    (
        "Seven soldiers fell and ten more were wounded in the fighting.",
        [exactly("killed", 7), exactly("wounded", 10, "unknown")],
    ),
    (
        "The army counted 7 dead and 10 wounded.",
        [exactly("killed", 7, "unknown"), exactly("wounded", 10, "unknown")],
    ),
    ("The ministry listed 207 losses among its own military personnel.", [exactly("killed", 207)]),
    ("The death toll rose to 105.", [exactly("killed", 105, "unknown")]),
    ("The government put the number of its dead at 135.", [exactly("killed", 135, "unknown")]),
    (
        "In addition 293 soldiers and three civilians were wounded.",
        [exactly("wounded", 293), exactly("wounded", 3, "civilian")],
    ),
    (
        "There were no casualties.",
        [exactly("killed", 0, "unknown"), exactly("wounded", 0, "unknown")],
    ),
    ("No soldiers were killed.", [exactly("killed", 0)]),
    ("None of its soldiers was wounded.", [exactly("wounded", 0)]),
    ("The army has no dead.", [exactly("killed", 0, "unknown")]),
    ("A mine blast claimed the lives of three workers.", [exactly("killed", 3, "civilian")]),
    ("Private Aram Aramyan was killed by a sniper.", [exactly("killed", 1)]),
    ("Two soldiers, a major and a captain, were killed.", [exactly("killed", 2)]),
    ("A 45-year-old villager was wounded in the leg.", [exactly("wounded", 1, "civilian")]),
    ("Forces detained two soldiers who had crossed the line.", [exactly("captured", 2)]),
    ("The attack left three people dead.", [exactly("killed", 3, "unknown")]),
    ("Nine soldiers were killed or wounded.", [exactly("killed_or_wounded", 9)]),
    ("Three soldiers sustained injuries of varying degrees.", [exactly("wounded", 3)]),
    ("1,200 soldiers were wounded over the week.", [exactly("wounded", 1200)]),
    ("Two women were hurt when a shell hit their house.", [exactly("wounded", 2, "civilian")]),
    ("A shell burst in the yard and hurt six children.", [exactly("wounded", 6, "civilian")]),
    # A loss of money is no wound.
    ("The closure of the crossing has hurt 4,000 traders.", []),
    ("Tariffs hurt 20 farmers.", []),
    ("The sanctions hurt 12 million people.", []),
    ("Two herders were speared to death by raiders.", [exactly("killed", 2, "civilian")]),
    ("A tractor went over a mine, and its driver was killed.", [exactly("killed", 1, "civilian")]),
    ("Three of its soldiers were shot dead.", [exactly("killed", 3)]),
    # Together, and never divided.
    ("Twelve people were killed or injured.", [exactly("killed_or_wounded", 12, "unknown")]),
    ("Ten soldiers have been killed and wounded.", [exactly("killed_or_wounded", 10)]),
    ("There were 15 dead and wounded.", [exactly("killed_or_wounded", 15, "unknown")]),
    ("The blast caused 29 casualties.", [exactly("killed_or_wounded", 29, "unknown")]),
    # Nobody says which of a range it was, nor how many dozens are.
    ("Between five and seven soldiers were killed.", [("killed", 5, None, 7, "military")]),
    ("Five to seven soldiers were killed.", [("killed", 5, None, 7, "military")]),
    ("Some 5-7 soldiers were wounded.", [("wounded", 5, None, 7, "military")]),
    ("Dozens of soldiers were killed.", [("killed", 24, None, None, "military")]),
    ("Several villagers were hurt.", [("wounded", 3, None, None, "civilian")]),
    ("Two hundred and seven soldiers were killed.", [exactly("killed", 207)]),
    ("Both pilots were killed.", [exactly("killed", 2)]),
    ("His wife was killed.", [exactly("killed", 1, "civilian")]),
    # One who is named is one, however many words the name has.
    ("Aram Aramyan, 34, was killed by a sniper.", [exactly("killed", 1, "unknown")]),
    ("Aram Aramyan and Suren Safaryan were killed.", [exactly("killed", 2, "unknown")]),
    ("Two soldiers offered their lives.", [exactly("killed", 2, "military")]),
    ("A sergeant took a bullet in the hand.", [exactly("wounded", 1, "military")]),
    (
        "Reporter Ana Lopez, 30, and cameraman Luis Diaz, 40, died.",
        [exactly("killed", 2, "unknown")],
    ),
    ("Ana Lopez and driver Luis Diaz was killed.", [exactly("killed", 1, "unknown")]),
    ("Dov Harel, 45, an officer, was hit and died.", [exactly("killed", 1, "unknown")]),
    ("Gunmen killed senator Luis Gomez.", [exactly("killed", 1, "civilian")]),
    ("Several gunmen killed Luis Gomez at noon.", [exactly("killed", 1, "unknown")]),
    (
        "A judge and two nuns were murdered.",
        [
            exactly("killed", 1, "civilian"),
            exactly("killed", 2, "civilian"),
        ],
    ),
    ("The victim, age 27, died.", []),
    (
        "A councillor was told of it, and according to a farmer two were wounded.",
        [
            exactly("wounded", 2, "unknown"),
        ],
    ),
    ("An official said soldiers were killed.", []),
    ("Four people including one child were injured.", [exactly("wounded", 4, "unknown")]),
    (
        "Two guards who were with her and a driver were wounded.",
        [exactly("wounded", 2), exactly("wounded", 1, "civilian")],
    ),
    (
        "A shell killed a mother, her three daughters and a neighbour.",
        [exactly("killed", number, "civilian") for number in (1, 3, 1)],
    ),
    ("They killed an unspecified number of soldiers.", []),
    ("Two soldiers wounded the day before were named.", [exactly("wounded", 2)]),
]


def figures_of(sentence: str) -> list[Figure]:
    return [
        (
            loss.measure.value,
            loss.people.low,
            loss.people.best,
            loss.people.high,
            loss.people.category.value,
        )
        for loss in find_losses(sentence)
    ]


@pytest.mark.parametrize(("sentence", "figures"), SENTENCES, ids=[s for s, _ in SENTENCES])
def test_the_figures_of_a_sentence(sentence: str, figures: list[Figure]) -> None:
    assert sorted(figures_of(sentence), key=str) == sorted(figures, key=str)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two tanks were destroyed at the pass.",
        "Thirty-two people were arrested then, the ministry said, and six camps destroyed.",
        "They fired on two men in a Kia near the town.",
        "Rockets fell on the road at noon.",
        "There was no word of casualties.",
        "Rangoon has admitted no losses.",
        "Phnom Penh acknowledged no casualties.",
        "There were no reports of injuries.",
        "It lost no equipment and no vehicles.",
        "There were no losses of military equipment.",
        "Three villages were shelled with 120 mm mortars.",
        "Four ministers met in two capitals.",
        "The 13 posts were hit from 2.5 km away.",
        "It has 4,000 soldiers on the border.",
        "Prices fell by 7 percent.",
        "The truce held for five hours.",
        "The government has given no casualties.",
        "No casualties were given by anyone.",
        "Three gunmen killed the mood at noon.",
    ],
)
def test_what_is_no_loss_of_people(sentence: str) -> None:
    assert figures_of(sentence) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Sergeant Ali Rzayev, who was wounded by an Armenian sniper near Sotk, died in hospital.",
        "A farmer shot by two Pakistani soldiers near Poonch has died.",
    ],
)
def test_who_did_it_is_not_who_died(sentence: str) -> None:
    died = [it for it in find_losses(sentence) if it.measure is Measure.KILLED]
    assert [it.people.best for it in died] == [1]
    assert "by" not in sentence[: died[0].people.end].split()


def test_the_number_of_a_day_is_not_of_people() -> None:
    sentence = "On September 13 soldiers were killed."
    day = (sentence.index("September"), sentence.index(" soldiers"))
    assert find_losses(sentence, masked=[day]) == []


# Sentence, and (measure, side, best, category, scope) of each figure.
SIDES = [
    (
        "Four Armenian soldiers were killed near Sotk, the defence ministry of Armenia said.",
        [("killed", "ARM", 4, "military", "event")],
    ),
    (
        "Azerbaijani soldiers killed two Armenian servicemen, Armenia’s army said.",
        [("killed", "ARM", 2, "military", "event")],
    ),
    (
        "Armenia lost eleven soldiers in the fighting near Sotk, its prime minister said.",
        [("killed", "ARM", 11, "military", "event")],
    ),
    (
        "The Azerbaijani defence ministry said that two of its soldiers were wounded near Lachin.",
        [("wounded", "AZE", 2, "military", "event")],
    ),
    (
        "A farmer was wounded by Armenian fire near Aghdam in the Tovuz district, Azerbaijan said.",
        [("wounded", "AZE", 1, "civilian", "event")],
    ),
    (
        "Azerbaijan’s defence ministry claimed that 20 enemy soldiers were killed near Lachin.",
        [("killed", "ARM", 20, "military", "event")],
    ),
    (
        "Fighting near Sotk killed four Armenian and three Azerbaijani soldiers.",
        [("killed", "ARM", 4, "military", "event"), ("killed", "AZE", 3, "military", "event")],
    ),
    (
        "Armenia has lost 105 soldiers in the fighting so far, its prime minister said.",
        [("killed", "ARM", 105, "military", "cumulative")],
    ),
]


@pytest.mark.parametrize(("sentence", "figures"), SIDES, ids=[s for s, _ in SIDES])
def test_whose_losses_they_are(sentence: str, figures: object, read_claims: ReadClaims) -> None:
    claims = read_claims(f"Armenian and Azerbaijani troops clashed on Tuesday.\n\n{sentence}\n")
    found = [
        (c.measure.value, c.side, c.best, c.category.value, c.scope.value)
        for claim in claims
        for c in claim.casualties
    ]
    assert found == figures


def test_casualties_without_a_figure_are_at_least_one_of_each_side(
    read_claims: ReadClaims,
) -> None:
    (claim,) = read_claims(
        "There were casualties on both sides when Armenian and Azerbaijani troops clashed.\n"
    )
    assert [(c.measure.value, c.side, c.low, c.best, c.high) for c in claim.casualties] == [
        ("killed_or_wounded", "ARM", 1, None, None),
        ("killed_or_wounded", "AZE", 1, None, None),
    ]


# What a report counts in its sentences, and the figures (measure, side, best, category) of each.
SUMS = [
    ("A sergeant and two privates were killed near Sotk.", [[("killed", 3)]]),
    ("Two soldiers were killed near Sotk and another died in hospital.", [[("killed", 3)]]),
    (
        "Private Suren Safaryan, Sergeant Aram Aramyan and Major Ashot Ashotyan were killed.",
        [[("killed", 3)]],
    ),
    # The list says who the two were.
    (
        "Two soldiers, Private Suren Safaryan and Sergeant Aram Aramyan, were killed near Sotk.",
        [[("killed", 2)]],
    ),
    (
        "Two soldiers were killed near Sotk: Private Suren Safaryan and Sergeant Aram Aramyan.",
        [[("killed", 2)]],
    ),
    # On top of what the sentence before counted, with both in the evidence.
    (
        "Two soldiers were killed near Sotk. Another three were killed.",
        [[("killed", 2)], [("killed", 5)]],
    ),
    (
        "Six soldiers were killed near Sotk. Three more soldiers died, bringing the toll to nine.",
        [[("killed", 6)], [("killed", 9), ("killed", 9)]],
    ),
    (
        "Two soldiers were killed near Sotk. Another two soldiers were wounded.",
        [[("killed", 2)], [("wounded", 2)]],
    ),
    # A day or a place of its own is another event.
    (
        "Two soldiers were killed near Sotk. Another three were killed near Vardenis.",
        [[("killed", 2)], [("killed", 3)]],
    ),
    (
        "Two soldiers were killed near Sotk. Another three were killed on Monday.",
        [[("killed", 2)], [("killed", 3)]],
    ),
]


@pytest.mark.parametrize(("text", "figures"), SUMS, ids=[text for text, _ in SUMS])
def test_what_is_told_on_top_is_added_up(
    text: str, figures: object, read_claims: ReadClaims
) -> None:
    claims = read_claims(f"Armenian troops clashed with Azerbaijani ones on Tuesday.\n\n{text}\n")
    told = [claim.casualties for claim in claims if claim.casualties]
    assert [[(c.measure.value, c.best) for c in it] for it in told] == figures


def test_a_sum_spans_all_that_it_counts(read_claims: ReadClaims) -> None:
    text = "Two soldiers were killed near Sotk on Tuesday. Another three were killed.\n"
    last = read_claims(text)[-1].casualties[0]
    assert last.best == 5
    assert last.span is not None
    quote = text[last.span.start : last.span.end]
    assert quote.startswith("Two soldiers")
    assert quote.endswith("Another three were killed")


WORDS = (
    "two 13 dozen soldiers villagers of its were was killed wounded died , . and captured missing "
    "no casualties losses toll at least more than rose to 105 Private Aram Aramyan another by fire"
).split()


@given(st.lists(st.sampled_from(WORDS), max_size=25).map(" ".join))
def test_ranges_and_bounds_hold(sentence: str) -> None:
    for loss in find_losses(sentence):
        assert 0 <= loss.start < loss.end <= len(sentence)
        bounds = [loss.people.low, loss.people.best, loss.people.high]
        known = [bound for bound in bounds if bound is not None]
        assert known == sorted(known)
    people = find_people(sentence)
    assert all(a.start <= b.start for a, b in itertools.pairwise(people))


@pytest.mark.parametrize(
    ("sentence", "killed"),
    [
        ("Seven soldiers, a major general and a colonel among them, were killed.", [7]),
        ("At least 95 people, including 11 civilians, were killed.", [95]),
        ("A boy of 12 and two women were killed.", [1, 2]),
        ("The shell killed a taxi driver.", [1]),
        ("The attack took the lives of four members of the border guard.", [4]),
    ],
)
def test_some_of_the_people_are_not_more_of_them(sentence: str, killed: list[int]) -> None:
    losses = find_losses(sentence)
    assert [loss.people.best for loss in losses if loss.measure is Measure.KILLED] == killed


@pytest.mark.parametrize(
    ("sentence", "losses"),
    [
        ("They were said to have put to death four captured officers.", ["killed 4"]),
        ("The number of conscripts who fell at the bridge has risen to 25.", ["killed 25"]),
        ("The government put its dead at 12 and its wounded at 30.", ["killed 12", "wounded 30"]),
        (
            'He put the rebels\' losses at "about 300 dead" and those of the army at five killed.',
            ["killed 300", "killed 5"],
        ),
        ("He gave the losses as nine dead and 21 wounded.", ["killed 9", "wounded 21"]),
        ("Dead: 3. Wounded: 11.", ["killed 3", "wounded 11"]),
        ("A helicopter brought the bodies of seven soldiers to the capital.", ["killed 7"]),
        ("The attackers left eleven bodies behind.", ["killed 11"]),
        ("Ankara gave back the bodies of seven soldiers.", []),
        ("Two bodies, both with bullet wounds, lay on the bank.", ["killed 2"]),
        ("Two guards were killed and a third wounded.", ["killed 2", "wounded 1"]),
        ("A third of the houses were destroyed.", []),
        ("Eight guards came out alive, most of them wounded.", []),
        ("Two rangers of the Third Company and nine smugglers died.", ["killed 2", "killed 9"]),
        ("A mother and her three sons died.", ["killed 1", "killed 3"]),
        ("A patrol of seven men was wiped out.", ["killed 7"]),
        ("Three stores were wiped out.", []),
        ("Half a dozen guards were wounded.", ["wounded 6"]),
        ("A score of villagers were killed.", ["killed 20"]),
        ("A boy of about ten was hit in the leg.", ["wounded 1"]),
        ("Some 20 people were admitted to hospital.", ["wounded 20"]),
        ("We lost nobody.", ["killed 0"]),
        ("Its guns had killed or wounded 300 soldiers.", ["killed_or_wounded 300"]),
        ("One sailor died and nine had not been accounted for.", ["killed 1", "missing 9"]),
        ("An elder and two army sources speak of at least six dead.", ["killed 6"]),
        ("A bomb from a Burmese military plane fell on Friday, killing two.", ["killed 2"]),
        ("A guard bled to death on the way.", ["killed 1"]),
        ("Three did not survive.", ["killed 3"]),
        ("Raiders slit the throats of nine herders.", ["killed 9"]),
        ("A blast under the jeep, martyring a captain, shook the road.", ["killed 1"]),
        ("Patrols gunned down a salt trader.", ["killed 1"]),
        ("Ten pickers, three of them women, were hurt.", ["wounded 10"]),
        ("The death of a popular general moved the town.", []),
        ("They shot a major general and a clerk dead.", ["killed 1", "killed 1"]),
        ("Two Nepalis died, four Thais hurt.", ["killed 2", "wounded 4"]),
        ("The clinic counted upwards of 80 injuries.", ["wounded 80"]),
        ("Six drowned men were found, two more have not been found.", ["missing 2"]),
        ("Four guards were hurt; none died.", ["wounded 4", "killed 0"]),
        ("They executed six captured gunners and a cook.", ["killed 6", "killed 1"]),
        (
            "Four of its men had been taken prisoner and nine were missing.",
            ["captured 4", "missing 9"],
        ),
        (
            "It killed two guards and badly injured three others at the gate.",
            ["killed 2", "wounded 3"],
        ),
    ],
)
def test_words_that_tell_of_losses(sentence: str, losses: list[str]) -> None:
    told = [f"{it.measure.value} {it.people.best}" for it in find_losses(sentence)]
    assert told == losses


@pytest.mark.parametrize(
    ("sentence", "measure", "figures"),
    [
        ("The army lost 40 of its men, an officer conceded on Monday.", Measure.KILLED, [40]),
        ("The blast hurt nobody.", Measure.WOUNDED, [0]),
        ("There was no loss of life.", Measure.KILLED, [0]),
        ("One guard died, another was gravely hurt.", Measure.WOUNDED, [1]),
        ("Two sailors are feared dead.", Measure.KILLED, [2]),
        ("Among the dead were a sergeant and three privates.", Measure.KILLED, [1, 3]),
        ("Two soldiers, a nurse and an officer were killed.", Measure.KILLED, [2, 1, 1]),
        ("Two soldiers, a man and a woman, were killed.", Measure.KILLED, [2]),
        ("Two soldiers, a major and a captain, were killed.", Measure.KILLED, [2]),
        ("Four girls and two adults died in the yard.", Measure.KILLED, [4, 2]),
        ("Nine farmhands were maimed.", Measure.WOUNDED, [9]),
        ("The capital puts its dead of that night at eleven.", Measure.KILLED, [11]),
        ("A ranger lost his left leg to a mine.", Measure.WOUNDED, [1]),
        ("The army lost a patrol of four soldiers.", Measure.WOUNDED, []),
        ("Three constables embraced martyrdom.", Measure.KILLED, [3]),
        ("Six bandits met their end at the ford.", Measure.KILLED, [6]),
        ("The truce met its fate within days.", Measure.KILLED, []),
        ("Two jawans laid down their lives.", Measure.KILLED, [2]),
        ("A baker, who trod on it, lives; he lost a foot.", Measure.WOUNDED, [1]),
        ("A cook has a light injury.", Measure.WOUNDED, [1]),
        ("A housewife and a local day-labourer were killed.", Measure.KILLED, [1, 1]),
        ("A shot struck two passers-by, wounding a machine-gunner.", Measure.WOUNDED, [1]),
        ("He put Peru's dead at four soldiers and six villagers.", Measure.KILLED, [4, 6]),
        ("She gave her own dead as six.", Measure.KILLED, [6]),
        ("No casualty was reported.", Measure.WOUNDED, [0]),
        ("Not a single casualty was reported.", Measure.KILLED, [0]),
        ("The platoon withdrew without loss.", Measure.KILLED, [0]),
        ("He has no death certificate.", Measure.KILLED, []),
    ],
)
def test_losses_in_plain_words(sentence: str, measure: Measure, figures: list[int]) -> None:
    told = [it.people.best for it in find_losses(sentence) if it.measure is measure]
    assert told == figures


@pytest.mark.parametrize(
    ("text", "is_long"),
    [
        ("Some 60 people have been killed on the frontier since then.", True),
        ("Two guards were killed and he has not been seen since then.", False),
    ],
)
def test_a_tally_since_then_is_of_a_longer_time(text: str, *, is_long: bool) -> None:
    assert bool(casualty_rules().cues.cumulative.search(text)) is is_long


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("A thousand people were killed.", [1000]),
        ("More than a thousand soldiers died.", [1000]),
        ("His father, Aram, 48, and his brother, 11, were wounded.", [1, 1]),
        ("Her husband, 40, and two sons were killed.", [1, 2]),
        ("His wife, Anahit, and their son were killed.", [1, 1]),
        ("The mine killed a ranger and blew off the leg of another.", [1, 1]),
        ("They killed three Sahrawis east of the wall.", [3]),
        ("A soldier was killed and another wounded.", [1, 1]),
        ("The mine killed a ranger and maimed another.", [1, 1]),
        ("The guards killed two kolbars near the line.", [2]),
    ],
)
def test_a_thousand_is_no_ordinal_and_an_age_parts_no_list(text: str, numbers: list[int]) -> None:
    assert [loss.people.best for loss in find_losses(text)] == numbers


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("A soldier who was injured on Monday succumbed to his injuries.", [(Measure.KILLED, 1)]),
        ("Two guards wounded by a mine on Monday have died.", [(Measure.KILLED, 2)]),
        # Whoever else died, the wounded did not.
        (
            "One guard was wounded when two others died.",
            [(Measure.WOUNDED, 1), (Measure.KILLED, 2)],
        ),
    ],
)
def test_who_succumbed_to_wounds_was_killed(text: str, told: list[tuple[Measure, int]]) -> None:
    assert [(loss.measure, loss.people.best) for loss in find_losses(text)] == told


def test_both_sides_who_blame_each_other_count_nobody(read_claims: ReadClaims) -> None:
    claims = read_claims(
        "Armenia and Azerbaijan blamed one another for Tuesday's shelling near Sotk in which two "
        "Armenian soldiers were wounded."
    )
    assert [it.claimed_by for claim in claims for it in claim.casualties] == [None]
