"""How long the prompt filter takes over 4,000 characters, ordinary ones and some made to be slow.

    python -m benchmarks.words --text benchmarks/reports/words.txt

Processor time of the thread, so that neighbours count little; fastest and middle of many runs.
"""

import argparse
import statistics
import time
from pathlib import Path

from benchmarks.report import processor
from bot.words import CATEGORIES, Filter

LENGTH = 4_000
TARGET_MS = 2.0
SCENE = (
    "a wide valley in the morning, two riders beside a river, soft light through thin clouds, "
    "an old mill with a wooden wheel, apple trees in bloom, oil on canvas, muted colours, "
)
STYLED = (
    "(masterpiece:1.3), best-quality, 8k uhd, f/1.8, [sketch:oil:0.4], <lora:meadow:0.8>, "
    "a red-haired woman @ the mill!! 35mm, ((apple trees)), a.b.c., 19th-century, "
)
HIT = "a naked man in the river, naked trees, 4 pussy willows, cocktails, " + SCENE
TEXTS = {
    "a scene": SCENE,
    "weights, figures and signs": STYLED,
    "a scene with hits and rescues": HIT,
    "fullwidth letters": "".join(
        chr(ord(one) + 0xFEE0) if "!" <= one <= "~" else one for one in SCENE
    ),
    "nothing but single letters": "a n a p p l e t r e e  ",
    "nothing but hits": "naked ",  # made to be slow
    "nothing but near hits": "as ",  # made to be slow
}
SERVER = tuple(f"word{number}*" for number in range(1_000))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--text", type=Path, help="write the lines there")
    options = parser.parse_args()

    words = Filter.load()
    lines = [
        f"{LENGTH:,} characters, all categories, a server's list of {len(SERVER):,} entries.",
        f"{processor()}; milliseconds of processor time, target {TARGET_MS} for prompts.",
        "",
        f"{'text':<32} {'fastest':>8} {'middle':>8}",
    ]
    for name, text in TEXTS.items():
        prompt = (text * LENGTH)[:LENGTH]
        times = []
        for _ in range(options.rounds):
            begun = time.thread_time()
            words.scan(prompt, categories=CATEGORIES, block=SERVER)
            times.append(1000 * (time.thread_time() - begun))
        lines.append(f"{name:<32} {min(times):>8.2f} {statistics.median(times):>8.2f}")
    print("\n".join(lines))
    if options.text:
        options.text.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
