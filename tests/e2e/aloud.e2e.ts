import type { Page } from '@playwright/test'
import { createStandInSpeech, type StandInOptions, type StandInSpeech, type StandInVoice } from '../renderer/stand-in-speech.ts'
import { expect, goToSection, openReader, runCommand, test } from './reader.ts'

const local: StandInVoice = { voiceURI: 'local-tw', name: 'Here', lang: 'zh-TW', localService: true, default: false }
const remote: StandInVoice = { voiceURI: 'remote-tw', name: 'Elsewhere', lang: 'zh-TW', localService: false, default: true }

/** Puts the stand-in where the browser's own speech is; it tells no words as it says them, as most voices of Linux do not. */
const standIn = async (page: Page, options: Partial<StandInOptions>): Promise<void> => {
  await page.addInitScript(`
    const made = (${createStandInSpeech.toString()})(${JSON.stringify({ boundaries: false, ...options })})
    Object.defineProperty(window, 'speechSynthesis', { value: made.synthesis, configurable: true })
    window.SpeechSynthesisUtterance = made.Utterance
    window.standIn = made
  `)
}

type Said = StandInSpeech['said']

const said = (page: Page): Promise<Said> => page.evaluate(() => (Reflect.get(window, 'standIn') as { said: Said }).said)
const calls = (page: Page): Promise<string[]> => page.evaluate(() => (Reflect.get(window, 'standIn') as { calls: string[] }).calls)

const bar = (page: Page) => page.getByRole('toolbar', { name: 'Reading aloud' })

/** What is painted as being read, and whether its beginning can be seen. */
const painted = (page: Page): Promise<{ readonly words: string; readonly seen: boolean }> =>
  page.evaluate(() => {
    const ranges = [...(CSS.highlights.get('aloud') ?? [])].filter((range) => range instanceof Range)
    const pane = document.getElementById('text')?.getBoundingClientRect()
    const box = ranges[0]?.getClientRects()[0]
    return {
      words: ranges.map(String).join(''),
      seen: pane !== undefined && box !== undefined && box.top >= pane.top - 2 && box.bottom <= pane.bottom + 2,
    }
  })

/** Whether the last words said are among those painted on the page. */
const paintsWhatIsSaid = async (page: Page): Promise<boolean> => {
  const [{ words }, all] = [await painted(page), await said(page)]
  return words !== '' && words.includes(all.at(-1)?.text ?? '?')
}

test('a section is read sentence by sentence with its heading and its gaps, by a voice of this computer, and then ends', async ({ page, yandu }) => {
  await standIn(page, { voices: [remote, local], perUnit: 2 })
  await openReader(page, yandu.address)
  await goToSection(page, '2.1.6')
  await page.locator('#text').focus()
  await page.keyboard.press('a')
  await expect(bar(page)).toBeVisible()
  await expect(bar(page)).toHaveCount(0, { timeout: 30_000 })
  const all = await said(page)
  const own = await page.locator('article [data-section="2.1.6"]').evaluate((section) =>
    [...section.querySelectorAll('[data-start], .gap-mark')].map((piece) => (piece.classList.contains('gap-mark') ? '|' : (piece.firstChild?.textContent ?? ''))).join(''),
  )
  const gaps = all.filter(({ pitch }) => pitch < 1)
  expect(gaps.map(({ text }) => text)).toEqual(['此處有缺文：缺：原站抹去。'])
  // Every word of the section once and in order, the gap in its place.
  const words = (text: string): string => text.replace(/[^\p{L}\p{N}|]/gu, '')
  expect(words(all.map(({ text, pitch }) => (pitch < 1 ? '|' : text)).join(''))).toBe(words(own))
  expect(all.length).toBeGreaterThan(4)
  expect(new Set(all.map(({ voice }) => voice))).toEqual(new Set(['local-tw']))
  expect(await calls(page)).not.toContain('pause')
})

test('what is read is painted, and the page follows it', async ({ page, yandu }) => {
  await standIn(page, { voices: [local], perUnit: 35 })
  await page.setViewportSize({ width: 1000, height: 330 })
  await openReader(page, yandu.address)
  await goToSection(page, '2.3.2')
  await page.locator('#text').focus()
  const scrolled = () => page.locator('#text').evaluate((pane) => pane.scrollTop)
  const before = await scrolled()
  await page.keyboard.press('a')
  await expect.poll(() => paintsWhatIsSaid(page)).toBe(true)
  await expect.poll(scrolled, { timeout: 40_000 }).toBeGreaterThan(before + 50)
  await expect.poll(async () => (await painted(page)).seen && (await paintsWhatIsSaid(page))).toBe(true)
  await runCommand(page, 'Stop reading aloud')
  await expect(bar(page)).toHaveCount(0)
  expect((await painted(page)).words).toBe('')
})

test('without a voice of this computer it says so, and speaks with none; one that comes later is offered', async ({ page, yandu }) => {
  await standIn(page, { voices: [remote] })
  await openReader(page, yandu.address)
  await page.locator('#text').focus()
  await page.keyboard.press('a')
  const about = page.getByRole('region', { name: 'Reading aloud' })
  await expect(about).toContainText('Looking for the voices')
  // The system has told its voices; there are no more.
  await page.evaluate(() => (Reflect.get(window, 'standIn') as StandInSpeech).addVoices([]))
  await expect(about).toContainText('This computer has no Chinese voice that works without a network.')
  await expect(about).toContainText('The only Chinese voices here send what they read to a server.')
  expect(await said(page)).toEqual([])
  await page.evaluate((voice) => (Reflect.get(window, 'standIn') as StandInSpeech).addVoices([voice]), local)
  await expect(bar(page).getByRole('button', { name: 'Go on reading' })).toBeVisible()
  expect(await said(page)).toEqual([])
  await bar(page).getByRole('button', { name: 'Go on reading' }).focus()
  await page.keyboard.press('Enter')
  await expect.poll(async () => (await said(page))[0]?.voice).toBe('local-tw')
})
