"""An independent reading of Sources/ExclaimAnalysis/DESIGN.md, over SciPy's solver.

Reads small ledgers with our answers as lines of JSON on stdin, makes a system of constraints of each by the rules of that
text, and lets the judge of ExclaimConstraintsTests hold our answers against it. Prints counts and "all agree", or what is
wrong; exits 1 then, also when the ledgers did not meet all that is to be judged. It knows what the ledgers of
RandomLedger.swift contain, and nothing more.
"""

import collections
import itertools
import json
import pathlib
import signal
import sys

sys.path.insert(0, str(pathlib.Path(__file__).absolute().parent.parent / "ExclaimConstraintsTests"))
import exact  # noqa: E402
import oracle  # noqa: E402
import reconciliation_exchanges  # noqa: E402
from reconciliation_counts import (  # noqa: E402
    BEGUN, EVERYBODY, Count, count_of, days, holds_powers, is_divisible, is_part, limits, powers, transferred)

STOCKS = {"HELD", "MISSING"}
FLOWS = {"RETURNED", "HANDED_OVER", "CAPTURED", "EXCHANGES"}
SAYS_A_NUMBER = {"ASSERTS", "CONFIRMS", "CORRECTS", "DISPUTES"}
AFFIRMS = {"ASSERTS", "CONFIRMS", "CORRECTS"}
# A state, its bodies, and those who speak for it.
OFFICIAL = {
    "STATE", "MINISTRY", "SECURITY_SERVICE", "COORDINATION_BODY", "OMBUDSMAN", "HEAD_OF_STATE", "NAMED_OFFICIAL",
    "ANONYMOUS_OFFICIAL"}
PROBLEMS_SHOWN = 3
LEDGER_SECONDS_MAX = 30
# One in so many may be given up.
LEDGERS_FOR_EACH_UNDECIDED = 50
# What ledgers must have met, of so many.
LEDGERS_FOR_ALL = 200
EXERCISED = [
    "components", "components that are one number", "components within components", "days of an exchange",
    "directions to a third state", "events that may be left out", "exchanges of others", "exchanges outside an official tally",
    "exchanges that may be of an event that counts", "exchanges that may share an event", "groups of several stages",
    "handovers of a completed exchange", "handovers that count as one or several", "numbers of an agreement in an exchange",
    "numbers that do not stand", "numbers that stand for all that is said of them", "parts for which a whole stands",
    "parts in tension", "parts that stand for a whole", "powers in each other's hands", "totals of persons in exchanges",
    "usual readings"]
WIDEST = {
    "MILITARY_UNSPECIFIED": "MILITARY", "CIVILIAN_UNSPECIFIED": "CIVILIAN", "PERSONS_UNSPECIFIED": "ALL", "UNSPECIFIED": "ALL"}


