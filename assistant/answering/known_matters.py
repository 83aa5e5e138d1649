"""Matters that users ask about and that documents on rules and incentives often leave out: wages, rents, visas, freight.

Such a question shares its country, its sector and its figures with what the documents do tell, so that all but the matter
itself is found. Each matter therefore has words by which a question asks for it and words of which a document that treats it
has at least one. Without any, nothing that is quoted can be an answer, and the answer says what is missing.
"""

from __future__ import annotations

from assistant.answering.matter import matter
from assistant.language.quantities import QuantityKind

COUNT_EN = (
    r"(?:\d+(?: to \d+)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|eighteen"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-\w+)?|(?:a|one) hundred(?: and \w+)?|several)"
)
KIND_OF_DAY = r"(?:calendar |working |business )?"
SPAN_EN = rf"{COUNT_EN}[ -]{KIND_OF_DAY}(?:days?|weeks?|months?|years?)"
SPAN_ZH = r"(?<![\d年月])(?:\d{1,3}|[一二三四五六七八九十两]{1,3})(?:个?(?:工作日|自然日)|天|日内|周|个月|年(?!\d))"
DONE_EN = r"approv\w*|examin\w*|review\w*|assess\w*|decisions?|decides?|decided|process\w*|procedure|phase|screening|regist\w*|issu\w*|notif\w*|clear\w*|paid|payment|deliver\w*|transit|certif\w*|build\w*|start\w*|apply|applied|applications?|takes?|took"
DONE_ZH = r"审批|审查|审核|审结|评估|办理|办结|批复|核准|备案|登记|注册|发证|受理|递表|到账|支付|运输|通常|需要?|用时|申请|认证"
"""A span of time, and what is done within it: *Examination of a complete file | at most three months*."""
A_PRICE = frozenset({QuantityKind.MONEY, QuantityKind.PERCENT})

