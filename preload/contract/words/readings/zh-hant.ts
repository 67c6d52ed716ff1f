import type { readingsEn } from './en.ts'

export const readingsZhHant = {
  'readings.ofWord': '讀音',
  'readings.command': '這個詞的讀音…',
  'readings.title': '「{word}」的讀音',
  'readings.ofCharacter': '「{character}」讀作',
  'readings.scope': '適用',
  'readings.here': '只在此處',
  'readings.everywhere': '本文各處',
  'readings.other': '其他讀音',
  'readings.otherHint': '拼音或注音，如 chóng、chong2、ㄔㄨㄥˊ',
  'readings.wrong': '這不是讀音：請寫一個音節，如 chóng、chong2 或 ㄔㄨㄥˊ。',
  'readings.keep': '採用此讀音',
  'readings.reset': '恢復字典讀音',
  'readings.own': '此處採用您自訂的讀音。',
  'readings.selectWord': '請先在文中選取一個詞。',
} as const satisfies { readonly [Key in keyof typeof readingsEn]: string }
