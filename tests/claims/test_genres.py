"""Reports whose news is no event, and news that stands beside the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import geomap
from geomap.claims.genres import genre_rules

if TYPE_CHECKING:
    from pathlib import Path

QUIET = {
    "arms": (
        "Algeria sends reinforcements to Libyan frontier\n"
        "\n"
        "ALGIERS, 19 May 2014 - The army has moved an extra 5,000 troops, helicopters and "
        "artillery to the wilayas of Illizi and El Oued in response to the turmoil in Libya, "
        "a security source said on Monday. Observation posts have been doubled around Debdeb "
        "and In Amenas, where militants stormed a gas plant and 39 foreign hostages died last "
        "year. Orders were given to open fire on any vehicle that ignores warnings. Crossing "
        "points remain closed except for humanitarian cases. The source stressed that these "
        "were preventive measures and that nothing out of the ordinary had been reported by "
        "the units already in place."
    ),
    "clearance": (
        "Farmers get fields back near Fizuli\n"
        "\n"
        "BAKU, 12 May 2022. Deminers handed over 40 hectares of land near Fizuli, close to "
        "the Iranian border. In eight months they dug up 611 mines and 95 mortar shells. "
        "Soldiers also blew up a rocket that had landed in a barn."
    ),
    "contraband": (
        "Record haul of heroin at Meghri\n"
        "\n"
        "YEREVAN, 24 January 2014. Armenian officers foiled an attempt to smuggle heroin "
        "through the post of Meghri, on the border with Iran. Behind the wall of a trailer "
        "they found 115 packages of heroin. The driver is held."
    ),
    "crime": (
        "Heist gang bombs cash van outside Musina\n"
        "\n"
        "Limpopo, 6 April 2017. A gang of about twelve men armed with AK-47s used commercial "
        "explosives to rip open a cash-in-transit vehicle on the N1, some 20 km south of the "
        "Beitbridge border post, on Wednesday morning. One security guard was killed and two "
        "are in hospital with burns. The robbers rammed the van with a stolen Mercedes, fired "
        "at passing motorists to keep them away, and escaped in three cars with an unknown "
        "amount, provincial police spokesperson Col. Rudzani Makhado said. A helicopter and "
        "soldiers stationed along the Limpopo joined the hunt. Police believe that the group "
        "has members from both South Africa and Zimbabwe, and offer a reward of R250,000."
    ),
    "culture": (
        'BOOK OF THE WEEK: "The Line of Tears"\n'
        "\n"
        "Islamabad, 12 September 2010 Novelist Saima Qizilbash sets her third book in a "
        "Neelum valley village cut in half by a river and a cease-fire line. Over four "
        "hundred pages weddings are shouted across the water, a schoolmaster is killed by a "
        "mortar bomb, his pupil joins the fighters and comes home without hands. The attack "
        "on the bus, based on an event of 1999, is almost unbearable. She is less sure with "
        "the Indian major, who seems to have walked in from a television serial. A moving "
        "book nonetheless, fairly priced at Rs 695. Translations into Hindi and German are "
        "being prepared."
    ),
    "economy": (
        "Uruguay to vote in second round over pensions, prison murders\n"
        "\n"
        "MONTEVIDEO, Oct 28 2024 — The left's candidate came first with 44 per cent on Sunday "
        "but must face the governing coalition's man on November 24, the electoral court "
        "said. Voters threw out a plan to undo the pension law, as well as one that would "
        "have let police search homes at night. Gaza, the bombs on Lebanon and Ukraine were "
        "heard of only in the last debate, when a minor contender, Rosario Etchenique, called "
        "for the recall of an ambassador. At Rivera, where a street is the border with "
        "Brazil, drug feuds have killed thirty this year, and security weighed more. Bonds "
        "gained. No acts of violence were reported at the 7,225 tables."
    ),
    "exercise": (
        "Flintlock manoeuvres end at Atar\n"
        "\n"
        'NOUAKCHOTT, 28 February 2020 - "The enemy column has been destroyed, we have two '
        'wounded," a captain of Mauritania shouted into his radio. Then he grinned and tea was '
        "poured. With this assault on a camp the Flintlock manoeuvres closed on Friday. Units from "
        "Mali learned first aid. Four camels were slaughtered for dinner. A band played."
    ),
    "fact check": (
        "Fact check: this blast was not in Poonch\n"
        "\n"
        "NEW DELHI, 8 March 2021. A video of a burning post, shared since Sunday, is said to "
        "show Pakistani shells hitting an army camp in Poonch. It was filmed abroad in 2016. "
        '"They are firing at us, nine are dead," the caption says.'
    ),
    "forecast": (
        "WHAT IF... the Suwałki gap were attacked? Think-tank plays it through\n"
        "\n"
        "VILNIUS, 14 February 2018 — Day One: unmarked soldiers seize a rail junction. Day "
        "Two: missiles hit the airfield at Šiauliai; a hundred are dead. Day Three: tanks "
        "from Kaliningrad and Belarus meet by the Polish border. So ran the table-top game in "
        "which twenty retired officers spent two days at a hotel in the Lithuanian capital. "
        "Blue lost on the first three runs. It did better when a German brigade was "
        "permanently stationed in the country. Authors of the report, published Wednesday, "
        "stress that they don't predict a war and ascribe no intention to anyone."
    ),
    "games": (
        "Wild tuskers trample three near Bhutan border\n"
        "\n"
        "Udalguri, Nov 21 (2015) — A herd of some eighty elephants that comes down each "
        "winter from Bhutan to Assam's paddy fields attacked two tea garden lines early on "
        "Saturday, killing three persons and leaving four wounded. A forest guard fired in "
        "the air and villagers threw torches and crackers; the animals then turned upon a "
        "camp of the Sashastra Seema Bal and pulled down its fence. The bodies were put on "
        "the road by angry residents, who stopped all traffic for five hours. This year 31 "
        "people and nine elephants have been killed in the district, two of the animals by "
        "live wires. Officials of both countries are to discuss a joint corridor."
    ),
    "mishap": (
        "Recruit dies at range near Edirne\n"
        "\n"
        "ANKARA, 9 April 1996. A recruit was killed and three soldiers were wounded when a "
        "mortar shell exploded in the barrel during training near Edirne, on the Greek "
        "border, on Monday. The army has opened an inquiry."
    ),
    "opinion": (
        "The price of a ridge\n"
        "Comment, Tuesday 6 July 1999\n"
        "\n"
        "Each evening we are told how many of theirs were killed and how many of ours. Shells "
        "fall on Drass and we learn to say it like the weather. It is time to ask who let "
        "Pakistani soldiers dig in on the heights of Kargil all winter."
    ),
    "plague": (
        "Swarm the size of a city invades Mandera\n"
        "\n"
        "NAIROBI, January 20, 2020 — A second wave of desert locusts has crossed into Kenya "
        "from Ethiopia and Somalia and is laying waste to pasture in Mandera and Wajir, the "
        "agriculture ministry said on Monday. Herders beat drums, burn tyres and fire shots "
        "in the air; the police used tear gas, in vain. Spraying aircraft cannot work along "
        "part of the Somali border, where al-Shabaab's attacks killed four teachers this "
        "month, without an escort from the army. A young pilot was slightly wounded when "
        "birds struck her windscreen. Experts at the FAO call it the worst invasion for "
        "seventy years and want 70 million dollars to fight it before the March hatching."
    ),
    "refugees": (
        '"They shot the men at the well" – voices from Bahai\n'
        "\n"
        "N'Djamena/Bahai, 25 August 2004. Six months have gone by since Kaltouma, 31, saw her "
        "village near Kornoy burn, but she can give the hour. First the aeroplane, then "
        "horsemen in uniform, then soldiers; her husband, two brothers and forty others were "
        "killed, and she walked eleven nights to Chad with a wounded boy on her back. Our "
        "team has recorded 170 such accounts from Darfur refugees in camps along the border. "
        "Almost all tell of bombs, of fire and of bodies thrown into wells. The camp at Oure "
        "Cassoni has room for 20,000 and houses 23,000; water is down to nine litres a "
        "person. We appeal to donors for pumps, blankets and counsellors."
    ),
    "remembrance": (
        "Damansky: veterans lay wreaths forty years on\n"
        "\n"
        "DALNERECHENSK, 2 March 2009. Former border guards from all over Russia gathered on "
        "Monday at the monument over the common grave of comrades who fell on the Ussuri ice "
        "in March 1969. Chinese soldiers opened fire on a patrol that day, and two weeks of "
        "clashes with mortars, tanks and rocket artillery took the lives of 58 Soviet "
        "servicemen; Beijing's losses were never fully disclosed. A salute was fired and an "
        'orchestra of the Khabarovsk border institute played. "We were nineteen," said '
        "Gennady Surikov, wounded in the shoulder there. The island has been Chinese, as "
        "Zhenbao, since the 1991 agreement."
    ),
    "survey": (
        "Border shootings down in 2019, lawyers' group finds\n"
        "\n"
        "DHAKA, 4 January 2020. Thirty-four villagers lost their lives on the Indian border "
        "in 2019, nine fewer than the year before, a lawyers' group says in its yearly "
        "report. Of the dead, 29 were shot and five beaten. Another 40 were wounded, most of "
        "them near Benapole."
    ),
    "traffic": (
        "Chaman gate back in business\n"
        "\n"
        "QUETTA: Trade and foot traffic through the Friendship Gate between Chaman and Spin "
        "Boldak resumed on Tuesday after 27 days, customs officials said, as the Afghan "
        "Taliban lifted a closure ordered over visa rules. Some 700 trucks, many with spoilt "
        "grapes and pomegranates, were waiting. Two people, one of them a heart patient, had "
        "died in the queue during the shutdown and stones had been thrown at soldiers. "
        "Traders put the loss at Rs4 billion. Under the new timetable the gate, damaged by a "
        "suicide bomber's attack in years past, will stay open eight hours daily and "
        "residents of Kandahar may enter on their tazkira. A joint committee will meet each "
        "week.\n"
        "\n"
        "(Published November 3rd, 2021)"
    ),
}
NEWS = {
    ("his colleagues", "2014-03-04"): (
        "Guard killed near Poonch\n"
        "\n"
        "JAMMU, 5 March 2014. Militants shot dead a border guard near Poonch on Tuesday and "
        "fired at his colleagues. The Indian army blamed Pakistan."
    ),
    ("two comrades", "2014-03-03"): (
        "Sergeant recalls Monday's shell\n"
        "\n"
        "SRINAGAR, 5 March 2014. A Pakistani shell that hit a bunker in Uri on Monday killed "
        "two comrades of Sergeant Rana. Three more were wounded, the Indian army said."
    ),
    ("a petrol station", "2023-06-06"): (
        "Petrol station burns at Belgorod\n"
        "\n"
        "MOSCOW, 7 June 2023. Ukrainian shells struck a petrol station near Shebekino on "
        "Tuesday and the fuel exploded, killing two people, the governor of Belgorod said."
    ),
    ("an ammunition depot", "2023-06-06"): (
        "Depot blows up near Belgorod\n"
        "\n"
        "MOSCOW, 7 June 2023. Shells blew up in an ammunition depot near Belgorod on Tuesday "
        "after a Ukrainian drone hit it. Two Russian soldiers were killed."
    ),
    ("leopards", "2023-06-06"): (
        "Leopards burn near Shebekino\n"
        "\n"
        "MOSCOW, 7 June 2023. Russian troops said that they had destroyed two Leopards which "
        "crossed from Ukraine near Shebekino on Tuesday. Ten men were killed."
    ),
    ("a lockdown", "2020-04-12"): (
        "Virus does not stop the guns\n"
        "\n"
        "SRINAGAR, 13 April 2020. Amid the coronavirus lockdown Pakistani troops shelled "
        "villages in Kupwara. Three Indian civilians, one of them a child, were killed there."
    ),
    ("destroyed rockets", "2006-06-06"): (
        "Army destroys rockets at the line\n"
        "\n"
        "JERUSALEM, 7 June 2006. Israeli jets destroyed 12 rockets near Aitaroun in southern "
        "Lebanon on Tuesday. Hezbollah fired back at a post near Metula."
    ),
    ("tremors", "2010-11-23"): (
        "Houses shake at Yeonpyeong\n"
        "\n"
        "SEOUL, 24 November 2010. Residents felt tremors when North Korean guns fired on "
        "Yeonpyeong on Tuesday. Two South Korean marines were killed."
    ),
    ("bomb squad", "1989-09-03"): (
        "Extraditables claim blast at Cucuta\n"
        "\n"
        "CUCUTA, 4 September 1989. A bomb went off at a bank in Cucuta, near the border with "
        "Venezuela, on Sunday and killed two guards. The bomb squad searched the street. The "
        "Extraditables, who fight extradition, said that it was theirs."
    ),
    ("clearance", "2022-05-11"): (
        "Deminers fired on near Fizuli\n"
        "\n"
        "BAKU, 12 May 2022. Two deminers were wounded on Wednesday when Iranian border guards "
        "opened fire on a mine clearance team near Fizuli. They had dug up 611 mines in eight "
        "months."
    ),
    ("crime", "2013-06-10"): (
        "Raiders rob shops near Lodwar\n"
        "\n"
        "NAIROBI, 11 June 2013. Raiders from across the Ethiopian border held up two shops "
        "near Lodwar on Monday, shot dead a herder and drove off 200 goats."
    ),
    ("economy", "1980-09-23"): (
        "Oil up as guns reach Abadan\n"
        "\n"
        "LONDON, 24 September 1980. Crude closed at 34 dollars a barrel after Iraqi guns "
        "shelled the refinery at Abadan on Tuesday and killed six Iranian firemen. Shares "
        "fell."
    ),
    ("mishap", "1999-06-05"): (
        "Helicopter did not hit the hill\n"
        "\n"
        "ADDIS ABABA, 6 June 1999. A helicopter that was said to have crashed in fog was "
        "brought down by an Eritrean missile near Zalambessa on Saturday, killing three "
        "soldiers, the Ethiopian army said."
    ),
    ("opinion", "1999-07-04"): (
        "The price of a ridge\n"
        "Comment, Tuesday 6 July 1999\n"
        "\n"
        "On Sunday Pakistani shells killed four soldiers at Drass. Each evening we are told "
        "how many of ours were killed. It is time to ask who slept all winter."
    ),
    ("remembrance", "2009-03-14"): (
        "Shots disturb wreaths at Zhenbao\n"
        "\n"
        "KHABAROVSK, 15 March 2009. A Russian guard was wounded by Chinese fire near Zhenbao "
        "on Saturday, on the eve of the day on which wreaths are laid at the memorial there."
    ),
    ("survey", "2020-01-02"): (
        "Border shootings down in 2019, lawyers' group finds\n"
        "\n"
        "DHAKA, 4 January 2020. Thirty-four villagers lost their lives on the Indian border "
        "in 2019, nine fewer than the year before, a lawyers' group says in its yearly "
        "report. On Thursday Indian border guards shot dead a farmer near Benapole."
    ),
}


def _read(text: str, folder: Path) -> geomap.Result:
    (folder / "report.txt").write_text(text, encoding="utf-8")
    return geomap.run(folder)


@pytest.mark.parametrize("genre", QUIET)
def test_a_report_of_other_matters_tells_no_event(genre: str, tmp_path: Path) -> None:
    assert not _read(QUIET[genre], tmp_path).records


@pytest.mark.parametrize(("genre", "day"), NEWS)
def test_news_beside_the_same_words_is_told(genre: str, day: str, tmp_path: Path) -> None:
    found = _read(NEWS[genre, day], tmp_path).records
    assert [str(it.date.start) for it in found] == [day]


def test_every_genre_is_tested() -> None:
    assert {it.name for it in genre_rules().genres} == set(QUIET)
