import type { Division } from './lexicon.ts'

/** One character that stands as a word of its own, and what is around it. */
interface Place {
  readonly characters: readonly string[]
  readonly index: number
  readonly before: string
  readonly after: string
  /** The words before and after it; empty at a mark or at an end. */
  readonly wordBefore: string
  readonly wordAfter: string
  /** The rest of the clause, up to the next mark, at most 40 characters. */
  readonly rest: string
  /** The clause up to here, at most 20 characters. */
  readonly start: string
}

type Rule = (place: Place) => string | null

const numerals = '一二三四五六七八九十百千万亿两双几多数半零〇'
const counted = `${numerals}这那哪每某各第此该`
const pronouns = new Set('我 你 您 他 她 它 咱 咱们 我们 你们 他们 她们 它们 大家 人人 谁 自己 人家 本人'.split(' '))
/** Adverbs before which or after which 得 is "must" and 为 is "for". */
const adverbs = '也都就还又再才只不便即将要须应该可能会更必总仍且曾已正均'
const titles = /^(?:先生|女士|小姐|老师|教授|博士|主任|书记|局长|部长|省长|市长|县长|校长|院长|处长|科长|厂长|经理|总|老|医生|律师|同志|某|姓)/

const isHan = (character: string): boolean => /^\p{Script=Han}$/u.test(character)
const isIn = (list: string, character: string): boolean => character !== '' && list.includes(character)

/** Verbs that take their result with 为 (成为, 视为), besides those in the list of words. */
const verbsOfBecoming =
  '成作认以称视化变转定列改分评誉译名实升降提选推尊奉封拜立设建写读念当结汇聚凝缩简编划归判裁订制印沦贬增减扩折算看解总释宣任命聘拆并浓融合'
/** What follows "for": the sentence does something for somebody. */
const servingVerbs =
  /服务|提供|创造|着想|奋斗|打下|奠定|谋|解决|解忧|排忧|办|争|贡献|保驾|促进|推动|实现|加强|建设|构建|注入|作出|做出|做|带来|撑|增|添|节省|扫清|铺平|负责|买|送|修|准备|庆|辩护|牺牲|献|开辟|指明|树立|营造|打造|找|留|设|立|代|祈|鼓|欢呼|喝彩|操心|担心|高兴|骄傲|自豪|感动|所动|付/

/** What is said to be something: 任務為… */
const namedThings = /(?:任务|目标|重点|目的|核心|关键|主题|原因|标准|内容|名称|性质|类型|时间|地点|对象|主体|首都|省会|组长|人数|总数|面积|温度|价格)$/

const forOrAs: Rule = ({ before, after, wordBefore, start, rest }) => {
  if (!isHan(after)) return 'wéi'
  if (/以[^以]+$/.test(start) || /^(?:第|约|近|百分|[0-9０-９])/.test(rest)) return 'wéi'
  if (isIn(verbsOfBecoming, before) && wordBefore.length === 1) return 'wéi'
  if (namedThings.test(wordBefore)) return 'wéi'
  if (/[是不]$/.test(before) && /^(?:了|的是)/.test(rest)) return 'wèi'
  const served = rest.search(servingVerbs)
  if (/^.{1,8}所[^需做作付提进采用]/.test(rest) && served === -1) return 'wéi'
  if (wordBefore === '' || isIn(adverbs, before) || isIn('和与及并是专愿而地来去们', before)) return 'wèi'
  if (pronouns.has(wordBefore) || isIn('这那', before)) return 'wèi'
  if (served !== -1) return 'wèi'
  return rest.length <= 12 ? 'wéi' : 'wèi'
}

/** What is got or caught: 得了病, 得出結論. */
const gained = /^(?:了\p{Script=Han}{0,4}(?:病|炎|症|癌|感冒|奖|冠军|分|便宜)|出[结了]|此|其|一[分票])/u

/** After a verb or an adjective 得 is de; before a verb, with somebody who must, děi; where something is got, dé. */
const getOrMust: Rule = ({ before, after, wordBefore, rest }) => {
  if (isIn('之所而自一可不未既者', before)) return 'dé'
  if (!isHan(after)) return isHan(before) ? 'de' : 'dé'
  if (gained.test(rest)) return 'dé'
  if (pronouns.has(wordBefore) || isIn('也都就还又才便总须必只非仍定真', before)) return /^[很太更最]/.test(rest) ? 'de' : 'děi'
  if (wordBefore === '') return /^(?:想|去|有|让|把|先|给|找|靠|用|从|要|看|跟|赶|多|尽|抓|注|向|对|由|经过|等|到|马上|立)/.test(rest) ? 'děi' : 'dé'
  return 'de'
}

/** 地 behind an adverb is de, everywhere else dì; places and measures before it are no adverbs. */
const landOrAdverb: Rule = ({ before, after, wordBefore, wordAfter }) => {
  if (!isHan(after) || wordBefore.length < 2) return null
  if (isIn('省市县区乡镇村国州城港湾岛山江河湖海盟旗洲块片亩顷寸各等此该本', before)) return null
  return isIn('的和与及或在是有上下里内外区方位点段面带域处势形质震图球产价租税铁道基界名址皮板', wordAfter) ? null : 'de'
}

