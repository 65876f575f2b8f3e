"""An independent judge of ExclaimConstraints: SciPy's integer programming (HiGHS).

Reads systems with our solutions as lines of JSON on stdin, checks every promise of Solution.swift on each, and prints
counts and "all agree", or what is wrong; exits 1 then.

HiGHS computes in floating point. So each point that it finds is rounded and held against the rows in whole numbers, and
where that fails, where numbers are great, or where we and HiGHS differ, a slow solver in fractions decides (exact.py).
"""

import collections
import itertools
import json
import multiprocessing
import os
import signal
import sys

import numpy
import scipy.optimize

import exact

# Beyond it HiGHS's tolerances are as great as the numbers' last digits.
FLOAT_MAX = 1_000_000
# What takes it longer does not end.
HIGHS_SECONDS_MAX = 10
PROBLEMS_SHOWN = 3


class Linear:
    """Bounds of sums of unknowns: integer points by HiGHS, or by fractions."""

    def __init__(self, unknowns, is_exact):
        self.unknowns = unknowns
        self.is_exact = is_exact

    def least(self, rows, terms):
        """The least value of a sum, with a point: (None, None) when there is no point, (-inf, None) if no least."""
        great = any(abs(bound) > FLOAT_MAX for _, low, high in rows for bound in (low, high) if bound is not None)
        if not self.is_exact and not great:
            found = self.by_highs(rows, terms)
            if found is not None:
                return found
        return exact.least(self.unknowns, rows, terms)

    def by_highs(self, rows, terms):
        """As `least`, or None when HiGHS has no certain answer."""
        costs = numpy.zeros(self.unknowns)
        for variable, factor in terms:
            costs[variable] += factor
        matrix = numpy.zeros((len(rows), self.unknowns))
        lows, highs = [], []
        for index, (row, low, high) in enumerate(rows):
            for variable, factor in row:
                matrix[index, variable] += factor
            lows.append(-numpy.inf if low is None else low)
            highs.append(numpy.inf if high is None else high)
        constraints = scipy.optimize.LinearConstraint(matrix, lows, highs) if rows else None
        found = self.milp(costs, constraints)
        if found.status == 4:
            # It sees that there is no least value or no point at all, and does not say which.
            if self.milp(0 * costs, constraints).status == 0:
                return float("-inf"), None
        if found.status == 2:
            return None, None
        if found.status == 3:
            return float("-inf"), None
        if found.status != 0 or not numpy.isfinite(found.x).all():
            return None
        point = [round(value) for value in found.x]
        return (value(terms, point), point) if holds(rows, point) else None

    def milp(self, costs, constraints):
        return scipy.optimize.milp(
            costs, integrality=numpy.ones(self.unknowns), bounds=scipy.optimize.Bounds(0, numpy.inf),
            constraints=constraints, options={"mip_rel_gap": 0, "time_limit": HIGHS_SECONDS_MAX})


def value(terms, point):
    return sum(factor * point[variable] for variable, factor in terms)


def holds(rows, point):
    if min(point, default=0) < 0:
        return False
    for terms, low, high in rows:
        found = value(terms, point)
        if (low is not None and found < low) or (high is not None and found > high):
            return False
    return True


def times(terms, factor):
    return [(variable, factor * other) for variable, other in terms]


