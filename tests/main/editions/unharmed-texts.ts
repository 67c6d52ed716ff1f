/** Texts written for these tests in which nothing is damaged. `sections` are the headings a reader would see. */
export interface UnharmedText {
  readonly name: string
  readonly text: string
  readonly sections: readonly string[]
  /** True where half-width punctuation is used throughout and house style may set it in full width. */
  readonly halfWidth?: true
}

export const unharmedTexts: readonly UnharmedText[] = [
  {
    name: 'genuine glosses of rare characters',
    text: `山裡的傳說
老人說，山中有魑(chī)魅(mèi)魍(wǎng)魎(liǎng)，夜裡出沒。孩子們聽了都不敢出門，只在火塘邊圍坐。
另一個故事講饕(tāo)餮(tiè)的貪吃：牠見什麼吃什麼，最後把自己的身體也吃了。
村裡人後來用這個名字罵那些只進不出的人，並在門楣上刻了一個圓睜雙眼的臉。
`,
    sections: [],
  },
  {
    name: 'glosses of one character with two readings',
    text: `说“行”
“行”字有两个常用的音。在“银行”里读作行(háng)，在“行走”里读作行(xíng)。
“重”字也是这样：重(zhòng)要的事情，有时不得不重(chóng)新做一遍。
长(zhǎng)辈常说：路长(cháng)，不怕；只怕不走。
`,
    sections: [],
  },
  {
    name: 'honest ellipses and a line of dots',
    text: `夜行
她沒有回頭……只是走得更慢了一些。
……
天亮的時候，河面上什麼也沒有。“你……”他說，“你聽見了嗎？”
（此處省略一萬字。）
`,
    sections: [],
  },
  {
    name: 'a numbered list without any outline',
    text: `周末的准备
出门以前要带的东西不多，写在这里免得忘记：
1. 水壶
2. 雨衣
3. 火柴
东西备齐以后，再看一遍天气预报。如果有雨，就改到下周。
一、买票
二、订车
三、通知大家
以上三件事由小林负责。
`,
    sections: [],
  },
  {
    name: 'enumeration inside a paragraph',
    text: `關於節約用水
節約用水有三個好處：一是省錢，二是省電，三是讓下游的人也有水用。首先，要修好漏水的龍頭；其次，洗菜的水可以澆花；最後，把習慣教給孩子。
一是加強宣傳。二是定期檢查。三是獎勵先進。這三點大家都同意。
`,
    sections: [],
  },
  {
    name: 'anonymised names',
    text: `判决摘要
原告李XX与被告王××于2015年3月签订合同，约定由王××向李XX供应木材120立方米，单价1,250.50元。
证人张某、赵X到庭作证。某县法院(2016)X民初12号判决：驳回原告的诉讼请求。
`,
    sections: [],
  },
  {
    name: 'figures, times, ratios, addresses, English',
    text: `Release notes 發布說明
新版本在 12:30 上線，見 https://example.org/a_b?id=1,2&x=(3)。比例為 1:2，準確率由 93.5% 升到 97.25%。
如果你用 React 開發，請執行 npm install，然後打開 http://localhost:8080/index.html 檢查。
變數 user_name 與 max_length 不可為空；(a) 先登入，(b) 再上傳，(c) 最後登出。C++、C# 與 .NET 都支援。
He said, "Don't panic," and we didn't. 於是大家繼續工作。
`,
    sections: [],
  },
  {
    name: 'chapters with their own list of contents',
    text: `紅磚巷
目錄
第一章 巷口
第二章 水井
第三章 搬走的人

第一章 巷口
巷口有一家賣豆漿的小店，店主姓陳，每天四點起來磨豆子。豆漿的香氣先到，天光後到。
第二章 水井
井在巷子中段，井沿被繩子磨出了七道溝。誰家來了客人，總要先打一桶水。
第三章 搬走的人
最先搬走的是裁縫。他走的那天下著雨，縫紉機用油布包著，放在三輪車上。
`,
    sections: ['第一章 巷口', '第二章 水井', '第三章 搬走的人'],
  },
  {
    name: 'headings without a list, two levels',
    text: `城市树木的养护
树木是城市的一部分。养护得当，一棵树可以陪伴几代人。

一、浇水
新栽的树前三年最需要水。夏季每周浇一次透水，比天天浇一点好。

（一）看土
把手指插进土里两厘米，如果是干的，就该浇水了。

（二）看叶
叶子下垂而颜色发暗，说明根部缺水；叶子发黄，多半是水太多。

二、修剪
修剪在冬天进行。先剪枯枝，再剪交叉的枝条，最后退后几步看一看整体。
`,
    sections: ['一、浇水', '（一）看土', '（二）看叶', '二、修剪'],
  },
  {
    name: 'verse',
    text: `山居
空山新雨後，
天氣晚來秋。
明月松間照，
清泉石上流。
竹喧歸浣女，
蓮動下漁舟。
`,
    sections: [],
  },
  {
    name: 'characters beyond the basic plane',
    text: `古字小札
《說文》所收「𠀋」字，與「丈」同；「𤴓」字，今作「疋」。友人以「𡿨」名其齋，人多不識。
😀 這是一個表情，𠮷野家的「𠮷」字上面是土不是士。𨭎、𨨏、𨧀 都是元素的名字。
`,
    sections: [],
  },
  {
    name: 'half-width punctuation throughout',
    text: `今天的早饭
早上起来,先烧一壶水,然后煮两个鸡蛋;水开以前,把面包切好。
鸡蛋煮八分钟,拿出来放进冷水里,这样好剥。(盐放在桌上)吃完以后,记得洗碗。
`,
    sections: [],
    halfWidth: true,
  },
  {
    name: 'a Taiwan text with spellings of both kinds',
    text: `公布欄前
市政府於昨日公布新的計畫，周邊的里長都到了。台灣各地的代表占了前兩排，後面坐的是記者。
范先生說，系上的學生采風回來，帶了一斗米。皇后的畫像掛在牆上，干貝擺在桌上。
會後大家到公園裡游泳池邊散步，對於方案的細節，仍有不同的意見。
`,
    sections: [],
  },
  {
    name: 'name, date and source present',
    text: `河边的路
作者：林小河
发布时间：2019-05-12　来源：河边杂志

河边的路是新修的，两旁种了柳树。傍晚的时候，人们在这里散步，说些家常。
有人钓鱼，有人下棋，也有人什么都不做，只看着水。
`,
    sections: [],
  },
  {
    name: 'one long line without title',
    text: '这是一段没有标题也没有分段的文字，它从头到尾只有一行，写的是一个人在车站等车的时候想到的事情，等了很久，车还没有来，他就把这些写在了手机里。',
    sections: [],
  },
  {
    name: 'pinyin that a learner writes everywhere',
    text: `小课文
我(wǒ)家(jiā)有(yǒu)一(yī)只(zhī)小(xiǎo)猫(māo)。小(xiǎo)猫(māo)爱(ài)吃(chī)鱼(yú)。
我(wǒ)爱(ài)小(xiǎo)猫(māo)，小(xiǎo)猫(māo)也(yě)爱(ài)我(wǒ)。
`,
    sections: [],
  },
  {
    name: 'English words that are syllables of pinyin',
    text: `聚会以后
他们去唱卡拉ok，唱到半夜。小王说要先ping一下服务器，大家都笑他。后来有人弹吉他，有人跳舞，气氛很好。
第二天早上谁也没有起来，只有老李照常去公园打拳。
`,
    sections: [],
  },
  {
    name: 'articles of a regulation',
    text: `图书借阅规定
第一条 凡本馆读者，均可凭证借阅图书，每次不超过五册，借期三十天。
第二条 读者应当爱护图书，不得在书上涂写；如有损坏，按原价赔偿。
第三条 本规定自公布之日起施行，由本馆负责解释。
`,
    sections: ['第一条', '第二条', '第三条'],
  },
  {
    name: 'a form to fill in',
    text: `报名表
姓名：________　性别：□男 □女
电话：______________
请于10月1日以前交到办公室，过时不候。
`,
    sections: [],
  },
  {
    name: 'a vocabulary list of everyday words',
    text: `校园
今天老师带我们去看校园。校园很大，有草地，也有湖。同学们都很高兴，在湖边坐了很久。
生字：花(huā)、鸟(niǎo)、鱼(yú)、虫(chóng)、桥(qiáo)、船(chuán)、狗(gǒu)。
`,
    sections: [],
  },
  {
    name: 'a report with points that open their paragraphs',
    text: `关于加强图书管理的通知
各部门：
一、加强领导。各部门要把图书管理放在重要位置，指定专人负责，每月检查一次。
二、完善制度。要建立借阅登记制度，做到有据可查，责任到人，奖罚分明。
三、严格检查。对检查中发现的问题要及时整改，并在下月的例会上通报结果。
`,
    sections: ['一、加强领导', '二、完善制度', '三、严格检查'],
  },
]
