"""What happened, and whether it happened at all."""

from __future__ import annotations

import pytest

from geomap.claims.events import is_make_believe, read_event
from geomap.claims.lexicon import event_rules
from geomap.model import SubEventType


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Troops clashed near the lake.", SubEventType.ARMED_CLASH),
        (
            "A separate attack, on a camp at the ford, killed six soldiers.",
            SubEventType.ARMED_CLASH,
        ),
        ("In another attack, on a hamlet, nine people died.", SubEventType.ARMED_CLASH),
        ("Armed herders set upon their boats on the lake.", SubEventType.ARMED_CLASH),
        ("The two sides exchanged heavy fire at dawn.", SubEventType.ARMED_CLASH),
        ("Units opened fire on the posts.", SubEventType.ARMED_CLASH),
        ("A post came under small-arms fire.", SubEventType.ARMED_CLASH),
        (
            (
                "Two guards were hurt on Friday evening in the hills above the lake, not far from "
                "the ford, by fire from the eastern bank."
            ),
            SubEventType.ARMED_CLASH,
        ),
        ("Today's firing began when soldiers crossed the ditch.", SubEventType.ARMED_CLASH),
        ("Snipers shot at a tractor.", SubEventType.ARMED_CLASH),
        ("The village was shelled.", SubEventType.SHELLING),
        ("Mortars were used against the village.", SubEventType.SHELLING),
        ("Two missiles struck the town.", SubEventType.SHELLING),
        ("A drone strike burnt a truck.", SubEventType.AIR_STRIKE),
        ("A truck was hit by a kamikaze drone.", SubEventType.AIR_STRIKE),
        ("A tractor drove over an anti-tank mine.", SubEventType.MINE),
        ("A landmine exploded beside the road.", SubEventType.MINE),
        ("They used explosives against the town hall.", SubEventType.MINE),
        ("A clerk was badly wounded in an explosion behind the mill.", SubEventType.MINE),
        ("Suspected rebel front members attacked three hamlets.", SubEventType.ARMED_CLASH),
        ("Rebels blocked the road and attacked public facilities.", SubEventType.ARMED_CLASH),
        ("Gunmen set fire to the golf club of the valley.", SubEventType.ATTACK),
        ("He was shot at five times outside the shop.", SubEventType.ATTACK),
        ("The gunmen shot him and left him badly wounded.", SubEventType.ATTACK),
        ("Men of the front machine-gunned retired General Peter Gatluak.", SubEventType.ATTACK),
        ("A group of armed men robbed a trader on the road.", SubEventType.LOOTING),
        ("Six soldiers were captured at the spring.", SubEventType.ARRESTS),
        ("A shepherd was abducted from his meadow.", SubEventType.ABDUCTION),
        ("Troops advanced three kilometres into the valley.", SubEventType.TRANSFER),
        ("A ceasefire was agreed in the evening.", SubEventType.AGREEMENT),
        ("Clashes with artillery ended in a ceasefire declared at noon.", SubEventType.ARMED_CLASH),
        ("The garrison was overrun at dawn.", SubEventType.ARMED_CLASH),
        ("Troops take the heights by force.", SubEventType.ARMED_CLASH),
        ("Yesterday's ambush cost the battalion ten men.", SubEventType.ARMED_CLASH),
        ("According to statement no. 2, gunmen stormed a post.", SubEventType.ARMED_CLASH),
        ("Rockets crashed into a filling station.", SubEventType.SHELLING),
        ("Guns on the far bank shell the town.", SubEventType.SHELLING),
        ("Aircraft bomb ten airfields.", SubEventType.AIR_STRIKE),
        ("Jets flew sorties against the boats.", SubEventType.AIR_STRIKE),
        ("A drone on Wednesday hit a lorry.", SubEventType.AIR_STRIKE),
        ("Tuesday's bomb killed four soldiers.", SubEventType.MINE),
        ("Two cars burnt after the explosion of two bombs.", SubEventType.MINE),
        ("A lorry of the convoy hit an improvised device.", SubEventType.MINE),
        ("The jeep ran over a buried charge by the ford.", SubEventType.MINE),
        ("A shepherd blew up on an old mine.", SubEventType.MINE),
        ("A tractor drove onto a mine.", SubEventType.MINE),
        ("Eleven Katyushas landed in the orchards.", SubEventType.SHELLING),
        ("Two Grads fell on the bakery.", SubEventType.SHELLING),
        ("Tank rounds slammed into the mill.", SubEventType.SHELLING),
        ("A bomber dropped its load on the bridge.", SubEventType.AIR_STRIKE),
        ("Jets unloaded their bombs over the ridge.", SubEventType.AIR_STRIKE),
        ("They sent three drones laden with explosives towards the post.", SubEventType.AIR_STRIKE),
        ("Groups of servicemen violated the frontier.", SubEventType.TRANSFER),
        ("Frigates put armed men ashore on the reef.", SubEventType.TRANSFER),
    ],
)
def test_the_type_of_an_event(sentence: str, kind: SubEventType) -> None:
    reading = read_event(sentence)
    assert reading.is_event
    assert reading.sub_event is kind
    assert not reading.is_denial
    assert not reading.is_generic