class Ledger(reconciliation_exchanges.Exchanges):
    """The system that the records of a ledger make."""

    def __init__(self, records, reading="hard"):
        # Of the bounds of words: what they entail, or how they are usually read.
        self.reading = reading
        self.records, self.other = records, None
        self.exercised = collections.Counter()
        self.kinds = {each["actor"]["key"]: each["actor"]["kind"] for each in records if "actor" in each}
        self.sides = {each["actor"]["key"]: each["actor"]["side"] for each in records if "actor" in each}
        self.claims = {each["claim"]["key"]: each["claim"] for each in records if "claim" in each}
        self.exchanges = {each["exchange"]["key"]: each["exchange"] for each in records if "exchange" in each}
        self.relations = [each["relation"] for each in records if "relation" in each]
        self.owners = [next(iter(each.values()))["key"] for each in records]
        self.unknowns = 0
        self.rows = []
        self.implications = []
        # Unknowns of one part of the system, whether a row ties them or not.
        self.together = []
        # Numbers in an exchange, or on a day, by what they count.
        self.cells = collections.defaultdict(dict)
        # For each claim that gives a number: a sum that it bounds.
        self.number = {}
        self.windows = {}
        # What the number of a claim counts, in which exchange or on which day, or from which day to which.
        self.where = {}
        # The numbers of windows whose ends are certain.
        self.growths = {}
        # By exchange: what claims about it count that an analyst has set apart.
        self.apart = collections.defaultdict(set)
        # Whether the official tally is another thing than a total.
        self.has_tally = any(each["inOfficialTally"] in ("NO", "PARTLY", "UNKNOWN") for each in self.exchanges.values())
        self.read_exchanges()
        self.read_claims()
        self.tie_flows()
        for cell in self.cells.values():
            self.tie([(count, {number: 1}) for count, number in cell.items()])
        self.tie_whole_exchanges()
        self.tie_relations()

    def unknown(self):
        self.unknowns += 1
        return self.unknowns - 1

    def add(self, terms, low=None, high=None, owner=None):
        """A row; the owner is a record's key."""
        owner = None if owner is None else self.owners.index(owner)
        self.rows.append([[[v, f] for v, f in sorted(terms.items()) if f], low, high, owner])

    def cell(self, place, count):
        """The number of a count in an exchange or on a day."""
        if count not in self.cells[place]:
            self.cells[place][count] = self.unknown()
        return self.cells[place][count]

    def usual(self):
        """The same by the usual reading of the words."""
        if self.other is None:
            self.other = Ledger(self.records, "soft")
        return self.other

    # What exchanges say: section 3.

    def read_exchanges(self):
        for key, exchange in self.exchanges.items():
            if exchange["status"] not in BEGUN:
                continue
            for giver, dependent in sorted({(leg["from"], leg["dependent"]) for leg in exchange["legs"]}):
                legs = [leg for leg in exchange["legs"] if (leg["from"], leg["dependent"]) == (giver, dependent)]
                # What is under an agreement is a number of its own where some of the direction certainly is, but not all.
                answers = {each: self.standings(each, exchange, legs) for each in ("pact", "deal")}
                for agreement in [""] + [each for each, found in answers.items() if True in found and found != {True}]:
                    self.read_legs(exchange, legs, agreement)

    def read_legs(self, exchange, legs, agreement):
        """Those who are handed to their own power return; whether others do, of whom nobody says so, is open."""
        if agreement:
            self.exercised["numbers of an agreement in an exchange"] += 1
        home = [leg for leg in legs if leg["to"] == leg["dependent"]]
        topics = {"RETURNED": home} if home == legs else {"RETURNED": home, "HANDED_OVER": legs}
        if len(topics) > 1:
            self.exercised["directions to a third state"] += 1
        for category in sorted({group["category"] for leg in legs for group in transferred(exchange, leg)} | {"ALL"}):
            for topic, certain in topics.items():
                low = sum(self.counted_of(exchange, leg, category, agreement, [True])[0] for leg in certain)
                highs = [self.counted_of(exchange, leg, category, agreement, [True, None])[1] for leg in legs]
                high = None if None in highs else sum(highs)
                count = self.returned(legs[0]["dependent"], legs[0]["from"], category, agreement)._replace(topic=topic)
                number = self.cell(exchange["key"], count)
                if low or high is not None:
                    self.add({number: 1}, low, high, exchange["key"])

    def counted_of(self, exchange, leg, category, agreement, answers):
        groups = [
            group for group in transferred(exchange, leg)
            if not agreement or self.standing(agreement, group, leg, exchange) in answers]
        return self.counted(groups, category, self.reading)

    def returned(self, dependent, detaining, category, agreement=""):
        return Count(
            "RETURNED", "PERSONS", powers(dependent), powers(detaining), category, "", frozenset(), frozenset(),
            agreement, False)

    def in_exchange(self, count, exchange):
        """What a count is called in an exchange."""
        if count.agreement and self.is_all_under(count, exchange):
            count = count._replace(agreement="")
        legs = self.meant(count, exchange)
        for field, end in (("dependent", "dependent"), ("detaining", "from")):
            named = {leg[end] for leg in legs}
            if getattr(count, field) is None and len(named) == 1:
                count = count._replace(**{field: frozenset(named)})
        if count.topic == "HANDED_OVER":
            same = [
                leg for leg in exchange["legs"]
                if powers(leg["dependent"]) == count.dependent and powers(leg["from"]) == count.detaining]
            if same and all(leg["to"] == leg["dependent"] for leg in same):
                count = count._replace(topic="RETURNED")
        return count

    def meant(self, count, exchange):
        """The legs of which a count may speak that leaves powers out."""
        return [
            leg for leg in exchange["legs"]
            if count.dependent in (None, powers(leg["dependent"])) and count.detaining in (None, powers(leg["from"]))]

    def is_all_under(self, count, exchange):
        """Whether everybody whom a count may mean is certainly under its agreement, which then says nothing."""
        legs = self.meant(count, exchange)
        if legs:
            return self.standings(count.agreement, exchange, legs) == {True}
        # Of a leg that is not recorded the exchange itself tells.
        unrecorded = self.standing(count.agreement, {"agreement": ""}, {"agreement": ""}, exchange)
        return unrecorded is True and self.standings(count.agreement, exchange) == {True}

    # What claims say.

    def read_claims(self):
        apart = set()
        topics = {key: claim["measure"]["topic"] for key, claim in self.claims.items()}
        for relation in self.relations:
            if relation["kind"] in ("NOT_COMPARABLE", "SCOPE_DRIFT_OF"):
                if topics[relation["from"]] == topics[relation["to"]]:
                    apart.add(relation["from"])
        for claim in self.claims.values():
            if claim["speechAct"] not in SAYS_A_NUMBER or "quantity" not in claim:
                continue
            if not self.stands(claim):
                self.exercised["numbers that do not stand"] += 1
                continue
            if claim["key"] in self.answered():
                self.exercised["numbers that stand for all that is said of them"] += 1
            bounds = claim["quantity"][self.reading]
            key, measure = claim["key"], claim["measure"]
            count = count_of(measure, claim["about"].get("agreement", ""))
            has_window = "from" in measure or "to" in measure
            exchange = self.exchanges.get(claim["about"].get("exchange", ""))
            first, last = days(measure.get("at"))
            if self.has_tally and has_window and count.topic in ("EXCHANGES", "RETURNED") and not count.agreement:
                count = count._replace(official=self.kinds[claim["speaker"]] in OFFICIAL)
            terms = None
            if key in apart:
                self.apart[claim["about"].get("exchange", "")].add(count)
            elif exchange and not has_window and count.topic != "EXCHANGES":
                # One of the days that it may have taken, or all of it; "in June" may be some of them.
                is_all = first is None or not is_divisible(exchange) or (first, last) == days(exchange["date"])
                if is_all or first == last:
                    place = exchange["key"] if is_all else (exchange["key"], first)
                    count = self.in_exchange(count, exchange)
                    self.where[key] = (count, place, 0, 0)
                    terms = {self.cell(place, count): 1}
            elif count.topic in STOCKS and first is not None and first == last:
                self.where[key] = (count, first, 0, 0)
                terms = {self.cell(first, count): 1}
            elif count.topic in FLOWS and has_window:
                begin, end = days(measure.get("from")), days(measure.get("to"))
                if "to" not in measure:
                    end = days(claim.get("asserted"))
                self.windows[key] = (count, begin, end)
            elif count.topic in FLOWS and first is not None and first == last:
                self.windows[key] = (count, (first, first), (first, first))
            if terms is None:
                # Claims on one window whose ends are certain speak of one number.
                window = self.windows.get(key)
                is_certain = window is not None and all(None is not first == last for first, last in window[1:])
                if is_certain and window[1][0] <= window[2][0]:
                    self.where[key] = (count, None, window[1][0], window[2][0])
                if not is_certain:
                    terms = {self.unknown(): 1}
                elif window not in self.growths:
                    terms = self.growths[window] = {self.unknown(): 1}
                else:
                    terms = self.growths[window]
            self.number[key] = terms
            self.add(terms, bounds.get("low"), bounds.get("high"), key)

    def answered(self):
        return {claim["about"]["claim"] for claim in self.claims.values()} | {
            relation["to"] for relation in self.relations if relation["kind"] == "SUPERSEDES"}

    def answers(self, claim, act):
        """What the speaker says of an own claim."""
        return [
            each for each in self.claims.values()
            if each["about"]["claim"] == claim["key"] and each["speechAct"] == act
            and each["speaker"] == claim["speaker"]]

    def is_retracted(self, claim):
        """Taken back, and that not taken back in turn; replies come after what they are about."""
        return any(not self.is_retracted(each) for each in self.answers(claim, "RETRACTS"))

    def stands(self, claim):
        """The speaker has neither taken it back nor replaced it."""
        superseding = [
            self.claims[relation["from"]] for relation in self.relations
            if relation["kind"] == "SUPERSEDES" and relation["to"] == claim["key"]]
        own = [each for each in superseding if each["speaker"] == claim["speaker"]]
        # Who takes the correction back does not say the first again.
        return not self.is_retracted(claim) and not self.answers(claim, "CORRECTS") and not own

    # Flows: sections 2 and 4.

    def tie_flows(self):
        pairs = self.pairs()
        self.exercised["totals of persons in exchanges"] += len(pairs)
        topics = {count.topic for count, _, _ in self.windows.values()}
        together = [{"RETURNED", "EXCHANGES"}] if pairs else []
        for group in together + [{topic} for topic in sorted(topics) if not any(topic in each for each in together)]:
            self.tie_flow({key: each for key, each in self.windows.items() if each[0].topic in group}, pairs)

    def pairs(self):
        """The counts of persons, each with that of the exchanges in which they returned: section 4, rule 7."""
        found = set()
        for key, (exchanges, *_) in self.windows.items():
            claim = self.claims[key]
            if exchanges.topic != "EXCHANGES" or claim["speechAct"] not in AFFIRMS:
                continue
            persons = [each for each in self.claims.values() if self.says_persons(each, claim)]
            tied = [
                each for each in persons for relation in self.relations
                if {relation["from"], relation["to"]} == {key, each["key"]}
                and relation["kind"] in ("SAME_UTTERANCE", "COMPONENT_OF", "SUBSET_OF", "SUPPORTS")]
            for each in (tied or persons)[-1:]:
                if each["key"] in self.windows:
                    found.add((self.windows[each["key"]][0], exchanges))
        return found

    def says_persons(self, persons, exchanges):
        """Whether a claim says how many persons were in the exchanges of another, in the same window."""
        one, other = persons["measure"], exchanges["measure"]
        return (
            one["topic"] == "RETURNED" and persons["speechAct"] in AFFIRMS and "quantity" in persons
            and self.stands(persons) and persons["speaker"] == exchanges["speaker"]
            and not persons["about"]["exchange"] and persons["about"]["agreement"] == exchanges["about"]["agreement"]
            and ("dependentPower" not in other or powers(one.get("dependentPower")) == powers(other["dependentPower"]))
            and one.get("scope", "") == other.get("scope", "")
            and limits(one, "excludes") == limits(other, "excludes")
            and all(days(one.get(end)) == days(other.get(end)) for end in ("at", "from", "to")))

    def tie_flow(self, windows, pairs):
        counts = sorted({count for count, _, _ in windows.values()}, key=str)
        members = {count: self.members(count) for count in counts}
        points = set()
        for _, (first, second), (third, fourth) in windows.values():
            points |= {each - 1 for each in (first, second) if each is not None}
            points |= {each for each in (third, fourth) if each is not None}
        for exchange in {each["key"]: each for every in members.values() for each in every}.values():
            first, last = days(exchange["date"])
            points |= {first - 1, last}
        points = sorted(points)
        # Stretches of days: before the first point, between two, after the last. In each a count grows by some number.
        stretches = list(zip([None, *points], [*points, None]))
        growth = {count: [self.unknown() for _ in stretches] for count in counts}
        # A contradiction in one window may be taken to reach another.
        self.together += growth.values()

        def over(count, first, last):
            """The growth from a day to a day; None is as far as one likes."""
            inside = collections.Counter()
            for index, (before, end) in enumerate(stretches):
                if first is not None and (before is None or before < first - 1):
                    continue
                if last is not None and (end is None or end > last):
                    continue
                inside[growth[count][index]] = 1
            return inside

        for key, (count, begin, end) in windows.items():
            least = collections.Counter()
            if begin[1] is not None and end[0] is not None and begin[1] <= end[0]:
                least = over(count, begin[1], end[0])
            most = over(count, begin[0], end[1])
            number = collections.Counter(self.number[key])
            self.add(difference(number, least), low=0)
            self.add(difference(most, number), low=0)
        self.tie_exchanges(counts, members, stretches, growth, pairs)

    def tie_exchanges(self, counts, members, stretches, growth, pairs):
        """Splits each growth into what each exchange brought and the rest; the rules hold for each of these."""
        rest = {count: [collections.Counter({each: 1}) for each in growth[count]] for count in counts}
        everybody = {each["key"]: each for every in members.values() for each in every}
        exchanges_of = collections.defaultdict(list)
        for key, exchange in sorted(everybody.items()):
            first, last = days(exchange["date"])
            places = [
                index for index, (before, end) in enumerate(stretches)
                if (end is None or end >= first) and (before is None or before < last)]
            share = {count: {index: self.unknown() for index in places} for count in counts}
            for index in places:
                self.tie([(count, {share[count][index]: 1}) for count in counts])
                for count in counts:
                    rest[count][index][share[count][index]] -= 1
            for persons, exchanges in sorted(pairs, key=str):
                # Nobody returned in an exchange that is none of those counted.
                if persons in share and exchanges in share and exchange not in members[exchanges]:
                    for part in share[persons].values():
                        cause = [[each, 1] for each in share[exchanges].values()]
                        self.implications.append([[[part, 1]], cause, None])
            # One day of which it is not known which: the same for all that is counted in it.
            chosen = {}
            if len(places) > 1 and not is_divisible(exchange):
                chosen = {index: self.unknown() for index in places}
                self.add({day: 1 for day in chosen.values()}, 1, 1)
            for count in [count for count in counts if exchange in members[count]]:
                total = {part: 1 for part in share[count].values()}
                if count.topic == "EXCHANGES":
                    exchanges_of[count].append((key, total))
                else:
                    # A total's word for the persons is read as widely as it may be meant.
                    widest = WIDEST.get(count.category, count.category)
                    plain = count._replace(
                        includes=frozenset(), excludes=frozenset(), official=False, category=widest)
                    number = self.cell(key, self.in_exchange(plain, exchange))
                    self.add(difference(total, {number: 1}), 0, 0, key)
                for index, day in chosen.items():
                    self.implications.append([[[share[count][index], 1]], [[day, 1]], None])
        for count, brought in exchanges_of.items():
            self.count_exchanges(count, brought)
        for index in range(len(stretches)):
            for count in counts:
                self.add(rest[count][index], low=0)
            self.tie([(count, rest[count][index]) for count in counts])
            for persons, exchanges in sorted(pairs, key=str):
                if persons in rest and exchanges in rest:
                    effect, cause = rest[persons][index], rest[exchanges][index]
                    self.implications.append([sorted(effect.items()), sorted(cause.items()), None])

    def count_exchanges(self, count, brought):
        """Each exchange adds 1; handovers in the place of one larger exchange together at least 1."""
        for key, total in brought:
            together = [other for other_key, other in brought if self.place(count, other_key) == self.place(count, key)]
            if len(together) > 1:
                self.exercised["handovers that count as one or several"] += 1
            self.add(sum(map(collections.Counter, together), collections.Counter()), low=1, owner=key)
            self.add(total, high=1, owner=key)

    # Rules: section 4. All hold in one exchange, on one day, over one stretch of days.

    def tie(self, numbers):
        numbers = numbers + self.branches(numbers)
        by_count = dict(numbers)
        for (part, one), (whole, other) in itertools.permutations(numbers, 2):
            if is_part(part, whole):
                self.add(difference(other, one), low=0)
        for count, number in numbers:
            if count.category == "ALL":
                branches = [by_count.get(count._replace(category=each)) for each in ("MILITARY", "CIVILIAN")]
                if None not in branches:
                    self.add(difference(number, *branches), 0, 0)
            for field in ("dependent", "detaining"):
                self.tie_powers(count, number, field, by_count)
            self.tie_mutual(count, number, by_count)
            if not count.agreement:
                for agreement in {each.agreement for each in by_count} - {"", *count.excludes}:
                    under = by_count.get(count._replace(agreement=agreement))
                    without = by_count.get(count._replace(excludes=count.excludes | {agreement}))
                    if under and without:
                        self.add(difference(number, under, without), 0, 0)

    def branches(self, numbers):
        """The whole branches, military and civilian, where something of both and of "all" is spoken of."""
        added = []
        spoken = {count for count, _ in numbers}
        for count in [count for count in spoken if count.category == "ALL"]:
            wholes = [count._replace(category=each) for each in ("MILITARY", "CIVILIAN")]
            if all(any(is_part(part, whole) or part == whole for part in spoken if part._replace(category="ALL") == count)
                   for whole in wholes):
                added += [(whole, {self.unknown(): 1}) for whole in wholes if whole not in spoken]
        return added

    def tie_powers(self, count, number, field, by_count):
        value = getattr(count, field)
        if value is None or (value != EVERYBODY and len(value) == 1):
            return
        named = ["ua", "ru", "tr"] if value == EVERYBODY else sorted(value)
        single = [by_count.get(count._replace(**{field: frozenset([party])})) for party in named]
        spoken = [each for each in single if each is not None]
        if spoken:
            is_sum = value != EVERYBODY and None not in single
            self.add(difference(number, *spoken), 0, 0 if is_sum else None)

    def tie_mutual(self, count, number, by_count):
        """Who is in each other's hands, of several powers in the hands of several."""
        if any(each is None or (each != EVERYBODY and len(each) == 1) for each in (count.dependent, count.detaining)):
            return
        single = [
            by_count.get(count._replace(dependent=frozenset([one]), detaining=frozenset([other])))
            for one, other in itertools.permutations(["ua", "ru", "tr"], 2)
            if holds_powers(count.dependent, frozenset([one])) and holds_powers(count.detaining, frozenset([other]))]
        spoken = [each for each in single if each is not None]
        if len(spoken) > 1:
            self.exercised["powers in each other's hands"] += 1
            is_sum = count.dependent == count.detaining and count.dependent != EVERYBODY and len(count.dependent) == 2
            self.add(difference(number, *spoken), 0, 0 if is_sum else None)

    def tie_whole_exchanges(self):
        """What an exchange brought on its days, or in its handovers, is together at most what it brought: section 4, rule 6."""
        for key, exchange in self.exchanges.items():
            days_of = [place for place in self.cells if isinstance(place, tuple) and place[0] == key]
            handovers = [
                each["key"] for each in self.parts(exchange)
                if each["partOf"] == [key] and exchange["status"] == "COMPLETED" and each["key"] not in exchange["partOf"]]
            for count, number in self.cells.get(key, {}).items():
                on_days = [{self.cells[place][count]: 1} for place in days_of if count in self.cells[place]]
                if on_days:
                    self.exercised["days of an exchange"] += 1
                    self.add(difference({number: 1}, *on_days), low=0)
                self.tie_handovers(number, [each for each in handovers if count in self.cells.get(each, {})], count)

    def tie_handovers(self, whole, handovers, count):
        shares = []
        handovers.sort(key=lambda handover: self.cells[handover][count])
        for place, handover in enumerate(handovers):
            self.exercised["handovers of a completed exchange"] += 1
            brought = {self.cells[handover][count]: 1}
            if any(self.may_be_one_event(self.exchanges[each], self.exchanges[handover]) for each in handovers[:place]):
                # Perhaps the same as another, it adds nothing to that.
                self.add(difference({whole: 1}, brought), low=0, owner=handover)
                continue
            shares.append({self.unknown(): 1})
            self.add(difference(shares[-1], brought), low=0, owner=handover)
        if shares:
            self.add(difference({whole: 1}, *shares), low=0)

    def tie_relations(self):
        # By whole: the claims that are called its parts, each with who says so.
        parts = collections.defaultdict(list)
        same = self.one_number()
        for relation in self.relations:
            one, other = self.number.get(relation["from"]), self.number.get(relation["to"])
            if one is None or other is None or one == other:
                continue
            if relation["kind"] == "SUBSET_OF":
                self.add(difference(other, one), low=0, owner=relation["key"])
            elif relation["kind"] == "SAME_MEASURE":
                self.add(difference(other, one), 0, 0, owner=relation["key"])
            elif relation["kind"] == "COMPONENT_OF":
                self.exercised["components"] += 1
                parts[name_of(other)].append((relation["from"], relation["key"]))
        for whole, said in parts.items():
            self.tie_parts(whole, said, same)

    def tie_parts(self, whole, said, same):
        # What each part adds to the whole, for anybody who says that it is one.
        shares = {}
        of = next(key for key, terms in self.number.items() if name_of(terms) == whole)
        for part, owner in said:
            others = [other for other, _ in said if name_of(self.number[other]) != name_of(self.number[part])]
            if any(self.is_within(part, other, same, same[of]) for other in others):
                self.exercised["components within components"] += 1
                self.add(difference(dict(whole), self.number[part]), low=0, owner=owner)
                continue
            if same[part] in shares:
                self.exercised["components that are one number"] += 1
            share = shares.setdefault(same[part], self.unknown())
            self.add(difference({share: 1}, self.number[part]), low=0, owner=owner)
        self.add(difference(dict(whole), *({share: 1} for share in shares.values())), low=0)

    def is_within(self, part, other, same, whole):
        """Whether a part lies within another of one whole: by relations, or by what it counts and when."""
        inner = {same[other]}
        # What is within the whole is not within the part for that.
        for _ in self.relations:
            inner |= {
                same[relation["from"]] for relation in self.relations
                if relation["kind"] in ("SUBSET_OF", "COMPONENT_OF") and {relation["from"], relation["to"]} <= same.keys()
                and same[relation["to"]] in inner and (same[relation["to"]] != whole or whole == same[other])}
        if same[part] != same[other] and same[part] in inner:
            return True
        if not {part, other} <= self.where.keys():
            return False
        (count, slot, begin, end), (wider, other_slot, first, last) = self.where[part], self.where[other]
        return slot == other_slot and (count == wider or is_part(count, wider)) and first <= begin and end <= last

    def one_number(self):
        """For each claim with a number a name of that number, which is one for all that somebody calls the same."""
        names = {key: name_of(terms) for key, terms in self.number.items()}
        for relation in self.relations:
            if relation["kind"] == "SAME_MEASURE" and relation["from"] in names and relation["to"] in names:
                old, new = names[relation["from"]], names[relation["to"]]
                names = {key: new if name == old else name for key, name in names.items()}
        return names


