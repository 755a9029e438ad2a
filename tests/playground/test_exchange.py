"""The record of what the bot asked."""

import pytest

from playground.exchange import Exchange, Exchanges


def exchange(method="POST", path="/channels/1/messages", body=None):
    return Exchange(
        at=0.0,
        seconds=0.0,
        method=method,
        path=path,
        route=path,
        query={},
        body=body,
        files=(),
        multipart=False,
        status=200,
        answer=None,
        faulted=False,
    )


def test_the_record_is_bounded_and_still_counts():
    record = Exchanges(keep=2)
    for number in range(3):
        record.add(exchange(path=f"/{number}"))

    assert [e.path for e in record] == ["/1", "/2"]
    assert (len(record), record.total) == (2, 3)


def test_requests_are_found_by_pattern_and_condition():
    record = Exchanges(keep=9)
    for method, path in (("POST", "/channels/1/messages"), ("GET", "/channels/1/messages")):
        record.add(exchange(method, path, {"content": method}))

    assert len(record.matching("* /channels/*")) == 2
    assert len(record.matching("POST *")) == 1
    assert len(record.matching("*", lambda e: e.message["content"] == "GET")) == 1


@pytest.mark.parametrize(
    ("path", "body", "message"),
    [
        ("/channels/1/messages", {"content": "x"}, {"content": "x"}),
        ("/interactions/1/t/callback", {"type": 4, "data": {"content": "x"}}, {"content": "x"}),
        ("/interactions/1/t/callback", {"type": 5}, {}),
        ("/applications/1/commands", [{}], {}),
    ],
)
def test_a_message_is_found_wherever_a_request_carries_it(path, body, message):
    assert exchange(path=path, body=body).message == message
