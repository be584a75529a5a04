"""Days, ISO weeks, months and quarters in a time zone, as plain UTC bounds."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from facts import EPOCH, SECOND


def midnight(day, zone):
    """The UTC microsecond at which a calendar day begins in a zone."""
    local = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
    since = local - EPOCH
    return (since.days * 86400 + since.seconds) * SECOND


def day_of(time, zone):
    return (EPOCH + timedelta(microseconds=time)).astimezone(ZoneInfo(zone)).date()


def first_day(day, every):
    """The first day of the bucket that a day lies in; weeks begin on Monday."""
    if every == "week":
        return day - timedelta(days=day.weekday())
    if every == "month":
        return day.replace(day=1)
    if every == "quarter":
        return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
    return day


def next_first_day(day, every):
    if every in ("day", "week"):
        return day + timedelta(days=1 if every == "day" else 7)
    months = day.year * 12 + day.month - 1 + (1 if every == "month" else 3)
    return date(months // 12, months % 12 + 1, 1)


def buckets(begin, until, every, zone):
    """(from, until, is cut) of each bucket that the window touches, cut to the window."""
    day = first_day(day_of(begin, zone), every)
    while midnight(day, zone) < until:
        following = next_first_day(day, every)
        low, high = midnight(day, zone), midnight(following, zone)
        if high > begin:
            yield max(low, begin), min(high, until), low < begin or high > until
        day = following