def name_of(terms):
    return tuple(sorted(terms.items()))


def difference(first, *others):
    terms = collections.Counter(first)
    for other in others:
        for variable, factor in other.items():
            terms[variable] -= factor
    return terms


# Our answers.


def problems(ledger, answers, is_exact):
    asked, given, usual = [], [], []
    spoken = set()
    for figure in answers["figures"]:
        if "claim" in figure:
            terms = ledger.number.get(figure["claim"])
            spoken.add(figure["claim"])
        else:
            count = count_of(figure["measure"], figure["agreement"])
            if count in ledger.apart[figure["exchange"]]:
                continue
            first, last = days(figure["measure"].get("at"))
            if first != last:
                # A claim on some days of it, of which it is asked by itself.
                continue
            place = figure["exchange"] if first is None else (figure["exchange"], first)
            number = ledger.cells.get(place, {}).get(count)
            terms = None if number is None else {number: 1}
        if terms is None:
            yield f"a figure of nothing: {figure}"
            continue
        asked.append([[variable, factor] for variable, factor in terms.items()])
        low, high, low_owners, high_owners, is_beside, soft = figure["answer"]
        usual.append(soft)
        owners = [sorted(ledger.owners.index(key) for key in keys) for keys in (low_owners, high_owners)]
        given.append([low, high, *owners, is_beside])
    if spoken != set(ledger.number):
        yield f"claims with numbers are {sorted(ledger.number)}, with figures {sorted(spoken)}"
    conflicts = [sorted(ledger.owners.index(key) for key in keys) for keys in answers["conflicts"]]
    if len(conflicts) != answers["count"]:
        yield f"{answers['count']} contradictions are counted, and {len(conflicts)} told"
    for problem in judged_parts(ledger, list(zip(asked, given)), conflicts, is_exact):
        # How far a contradiction may reach is told generously.
        if not problem.startswith("isBesideConflict"):
            yield problem
    tensions = [sorted(ledger.owners.index(key) for key in keys) for keys in answers["tensions"]]
    yield from usual_problems(ledger, list(zip(asked, usual)), conflicts, tensions, is_exact)


