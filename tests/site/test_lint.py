"""The digit lint finds one planted offence of each kind on a built page, and lets through what is allowed."""

import pytest
from small_site import Repository

from kazmig.site.lint import Rules, lint_page

LINEAGE = {
    "facts": {"flows.peak": {"text": "477,068"}},
    "figures": {"flows.all": {"alt_template": "Up to {peak}."}},
    "tables": {"flows.years": {}},
}
RULES = Rules(("WPP 2024", "H-1B"), ("15+", "per 1,000"), LINEAGE)


def found(body: str) -> list[str]:
    page = f'<html><body><nav>99 pages</nav><article class="bd-article">{body}</article></body></html>'
    return [offence.found for offence in lint_page(page, "p.html", RULES)]


@pytest.mark.parametrize(
    ("body", "offence"),
    [
        ("<p>Some 1,234 people left.</p>", "1,234"),
        ("<p>Some <em>12</em>34 people left.</p>", "1234"),
        ("<p>It fell by 72 percent.</p>", "72"),
        ("<p>A million people left.</p>", "million"),
        ("<p>Half of them returned.</p>", "Half"),
        ("<p>Departures doubled.</p>", "doubled"),
        ("<p>It was seven percent.</p>", "seven percent"),
        ("<ul><li>first</li><li>rose to 55</li></ul>", "55"),
        ("<details><summary>More</summary><p>and 77 more</p></details>", "77"),
        ("<table><tr><td>81</td></tr></table>", "81"),
        ("<figure><figcaption>Drawn for 90 places</figcaption></figure>", "90"),
        ("<h2>The fall by 72</h2>", "72"),
        ("<dl><dt>word</dt><dd>meaning 64</dd></dl>", "64"),
        ('<p><img alt="A line up to 900" src="x.png"/></p>', "900"),
        ('<p><span title="over 300">many</span></p>', "300"),
        ('<div role="img" aria-label="Up to 55"></div>', "55"),
        ('<p><a class="fact" data-fact="flows.peak">477,069</a></p>', "477,069"),
        ('<p><a class="fact" data-fact="flows.none">12</a></p>', "12"),
        ('<div data-table="flows.other"><table><tr><td>7</td></tr></table></div>', "7"),
    ],
)
def test_a_planted_offence_is_found(body: str, offence: str) -> None:
    assert found(body) == [offence]


@pytest.mark.parametrize(
    "body",
    [
        '<p>At <a class="fact" data-fact="flows.peak">477,068</a> people.</p>',
        '<p>A fair of <span class="given" data-given="">1,200</span> people.</p>',
        "<p>In 1994, 2004-11, on 24 February 2022 and in the 1990s.</p>",
        "<p>Three regimes and two sources.</p>",
        "<p>By WPP 2024, H-1B, 15+, per 1,000.</p>",
        "<p>See <code>range(35)</code>.</p><pre>x = 12</pre>",
        '<p><span class="math">x = 17</span></p>',
        '<div data-table="flows.years"><table><tr><td>477,068</td></tr></table></div>',
        '<div class="from-data" data-generated><p>35 rows</p></div>',
        '<figure data-figure="flows.all"><div role="img" aria-label="Up to 477,068."><svg>50,000</svg></div></figure>',
        '<p><a class="reference internal" href="references.html#id4" title="28(3/4):437">Garwood</a></p>',
        "<!-- 44 -->",
    ],
)
def test_what_is_allowed_passes(body: str) -> None:
    assert found(body) == []


def test_the_built_site_is_clean(built: Repository) -> None:
    assert built.lint() == "no untraced numbers\n"


def test_a_number_planted_in_a_page_fails_the_command(repository: Repository) -> None:
    repository.write("book/plain.md", "# Plain\n\nSome 1,234 people.\n\n<details><p>and 77 more</p></details>\n")
    repository.build()
    done = repository.command("lint")
    assert done.returncode == 1
    assert "book/plain.html: '1,234'" in done.stdout
    assert "'77'" in done.stdout


def test_an_invented_number_is_given(repository: Repository) -> None:
    repository.write("book/plain.md", "# Plain\n\nImagine {given}`1,200` people.\n")
    repository.build()
    assert repository.command("lint").returncode == 0


def test_without_a_site_the_command_says_what_to_do(repository: Repository, tmp_path) -> None:
    done = repository.command("lint", str(tmp_path))
    assert done.returncode != 0
    assert "kazmig build-site" in done.stderr
    assert "Traceback" not in done.stderr
