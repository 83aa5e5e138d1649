"""What is said of measures in the adviser's own words, in Chinese and English alike."""

from __future__ import annotations

from assistant.language.notation import amount_in
from assistant.measure import FiledMeasure, Instrument, Range
from assistant.measures.comparing import Aspect
from assistant.measures.estimates import Doubt, Estimate, StepKind, Verdict
from assistant.measures.money import amount_text, range_text
from assistant.measures.validity import Moment, Status

Words = dict[str, str]
"""The same in ``zh`` and ``en``."""

ASPECTS: dict[Aspect, Words] = {
    Aspect.PROGRAMME: {"zh": "项目", "en": "Programme"},
    Aspect.INSTRUMENT: {"zh": "方式", "en": "Instrument"},
    Aspect.APPLIES_TO: {"zh": "适用对象", "en": "Applies to"},
    Aspect.RATE: {"zh": "比例", "en": "Rate"},
    Aspect.AMOUNT: {"zh": "金额", "en": "Amount"},
    Aspect.CAP: {"zh": "上限", "en": "Cap"},
    Aspect.FLOOR: {"zh": "下限", "en": "Floor"},
    Aspect.MINIMUM_INVESTMENT: {"zh": "最低投资", "en": "Minimum investment"},
    Aspect.MAXIMUM_INVESTMENT: {"zh": "最高投资", "en": "Maximum investment"},
    Aspect.BUDGET: {"zh": "总预算", "en": "Budget"},
    Aspect.VALIDITY: {"zh": "有效期", "en": "In force"},
    Aspect.APPLICATION: {"zh": "申请期", "en": "Applications"},
    Aspect.CONDITIONS: {"zh": "条件", "en": "Conditions"},
}
INSTRUMENTS: dict[Instrument, Words] = {
    Instrument.GRANT: {"zh": "补贴", "en": "grant"},
    Instrument.LOAN: {"zh": "贷款", "en": "loan"},
    Instrument.GUARANTEE: {"zh": "担保", "en": "guarantee"},
    Instrument.TAX_CREDIT: {"zh": "税收抵免", "en": "tax credit"},
    Instrument.TAX_EXEMPTION: {
        "zh": "税收减免（比例是应缴税率还是减免幅度，见原文）",
        "en": "tax exemption or reduction (the quote says whether the rate is paid or waived)",
    },
    Instrument.CUSTOMS_RELIEF: {"zh": "关税减免", "en": "customs relief"},
    Instrument.DUTY: {"zh": "关税", "en": "duty"},
    Instrument.QUOTA: {"zh": "配额", "en": "quota"},
    Instrument.OBLIGATION: {"zh": "义务", "en": "obligation"},
    Instrument.DEADLINE: {"zh": "期限", "en": "deadline"},
    Instrument.THRESHOLD: {"zh": "门槛", "en": "threshold"},
}
STATUSES: dict[Status, Words] = {
    Status.LAPSED: {"zh": "已失效", "en": "lapsed"},
    Status.SOON_LAPSING: {"zh": "即将到期", "en": "lapses soon"},
    Status.IN_FORCE: {"zh": "有效", "en": "in force"},
    Status.NOT_YET: {"zh": "尚未生效", "en": "not yet in force"},
    Status.UNDATED: {"zh": "无日期", "en": "undated"},
}
MOMENTS: dict[Moment, Words] = {
    Moment.STARTS: {"zh": "生效", "en": "takes effect"},
    Moment.ENDS: {"zh": "到期", "en": "ends"},
    Moment.OPENS: {"zh": "开始申请", "en": "opens for applications"},
    Moment.CLOSES: {"zh": "截止申请", "en": "closes for applications"},
}
STEPS: dict[StepKind, Words] = {
    StepKind.CONVERTED: {"zh": "换算", "en": "converted"},
    StepKind.MINIMUM: {"zh": "与最低投资比较", "en": "against the minimum investment"},
    StepKind.MAXIMUM: {"zh": "与最高投资比较", "en": "against the maximum investment"},
    StepKind.SUM_OF_RATES: {"zh": "税率合计", "en": "rates together"},
    StepKind.SHARE: {"zh": "按比例", "en": "share"},
    StepKind.UNITS: {"zh": "按数量", "en": "by count"},
    StepKind.HIGHER: {"zh": "取较高者", "en": "the higher of both"},
    StepKind.CAP: {"zh": "与上限比较", "en": "against the cap"},
    StepKind.FLOOR: {"zh": "与下限比较", "en": "against the floor"},
    StepKind.FIXED: {"zh": "文件所载金额", "en": "as stated"},
    StepKind.TOTAL: {"zh": "合计", "en": "in total"},
}
DOUBTS: dict[Doubt, Words] = {
    Doubt.UPPER_BOUND: {
        "zh": "文件说的是“最高”，实际金额可能更低",
        "en": "the documents say “up to”: the actual figure may be lower",
    },
    Doubt.BASE_NOT_SAID: {
        "zh": "文件没有说明比例的基数，这里按您给出的全部投资计算",
        "en": "the documents do not say what the rate is a share of; all of your investment is taken",
    },
    Doubt.ELIGIBLE_SHARE: {
        "zh": "这里假设您给出的金额全部符合条件",
        "en": "all of the amount that you give is taken to be eligible",
    },
    Doubt.SPOKEN: {
        "zh": "来源是发言，不是官方文本",
        "en": "the source is a speech, not an official text",
    },
    Doubt.UNSURE: {
        "zh": "从文件中读取的数据把握不大，请核对原文",
        "en": "the figures were read with little certainty: check the original words",
    },
    Doubt.LAPSED: {"zh": "该措施已失效", "en": "the measure has lapsed"},
    Doubt.SOON_LAPSING: {"zh": "该措施将在90天内到期", "en": "the measure lapses within 90 days"},
    Doubt.NOT_YET: {"zh": "该措施尚未生效", "en": "the measure is not in force yet"},
    Doubt.USERS_RATE: {"zh": "按您给出的汇率换算", "en": "converted at the rate of exchange that you gave"},
    Doubt.LIMIT_NOT_COMPARED: {
        "zh": "限额用的是另一种货币，没有您给出的汇率就不换算、不比较",
        "en": "limits are in another currency; without a rate of exchange from you they are not compared",
    },
}
WANTS: dict[str, Words] = {
    "investment": {"zh": "投资额", "en": "the investment"},
    "customs_value": {"zh": "完税价格（报关价）", "en": "the customs value"},
    "vehicle": {"zh": "车辆数", "en": "the number of vehicles"},
    "base": {"zh": "计算基数", "en": "the base of the rate"},
}
RESULTS: dict[str, Words] = {
    "grant": {"zh": "补贴", "en": "Aid"},
    "loan": {"zh": "贷款额", "en": "Loan"},
    "guarantee": {"zh": "担保额", "en": "Guarantee"},
    "tax_credit": {"zh": "抵免额", "en": "Tax credit"},
    "tax_exemption": {"zh": "可扣除额", "en": "Deduction"},
    "duty": {"zh": "应缴税额", "en": "Duty"},
}


