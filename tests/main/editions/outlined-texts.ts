/** Texts made at random with an outline that is known; the same seed always gives the same text. */
export interface OutlinedText {
  readonly text: string
  readonly sections: readonly { readonly level: number; readonly marker: string; readonly heading: string; readonly text: string }[]
  readonly styles: readonly string[]
}

const createRandom = (seed: number) => {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
  const below = (limit: number): number => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]): T => {
    const one = list[below(list.length)]
    if (one === undefined) throw new Error('nothing to pick from')
    return one
  }
  return { next, below, pick }
}
type Random = ReturnType<typeof createRandom>

const sentences = {
  hant: [
    '河邊的路是新修的，兩旁種了柳樹。', '傍晚的時候，人們在這裡散步，說些家常。', '有人釣魚，有人下棋，也有人什麼都不做，只看著水。',
    '去年夏天的雨水多，堤岸塌了一段。', '修堤的工人住在橋下，晚上點一盞燈。', '他們說，再有一個月就可以完工了。',
    '孩子們把石頭丟進水裡，數它跳了幾下。', '老人記得這裡從前有一座木橋，大水把它沖走了。', '學校的鐘聲傳到對岸，正好是四點。',
    '我在那裡住了三年零5個月，搬走的時候什麼也沒帶。', '信寫好以後，一直放在抽屜裡，沒有寄出去。', '這件事後來沒有人再提起，1997年以後更沒有人知道了。',
  ],
  hans: [
    '河边的路是新修的，两旁种了柳树。', '傍晚的时候，人们在这里散步，说些家常。', '有人钓鱼，有人下棋，也有人什么都不做，只看着水。',
    '去年夏天的雨水多，堤岸塌了一段。', '修堤的工人住在桥下，晚上点一盏灯。', '他们说，再有一个月就可以完工了。',
    '孩子们把石头丢进水里，数它跳了几下。', '老人记得这里从前有一座木桥，大水把它冲走了。', '学校的钟声传到对岸，正好是四点。',
    '我在那里住了三年零5个月，搬走的时候什么也没带。', '信写好以后，一直放在抽屉里，没有寄出去。', '“你怎么不早说？”她问，“现在已经来不及了。”',
  ],
}
const headings = {
  hant: ['加強組織領導', '河岸的整修', '關於經費的說明', '舊橋', '雨季', '對將來的幾點想法', '水與人', '問題在哪裡？', '調查的經過', '學校的鐘聲', '制度的完善', '責任與分工', '木船', '歸來', '從前的集市', '完善考核機制', '時間與地點'],
  hans: ['加强组织领导', '河岸的整修', '关于经费的说明', '旧桥', '雨季', '对将来的几点想法', '水与人', '问题在哪里？', '调查的经过', '学校的钟声', '制度的完善', '责任与分工', '木船', '归来', '从前的集市', '完善考核机制', '时间与地点'],
}

const figures = '零一二三四五六七八九'
export const inChinese = (value: number): string => {
  if (value < 10) return figures.charAt(value)
  if (value < 100) {
    const tens = Math.floor(value / 10)
    return `${tens === 1 ? '' : figures.charAt(tens)}十${value % 10 === 0 ? '' : figures.charAt(value % 10)}`
  }
  const rest = value % 100
  return `${figures.charAt(Math.floor(value / 100))}百${rest === 0 ? '' : rest < 10 ? `零${figures.charAt(rest)}` : inChinese(rest < 20 ? rest : rest).replace(/^十/u, '一十')}`
}
const wide = (value: number): string => String(value).replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
const at = (signs: string, value: number): string => signs.charAt(value - 1)