class System:
    """A system of rules and of rows that have owners."""

    def __init__(self, line, is_exact):
        self.unknowns = line["unknowns"]
        self.rows = line["rows"]
        self.implications = line["implications"]
        self.owners = {row[-1] for row in self.rows + self.implications} - {None}
        self.linear = Linear(self.unknowns, is_exact)
        # Points that keep the rules, with the owners who are content with each.
        self.points = []

    def least(self, owners, terms):
        """The least value of a sum if these owners and the rules are right; see `Linear.least`."""
        rows = [row[:3] for row in self.rows if row[3] is None or row[3] in owners]
        implications = [each for each in self.implications if each[2] is None or each[2] in owners]
        return self.branch(rows, implications, terms)

    def branch(self, rows, implications, terms):
        """Each implication is one of two rows: no effect, or some cause."""
        found, point = self.linear.least(rows, terms)
        if found is None:
            return None, None
        if point is None:
            broken = implications[:1]
        else:
            broken = [each for each in implications if value(each[0], point) > 0 and value(each[1], point) <= 0][:1]
        if not broken:
            return found, point
        effect, cause, _ = broken[0]
        rest = [each for each in implications if each is not broken[0]]
        best = (None, None)
        for row in ((effect, None, 0), (cause, 1, None)):
            side = self.branch(rows + [row], rest, terms)
            if side[0] is not None and (best[0] is None or side[0] < best[0]):
                best = side
            # No side is lower than both together.
            if best[0] == found:
                break
        return best

    def content(self, point):
        """The owners whose rows all hold at a point."""
        wrong = {row[3] for row in self.rows if not holds([row[:3]], point)}
        for effect, cause, owner in self.implications:
            if value(effect, point) > 0 and value(cause, point) <= 0:
                wrong.add(owner)
        assert None not in wrong, "a point breaks a rule"
        return self.owners - wrong

    def can_be_right(self, owners):
        owners = set(owners)
        if any(owners <= content for content in self.points):
            return True
        found, point = self.least(owners, [])
        if found is None:
            return False
        self.points.append(self.content(point))
        return True

    def smallest_conflicts(self):
        """All conflicts of one owner and of two."""
        singles = [owner for owner in sorted(self.owners) if not self.can_be_right([owner])]
        others = sorted(self.owners - set(singles))
        pairs = [list(pair) for pair in itertools.combinations(others, 2) if not self.can_be_right(pair)]
        return [[owner] for owner in singles] + pairs

    def ends(self, owners, terms):
        """Least and greatest value of a sum; None for none."""
        low, _ = self.least(owners, terms)
        high, _ = self.least(owners, times(terms, -1))
        if low is None or high is None:
            return "no point at all"
        return (None if low == float("-inf") else low), (None if high == float("-inf") else -high)

    def reach(self, terms, others=()):
        """The owners of rows that are connected with a sum through unknowns, and perhaps through other sums."""
        groups = [[each[0] for each in row[0]] for row in self.rows]
        groups += [[each[0] for each in effect + cause] for effect, cause, _ in self.implications]
        groups += [[each[0] for each in other] for other in others]
        given = [row[3] for row in self.rows] + [each[2] for each in self.implications] + [None for _ in others]
        known = {variable for variable, _ in terms}
        while True:
            reached = [index for index, group in enumerate(groups) if known & set(group)]
            wider = known.union(*(groups[index] for index in reached))
            if wider == known:
                return {given[index] for index in reached} - {None}
            known = wider


