/** 1 to 4, and 5 for the neutral tone. */
export type Tone = 1 | 2 | 3 | 4 | 5

/** Every syllable of Mandarin without its tone, by its initial; the rare ones are interjections and dialect words. */
const finals: Readonly<Record<string, string>> = {
  '': 'a o e ê ai ei ao ou an en ang eng er r m n ng hm hng',
  y: 'a o e ai ao ou an in ang ing ong i u ue uan un',
  w: 'a o ai ei an en ang eng u',
  b: 'a o ai ei ao an en ang eng i ie iao ian in iang ing u',
  p: 'a o ai ei ao ou an en ang eng i ia ie iao ian in ing u',
  m: 'a o e ai ei ao ou an en ang eng i ie iao iu ian in ing u',
  f: 'a o ei ou an en ang eng iao u',
  d: 'a e ai ei ao ou an en ang eng i ia ie iao iu ian ing u uo ui uan un ong',
  t: 'a e ai ei ao ou an ang eng i ie iao ian ing u uo ui uan un ong',
  n: 'a e ai ei ao ou an en ang eng i ia ie iao iu ian in iang ing u uo uan un ong ü üe',
  l: 'a o e ai ei ao ou an en ang eng i ia ie iao iu ian in iang ing u uo uan un ong ü üe üan ün',
  g: 'a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong',
  k: 'a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong',
  h: 'a e ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong',
  j: 'i ia ie iao iu ian in iang ing iong u ue uan un',
  q: 'i ia ie iao iu ian in iang ing iong u ue uan un',
  x: 'i ia ie iao iu ian in iang ing iong u ue uan un',
  zh: 'a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang ong',
  ch: 'a e i ai ao ou an en ang eng u ua uo uai ui uan un uang ong',
  sh: 'a e i ai ei ao ou an en ang eng u ua uo uai ui uan un uang',
  r: 'e i ao ou an en ang eng u ua uo ui uan un ong',
  z: 'a e i ai ei ao ou an en ang eng u uo ui uan un ong',
  c: 'a e i ai ei ao ou an en ang eng u uo ui uan un ong',
  s: 'a e i ai ei ao ou an en ang eng u uo ui uan un ong',
}

/** All syllables without their tones, in canonical spelling. */
export const allSyllables: ReadonlySet<string> = new Set(
  Object.entries(finals).flatMap(([initial, list]) => list.split(' ').map((final) => initial + final)),
)

const toneMarks = ['\u0304', '\u0301', '\u030c', '\u0300'] as const
/** The four marks, as combining characters. */
export const anyToneMark = /[\u0300\u0301\u0304\u030c]/g

/** Takes the tone off a syllable: "lǜ" → "lü" and 4; one without a mark has tone 5. */
export const splitTone = (syllable: string): { readonly base: string; readonly tone: Tone } => {
  const parts = syllable.normalize('NFD')
  const tone = toneMarks.findIndex((mark) => parts.includes(mark)) + 1
  const base = parts.replace(anyToneMark, '').normalize('NFC')
  return { base, tone: tone === 1 || tone === 2 || tone === 3 || tone === 4 ? tone : 5 }
}

/** Puts the mark where the standard wants it: on a or e, on the o of ou, otherwise on the last vowel, or on m or n. */
export const withTone = (base: string, tone: Tone): string => {
  if (tone === 5) return base
  const first = base.search(/[aeê]/)
  const ou = base.indexOf('ou')
  const vowel = first !== -1 ? first : ou !== -1 ? ou : base.search(/[iouü](?!.*[iouü])/)
  const place = vowel === -1 ? base.search(/[mn]/) : vowel
  if (place === -1) return base
  return (base.slice(0, place + 1) + (toneMarks[tone - 1] ?? '') + base.slice(place + 1)).normalize('NFC')
}
