"""What next: forecasts with probability, window and condition."""

from dragoman.forecasts.find import find_forecasts
from dragoman.forecasts.wording import Wording, read_wording

__all__ = ["Wording", "find_forecasts", "read_wording"]