def judged_parts(ledger, figures, conflicts, is_exact):
    """Each part of the system by itself: a contradiction reaches only what is tied to it."""
    unfound = [owners for owners in conflicts]
    for unknowns in parts(ledger):
        rows = [row for row in ledger.rows if row[0] and row[0][0][0] in unknowns]
        implications = [each for each in ledger.implications if each[0][0][0] in unknowns]
        asked = [each for each in figures if each[0][0][0] in unknowns]
        part = {
            "unknowns": ledger.unknowns, "rows": rows, "implications": implications,
            "questions": [terms for terms, _ in asked], "answers": [answer for _, answer in asked]}
        system = oracle.System(part, is_exact)
        part["conflicts"] = [
            owners for owners in conflicts if set(owners) <= system.owners and not system.can_be_right(owners)]
        part["pairCount"] = sum(len(owners) <= 2 for owners in part["conflicts"])
        part["conflictsMax"] = len(conflicts) + 1
        unfound = [owners for owners in unfound if owners not in part["conflicts"]]
        yield from oracle.problems(part, is_exact)
    for owners in unfound:
        yield f"contradiction {owners} is none"


def system_of(ledger, unknowns, is_exact):
    """A part of the system."""
    rows = [row for row in ledger.rows if row[0] and row[0][0][0] in unknowns]
    implications = [each for each in ledger.implications if each[0][0][0] in unknowns]
    return oracle.System({"unknowns": ledger.unknowns, "rows": rows, "implications": implications}, is_exact)


