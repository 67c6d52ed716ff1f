/**
 * What a book costs against the essay, in one run: when its text is painted, how long a jump takes, what scrolling blocks, and
 * what memory it holds. Figures of the whole browser; only their ratios mean something on another machine.
 * Run: node scripts/build.mjs && node bench/books.ts [characters in millions] [characters of a chapter]
 */
import { readFile, rm, mkdtemp, writeFile } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { chromium, type Browser, type Page } from '@playwright/test'
import { makeBookLibrary, novel } from '../tests/e2e/books.ts'
import { callMain, startYandu, type Folders, type RunningYandu } from '../tests/e2e/reader.ts'

const shape = { characters: Number(process.argv[2] ?? 3) * 1_000_000, chapter: Number(process.argv[3] ?? novel.chapter) }
const openings = 7
const jumps = 40
const scrollFor = 10_000

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? Number.NaN
const worst = (values: readonly number[]): number => Math.max(...values)
const ms = (value: number): string => `${value.toFixed(1)} ms`
const mib = (bytes: number): string => `${(bytes / 2 ** 20).toFixed(1)} MiB`
const say = (line: string): void => console.log(line)

/** A page of the essay alone: its text as paragraphs, with the size and measure that Yandu sets it in. */
const staticPage = async (folder: string): Promise<string> => {
  const { set } = JSON.parse(await readFile(new URL('../content/essay/edition.json', import.meta.url), 'utf8')) as { set: string }
  const paragraphs = set.split('\n').map((line) => `<p>${line.replace(/&/g, '&amp;').replace(/</g, '&lt;')}</p>`)
  const file = join(folder, 'essay.html')
  const style = 'body{width:36em;margin:0 auto;font:19px/1.8 serif;text-align:justify}'
  await writeFile(file, `<!doctype html><meta charset="utf-8"><title>e</title><style>${style}</style><body>${paragraphs.join('')}`)
  return pathToFileURL(file).href
}

/** Milliseconds from the navigation until a frame has been made after the text is in the page. */
const painted = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    (wanted) =>
      new Promise<number>((resolve) => {
        const look = () => {
          if (document.querySelector(wanted)) {
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now())))
          } else requestAnimationFrame(look)
        }
        look()
      }),
    selector,
  )

const openStatic = async (browser: Browser, address: string): Promise<number> => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(address, { waitUntil: 'commit' })
  const time = await painted(page, 'p:last-of-type')
  await page.close()
  return time
}

const textDrawn = 'article [data-section] [data-start]'

const openYandu = async (page: Page, address: string): Promise<number> => {
  await page.goto('about:blank')
  await page.goto(address, { waitUntil: 'commit' })
  return painted(page, textDrawn)
}

/** Opens another document from inside the window: from the choice until its text is painted. */
const switchTo = (page: Page, documentId: string, selector: string): Promise<number> =>
  page.evaluate(
    async ([id, wanted]: readonly [string, string]) => {
      const choice = [...document.querySelectorAll('select')].find((one) => [...one.options].some(({ value }) => value === id))
      if (!choice) throw new Error('no choice of documents')
      const start = performance.now()
      Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value')?.set?.call(choice, id)
      choice.dispatchEvent(new Event('change', { bubbles: true }))
      await new Promise<void>((resolve) => {
        const look = () => (document.querySelector(wanted) ? resolve() : requestAnimationFrame(look))
        requestAnimationFrame(look)
      })
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
      return performance.now() - start
    },
    [documentId, selector] as const,
  )

const longTasks = async (page: Page, work: () => Promise<void>): Promise<readonly number[]> => {
  await page.evaluate(() => {
    const found: number[] = []
    Object.assign(window, { longTasks: found })
    new PerformanceObserver((list) => found.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: 'longtask' })
  })
  await work()
  return page.evaluate(() => (window as unknown as { longTasks: number[] }).longTasks)
}

const wheel = async (page: Page, by: number): Promise<void> => {
  await page.locator('#text').hover()
  const until = Date.now() + scrollFor
  for (let turns = 0; Date.now() < until; turns += 1) {
    await page.mouse.wheel(0, turns % 200 < 150 ? by : -by)
    await page.waitForTimeout(16)
  }
}

const memory = async (page: Page) => {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  const { nodes } = await session.send('Memory.getDOMCounters')
  return { heap: usedSize, nodes }
}

/** Proportional memory of a process, in bytes; not a number where the system does not tell. */
const processMemory = async (pid: number | undefined): Promise<number> => {
  try {
    const told = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+)/m.exec(told)?.[1]) * 1024
  } catch {
    return Number.NaN
  }
}

const rendererMemory = async (browser: Browser): Promise<number> => {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const renderers = await Promise.all(processInfo.filter(({ type }) => type === 'renderer').map(({ id }) => processMemory(id)))
  return Math.max(...renderers)
}