def problems(line, is_exact=False):
    """What is wrong with a solution, in words."""
    system = System(line, is_exact)
    conflicts, answers = line["conflicts"], line["answers"]
    told = [tuple(owners) for owners in conflicts]
    if len(set(told)) != len(told) or any(list(owners) != sorted(set(owners)) or not owners for owners in told):
        yield f"conflicts twice or out of order: {told}"
    if not told and line["pairCount"] == 0:
        small = []
        if not system.can_be_right(system.owners):
            yield "no conflict is told, and the owners cannot all be right"
            return
    else:
        small = system.smallest_conflicts()
        if line["pairCount"] != len(small):
            yield f"pairCount is {line['pairCount']}, and the conflicts of one or two are {small}"
        if sorted(owners for owners in conflicts if len(owners) <= 2) != sorted(small):
            if len(small) <= line["conflictsMax"] or any(len(o) <= 2 and list(o) not in small for o in conflicts):
                yield f"told are {told}, and the conflicts of one or two are {small}"
            elif sum(len(owners) <= 2 for owners in conflicts) != line["conflictsMax"]:
                yield f"{line['conflictsMax']} conflicts of one or two are to be told of {small}, told are {told}"
        for owners in told:
            if system.can_be_right(owners):
                yield f"conflict {owners} is none"
            for owner in owners:
                if not system.can_be_right(set(owners) - {owner}):
                    yield f"conflict {owners} does not need {owner}"
    left_out = {owner for owners in conflicts + small for owner in owners}
    trusted = system.owners - left_out
    if left_out and not system.can_be_right(trusted):
        yield f"a conflict apart from all that are told: among {sorted(trusted)}"
        return
    if len(answers) != len(line["questions"]):
        yield f"{len(line['questions'])} questions, {len(answers)} answers"
    for terms, answer in zip(line["questions"], answers):
        # A question that spans what no row ties together may carry the flag along.
        least, most = (bool(system.reach(terms, others) & left_out) for others in ((), line["questions"]))
        if not least <= answer[4] <= most:
            yield f"isBesideConflict of {terms} is {answer[4]}; left out are {sorted(left_out)}"
        yield from answer_problems(system, trusted, terms, answer)


def answer_problems(system, trusted, terms, answer):
    low, high, low_owners, high_owners, _ = answer
    expected = system.ends(trusted, terms)
    if (low, high) != expected:
        yield f"bounds of {terms} are {expected}, told are {(low, high)}"
        return
    for name, end, owners, side in (("low", low, low_owners, 1), ("high", high, high_owners, -1)):
        if owners != sorted(set(owners)) or not set(owners) <= trusted:
            yield f"{name}Owners of {terms}: {owners}, and {sorted(trusted)} are not in conflict"
            continue
        if end is None:
            if owners:
                yield f"{terms} has no {name} end, and {owners} force it"
            continue
        wanted = times(terms, side)
        if system.least(set(owners), wanted)[0] != side * end:
            yield f"{name}Owners {owners} do not force the {name} end {end} of {terms}"
        for owner in owners:
            if system.least(set(owners) - {owner}, wanted)[0] == side * end:
                yield f"{name}Owners {owners} of {terms} do not need {owner}"


def certain_problems(problems, counts):
    """What is wrong in floating point, and in fractions as well."""
    try:
        if not list(problems(False)):
            return []
        counts["judged in fractions"] += 1
        return list(problems(True))
    except exact.Undecided:
        counts["not judged"] += 1
        return []


def judge(text):
    """What is counted of a system, and what is wrong with it."""
    line = json.loads(text)
    counts = collections.Counter(systems=1)
    counts["infeasible" if line["conflicts"] or line["pairCount"] else "feasible"] += 1
    for owners in line["conflicts"]:
        counts[f"conflicts of {len(owners)}"] += 1
    for low, high, low_owners, high_owners, _ in line["answers"]:
        counts["ends"] += (low is not None) + (high is not None)
        counts["ends with reasons"] += bool(low_owners) + bool(high_owners)
    found = certain_problems(lambda is_exact: problems(line, is_exact), counts)
    return counts, (line["seed"], found, text) if found else None


def judged(lines, judge):
    """What `judge` says of each line, by as many processes as there are processors."""
    # Swift's runner of tests keeps this signal from its children, and a pool ends by it.
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGTERM})
    with multiprocessing.Pool(os.cpu_count()) as pool:
        yield from pool.imap_unordered(judge, lines, chunksize=4)


def main():
    counts = collections.Counter()
    wrong = []
    for each, problem in judged(sys.stdin, judge):
        counts += each
        if problem:
            wrong.append(problem)
    for seed, found, text in sorted(wrong)[:PROBLEMS_SHOWN]:
        print(f"system {seed} (alone: ci/oracle 1 {seed}):", *found, text.strip(), sep="\n  ")
    print(", ".join(f"{name}: {counts[name]}" for name in sorted(counts)))
    print(f"{len(wrong)} systems differ" if wrong else "all agree")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