def label(words: Words, language: str) -> str:
    """The words in ``zh`` or ``en``; other languages get English."""
    return words.get(language, words["en"])


def instrument_name(instrument: Instrument, language: str) -> str:
    """What an instrument is called."""
    return label(INSTRUMENTS[instrument], language)


def result_text(found: Estimate, language: str) -> str:
    """The result of an estimate: ``at most EUR 500,000``; in Chinese with the amount as Chinese readers write it."""
    result = found.result
    if result is None:
        return ""
    value = figure_text(result, found.currency, found.unit, language)
    if result.low is None:
        return f"最多 {value}" if language == "zh" else f"at most {value}"
    return value


def figure_text(result: Range, currency: str | None, unit: str | None, language: str) -> str:
    """A result as it is printed, with its notation in the reader's language beside it."""
    shown = Range(result.high, result.high) if result.low is None else result
    text = amount_text(shown, currency) if currency else f"{range_text(shown)}{f' {unit}' if unit else ''}"
    if language != "zh" or not currency or shown.high is None:
        return text
    said = amount_in(shown.high, currency, language)
    if shown.low is not None and shown.low != shown.high:
        said = f"{amount_in(shown.low, currency, language)}至{said}"
    return f"{text}（{said}）"


def outcome_text(found: Estimate, language: str) -> str:
    """How an estimate ended, in one sentence."""
    measure = found.filed.measure
    if found.verdict is Verdict.COMPUTED:
        name = label(RESULTS.get(measure.instrument.value, INSTRUMENTS[measure.instrument]), language)
        between = "：" if language == "zh" else ": "
        return f"{name}{between}{result_text(found, language)}"
    wants = label(WANTS.get(found.wants, {"zh": found.wants, "en": found.wants}), language)
    texts: dict[Verdict, Words] = {
        Verdict.BELOW_MINIMUM: {
            "zh": "未达到最低投资额，不能享受",
            "en": "The minimum investment is not met: nothing is due under this measure",
        },
        Verdict.ABOVE_MAXIMUM: {
            "zh": "超过最高投资额，不在该措施范围内",
            "en": "The investment is above what the measure takes",
        },
        Verdict.NO_FIGURE: {
            "zh": "文件没有给出比例或金额，无法计算",
            "en": "The documents give neither a rate nor an amount, so nothing can be worked out",
        },
        Verdict.NO_BASE: {
            "zh": f"比例的基数{f'是“{found.wants}”' if found.wants else '文件未说明'}，不是您给出的金额，无法计算",
            "en": (
                f"The rate is a share of “{found.wants}”, which you have not given"
                if found.wants
                else "The documents do not say what the rate is a share of"
            )
            + ", so nothing can be worked out",
        },
        Verdict.NEEDS_INPUT: {"zh": f"还需要：{wants}", "en": f"Still needed: {wants}"},
        Verdict.OTHER_CURRENCY: {
            "zh": f"文件金额用的是 {found.wants}；请给出汇率，系统不会自行换算",
            "en": f"The documents' amounts are in {found.wants}; give a rate of exchange, none is assumed",
        },
    }
    return label(texts[found.verdict], language)