/** Whether 還給 gives something back (把書還給他) or also does something for somebody (還給我講過). */
const giveBackOrAlso: Rule = ({ before, start, rest }) => {
  if (/[把将]/.test(start) || isIn('归送交退偿要没应须已全先都', before)) return 'huán'
  return /^给(?:[我你他她它咱][们]?|大家|人|孩子)\p{Script=Han}{2}/u.test(rest) ? null : 'huán'
}

const still: Rule = (place) => {
  const { before, after, wordBefore, rest } = place
  if (!isHan(after)) return 'huán'
  if (after === '给') return giveBackOrAlso(place)
  if (/^[他她你我它][也都还就又才]/.test(rest)) return null
  if (/^(?:了(?!得)|过|完|不[起上]|得[起上清]|回|你|他|我|她|它|欠)/.test(rest)) return 'huán'
  if (wordBefore === '还要' || (wordBefore.length === 1 && isIn('要想没来去肯愿', before))) return 'huán'
  return isIn('未该待必偿借', before) && /^[的之]/.test(rest) ? 'huán' : null
}

const rules: Readonly<Record<string, Rule>> = {
  为: forOrAs,
  得: getOrMust,
  地: landOrAdverb,
  着: ({ before, after, characters, index }) => {
    if (isIn('不得', before) && isHan(characters[index - 2] ?? '')) return 'zháo'
    return isHan(before) || !isHan(after) ? 'zhe' : 'zhuó'
  },
  了: ({ before, wordBefore, characters, index, rest }) =>
    isIn('不得', before) && wordBefore.length === 1 && isHan(characters[index - 2] ?? '') && !gained.test(`了${rest}`)
      ? 'liǎo'
      : null,
  还: still,
  当: ({ start, rest }) =>
    /[把将拿][^，。]+$/.test(start) && !/^(?:时|[^，。]{1,12}(?:时|之际|以后|之后))/.test(rest) ? 'dàng' : null,
  种: ({ before, rest }) => (!isIn(counted, before) && /^[了着过好完满]/.test(rest) ? 'zhòng' : null),
  长: ({ before, after, wordBefore, rest }) => {
    if (isIn('部局处科厅司院所校馆站社厂店矿班排连营团旅师军队组会行庭区县市省州乡镇村里街段舰船艇机车列族酋总', before) && wordBefore.length > 1) {
      return /^(?:期|远|久|短|度|达|途|征|跑|江|城|效|线|篇)/.test(rest) ? null : 'zhǎng'
    }
    if (/^(?:得|出|成|满|高|大|在|着|错|歪|胖)/.test(rest)) return 'zhǎng'
    if (after === '了') return /[间天日年月久程度]$/.test(before) || !isHan(rest.charAt(1)) ? null : 'zhǎng'
    return null
  },
  重: ({ before, rest }) => (isIn(numerals, before) && !/^[量要点型大视]/.test(rest) ? 'chóng' : null),
  行: ({ before, rest }) => (isIn(counted, before) && /^[字诗泪树文代小大]/.test(rest) ? 'háng' : null),
  只: ({ before, wordAfter }) => (isIn(`${numerals}这那哪每`, before) && !/^[是有要能会好得怕想顾]/.test(wordAfter) ? 'zhī' : null),
  应: ({ before, rest }) => (!isHan(before) && /要求|邀请|之邀|之约|请求|号召/.test(rest.slice(0, 16)) ? 'yìng' : null),
  处: ({ before, after }) => {
    if (isIn(`${numerals}各该此何每某哪另别高低深远近`, before) || !isHan(after)) return null
    return isIn('正仍尚久共同相独自均都还所常', before) || isIn('于在以之得', after) ? 'chǔ' : null
  },
  数: ({ rest }) => (/^(?:了|着|过|不[清完尽]|得[上着清]|到|一数)/.test(rest) ? 'shǔ' : null),
  倒: ({ before, after, rest }) => {
    if (/^了?(?:\p{N}|[一两三几])?[杯碗盆壶点些]|^[水茶酒]/u.test(rest)) return 'dào'
    return isIn('了下地塌闭台毙在', after) || isIn('摔跌打推扳滑撞击压病累晕吓难问扑栽绊', before) ? 'dǎo' : null
  },
  率: ({ before, rest }) =>
    !isHan(before) || isIn('亲曾将并已', before) || /^.{1,8}[队团军部众兵]/.test(rest) ? 'shuài' : null,
  量: ({ before, rest }) => (/^(?:了|一[量下]|过|体|血压|好|尺寸|身高|尺|高度|长度)/.test(rest) && !isIn('数重质', before) ? 'liáng' : null),
  教: ({ before, after }) => (isHan(before) && !isHan(after) ? 'jiào' : null),
  系: ({ rest }) => (/^[上紧着好了]/.test(rest) ? 'jì' : null),
  看: ({ rest }) => (/^(?:住[了他她它我你]|门|场子|孩子|家护院)/.test(rest) ? 'kān' : null),
  卷: ({ rest }) => (/^[起入走进曲成着]/.test(rest) ? 'juǎn' : null),
  钉: ({ after }) => (isIn('在上着住了', after) ? 'dìng' : null),
  待: ({ before, after }) => (isIn('了过在着到', after) && !isIn('等对有期', before) ? 'dāi' : null),
  中: ({ after, before }) => (isIn('了过', after) && !isIn('之其当', before) ? 'zhòng' : null),
  假: ({ before, after }) => (isIn('天周月年日次', before) && !isHan(after) ? 'jià' : null),
  结: ({ rest }) => (/^(?:满|了?[^，]{0,3}果[实子])/.test(rest) ? 'jiē' : null),
  传: ({ wordBefore, after }) => (wordBefore.length > 1 && !isHan(after) ? 'zhuàn' : null),
  切: ({ after }) => (isIn('不勿莫忌记', after) ? 'qiè' : null),
  转: ({ start, after }) => (!isHan(after) && /[绕围]|跟着/.test(start) ? 'zhuàn' : null),
  背: ({ start, rest }) => (/^(?:起|着[^，]*[包筐篓孩人]|上[^，]*[包债锅])/.test(rest) || (/[把将]/.test(start) && /^[走到出回在进下]/.test(rest)) ? 'bēi' : null),
  空: ({ before, after, rest }) => ((isIn('有没得抽', before) && !isHan(after)) || /^(?:出|着|下来)/.test(rest) ? 'kòng' : null),
  盛: ({ rest }) => (/^(?:了|着|上|满|出|一碗|碗)/.test(rest) ? 'chéng' : null),
  缝: ({ before, after }) => (isIn('条道门窗墙石', before) || !isHan(after) ? 'fèng' : null),
  露: ({ rest }) => (/^(?:了?一手|了?[面脸馅])/.test(rest) ? 'lòu' : null),
  削: ({ rest }) => (/^(?:了|完|好|去)?(?:\p{Script=Han}{0,2}皮|苹果|铅笔|水果|土豆|梨|面)/u.test(rest) ? 'xiāo' : null),
  炸: ({ rest }) => (/^(?:油条|鸡|鱼|虾|薯|肉|丸|糕|酱|豆|藕|春卷|土豆)/.test(rest) ? 'zhá' : null),
  涨: ({ rest }) => (/^(?:红|得通红)/.test(rest) ? 'zhàng' : null),
  卡: ({ after }) => (isIn('在住了着', after) ? 'qiǎ' : null),
}

