"""What is planned: the calendar of an archive, as rows and as iCalendar."""

from dragoman.plans.find import Plan, find_plans
from dragoman.plans.ical import to_ical

__all__ = ["Plan", "find_plans", "to_ical"]
