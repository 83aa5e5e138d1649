"""What the adviser says in its own words, in Chinese and English alike."""

from __future__ import annotations

from assistant.domain import NoticeKind

PHRASES: dict[str, dict[str, str]] = {
    "not_covered": {
        "zh": "已收录的文件没有涉及：{part}。",
        "en": "The documents do not cover: {part}.",
    },
    "translation": {
        "zh": "译文（模型翻译，非原文）：{text}",
        "en": "Translation (by a model, no quote): {text}",
    },
    "model_down": {
        "zh": "撰写模型暂时无法使用，以下直接引用原文。",
        "en": "The model that writes answers cannot be used at present; the sources are quoted instead.",
    },
    "model_slow": {
        "zh": "撰写模型未能及时回答，以下直接引用原文。",
        "en": "The model that writes answers did not answer in time; the sources are quoted instead.",
    },
    "model_busy": {
        "zh": "撰写模型目前请求过多，以下直接引用原文。",
        "en": "The model that writes answers has too many requests at present; the sources are quoted instead.",
    },
    "model_budget": {
        "zh": "撰写模型的用量已达上限，以下直接引用原文。",
        "en": "The budget for the model that writes answers is used up; the sources are quoted instead.",
    },
    "model_refused": {
        "zh": "撰写模型没有给出回答，以下直接引用原文。",
        "en": "The model that writes answers gave no answer; the sources are quoted instead.",
    },
    "model_unsupported": {
        "zh": "模型所写内容未能通过与原文的核对，以下直接引用原文。",
        "en": "What the model wrote did not hold against the sources; they are quoted instead.",
    },
    "model_little": {
        "zh": "模型所写内容大部分未能通过与原文的核对，已略去，并补充引用原文。",
        "en": "Most of what the model wrote did not hold against the sources and was left out; quotes were added.",
    },
    "model_broke_off": {
        "zh": "撰写模型中途中断；已显示的内容均经核对，回答可能不完整。",
        "en": "The model broke off in the middle; what is shown has been checked, and may be incomplete.",
    },
    "quoted_foreign": {
        "zh": "以下内容摘自{language}原文，按原文引用：",
        "en": "The sources are in {language}; they are quoted in the original:",
    },
    "quoted_mixed": {
        "zh": "以下内容摘自原文，部分来源为{language}：",
        "en": "From the sources, some of them in {language}:",
    },
    "introduction": {
        "zh": "您好，这里是出海顾问，一个人工智能系统。请用中文或英文提问，例如“加泰罗尼亚建厂最多能补多少？”；"
        "我只根据已收录的文件作答，每句话都注明出处。",
        "en": "Hello, this is the Going Global adviser, an AI system. Ask in Chinese or English, for instance “What is the "
        "maximum subsidy of the Catalonia CAPEX incentive?”; I answer only from the documents here and cite every sentence.",
    },
    "person": {
        "zh": "可以把本次对话转交给工作人员，由他们直接与您联系。",
        "en": "This conversation can be passed on to the staff, who will get in touch with you.",
    },
    "no_person": {
        "zh": "这里没有人工服务，我只能根据已收录的文件回答问题。",
        "en": "Nobody can be reached here; all I can do is answer from the documents.",
    },
    "handover": {
        "zh": "如果您愿意，可以把本次对话转交给工作人员，由他们继续解答。",
        "en": "If you like, this conversation can be passed on to the staff, who will look into it.",
    },
    "no_support": {
        "zh": "现有文件没有回答这个问题。",
        "en": "The documents do not answer this question.",
    },
    "looked_for": {
        "zh": "检索的内容：{terms}。",
        "en": "Looked for: {terms}.",
    },
    "missing_place": {
        "zh": "没有关于{places}的文件。",
        "en": "There is no document on {places}.",
    },
    "unknown_programme": {
        "zh": "文件中没有名为“{name}”的项目，因此没有计算。",
        "en": "The documents know no programme called “{name}”, so nothing is worked out.",
    },
    "missing_matter": {
        "zh": "关于{places}的文件没有谈到这一点。",
        "en": "The documents on {places} say nothing of this.",
    },
    "missing_measure": {
        "zh": "文件中没有{places}的此类措施。",
        "en": "The documents know no such measure for {places}.",
    },
    "gloss": {
        "zh": "译注（按词表换写，非原文）：{facts}。",
        "en": "Gloss (from the word list, no quote): {facts}.",
    },
    "gloss_separator": {"zh": "；", "en": "; "},
    "conflict": {
        "zh": "注意：来源说法不一：{one}；{other}。请以官方文本和较新的日期为准，并向主管机关核实。",
        "en": "Note: sources disagree: {one}; {other}. Go by official text and the later date, and check with the authority.",
    },
    "source": {"zh": "《{title}》（{kind}，{date}）", "en": "“{title}” ({kind}, {date})"},
    "kind_policy": {"zh": "政策文件", "en": "policy"},
    "kind_incentive": {"zh": "激励政策文件", "en": "incentive"},
    "kind_event": {"zh": "活动发言", "en": "event speech"},
    "kind_other": {"zh": "其他文件", "en": "other document"},
    "undated": {"zh": "无日期", "en": "undated"},
    "missing_name": {
        "zh": "相关文件没有提到：{names}。",
        "en": "The documents nearest to the question say nothing of: {names}.",
    },
    "beyond": {
        "zh": "这里只根据收录的文件作答，不凭自己的知识回答，也不提供证券买卖建议。",
        "en": "Answers here come from the documents alone: none from knowledge of its own, and no advice on buying or selling securities.",
    },
    "no_helper": {
        "zh": "文件中没有任何机构或个人表示提供这方面的服务。",
        "en": "No organisation or person in the documents is said to do this.",
    },
    "declined_forgery": {
        "zh": "我不能帮助制作、更改或包装虚假的单证、标签或申报。",
        "en": "I cannot help to make, alter or dress up false papers, labels or declarations.",
    },
    "declined_evasion": {
        "zh": "我不能帮助逃避海关、管制、税费或监管。",
        "en": "I cannot help to evade customs, controls, duties or supervision.",
    },
    "declined_bribery": {
        "zh": "我不能帮助向任何人行贿或掩饰行贿。",
        "en": "I cannot help to bribe anyone or to hide a bribe.",
    },
    "declined_guarantee": {
        "zh": "我不能保证法律结果，也不出具有约束力的法律意见。",
        "en": "I cannot guarantee a legal outcome or give a binding legal opinion.",
    },
    "declined_internals": {
        "zh": "我不提供系统的内部设置、密钥或其他用户的内容。",
        "en": "I do not give out internal settings, keys or other users' content.",
    },
    "instead": {
        "zh": "我可以从已收录的文件中找出适用的规定、条件、申请途径和违规后果，并注明出处；具体个案请咨询律师或主管机关。",
        "en": "What I can do: find in the documents which rules and conditions apply, how to apply lawfully and what breaches "
        "lead to, with sources. For a case of your own, ask counsel or the authority.",
    },
    "joint": {"zh": "", "en": " "},
    "nearest": {
        "zh": "最接近的文件：{titles}",
        "en": "Nearest documents: {titles}",
    },
    "lapsed": {
        "zh": "注意：《{title}》的有效期已于{date}结束。",
        "en": "Note: the validity of “{title}” ended on {date}.",
    },
    "not_yet": {
        "zh": "注意：《{title}》自{date}起才生效。",
        "en": "Note: “{title}” takes effect only from {date}.",
    },
    "in_force": {
        "zh": "按文件登记的日期：《{title}》自{start}起适用，未登记截止日期。",
        "en": "By the dates filed with it, “{title}” applies since {start}; no end is filed.",
    },
    "in_force_until": {
        "zh": "按文件登记的日期：《{title}》自{start}起适用，有效期至{end}。",
        "en": "By the dates filed with it, “{title}” applies since {start} and until {end}.",
    },
    "superseded": {
        "zh": "注意：《{title}》已被《{other}》取代。",
        "en": "Note: “{title}” has been replaced by “{other}”.",
    },
    "empty": {
        "zh": "知识库里还没有任何文件。请先用 goglobal ingest 导入文件。",
        "en": "No document has been ingested yet. Begin with `goglobal ingest`.",
    },
    "zh": {"zh": "中文", "en": "Chinese"},
    "en": {"zh": "英文", "en": "English"},
    "separator": {"zh": "、", "en": ", "},
}


NOTICES: dict[NoticeKind, dict[str, str]] = {
    NoticeKind.LAPSED: {"zh": "已失效", "en": "lapsed"},
    NoticeKind.ENDING: {"zh": "即将到期", "en": "ending"},
    NoticeKind.NOT_YET: {"zh": "尚未生效", "en": "not yet in force"},
    NoticeKind.SUPERSEDED: {"zh": "已被取代", "en": "superseded"},
    NoticeKind.CONFLICT: {"zh": "来源不一致", "en": "sources disagree"},
    NoticeKind.PARTIAL: {"zh": "部分回答", "en": "in part"},
    NoticeKind.FALLBACK: {"zh": "改为引用原文", "en": "quoted instead"},
}
"""What each kind of notice is called; the others say it themselves."""


def notice_label(kind: NoticeKind, language: str) -> str:
    """What a kind of notice is called in ``zh`` or ``en``; empty when its words say it already."""
    return NOTICES.get(kind, {}).get("zh" if language == "zh" else "en", "")


def phrase(key: str, language: str, /, **values: str) -> str:
    """A phrase in ``zh`` or ``en``; other languages get English."""
    said = PHRASES[key]
    return said.get(language, said["en"]).format(**values)
