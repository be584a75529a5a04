"""Textbook statistics, written to be read and not to be fast.

Nothing here knows what a pull request is. Every function takes plain numbers and
returns plain numbers; None means that the figure does not exist.
"""

import math
from fractions import Fraction

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution, for two-sided 95 % intervals."""


def quantile(values, p):
    """A percentile that interpolates between its neighbours (R's type 7)."""
    ordered = sorted(values)
    if not ordered:
        return None
    position = (len(ordered) - 1) * p
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (position - below) * (ordered[above] - ordered[below])


def binomial_quantile(probability, n, p):
    """The smallest k with P(X <= k) >= probability, X binomial(n, p). Exact."""
    p = Fraction(p).limit_denominator(1000)
    total = Fraction(0)
    for k in range(n + 1):
        total += math.comb(n, k) * p**k * (1 - p) ** (n - k)
        if total >= probability:
            return k
    return n


def order_statistics_interval(values):
    """95 % interval of a median: from the k-th smallest to the k-th greatest, where k is
    the 2.5 % quantile of binomial(n, 1/2). It does not exist for fewer than six values."""
    ordered = sorted(values)
    k = binomial_quantile(Fraction(25, 1000), len(ordered), 0.5) if ordered else 0
    return None if k == 0 else (ordered[k - 1], ordered[len(ordered) - k])


def wilson_interval(numerator, denominator):
    """95 % interval of a share by Wilson's score, without continuity correction."""
    share = numerator / denominator
    z2 = Z95 * Z95
    middle = share + z2 / (2 * denominator)
    spread = Z95 * math.sqrt(
        share * (1 - share) / denominator + z2 / (4 * denominator * denominator))
    scale = 1 + z2 / denominator
    return (max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale))


def beta_fraction(x, a, b):
    """The continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1 / (1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, 500):
        for step in (m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m)),
                     -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))):
            d, c = 1 / (1 + step * d), 1 + step / c
            value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value


def incomplete_beta(x, a, b):
    """The regularized incomplete beta function."""
    if x in (0, 1):
        return float(x)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(1 - x, b, a)
    front = math.exp(math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
                     + a * math.log(x) + b * math.log1p(-x))
    return front / a * beta_fraction(x, a, b)


def student_t_reach(degrees):
    """The t beyond which 2.5 % lie, by halving."""
    low, high = 0.0, 50.0
    for _ in range(200):
        middle = (low + high) / 2
        beyond = incomplete_beta(degrees / (degrees + middle * middle), degrees / 2, 0.5) / 2
        low, high = (middle, high) if beyond > 0.025 else (low, middle)
    return (low + high) / 2


def mean_interval(values):
    """95 % interval of a mean by Student's t, not below zero; from six values on."""
    n = len(values)
    if n < 6:
        return None
    mean = sum(values) / n
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / (n - 1) / n)
    reach = student_t_reach(n - 1) * deviation
    return (max(0.0, mean - reach), mean + reach)


def gini(amounts):
    """Half the mean difference of all pairs over the mean."""
    differences = sum(abs(one - other) for one in amounts for other in amounts)
    return differences / (2 * len(amounts) * sum(amounts))


def poisson_cdf(count, mean):
    """P(X <= count) of a Poisson variable, summed term by term."""
    if mean == 0:
        return 1.0
    terms = [k * math.log(mean) - mean - math.lgamma(k + 1) for k in range(count + 1)]
    return math.fsum(math.exp(term) for term in terms)


def bisect_mean(count, probability):
    """The mean for which P(X <= count) is `probability` (it falls as the mean grows)."""
    low, high = 0.0, 10.0 * (count + 10)
    for _ in range(200):
        middle = (low + high) / 2
        if poisson_cdf(count, middle) > probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def poisson_interval(count):
    """Exact (Garwood) 95 % interval of a mean, when `count` events were seen."""
    low = 0.0 if count == 0 else bisect_mean(count - 1, 0.975)
    return (low, bisect_mean(count, 0.025))


def survival_steps(durations):
    """Kaplan–Meier: (time, share still open, lower band, upper band) at each event time.

    `durations` is a list of (duration, happened). At one and the same time what happened
    comes before what was censored. The bands are log-log with Greenwood's variance; they
    do not exist (None) where nothing is left open.
    """
    steps, share, greenwood = [], Fraction(1), Fraction(0)
    for time in sorted({duration for duration, happened in durations if happened}):
        at_risk = sum(1 for duration, _ in durations if duration >= time)
        events = sum(1 for duration, happened in durations if happened and duration == time)
        share *= Fraction(at_risk - events, at_risk)
        if share == 0:
            steps.append((time, share, None, None))
            continue
        greenwood += Fraction(events, at_risk * (at_risk - events))
        log_share = math.log(share)
        reach = Z95 * math.sqrt(greenwood) / log_share
        steps.append((time, share,
                      math.exp(log_share * math.exp(-reach)),
                      math.exp(log_share * math.exp(reach))))
    return steps


def first_at_or_below(points, level):
    """The first time at which a falling step curve is at or below `level`; where it lies
    exactly on it and falls further later, the mean of that time and of the next fall."""
    for index, (time, height) in enumerate(points):
        if height is None or float(height) > float(level) + 1e-9:
            continue
        if abs(float(height) - float(level)) <= 1e-9:
            for later, lower in points[index + 1:]:
                if lower is None or lower < height:
                    return (time + later) / 2
        return time
    return None


def survival_quantile(durations, p):
    """(estimate, (low, high)) of the duration by which a share `p` has happened."""
    steps = survival_steps(durations)
    level = 1 - Fraction(p).limit_denominator(1000)
    known = [step for step in steps if step[2] is not None]
    low = first_at_or_below([(step[0], step[2]) for step in known], level)
    high = first_at_or_below([(step[0], step[3]) for step in known], level)
    return first_at_or_below([(step[0], step[1]) for step in steps], level), (low, high)
