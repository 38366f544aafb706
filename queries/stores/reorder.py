"""A better order of triple patterns for rdflib, which orders those of a group without a look at what is bound before.

rdflib joins the parts of a query from left to right and hands the bindings of the left part on to the right one, but
it has put the patterns of each group in order beforehand, as if nothing were bound. This pass walks the algebra the
way it will be evaluated, keeps account of the variables that are bound by then, and orders each group greedily: next
comes the pattern with the fewest unbound places, one that shares a variable with what went before where there is one.
It also sees to it that bindings are handed on in joins within joins, where rdflib does not do so by itself.
"""

from __future__ import annotations

from collections.abc import Iterable

from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node, Variable

Pattern = tuple[Node, Node, Node]


def reorder(query: Query) -> Query:
    """Order the patterns of *query*, in place."""
    _visit(query.algebra, frozenset())
    return query


def _visit(part: object, known: frozenset[Variable]) -> frozenset[Variable]:
    """Order the patterns within *part*, given the variables *known* before it; what is known after it."""
    if not isinstance(part, CompValue):
        return known
    if part.name == "BGP":
        part["triples"] = _ordered(part["triples"], known)
        return known | _variables(part["triples"])
    if part.name == "Join":
        after = _visit(part.p1, known)
        part["lazy"] = _may_be_handed(part.p2, after)
        return _visit(part.p2, after if part["lazy"] else frozenset()) | after
    if part.name == "LeftJoin":
        return _visit(part.p2, _visit(part.p1, known))
    if part.name == "Union":
        return _visit(part.p1, known) & _visit(part.p2, known)
    if part.name == "Minus":
        after = _visit(part.p1, known)
        _visit(part.p2, frozenset())
        return after
    if part.name in ("Filter", "Graph"):
        after = _visit(part.p, known)
        _expressions(part, after)
        return after
    if part.name == "Extend":
        return _visit(part.p, known) | {part.var}
    if part.name == "ToMultiSet":
        if part.p.name == "values":
            return known | frozenset(variable for row in part.p.res for variable in row)
        _visit(part.p, frozenset())  # a SELECT within the query: evaluated for itself
        return known | frozenset(part.p.get("PV") or ())
    if part.name == "Project":
        _visit(part.p, known)
        return known | frozenset(part.PV)
    return _visit(part.p, known) if "p" in part else known


def _may_be_handed(part: CompValue, known: frozenset[Variable]) -> bool:
    """Whether a part means the same when the bindings of what is left of it are handed on to it.

    It does where it only matches, unites and computes; not where it counts, cuts or leaves out.
    """
    if part.name == "BGP":
        return True
    if part.name == "ToMultiSet":
        return bool(part.p.name == "values")
    if part.name in ("Join", "Union"):
        return _may_be_handed(part.p1, known) and _may_be_handed(part.p2, known)
    if part.name == "Extend":
        return part.var not in known and _may_be_handed(part.p, known)
    if part.name == "Filter":
        outside = (part.expr.get("_vars") or set()) - (part.p.get("_vars") or set())
        return not outside & known and _may_be_handed(part.p, known)
    return False


def _expressions(part: CompValue, known: frozenset[Variable]) -> None:
    """EXISTS within a filter: its patterns are evaluated with the bindings of the row that is tried."""
    stack: list[object] = [part.get("expr")]
    while stack:
        expression = stack.pop()
        if isinstance(expression, CompValue):
            if expression.name in ("Builtin_EXISTS", "Builtin_NOTEXISTS"):
                _visit(expression.graph, known)
            else:
                stack.extend(expression.values())
        elif isinstance(expression, list):
            stack.extend(expression)


def _ordered(patterns: Iterable[Pattern], known: frozenset[Variable]) -> list[Pattern]:
    left = list(patterns)
    bound = set(known)
    ordered: list[Pattern] = []
    while left:
        best = min(range(len(left)), key=lambda i: (*_cost(left[i], bound), i))
        pattern = left.pop(best)
        ordered.append(pattern)
        bound |= _variables([pattern])
    return ordered


def _cost(pattern: Pattern, bound: set[Variable]) -> tuple[int, bool]:
    """Unbound places; then whether the subject and object are both free, or only constants tie the pattern down."""
    free = [isinstance(node, Variable) and node not in bound for node in pattern]
    tied = any(isinstance(node, Variable) and node in bound for node in pattern)
    return sum(free), not tied


def _variables(patterns: Iterable[Pattern]) -> frozenset[Variable]:
    return frozenset(node for pattern in patterns for node in pattern if isinstance(node, Variable))