def usual_problems(ledger, figures, conflicts, tensions, is_exact):
    """The usual reading, without the records of contradictions: what cannot be true is a tension."""
    unfound = list(tensions)
    for unknowns in parts(ledger):
        hard, system = (system_of(each, unknowns, is_exact) for each in (ledger, ledger.usual()))
        apart = [owners for owners in conflicts if set(owners) <= hard.owners and not hard.can_be_right(owners)]
        trusted = system.owners - {owner for owners in apart for owner in owners}
        found = [owners for owners in unfound if set(owners) <= trusted and not system.can_be_right(owners)]
        unfound = [owners for owners in unfound if owners not in found]
        for owners in found:
            for owner in owners:
                if not system.can_be_right(set(owners) - {owner}):
                    yield f"tension {owners} does not need {owner}"
        if not system.can_be_right(trusted - {owner for owners in found for owner in owners}):
            yield f"a tension apart from all that are told: among {sorted(trusted)}"
        if found:
            ledger.usual().exercised["parts in tension"] += 1
            continue
        for terms, usual in figures:
            if terms[0][0] in unknowns:
                expected = system.ends(trusted, terms)
                if usual is None and tensions:
                    # How far a tension may reach is told generously.
                    continue
                if usual is None or (usual.get("low", 0), usual.get("high")) != expected:
                    yield f"usual bounds of {terms} are {expected}, told are {usual}"
                ledger.usual().exercised["usual readings"] += 1
    for owners in unfound:
        yield f"tension {owners} is none"