MATTERS = (
    matter(
        "价格和费用",
        "prices and fees",
        "",
        asks=r"^(?!.*[补奖罚抵贴返]).*(?:什么价(?!格上限)|(?:要|得|需要?)花(?:费)?多少|花多少钱|(?<!收)(?<!补)(?<!交)要多少钱|(?:单价|价格|费用|收费|报价|市价)(?:现在|目前|大概|一般|大约)?(?:是|要|为)?(?:多少|几|怎么样)|(?:险|证|册|试|测|运|管理|服务|律师|代理)费(?:大概|大约|一般|现在)?(?:是|要|为)?多少|(?<!收)(?<!补)一(?:张|吨|次|台|套|份|家|项|个)(?:大概|大约|要)?多少(?:钱|[欧美日]?元)"
        r"|(?:多少钱|多少[欧美日]?元)一(?:张|吨|次|套|份))|\bwhat (?:is |are |['’]s )?(?:the |a |an )?(?:\w+ ){0,3}(?:prices?|fees?)\b(?! (?:limit|cap|goal|ceiling))"
        r"|\bhow (?:much|expensive) (?:is|are|does|do|would|will) [^?]{1,60}\bcosts?\b|\bwhat (?:does|do|would|will|is|are) [^?]{1,60}\bcosts?(?: us| me)?(?= (?:a|per|now|today)\b|\?|$)",
        says=r"价|费用?|成本|[缴税罚]|\bprice|\bfees?\b|\bcosts?\b|\bcharge|\bpay|\bfines?\b|\bdut(?:y|ies)\b",
        given=A_PRICE,
    ),
    matter(
        "超出配额部分的税率",
        "what holds outside the quota",
        r"(?:超出|超过|配额外|额度外)[^，。？]{0,6}(?:配额|额度)|(?:配额|额度)(?:之)?外|(?:配额|额度)[^，。？]{0,6}(?:用完|用光|用尽|满了|超出|超过|超了)|\b(?:above|outside|over|beyond|in excess of) (?:of )?(?:the |its |a |this |that )?(?:quota|allowance)",
        asks=r"(?:quota|allowance) (?:is|has been|gets) (?:used up|exhausted|full|filled)",
    ),
    matter(
        "工资和用工成本",
        "wages and labour costs",
        r"工资|薪资|薪水|月薪|年薪|时薪|薪酬|(?:人工|用工|劳动力)成本|\bwages?\b|\bsalar(?:y|ies)\b|labou?r costs?",
        asks=r"\bearns? (?:in|a month|per month|a year)\b|how much (?:do|does) [^?]{1,40}\bearn\b|一个月挣|挣多少",
    ),
    matter(
        "电价",
        "electricity prices",
        r"电价|电费|(?:electricity|power) (?:prices?|costs?|tariffs?)|prices? (?:of|for) (?:electricity|power)|per kwh|per kilowatt",
        asks=r"用电.{0,4}(?:多少钱|成本|贵)|(?:一度|每度)电|电.{0,3}一度|(?:electricity|industrial power)\b[^?]{0,20}\bcosts?\b",
    ),
    matter(
        "水价",
        "water prices",
        r"水价|水费|water (?:prices?|costs?|tariffs?|rates?)",
        asks=r"用水.{0,4}(?:价|多少钱|成本|贵)",
    ),
    matter(
        "土地价格和租金",
        "land prices and rents",
        r"地价|租金|房租|\brents?\b|\brental\b|land (?:prices?|costs?)|prices? of (?:\w+ ){0,2}land|per square met|每平(?:方)?米|一平米",
        asks=r"(?:土地|用地|地皮|地块).{0,5}(?:价格|多少钱|成本|贵)|租(?:厂房|仓库|办公室|地|个).{0,8}(?:多少钱|价|费)",
    ),
    matter(
        "土地买卖",
        "buying land",
        r"土地(?:所有|产)权|买地|land ownership|own land|buy(?:ing)? land|freehold",
        asks=r"土地.{0,10}(?:买|产权|所有权)",
        says=r"土地|\bland\b",
    ),
    matter(
        "运费",
        "freight rates",
        r"运费|运价|(?:freight|shipping) (?:rates?|costs?|charges?)|cost of (?:freight|shipping)",
        asks=r"\bcosts? (?:\w+ ){0,2}to (?:ship|transport|send)\b|(?:集装箱|海运|空运|铁路运|班列).{0,10}多少钱",
    ),
    matter(
        "贷款利率",
        "interest rates",
        r"利率|利息|\binterest rates?\b",
        asks=r"\b(?:what|how much) interest\b(?! (?:subsid|in)\w*)",
        says=r"\binterest\b|贴息|\bloans?\b|\bfixed rate\b",
        given=frozenset({QuantityKind.PERCENT}),
    ),
    matter(
        "社会保险费",
        "social security contributions",
        r"社保|社会保险|公积金|social (?:security|insurance) (?:rates?|contributions?|charges?|costs?)|payroll tax",
        says=r"social (?:security|insurance|contribution|charge)",
    ),
    matter(
        "签证和工作许可",
        "visas and work permits",
        r"签证|工作签|工作许可|工签|居留|\bvisas?\b|work(?:ing)? permits?|residence permits?",
    ),
    matter(
        "施工许可",
        "building permits",
        r"(?:施工|建筑|规划)许可|(?:building|construction|planning) permits?|planning permission",
    ),
    matter(
        "分红、利润汇回和预提税",
        "dividends, repatriation and withholding tax",
        r"预提|预扣|股息|分红|汇回|withholding tax|\bdividends?\b|repatriat",
        says=r"transfer of funds|transfer (?:of )?(?:profits|capital)",
    ),
    matter(
        "外汇管制",
        "foreign exchange rules",
        r"外汇(?:管制|管理|限制)|(?:foreign exchange|currency|capital) (?:controls?|restrictions?)",
        asks=r"外汇.{0,4}(?:限制|汇出)",
        says=r"外汇|foreign exchange|\bforex\b|transfer of funds|transfer (?:of )?(?:profits|capital)",
    ),
    matter(
        "公司注册",
        "registering a company",
        r"注册(?:一家|一个|个)?(?:公司|企业|子公司)|公司注册(?!资本|地)|(?:register|registering|incorporat\w+|set up|setting up) a (?:new )?(?:company|subsidiary|legal entity)|company registration",
        says=r"设立(?:公司|子公司|企业)|incorporat|legal entity",
    ),
    matter(
        "保险",
        "insurance",
        "",
        asks=r"(?<!社会)保险(?!公司|机构)|保费|投保|\binsurances?\b(?! (?:compan|firm))|\binsured?\b",
        says=r"保险|保费|insur",
    ),
    matter(
        "律师费用",
        "lawyers' fees",
        "",
        asks=r"律师.{0,6}(?:费|多少|价)|\b(?:lawyers?|attorneys?|legal)['’]?s? (?:fees?|costs?)|(?:lawyer|attorney)s?\b[^?]{0,20}\b(?:cost|charge)",
        says=r"律师费|\b(?:legal|lawyers?|attorneys?)['’]? fees?",
    ),
    matter(
        "车牌和道路税费",
        "number plates and road taxes",
        r"车牌|上牌|牌照|车船税|养路费|过路费|高速费|\b(?:number|licen[cs]e) plates?\b|\broad tax|\bvehicle tax|\btolls?\b|licen[cs]e tax|registration tax",
    ),
    matter(
        "燃油税和油价",
        "fuel taxes and prices",
        r"燃油税|成品油税|油价|汽油价|\b(?:fuel|petrol|gasoline|diesel) (?:tax|taxes|dut(?:y|ies)|prices?)\b",
    ),
    matter(
        "天然气价格",
        "gas prices",
        r"(?:天然气|燃气|气)价|(?:natural )?gas (?:prices?|costs?|tariffs?)",
        asks=r"天然气.{0,5}多少钱",
    ),
    matter(
        "充电价格",
        "charging prices",
        r"充电(?:费|价|价格|电价)|charging (?:prices?|fees?|costs?)|(?:price|cost) (?:of|for|to) charg",
        asks=r"充(?:一次|一度)?电.{0,4}多少钱",
    ),
    matter(
        "银行贷款",
        "bank loans",
        "",
        asks=r"哪[家些个]银行|(?:向|找|跟|去)银行|银行贷款|\bwhich banks?\b|\bbank loans?\b|\bborrow\w*\b",
        says=r"银行|贷款|信贷|\bbank\w*|\bloans?\b|\blend\w*|\bcredit line",
    ),
    matter(
        "诉讼、复议和仲裁",
        "courts, appeals and arbitration",
        r"起诉|上诉|诉讼|仲裁|法院|行政复议|\bcourts?\b|\bappeals?\b|\barbitrat\w+|\bsued?\b|\bsuing\b|lawsuit|litigat\w+",
        says=r"复议|申诉|tribunal|judicial|legal action|被告|索赔|\bclaims?\b",
    ),
    matter(
        "专利和商标",
        "patents and trade marks",
        r"专利|商标|\bpatents?\b|\btrade ?marks?\b",
        says=r"知识产权|intellectual property",
    ),
    matter("增值税", "value added tax", r"增值税|\bvat\b|value[- ]added tax"),
    matter("个人所得税", "personal income tax", r"个人所得税|个税|(?:personal|individual) income tax"),
    matter(
        "二手车",
        "used cars",
        r"二手(?:车|电动|纯电)|旧车(?=进口|出口)|\b(?:used|second[- ]hand) (?:cars?|vehicles?|evs?|imports?)",
        says=r"二手|旧车|\b(?:used|second[- ]hand|old) (?:cars?|vehicles?|evs?)\b",
    ),
    matter(
        "经销商和门店",
        "dealers and outlets",
        "",
        asks=r"(?:多少|几)(?:家|个)(?:经销商|门店|4s店|展厅)|(?:经销商|门店|4s店|展厅).{0,6}(?:多少|几)(?:家|个)|how many (?:\w+ ){0,2}(?:dealers?|dealerships|showrooms|outlets|stores)",
        says=r"经销|门店|\bdealer|showroom|outlet",
    ),
    matter("失业率", "unemployment rates", r"失业率|unemployment"),
    matter(
        "市场份额和销量",
        "market shares and sales",
        r"市场份额|市占率?|销量|保有量|market shares?|sales (?:figures|volumes?|numbers)",
        says=r"份额|卖出|\bsold\b|\bsales\b|\bregistrations?\b|of the (?:\w+ ){0,3}market|car market",
    ),
    matter("质保", "warranties", r"质保|保修|三包|\bwarrant(?:y|ies)\b", says=r"\bguarantees?\b|durability|耐久"),
    matter(
        "裁员和补偿金",
        "dismissals and severance pay",
        r"辞退|裁员|遣散|解雇|经济补偿金|severance|\bdismiss\w*|\blay[- ]?offs?\b|redundanc",
    ),
    matter("工会", "trade unions", r"工会|(?:trade|labou?r) unions?", says=r"works councils?|职工委员会|员工代表"),
    matter(
        "报废税", "recycling and scrappage fees", r"报废税|回收费|报废费|(?:recycling|scrappage|utili[sz]ation) fees?"
    ),
    matter(
        "工作时间",
        "working hours",
        r"工作时间|工时|加班|working (?:hours|time)|\bovertime\b|hours (?:a|per) week",
        asks=r"每(?:周|天).{0,8}几?个?小时",
    ),
    matter("汇率", "exchange rates", r"汇率|exchange rates?"),
    matter(
        "处罚",
        "fines",
        r"罚|\bfin(?:e|es|ed|ing)\b|penalt",
        says=r"制裁|责任|追回|退回|收回|取消资格|没收|不得(?:出口|上市|销售)|sanction|\bliab|withdraw|forfeit|claw|pay(?:ment)? (?:back|for each)|repa(?:y|id)|recover|refund|lose[sd]?\b|prison|criminal|\bban(?:ned|s)?\b",
    ),
    matter(
        "办理所需的时间",
        "how long it takes",
        "",
        asks=r"(?:要|需要?|得|等)(?:多久|多长时间|几个?(?:天|月|周|星期|工作日))(?!以上|以下)|多久.{0,4}(?:拿到|到账|批|下来|办)"
        r"|how (?:long|soon|quickly|fast)\b[^?]{0,60}\b(?:takes?|paid|approv\w+|process\w*|wait)\b",
        says=rf"(?:{SPAN_EN})[^.;|]*\b(?:{DONE_EN})|\b(?:{DONE_EN})[^.;]*?(?:{SPAN_EN})|(?:{SPAN_ZH}).*(?:{DONE_ZH})|(?:{DONE_ZH}).*(?:{SPAN_ZH})"
        rf"|\b{COUNT_EN}[ -]{KIND_OF_DAY}(?:days?|weeks?|months?)\b|\d ?(?:天|周|个月|个工作日)|(?:takes?|took|after|within|plan|transit) (?:about |at most |up to )?(?:{SPAN_EN})|(?:工作日|自然日)内|用时",
    ),
)
