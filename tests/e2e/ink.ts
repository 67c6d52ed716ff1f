import type { Page } from '@playwright/test'

/** Where the ink of a character lies in its own square, in em from its upper left corner. */
export interface Ink {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

const size = 100

/**
 * The ink of characters as the page sets them: each in the middle of a line of Han, in the faces, language and direction of
 * the text, photographed at 100 px.
 */
export const inkOf = async (page: Page, characters: readonly string[]): Promise<ReadonlyMap<string, Ink>> => {
  const places = await page.evaluate(
    ([wanted, em]) => {
      const article = document.querySelector('#text article')
      if (!article) throw new Error('there is no text')
      const { fontFamily, writingMode, lineBreak } = getComputedStyle(article)
      const sheet = document.createElement('div')
      sheet.id = 'ink'
      sheet.lang = article.getAttribute('lang') ?? ''
      sheet.style.cssText = `position:fixed;inset:0;z-index:99;background:white;color:white;font-family:${fontFamily};font-size:${em}px;line-height:1.1;writing-mode:${writingMode};line-break:${lineBreak};text-spacing-trim:space-all`
      document.body.append(sheet)
      const vertical = writingMode !== 'horizontal-tb'
      return wanted.map((text) => {
        const line = document.createElement('div')
        const mark = document.createElement('span')
        mark.style.color = 'black'
        mark.textContent = text
        const ground = document.createElement('span')
        ground.style.cssText = 'display:inline-block;inline-size:0;block-size:0'
        line.append('國', mark, '國', ground)
        sheet.append(line)
        const box = mark.getBoundingClientRect()
        const row = line.getBoundingClientRect()
        // The square of a character stands 0.88 em above the base line, in vertical lines in the middle of the line.
        return vertical
          ? { x: row.left + row.width / 2 - em / 2, y: box.top, width: em, height: box.height }
          : { x: box.left, y: ground.getBoundingClientRect().bottom - em * 0.88, width: box.width, height: em }
      })
    },
    [characters, size] as const,
  )
  const picture = (await page.screenshot({ animations: 'disabled' })).toString('base64')
  const found = await page.evaluate(
    async ([data, clips]) => {
      document.getElementById('ink')?.remove()
      const bytes = Uint8Array.from(atob(data), (one) => one.charCodeAt(0))
      const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }))
      const canvas = new OffscreenCanvas(image.width, image.height)
      const context = canvas.getContext('2d')
      if (!context) throw new Error('no canvas')
      context.drawImage(image, 0, 0)
      const scale = image.width / innerWidth
      return clips.map(({ x, y, width, height }) => {
        const [w, h] = [Math.round(width * scale), Math.round(height * scale)]
        const { data: pixels } = context.getImageData(Math.round(x * scale), Math.round(y * scale), w, h)
        const ink = { left: w, top: h, right: 0, bottom: 0 }
        for (let at = 0; at < w * h; at += 1) {
          if ((pixels[at * 4] ?? 255) > 128) continue
          const [column, row] = [at % w, Math.floor(at / w)]
          ink.left = Math.min(ink.left, column)
          ink.right = Math.max(ink.right, column + 1)
          ink.top = Math.min(ink.top, row)
          ink.bottom = Math.max(ink.bottom, row + 1)
        }
        return ink
      })
    },
    [picture, places] as const,
  )
  const scale = await page.evaluate(() => devicePixelRatio)
  return new Map(
    characters.map((character, index) => {
      const ink = found[index]
      if (!ink) throw new Error(`no ink of ${character}`)
      const em = size * scale
      return [character, { left: ink.left / em, top: ink.top / em, right: ink.right / em, bottom: ink.bottom / em }]
    }),
  )
}

export const centreOf = ({ left, top, right, bottom }: Ink): readonly [number, number] => [(left + right) / 2, (top + bottom) / 2]