def test_a_clash_is_looked_for_only_where_its_words_begin() -> None:
    """One wording that may begin with any word has all of them tried at each word."""
    clashes = [it for it in event_rules().triggers if it.sub_event is SubEventType.ARMED_CLASH]
    assert all(it.pattern.bits.lead for it in clashes)


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Masked youths set off three small bombs behind the depot.", SubEventType.MINE),
        ("A bomb left under a parked lorry wounded a clerk.", SubEventType.MINE),
        ("The blast was caused by a grenade.", SubEventType.MINE),
        ("A second explosion occurred at the customs yard, police said.", SubEventType.MINE),
        ("They hurled sticks of dynamite at the mill.", SubEventType.MINE),
        ("The raiders blew up at least four poles.", SubEventType.MINE),
        ("A tanker was also blown up.", SubEventType.MINE),
        ("An explosive that the two men carried on a moped went off early.", SubEventType.MINE),
        ("A letter bomb injured a clerk of the customs office.", SubEventType.MINE),
        ("Masked men firebombed a tea house.", SubEventType.MINE),
        ("An explosion ripped through a barracks.", SubEventType.MINE),
        ("The bombing of a rail bridge cut the line.", SubEventType.MINE),
        ("Assassins sprayed the judge's car with bullets.", SubEventType.ATTACK),
        ("The prefect survived an assassination attempt.", SubEventType.ATTACK),
        ("Police found the mutilated bodies of two drovers.", SubEventType.ATTACK),
        ("Gunmen attacked the residence of a consul.", SubEventType.ATTACK),
        ("Four farms were set ablaze by raiders.", SubEventType.ATTACK),
        ("Hooded men forced the teacher into a waiting car.", SubEventType.ABDUCTION),
        ("A deputy disappeared when armed men stopped his jeep.", SubEventType.ABDUCTION),
        ("Rebels hijacked a bus with 30 passengers.", SubEventType.ABDUCTION),
        ("A mill was also attacked by guerrillas.", SubEventType.ARMED_CLASH),
        ("Commandos derailed a goods train near the pass.", SubEventType.LOOTING),
        ("A militia claimed Monday's attack on the deputy mayor.", SubEventType.ATTACK),
        ("Two traders were killed on the bridge by unidentified men.", SubEventType.ATTACK),
        ("Police foiled nothing: the attempt on his life left a guard hurt.", SubEventType.ATTACK),
        ("The murders of the two surveyors took place on 3 May.", SubEventType.ATTACK),
        ("The body of a miller, riddled with bullets, lay by the well.", SubEventType.ATTACK),
        ("Rebels set most of the granaries on fire.", SubEventType.ATTACK),
        ("Guerrillas burned two tractors at a farm.", SubEventType.ATTACK),
        ("The rebels entered the hamlet and shot nine peasants.", SubEventType.ARMED_CLASH),
        ("The group committed another raid on a patrol.", SubEventType.ARMED_CLASH),
        ("A bomb outside the consulate was defused by sappers.", SubEventType.DISRUPTED_WEAPONS),
        ("Police disarmed two devices at the station.", SubEventType.DISRUPTED_WEAPONS),
        ("Rebels toppled six high-voltage pylons.", SubEventType.LOOTING),
        ("A pumping station was sabotaged by insurgents.", SubEventType.LOOTING),
    ],
)
def test_what_is_done_in_one_spot_has_its_type(sentence: str, kind: SubEventType) -> None:
    assert read_event(sentence).sub_event is kind


