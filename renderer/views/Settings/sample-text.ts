import type { TextLanguage } from '../../../preload/contract/documents.ts'

/** One character of the sample; readings only where it is Han. */
export interface SampleCharacter {
  readonly text: string
  readonly pinyin: string | null
  readonly bopomofo: string | null
  /** Outside what most readers know. */
  readonly rare: boolean
  /** Of the one word that stands for the word under the pointer. */
  readonly pointed: boolean
}

export type SampleLine = readonly SampleCharacter[]

/** A heading on a line of its own, a paragraph, a heading that opens its paragraph, and that paragraph. */
export interface SampleText {
  readonly heading: SampleLine
  readonly first: SampleLine
  readonly runIn: SampleLine
  readonly second: SampleLine
}

interface Source {
  readonly hant: string
  readonly hans: string
  readonly pinyin: string
  readonly bopomofo: string
}

/** Holds what good setting shows on: marks side by side, dashes, Latin, a word read in two ways, rare characters. */
const sources = {
  heading: {
    hant: '一、讀一頁書',
    hans: '一、读一页书',
    pinyin: 'yī dú yī yè shū',
    bopomofo: 'ㄧ ㄉㄨˊ ㄧ ㄧㄝˋ ㄕㄨ',
  },
  first: {
    hant: '古人說：「讀書百遍，其義自見。」這話平常，卻有深意——一頁好書，能讓人忘記版面，只見文字……有人讀書，如赴饕餮之宴；有人讀書，一行自有一行的滋味。',
    hans: '古人说：“读书百遍，其义自见。”这话平常，却有深意——一页好书，能让人忘记版面，只见文字……有人读书，如赴饕餮之宴；有人读书，一行自有一行的滋味。',
    pinyin:
      'gǔ rén shuō dú shū bǎi biàn qí yì zì xiàn zhè huà píng cháng què yǒu shēn yì yī yè hǎo shū néng ràng rén wàng jì bǎn miàn zhǐ jiàn wén zì yǒu rén dú shū rú fù tāo tiè zhī yàn yǒu rén dú shū yī háng zì yǒu yī háng de zī wèi',
    bopomofo:
      'ㄍㄨˇ ㄖㄣˊ ㄕㄨㄛ ㄉㄨˊ ㄕㄨ ㄅㄞˇ ㄅㄧㄢˋ ㄑㄧˊ ㄧˋ ㄗˋ ㄒㄧㄢˋ ㄓㄜˋ ㄏㄨㄚˋ ㄆㄧㄥˊ ㄔㄤˊ ㄑㄩㄝˋ ㄧㄡˇ ㄕㄣ ㄧˋ ㄧ ㄧㄝˋ ㄏㄠˇ ㄕㄨ ㄋㄥˊ ㄖㄤˋ ㄖㄣˊ ㄨㄤˋ ㄐㄧˋ ㄅㄢˇ ㄇㄧㄢˋ ㄓˇ ㄐㄧㄢˋ ㄨㄣˊ ㄗˋ ㄧㄡˇ ㄖㄣˊ ㄉㄨˊ ㄕㄨ ㄖㄨˊ ㄈㄨˋ ㄊㄠ ㄊㄧㄝˋ ㄓ ㄧㄢˋ ㄧㄡˇ ㄖㄣˊ ㄉㄨˊ ㄕㄨ ㄧ ㄏㄤˊ ㄗˋ ㄧㄡˇ ㄧ ㄏㄤˊ ˙ㄉㄜ ㄗ ㄨㄟˋ',
  },
  runIn: { hant: '一是行距。', hans: '一是行距。', pinyin: 'yī shì háng jù', bopomofo: 'ㄧ ㄕˋ ㄏㄤˊ ㄐㄩˋ' },
  second: {
    hant: '老師笑道：「孔子說：『學而不思則罔。』你想過嗎？」排版也要想：中西文混排，如 ABC 與 123，其間自有空隙，不必手敲。',
    hans: '老师笑道：“孔子说：‘学而不思则罔。’你想过吗？”排版也要想：中西文混排，如 ABC 与 123，其间自有空隙，不必手敲。',
    pinyin:
      'lǎo shī xiào dào kǒng zǐ shuō xué ér bù sī zé wǎng nǐ xiǎng guò ma pái bǎn yě yào xiǎng zhōng xī wén hùn pái rú yǔ qí jiān zì yǒu kòng xì bù bì shǒu qiāo',
    bopomofo:
      'ㄌㄠˇ ㄕ ㄒㄧㄠˋ ㄉㄠˋ ㄎㄨㄥˇ ㄗˇ ㄕㄨㄛ ㄒㄩㄝˊ ㄦˊ ㄅㄨˋ ㄙ ㄗㄜˊ ㄨㄤˇ ㄋㄧˇ ㄒㄧㄤˇ ㄍㄨㄛˋ ˙ㄇㄚ ㄆㄞˊ ㄅㄢˇ ㄧㄝˇ ㄧㄠˋ ㄒㄧㄤˇ ㄓㄨㄥ ㄒㄧ ㄨㄣˊ ㄏㄨㄣˋ ㄆㄞˊ ㄖㄨˊ ㄩˇ ㄑㄧˊ ㄐㄧㄢ ㄗˋ ㄧㄡˇ ㄎㄨㄥˋ ㄒㄧˋ ㄅㄨˋ ㄅㄧˋ ㄕㄡˇ ㄑㄧㄠ',
  },
} as const satisfies { readonly [Name in keyof SampleText]: Source }

const rare = '饕餮'
const pointed = { 'zh-Hant': '自見', 'zh-Hans': '自见' } as const satisfies { readonly [Language in TextLanguage]: string }

const lineOf = (source: Source, language: TextLanguage): SampleLine => {
  const text = language === 'zh-Hant' ? source.hant : source.hans
  const [pinyin, bopomofo] = [source.pinyin.split(' '), source.bopomofo.split(' ')]
  const word = Array.from(text.slice(0, Math.max(0, text.indexOf(pointed[language])))).length
  const hasWord = text.includes(pointed[language])
  let han = -1
  return Array.from(text, (character, index) => {
    const isHan = /\p{Script=Han}/u.test(character)
    if (isHan) han += 1
    return {
      text: character,
      pinyin: isHan ? (pinyin[han] ?? null) : null,
      bopomofo: isHan ? (bopomofo[han] ?? null) : null,
      rare: rare.includes(character),
      pointed: hasWord && index >= word && index < word + 2,
    }
  })
}

/** The sample in traditional or simplified characters. */
export const sampleText = (language: TextLanguage): SampleText => ({
  heading: lineOf(sources.heading, language),
  first: lineOf(sources.first, language),
  runIn: lineOf(sources.runIn, language),
  second: lineOf(sources.second, language),
})