def parts(ledger):
    """Sets of unknowns that no row ties to others."""
    groups = [{variable} for variable in range(ledger.unknowns)]
    of = list(range(ledger.unknowns))
    ties = [[variable for variable, _ in row[0]] for row in ledger.rows]
    ties += [[variable for variable, _ in effect + cause] for effect, cause, _ in ledger.implications]
    for tie in ties + ledger.together:
        for variable in tie[1:]:
            one, other = of[tie[0]], of[variable]
            if one != other:
                groups[one] |= groups[other]
                for each in groups[other]:
                    of[each] = one
    return [groups[index] for index in sorted(set(of))]


def give_up(*_):
    raise exact.Undecided


def judge(text):
    line = json.loads(text)
    counts = collections.Counter(ledgers=1)
    for owners in line["answers"]["conflicts"]:
        counts[f"contradictions of {len(owners)}"] += 1
    counts["figures"] += len(line["answers"]["figures"])
    ledger = Ledger(line["records"])
    counts += ledger.exercised
    # A few ledgers would take minutes; each of the others takes well under a second.
    signal.signal(signal.SIGALRM, give_up)
    # Swift's runner of tests keeps signals from its children.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
    signal.alarm(LEDGER_SECONDS_MAX)
    found = oracle.certain_problems(lambda is_exact: problems(ledger, line["answers"], is_exact), counts)
    signal.alarm(0)
    for name in ("parts in tension", "usual readings"):
        counts[name] += ledger.usual().exercised[name]
    return counts, (line["seed"], found, text) if found else None


