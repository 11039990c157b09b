"""Slack's charts: pies of segments, and bars, lines and areas of series over categories."""

from collections.abc import Mapping
from typing import Any

from sandbox.blockkit.rules import Fault, Faults, Kind, Many, Must, Number, Thing, Words


def one_point_per_category(chart: Mapping[str, Any], pointer: str) -> Faults:
    categories = chart["axis_config"]["categories"]
    for place, series in enumerate(chart["series"]):
        if sorted(point["label"] for point in series["data"]) != sorted(categories):
            where = f"{pointer}/series/{place}/data"
            yield Fault(where, "must have exactly one point per category")


def names_differ(chart: Mapping[str, Any], pointer: str) -> Faults:
    seen: set[str] = set()
    for place, series in enumerate(chart["series"]):
        if series["name"] in seen:
            yield Fault(f"{pointer}/series/{place}/name", "must be unique")
        seen.add(series["name"])


def segments_are_positive(chart: Mapping[str, Any], pointer: str) -> Faults:
    for place, segment in enumerate(chart["segments"]):
        if segment["value"] <= 0:
            yield Fault(f"{pointer}/segments/{place}/value", "must be greater than 0")


_POINT = Thing({"label": Must(Words(20)), "value": Must(Number(whole=False))})
_SERIES = Thing({"name": Must(Words(20)), "data": Must(Many(_POINT, most=20))})
_AXES = Thing(
    {"categories": Must(Many(Words(20), most=20)), "x_label": Words(50), "y_label": Words(50)}
)
_PIE = Thing({"segments": Must(Many(_POINT, most=12))}, also=(segments_are_positive,))
_PLOT = Thing(
    {"series": Must(Many(_SERIES, most=12)), "axis_config": Must(_AXES)},
    also=(one_point_per_category, names_differ),
)
CHART = Kind({"pie": _PIE, "bar": _PLOT, "line": _PLOT, "area": _PLOT})
