"""Which exchanges certainly count in running totals: section 4 of Sources/ExclaimAnalysis/DESIGN.md, rule 6, for
reconciliation_oracle.py."""

import collections

from reconciliation_counts import (
    BEGUN, EVERYBODY, days, excludes_category, greatest_apart, holds_category, intersect, parties, transferred)


class Exchanges:
    """The exchanges of a ledger; it has their records, the claims and the sides of speakers."""

    def members(self, count):
        """The exchanges that certainly count in a running total: section 4, rule 6."""
        if count.topic not in ("RETURNED", "EXCHANGES") or count.scope:
            return []
        return [exchange for exchange in self.exchanges.values() if self.certainly_counts(count, exchange)]

    def certainly_counts(self, count, exchange):
        if self.counts(count, exchange) is not True:
            return False
        if exchange["partOf"] and not self.may_count(count, exchange):
            self.exercised["parts for which a whole stands"] += 1
        if not self.may_count(count, exchange) or self.is_told_by_wholes(count, exchange):
            return False
        if self.may_be_left_out(count, exchange):
            self.exercised["events that may be left out"] += 1
            return False
        keys = list(self.exchanges)
        for other in keys[:keys.index(exchange["key"])]:
            if self.certainly_counts(count, self.exchanges[other]) and self.may_share(count, self.exchanges[other], exchange):
                self.exercised["exchanges that may be of an event that counts"] += 1
                return False
        if exchange["partOf"]:
            self.exercised["parts that stand for a whole"] += 1
        return True

    def may_count(self, count, exchange):
        """Whether an exchange may count beside its larger exchanges and its handovers."""
        own = self.counts(count, exchange)
        wholes = [self.counts(count, self.exchanges[whole]) for whole in exchange["partOf"]]
        # A whole stands for its part, or is left out with it.
        told = [whole in (True, "left out") for whole in wholes]
        if own == "left out" or exchange["status"] not in BEGUN or (told and all(told)):
            return False
        # Handovers stand for what does not count for certain.
        return own is True and not any(told) or all(
            part["status"] not in BEGUN or self.counts(count, part) == "left out" for part in self.parts(exchange))

    def parts(self, exchange):
        return [each for each in self.exchanges.values() if exchange["key"] in each["partOf"]]

    def is_told_by_wholes(self, count, exchange):
        wholes = [self.counts(count, self.exchanges[whole]) for whole in exchange["partOf"]]
        return any(whole in (True, "left out") for whole in wholes)

    def may_be_left_out(self, count, exchange):
        """Whether it, or a larger one, may be one event with what another record says is left out, or may be."""
        for own in [exchange] + [self.exchanges[whole] for whole in exchange["partOf"]]:
            for other in self.exchanges.values():
                counts = [self.counts(count, self.exchanges[whole]) for whole in other["partOf"]]
                if self.counts(count, other) in ("left out", "in doubt") or "left out" in counts:
                    if self.may_be_one_event(own, other):
                        return True
        return False

    def may_share(self, count, one, other):
        """Whether two may be one event, or have handovers or larger exchanges that may be."""
        if self.may_be_one_event(one, other):
            return True
        about = [self.about(count, each) for each in (one, other)]
        shared = any(
            self.may_be_one_event(self.exchanges[mine], self.exchanges[others])
            for mine in about[0] - about[1] for others in about[1] - about[0])
        if shared:
            self.exercised["exchanges that may share an event"] += 1
        return shared

    def about(self, count, exchange):
        """What its persons may be among, or who may be among its own; where exchanges are counted, also what may count as one with it."""
        keys = {exchange["key"], *exchange["partOf"]} | {part["key"] for part in self.parts(exchange)}
        place = self.place(count, exchange["key"])
        if count.topic == "EXCHANGES" and place != exchange["key"]:
            keys |= {part["key"] for part in self.parts(self.exchanges[place])}
        return keys

    def may_be_one_event(self, one, other):
        """Two records of one number in a series; or, without such numbers, of one day and of legs that are alike."""
        numbers = [{each["series"]: each["number"] for each in every["ordinals"]} for every in (one, other)]
        if one is other or one["key"] in other["partOf"] or other["key"] in one["partOf"]:
            return False
        common = numbers[0].keys() & numbers[1].keys()
        if common:
            return any(numbers[0][series] == numbers[1][series] for series in common)
        if len({*days(one["date"]), *days(other["date"])}) > 1:
            return False
        if any({one["key"], other["key"]} <= set(each["partOf"]) for each in self.exchanges.values()):
            # A handover that is a part of both tells them apart.
            return False
        legs = [self.directions(each) for each in (one, other)]
        both = legs[0].keys() & legs[1].keys()
        if not both:
            return parties(one) == parties(other)
        return all(intersect(legs[0][leg], legs[1][leg]) for leg in both)

    def directions(self, exchange):
        """How many there are in all legs from one power to another of one power's people."""
        found = {}
        for leg in exchange["legs"]:
            low, high = self.counted(transferred(exchange, leg), "ALL")
            key = (leg["from"], leg["to"], leg["dependent"])
            least, most = found.get(key, (0, 0))
            found[key] = (low + least, None if None in (high, most) else high + most)
        return found

    def counts(self, count, exchange):
        """Whether a total counts an exchange that is in its window, by its own record.

        True; "left out", or "in doubt" whether that is so; "uncertain" whether anybody returned; "not begun".
        """
        for left_out in count.excludes:
            answers = self.standings(left_out, exchange)
            if answers != {False}:
                return "left out" if answers == {True} else "in doubt"
        if count.agreement:
            answers = self.standings(count.agreement, exchange)
            if True not in answers:
                return "left out" if answers == {False} else "in doubt"
        named = {exchange["key"], *exchange["agreements"]} & count.includes
        if count.official and not named:
            own = exchange["inOfficialTally"]
            wholes = {self.exchanges[whole]["inOfficialTally"] for whole in exchange["partOf"]}
            marks = wholes if own == "UNSPECIFIED" else {own}
            if not marks <= {"YES", "UNSPECIFIED"}:
                self.exercised["exchanges outside an official tally"] += 1
                return "left out" if marks == {"NO"} else "in doubt"
        if exchange["status"] != "COMPLETED":
            return "uncertain" if exchange["status"] in BEGUN else "not begun"
        if not self.takes_part(count, exchange):
            self.exercised["exchanges of others"] += 1
            return "uncertain"
        is_any = count.dependent in (None, EVERYBODY)
        legs = [leg for leg in exchange["legs"] if is_any or leg["dependent"] in count.dependent]
        # Who receives another's people passes them on, and is no side.
        passing = {leg["to"] for leg in exchange["legs"] if leg["to"] != leg["dependent"]}
        sides = {leg[end] for leg in exchange["legs"] for end in ("from", "dependent")} - passing
        wanted = sides if is_any else parties(exchange) & count.dependent
        if wanted - {leg["dependent"] for leg in legs}:
            # Of a power whose leg is not recorded any number may have returned.
            return True
        category = "ALL" if count.topic == "EXCHANGES" else count.category
        groups = [
            [group for group in transferred(exchange, leg)
             if not count.agreement or self.standing(count.agreement, group, leg, exchange) is not False]
            for leg in legs]
        highs = [self.counted(each, category)[1] for each in groups]
        return True if any(high is None or high > 0 for high in highs) else "uncertain"

    def takes_part(self, count, exchange):
        """Whether those who are spoken of take part; where nobody is named, the sides of all who speak."""
        takers = parties(exchange)
        if count.dependent not in (None, EVERYBODY) and not takers & count.dependent:
            return False
        if count.detaining is not None:
            return count.detaining == EVERYBODY or bool(takers & count.detaining)
        if count.dependent is not None:
            return True
        speakers = {self.claims[key]["speaker"] for key, (other, _, _) in self.windows.items() if other == count}
        return all(self.sides[speaker] in ("", *takers) for speaker in speakers)

    def place(self, count, key):
        """The larger exchange in whose place one stands, or itself."""
        wholes = [
            whole for whole in self.exchanges[key]["partOf"]
            if self.counts(count, self.exchanges[whole]) not in (True, "left out")]
        return wholes[0] if wholes else key

    # Groups, and the agreements under which they are.

    def standing(self, agreement, group, leg, exchange):
        """Whether a group is under an agreement; None for perhaps."""
        def answer(agreements):
            return agreement in agreements and (True if len(agreements) == 1 else None)

        own = group["agreement"] or leg["agreement"]
        if own or exchange["agreements"]:
            return answer([own] if own else exchange["agreements"])
        wholes = {answer(self.exchanges[whole]["agreements"]) for whole in exchange["partOf"]} or {False}
        return None if len(wholes) > 1 else wholes.pop()

    def standings(self, agreement, exchange, legs=None):
        """Each answer that one of the groups gets."""
        return {
            self.standing(agreement, group, leg, exchange)
            for leg in (exchange["legs"] if legs is None else legs) for group in transferred(exchange, leg)}

    def counted(self, groups, category, reading="hard"):
        """Bounds of those of one category: from below who certainly is in it, from above who may be."""
        high = 0
        lows = collections.Counter()
        for place, group in enumerate(groups):
            bounds = group.get("quantity", {}).get(reading, {})
            if not excludes_category(category, group["category"]):
                end = bounds.get("high")
                high = None if high is None or end is None else high + end
            if holds_category(category, group["category"]):
                # Two groups without a word on who they are may be the same persons.
                own = place if group["category"] == "UNSPECIFIED" else None
                lows[group["category"], group["stage"], own] += bounds.get("low", 0)
        if len({stage for _, stage, _ in lows}) > 1:
            self.exercised["groups of several stages"] += 1
        return greatest_apart(list(lows.items())), high
