import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { undrawnCharacters } from '../../renderer/reader/undrawn.ts'
import { expect, test } from './reader.ts'

const families = ['Yandu Serif TC', 'Yandu Serif SC', 'Yandu Serif Rare', 'Yandu Sans TC', 'Yandu Sans SC', 'Yandu Kai'] as const
const last = ['Yandu Han Extended', 'Yandu Kai']
const traditional = ['Yandu Serif TC', 'Yandu Serif SC', 'Yandu Serif Rare', ...last]
const simplified = ['Yandu Serif SC', 'Yandu Serif TC', 'Yandu Serif Rare', ...last]

/** Every stack a text is set in, as tokens.css and print.css name them. */
const stacks = [
  { name: 'traditional', lang: 'zh-Hant-TW', faces: traditional },
  { name: 'simplified', lang: 'zh-Hans-CN', faces: simplified },
  { name: 'Kai, traditional', lang: 'zh-Hant-TW', faces: ['Yandu Kai', ...traditional.slice(0, -1)] },
  { name: 'Kai, simplified', lang: 'zh-Hans-CN', faces: ['Yandu Kai', ...simplified.slice(0, -1)] },
] as const

interface UsedFont {
  readonly family: string
  readonly postScriptName: string
  readonly bundled: boolean
  readonly glyphs: number
}

/** The fonts that the browser itself says it drew a text with. */
const fontsOf = async (page: Page, text: string, style: { readonly faces: readonly string[]; readonly lang: string; readonly weight: number }): Promise<readonly UsedFont[]> => {
  await page.evaluate(
    async ({ text: words, faces, lang, weight }) => {
      const holder = document.createElement('div')
      holder.id = 'proof'
      holder.lang = lang
      holder.textContent = words
      holder.style.cssText = `position:fixed;inset:0;overflow:hidden;z-index:9;background:white;font:${weight} 12px/1 ${faces.map((face) => `"${face}"`).join(', ')};font-synthesis:none`
      document.body.append(holder)
      // The next face of a list is asked for only when the one before it turns out not to have a character.
      do {
        await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 50)))
        await document.fonts.ready
      } while (document.fonts.status !== 'loaded')
    },
    { text, ...style },
  )
  const session = await page.context().newCDPSession(page)
  await session.send('DOM.enable')
  await session.send('CSS.enable')
  const { root } = await session.send('DOM.getDocument')
  const { nodeId } = await session.send('DOM.querySelector', { nodeId: root.nodeId, selector: '#proof' })
  const { fonts } = await session.send('CSS.getPlatformFontsForNode', { nodeId })
  await session.detach()
  await page.evaluate(() => document.getElementById('proof')?.remove())
  return fonts.map(({ familyName, postScriptName, isCustomFont, glyphCount }) => ({
    family: familyName,
    postScriptName,
    bundled: isCustomFont,
    glyphs: glyphCount,
  }))
}
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
  expect(faces.map(({ family, weight }) => `${family} ${weight}`).sort()).toEqual(
    [...families.flatMap((family) => [`${family} 400`, `${family} 700`]), 'Yandu Han Extended 400'].sort(),
  )
  expect(faces.every(({ display }) => display === 'block')).toBe(true)
  expect(faces.filter(({ status }) => status === 'error')).toEqual([])
  expect(faces.find(({ family, weight }) => family === 'Yandu Serif TC' && weight === '400')?.status).toBe('loaded')
})

for (const { name, lang, faces } of stacks) {
  test(`${name}: characters of Extensions B to F and radicals are drawn by the last fallback, none by the system`, async ({ reader }) => {
    const text = '\u{20005}\u{2a6d6}\u{2b81d}\u{2ceb0}\u{2ebe0}\u{2f80a}⺅⼀⿰'
    expect(undrawnCharacters(text)).toEqual([])
    for (const weight of [400, 700]) {
      const used = await fontsOf(reader, text, { faces, lang, weight })
      expect(used.filter(({ family, bundled }) => !bundled || !faces.includes(family))).toEqual([])
      expect(used.map(({ family }) => family)).toContain('Yandu Han Extended')
    }
  })
}

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
  for (const kai of [[], ['Yandu Kai']]) {
    const inTraditional = { family: [...kai, ...traditional].join('", "') }
    const inSimplified = { family: [...kai, ...simplified].join('", "'), lang: 'zh-Hans-CN' }
    expect(await widths(reader, ['國」「國', '」（', '）。', '，「', '、《', '：「'], inTraditional)).toEqual([3.5, 1.5, 1.5, 1.5, 1.5, 1.5])
    expect(await widths(reader, ['。」', '。，'], inTraditional)).toEqual([2, 2])
    expect(await widths(reader, ['。」', '。，', '」（'], inSimplified)).toEqual([1.5, 1.5, 1.5])
    expect(await widths(reader, ['国——国', '国……国'], inSimplified)).toEqual([4, 4])
    expect(await widths(reader, ['國——國', '國……國', '國“國”'], inTraditional)).toEqual([4, 4, 4])
  }
})

test('Kai sets the characters, the serif their punctuation', async ({ reader }) => {
  const used = await fontsOf(reader, '國字，「注音」。A1', { faces: stacks[2].faces, lang: 'zh-Hant-TW', weight: 400 })
  expect(used.map(({ family, glyphs }) => `${family} ${glyphs}`).sort()).toEqual(['Yandu Kai 4', 'Yandu Serif TC 6'])
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

for (const family of ['Yandu Serif TC', 'Yandu Serif SC', 'Yandu Kai']) test(`bold is a face of its own: ${family}`, async ({ reader }) => {
  const ink = (weight: number) =>
    reader.evaluate(async (face) => {
      await document.fonts.load(face, '警')
      const canvas = document.createElement('canvas')
      const context = canvas.getContext('2d')
      if (context === null) throw new Error('no canvas')
      context.font = face
      context.fillText('警', 5, 60)
      return context.getImageData(0, 0, 80, 80).data.reduce((sum, value, at) => sum + (at % 4 === 3 ? value : 0), 0)
    }, `${weight} 40px "${family}"`)
  expect(await ink(700)).toBeGreaterThan((await ink(400)) * 1.15)
})
