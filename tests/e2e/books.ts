import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { editionBytes } from '../../main/editions/edition-store.ts'
import { makeEdition } from '../../main/editions/make-edition.ts'
import type { Folders } from './reader.ts'

export interface BookShape {
  /** Characters of the whole book, about. */
  readonly characters: number
  /** Characters of a chapter, about. */
  readonly chapter: number
}

/** How a long novel is divided. */
export const novel: BookShape = { characters: 3_000_000, chapter: 1000 }

const vocabulary = Array.from(
  '山路水聲風雨燈火村橋江岸舟人馬牛羊田家門窗書信茶酒飯米鹽布衣鞋車站城牆街巷井樹竹花草鳥魚雲月星日夜晨昏春夏秋冬來去行走坐立看聽說想問答笑哭醒睡早晚遠近高低大小多少長短新舊冷暖明暗',
)
/** Characters of simplified script, and such as lie beyond the first plane. */
const rare = ['𠮷', '𪚥', '𡘙', '这', '们', '时', '过']

const numerals = '〇一二三四五六七八九'
const chinese = (value: number): string => Array.from(String(value), (digit) => numerals[Number(digit)] ?? '').join('')

/**
 * A made-up novel: 第N章 headings, paragraphs of 20 to 200 characters that each begin with a word found nowhere else
 * (｢甲123｣), here and there a character beyond the first plane, an indent of its own, a blanked word. The same shape gives
 * the same book.
 */
export const bookText = ({ characters, chapter }: BookShape): string => {
  let seed = 20_260_101
  const random = (): number => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0
    return seed / 2 ** 32
  }
  const lines = ['長路記', '這本書是為了試讀而寫的，章節很多，句子都是拼起來的。']
  let length = 0
  let paragraph = 0
  for (let number = 1; length < characters; number += 1) {
    lines.push(`第${chinese(number)}章 ${vocabulary[number % vocabulary.length]}邊${vocabulary[(number * 7) % vocabulary.length]}事`)
    let inChapter = 0
    while (inChapter < chapter) {
      paragraph += 1
      const wanted = 20 + Math.floor(random() * 180)
      let line = `${paragraph % 7 === 0 ? '　　' : ''}甲${paragraph}，`
      while (line.length < wanted) {
        line += random() < 0.004 ? (rare[Math.floor(random() * rare.length)] ?? '') : (vocabulary[Math.floor(random() * vocabulary.length)] ?? '')
        if (random() < 0.09) line += '，'
        if (paragraph % 97 === 0 && line.length > 15 && !line.includes('□')) line += '他說□□就在那裡，'
      }
      lines.push(`${line}。`)
      inChapter += line.length + 2
    }
    length += inChapter
  }
  return `${lines.join('\n')}\n`
}

export interface BookLibrary {
  readonly folders: Folders
  readonly documentId: string
  remove(): Promise<void>
}

/** A library of its own with a book in it. */
export const makeBookLibrary = async (shape: BookShape): Promise<BookLibrary> => {
  const root = await mkdtemp(join(tmpdir(), 'yandu-book-'))
  const folders = { library: join(root, 'library'), state: join(root, 'state') }
  const documentId = 'book'
  const folder = join(folders.library, 'documents', documentId)
  const source = new TextEncoder().encode(bookText(shape))
  const edition = editionBytes(await makeEdition(source, { documentId, fileName: 'source.txt' }))
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, 'source.txt'), source)
  await writeFile(join(folder, 'edition.json'), edition)
  return { folders, documentId, remove: () => rm(root, { recursive: true, force: true }) }
}
