import type { ReadingStyle } from '../../../preload/contract/style.ts'
import type { WordKey } from '../../../preload/contract/words/index.ts'

/** Every choice of a few, with its name and what a pointer that rests on it is told. */
export const choices = {
  theme: [
    { value: 'system', label: 'style.theme.system', hint: 'style.theme.systemHint' },
    { value: 'paper', label: 'style.theme.paper', hint: 'style.theme.paper' },
    { value: 'sepia', label: 'style.theme.sepia', hint: 'style.theme.sepia' },
    { value: 'dark', label: 'style.theme.dark', hint: 'style.theme.dark' },
    { value: 'contrast', label: 'style.theme.contrast', hint: 'style.theme.contrastHint' },
  ],
  face: [
    { value: 'serif', label: 'style.face.serif', hint: 'style.face.serif' },
    { value: 'kai', label: 'style.face.kai', hint: 'style.face.kai' },
  ],
  script: [
    { value: 'original', label: 'style.script.original', hint: 'style.script.originalHint' },
    { value: 'zh-Hant', label: 'style.script.zh-Hant', hint: 'style.script.convertedHint' },
    { value: 'zh-Hans', label: 'style.script.zh-Hans', hint: 'style.script.convertedHint' },
  ],
  direction: [
    { value: 'horizontal', label: 'style.direction.horizontal', hint: 'style.direction.horizontalHint' },
    { value: 'vertical', label: 'style.direction.vertical', hint: 'style.direction.verticalHint' },
  ],
  flow: [
    { value: 'scroll', label: 'style.flow.scroll', hint: 'style.flow.scrollHint' },
    { value: 'pages', label: 'style.flow.pages', hint: 'style.flow.pagesHint' },
  ],
  ruby: [
    { value: 'off', label: 'style.ruby.off', hint: 'style.ruby.offHint' },
    { value: 'all', label: 'style.ruby.all', hint: 'style.ruby.allHint' },
    { value: 'rare', label: 'style.ruby.rare', hint: 'style.ruby.rareHint' },
    { value: 'word', label: 'style.ruby.word', hint: 'style.ruby.wordHint' },
  ],
  rubySystem: [
    { value: 'pinyin', label: 'style.rubySystem.pinyin', hint: 'style.rubySystem.pinyin' },
    { value: 'bopomofo', label: 'style.rubySystem.bopomofo', hint: 'style.rubySystem.bopomofo' },
  ],
} as const satisfies {
  readonly [Field in keyof ReadingStyle]?: readonly { value: ReadingStyle[Field]; label: WordKey; hint: WordKey }[]
}

export type ChoiceField = keyof typeof choices
export type Choice = (typeof choices)[ChoiceField][number]

export const choicesOf = (field: ChoiceField): readonly Choice[] => choices[field]

/** Bounds as ReadingStyle has them, each with a step that fits them. */
export const ranges = {
  size: { min: 12, max: 48, step: 1 },
  measure: { min: 25, max: 40, step: 1 },
  leading: { min: 1.6, max: 2.2, step: 0.05 },
} as const satisfies { readonly [Field in keyof ReadingStyle]?: { min: number; max: number; step: number } }

export type RangeName = keyof typeof ranges

export type ToggleField = Exclude<keyof ReadingStyle, ChoiceField | RangeName>