interface Style {
  readonly name: string
  /** Marker as a reader would name it, and what stands between it and the title. */
  readonly mark: (order: number, path: readonly number[]) => readonly [marker: string, between: string]
  readonly runIn?: true
  readonly division?: true
  readonly most?: number
}
const division = (unit: string, number: (value: number) => string, between: string): Style => ({
  name: `第${unit}${between === '' ? '' : '~'}`,
  mark: (order) => [`第${number(order)}${unit}`, between],
  division: true,
})
const tops: readonly Style[] = [
  ...['章', '節', '节', '回', '卷', '部', '講', '讲', '部分', '編', '编', '集', '幕'].map((unit) => division(unit, inChinese, ' ')),
  division('章', String, ' '), division('章', wide, '\u3000'), division('章', inChinese, ''), division('回', inChinese, '\u3000'), division('章', inChinese, '：'),
  { name: 'Chapter', mark: (order) => [`Chapter ${order}`, ' '], division: true },
  { name: 'CHAPTER', mark: (order) => [`CHAPTER ${at('ⅠⅡⅢⅣⅤ', order) === '' ? 'VI' : (['I', 'II', 'III', 'IV', 'V'][order - 1] ?? '')}`, ' '], division: true, most: 5 },
]
const commons: readonly Style[] = [
  { name: '一、', mark: (order) => [`${inChinese(order)}、`, ''] },
  { name: '（一）', mark: (order) => [`（${inChinese(order)}）`, ''] },
  { name: '(一)', mark: (order) => [`(${inChinese(order)})`, ''] },
  { name: '1.', mark: (order) => [`${order}.`, ' '] },
  { name: '1、', mark: (order) => [`${order}、`, ''] },
  { name: '1．', mark: (order) => [`${order}．`, ''] },
  { name: '1)', mark: (order) => [`${order})`, ' '] },
  { name: '（1）', mark: (order) => [`（${order}）`, ''] },
  { name: '①', mark: (order) => [at('①②③④⑤⑥⑦⑧', order), ''], most: 8 },
  { name: '⑴', mark: (order) => [at('⑴⑵⑶⑷⑸⑹⑺⑻', order), ''], most: 8 },
  { name: '㈠', mark: (order) => [at('㈠㈡㈢㈣㈤㈥㈦㈧', order), ''], most: 8 },
  { name: '壹、', mark: (order) => [`${at('壹貳參肆伍陸柒捌', order)}、`, ''], most: 8 },
  { name: '甲、', mark: (order) => [`${at('甲乙丙丁戊己庚', order)}、`, ''], most: 7 },
  { name: 'A.', mark: (order) => [`${at('ABCDEFG', order)}.`, ' '], most: 7 },
  { name: 'a)', mark: (order) => [`${at('abcdefg', order)})`, ' '], most: 7 },
  { name: 'I.', mark: (order) => [`${['I', 'II', 'III', 'IV', 'V', 'VI', 'VII'][order - 1] ?? ''}.`, ' '], most: 7 },
  { name: '§', mark: (order) => [`§${order}`, ' '] },
  { name: '一\u3000', mark: (order) => [inChinese(order), '\u3000'] },
]
const runIns: readonly Style[] = [
  ...['是', '要', '靠'].map((word): Style => ({ name: `一${word}`, mark: (order) => [`${inChinese(order)}${word}`, ''], runIn: true })),
  { name: '第一，', mark: (order) => [`第${inChinese(order)}`, '，'], runIn: true, most: 9 },
  { name: '其一，', mark: (order) => [`其${inChinese(order)}`, '，'], runIn: true, most: 9 },
  { name: '（一）。', mark: (order) => [`（${inChinese(order)}）`, ''], runIn: true },
]
/** 1, 1.1, 1.1.1 */
const dotted: Style = { name: '1.1', mark: (order, path) => [[...path, order].join('.'), ' '] }

/** A text of two to four levels. `seed` decides everything. */
export const outlinedText = (seed: number): OutlinedText => {
  const random = createRandom(seed)
  const script = random.next() < 0.5 ? 'hant' : 'hans'
  const depth = 1 + random.below(4)
  const styles = chooseStyles(random, depth)
  const blank = random.next() < 0.4
  const indent = random.next() < 0.3 ? '\u3000\u3000' : ''
  const end = random.next() < 0.15 ? '\r\n' : '\n'
  const lines: string[] = [script === 'hant' ? '河岸紀事' : '河岸纪事']
  const sections: { level: number; marker: string; heading: string; text: string[] }[] = []
  const paragraph = (): string => Array.from({ length: 1 + random.below(4) }, () => random.pick(sentences[script])).join('')
  const push = (line: string, owner: { text: string[] } | null): void => {
    if (blank && lines.length > 0) lines.push('')
    lines.push(indent + line)
    owner?.text.push(line)
  }
  if (random.next() < 0.5) push(paragraph(), null)
  const build = (level: number, path: readonly number[]): void => {
    const style = styles[level]
    if (style === undefined) return
    const least = style.division === true ? 1 : 2
    const count = Math.min(style.most ?? 99, level === 0 ? 2 + random.below(random.next() < 0.1 ? 24 : 5) : least + random.below(3))
    const joined = style.runIn === true && random.next() < 0.5
    let line = ''
    for (let order = 1; order <= count; order += 1) {
      const [marker, between] = style.mark(order, path)
      const heading = `${marker}${between}${style.runIn === true ? random.pick(headings[script]).replace('？', '') : random.pick(headings[script])}`
      const section = { level: level + 1, marker, heading, text: [] as string[] }
      sections.push(section)
      const isParent = level + 1 < styles.length && (order === 1 || random.next() < 0.7)
      if (style.runIn === true) {
        const text = paragraph()
        section.text.push(text)
        if (joined) line += `${heading}。${text}`
        else push(`${heading}。${text}`, null)
        continue
      }
      push(heading, null)
      if (!isParent || random.next() < 0.5) for (let more = random.below(2); more >= 0; more -= 1) push(paragraph(), section)
      if (isParent) build(level + 1, [...path, order])
    }
    if (line !== '') push(line, null)
  }
  build(0, [])
  return {
    text: lines.join(end) + end,
    sections: sections.map((section) => ({ ...section, text: section.text.join('\n') })),
    styles: styles.map(({ name }) => name),
  }
}

const chooseStyles = (random: Random, depth: number): Style[] => {
  if (random.next() < 0.12) return Array.from({ length: Math.min(depth, 3) }, () => dotted)
  const chosen: Style[] = []
  const taken = new Set<string>()
  for (let level = 0; level < depth; level += 1) {
    const pool: readonly Style[] =
      level === 0 && random.next() < 0.5 ? tops : level === depth - 1 && level > 0 && random.next() < 0.4 ? runIns : commons
    const style = random.pick(pool)
    const key = style.name.replace(/[（(）)。，~\u3000]/gu, '').replace('．', '.')
    if (taken.has(key)) {
      level -= 1
      continue
    }
    taken.add(key)
    chosen.push(style)
    if (style.runIn === true) break
  }
  return chosen
}
