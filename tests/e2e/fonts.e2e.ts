import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { expect, test } from './reader.ts'

const families = ['Yandu Serif TC', 'Yandu Serif SC', 'Yandu Sans TC', 'Yandu Sans SC'] as const
const edition = JSON.parse(await readFile(join(import.meta.dirname, '../../content/essay/edition.json'), 'utf8')) as { set: string }

interface Style {
  readonly family: string
  readonly lang?: string
  readonly weight?: number
  readonly autospace?: string
}

/** Widths of texts in em, as they are set on one line at 100 px. */
const widths = (page: Page, texts: readonly string[], { family, lang = 'zh-Hant-TW', weight = 400, autospace = 'no-autospace' }: Style) =>
  page.evaluate(
    async (wanted) => {
      const face = `${wanted.weight} 100px "${wanted.family}"`
      await document.fonts.load(face, '國')
      const holder = document.createElement('div')
      holder.lang = wanted.lang
      const line = document.createElement('span')
      holder.append(line)
      document.body.append(holder)
      line.style.cssText = `position:absolute;left:0;top:0;white-space:pre;font:${face};font-synthesis:none;text-autospace:${wanted.autospace};text-spacing-trim:normal;letter-spacing:0`
      const found = wanted.texts.map((text) => {
        line.textContent = text
        return line.getBoundingClientRect().width / 100
      })
      holder.remove()
      return found
    },
    { texts, family, lang, weight, autospace },
  )

/** Characters that leave no ink, or the ink of a character that no font has. */
const missing = (page: Page, family: string, weight: number, characters: string) =>
  page.evaluate(
    async (wanted) => {
      const face = `${wanted.weight} 32px "${wanted.family}"`
      await document.fonts.load(face, '國')
      const canvas = document.createElement('canvas')
      canvas.width = canvas.height = 48
      const context = canvas.getContext('2d', { willReadFrequently: true })
      if (context === null) throw new Error('no canvas')
      const draw = (text: string): string => {
        context.clearRect(0, 0, 48, 48)
        context.font = face
        context.textBaseline = 'middle'
        context.fillText(text, 4, 24)
        return String(context.getImageData(0, 0, 48, 48).data)
      }
      const box = draw('\u{10FFFD}')
      return Array.from(wanted.characters).filter((character) => {
        const drawn = draw(character)
        return drawn === box || !/[1-9]/.test(drawn)
      })
    },
    { family, weight, characters },
  )

test('every face that the reading view uses is loaded, and only from here', async ({ reader }) => {
  await reader.evaluate(() => document.fonts.ready)
  const faces = await reader.evaluate(() => [...document.fonts].map(({ family, weight, status, display }) => ({ family: family.replaceAll('"', ''), weight, status, display })))
  expect(faces.map(({ family, weight }) => `${family} ${weight}`).sort()).toEqual(families.flatMap((family) => [`${family} 400`, `${family} 700`]).sort())
  expect(faces.every(({ display }) => display === 'block')).toBe(true)
  expect(faces.filter(({ status }) => status === 'error')).toEqual([])
  expect(faces.find(({ family, weight }) => family === 'Yandu Serif TC' && weight === '400')?.status).toBe('loaded')
})

for (const weight of [400, 700]) {
  test(`every character of the essay is in the face itself at ${weight}, one em wide where it is Han`, async ({ reader }) => {
    const characters = [...new Set(edition.set)].filter((character) => !/\s/.test(character))
    const han = characters.filter((character) => /\p{Script=Han}/u.test(character))
    expect(han.length).toBeGreaterThan(400)
    const found = await widths(reader, han, { family: 'Yandu Serif TC', weight })
    expect(han.filter((_, index) => Math.abs((found[index] ?? 0) - 1) > 0.001)).toEqual([])
    expect(await missing(reader, 'Yandu Serif TC', weight, characters.join(''))).toEqual([])
  })
}

test('adjacent marks close up, traditional and simplified each in its way', async ({ reader }) => {
  const traditional = { family: 'Yandu Serif TC' }
  const simplified = { family: 'Yandu Serif SC', lang: 'zh-Hans-CN' }
  expect(await widths(reader, ['國」「國', '」（', '）。', '，「', '、《', '：「'], traditional)).toEqual([3.5, 1.5, 1.5, 1.5, 1.5, 1.5])
  expect(await widths(reader, ['。」', '。，'], traditional)).toEqual([2, 2])
  expect(await widths(reader, ['。」', '。，', '」（'], simplified)).toEqual([1.5, 1.5, 1.5])
  expect(await widths(reader, ['国——国', '国……国'], simplified)).toEqual([4, 4])
  expect(await widths(reader, ['國——國', '國……國', '國“國”'], traditional)).toEqual([4, 4, 4])
})

test('a space is set between Chinese and Latin, and none is put into the text', async ({ reader }) => {
  const text = ['中文ABC中文123中']
  const [without = 0] = await widths(reader, text, { family: 'Yandu Serif TC' })
  const [withSpace = 0] = await widths(reader, text, { family: 'Yandu Serif TC', autospace: 'normal' })
  expect(withSpace - without).toBeCloseTo(0.5, 2)
})

test('the full stop stands in the middle in traditional, at the lower left in simplified text', async ({ reader }) => {
  const inkCentre = (family: string, lang: string) =>
    reader.evaluate(
      async (wanted) => {
        const face = `400 100px "${wanted.family}"`
        await document.fonts.load(face, '。')
        const canvas = document.createElement('canvas')
        canvas.width = canvas.height = 100
        canvas.lang = wanted.lang
        document.body.append(canvas)
        const context = canvas.getContext('2d')
        if (context === null) throw new Error('no canvas')
        context.font = face
        context.textBaseline = 'ideographic'
        context.fillText('。', 0, 100)
        const { data } = context.getImageData(0, 0, 100, 100)
        canvas.remove()
        const columns: number[] = []
        for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) > 128) columns.push(((at - 3) / 4) % 100)
        return (Math.min(...columns) + Math.max(...columns)) / 200
      },
      { family, lang },
    )
  expect(await inkCentre('Yandu Serif TC', 'zh-Hant-TW')).toBeCloseTo(0.5, 1)
  expect(await inkCentre('Yandu Serif SC', 'zh-Hans-CN')).toBeLessThan(0.3)
})

test('bold is a face of its own', async ({ reader }) => {
  const ink = (weight: number) =>
    reader.evaluate(async (face) => {
      await document.fonts.load(face, '警')
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.font = face
      context.fillText('警', 5, 60)
      return context.getImageData(0, 0, 80, 80).data.reduce((sum, value, at) => sum + (at % 4 === 3 ? value : 0), 0)
    }, `${weight} 40px "Yandu Serif TC"`)
  expect(await ink(700)).toBeGreaterThan((await ink(400)) * 1.15)
})
