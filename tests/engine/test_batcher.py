"""Who shares the next forward pass: exact decisions, no device and no clock."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.batcher import BUCKETS, Batcher, Candidate
from engine.exactness import UNSTABLE, Survey

# Twice the rows for half as much more time, until eight; then more rows only take longer.
SECONDS = {1: 1.0, 2: 1.5, 4: 2.2, 6: 2.8, 8: 3.3, 12: 5.2, 16: 7.0}
ALIKE = Survey(slots={rows: (0,) * rows for rows in BUCKETS}, seconds=SECONDS)
# What a CPU showed in full precision: one row, two rows and more of them are three classes.
THREE = Survey(
    slots={1: (0,), 2: (1, 1), 4: (2,) * 4, 6: (2, 2, 2, 2, 1, 1), 8: (2,) * 8},
    seconds={rows: SECONDS[rows] for rows in (1, 2, 4, 6, 8)},
)


def picture(name, *, key="k", owner=1, rows=2, remaining=10, level="fast"):
    return Candidate(
        picture=name, key=key, owner=owner, rows=rows, remaining=remaining, level=level
    )


def learned(survey=ALIKE):
    batcher = Batcher()
    batcher.learn("k", survey)
    return batcher


def names(batch):
    return [seat.picture for seat in batch.seats]


def test_nobody_is_no_batch():
    assert Batcher().pick([]) is None


def test_whatever_two_pictures_are_they_share_a_pass():
    batch = learned().pick([picture("a"), picture("b", owner=2, remaining=3)])

    assert (batch.rows, batch.used) == (4, 4)
    assert {(seat.picture, seat.slot, seat.rows) for seat in batch.seats} == {
        ("b", 0, 2),
        ("a", 2, 2),
    }


def test_before_anything_was_measured_each_is_painted_alone():
    batch = Batcher().pick([picture("a"), picture("b")])

    assert (names(batch), batch.rows) == (["a"], 2)
    assert batch.seats[0].exact


def test_who_is_alone_is_not_padded_where_any_slot_will_do():
    batch = learned(THREE).pick([picture("a", level="fast")])

    assert batch.rows == 2
    assert batch.seats[0].exact


def test_a_batch_ends_at_the_knee():
    batch = learned().pick([picture(str(n)) for n in range(10)])

    assert batch.rows == 8, "twelve rows would take longer than they are worth"
    assert len(batch.seats) == 4


def test_a_model_that_gains_nothing_by_sharing_paints_one_at_a_time():
    flat = Survey(slots={1: (0,), 2: (0, 0), 4: (0,) * 4}, seconds={1: 0.6, 2: 1.0, 4: 2.0})

    batch = learned(flat).pick([picture("long", remaining=9), picture("short", remaining=2)])

    assert names(batch) == ["short"]
    assert batch.rows == 2


def test_padding_is_taken_only_where_it_pays():
    three_pairs = [picture(str(n)) for n in range(3)]
    one_more = picture("single", rows=1)

    batch = learned().pick([*three_pairs, one_more])

    # Seven rows in eight slots move more than six in six: 7 / 3.3 against 6 / 2.8.
    assert (batch.rows, batch.used) == (6, 6)
    assert 7 / SECONDS[8] < 6 / SECONDS[6]


def test_the_shortest_goes_first_and_waiting_shortens():
    batcher = learned(Survey(slots={2: (0, 0)}, seconds={2: 1.0}))
    long = picture("long", remaining=10)

    picked = [names(batcher.pick([long, picture(f"short {n}", remaining=4)]))[0] for n in range(14)]

    assert picked[:12] == [f"short {n}" for n in range(12)]
    assert picked[12] == "long", "after twelve passes it counts as four steps long, and was first"


def test_everybodys_first_picture_comes_before_anybodys_second():
    mine = [picture(f"mine {n}", owner=1, remaining=2) for n in range(20)]
    yours = picture("yours", owner=2, remaining=50)

    batch = learned().pick([*mine, yours])

    assert "yours" in names(batch)
    assert len(batch.seats) == 4


def test_one_owners_many_do_not_age_ahead_of_another_owners_one():
    batcher = learned(Survey(slots={2: (0, 0)}, seconds={2: 1.0}))
    left = {f"mine {n}": 20 for n in range(8)}

    for _ in range(30):  # eight of theirs have waited for each other
        [name] = names(batcher.pick([picture(who, remaining=n) for who, n in left.items() if n]))
        left[name] -= 1
    passes, left["yours"] = 0, 20
    while left["yours"]:
        passes += 1
        here = [
            picture(who, owner=2 if who == "yours" else 1, remaining=n)
            for who, n in left.items()
            if n
        ]
        left[names(batcher.pick(here))[0]] -= 1

    assert passes <= 2 * 20, "half of all passes are the share of one of two owners"


def test_sizes_take_turns_by_the_seconds_they_take():
    batcher = Batcher()
    costs = {"small": 1.0, "large": 4.0}
    spent = dict.fromkeys(costs, 0.0)

    for _ in range(100):
        batch = batcher.pick([picture(key, key=key, owner=key) for key in costs])
        spent[batch.key] += costs[batch.key]
        batcher.observe(batch, seconds=costs[batch.key])

    assert spent["small"] == pytest.approx(spent["large"], abs=5)


def test_a_member_with_many_sizes_has_one_share_of_them_together():
    batcher = Batcher()
    crowd = [picture(f"mine {n}", key=n, owner=1) for n in range(4)]
    yours = picture("yours", key="other", owner=2)
    turns = []

    for _ in range(80):
        batch = batcher.pick([*crowd, yours])
        turns.append(names(batch)[0])
        batcher.observe(batch, seconds=1.0)

    assert turns.count("yours") == pytest.approx(40, abs=2)


def test_exact_pictures_sit_only_where_their_bits_are_those_of_a_lone_job():
    pairs = [picture(str(n), level="exact") for n in range(4)]

    assert names(learned(THREE).pick(pairs)) == ["0"]
    assert [seat.exact for seat in learned().pick(pairs).seats] == [True] * 4


def test_pinned_pictures_are_padded_to_their_class_and_share_within_it():
    one = learned(THREE).pick([picture("a", level="pinned:4")])
    many = learned(THREE).pick([picture(str(n), level="pinned:4") for n in range(4)])
    unknown = Batcher().pick([picture("a", level="pinned:4")])

    assert (one.rows, one.used, one.seats[0].exact) == (4, 2, False)
    assert (many.rows, many.used) == (8, 8)
    assert unknown.rows == 4


def test_levels_mix_in_a_pass_as_far_as_their_slots_go():
    batch = learned(THREE).pick([picture("a", level="pinned:4"), picture("b", level="fast")])

    assert sorted(names(batch)) == ["a", "b"]
    assert batch.rows == 4


def test_slots_that_do_not_repeat_their_bits_are_for_fast_pictures_only():
    shaky = Survey(slots={2: (0, 0), 4: (UNSTABLE,) * 4}, seconds={2: 1.0, 4: 1.2})

    assert len(learned(shaky).pick([picture("a", level="exact"), picture("b")]).seats) == 1
    assert len(learned(shaky).pick([picture("a"), picture("b")]).seats) == 2


def test_the_curve_follows_what_passes_really_take():
    batcher = learned()
    many = [picture(str(n)) for n in range(4)]
    assert batcher.pick(many).rows == 8

    for _ in range(60):
        batch = batcher.pick(many)
        batcher.observe(batch, seconds=30.0 if batch.rows == 8 else SECONDS[batch.rows])

    assert batcher.pick(many).rows == 6
    assert batcher.seconds("k")[8] > 1.1 * SECONDS[8]


def test_a_machine_that_is_busy_for_a_while_changes_no_decision():
    batcher = learned()
    many = [picture(str(n)) for n in range(4)]
    picked = set()

    for n in range(100):
        batch = batcher.pick(many)
        picked.add(batch.rows)
        batcher.observe(batch, seconds=SECONDS[batch.rows] * (3 if 20 < n < 60 else 1))

    assert picked == {8}


def test_a_count_that_was_unlucky_once_is_tried_again():
    slow = dict(SECONDS) | {8: SECONDS[8] * 1.3}
    batcher = learned(Survey(slots=ALIKE.slots, seconds=slow))
    many = [picture(str(n)) for n in range(4)]
    assert batcher.pick(many).rows == 6

    for _ in range(1000):
        batch = batcher.pick(many)
        batcher.observe(batch, seconds=SECONDS[batch.rows])

    assert batcher.pick(many).rows == 8


def test_what_did_not_fit_into_memory_is_not_tried_again():
    batcher = learned()
    many = [picture(str(n)) for n in range(4)]

    batcher.shrink("k", below=batcher.pick(many).rows)

    assert batcher.pick(many).rows == 6


@settings(max_examples=60, deadline=None)
@given(
    arrivals=st.lists(
        st.tuples(
            st.integers(0, 40),  # when
            st.integers(1, 12),  # steps
            st.sampled_from(["small", "large", "odd"]),
            st.integers(1, 3),  # owner
            st.sampled_from([1, 2]),  # rows
            st.sampled_from(["exact", "pinned:4", "fast"]),
        ),
        max_size=30,
    ),
    cancelled=st.sets(st.integers(0, 29)),
)
def test_everybody_who_stays_is_done_after_a_bounded_number_of_passes(arrivals, cancelled):
    batcher = Batcher()
    batcher.learn("small", THREE)
    batcher.learn("large", ALIKE)  # nobody has measured "odd"
    left = {}
    work = sum(steps for _, steps, *_ in arrivals)
    passes = 0

    for tick in range(41 + work):
        for n, (when, steps, *_) in enumerate(arrivals):
            if when == tick:
                left[n] = steps
            if n in cancelled and when + 3 == tick:
                left.pop(n, None)
        here = []
        for n in sorted(left):
            _, _, key, owner, rows, level = arrivals[n]
            here.append(picture(n, key=key, owner=owner, rows=rows, level=level, remaining=left[n]))
        batch = batcher.pick(here)
        assert (batch is None) == (not left)
        if batch is None:
            continue
        passes += 1
        slots = [slot for seat in batch.seats for slot in range(seat.slot, seat.slot + seat.rows)]
        assert len(slots) == len(set(slots)) == batch.used <= batch.rows
        assert max(slots) < batch.rows
        assert {arrivals[seat.picture][2] for seat in batch.seats} == {batch.key}
        batcher.observe(batch, seconds=SECONDS[batch.rows])
        for seat in batch.seats:
            left[seat.picture] -= 1
            if not left[seat.picture]:
                del left[seat.picture]

    assert not left
    assert passes <= work


@settings(max_examples=30, deadline=None)
@given(steps=st.integers(1, 60), newcomers=st.integers(1, 4))
def test_an_endless_stream_of_short_pictures_starves_nobody(steps, newcomers):
    batcher = learned(Survey(slots={2: (0, 0)}, seconds={2: 1.0}))
    left, passes = steps, 0

    while left and passes < 4000:
        passes += 1
        stream = [picture((passes, n), owner=2 + n, remaining=1) for n in range(newcomers)]
        batch = batcher.pick([picture("long", owner=1, remaining=left), *stream])
        left -= "long" in names(batch)

    assert left == 0
    # With five owners a fifth is its share; it gets less only while it is the longest by far.
    assert passes <= 5 * steps, "a pass waited for makes a picture half a step shorter"