/** Family names that are read otherwise than the word, before a title or behind 姓. */
const surnames: Readonly<Record<string, string>> = {
  任: 'rén', 单: 'shàn', 曾: 'zēng', 解: 'xiè', 仇: 'qiú', 查: 'zhā', 盖: 'gě', 区: 'ōu', 华: 'huà', 朴: 'piáo', 缪: 'miào',
  乐: 'yuè', 员: 'yùn', 尉: 'yù', 翟: 'zhái', 宁: 'nìng', 应: 'yīng', 葛: 'gě', 纪: 'jǐ', 燕: 'yān', 哈: 'hǎ', 召: 'shào',
  冼: 'xiǎn', 洗: 'xiǎn', 覃: 'qín', 逄: 'páng', 折: 'shé', 黑: 'hè', 繁: 'pó', 那: 'nā', 种: 'chóng', 牟: 'mù', 谌: 'chén',
}

const textBetween = (characters: readonly string[], from: number, to: number): string =>
  characters.slice(Math.max(0, from), Math.max(0, to)).join('')

/**
 * Readings of the characters that stand as words of their own, by the words around them; null where nothing says more
 * than that they are read as usual. Takes simplified script.
 */
export const readInContext = (characters: readonly string[], { starts }: Division, index: number): string | null => {
  const character = characters[index] ?? ''
  const rule = rules[character]
  const surname = surnames[character]
  if (rule === undefined && surname === undefined) return null
  const before = characters[index - 1] ?? ''
  const after = characters[index + 1] ?? ''
  const [rest = ''] = /^[\p{Script=Han}\p{N}]*/u.exec(textBetween(characters, index + 1, index + 41)) ?? []
  if (surname !== undefined && (before === '姓' || titles.test(rest))) return surname
  if (rule === undefined) return null
  let end = index + 1
  while (end < characters.length && starts[end] === index + 1) end += 1
  const [start = ''] = /[\p{Script=Han}\p{N}]*$/u.exec(textBetween(characters, index - 20, index)) ?? []
  return rule({
    characters,
    index,
    before,
    after,
    wordBefore: isHan(before) ? textBetween(characters, starts[index - 1] ?? 0, index) : '',
    wordAfter: isHan(after) ? textBetween(characters, index + 1, end) : '',
    rest,
    start,
  })
}
