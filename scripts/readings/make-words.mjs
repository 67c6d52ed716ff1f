import { readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pinyin } from 'pinyin-pro'

const require = createRequire(import.meta.url)
const source = require.resolve('@pinyin-pro/data/complete.json')
const out = resolve(process.argv[2] ?? fileURLToPath(new URL('../../preload/text/data/words.ts', import.meta.url)))

/** Least frequency, of 10^12, for a word whose reading must be known, by its length; a rarer one is often a mistake. */
const leastTelling = [0, 0, 4, 8, 3]
/** Least frequency, of 10^12, for a word that only keeps others from being read across its border. */
const leastPlain = 50
/** Least frequency, of 10^12, for a single character to have one of its own. */
const leastSingle = 100
/** What unknown characters count as, of 10^12. */
const unseen = 1
const longest = 8
/** Words that are two words just as often: 還給 (he still gave, he gave back). The context decides. */
const leftOut = new Set(['还给'])

/**
 * How a character is read when no word around it says so, where that is not its most frequent reading in words: as a
 * verb (切, 教), a suffix (率) or a particle (得) of its own.
 */
const defaults = new Map(
  [
    '得de 为wéi 只zhǐ 应yīng 处chù 差chà 调tiáo 量liàng 倒dào 吐tǔ 血xuè 熟shú 谁shéi 地dì 薄bó 露lù 削xuē 载zài 卷juàn',
    '划huà 切qiē 粘zhān 干gàn 教jiāo 舍shè 率lǜ 奔bēn 脏zāng 圈quān 泊bó 勒lè 塞sāi 拧nǐng 撒sǎ 盛shèng 藏cáng 朝cháo',
    '假jiǎ 兴xīng 曲qǔ 称chēng 看kàn 喝hē 挑tiāo 冲chōng 夹jiā 扎zhā 炸zhà 转zhuǎn 钻zuān 空kōng 省shěng 弹dàn 儿ér',
    '片piàn 背bèi 磨mó 供gōng 落luò 似sì 角jiǎo 参cān 恶è 禁jìn 强qiáng 散sàn 假jiǎ 数shù 宁níng 校xiào 晕yūn 打dǎ',
    '石shí 陆lù 尾wěi 尿niào 剥bō 伯bó 柏bǎi 厕cè 绿lǜ 给gěi 拓tuò 佛fó 仔zǐ 蔓màn 匙chí 咽yàn 壳ké 嚼jiáo 缝féng 不bù 一yī',
    '铺pū 咳ké 甚shèn 刹shā 咀jǔ 闷mèn 镐gǎo 邪xié 爪zhǎo 牟móu 妳nǐ 嘎gā 噱xué 靡mǐ 辗zhǎn 於yú 嗨hāi 呛qiāng 酢zuò',
  ]
    .join(' ')
    .split(' ')
    .map((entry) => [entry.slice(0, 1), entry.slice(1)]),
)

/** Reads a word's syllables with the tones that the characters have by themselves: 一 and 不 without their changes. */
const syllablesOf = (characters, reading) =>
  reading.split(' ').map((syllable, index) => {
    if (characters[index] === '一') return 'yī'
    if (characters[index] === '不') return 'bù'
    if (characters[index] === '儿' && syllable === 'er') return 'r'
    return syllable.normalize('NFC')
  })

const entries = []
for (const [word, [reading, frequency]] of Object.entries(JSON.parse(await readFile(source, 'utf8')))) {
  const characters = Array.from(word)
  const syllables = syllablesOf(characters, reading)
  if (characters.length > longest || syllables.length !== characters.length || !/^\p{Script=Han}+$/u.test(word)) continue
  if (word.length !== characters.length || leftOut.has(word)) continue
  entries.push({ word, characters, syllables, count: Math.max(1, Math.round((frequency ?? 0) * 1e12)) })
}
const total = entries.reduce((sum, { count }) => sum + count, 0)

/** @type {Map<string, Map<string, number>>} how often a character has each reading, in words */
const uses = new Map()
for (const { characters, syllables, count } of entries) {
  for (const [index, character] of characters.entries()) {
    const own = uses.get(character) ?? new Map()
    uses.set(character, own.set(syllables[index], (own.get(syllables[index]) ?? 0) + count))
  }
}

const alone = new Map(entries.filter(({ characters }) => characters.length === 1).map(({ word, syllables }) => [word, syllables[0]]))
const usual = (character) =>
  defaults.get(character) ??
  alone.get(character) ??
  [...(uses.get(character) ?? [])].sort((a, b) => b[1] - a[1])[0]?.[0] ??
  pinyin(character)

