import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { callMain, expect, goToSection, runCommand, setStyle, test, writeNote } from './reader.ts'

/** Colours of text, as variables of the page, and what it stands on. Text needs 4.5:1, lines and signs 3:1. */
const onGround: readonly (readonly [ink: string, ground: string])[] = [
  ...['paper', 'panel', 'raised'].flatMap((ground) => [['ink', ground], ['ink-soft', ground], ['accent', ground]] as const),
  ['accent-ink', 'accent'],
  ['selected-ink', 'selected'],
  ['gap', 'paper'],
  ['gap', 'gap-soft'],
  ['good', 'raised'],
  ['removed', 'raised'],
  ['added', 'raised'],
  ['selection-ink', 'selection'],
  ['aloud-ink', 'aloud'],
  ['find-ink', 'find'],
  ['find-current-ink', 'find-current'],
  ['passage-ink', 'passage'],
  ...['yellow', 'green', 'blue', 'pink', 'purple'].map((color) => ['ink', `mark-${color}`] as const),
]
const lines: readonly (readonly [line: string, ground: string])[] = [
  ...['yellow', 'green', 'blue', 'pink', 'purple'].map((color) => [`mark-${color}-line`, 'paper'] as const),
  ['line-strong', 'paper'],
  ['line-strong', 'raised'],
  ['focus', 'paper'],
  ['focus', 'panel'],
  ['focus', 'raised'],
]

/** The pairs that fall short, after WCAG 2.2 §1.4.3 and §1.4.11, as the page draws them now. */
const tooFaint = (page: Page): Promise<string[]> =>
  page.evaluate(
    (asked) => {
      const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
      const probe = document.body.appendChild(document.createElement('i'))
      const luminance = (variable: string): number => {
        probe.style.backgroundColor = `var(--${variable})`
        const color = getComputedStyle(probe).backgroundColor
        if (!canvas || color === 'rgba(0, 0, 0, 0)') throw new Error(`no colour is called ${variable}`)
        canvas.fillStyle = color
        canvas.fillRect(0, 0, 1, 1)
        const [red = 0, green = 0, blue = 0] = [...canvas.getImageData(0, 0, 1, 1).data].map((part) => {
          const value = part / 255
          return value <= 0.040_45 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const faint = asked.flatMap(([front, ground, least]) => {
        const [a, b] = [luminance(front), luminance(ground)]
        const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
        return ratio < least ? [`${front} on ${ground}: ${ratio.toFixed(2)}`] : []
      })
      probe.remove()
      return faint
    },
    [...onGround.map((pair) => [...pair, 4.5] as const), ...lines.map((pair) => [...pair, 3] as const)],
  )

const findings = async (page: Page): Promise<string[]> => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.target.join(' ')} ${node.failureSummary ?? ''}`))
}

const looks = [
  { theme: 'paper', scheme: 'light' },
  { theme: 'sepia', scheme: 'light' },
  { theme: 'dark', scheme: 'dark' },
  { theme: 'contrast', scheme: 'light' },
  { theme: 'contrast', scheme: 'dark' },
  { theme: 'system', scheme: 'light' },
  { theme: 'system', scheme: 'dark' },
] as const

/** Highlights in every colour, the third of them with words and tags. */
const highlightAll = async (page: Page): Promise<void> => {
  const { revision } = (await callMain(page, 'documents.outline', { documentId: 'essay' })) as { revision: string }
  const { restored } = (await callMain(page, 'documents.passage', { documentId: 'essay', start: 0, end: 900 })) as { restored: string }
  const characters = Array.from(restored)
  for (const [index, color] of ['yellow', 'green', 'blue', 'pink', 'purple'].entries()) {
    const [start, end] = [600 + index * 8, 605 + index * 8]
    const quote = {
      exact: characters.slice(start, end).join(''),
      prefix: characters.slice(start - 32, start).join(''),
      suffix: characters.slice(end, end + 32).join(''),
    }
    const words = index === 2 ? { body: '**要緊**', tags: ['待考', '要點'] } : { body: '', tags: [] }
    const note = { documentId: 'essay', noteId: `mark-${index}`, sectionId: '1', base: null, color, anchor: { revision, range: { start, end }, quote } }
    await callMain(page, 'notes.save', { ...note, ...words })
  }
}

for (const { theme, scheme } of looks) {
  test(`every colour is plain to see and axe finds nothing, ${theme}, ${scheme} system`, async ({ reader }) => {
    test.setTimeout(150_000)
    await reader.emulateMedia({ colorScheme: scheme })
    await highlightAll(reader)
    await setStyle(reader, { theme })
    await expect(reader.locator(`html[data-theme="${theme}"]`)).toHaveCount(1)
    expect(await tooFaint(reader)).toEqual([])
    await goToSection(reader, '1')
    await expect.poll(() => reader.evaluate(() => CSS.highlights.get('mark-purple')?.size ?? 0)).toBe(1)
    expect(await findings(reader)).toEqual([])
    for (const command of ['Study', 'Restore from a backup', 'Deleted notes', 'Go to a section', 'Keyboard shortcuts', 'Library'] as const) {
      await runCommand(reader, command)
      await expect(reader.getByRole('dialog')).toBeVisible()
      expect(await findings(reader), command).toEqual([])
      await reader.keyboard.press('Escape')
      await expect(reader.getByRole('dialog')).toHaveCount(0)
    }
    await reader.keyboard.press('Control+f')
    await reader.locator('.find-bar input').fill('管理')
    await expect(reader.locator('.find-count')).toContainText(/\d/)
    expect(await findings(reader)).toEqual([])
    await reader.keyboard.press('Escape')
    await setStyle(reader, { direction: 'vertical', flow: 'pages' })
    expect(await findings(reader)).toEqual([])
  })
}

test('colours that the system forces leave text, gaps and highlights apart', async ({ reader }) => {
  await reader.emulateMedia({ forcedColors: 'active' })
  await highlightAll(reader)
  await writeNote(reader, '甲')
  expect(await findings(reader)).toEqual([])
  const decoration = await reader.evaluate(() => {
    const article = document.querySelector('#text article')
    if (!article) throw new Error('there is no text')
    return ['mark-yellow', 'mark-green'].map((name) => getComputedStyle(article, `::highlight(${name})`).textDecorationStyle)
  })
  expect(new Set(decoration).size).toBe(2)
})
