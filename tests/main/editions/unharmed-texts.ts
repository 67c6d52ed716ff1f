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
  {
    name: 'a history with 單于, 范, 斗, 余 and 云 by right',
    text: `匈奴列傳選
單于（chán yú）者，匈奴之君也。冒頓(mò dú)單于既立，東胡彊盛，使使謂冒頓，欲得頭曼時有千里馬。皇后呂氏臨朝，單于遣使遺書，高后大怒。
范增說項羽曰：「沛公居山東時，貪於財貨。」亞父者，范增也。范仲淹《岳陽樓記》云：「先天下之憂而憂，後天下之樂而樂。」
北斗七星高，哥舒夜帶刀。占卜者以斗米為酬，風采不減當年，采薇采薇，薇亦作止。
后羿射日，太后聽政，皇天后土，實所共鑑。干戈既息，若干年間，干支紀年不改；一隻鳥、一只碗，三公里外，鄰里相聞。
余光中、余秋雨皆姓余，余致力國民革命凡四十年。麵與面不同，面壁十年。系出名門，水系發達。
`,
    sections: [],
  },
  {
    name: 'words that keep 后, 于, 系, 范, 斗, 采, 占, 里, 只, 面, 余, 千, 干',
    text: `校對練習
皇后與太后同至后宮，王后在後。單于、于闐、于謙、于右任、鮮于皆不作於。
系統、系列、中文系、太陽系、母系社會；關係、聯繫。范仲淹、范蠡、范文程；模範、規範、範圍。
北斗、斗膽、斗笠、煙斗、漏斗、一斗米；戰鬥、鬥爭。風采、神采、精采、采邑、文采；採集、開採。
占卜、占星、占夢；占領、佔有。公里、里長、鄰里、萬里長城、英里；裡面、這裡。
只有、只要、不只；一隻貓、船隻。麵包、麵粉、面子、面對、方面。余先生、剩餘。干涉、干擾、若干、天干地支；乾淨、幹部、樹幹。
千里、千萬；鞦韆。台北、颱風、月台、臺灣；谷地、山谷、稻穀、五穀。丑時、小丑、醜陋。松樹、輕鬆。征服、特徵。冬至、鼕鼕。
`,
    sections: [],
  },
  {
    name: 'ancient songs written with 于 and 采',
    text: `詩經選
桃之夭夭，灼灼其華。之子于歸，宜其室家。
采采芣苢，薄言采之。采采芣苢，薄言有之。
于以采蘩？于沼于沚。于以用之？公侯之事。
君子于役，不知其期，曷至哉？雞棲于塒，日之夕矣，羊牛下來。
鳳凰于飛，翽翽其羽。黃鳥于飛，集于灌木。采薇采薇，薇亦作止。
`,
    sections: [],
  },
  {
    name: 'an ancient document written with 于, 后 and 咨',
    text: `堯典
曰若稽古帝堯，曰放勳，欽、明、文、思、安安，允恭克讓，光被四表，格于上下。
帝曰：「疇咨若時登庸？」放齊曰：「胤子朱啟明。」帝曰：「吁！嚚訟可乎？」
后稷播時百穀。后來其蘇。群后四朝，敷奏以言，明試以功，車服以庸。肆類于上帝，禋于六宗，望于山川，徧于群神。
`,
    sections: [],
  },
  {
    name: 'a children’s text in which every rarer word is glossed',
    text: `猫头鹰的故事
森林里住着一只猫头鹰(yīng)。鹰(yīng)的眼睛很圆，翅(chì)膀(bǎng)很宽。它白天睡觉，晚上捕(bǔ)鼠(shǔ)。
有一天，松鼠(shǔ)来敲门，说：“鹰(yīng)先生，你能教我飞翔(xiáng)吗？”鹰(yīng)说：“你没有翅(chì)膀(bǎng)，怎么飞翔(xiáng)呢？”
松鼠(shǔ)很难过，坐在树墩(dūn)上哭泣(qì)。蝙(biān)蝠(fú)看见了，说：“别哭泣(qì)，你会爬树，我们都不会。”
从此以后，松鼠(shǔ)再也不羡(xiàn)慕(mù)别人，也不哭泣(qì)了。它在树墩(dūn)上唱歌，大家都羡(xiàn)慕(mù)它。
`,
    sections: [],
  },
  {
    name: 'a lesson that glosses its new everyday characters',
    text: `认识新字
河(hé)里的水很清，小河(hé)流过村庄。桥(qiáo)上有人，石桥(qiáo)下有船(chuán)。渔船(chuán)回来了，大家在桥(qiáo)头等。
树林(lín)很密，林(lín)子里有鸟(niǎo)。小鸟(niǎo)在唱，白鸟(niǎo)在飞。风(fēng)来了，大风(fēng)吹动树林(lín)。
`,
    sections: [],
  },
  {
    name: 'a joke about words left out',
    text: `日记
今天老师拖堂，我心里（此处省略一千字）。回家以后妈妈又骂了我……此处省略5000字……总之很惨。
“他这个人吧……（此处省略800字）……反正不行。”小王说。
`,
    sections: [],
  },
  {
    name: 'sentences about sites, members and counts',
    text: `阅读网站的毛病
现在很多网站只显示一小部分，点“展开全文”才能看到剩余的内容，有的还要注册会员、付费下载。
有一次我看到一句“此处省略500字”，以为是作者的幽默，后来才知道是网站的提示。
编辑对我说：“全文三千字，只能刊登八百字。”我说，那就删去两千二百字吧。
论文要求：摘要300字，全文不少于8000字，其中引用不超过10%。未完待续这四个字，最让人着急。
我的小说共50000字，已经写了3000字，还有47000字没写。
`,
    sections: [],
  },
  {
    name: 'paragraphs about cuts, members and reading on',
    text: `编辑手记
本文原载《读书》，有删节。原文共12000字，此处节选5000字。
删去了3200字的引文，保留全文结构；读者可登录网站下载完整版本。
我还有3250字没写，会员群里的编辑天天在催，说再不写就不能阅读全文了。
`,
    sections: [],
  },
  {
    name: 'identifiers, addresses and file names with underlines',
    text: `配置说明
把 user_name 改成 my_user，邮箱 zhang_san@example.com 发给 li__si@163.com。变量__init__与_private要小心，文件名为报告_最终版_2.docx，表名为订单_明细。
调用函数get_value()取值，宏__FILE__表示文件名。常量MAX_SIZE=100，路径/usr/local/my_dir/中文_目录/a.txt。
`,
    sections: [],
  },
  {
    name: 'web addresses with underlines',
    text: `参考
见 http://www.example.com/a?b=1&c=2，也可以看https://zh.wikipedia.org/wiki/中文_(语言)。网址www.example.cn/路径_一/x.html里有下载。
联系：abc@def.com；QQ：123456；微信号：wx_id_1。
`,
    sections: [],
  },
  {
    name: 'an exercise with blanks to fill in',
    text: `填空题
1. 中国的首都是____。
2. 一年有____个月，____天。
3. 《静夜思》的作者是______，他是____朝人。
甲方（签字）：__________　　乙方（签字）：__________
日期：____年____月____日
□同意　□不同意　☑已阅
`,
    sections: [],
  },
  {
    name: 'a questionnaire with boxes to tick',
    text: `问卷
1. 您的性别：男□女□
2. 您是否满意：是□否□不清楚□
3. 您的年龄：□18岁以下□18—60岁□60岁以上
`,
    sections: [],
  },
  {
    name: 'a form with empty dates',
    text: `请假条
本人因____（原因）需请假__天，自__月__日至__月__日，请予批准。
申请人：______　____年__月__日
`,
    sections: [],
  },
  {
    name: 'program code and comma-separated data',
    text: `代码示例
下面的代码求和：
const sum = (a, b) => a + b; // 返回,结果
for (let i = 0; i < 10; i++) { console.log("第" + i + "次"); }
#include <stdio.h>
int main(void) { printf("你好,世界!\\n"); return 0; }
SELECT 姓名,年龄 FROM 学生 WHERE 班级='三班';
姓名,年龄,班级
张三,12,三班
李四,13,三班
`,
    sections: [],
  },
  {
    name: 'numbered steps',
    text: `如何换轮胎
换轮胎并不难，按下面的步骤做就可以了。
1. 先把车停在平坦的地方，拉好手刹，打开双闪灯，在车后五十米放上三角牌。
2. 用扳手把螺丝松开半圈，不要一下子全部拧下来，以免车身晃动。
3. 用千斤顶把车顶起来，直到轮胎离开地面两厘米左右，再把螺丝全部拧下。
4. 换上备胎，把螺丝按对角的顺序拧紧，放下车身，再拧一遍。
做完以后，记得检查备胎的气压。
`,
    sections: [],
  },
  {
    name: 'a table of contents announced inside a speech',
    text: `演讲稿
同学们好，今天我讲三个问题：
一、为什么学
二、学什么
三、怎么学
先说第一个问题。我们为什么要学？因为世界很大，我们很小；不学，就只能看见脚下的一块地。
再说第二个问题。学什么？学书上的，也学书外的。
`,
    sections: [],
  },
  {
    name: 'polyphones of a reader',
    text: `易读错的字
行(háng)情不好时，银行(háng)的行(háng)长和同行(háng)商量。
重(chóng)庆的重(chóng)阳节，重(chóng)新开放。
单(chán)于、单(shàn)县、单(dān)位，各不相同。
吐蕃(bō)、龟(qiū)兹(cí)、可汗(hán)、月氏(zhī)、大宛(yuān)都是古代的名字，读音与今天不同。
`,
    sections: [],
  },
  {
    name: 'a regulation’s template, anonymised',
    text: `案情通报
X县XX镇××村村民张×，与李**因琐事争执。A市B区的C公司，负责人为陈某某。电话138****5678，身份证3301**********1234。
`,
    sections: [],
  },
]