@pytest.mark.parametrize(
    "sentence",
    [
        "The critic's attack on the minister's plan drew applause.",
        "The mayor set the meeting for noon.",
        "Farmers burned the stubble in their fields.",
        "The storm damaged two power lines.",
        "Guerrillas were about to attack the radio station.",
        "The cocaine was set on fire in front of the press.",
        "The alarm was deactivated at noon.",
        "People moved about in the suburb where combat units have their barracks.",
    ],
)
def test_words_of_the_same_kind_are_no_event_in_peace(sentence: str) -> None:
    assert read_event(sentence).sub_event is None


def test_the_trigger_stands_where_it_says() -> None:
    sentence = "At dawn on Tuesday troops clashed near the lake."
    assert sentence[read_event(sentence).position :].startswith("clashed")


@pytest.mark.parametrize(
    "sentence",
    [
        "Thirty servicemen crossed on foot into their own country.",
        "No clashes took place at the lake.",
        "There was no shelling.",
        "Nobody opened fire.",
        "Troops did not open fire.",
        "The night passed without shooting.",
        "War could lead to new clashes.",
        "If clashes break out, the road will be closed.",
        "Villagers fear that clashes may follow.",
        "Monitors came to prevent clashes.",
        "It plans to shell nothing.",
        "If our ministers go on like this, shells will fall on the town.",
        "Callers bombarded the ministry with questions.",
        "The minister arrived in the morning.",
    ],
)
def test_what_did_not_happen_is_no_event(sentence: str) -> None:
    assert not read_event(sentence).is_event


def test_a_negation_ends_with_its_clause() -> None:
    assert read_event("The truce did not last, and troops clashed again.").is_event


@pytest.mark.parametrize(
    ("sentence", "flag"),
    [
        ("They regularly open fire on the village.", "is_generic"),
        ("Posts have been shelled again and again.", "is_generic"),
        ("There were more ceasefire violations at Sotk than in the previous week.", "is_generic"),
        ("Four mortars beyond the agreed lines, in Sotk.", "is_generic"),
        ("Fans clashed after the football match.", "is_generic"),
        ("A guard who was seized by rangers at the canal came home.", "is_generic"),
        ("The last men captured in August came home over the bridge on Monday.", "is_generic"),
        ("Sappers blew up a bridge and helicopters hit a mock column.", "is_generic"),
        ("They blew up a bridge while troops practised a retreat.", "is_generic"),
        ("Two herders who had been kidnapped were set free this week.", "is_generic"),
        ("Two soldiers died in a road accident.", "is_accident"),
        ("An avalanche killed two soldiers.", "is_accident"),
        ("The ministry denied that its troops had shelled the village.", "is_denial"),
        ("The report about shelling is false, it said.", "is_denial"),
        ("The story of a raid was, he said, a lie.", "is_denial"),
    ],
)
def test_what_turns_a_sentence_into_something_else(sentence: str, flag: str) -> None:
    assert getattr(read_event(sentence), flag)


@pytest.mark.parametrize(
    "sentence",
    [
        "Two guards who were kidnapped on Monday were set free today.",
        "Two guards kidnapped on Monday were set free today.",
        "Soldiers captured two posts in an attack, but they were returned.",
        "Guards were shelled while troops practised nearby, and two were killed.",
        "Raiders attacked a post, where clashes have been going on for days.",
        "A guard who was seized in the raid that killed two came home.",
    ],
)
def test_who_comes_home_may_have_been_seized_of_late(sentence: str) -> None:
    assert not read_event(sentence).is_generic


@pytest.mark.parametrize(
    "sentence",
    [
        "It denied responsibility for the clashes.",
        "The army rejected the blame for the shelling.",
        "He denies being the first to open fire.",
        "It denied starting the clashes.",
        "It denied opening fire first.",
        "It denied that it had started the clashes.",
        # The event stands: somebody denies what it is held to have led to, or condemns it.
        "He denied that the delay of his visit is linked to the murder of a deputy.",
        "All the parties rejected the murder of the deputy.",
        "It dismissed that it was violating the ceasefire with its shelling.",
    ],
)
def test_to_deny_the_blame_is_not_to_deny_the_event(sentence: str) -> None:
    assert not read_event(sentence).is_denial