def doubt_text(doubt: Doubt, language: str) -> str:
    """What makes an estimate less sure."""
    return label(DOUBTS[doubt], language)


def disagreement(one: FiledMeasure, other: FiledMeasure, language: str) -> str:
    """Two sources that state one programme differently, each with its kind and date, official text first."""
    first, second = sorted((one, other), key=lambda filed: not filed.measure.official)
    if language == "zh":
        said = "；".join(source_text(filed, language) for filed in (first, second))
        return f"来源说法不一：{said}。两种都已列出，请以官方文本和较新的日期为准。"
    said = "; ".join(source_text(filed, language) for filed in (first, second))
    return f"Sources disagree: {said}. Both are shown; go by official text and the later date."


def source_text(filed: FiledMeasure, language: str) -> str:
    """A measure's document with its kind and date: ``“…” (said at an event, 2025-11)``."""
    zh = language == "zh"
    kind = label(OFFICIAL if filed.measure.official else SPOKEN, language)
    when = filed.metadata.published
    about = f"{kind}{('，' if zh else ', ') + when if when else ''}"
    return f"《{filed.metadata.title}》（{about}）" if zh else f"“{filed.metadata.title}” ({about})"


OFFICIAL: Words = {"zh": "书面文件", "en": "written document"}
SPOKEN: Words = {"zh": "活动发言", "en": "said at an event"}
STATED_OTHERWISE: Words = {"zh": "另一种说法", "en": "stated otherwise"}
"""Before what another source says of the same."""


ALTERNATIVES: Words = {
    "zh": "以上各项措施分别计算，不相加；文件没有说可以叠加。",
    "en": "The measures are worked out one by one and not added up: the documents do not say that they cumulate.",
}
"""Said below several estimates."""

POSSIBLE: Words = {
    "zh": "可能适用的数值不止一个，因此没有计算。请说明属于哪种情况（地区、企业规模、类别、年份等）：",
    "en": "Several figures may apply, so nothing is worked out. Which case is yours (region, size of company, kind, year)?",
}
"""Said above the lines that a question may mean."""

ASSUMED_CURRENCY: Words = {
    "zh": "您没有说明币种，这里按文件所用的货币计算",
    "en": "you gave no currency; that of the documents is taken",
}
