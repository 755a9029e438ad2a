"""The rules of safety once more, short enough to be read against the page that states them."""

LEVELS = ("strict", "standard", "lenient", "off")
SEEN_LESS = ("show", "spoiler", "blur", "hold", "refuse")
LINES = {"strict": (0.20, 0.50), "standard": (0.35, 0.80), "lenient": (0.80, 0.95)}


def verdict(case):
    """What becomes of a picture where it would be shown now."""
    server = not case.get("direct")
    adults = server and case["age_restricted"]
    level, block, review = case["level"], case["on_block"], case["on_review"]
    stricter = lambda *levels: min((each for each in levels if each), key=LEVELS.index)  # noqa: E731
    own = case.get("channel")
    level = (own or level) if adults else stricter(level, own, "standard")
    level = stricter(level, case.get("loosest"), case.get("member"))
    if review == "hold" and not case["mod_channel"]:
        review = "spoiler" if adults else "refuse"
    nobody_knows = "hold" if case["mod_channel"] else "refuse"
    if not server:
        level, block, review, nobody_knows = "strict", "refuse", "refuse", "refuse"
    shadow = server and case.get("shadow")
    score, checker, minors = case["score"], case["checker"], case.get("minors")
    if checker == "failed" or (checker == "fine" and not 0 <= score <= 1):
        return "hold"
    if checker == "special" or (checker == "fine" and minors and score >= LINES["strict"][0]):
        return "refuse"
    if checker == "without thresholds":
        acts = minors or (level != "off" and not shadow)
        return nobody_knows if acts else "show"
    if level == "off" or shadow or score < LINES[level][0]:
        return "show"
    if score < LINES[level][1]:
        return review
    return max(block, review, key=SEEN_LESS.index)
