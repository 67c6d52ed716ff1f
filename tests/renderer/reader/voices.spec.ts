import { describe, expect, test } from 'vitest'
import { chineseVoices, chooseVoice, onlyRemote, voicesFor, type Voice } from '../../../renderer/reader/voices.ts'

const voice = (name: string, lang: string, localService = true, isDefault = false): Voice => ({
  voiceURI: name,
  name,
  lang,
  localService,
  default: isDefault,
})

/** As Chromium lists them on Linux, with speech-dispatcher and espeak-ng. */
const linux = [
  voice('Afrikaans espeak-ng', 'af', true, true),
  voice('Chinese (Cantonese) espeak-ng', 'yue'),
  voice('Chinese (Cantonese)+Adam espeak-ng', 'yue'),
  voice('Chinese (Cantonese, latin as Jyutping) espeak-ng', 'yue'),
  voice('Chinese (Mandarin, latin as English) espeak-ng', 'cmn'),
  voice('Chinese (Mandarin, latin as English)+Adam espeak-ng', 'cmn'),
  voice('Chinese (Mandarin, latin as Pinyin) espeak-ng', 'cmn-LATN-PINYIN'),
  voice('Hakka Chinese espeak-ng', 'hak'),
]

const mac = [
  voice('Samantha', 'en-US', true, true),
  voice('Tingting', 'zh-CN'),
  voice('Meijia', 'zh-TW'),
  voice('Sinji', 'zh-HK'),
]

const remote = [voice('Google 普通话（中国大陆）', 'zh-CN', false), voice('Google 國語（臺灣）', 'zh-TW', false)]

const names = (voices: readonly Voice[]): string[] => voices.map(({ name }) => name)

describe('voices', () => {
  test('are the Chinese ones of this computer, each once and not again with every timbre', () => {
    expect(names(chineseVoices([...linux, ...mac, ...remote]))).toEqual([
      'Chinese (Cantonese) espeak-ng',
      'Chinese (Cantonese, latin as Jyutping) espeak-ng',
      'Chinese (Mandarin, latin as English) espeak-ng',
      'Chinese (Mandarin, latin as Pinyin) espeak-ng',
      'Tingting',
      'Meijia',
      'Sinji',
    ])
    expect(names(chineseVoices([voice('Nova+ Neural', 'zh-CN'), voice('X+Y', 'zh_TW')]))).toEqual(['Nova+ Neural', 'X+Y'])
  })

  test('that send the text away are never among them, even when the reader had chosen one', () => {
    expect(chooseVoice(remote, 'zh-Hans', 'Google 普通话（中国大陆）')).toBeNull()
    expect(chooseVoice([...remote, ...mac], 'zh-Hans', 'Google 普通话（中国大陆）')?.name).toBe('Tingting')
    expect(chooseVoice([{ ...voice('odd', 'zh-CN'), localService: 'yes' as unknown as boolean }], 'zh-Hans', null)).toBeNull()
    expect([onlyRemote(remote), onlyRemote([...remote, ...mac]), onlyRemote([])]).toEqual([true, false, false])
  })

  test.each([
    ['zh-Hant', mac, 'Meijia'],
    ['zh-Hans', mac, 'Tingting'],
    ['zh-Hant', linux, 'Chinese (Mandarin, latin as English) espeak-ng'],
    ['zh-Hans', linux, 'Chinese (Mandarin, latin as English) espeak-ng'],
    ['zh-Hant', [voice('HK', 'zh-HK'), voice('CN', 'zh-CN')], 'CN'],
    ['zh-Hans', [voice('HK', 'zh-HK'), voice('TW', 'zh-TW')], 'TW'],
    ['zh-Hant', [voice('A', 'zh-Hant-TW'), voice('B', 'zh-TW', true, true)], 'B'],
    ['zh-Hant', [voice('HK', 'zh-Hant-HK'), voice('M', 'cmn-Hans-CN')], 'M'],
    ['zh-Hant', [voice('HK', 'zh_HK')], 'HK'],
  ] as const)('for %s the best one comes first (%#)', (language, all, expected) => {
    expect(voicesFor(all, language)[0]?.name).toBe(expected)
    expect(chooseVoice(all, language, 'gone')?.name).toBe(expected)
  })

  test('the reader’s choice stands while the system has it', () => {
    expect(chooseVoice(mac, 'zh-Hant', 'Sinji')?.name).toBe('Sinji')
    expect(chooseVoice(mac, 'zh-Hant', 'Samantha')?.name).toBe('Meijia')
  })
})
