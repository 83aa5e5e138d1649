"""What the files say: a policy of several sections in each language, a table, and a talk about it."""

from __future__ import annotations

from dataclasses import dataclass

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Policy:
    """A policy: sections of paragraphs, a table, footnotes, and a talk about it."""

    language: str
    title: str
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    footnote: str
    table: Rows
    figures: Rows
    """Columns of figures below names of two lines."""
    talk: tuple[tuple[str, str, str], ...]
    """Speaker, role, words."""
    running: str

    @property
    def chinese(self) -> bool:
        return self.language == "zh"

    @property
    def paragraphs(self) -> tuple[str, ...]:
        return tuple(text for _, texts in self.sections for text in texts)


ENGLISH = Policy(
    "en",
    "Support Scheme for Battery and Vehicle Plants",
    (
        (
            "1. Purpose of the scheme",
            (
                "The scheme supports companies that build, enlarge or convert plants for batteries, electric vehicles "
                "and their parts. It is meant to bring production to regions that have lost employment, and to tie "
                "suppliers to the plants that buy from them. Applications from abroad are treated as those from home.",
                "Support is given as a grant, as a reduction of social contributions, or as a loan below market rates. "
                "A company may combine the three as long as the whole stays below the ceiling of the regional aid map.",
            ),
        ),
        (
            "2. Who may apply",
            (
                "Any company may apply that has a registered branch in the country on the day of payment. Companies in "
                "difficulty, and those that have closed a comparable plant within the last two years, are excluded.",
                "Joint ventures count as one company. The partners answer together for repayment, and name one of them "
                "to whom all letters are sent; a change of that partner has to be reported within thirty days.",
            ),
        ),
        (
            "3. Amount and payment",
            (
                "The grant covers up to 35 per cent of eligible costs, and no more than EUR 24 million for one plant. "
                "Eligible are land up to a tenth of all costs, buildings, machinery, and licences that stay in use for "
                "at least five years. Wages may be taken as a basis instead, for the first two years of each new post.",
                "Payment follows in three parts: thirty per cent when the decision has become final, forty per cent when "
                "half of the investment has been proved, and the rest after the inspection of the finished plant.",
            ),
        ),
        (
            "4. Duties of the beneficiary",
            (
                "The investment has to stay in the region for five years after its completion. The number of posts that "
                "was promised has to be reached within three years and kept for three more. Otherwise the grant is "
                "repaid in proportion, with interest from the day of each payment.",
                "Records are kept for ten years. The agency may inspect the plant at any time during working hours and "
                "publishes the name of the beneficiary, the amount of the grant and the region once a year.",
            ),
        ),
    ),
    "Regional aid map for the years 2022 to 2027, as amended by the decision of 14 March 2025.",
    (
        ("Region", "Size of company", "Grant", "Posts"),
        ("Aragon", "large", "25 %", "200"),
        ("Aragon", "medium", "35 %", "80"),
        ("Asturias", "large", "30 %", "150"),
        ("Asturias", "small", "50 %", "20"),
        ("Galicia", "large", "20 %", "240"),
    ),
    (
        ("In millions of euros", "Budget 2025", "Budget 2026", "Paid 2025"),
        ("Grants for plants", "1,204", "1,377", "812"),
        ("Social contributions", "96", "120", "75"),
        ("Loans below market rates", "340", "", "298"),
        ("All instruments together", "1,640", "1,497", "1,185"),
    ),
    (
        ("Li Na", "Head of Trade", "Welcome to the forum. We begin with the scheme for battery plants."),
        ("Marco Rossi", "Agency for Investment", "Thank you. The grant covers up to 35 per cent of eligible costs."),
        ("Li Na", "", "How long does an application take?"),
        ("Marco Rossi", "", "About ninety days, counted from the day on which the file is complete."),
    ),
    "Ministry of Industry",
)
CHINESE = Policy(
    "zh",
    "动力电池和整车工厂扶持办法",
    (
        (
            "第一章 总则",
            (
                "本办法支持企业新建、扩建或者改造动力电池、电动汽车及其零部件工厂，引导生产布局到就业减少的地区，并促进供应商与整车厂就近配套。境外企业的申请与境内企业同等对待。",
                "扶持方式包括无偿补助、减免社会保险费和低息贷款。企业可以同时申请三种方式，但总额不得超过地区援助图规定的上限。",
            ),
        ),
        (
            "第二章 申请条件",
            (
                "在付款之日已在本国登记分支机构的企业均可申请。经营困难的企业，以及最近两年内关闭过同类工厂的企业，不予扶持。",
                "合资企业视为一家企业。合资各方对退还补助承担连带责任，并指定其中一方接收全部文书；变更该方的，应当在三十日内报告。",
            ),
        ),
        (
            "第三章 金额和支付",
            (
                "补助不超过合格费用的35%，单个工厂最高2400万欧元。合格费用包括不超过总费用十分之一的土地、厂房、机器设备，以及至少使用五年的许可。也可以改以每个新岗位头两年的工资为基数。",
                "补助分三次支付：决定生效时支付百分之三十，证明投资过半时支付百分之四十，工厂验收合格后支付余额。",
            ),
        ),
        (
            "第四章 受益人的义务",
            (
                "投资完成后应当在当地保留五年。承诺的岗位应当在三年内达到，并再保持三年。未达到的，按比例退还补助，并自每次付款之日起计收利息。",
                "有关记录保存十年。主管部门可以在工作时间随时检查工厂，并每年公布受益人名称、补助金额和所在地区。",
            ),
        ),
    ),
    "2022年至2027年地区援助图，经2025年3月14日决定修改。",
    (
        ("地区", "企业规模", "补助比例", "岗位"),
        ("阿拉贡", "大型", "25%", "200"),
        ("阿拉贡", "中型", "35%", "80"),
        ("阿斯图里亚斯", "大型", "30%", "150"),
        ("阿斯图里亚斯", "小型", "50%", "20"),
        ("加利西亚", "大型", "20%", "240"),
    ),
    (
        ("单位：百万欧元", "预算 2025年", "预算 2026年", "支付 2025年"),
        ("工厂补助", "1,204", "1,377", "812"),
        ("社会保险费减免", "96", "120", "75"),
        ("低息贷款", "340", "", "298"),
        ("合计", "1,640", "1,497", "1,185"),
    ),
    (
        ("李娜", "贸易主管", "欢迎参加论坛。我们先讲电池工厂的扶持办法。"),
        ("马可", "投资促进局", "谢谢。补助不超过合格费用的35%。"),
        ("李娜", "", "申请需要多长时间？"),
        ("马可", "", "自材料齐备之日起大约九十日。"),
    ),
    "工业部",
)
POLICIES = (ENGLISH, CHINESE)
