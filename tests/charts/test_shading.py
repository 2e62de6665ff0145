import pandas as pd

from kazmig.charts.shading import STRONGEST, fills, shaded


def cells(*numbers):
    return pd.DataFrame({"n": list(numbers)})


def test_the_farthest_cell_is_strongest_and_the_midpoint_blank():
    rows = shaded(cells(-10.0, 0.0, 5.0), "n", 0)
    assert rows["shade"].tolist() == [f"{STRONGEST:.3f}", "0.000", f"{STRONGEST / 2:.3f}"]
    assert rows["side"].tolist() == ["below", "above", "above"]


def test_without_a_midpoint_all_cells_are_on_one_side():
    assert set(shaded(cells(-1.0, 2.0), "n", None)["side"]) == {"above"}


def test_a_root_keeps_small_distances_visible():
    plain, root = (float(shaded(cells(1.0, 100.0), "n", 0, power=power)["shade"].iloc[0]) for power in (1, 0.5))
    assert plain < root


def test_a_missing_number_has_no_shade():
    assert shaded(cells(float("nan"), 3.0), "n", 0)["shade"].iloc[0] == "0.000"


def test_each_shade_has_its_opacity():
    scale = fills(shaded(cells(1.0, 2.0), "n", 0), "arrivals", "departures")["fillOpacity"].to_dict()["scale"]
    assert scale["range"] == [float(level) for level in scale["domain"]]