def main():
    counts = collections.Counter()
    wrong = []
    for each, problem in oracle.judged(sys.stdin, judge):
        counts += each
        if problem:
            wrong.append(problem)
    for seed, found, text in sorted(wrong)[:PROBLEMS_SHOWN]:
        records = json.loads(text)["records"]
        print(f"ledger {seed}, topic {json.loads(text)['topic'] or 'none'}; records by number:")
        for number, record in enumerate(records):
            print(f"  {number}: {json.dumps(record)}")
        print(*found, sep="\n  ")
    print(", ".join(f"{name}: {counts[name]}" for name in sorted(counts)))
    missing = [name for name in EXERCISED if not counts[name]] if counts["ledgers"] >= LEDGERS_FOR_ALL else []
    if missing:
        print(f"no ledger had any of {missing}: make more of them, or ledgers that have")
    undecided = counts["not judged"] * LEDGERS_FOR_EACH_UNDECIDED > max(counts["ledgers"], LEDGERS_FOR_EACH_UNDECIDED)
    if undecided:
        print("too many ledgers are not judged")
    print(f"{len(wrong)} ledgers differ: {[seed for seed, _, _ in sorted(wrong)]}" if wrong else "all agree")
    sys.exit(1 if wrong or missing or undecided else 0)


if __name__ == "__main__":
    main()
