"""Integer programming in fractions: slow, and never wrong. For oracle.py.

The simplex method in two phases with Bland's rule, and branching on unknowns that are no whole number.
"""

import math
from fractions import Fraction

# A system of ours needs a few; more means that branching does not end.
BRANCHES_MAX = 300


class Undecided(Exception):
    """Branching did not end."""


def least(unknowns, rows, terms):
    """The least value of a sum of whole numbers, each 0 or more, with a point.

    `rows` are (terms, low, high), with None for no bound. (None, None) when there is no point, (-inf, None) when there
    is no least value.
    """
    best, best_point = None, None
    left = [rows]
    for _ in range(BRANCHES_MAX):
        if not left:
            return best, best_point
        rows = left.pop()
        found, point = relaxed(unknowns, rows, terms)
        if found is None or (best is not None and found != -math.inf and math.ceil(found) >= best):
            continue
        if found == -math.inf:
            # Then some point of whole numbers is the start of a way down without end, or there is none at all.
            if least(unknowns, rows, [])[0] is not None:
                return -math.inf, None
            continue
        fractional = [index for index, value in enumerate(point) if value.denominator != 1]
        if not fractional:
            best, best_point = int(found), [int(value) for value in point]
            continue
        variable, value = fractional[0], point[fractional[0]]
        left.append(rows + [([(variable, 1)], math.ceil(value), None)])
        left.append(rows + [([(variable, 1)], None, math.floor(value))])
    raise Undecided


def relaxed(unknowns, rows, terms):
    """As `least`, for fractions."""
    equations = []
    slacks = unknowns
    for row, low, high in rows:
        if low is not None and low == high:
            equations.append((dict_of(row), low))
            continue
        for bound, sign in ((low, -1), (high, 1)):
            if bound is not None:
                equations.append((dict_of(row) | {slacks: sign}, bound))
                slacks += 1
    width = slacks + len(equations)
    table, basis = [], []
    for index, (entries, bound) in enumerate(equations):
        sign = -1 if bound < 0 else 1
        line = [Fraction(0)] * (width + 1)
        for variable, factor in entries.items():
            line[variable] = Fraction(sign * factor)
        line[slacks + index] = Fraction(1)
        line[width] = Fraction(sign * bound)
        table.append(line)
        basis.append(slacks + index)
    # First, what was added to begin somewhere has to go.
    costs = [Fraction(0)] * (width + 1)
    for line in table:
        for index in range(slacks):
            costs[index] -= line[index]
        costs[width] -= line[width]
    descend(table, basis, costs, slacks)
    if costs[width] != 0:
        return None, None
    for index in range(len(table)):
        if basis[index] >= slacks:
            column = next((each for each in range(slacks) if table[index][each] != 0), None)
            if column is not None:
                pivot(table, basis, costs, index, column)
    kept = [index for index in range(len(table)) if basis[index] < slacks]
    table = [table[index] for index in kept]
    basis = [basis[index] for index in kept]
    costs = [Fraction(0)] * (width + 1)
    for variable, factor in terms:
        costs[variable] += factor
    for line, variable in zip(table, basis):
        factor = costs[variable]
        if factor:
            costs = [cost - factor * entry for cost, entry in zip(costs, line)]
    if not descend(table, basis, costs, slacks):
        return -math.inf, None
    point = [Fraction(0)] * unknowns
    for line, variable in zip(table, basis):
        if variable < unknowns:
            point[variable] = line[width]
    return -costs[width], point


def dict_of(terms):
    entries = {}
    for variable, factor in terms:
        entries[variable] = entries.get(variable, 0) + factor
    return entries


def descend(table, basis, costs, columns):
    """Goes down until no column helps; False when there is no end to it."""
    while True:
        column = next((index for index in range(columns) if costs[index] < 0), None)
        if column is None:
            return True
        rows = [
            (line[-1] / line[column], basis[index], index) for index, line in enumerate(table) if line[column] > 0]
        if not rows:
            return False
        pivot(table, basis, costs, min(rows)[2], column)


def pivot(table, basis, costs, row, column):
    line = table[row]
    scale = line[column]
    if scale != 1:
        table[row] = line = [entry / scale for entry in line]
    used = [index for index, entry in enumerate(line) if entry]
    for other in [*table, costs]:
        factor = other[column]
        if factor and other is not line:
            for index in used:
                other[index] -= factor * line[index]
    basis[row] = column
