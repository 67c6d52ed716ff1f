import { allSyllables, splitTone, withTone } from './syllables.ts'

const initials: Readonly<Record<string, string>> = {
  b: 'ㄅ', p: 'ㄆ', m: 'ㄇ', f: 'ㄈ', d: 'ㄉ', t: 'ㄊ', n: 'ㄋ', l: 'ㄌ', g: 'ㄍ', k: 'ㄎ', h: 'ㄏ',
  j: 'ㄐ', q: 'ㄑ', x: 'ㄒ', zh: 'ㄓ', ch: 'ㄔ', sh: 'ㄕ', r: 'ㄖ', z: 'ㄗ', c: 'ㄘ', s: 'ㄙ',
}

/** Finals as they are spelled after an initial. */
const finals: Readonly<Record<string, string>> = {
  a: 'ㄚ', o: 'ㄛ', e: 'ㄜ', ê: 'ㄝ', ai: 'ㄞ', ei: 'ㄟ', ao: 'ㄠ', ou: 'ㄡ', an: 'ㄢ', en: 'ㄣ', ang: 'ㄤ', eng: 'ㄥ',
  i: 'ㄧ', ia: 'ㄧㄚ', io: 'ㄧㄛ', ie: 'ㄧㄝ', iai: 'ㄧㄞ', iao: 'ㄧㄠ', iu: 'ㄧㄡ', ian: 'ㄧㄢ', in: 'ㄧㄣ', iang: 'ㄧㄤ',
  ing: 'ㄧㄥ', iong: 'ㄩㄥ', u: 'ㄨ', ua: 'ㄨㄚ', uo: 'ㄨㄛ', uai: 'ㄨㄞ', ui: 'ㄨㄟ', uan: 'ㄨㄢ', un: 'ㄨㄣ',
  uang: 'ㄨㄤ', ong: 'ㄨㄥ', ueng: 'ㄨㄥ', ü: 'ㄩ', üe: 'ㄩㄝ', üan: 'ㄩㄢ', ün: 'ㄩㄣ',
}

/** Syllables without an initial, and those that are spelled as a whole. */
const whole: Readonly<Record<string, string>> = {
  er: 'ㄦ', r: 'ㄦ', m: 'ㄇ', n: 'ㄋ', ng: 'ㄫ', hm: 'ㄏㄇ', hng: 'ㄏㄫ',
  yi: 'ㄧ', ya: 'ㄧㄚ', yo: 'ㄧㄛ', ye: 'ㄧㄝ', yai: 'ㄧㄞ', yao: 'ㄧㄠ', you: 'ㄧㄡ', yan: 'ㄧㄢ', yin: 'ㄧㄣ', yang: 'ㄧㄤ',
  ying: 'ㄧㄥ', yong: 'ㄩㄥ', yu: 'ㄩ', yue: 'ㄩㄝ', yuan: 'ㄩㄢ', yun: 'ㄩㄣ',
  wu: 'ㄨ', wa: 'ㄨㄚ', wo: 'ㄨㄛ', wai: 'ㄨㄞ', wei: 'ㄨㄟ', wan: 'ㄨㄢ', wen: 'ㄨㄣ', wang: 'ㄨㄤ', weng: 'ㄨㄥ',
  zhi: 'ㄓ', chi: 'ㄔ', shi: 'ㄕ', ri: 'ㄖ', zi: 'ㄗ', ci: 'ㄘ', si: 'ㄙ',
}

const spell = (base: string): string | null => {
  if (!allSyllables.has(base)) return null
  const known = whole[base] ?? finals[base]
  if (known !== undefined) return known
  const [, initial = '', rest = ''] = /^(zh|ch|sh|[bpmfdtnlgkhjqxrzcs])(.+)$/.exec(base) ?? []
  const final = finals[/^[jqx]$/.test(initial) ? rest.replace(/^u/, 'ü') : rest]
  const letter = initials[initial]
  return letter === undefined || final === undefined ? null : letter + final
}

const marks = ['', 'ˊ', 'ˇ', 'ˋ', '˙'] as const

/**
 * A syllable of pinyin in bopomofo: "lüè" → "ㄌㄩㄝˋ". The first tone has no mark; the dot of the neutral tone stands before
 * the syllable: "de" → "˙ㄉㄜ". The suffix r is ㄦ without a tone. Null for what is no syllable.
 */
export const toBopomofo = (pinyin: string): string | null => {
  const { base, tone } = splitTone(pinyin)
  const letters = spell(base)
  if (letters === null || base === 'r') return letters
  return tone === 5 ? marks[4] + letters : letters + (marks[tone - 1] ?? '')
}

let bases: ReadonlyMap<string, string> | null = null

/** Letters of bopomofo → the syllable that is written with them; ㄦ is er. */
const spellings = (): ReadonlyMap<string, string> => {
  bases ??= new Map(Array.from(allSyllables, (base) => [spell(base) ?? '', base] as const).filter(([, base]) => base !== 'r'))
  return bases
}

/** Reads a syllable of bopomofo: "ㄌㄩㄝˋ" → "lüè". Takes the neutral dot before or behind it; null for no syllable. */
export const fromBopomofo = (text: string): string | null => {
  const [, dot, letters = '', mark] = /^([˙·]?)([\u3105-\u312f一丨]+)([ˉˊˇˋ˙·]?)$/.exec(text) ?? []
  const base = spellings().get(letters.replace(/[一丨]/g, 'ㄧ'))
  if (base === undefined || (dot !== '' && mark !== '')) return null
  if (dot !== '' || mark === '˙' || mark === '·') return base
  return withTone(base, mark === 'ˊ' ? 2 : mark === 'ˇ' ? 3 : mark === 'ˋ' ? 4 : 1)
}
