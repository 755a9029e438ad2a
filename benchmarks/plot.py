"""A line plot as SVG text: a few curves over one axis, logarithmic upwards; no libraries."""

import math
from collections.abc import Mapping, Sequence
from typing import Final
from xml.sax.saxutils import escape

Point = tuple[float, float]

_WIDTH: Final = 640
_HEIGHT: Final = 400
_LEFT, _RIGHT, _TOP, _BOTTOM = 62, 16, 48, 52
_COLOURS: Final = ("#c2410c", "#1d4ed8", "#15803d", "#7c3aed")
_STYLE: Final = "text{font:13px system-ui,sans-serif;fill:#222}.t{font-weight:600;font-size:15px}"


def svg(
    curves: Mapping[str, Sequence[Point]], *, title: str, across: str, up: str, most: float
) -> str:
    """Curves are cut where they pass `most`; all values are above zero."""
    xs = [x for points in curves.values() for x, _ in points]
    ys = [y for points in curves.values() for _, y in points]
    right = max(xs)
    low = math.floor(math.log10(min(ys)))
    high = math.log10(min(most, max(ys)))

    def place(x: float, y: float) -> Point:
        share = (math.log10(y) - low) / (high - low)
        return (
            _LEFT + x / right * (_WIDTH - _LEFT - _RIGHT),
            _HEIGHT - _BOTTOM - share * (_HEIGHT - _TOP - _BOTTOM),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape(title)}"><style>{_STYLE}</style>',
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>',
        _text(_LEFT, 24, title, of="t"),
        _text((_LEFT + _WIDTH - _RIGHT) / 2, _HEIGHT - 12, across, anchor="middle"),
        f'<g transform="translate(16 {(_TOP + _HEIGHT - _BOTTOM) / 2}) rotate(-90)">'
        f"{_text(0, 0, up, anchor='middle')}</g>",
    ]
    for tick in _ticks(low, high):
        x, y = place(0, tick)
        parts.append(f'<path d="M{x:.1f} {y:.1f}H{_WIDTH - _RIGHT}" stroke="#e5e5e5"/>')
        parts.append(_text(x - 8, y + 4, f"{tick:g}", anchor="end"))
    step = _step(right)
    for number in range(int(right / step + 1e-9) + 1):
        x, y = place(number * step, 10**low)
        parts.append(f'<path d="M{x:.1f} {y:.1f}v5" stroke="#222"/>')
        parts.append(_text(x, y + 20, f"{number * step:g}", anchor="middle"))
    x, y = place(0, 10**low)
    parts.append(f'<path d="M{x:.1f} {_TOP}V{y:.1f}H{_WIDTH - _RIGHT}" fill="none" stroke="#222"/>')
    for number, (name, points) in enumerate(curves.items()):
        colour = _COLOURS[number % len(_COLOURS)]
        shown = [place(x, y) for x, y in points if y <= 10**high * 1.0001]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in shown)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"/>')
        parts.append(f'<path d="M{_LEFT + 14} {_TOP + 14 + 20 * number}h22" stroke="{colour}" '
                     'stroke-width="2.5"/>')  # fmt: skip
        parts.append(_text(_LEFT + 44, _TOP + 18 + 20 * number, name))
    return "\n".join([*parts, "</svg>"]) + "\n"


def _text(x: float, y: float, text: str, *, anchor: str = "start", of: str = "") -> str:
    kind = f' class="{of}"' if of else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}"{kind}>{escape(text)}</text>'


def _ticks(low: int, high: float) -> list[float]:
    """1, 2 and 5 of each decade."""
    decades = range(low, math.ceil(high) + 1)
    marks = [first * 10.0**decade for decade in decades for first in (1, 2, 5)]
    return [mark for mark in marks if mark <= 10**high * 1.0001]


def _step(right: float) -> float:
    """The distance of ticks that gives about eight."""
    return next(step for step in (0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 1e9) if right / step <= 10)
