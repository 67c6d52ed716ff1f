export type Convert = (text: string) => string

let toSimplifiedLoaded: Promise<Convert> | null = null
let fromTaiwanLoaded: Promise<Convert> | null = null
let toTaiwanLoaded: Promise<Convert> | null = null

/** Traditional → simplified, one code point for one code point. Loads its tables, about 100 KB, on first use. */
export const loadToSimplified = (): Promise<Convert> => {
  toSimplifiedLoaded ??= import('opencc-js/t2cn').then(({ Converter }) => Converter({ from: 't', to: 'cn' }))
  return toSimplifiedLoaded
}

/**
 * Traditional as written in Taiwan → simplified, one code point for one code point. Takes other traditional text as
 * well, and knows where 著 is 着.
 */
export const loadFromTaiwan = (): Promise<Convert> => {
  fromTaiwanLoaded ??= import('opencc-js/t2cn').then(({ Converter }) => {
    const convert = keepingLength(Converter({ from: 'tw', to: 'cn' }))
    return (text) => {
      const converted = convert(text)
      if (!text.includes('著')) return converted
      const written = Array.from(text)
      return simplifiedZhu(Array.from(converted, (form, index) => (written[index] === '著' ? '著' : form)).join(''))
    }
  })
  return fromTaiwanLoaded
}

/** Simplified → traditional in Taiwan's standard, one code point for one code point. Loads about 1 MB on first use. */
export const loadToTaiwan = (): Promise<Convert> => {
  toTaiwanLoaded ??= import('opencc-js/cn2t').then(({ Converter }) => keepingLength(Converter({ from: 'cn', to: 'tw' })))
  return toTaiwanLoaded
}

const isHan = (character: string): boolean => /^\p{Script=Han}$/u.test(character)

/** Whether offset k of one text is offset k of the other: equally long, and whatever is not Han stands where it stood. */
const corresponds = (before: string, after: string): boolean => {
  if (before === after) return true
  const old = Array.from(before)
  const now = Array.from(after)
  return (
    old.length === now.length &&
    old.every((character, index) => {
      const other = now[index] ?? ''
      return character === other || (isHan(character) && isHan(other))
    })
  )
}

/**
 * Makes a conversion keep every code point in its place. A text that would lose its places is converted in smaller
 * pieces, at worst character by character, and a character that would become several stays as it is.
 */
export const keepingLength =
  (convert: Convert): Convert =>
  (text) => {
    const whole = convert(text)
    if (corresponds(text, whole)) return whole
    return text.replace(/\p{Script=Han}+/gu, (run) => {
      const converted = convert(run)
      if (corresponds(run, converted)) return converted
      return Array.from(run, (character) => {
        const single = convert(character)
        return corresponds(character, single) ? single : character
      }).join('')
    })
  }

/**
 * 著 where it is read zhù, in simplified script: there it stays. Everywhere else, simplified script writes 着. What is
 * excluded are verbs that end alike and go on: 討論著, 凸顯著, 配合著, 本土著眼, 看著《…》.
 */
const zhuPattern =
  /(土著(?![眼手力想重])|(?<![讨议谈争评辩])论著|(?<![凸彰突])显著|(?<![配联结整组混融符])合著|(?<!翻)译著|[名原专巨编所遗拙卓昭彰较]著|(?<![看读拿捧唱翻念背带听抄写])著(?=《)|(?<!\p{Script=Han})著者|著(?=作|名(?![单字片额])|称|述|录|译|书立|有《|[)）〕】]))|著/gu

/** OpenCC writes 着 for nearly every 著 (專著 too): takes a converted text with the 著 of the original put back. */
const simplifiedZhu = (text: string): string => text.replace(zhuPattern, (_, zhu: string | undefined) => zhu ?? '着')
