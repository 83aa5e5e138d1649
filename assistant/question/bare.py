"""Questions that ask something of any matter and name none: ``什么时候生效？``, ``需要提供哪些材料？``, *Are there exceptions?*

Somebody who asks such a thing means the matter that was spoken of last, however well some document happens to hold its words.
"""

from __future__ import annotations

import re

from assistant.language.script import CJK, fold, has_han
from assistant.language.words import ENGLISH_STOPWORDS, RUN
from assistant.question.topics import ASKED_ZH

ASPECTS_ZH = re.compile(
    # Dates and times
    r"开始|起算|生效|施行|实施|执行|启动|适用|截止|到期|有效期?|期限|过期|结束|时间|日期|时候|多久|期间|每年|今年|明年|去年|年份|过渡期|宽限期|"
    # Amounts
    r"金额|数额|额度|总额|比例|税率|上限|下限|封顶|最[高低多少大小长短晚早]|至[多少]|门槛|起步|费用|成本|价格|标准|档次?|级别|计算|折算|算法|"
    # Conditions and exceptions
    r"条件|要求|资格|限制|规定|例外|除外|豁免|免除|免掉|免交|不交|不缴|达标|达到|达不到|符合|满足|范围|对象|情况|情形|例子|案例|区别|好处|坏处|优势|风险|难点|影响|意义|"
    # Procedures
    r"申请|申报|办理|办|流程|手续|程序|步骤|材料|资料|文件|信息|披露|公开|提交|提供|准备|审批|批准|审核|审查|批|报名|注册|登记|备案|联系方式|联系|"
    # Consequences
    r"后果|处罚|罚款|罚金|罚则|罚|违反|违规|不合规|合规|不遵守|遵守|没做到|做到|做不到|没有做|惩罚|责任|追回|退回|"
    # Who asks, and what is done with anything
    r"中国(?:品牌|企业|公司|车企|厂商|制造商|车)|中资(?:企业|公司)?|外资(?:企业|公司)?|外国(?:企业|公司)|我们(?:公司|企业)?|我司|咱们?|公司|企业|车企|厂家|厂商|中小企业|大企业|大公司|小企业|小公司|子公司|总部|别人|人|"
    r"叠加|合并|同时|一起|结合|拿到|拿|领取|领|享受|享有|得到|获得|受益|用到|用|走|做|交|缴|付|收|给|发放|发|到账|支付|返还|"
    r"所有|全部|部分|主要|关键|详细|具体|一般|通常|特别|特殊|必须|一定|强制|需要|须|应该|应|可能|确定|官方|最新|现在|目前|以后|以前|之前|之后|已经|未来|将来|接下来|"
    r"怎么|如何|为何|为什么|原因|理由|依据|来源|出处|哪里|哪儿|多少|几|谁|什么|啥|哪[些个种类家位年天]|吗|呢|吧|啊|的话|多|少|长|短|两|三|四|分配|举|算|车型|车辆|产品|型号|年款|机构|部门|投资|投入|投|错过|谈不成|谈成|达成|协议|失败|结果|不做|吃亏|划算|"
    r"还|也|都|就|又|再|才|能|会|要|有|没有|没|不|是|在|到|对|从|和|与|或|及|把|被|让|由|为|得|过|着|了|的|地|上|下|里|内|外|前|后|个|些|点|种|项|次|份|这|那|它|他|她|们|其|该|此|请问|如果|要是|假如|万一|除了|另外|具备"
)
ASPECTS_EN = frozenset(
    """investment investments invest invested spend spending start starts started begin begins begun apply applies applied applying application applications applicable effective effect force forced
    deadline deadlines date dates day days month months year years week weeks time times timeline period periods long soon last lasts
    valid expire expires expiry end ends late later early earlier earliest latest until by still yet already today now next
    amount amounts sum sums rate rates percentage percent share cap caps ceiling limit limits threshold thresholds minimum maximum
    least highest lowest high low big small large much many cost costs cheap expensive fee fees price prices level levels calculated calculate works work worked
    condition conditions requirement requirements require required rule rules criterion criteria eligible eligibility qualify qualifies
    exception exceptions exempt exempted exemption exemptions exclude excluded include included covered cover covers scope count counts
    obligation obligations obliged duty-bound mandatory compulsory voluntary allowed allow permitted possible
    procedure procedures process step steps document documents papers form forms information data disclose disclosed disclosure submit file filed filing
    register registered registration notify approval approve approved decide decides decided details detail
    fine fines fined penalty penalties sanction sanctions consequence consequences comply complying compliance non-compliance noncompliance breach breaching
    violate violated risk risks happen happens happened late liable
    company companies firm firms business businesses subsidiary subsidiaries sme smes chinese foreign brand brands maker makers manufacturer manufacturers
    carmaker carmakers supplier suppliers group groups
    combine combined combining stack cumulate cumulated together add added same time both receive received paid pay pays payment payments get gets got obtain claim
    claimed use used using take takes taken benefit benefits help helps contact reach ask exactly exact typically usually normally generally approximately roughly
    else other others another way ways reason reasons example examples case cases kind kinds type types difference differences differ mean means meant avoid
    car cars vehicle vehicles model models product products part parts non compliance n't miss missed fail fails failed agreement agree agreed reach reached result results mechanism offer offered
    authority authorities agency body two three both these those first second new old official anything something everything anyone someone everyone nothing case need needs needed""".split()
)
HAN_LEFT = re.compile(f"[{CJK}]")
LATIN_LEFT = re.compile(r"[^\W_]")


def names_no_matter(question: str) -> bool:
    """Whether a question consists of words alone that can be asked of anything."""
    folded = fold(question)
    if has_han(folded):
        left = ASPECTS_ZH.sub("", ASKED_ZH.sub("", folded))
        return HAN_LEFT.search(left) is None and LATIN_LEFT.search(left) is None
    words = [match.group() for match in RUN.finditer(folded)]
    return all(
        word in ENGLISH_STOPWORDS
        or word in ASPECTS_EN
        or word.removesuffix("'s").removesuffix("n't") in ENGLISH_STOPWORDS
        for word in words
    )
