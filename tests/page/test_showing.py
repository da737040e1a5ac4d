"""What is shown is brought in step by what changed alone, and is the same as if all were asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.browsing import Collections, Opener

# Sets criteria at random, many times over; returns the first step after which anything is wrong.
TRY_ALL = """(() => {
    const {criteria, incidents, showing} = geomap;
    let seed = 11;
    const draw = (below) => (seed = (seed * 48271) % 2147483647) % below;
    const [dates, search, period] = [criteria[0], criteria.at(-2), criteria.at(-1)];
    const facets = criteria.slice(1, -2);
    const turns = [
        (a = draw(dates.keys.length)) => dates.set(a, a + 1 + draw(3), draw(2) === 0),
        (one = facets[draw(facets.length)]) => one.tick(draw(one.values.length), draw(2) === 0),
        () => search.set(["", "sotk", "armed clash", "a", "nothing like it"][draw(5)]),
        (a = draw(period.last)) => period.set(a, a + draw(period.last)),
        () => period.setCumulative(draw(2) === 0),
        () => criteria[draw(criteria.length)].clear(),
    ];
    const passes = ({index}, but) =>
        criteria.every((one) => one === but || !one.isActive() || !one.hides(index));
    const isRight = () => {
        const wanted = incidents.filter((incident) => passes(incident));
        if (String(wanted.map(({index}) => index)) !== String([...showing.indices()])) return false;
        return [dates, period].every((one) => {
            const counts = showing.countWithout(one, one.codes, one.codes.size);
            const sums = new Array(one.codes.size).fill(0);
            for (const it of incidents) if (passes(it, one)) sums[one.codes.single[it.index]] += 1;
            return String([...counts]) === String(sums);
        });
    };
    for (let step = 0; step < 300; step += 1) {
        turns[draw(turns.length)]();
        showing.refresh();
        if (!isRight()) return step;
    }
    return null;
})()"""


def test_what_is_shown_is_right_after_any_changes(
    open_page: Opener, collections: Collections
) -> None:
    opened = open_page(collections)
    assert opened.look_up(TRY_ALL) is None
    assert opened.faults == []
