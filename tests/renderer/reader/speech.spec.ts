import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Spoken } from '../../../renderer/reader/spoken-text.ts'
import { createSpeech } from '../../../renderer/reader/speech.ts'
import { createStandInSpeech, type StandInOptions, type StandInVoice } from '../stand-in-speech.ts'

const meijia: StandInVoice = { voiceURI: 'Meijia', name: 'Meijia', lang: 'zh-TW', localService: true, default: false }

const piece = (text: string, start: number) => ({ text, places: Array.from(text).map((_, index) => start + index) })

const sentence = (at: number, ...texts: string[]): Spoken => {
  let start = at
  const pieces = texts.map((text) => {
    const made = piece(text, start)
    start += Array.from(text).length
    return made
  })
  return { kind: 'sentence', span: { start: at, end: start }, at, opens: false, pieces }
}

const gap = (at: number): Spoken => ({ kind: 'gap', span: null, at, opens: false, pieces: [{ text: '此處有缺文。', places: [] }] })

const text = new Map<string, readonly Spoken[]>([
  ['0', []],
  ['1', [{ ...sentence(0, '一、標題'), kind: 'heading', opens: true }, sentence(5, '第一句𠮷，', '又半句。'), gap(14), sentence(14, '第二句。')]],
  ['1.1', []],
  ['2', [sentence(30, '第三句。')]],
])

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const setUp = (ways: Partial<StandInOptions> = {}, more: { voice?: () => StandInVoice | null; until?: string } = {}) => {
  const standIn = createStandInSpeech(ways)
  const told: string[] = []
  const words: (string | null)[] = []
  let rate = 1
  const speech = createSpeech({
    synthesis: standIn.synthesis as unknown as SpeechSynthesis,
    createUtterance: (given) => new standIn.Utterance(given) as unknown as SpeechSynthesisUtterance,
    later: (task, ms) => {
      const timer = setTimeout(task, ms)
      return () => clearTimeout(timer)
    },
    voice: () => (more.voice ?? (() => meijia))() as SpeechSynthesisVoice | null,
    rate: () => rate,
    sectionIds: () => [...text.keys()],
    spokenIn: (id) => text.get(id) ?? [],
    goesOnInto: (id) => id <= (more.until ?? '1'),
    onPlace: ({ sectionId, spoken }) => told.push(`${sectionId} ${spoken.kind} ${spoken.at}`),
    onPiece: () => undefined,
    onWord: (word) => words.push(word && `${word.start}-${word.end}`),
    onStatus: (status) => told.push(status),
    onTrouble: (trouble) => told.push(`trouble ${trouble}`),
  })
  return { ...standIn, speech, told, words, setRate: (next: number) => (rate = next), texts: () => standIn.said.map((one) => one.text) }
}

const all = ['一、標題', '第一句𠮷，', '又半句。', '此處有缺文。', '第二句。']

