"""Equilibria of Tullock contests by iterated best response, as one would write it with scipy.

The contest: x_i = b_i^a / sum_j b_j^a, p_i = b_i, U_i = v_i x_i - b_i. Players answer in turn with the
maximiser of U_i that scipy.optimize.minimize_scalar finds on [0, v_i], until nobody moves by more than
1e-9 of the largest value.

Reads one JSON list of instances {id, a, v} a line; answers each with one line {"seconds", "bids"}, the
seconds being those of the solving alone. The first line it writes is {"scipy": version}.
"""

import json
import sys
import time

import scipy
from scipy.optimize import minimize_scalar

SWEEPS = 1000
SETTLED = 1e-9
TOLERANCE = 1e-11


def best_response(value, alpha, others):
    """The bid in [0, value] that maximises value b^a / (b^a + others) - b."""
    if others <= 0.0:
        return value * SETTLED

    def loss(bid):
        weight = bid**alpha
        return bid - value * weight / (weight + others)

    found = minimize_scalar(loss, bounds=(0.0, value), method="bounded", options={"xatol": TOLERANCE * value})
    return found.x if found.fun < 0.0 else 0.0


def solve(alpha, values):
    bids = [value / 4.0 for value in values]
    weights = [bid**alpha for bid in bids]
    for _ in range(SWEEPS):
        moved = 0.0
        for i, value in enumerate(values):
            bid = best_response(value, alpha, sum(weights) - weights[i])
            moved = max(moved, abs(bid - bids[i]))
            bids[i] = bid
            weights[i] = bid**alpha
        if moved <= SETTLED * max(values):
            break
    return bids


def main():
    print(json.dumps({"scipy": scipy.__version__}), flush=True)
    for line in sys.stdin:
        instances = json.loads(line)
        start = time.perf_counter()
        bids = [solve(each["a"], each["v"]) for each in instances]
        seconds = time.perf_counter() - start
        print(json.dumps({"seconds": seconds, "bids": bids}), flush=True)


if __name__ == "__main__":
    main()