const usualOf = new Map([...uses.keys()].map((character) => [character, usual(character)]))
const singles = new Map(entries.filter(({ characters }) => characters.length === 1).map(({ word, count }) => [word, count]))

/** The words kept so far: word → count and syllables. */
const kept = new Map()

/** The reading of a word by the words kept so far: the most probable division. */
const readingOf = (characters) => {
  const costs = [0]
  const steps = []
  for (let start = 0; start < characters.length; start += 1) {
    let word = ''
    for (let end = start + 1; end <= characters.length; end += 1) {
      word += characters[end - 1]
      const single = end === start + 1
      const entry = single
        ? { count: Math.max(unseen, singles.get(word) ?? 0), syllables: [usualOf.get(word)] }
        : kept.get(word)
      if (entry === undefined) continue
      const cost = costs[start] - Math.log(entry.count / total)
      if (cost >= (costs[end] ?? Infinity)) continue
      costs[end] = cost
      steps[end] = { start, syllables: entry.syllables }
    }
  }
  const syllables = []
  for (let end = characters.length; end > 0; end = steps[end].start) syllables.unshift(...steps[end].syllables)
  return syllables
}

const many = entries.filter(({ characters }) => characters.length > 1)
many.sort((a, b) => a.characters.length - b.characters.length || b.count - a.count || (a.word < b.word ? -1 : 1))
for (const { word, characters, syllables, count } of many) {
  const least = leastTelling[characters.length] ?? 3
  const telling = count >= least && readingOf(characters).join(' ') !== syllables.join(' ')
  if (telling || (count >= leastPlain && characters.length <= 4)) kept.set(word, { count, syllables })
}

/** Readings of a character in the order of the digits that stand for them: the usual one first, unmarked. */
const orderOf = (character) => {
  const others = [...(uses.get(character) ?? [])].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([syllable]) => syllable)
  const first = usualOf.get(character)
  return [first, ...others.filter((syllable) => syllable !== first)]
}
/** A character with the digit of its reading; without one where it is read as usual. */
const marked = (character, syllable) => {
  const at = orderOf(character).indexOf(syllable)
  if (at > 9) throw new Error(`${character} has too many readings`)
  return at === 0 ? character : `${character}${at}`
}
/** The binary logarithm of a count, as a letter from a. */
const levelOf = (count) => String.fromCharCode(97 + Math.round(Math.log2(count)))

/** @type {Map<string, string[]>} by first character */
const lines = new Map()
const lineOf = (character) => {
  const count = singles.get(character) ?? 0
  const line = lines.get(character) ?? [character + (count >= leastSingle ? levelOf(count) : '')]
  lines.set(character, line)
  return line
}
for (const [word, count] of singles) if (count >= leastSingle) lineOf(word)
for (const [word, { count, syllables }] of kept) {
  const item = Array.from(word, (character, index) => marked(character, syllables[index])).join('')
  lineOf(word.charAt(0)).push(item.slice(1) + levelOf(count))
}

const used = new Set([...kept.keys()].flatMap((word) => Array.from(word)))
const characters = [...used]
  .sort()
  .filter((character) => orderOf(character).length > 1 || usualOf.get(character) !== pinyin(character))
  .map((character) => `${character}${orderOf(character).join(',')}`)

/** Joins items to rows of about 4,000 characters. */
const wrapped = (list, mark) => {
  const rows = ['']
  for (const item of list) {
    const last = rows.at(-1) ?? ''
    if (last.length + item.length < 4000) rows[rows.length - 1] = last === '' ? item : last + mark + item
    else rows.push(item)
  }
  return rows.join('\n')
}

const text = `/**
 * Made by scripts/readings/make-words.mjs from @pinyin-pro/data 1.3.1 (ISC licence), whose frequencies are jieba's (MIT).
 * Simplified script; 一 and 不 have the tones that they have by themselves.
 */

/** Characters with several readings, the usual one first. */
export const characterReadings = \`${wrapped(characters, ' ')}\`

/**
 * Words by their first characters, between | or line breaks, each from its second character on. A digit names the reading, in the list above and
 * from 0, of the character before it; a character without one is read as usual. The letter at the end is the binary
 * logarithm of the count, from a; the first character has one of its own where it is frequent enough.
 */
export const words = \`${wrapped([...lines.values()].map(([first, ...items]) => [first, ...items.sort()].join(' ')).sort(), '|')}\`

/** What the counts add up to. */
export const wordTotal = ${total}
`
await writeFile(out, text)
process.stdout.write(`${kept.size} words, ${characters.length} characters, ${Math.round(Buffer.byteLength(text) / 1024)} KB\n`)