describe('reading aloud', () => {
  test('goes piece by piece through the section, gaps with another pitch, and ends with it', async () => {
    const { speech, told, texts, said, calls } = setUp()
    expect(speech.start('1', null)).toBe(true)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(texts()).toEqual(all)
    expect(said.map(({ pitch }) => pitch)).toEqual([1, 1, 1, 0.75, 1])
    expect(told).toEqual(['speaking', '1 heading 0', '1 sentence 5', '1 gap 14', '1 sentence 14', 'off'])
    expect(calls).not.toContain('pause')
  })

  test('goes on to the end where that was asked for, over sections without text', async () => {
    const { speech, texts, told } = setUp({}, { until: '9' })
    speech.start('0', null)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(texts()).toEqual([...all, '第三句。'])
    expect(told.at(-1)).toBe('off')
  })

  test('begins with the sentence that holds a place', async () => {
    const { speech, texts } = setUp()
    speech.start('1', 9)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(texts()).toEqual(all.slice(1))
  })

  test('tells the word that is being said, in code points of the text', async () => {
    const { speech, words } = setUp()
    speech.start('1', 5)
    await vi.advanceTimersByTimeAsync(30)
    speech.stop()
    // 第一 句𠮷 (the pair is cut by the event, which counts UTF-16 units) …
    expect(words.filter((word) => word !== null)).toEqual(expect.arrayContaining(['5-7', '7-8']))
  })

  test('speaks with one voice only, and with none when that one would send the text away', async () => {
    const { speech, said, told, calls } = setUp({}, { voice: () => ({ ...meijia, localService: false }) })
    speech.start('1', null)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(said).toEqual([])
    expect(calls).not.toContain('speak')
    expect(told).toEqual(['speaking', '1 heading 0', 'off', 'trouble failed'])
    const without = setUp({}, { voice: () => null })
    without.speech.start('1', null)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(without.calls).not.toContain('speak')
  })

  test('pauses by cancelling, goes on with the piece that was cut off, and minds no late events', async () => {
    const { speech, texts, told, calls } = setUp({ perUnit: 50 })
    speech.start('1', 5)
    await vi.advanceTimersByTimeAsync(100)
    speech.pause()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(texts()).toEqual(['第一句𠮷，'])
    expect(told.at(-1)).toBe('paused')
    speech.resume()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(texts()).toEqual(['第一句𠮷，', ...all.slice(1)])
    expect(calls).not.toContain('pause')
    expect(calls).not.toContain('resume')
  })

  test('jumps to the next and the previous sentence, also while it pauses', async () => {
    const { speech, texts, told } = setUp({ perUnit: 50 })
    speech.start('1', null)
    await vi.advanceTimersByTimeAsync(20)
    speech.next()
    await vi.advanceTimersByTimeAsync(20)
    speech.next()
    speech.pause()
    speech.previous()
    speech.previous()
    speech.previous()
    expect(speech.place()?.spoken.kind).toBe('heading')
    speech.resume()
    await vi.advanceTimersByTimeAsync(20)
    expect(texts()).toEqual(['一、標題', '第一句𠮷，', '一、標題'])
    expect(told).toContain('1 gap 14')
    speech.stop()
    expect(told.at(-1)).toBe('off')
  })

  test('takes up another voice or speed at once, with the same piece', async () => {
    const { speech, said, setRate } = setUp({ perUnit: 50 })
    speech.start('1', 5)
    await vi.advanceTimersByTimeAsync(100)
    setRate(2)
    speech.again()
    await vi.advanceTimersByTimeAsync(20)
    expect(said.map(({ text: words, rate }) => [words, rate])).toEqual([['第一句𠮷，', 1], ['第一句𠮷，', 2]])
  })

  test('tries again when an utterance is swallowed, and says so when the voice stays silent', async () => {
    const once = setUp({ swallowed: [1] })
    once.speech.start('1', 14)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(once.texts()).toEqual(['第二句。'])
    const silent = setUp({ swallowed: [1, 2] })
    silent.speech.start('1', 14)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(silent.told.slice(-2)).toEqual(['off', 'trouble silent'])
  })

  test('goes on when a voice does not tell its end', async () => {
    const { speech, texts, told, late } = setUp({ endless: [1, 5] })
    speech.start('1', null)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(texts()).toEqual(all)
    // What comes for an utterance that is long over changes nothing.
    speech.start('1', 14)
    await vi.advanceTimersByTimeAsync(4)
    late('error')
    late('end')
    expect(told.at(-1)).toBe('1 sentence 14')
  })

  test('pauses when another page takes the voice', async () => {
    const { speech, texts, told, interrupt } = setUp({ perUnit: 50 })
    speech.start('1', 5)
    await vi.advanceTimersByTimeAsync(50)
    interrupt()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(told.at(-1)).toBe('paused')
    speech.resume()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(texts()).toEqual(['第一句𠮷，', ...all.slice(1)])
  })

  test.each([
    ['not-allowed', ['paused', 'trouble not-allowed']],
    ['synthesis-failed', ['off', 'trouble failed']],
    ['voice-unavailable', ['off', 'trouble failed']],
  ])('tells a failure: %s', async (error, expected) => {
    const { speech, told } = setUp({ failWith: error })
    speech.start('1', null)
    await vi.advanceTimersByTimeAsync(60_000)
    expect(told.slice(-2)).toEqual(expected)
  })

  test('does not begin where nothing is left to read', () => {
    const { speech, told, calls } = setUp()
    expect(speech.start('2', 99)).toBe(false)
    expect(told).toEqual([])
    expect(calls).toEqual([])
  })
})