/** Jumps by what the window itself does on a click in the outline, until the line is there and a frame has been made. */
const jump = (page: Page, wish: string): Promise<number> =>
  page.evaluate(async (typed) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'g', code: 'KeyG', ctrlKey: true, altKey: true, bubbles: true }))
    await frame()
    const field = document.querySelector<HTMLInputElement>('dialog input, [role=dialog] input')
    if (!field) throw new Error('no field to say where to go')
    field.value = typed
    const start = performance.now()
    field.form?.requestSubmit()
    const isThere = () => {
      const pane = document.getElementById('text')?.getBoundingClientRect()
      const mark = typed.startsWith('§') ? `[data-section="${typed.slice(1)}"]` : `[data-paragraph="${typed}"]`
      const box = document.querySelector(`#text ${mark}`)?.getBoundingClientRect()
      return pane && box && box.top < pane.bottom && box.bottom > pane.top
    }
    while (!isThere()) {
      if (performance.now() - start > 5000) throw new Error(`did not come to ${typed}`)
      await frame()
    }
    await frame()
    return performance.now() - start
  }, wish)

const measureOne = async (browser: Browser, folders: Folders, documentId: string) => {
  const yandu: RunningYandu = await startYandu(folders)
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(yandu.address)
  await page.locator(textDrawn).first().waitFor()
  await callMain(page, 'settings.change', { documentId, language: 'en' })
  const opened: number[] = []
  for (let turn = 0; turn < openings; turn += 1) opened.push(await openYandu(page, yandu.address))
  await page.waitForTimeout(6000)
  const outline = (await callMain(page, 'documents.outline', { documentId })) as {
    sections: { id: string }[]
    paragraphs: { first: number; count: number }[]
  }
  const paragraphs = outline.paragraphs.reduce((sum, { count }) => sum + count, 0)
  const jumped: number[] = []
  for (let turn = 0; turn < jumps; turn += 1) {
    const part = ((turn * 7919) % 997) / 997
    const wish = turn % 2 ? String(1 + Math.floor(part * paragraphs)) : `§${outline.sections[Math.floor(part * outline.sections.length)]?.id}`
    const status = await jump(page, wish).catch(() => Number.NaN)
    if (!Number.isNaN(status)) jumped.push(status)
  }
  const tasks = await longTasks(page, () => wheel(page, 240))
  const held = await memory(page)
  const renderer = await rendererMemory(browser)
  const main = await processMemory(yandu.process.pid)
  say(`${documentId}: ${outline.sections.length} sections, ${paragraphs} paragraphs`)
  say(`  text painted after ${ms(median(opened))} (worst ${ms(worst(opened))})`)
  say(`  a jump takes ${ms(median(jumped))}, worst ${ms(worst(jumped))}, of ${jumped.length}`)
  say(`  ${scrollFor / 1000} s of wheel: ${tasks.length} tasks over 50 ms${tasks.length > 0 ? `, worst ${ms(worst(tasks))}` : ''}`)
  say(`  script heap ${mib(held.heap)}, ${held.nodes} nodes, renderer ${mib(renderer)}, main side ${mib(main)}`)
  await page.close()
  await yandu.kill()
  return { opened: median(opened), heap: held.heap, renderer, main }
}

const found = process.env['YANDU_CHROMIUM'] ?? ['/usr/bin/chromium', '/usr/bin/google-chrome'].find(existsSync)
const launch = () =>
  chromium.launch({
    ...(found === undefined ? {} : { executablePath: found }),
    chromiumSandbox: process.getuid?.() !== 0,
    args: ['--disable-background-networking', '--disable-gpu', '--no-first-run'],
  })

const folder = await mkdtemp(join(tmpdir(), 'yandu-bench-'))
const library = await makeBookLibrary(shape)
try {
  const browser = await launch()
  const address = await staticPage(folder)
  await openStatic(browser, address)
  const plain: number[] = []
  for (let turn = 0; turn < openings; turn += 1) plain.push(await openStatic(browser, address))
  say(`a static page of the essay: text painted after ${ms(median(plain))} (worst ${ms(worst(plain))})`)
  const essayFolders = { library: join(folder, 'library'), state: join(folder, 'state') }
  const essay = await measureOne(browser, essayFolders, 'essay')
  await browser.close()
  const fresh = await launch()
  const book = await measureOne(fresh, library.folders, library.documentId)
  say(`book ÷ static page: ${(book.opened / median(plain)).toFixed(2)}; book ÷ essay in Yandu: ${(book.opened / essay.opened).toFixed(2)}`)
  say(`memory, book ÷ essay: script heap ${(book.heap / essay.heap).toFixed(2)}, renderer ${(book.renderer / essay.renderer).toFixed(2)}, main side ${(book.main / essay.main).toFixed(2)}`)
  const yandu = await startYandu(library.folders)
  const page = await fresh.newPage({ viewport: { width: 1280, height: 900 } })
  await page.goto(yandu.address)
  await page.locator(textDrawn).first().waitFor()
  await page.waitForTimeout(3000)
  const [toEssay, toBook]: number[][] = [[], []]
  for (let turn = 0; turn < openings; turn += 1) {
    toEssay?.push(await switchTo(page, 'essay', 'article > [data-section="1"]'))
    toBook?.push(await switchTo(page, library.documentId, 'article .book-block[data-here]'))
  }
  say(`opened from inside the window: essay ${ms(median(toEssay ?? []))}, book ${ms(median(toBook ?? []))}`)
  await yandu.kill()
  await fresh.close()
} finally {
  await library.remove()
  await rm(folder, { recursive: true, force: true })
}