def test_what_is_denied_keeps_its_type() -> None:
    reading = read_event(
        "The ministry called it disinformation: no shelling of the village took place."
    )
    assert reading.is_denial
    assert reading.sub_event is SubEventType.SHELLING


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("The Guards fired two ballistic missiles at the town.", SubEventType.SHELLING),
        ("Gunmen set off a roadside bomb and opened fire on the convoy.", SubEventType.MINE),
        ("Soldiers opened fire on a patrol.", SubEventType.ARMED_CLASH),
        ("Troops shelled the village during the fighting.", SubEventType.ARMED_CLASH),
    ],
)
def test_weak_words_leave_the_kind_to_what_is_told_with_them(
    sentence: str, kind: SubEventType
) -> None:
    assert read_event(sentence).sub_event is kind


@pytest.mark.parametrize(
    "sentence",
    [
        "Rangers seized 40 kg of heroin.",
        "Customs officers seized 2,000 cartons of cigarettes.",
        "The opposition attacked the government over the price of fuel.",
    ],
)
def test_seizures_and_quarrels_are_no_events(sentence: str) -> None:
    assert read_event(sentence).sub_event is None


def test_a_report_that_opens_with_an_exercise_and_plays_it_is_make_believe() -> None:
    played = [
        "The convoy never had a chance.",
        "The ambush was the opening of the exercise.",
        "A mock enemy crossed the border and seized an airfield.",
        "Bombers dropped inert weapons on a target.",
        *["Soldiers slept."] * 20,
    ]
    assert is_make_believe(played)
    assert not is_make_believe(played[:2] + played[4:])


@pytest.mark.parametrize(
    "sentence",
    [
        "The team saw two tanks fire at the village.",
        "Six howitzers were found to have shelled the village.",
        "More attacks than one were beaten off near Sotk.",
    ],
)
def test_weapons_that_fire_and_attacks_that_come_are_events(sentence: str) -> None:
    assert not read_event(sentence).is_generic


@pytest.mark.parametrize(
    "sentence",
    [
        "The officer walked with soldiers along the Massacre River.",
        "Troops have built a road to Battle Creek.",
        "Guards met the mayor at Ambush Hill.",
        "The Director General of Military Operations rang up the other army's staff.",
        "The army's chief of military operations talked to the mayors of the valley.",
    ],
)
def test_a_word_of_force_in_a_name_is_no_event(sentence: str) -> None:
    assert not read_event(sentence).is_event


@pytest.mark.parametrize(
    "sentence",
    [
        "Protesters scuffled with police outside the ministry.",
    ],
)
def test_words_of_force_that_nobody_used_are_no_event(sentence: str) -> None:
    assert not read_event(sentence).is_event


def test_soldiers_who_fight_and_scuffle_are_still_an_event() -> None:
    assert read_event("Guards were fighting the rebels at the ford on Monday.").is_event
    assert read_event("Border guards scuffled with soldiers from across the river.").is_event


def test_what_was_counted_since_some_month_is_no_event() -> None:
    assert read_event("Gangs have killed over 800 people since May, it said.").is_generic
    assert not read_event("Raiders have killed four people since May 3.").is_generic


def test_sides_with_colours_and_dead_in_quotes_are_of_an_exercise() -> None:
    assert is_make_believe(
        [
            "Smoke hung over the road as the attackers tried to break through to the town.",
            "By sunrise the blue side counted fourteen dead and three prisoners.",
            "The local defence exercise ends tomorrow.",
            "For the first time drones were allowed to “kill”.",
            *["The village has a new fence."] * 20,
        ]
    )


def test_words_of_the_press_box_are_of_a_game() -> None:
    told = ["The artillery opened early.", "2-0.", "There were three bookings.", "The half ended."]
    assert is_make_believe([*told, "This was the match of the year.", *["Flags flew."] * 9])
    assert not is_make_believe([*told, *["Flags flew."] * 9])


def test_what_is_shot_in_an_exercise_is_no_event() -> None:
    held = "The army held a live-fire exercise at Capotillo on Friday with mortars."
    assert read_event(held).is_generic
    assert not read_event(f"{held[:-1]}, and two soldiers were killed.").is_generic
    assert not read_event("It shelled posts on Monday as the other army began drills.").is_generic


def test_some_words_of_games_are_of_war_as_well() -> None:
    assert not read_event("A substitute teacher was killed when shells hit a school.").is_generic
    assert not read_event("Four were shot at the kick-off of the operation.").is_generic
    assert not is_make_believe(
        ["Back from drills, it shot an “enemy”.", "The “enemy” had fired.", *["It rained."] * 9]
    )


