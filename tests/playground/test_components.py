"""Components: how many, how long, what beside what; and what Discord makes of them."""

import pytest

from playground.components import find, read_message, read_modal, walk
from playground.errors import ApiError
from playground.form import Form


def button(custom_id="x", **fields):
    return {"type": 2, "style": 1, "label": "L", "custom_id": custom_id, **fields}


def row(*components):
    return {"type": 1, "components": list(components)}


def select(options=1, **fields):
    listed = [{"label": str(n), "value": str(n)} for n in range(options)]
    return {"type": 3, "custom_id": "s", "options": listed, **fields}


def text(content="x"):
    return {"type": 10, "content": content}


def container(*components):
    return {"type": 17, "components": list(components)}


def gallery(count):
    return {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}] * count}


def codes(components, *, v2=False):
    """What is wrong with a message of these, as a set of codes."""
    form = Form()
    read_message(form, components, v2=v2)
    try:
        form.check()
    except ApiError as error:
        return set(_codes(error.errors))
    return set()


def _codes(tree):
    for key, value in tree.items():
        if key == "_errors":
            yield from (error["code"] for error in value)
        else:
            yield from _codes(value)


FIVE = [row(*(button(f"{r}{c}") for c in range(5))) for r in range(5)]


@pytest.mark.parametrize(
    "components",
    [
        [],
        FIVE,
        [row(select(25))],
        [row({"type": 5, "custom_id": "u"})],
        [row(button(emoji={"id": None, "name": "x"}, label=None))],
    ],
)
def test_what_fits_a_message_is_taken(components):
    assert codes(components) == set()


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ([*FIVE, row(button("more"))], "BASE_TYPE_BAD_LENGTH"),
        ([row(*(button(str(n)) for n in range(6)))], "BASE_TYPE_BAD_LENGTH"),
        ([row()], "BASE_TYPE_BAD_LENGTH"),
        ([row(select(), button())], "COMPONENT_LAYOUT_WIDTH_EXCEEDED"),
        ([row(button(), button())], "COMPONENT_CUSTOM_ID_DUPLICATED"),
        ([row(button("x" * 101))], "BASE_TYPE_BAD_LENGTH"),
        ([row(button(label="x" * 81))], "BASE_TYPE_MAX_LENGTH"),
        ([row(button(label=None))], "BUTTON_COMPONENT_INVALID"),
        ([row(button(style=9))], "BASE_TYPE_CHOICES"),
        ([row({"type": 2, "style": 5, "label": "x", "url": "no"})], "URL_TYPE_INVALID_URL"),
        ([row(select(26))], "BASE_TYPE_BAD_LENGTH"),
        ([row(select(0))], "BASE_TYPE_BAD_LENGTH"),
        ([row(select(1, placeholder="x" * 151))], "BASE_TYPE_MAX_LENGTH"),
        ([row(select(1, max_values=26))], "NUMBER_TYPE_MAX"),
        (
            [row(select() | {"options": [{"label": "a", "value": "v"}] * 2})],
            "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED",
        ),
        ([text()], "BASE_TYPE_CHOICES"),
        ([row({"type": 4, "custom_id": "t", "style": 1, "label": "x"})], "BASE_TYPE_CHOICES"),
        ([{}], "BASE_TYPE_CHOICES"),
        (["words"], "MODEL_TYPE_CONVERT"),
        ("words", "LIST_TYPE_CONVERT"),
    ],
)
def test_what_does_not_fit_a_message_is_named(components, code):
    assert code in codes(components)


@pytest.mark.parametrize(
    "components",
    [
        [container(text(), gallery(10), {"type": 14}, row(button()))],
        [{"type": 9, "components": [text()] * 3, "accessory": button()}],
        [
            {
                "type": 9,
                "components": [text()],
                "accessory": {"type": 11, "media": {"url": "attachment://a.png"}},
            }
        ],
        [{"type": 13, "file": {"url": "attachment://a.txt"}}],
        [text()] * 40,
    ],
)
def test_what_fits_a_layout_is_taken(components):
    assert codes(components, v2=True) == set()


@pytest.mark.parametrize(
    ("components", "code"),
    [
        ([text()] * 41, "BASE_TYPE_BAD_LENGTH"),
        ([container(*[text()] * 20), container(*[text()] * 19)], "BASE_TYPE_BAD_LENGTH"),
        ([text("x" * 2500), text("x" * 1501)], "COMPONENT_MAX_TOTAL_TEXT_SIZE"),
        ([text("")], "BASE_TYPE_BAD_LENGTH"),
        ([gallery(11)], "BASE_TYPE_BAD_LENGTH"),
        ([gallery(0)], "BASE_TYPE_BAD_LENGTH"),
        ([container(container(text()))], "BASE_TYPE_CHOICES"),
        ([{"type": 9, "components": [text()] * 4, "accessory": button()}], "BASE_TYPE_BAD_LENGTH"),
        ([{"type": 9, "components": [text()]}], "MODEL_TYPE_CONVERT"),
        ([button()], "BASE_TYPE_CHOICES"),
    ],
)
def test_what_does_not_fit_a_layout_is_named(components, code):
    assert code in codes(components, v2=True)


def test_components_are_completed_and_numbered():
    form = Form()
    (made,) = read_message(form, [row(button(emoji={"id": None, "name": "x"}))], v2=False)

    inside = made["components"][0]
    assert (made["id"], inside["id"]) == (1, 2)
    assert inside["emoji"] == {"name": "x"}
    assert "disabled" not in inside


def test_a_form_takes_inputs_in_rows_and_labels():
    form = Form()
    field = {"type": 4, "style": 1, "custom_id": "a", "label": "A"}
    labelled = {"type": 18, "label": "B", "component": {"type": 4, "style": 2, "custom_id": "b"}}
    upload = {"type": 18, "label": "C", "component": {"type": 19, "custom_id": "c"}}
    made = read_modal(form, [row(field), labelled, upload, text()])
    form.check()

    assert [c["type"] for c in walk(made)] == [1, 4, 18, 4, 18, 19, 10]
    assert made[0]["components"][0]["required"]


def test_a_component_is_found_by_id_before_label():
    form = Form()
    rows = read_message(form, [row(button("b", label="a"), button("a", label="b"))], v2=False)

    assert find(rows, "a")["label"] == "b"
    assert find(rows, "nothing") is None
