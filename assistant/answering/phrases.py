"""What the adviser says in its own words, in Chinese and English alike."""

from __future__ import annotations

PHRASES: dict[str, dict[str, str]] = {
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
    "empty": {
        "zh": "知识库里还没有任何文件。请先用 goglobal ingest 导入文件。",
        "en": "No document has been ingested yet. Begin with `goglobal ingest`.",
    },
    "zh": {"zh": "中文", "en": "Chinese"},
    "en": {"zh": "英文", "en": "English"},
    "separator": {"zh": "、", "en": ", "},
}


def phrase(key: str, language: str, /, **values: str) -> str:
    """A phrase in ``zh`` or ``en``; other languages get English."""
    said = PHRASES[key]
    return said.get(language, said["en"]).format(**values)
