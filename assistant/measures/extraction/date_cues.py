"""Words around a date that tell what begins or ends on it, in both languages, and words by which nothing does."""

from __future__ import annotations

import re

from assistant.measures.extraction.matching_words import Words

APPLY = Words(
    r"\bapplications\b|\b(?:appl(?:y|ications?|icants?)|applied\s+for)\b(?!\s+(?:from|to|until|since|as|in|dates?|on)\b)|\bcalls?\b|\bsubmi(?:t|ssions?|tted)\b|\bwindows?\b|\bnotice\b|(?<!no )\bclosing\b|\brequested\b|\bclaimed\b|\basked\s+for\b|\bhanded\s+in\b|\bregist(?:er|ry)\s+(?:is|opens|closes)\b|\bregistration\s+(?:is|opens|closes|runs|possible)\b|\bapplication\s+(?:period|window|dates?|round)\b|\blodg(?:e|ed|ing)\b|\bfiles\b|\bfil(?:ed|ing)\b|\bsessions?\b|\bintakes?\b|\bcounter\b|\bportal\b|\benrol\w*"
    r"|\bexpressions?\s+of\s+interest\b|\b(?:first|second|third|fourth|next|last|this)\s+round\b|\brounds?\s+(?:\d+\s+)?(?:opens?|closes?|runs?|ended|starts?|takes?)\b"
    r"|\b(?:bids?|tenders?|proposals?|requests?|offers?|dossiers?|concept\s+notes?)\s+(?:are|is|was|were|will|can|could|may|must|shall|should|have|for|go(?:es)?|due|received|accepted|taken|close|open)\b"
    r"|申报|申请|受理|提交|报名|征集|报送|递交|申领|第[一二三四五六七八九十\d]+批|批次|开抢"
)
_GAP = r"(?:\s*(?:the|on|about|around|early|mid|late|date|is|was|,|of|and\s+including|model\s+year|years?|(?:at\s+)?(?:noon|midnight|\d{1,2}(?:[:.]\d{2})?\s*(?:a\.?m\.?|p\.?m\.?|h\b|o'clock)?)(?:\s+(?:CET|CEST|GMT|UTC))?|mid-?|financial|fiscal|tax|calendar|assessment|reporting|periods?|for\s+\w+\s+(?:cars|vehicles|types)|the\s+(?:start|beginning)\s+of|on|in)\s*|-)*\s*[(（*]*\s*$"
BEGINS_BEFORE = re.compile(
    r"(?:\bfrom|\bsince|\bas\s+of|\bas\s+from|\bwith\s+effect\s+from|\beffective(?:\s+(?:from|as\s+of))?|\b(?:took|takes?|taking)\s+(?:full\s+)?effect(?:\s+fully)?(?:\s+(?:from|on))?|\bstart(?:s|ed|ing)?(?:\s+with)?"
    r"|\bbeg[aiu]n(?:s|ning)?(?:\s+with)?|\bcommenc(?:es?|ed|ing)|\blaunch(?:es)?|\bcom(?:es?|ing)\s+into\s+(?:play|operation|use|being|effect|force)(?:\s+(?:on|from))?|\bcame\s+into\s+(?:play|operation|use|being|effect|force)(?:\s+(?:on|from))?|\bin\s+(?:place|operation|effect)\s+(?:since|from)|\b(?:be|been|was|is|were|are)\s+(?:launched|introduced|levied|charged|collected|imposed|added(?=\s+on\b)|applied|established|created|set\s+up|brought\s+in|put\s+in\s+place|reintroduced|restored|extended\s+to\s+[\w\s-]{1,30}?)|\bintroduc(?:es?|ed)(?:\s+[\w-]+){1,4}(?=\s+(?:in|on|from)\b)|\bbecom(?:es?|ing)\s+(?:applicable|mandatory|binding|compulsory|obligatory|effective|law)(?:\s+(?:on|from|in|as\s+of))?|\bvalid\s+(?:from|as\s+of)|\bas\s+from|\bafter|\bin\s+force(?:\s+(?:since|from|on))?|\benter(?:s|ed)?\s+into\s+force(?:\s+on)?|\bentry\s+into\s+force"
    r"|\bappl(?:y|ies|ied|ication)(?:\s+(?:from|since|as\s+of))?|\bopen(?:s|ed|ing)?(?:\s+(?:on|from|in))?|\b(?:opens?|opening|starts?|begins?)\s*:|\bretroactive(?:ly)?\s+to|自|从|于|生效时间|施行日期|实施日期|起始(?:时间|日期)?)"
    + _GAP,
    re.IGNORECASE,
)
BEGINS_AFTER = re.compile(
    r"\s*(?:(?:onwards?|on)\b(?=[\s,.;)]|$)|(?:之日)?(?:正式)?(?:起|开始|施行|实施|生效|执行|启动|开放|启用|适用|以来|之后|以后|后))",
    re.IGNORECASE,
)
ENDS_BEFORE = re.compile(
    r"(?:\bbetween\s+now\s+and|\buntil|\btill|\bthrough(?:\s+to)?|\bto|\bup\s+to|\bby(?:\s+the)?(?:\s+end(?:\s+of)?)?|\bending|\bends?(?:\s+(?:on|in|of))*|\bended(?:\s+(?:on|in))?|\bexpir(?:es?|ed|y|ing)(?:\s+on)?|\blaps(?:es?|ed|ing)(?:\s+on)?|\bceas(?:es?|ed|ing)(?:\s+to\s+(?:apply|exist|have\s+effect|be\s+(?:valid|in\s+force|available)))?|\b(?:be|been|was|is)\s+(?:abolished|repealed|withdrawn|phased\s+out|lifted|stopped|closed|ended|discontinued|suspended|cancelled|terminated|taken\s+out|taken\s+off|removed|dropped|scrapped|struck\s+off|excluded|revoked)(?:\s+(?:with\s+effect\s+)?from)?|\bphas(?:es?|ed|ing)\s+out(?:\s+by)?|\blos(?:t|es?)(?:\s+[\w-]+){1,6}?(?=\s+(?:on|in|from)\b)|\bstop(?:s|ped)?(?:\s+(?:on|in|after))?|\bruns?\s+out(?:\s+on)?|\bterminat(?:es?|ed)(?:\s+on)?|\bsunsets?|\bon\s+or\s+before|\bat\s+the\s+latest(?:\s+(?:on|in|by|with|at))?|\bbefore|\b(?:clos(?:es?|ed|ing)|shuts?)(?:\s+(?:on|in|date))?"
    r"|\b(?:no|not)\s+later\s+than|\bdeadline(?:\s+(?:of|is|for))?|\bvalid\s+(?:until|to|through)|\bavailable\s+(?:until|to)|\bthe\s+end\s+of|\bdue(?:\s+by)?|\brun(?:s|ning)?\s+to|\blast(?:s|ing)?\s+to"
    r"|不得?[迟晚]于|[最至]迟[于在]?|至|到|截至|截止(?:日期?|时间|期限)?(?:为|是|至|到)?|延长至|有效期(?:至|为))\s*[:：]?"
    + _GAP,
    re.IGNORECASE,
)
ENDS_AFTER = re.compile(
    r"\s*(?:[年月日]?(?:底|末))?(?:止|到期|截止|届满|前|之前|以前|失效|结束|为止|终止|废止|取消|停止|关闭|[为是][^，。；]{0,10}(?:最后期限|截止|最后一天))"
)
EXTENDED = re.compile(
    r"\b(?:extended|prolonged|postponed|delayed|moved|put\s+off)\b(?:[^,.;]{0,40}\b|(?:\s+\w+){0,2},\s+)to\s*$|(?:延长|推迟|顺延)(?:至|到)?\s*$",
    re.IGNORECASE,
)
MOVED_TO = re.compile(
    r"\b(?:postponed|delayed|put\s+off|deferred|shifted|pushed\s+back)\b[^.;,]{0,80}\s+to\s+(?:the\s+)?$", re.IGNORECASE
)
"""Before the day to which a beginning was put off, with the former day between."""
PUT_OFF = re.compile(r"postponed|delayed|put\s+off|推迟", re.IGNORECASE)
"""Said of a beginning, where ``extended`` is said of an end."""
IN_YEAR = re.compile(r"\b(?:in|for|during)\s+(?:the\s+year\s+)?$", re.IGNORECASE)
SAID_OF_SOMETHING_ELSE = re.compile(
    r"(?:\bpublish\w*|\badopt\w*|\bsigned|\bannounc\w*|\bdated|\bsaid|\breported|\bevent|\bspeech|\bapproved|\bproposed|\bagreed|\brule\s+of|\b(?:act|law|decree|decision|agreement|regulation|memorandum|guidelines)\s+of|\bbuilt|\bdeveloped|\bproduced|\bopened|\bconcluded|\bwritten|\b(?:terms|data|figures|prices|status|information|text|state\s+of\s+(?:the\s+)?\w+)\s+(?:(?:are|is|was|were)\s+)?(?:(?:given|stated|shown|correct|valid)\s+)?as"
    r"|发布|公布|印发|通过|签署|宣布|公告|落款日期|出具|撰写|整理|编制|更新|核对|检索|刊登|刊发|发表)(?:\s+(?:on|in))?[^,.;，。；]{0,16}$",
    re.IGNORECASE,
)
HEARING = re.compile(
    r"\b(?:consultations?|comments?|feedback|hearings?|views|objections?|opinions?)\b[^.;]{0,40}$|(?:征求意见|意见反馈|反馈意见|公开征集意见|听证|公示|征询)[^。；]{0,12}$",
    re.IGNORECASE,
)
"""Before the last day on which people may say what they think of a draft."""
NO_MORE = re.compile(
    r"(?:起|开始)?[，,]?[^，。；,;]{0,24}(?:不再|停止|停发|取消|废止|终止)|[^.;]{0,60}\bno\s+longer\b", re.IGNORECASE
)
"""Behind a day from which on something holds no more: 2027年7月1日起不再享受."""
GRACE = re.compile(r"(?:\bgrace\s+periods?\b[^.;,]{0,30}|(?:宽限期|缓冲期)[^，。；]{0,12})$", re.IGNORECASE)
"""Before the day up to which a duty is not yet enforced on some, which ends nothing."""
PAST_WHICH = re.compile(
    r"\b(?:no\s+longer|not|no|none|never|ceases?|ends?|ended|expires?|expired|stops?|stopped|closed)\b[^.;,]{0,50}\bafter\s*$",
    re.IGNORECASE,
)
"""Before a day after which something holds no more: ``ended for purchases after``."""
ONLY_A_PERIOD = re.compile(
    r"\s*(?:model\s+year\s+)?(?P<before>to|until|till|by|from|since|as\s+of|for|in|至|到|自|从|截至)?\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
AFTER_A_PERIOD = re.compile(
    r"\s*(?:onwards?|on|and\s+(?:later|after|beyond|onwards?)|or\s+later|及以后|之前|以前|前|起|以后|之后|年?底|年)?\s*(?:[(（][^)）]*[)）]\s*)?(?:call|window|round|edition|scheme|批|申报)?(?:\s*,.*)?$",
    re.IGNORECASE | re.DOTALL,
)
STARTS_HEADER = re.compile(
    r"^\W*(?:from|since|as\s+of|in\s+effect(?:\s+since)?|starts?|starting|application|(?:applies|applicable|effective|valid|in\s+force)\s+(?:from|since|as\s+of)|applies|applicable|in\s+force|effective|new\s+date|new\s+types|all(?:\s+\w+){1,3}|existing(?:\s+\w+){1,2}|every(?:\s+\w+){1,2}|entry\s+into\s+(?:force|application)|dates?\s+of\s+application"
    r"|生效(?:时间|日期)?|施行(?:时间|日期)?|实施(?:时间|日期)?|起始(?:时间)?|开始(?:时间)?|执行时间)\W*$",
    re.IGNORECASE,
)
ENDS_HEADER = re.compile(
    r"^\W*(?:until|to|till|end(?:s|ing)?|expiry|expires|valid\s+until|by\s+when|due(?:\s+(?:date|by|on))?|.{0,40}\bby|最迟|有效期|到期(?:时间|日)?|截止(?:时间|日期)?|结束(?:时间)?)\W*$",
    re.IGNORECASE,
)
EARLIER = re.compile(
    r"\b(?:previous|former|earlier|old|older|predecessor|last|replaced)\b|\b(?:first|second|third)\s+(?:call|round|edition|window)\s*\(20\d\d\)|此前|原有|(?<!折)旧(?!车|金山)|上一|那一?(?:轮|批|期)",
    re.IGNORECASE,
)
EARLIER_AFTER = re.compile(
    r"\s*(?:\(|（)?\s*(?:the\s+)?(?:old|former|previous)\s+(?:law|act|rules?|regime|scheme)\b|(?:以前|之前|前)，?(?:适用|执行|实行|施行|按照?|依照?)?的?是?(?:旧|老|原)(?:法|规定|政策|办法|制度|税率|标准|规)",
    re.IGNORECASE,
)
"""Behind a date until which something else held: ``2023年以前适用旧法``."""
EARLIER_SUBJECT = re.compile(
    r"\W*(?:the\s+)?(?:last\s+year|(?:previous|former|earlier|old)\s+\w+)(?:'s|’s)?\b|\W*(?:上一?[轮批期年]|[^，。；]{0,8}曾(?!经济)|去年(?![底初末]?[^，。；]{0,4}(?:修订|修改|出台|发布|公布|通过|实施|推出|起))|此前|原)",
    re.IGNORECASE,
)
"""At the beginning of a clause that is on what was before."""
MUST_APPLY = re.compile(
    r"\b(?:must|shall|(?:has|have|need)s?\s+to|needs?)\s+(?:\w+\s+)?(?:apply\s+for|submit|file|notify|lodge)\b|(?:须|应当?|必须|需要?)[^，。；]{0,6}(?:申请|申领|提交|申报|报送|办理)",
    re.IGNORECASE,
)
"""A duty to ask for something, whose first day opens no window."""
HANDED_IN = re.compile(
    r"\b(?:files?|filed|filings?|submit(?:s|ted)?|lodge[sd]?|reports?|reported|notif(?:y|ies|ied|ications?)|registers?|registered|registration|declare[sd]?|declarations?|hands?\s+in|handed\s+in|sends?|sent|transpose[sd]?|publish(?:es|ed)?|appoints?|appointed|designate[sd]?|disclose[sd]?|certif(?:y|ies|ied)|compl(?:y|ies|ied)|pays?|paid|adapts?|adapted|updates?|updated|renews?|renewed|renewals?|converts?|converted|returns?|statements?|requests?)\b"
    r"|提交|报送|申报|备案|登记|报告|缴纳|办理|完成|转化为|整改|披露|报备|换证|换发|注册|补齐|改造",
    re.IGNORECASE,
)
"""What is done once by a day that a law sets."""
HAPPENED = re.compile(
    r"\b(?:had|has|have)\s+(?:already\s+|so\s+far\s+|only\s+)?(?:received|given|sold|been|made|got|taken|put|\w+ed)\b|\bno(?:ne|body|t)?\b[^.;]*\bbefore\b|(?:已|共)(?:有|经|收到|批准|办理|完成)",
    re.IGNORECASE,
)
"""What had been done by a day, or is not before it, which is no duty."""
BEGINS_ROW = re.compile(
    r"^\W*(?:(?:official|legal|planned)\s+)?(?:start|starts|beginning|begins|commencement|launch|entry\s+into\s+force|effective\s+date|date\s+of\s+effect)\b(?!\s+of\s+(?:production|sales|works?|construction|operations?|deliver))|^\W*(?:开始|启动|起始|生效|施行|实施)(?:时间|日期|日)?\W*$",
    re.IGNORECASE,
)
ENDS_ROW = re.compile(
    r"^\W*(?:end|ends|expiry|expires|validity|valid|runs?|term|lasts?|duration)\b(?!\s+of\s+(?:production|sales|works?|construction|projects?|life))|^\W*(?:有效期|实施期限|执行期限|到期|失效|结束|终止)(?:时间|日期|日)?\W*$",
    re.IGNORECASE,
)
"""Labels of rows that hold the first or the last day of a programme."""
BY_WHEN = re.compile(
    r"^\W*(?:by\s+when|by|due(?:\s+(?:date|by|on))?|deadlines?|last\s+day|no\s+later\s+than|at\s+the\s+latest|最迟|(?:完成|办理|提交|截止)?(?:时限|期限)|截止(?:时间|日期)?)\W*$",
    re.IGNORECASE,
)
"""Heads a column of days by which something is to be done."""
WINDOW_ROW = re.compile(
    r"\b(?:applications?|submissions?|calls?|bids?|bidding|tenders?|registration|claims?|requests?|proposals?)\s+(?:windows?|periods?|rounds?|dates?|deadline|phases?|slots?|times?)\b|\bwindows?\b|\bcalls?\b|\bintakes?\b|申[请报](?:期|时间|窗口|日期|阶段)|受理(?:期|时间)|报名(?:期|时间)?|征集(?:期|时间)",
    re.IGNORECASE,
)
"""In the label of a row: when one may apply."""
APPLIES = re.compile(r"\bappl(?:y|ies|ied|ication)\b|起(?:全面)?适用", re.IGNORECASE)
IN_FORCE = re.compile(r"into\s+force|in\s+force", re.IGNORECASE)
DUE_BEFORE = re.compile(
    r"\b(?:(?:have|has|had)\s+(?:time\s+)?until|by|before|no\s+later\s+than|not\s+later\s+than|due(?:\s+(?:by|on|in))?)\s+(?:the\s+end\s+of\s+)?$|^\s*到\s*$|(?:不得?[迟晚]于|[最至]迟[于在]?)\s*$",
    re.IGNORECASE,
)
BOUGHT = re.compile(
    r"\b(?:acquired|bought|purchased|registered|placed\s+in\s+service|ordered|invoiced|sold|delivered|leased|imported|installed|commissioned|contracted|produced|built|signed|started)\b|购买|购置|上牌|登记的|到岸|进口的|下单|签约|投产|开工",
    re.IGNORECASE,
)
"""What is done by a day to fall under a measure, which is no duty."""
DUE_AFTER = re.compile(r"\s*(?:底|末)?(?:之前|以前|前)")
GRANTED_UNTIL = re.compile(r"\s*(?:之前|以前|前)[，,]?(?:[^，。；]{0,6})?(?:免|减|暂|继续|享受|按|适用|维持|沿用|执行)")
"""Behind a day until which something is granted, which no one has to do."""
BEFORE_THEN = re.compile(r"\W*(?:before|until|till|up\s+to)\s+(?:the\s+end\s+of\s+)?", re.IGNORECASE)
"""With which a clause begins that tells what held before a day."""
DATE_HEADER = re.compile(r"^\W*(?:dates?|日期|时间)\W*$", re.IGNORECASE)
EVENT = re.compile(
    r"\b(?:agreement|vote|adopt|publi|sign|propos|announce|open|investigat|meeting|decision|launch)|协议|表决|通过|公布|发布|签署|提案|宣布|启动|会议",
    re.IGNORECASE,
)
"""A step on the way to a law, from which on nothing holds yet."""
FROM_HERE = re.compile(r"[自从]\s*$|\b(?:from|after|since|until)\s+(?:the\s+)?$", re.IGNORECASE)
"""Directly before the first or last day of something, whatever was said before."""
SAID_ON = re.compile(
    r"\s*(?:正式|联合)?(?:发布|公布|印发|通过|签署|签订|宣布|批准|颁布|出台|提出|表决|上市|投产)(?![^，。；]{0,8}[起后])"
)
"""Behind the day on which something was only said or done."""
ALREADY = re.compile(r"\s*(?:底|末)?(?:之前|以前|前)已")
"""Behind a day before which something had been done."""
FORMER_DATE = re.compile(
    r"\b(?:(?:moved|postponed|delayed|put\s+off|changed|deferred|shifted|pushed\s+back)(?:\s+[\w-]+){0,6}\s+from|instead\s+of|formerly|originally|planned\s+for)\s*(?:the\s+)?$|原定(?:于)?\s*$",
    re.IGNORECASE,
)
"""Before a date that no longer holds: ``18 August 2027 (moved from 18 August 2025)``."""
WAS_DUE = re.compile(r"\bwas\s+(?:due|planned|to\s+(?:start|apply))\b[^.;]{0,12}$|原定[^，。]{0,6}$", re.IGNORECASE)
ENTERS = re.compile(
    r"\b(?:tak(?:es?|ing)|took|com(?:es?|ing)|came|enter(?:s|ed|ing)?)\s+(?:into\s+)?(?:effect|force)\b[^.;\d]{0,90}(?:,|that\s+is|i\.e\.|namely|on)\s*$|(?:即|也就是)\s*$",
    re.IGNORECASE,
)
"""Before the day that a rule for entry into force comes to: ``on the first day of the next month, that is``."""
ONLY_BRACKETS = re.compile(
    r"(?:\s*[,，]?\s*(?:at\s+)?(?:\d{1,2}[:：.]\d{2}(?:\s*(?:h|hours?|[ap]\.?m\.?))?|\d{1,2}\s*[ap]\.?m\.?|noon|midnight|\d{1,2}[时点]整?)(?:\s+(?:CES?T|GMT|UTC|local\s+time))?)?\s*(?:[(（][^)）]*[)）])?[\s.。]*",
    re.IGNORECASE,
)
"""Nothing but a time of day and an addition in brackets."""
DEADLINE_HEADER = re.compile(r"\b(?:deadline|closing\s+date|last\s+day)\b|截止", re.IGNORECASE)
NOT_SURE = re.compile(
    r"\bnot\s+before\b|\bplanned\s+(?:for|to|by)\b|\bexpect\w*\b[^.;]{0,60}$|\bgoal\b|\baims?\b|预计|有望",
    re.IGNORECASE,
)
OPENED = re.compile(
    r"\b(?:calls?|windows?|rounds?|portal|counter|applications?|registration|scheme|programme|intake|competition|fund|line|facility|it|they|which|that)\s+(?:has\s+|have\s+|was\s+|were\s+)?opened\s+(?:on|in)\s+$",
    re.IGNORECASE,
)
"""Before the day from which one may apply."""
OPENS_LABEL = re.compile(
    r"\b(?:opens?|opening|starts?|begins?|beginning|launch|from)\b|开始|启动|开放|起始", re.IGNORECASE
)
"""Names the first day of a window."""
CLOSES_LABEL = re.compile(
    r"\b(?:clos(?:es?|ing)|deadline|until|ends?|due|expir\w+|last\s+day)\b|截止|结束|到期", re.IGNORECASE
)
"""Names the last day of something."""
NO_WINDOW = re.compile(
    r"\b(?:questions?|queries|clarifications?|decisions?|results?|awards?|announcement|evaluation|information\s+day|webinar|publication)\b|咨询|答疑|公布|结果|评审|公示|宣讲",
    re.IGNORECASE,
)
"""Names a step of a call that neither opens nor closes it."""
PHASE = re.compile(
    r"\b(?:end|last\s+day|completion|duration|period|start)\s+of\s+(?:\w+\s+)?(?:projects?|works?|construction)\b|\b(?:projects?|works?|construction)\s+(?:ends?|completed?|completion|duration|period|deadline|finished|starts?)\b"
    r"|\bimplementation\s+period\b|\bdeliver(?:y|ies)\b(?!\s+(?:vans?|trucks?|vehicles?|fleets?|services?))|\bdisbursements?\b|\bpayments?\b|\bpayouts?\b|\bcompletion\b|\binstallation\b|\bcommissioning\b|\bfinal\s+report\b"
    r"|项目(?:期|实施|完成|建设)|建设期|完工|竣工|交付|拨付|验收|投运|踏勘|开标|发售",
    re.IGNORECASE,
)
"""Names a time of a project that is paid for, not of the call for it."""
ISSUED_LABEL = re.compile(
    r"\W*(?:dates?|dated|issued|published|updated|adopted|signed|version|as\s+(?:at|of)|last\s+(?:checked|updated)|日期|时间|印发(?:日期|时间)?|发布(?:日期|时间)?|成文(?:日期)?|落款(?:日期)?)\W*",
    re.IGNORECASE,
)
"""Labels the day of a text itself."""
TIMETABLE = re.compile(
    r"\b(?:bids?|tenders?|proposals?|offers?|expressions?\s+of\s+interest|deadline|cut-?off)\b|投标|截标|开标",
    re.IGNORECASE,
)
"""In the label of a row of dates: what is handed in by then."""
LATE = re.compile(
    r"\b(?:arriv\w+|received|submitted|filed|lodged|sent|handed\s+in|made|come|comes|coming)\s+(?:later\s+than|after)\s*$",
    re.IGNORECASE,
)
"""Before the day after which it is too late to apply."""
IN_FORCE_BEFORE = re.compile(
    r"(?:\b(?:took|takes?|taking)\s+(?:full\s+)?effect|\bin(?:to)?\s+(?:force|effect)|\bcom(?:es?|ing)\s+into\s+(?:play|operation|being))\b[^.;,\d]{0,24}$",
    re.IGNORECASE,
)
"""Before the day from which a text holds, whatever it speaks of else."""
IN_FORCE_AFTER = re.compile(r"\s*(?:之日)?(?:起)?(?:正式)?(?:施行|生效|实施|执行)")
RETROACTIVE = re.compile(r"\bretroactive(?:ly)?\s+(?:to|from)\s*$", re.IGNORECASE)
AT_ONCE = re.compile(r"^[^.;]*\bwith\s+immediate\s+effect\b|^[^。；]*立即(?:生效|执行|实施)", re.IGNORECASE)
RISING = re.compile(
    r"\b(?:ris(?:es?|en|ing)|rose|mov(?:es?|ed|ing)|go(?:es|ing|ne)?|went|increas(?:es?|ed|ing)|decreas(?:es?|ed|ing)|declin(?:es?|ed|ing)|drop(?:s|ped|ping)?|sinks?|sank|chang(?:es?|ed|ing)|(?:is|are|be|been|was|were)\s+(?:raised|lowered|cut|reduced|increased|doubled|halved|lifted|set|adjusted|brought)|(?:raises?|lowers?|cuts?|reduces?)(?:\s+\w+){1,4}|fall(?:s|en|ing)?|fell|climb(?:s|ed|ing)?|jump(?:s|ed)?|step(?:s|ped)?)\s+(?:up\s+|down\s+|back\s+)?(?:from\s+[^,;]{1,16}\s+)?to\s+[^,;]{1,16}\s+(?:by|in|from|on|as\s+of)\s*$",
    re.IGNORECASE,
)
"""Before a date on which another rate begins: ``moving to 20% by 2026``."""
ENDS_THEN = re.compile(
    r"[^.;]{0,60}\b(?:ends?|ended|expires?|expired|lapses?|lapsed|ceases?|ceased|(?:is|was|are|were|will\s+be)\s+(?:abolished|withdrawn|repealed|lifted|scrapped|removed))\b",
    re.IGNORECASE,
)
"""Behind a day with which a sentence begins: what ends on it."""
ON = re.compile(r"\W*(?:on|in)\s+(?:the\s+)?", re.IGNORECASE)
HAPPENS = re.compile(
    r"\b(?:took\s+effect|takes\s+effect|came\s+into|comes\s+into|entered\s+into|enters\s+into|starts|started|began|begins|(?:was|were|is|are|will\s+be)\s+(?:introduced|imposed|launched)|becomes?|became|appl(?:y|ies|ied)|must|shall|(?:has|have)\s+to|needs?)\b",
    re.IGNORECASE,
)
"""Behind a day with which a sentence begins: what happens on it."""
DEADLINE_IS = re.compile(
    r"\b(?:deadline|closing\s+date|last\s+day|cut-?off)\b[^.;]{0,60}\b(?:is|was|falls\s+on|will\s+be)\s+(?:on\s+)?$",
    re.IGNORECASE,
)
WINDOW_LABEL = re.compile(
    r"\W*(?:opens?|opening|closes?|closing|open\s+(?:from|until)|(?:opening|closing)\s+date|开放|开始受理|截止)\W*",
    re.IGNORECASE,
)
"""Labels a day of a window to apply."""
BASE_YEAR = re.compile(
    r"\b(?:levels?\s+(?:of|in)|(?:compared|relative)\s+(?:with|to)|than\s+in|against|base\s+year)\s+(?:the\s+year\s+)?$|(?:较|比|相比|以)\s*$",
    re.IGNORECASE,
)
"""Before a year that a share is measured by."""
ONWARDS = re.compile(
    r"\s*(?:[(（]\s*)?(?:onwards?|on\b|and\s+(?:later|after|beyond|onwards?|following)|or\s+later|起|及?(?:以|之)后|后)",
    re.IGNORECASE,
)
"""Behind a year from which on something holds."""
SINCE_HEADER = re.compile(r"^\W*(?:date|when|since|from|日期|时间)\W*(?:\||$)", re.IGNORECASE)
ONLY_YEAR = re.compile(
    r"^\W*(?P<year>20\d\d)\s+\w+|\w+\s+(?:in\s+|for\s+)?(?P<last>20\d\d)\W*$|20\d\d年?[\u4e00-\u9fff]+$"
)
"""A column's head that names one year: ``2027 rate``, ``Rate in 2027``, ``2027年税率``."""
COPULA = re.compile(
    r"\s*(?:is|are|was|were|will\s+be|stands?\s+at|stood\s+at|amounts?\s+to|comes?\s+to|holds?|has|年?度?(?:为|是|共|计|合计)?)\s*",
    re.IGNORECASE,
)
"""Between a year and the sum that it has."""
