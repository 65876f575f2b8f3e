"""What numbers count, and when: sections 1 and 2 of Sources/ExclaimAnalysis/DESIGN.md, for reconciliation_oracle.py."""

import calendar
import collections
import datetime

# An exchange that has begun, or of which nothing is said.
BEGUN = {"COMPLETED", "UNDER_WAY", "PARTLY_COMPLETED", "UNSPECIFIED"}
MILITARY = {"PRISONER_OF_WAR", "SERIOUSLY_WOUNDED_OR_SICK", "UNDER_25", "MILITARY_WOMEN", "MILITARY_UNSPECIFIED"}
CIVILIAN = {"CHILDREN", "HOSTAGES", "POLITICAL_PRISONERS", "CIVILIAN_UNSPECIFIED"}
EVERYBODY = "all"
Count = collections.namedtuple("Count", "topic unit dependent detaining category scope includes excludes agreement official")


# What is counted: section 1.


def powers(value):
    if value is None or value == EVERYBODY:
        return value
    return frozenset([value] if isinstance(value, str) else value)


def count_of(measure, agreement=""):
    topic = measure["topic"]
    return Count(
        topic, "EXCHANGES" if topic == "EXCHANGES" else "PERSONS", powers(measure.get("dependentPower")),
        powers(measure.get("detainingPower")), measure.get("category", "UNSPECIFIED"),
        measure.get("scope", "").strip().lower(), limits(measure, "includes"), limits(measure, "excludes"), agreement,
        False)


def limits(measure, name):
    """What is taken in or left out: references to agreements or exchanges."""
    return frozenset(next(iter(each.values())) for each in measure.get(name, []))


def holds_powers(whole, part):
    if whole is None or part is None:
        return whole == part
    return whole == EVERYBODY or (part != EVERYBODY and part <= whole)


def holds_category(whole, part):
    if whole == part:
        return True
    if whole == "ALL":
        return part != "MORTAL_REMAINS"
    below = {"MILITARY": MILITARY, "CIVILIAN": CIVILIAN, "WOMEN": {"MILITARY_WOMEN"}}
    return part in below.get(whole, set())


def excludes_category(one, other):
    def branch(category):
        return 1 if category == "MILITARY" or category in MILITARY else 2 if category == "CIVILIAN" or category in CIVILIAN else 0

    return {branch(one), branch(other)} == {1, 2}


def is_part(part, whole):
    return (
        part != whole and part.topic == whole.topic and part.unit == whole.unit and part.includes == whole.includes
        and holds_powers(whole.dependent, part.dependent) and holds_powers(whole.detaining, part.detaining)
        and holds_category(whole.category, part.category) and whole.scope in ("", part.scope)
        and whole.excludes <= part.excludes and whole.agreement in ("", part.agreement)
        and (part.official or not whole.official))


# Days: section 2.


def days(date):
    """First and last day that a date may mean, as numbers; (None, None) for an unknown one."""
    if date is None:
        return None, None
    ends = date["edtf"].split("/")
    return day(ends[0])[0], day(ends[-1])[1]


def day(text):
    parts = [int(part) for part in text.split("-")]
    if len(parts) == 3:
        number = datetime.date(*parts).toordinal()
        return number, number
    year, month = parts
    last = calendar.monthrange(year, month)[1]
    return datetime.date(year, month, 1).toordinal(), datetime.date(year, month, last).toordinal()


def is_divisible(exchange):
    """Whether it may have taken several days."""
    return bool(exchange["stages"]) or "/" in exchange["date"]["edtf"]


def parties(exchange):
    return {leg[end] for leg in exchange["legs"] for end in ("from", "to", "dependent")}


def transferred(exchange, leg):
    """The groups of a leg, without those of a stage that is still ahead."""
    ahead = {
        stage["number"] for stage in exchange["stages"]
        if stage["status"] not in BEGUN}
    return [group for group in leg["persons"] if group["stage"] not in ahead]


def greatest_apart(groups):
    """The most that groups make of which no two can share a person."""
    if not groups:
        return 0
    (name, low), rest = groups[0], groups[1:]
    return max(greatest_apart(rest), low + greatest_apart([each for each in rest if are_apart(name, each[0])]))


def are_apart(one, other):
    return excludes_category(one[0], other[0]) or 0 != one[1] != other[1] != 0


def intersect(one, other):
    """Whether a number can be in both of two ranges."""
    (low, high), (least, most) = one, other
    return (most is None or low <= most) and (high is None or least <= high)
