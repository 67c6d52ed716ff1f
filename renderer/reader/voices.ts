import type { TextLanguage } from '../../preload/contract/documents.ts'

export type Voice = Pick<SpeechSynthesisVoice, 'voiceURI' | 'name' | 'lang' | 'localService' | 'default'>

const tagOf = (voice: Voice): string => voice.lang.replaceAll('_', '-').toLowerCase()

export const isChinese = (voice: Voice): boolean => /^(?:zh|cmn|yue)(?:-|$)/.test(tagOf(voice))

/** A voice that is not on this computer would send it the text: it is never used, whatever else speaks for it. */
export const isOffline = (voice: Voice): boolean => voice.localService === true

/** espeak-ng lists each voice again with each of its hundred timbres: "Chinese (Mandarin)+Adam espeak-ng". */
const withoutTimbre = (name: string): string => name.replace(/\+\S+(?=\s|$)/, '')

/** The Chinese voices of this computer, each once. */
export const chineseVoices = <Known extends Voice>(all: readonly Known[]): Known[] => {
  const usable = all.filter((voice) => isOffline(voice) && isChinese(voice))
  const names = new Set(usable.map(({ name }) => name))
  return usable.filter(({ name }) => withoutTimbre(name) === name || !names.has(withoutTimbre(name)))
}

type Kind = 'taiwan' | 'mainland' | 'mandarin' | 'cantonese'

const kindOf = (voice: Voice): Kind => {
  const tag = tagOf(voice)
  if (/^yue|^zh-(?:yue|(?:hant-)?(?:hk|mo))/.test(tag)) return 'cantonese'
  if (/-tw\b|-hant\b/.test(tag)) return 'taiwan'
  if (/-(?:cn|sg)\b|-hans\b/.test(tag)) return 'mainland'
  return 'mandarin'
}

const order: { readonly [Language in TextLanguage]: readonly Kind[] } = {
  'zh-Hant': ['taiwan', 'mandarin', 'mainland', 'cantonese'],
  'zh-Hans': ['mainland', 'mandarin', 'taiwan', 'cantonese'],
}

/** Voices for Chinese in Latin letters spell what is not. */
const isForLatin = (voice: Voice): boolean => /latn/.test(tagOf(voice)) || /latin as (?:pinyin|jyutping)/i.test(voice.name)

/** The usable voices, the one that fits a text best first. */
export const voicesFor = <Known extends Voice>(all: readonly Known[], language: TextLanguage): Known[] => {
  const rank = (voice: Voice): number =>
    order[language].indexOf(kindOf(voice)) + (isForLatin(voice) ? 10 : 0) - (voice.default ? 0.5 : 0)
  return chineseVoices(all).sort((a, b) => rank(a) - rank(b))
}

/** The voice the reader has chosen, where the system still has it, else the one that fits best; null without any. */
export const chooseVoice = <Known extends Voice>(
  all: readonly Known[],
  language: TextLanguage,
  chosen: string | null,
): Known | null => {
  const usable = voicesFor(all, language)
  return usable.find(({ voiceURI }) => voiceURI === chosen) ?? usable[0] ?? null
}

/** Whether there are Chinese voices, but only such as send the text away. */
export const onlyRemote = (all: readonly Voice[]): boolean =>
  all.some((voice) => isChinese(voice) && !isOffline(voice)) && chineseVoices(all).length === 0
