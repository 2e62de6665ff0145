"""Formulas as MathML, which readers of EPUB draw and read aloud."""

import re
from xml.etree import ElementTree

from kazmig.formats.edition import FormatsError

DELIMITERS = re.compile(r"^\\[(\[]|\\[)\]]$")
SPLIT = re.compile(r"\\(?:begin|end)\{split\}")
NAMED = re.compile(r"\\(arg)(?![A-Za-z])")
"""Functions that the converter does not know, and would print with their backslash."""
MATHML = "http://www.w3.org/1998/Math/MathML"


def mathml(written: str, page: str = "") -> str:
    r"""Return a formula, as a page holds it, in MathML.

    Raises
    ------
    FormatsError
        If it cannot be converted whole.

    Examples
    --------
    >>> mathml(r"\(x < 1\)")[:74]
    '<math xmlns="http://www.w3.org/1998/Math/MathML" alttext="x &lt; 1"><mrow>'
    """
    from latex2mathml.converter import convert

    whole = written.strip()
    tex = DELIMITERS.sub("", whole).strip()
    told = SPLIT.sub("", tex).replace("{aligned}", "{split}") if "{aligned}" in tex else tex
    told = NAMED.sub(r"\\operatorname{\1}", told)
    try:
        found = convert(told, display="block" if whole.startswith("\\[") else "inline")
        tree = ElementTree.fromstring(found)
    except Exception as error:  # the converter raises many kinds
        raise FormatsError(f"{page}: the formula {tex!r} cannot be written in MathML ({error!r}).") from error
    left = [each.text for each in tree.iter() if "\\" in (each.text or "")]
    if left:
        raise FormatsError(
            f"{page}: in the formula {tex!r}, {left[0]} has no form in MathML. Remedy: write it otherwise."
        )
    if tree.get("display") == "inline":
        del tree.attrib["display"]
    tree.set("alttext", " ".join(tex.split()))
    ElementTree.register_namespace("", MATHML)
    return ElementTree.tostring(tree, encoding="unicode")
