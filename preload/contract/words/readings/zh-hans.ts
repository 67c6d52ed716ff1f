import type { readingsEn } from './en.ts'

export const readingsZhHans = {
  'readings.ofWord': '读音',
  'readings.command': '这个词的读音…',
  'readings.title': '“{word}”的读音',
  'readings.ofCharacter': '“{character}”读作',
  'readings.scope': '适用',
  'readings.here': '只在此处',
  'readings.everywhere': '本文各处',
  'readings.other': '其他读音',
  'readings.otherHint': '拼音或注音，如 chóng、chong2、ㄔㄨㄥˊ',
  'readings.wrong': '这不是读音：请写一个音节，如 chóng、chong2 或 ㄔㄨㄥˊ。',
  'readings.keep': '采用此读音',
  'readings.reset': '恢复字典读音',
  'readings.own': '此处采用您自定的读音。',
  'readings.selectWord': '请先在文中选取一个词。',
} as const satisfies { readonly [Key in keyof typeof readingsEn]: string }
