from kazmig.chapters import exodus_drawings, exodus_groups
from kazmig.charts import NARROW, WIDE

COLOURS = {"Kazakhs": "Central Asia", "Russians": "Russia", "Germans": "Germany", "Ukrainians": "Europe"}


def test_every_count_has_a_dot_in_both_widths(ev):
    shares = exodus_groups.composition(ev)
    drawing = exodus_drawings.census_lines(shares, colours=COLOURS, unit="percent")
    for layout in (WIDE, NARROW):
        spec = drawing.specification(layout)
        dots = spec["layer"][-1]
        assert dots["mark"]["type"] == "point"
        assert dots["mark"]["filled"]
        assert len(spec["datasets"][dots["data"]["name"]]) == len(shares)