def test_blanks_and_dummies_are_of_an_exercise() -> None:
    assert is_make_believe(
        [
            "The two armies ended a live-fire exercise near the border on Friday.",
            "The last phase saw an assault on a village held by an imaginary enemy.",
            "Tanks shot at dummy targets.",
        ]
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Two people died when a lorry ran into a queue of cars at the army checkpoint.",
        "Five were hurt when a bus ploughed into the barrier of the border post.",
    ],
)
def test_what_a_lorry_did_by_mishap_is_no_event(sentence: str) -> None:
    assert event_rules().cues.mishap.search(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Three died when an overloaded car left the motorway near Feres.",
        "Two soldiers were killed as their lorry left the mountain road.",
    ],
)
def test_who_leaves_the_road_has_a_mishap(sentence: str) -> None:
    assert event_rules().cues.mishap.search(sentence)


def test_counted_attempts_to_cross_are_no_clash() -> None:
    assert not read_event("The Border Guard counted 130 attempts to cross on Monday.").sub_event
    assert read_event("The guards foiled an attempt to cross the line on Monday.").sub_event


def test_raiders_who_kill_people_attack() -> None:
    event = read_event("Some 300 raiders came over the river, killed villagers and left.")
    assert event.sub_event is SubEventType.ATTACK


def test_the_total_of_a_log_is_no_event() -> None:
    assert read_event("Total since 1 July for the northern lines: 19 men killed.").is_generic
    assert read_event("Totals for the month: 12 killed in attacks, 30 wounded.").is_generic
    assert not read_event("The toll of the attack on Monday: 12 killed, 30 wounded.").is_generic


@pytest.mark.parametrize(
    "sentence",
    [
        "A second heart attack killed the old general.",
        "Another attack, on her record in office, wounded her pride.",
        "The minister was set upon by critics in parliament.",
    ],
)
def test_another_attack_may_be_none(sentence: str) -> None:
    assert read_event(sentence).sub_event is None


@pytest.mark.parametrize(
    "sentence",
    [
        "The battle for the title goes on in Porto, where the hosts missed four chances.",
        "Their fight for the league title resumed on Sunday.",
        "Lyon lost the battle for the play-offs.",
    ],
)
def test_a_battle_for_a_title_is_a_game(sentence: str) -> None:
    assert read_event(sentence).is_generic


@pytest.mark.parametrize(
    "sentence",
    [
        "The battle for the town goes on.",
        "Herders clashed in a fight for land titles near the border.",
        "The fight for title to the valley left two dead.",
    ],
)
def test_a_fight_for_land_is_none(sentence: str) -> None:
    assert not read_event(sentence).is_generic


@pytest.mark.parametrize(
    "sentence",
    [
        "Thirteen soldiers were killed when their helicopter struck a high-voltage line.",
        "Two pilots died when a military plane clipped trees beside the border.",
        "A helicopter of the border guards hit power cables and came down.",
    ],
)
def test_what_an_aircraft_ran_into_is_no_event(sentence: str) -> None:
    assert event_rules().cues.accident.search(sentence)


def test_what_aircraft_hit_with_bombs_is_one() -> None:
    for sentence in (
        "Planes struck a mountain post.",
        "A helicopter hit the post on the slope.",
        "Israeli planes struck power lines near Tyre, killing two.",
        "A helicopter hit by rebel fire struck power lines and crashed.",
        "A transport plane, shot down by fighters, flew into a mountainside.",
    ):
        assert not event_rules().cues.accident.search(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "The five-day war, in which planes bombed towns, cost the lives of more than 100 people.",
        "The month of war that the raid set off killed some 1,200 people.",
        "Militants have killed dozens of guards there over ten years.",
    ],
)
def test_what_is_told_of_years_is_background(sentence: str) -> None:
    assert event_rules().cues.background.search(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Four soldiers were killed in the worst clash in over ten years.",
        "It was the bloodiest attack there for over ten years.",
        "Four soldiers were killed near the river as the four-day war went on.",
        "Gunmen shot dead a man convicted of murder.",
        "Seven died when the group, which is battling the government, attacked a post.",
    ],
)
def test_what_is_told_beside_years_is_news(sentence: str) -> None:
    assert not event_rules().cues.background.search(sentence)
