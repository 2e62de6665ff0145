"""Words that state a quantity in Russian and Kazakh: in prose they must be facts, as their English fellows must.

Digits need no rule of their own here: a translation may hold none that its English has not (`compiling.broken`), and
the English is held to the rules of `kazmig.report.digits`.
"""

import re

from kazmig.report.digits import FACT, GIVEN, Offence

TRACED = rf"(?<![{FACT}{GIVEN}])(?<![{FACT}{GIVEN}]\s)(?<![{FACT}{GIVEN}]-)"
"""Not after a fact: ``{fact}`...` тысяч`` prints the fact's unit."""

WORDS = {
    "ru": (
        rf"\b{TRACED}(?<!\bна\s)(?<!\bв\s)(?<!каждую\s)(?:тысяч[аиуе]?(?:ми|м|х)?|миллион(?!ер)\w*|миллиард(?!ер)\w*)\b",
        r"\b(?:один|два|три|четыре|пять|шесть|семь|восемь|девять|десять|сто)\sпроцент\w*\b",
        r"(?<!перв\wй\s)(?<!втор\wй\s)(?<!последней\s)\bполовин(?:а|у|ы|е|ой)\b(?!\sширины)",
        r"(?<!последней\s)\b(?:треть|трети|третью|четверть|четверти|четвертью)\b(?!\s(?:стран|мир))",
        r"\b(?:вдвое|втрое|вчетверо|впятеро|вдесятеро|дважды|трижды|удво\w+|утро(?:ил|ен)\w*|(?<!до\s)десятк(?:и|ов)|сотни|сотен)\b",
        rf"\bв\s(?!{FACT})(?:два|две|три|четыре|пять|шесть|семь|восемь|девять|десять|полтора)\sраза?\b",
        r"(?<!\bна\s)\b(?:тринадцать|четырнадцать|пятнадцать(?!\sвопрос)|двадцать|тридцать|сорок|пятьдесят|шестьдесят)\b",
        r"(?<!\bна\s)(?<!каждые\s)\b(?:сто|двести|триста)\b",
    ),
    "kk": (
        rf"\b{TRACED}(?<!әр\s)(?:мың|миллион|миллиард)\b(?!(?:\s\w+){{1,3}}\sшаққан)",
        r"\b(?:бір|екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|жүз)\sпайыз\w*\b",
        r"(?<!бірінші\s)(?<!екінші\s)(?<!соңғы\s)\bжарты(?:сы|сын|сынан)\b",
        r"(?<!соңғы\s)\b(?:үштен|төрттен|бестен|оннан)\s(?:бір|екі|үш)\w*\b",
        r"\b(?:екі|үш|төрт|бес|алты|жеті|сегіз|тоғыз|он|бірнеше)\sесе(?:ге|дей|лік|сі|ден)?\b",
        rf"\b{TRACED}(?:ондаған|жүздеген|мыңдаған|миллиондаған|еселен\w+)\b",
        r"\b(?:жиырма|отыз|қырық|елу|алпыс|жетпіс|сексен|тоқсан|екі\sжүз)\b",
    ),
}
REMEDY = "states a quantity in words; keep it a fact as the English has it, or say it without the number"
AROUND = 40


def find(text: str, code: str) -> list[Offence]:
    """Return the words of a language that state a quantity which is no fact.

    Parameters
    ----------
    text : str
        Plain text, traced numbers replaced by their sign.
    code : str
        The language.

    Examples
    --------
    >>> [each.found for each in find("Уехала половина.", "ru")], find(f"Уехало {FACT} тысяч человек.", "ru")
    (['половина'], [])
    >>> [each.found for each in find("Көшу екі есе азайды.", "kk")], find(f"{FACT} пайыз", "kk")
    (['екі есе'], [])
    """
    found = []
    for pattern in WORDS.get(code, ()):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            around = text[max(0, match.start() - AROUND) : match.end() + AROUND].replace(FACT, "{fact}")
            found.append(Offence(match[0], match.start(), " ".join(around.split()), REMEDY))
    return sorted(found, key=lambda each: each.start)
