import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openApp, type App } from '../../../main/app.ts'
import { createTerminalPlatform } from '../../../main/terminal/terminal-platform.ts'
import type { ImportChoices, ImportPreview } from '../../../preload/contract/imports.ts'
import type { Input, MethodName, Output } from '../../../preload/contract/index.ts'
import { AppError } from '../../../preload/contract/wire.ts'

export const asDetected: ImportChoices = { encoding: null, documents: [] }

export const utf8 = (words: string): Uint8Array => new TextEncoder().encode(words)

export interface TestApp {
  readonly root: string
  readonly heard: { name: string; data: unknown }[]
  readonly logged: string[]
  app(): App
  /** A call as a window makes it. */
  call<Name extends MethodName>(name: Name, input: Input<Name>): Promise<Output<Name>>
  send(name: string, bytes: Uint8Array, piece?: number): Promise<string>
  read(importId: string, choices?: ImportChoices): Promise<ImportPreview>
  /** From bytes to a document. */
  bring(name: string, bytes: Uint8Array, asRevision?: boolean): Promise<string[]>
  reopen(options?: { readonly files?: readonly string[] }): Promise<void>
  close(): Promise<void>
}

/** The whole program without a window, in a folder of its own. */
export const openTestApp = async (): Promise<TestApp> => {
  const root = await mkdtemp(join(tmpdir(), 'yandu-imports-'))
  await writeFile(join(root, 'index.html'), '<!doctype html><html lang="en"></html>')
  const heard: { name: string; data: unknown }[] = []
  const logged: string[] = []
  const open = async (files: readonly string[] = []): Promise<App> => {
    const opened = await openApp({
      platform: createTerminalPlatform(null),
      libraryFolder: join(root, 'library'),
      stateFolder: join(root, 'state'),
      contentFolder: fileURLToPath(new URL('../../../content/', import.meta.url)),
      uiFolder: root,
      version: '1.2.3',
      files,
      onFocus: () => true,
      log: (line) => void logged.push(line),
    })
    opened.listen((event) => heard.push(event))
    return opened
  }
  let app = await open()
  const call: TestApp['call'] = async (name, input) => {
    const reply = await app.dispatch(name, input)
    if (!reply.ok) throw new AppError(reply.error.code, reply.error.message, reply.error.details)
    return reply.value as Output<typeof name>
  }
  const send: TestApp['send'] = async (name, bytes, piece = 1_000_000) => {
    const { importId } = await call('imports.begin', { name, bytes: bytes.length })
    for (let offset = 0; offset < bytes.length; offset += piece) {
      const data = Buffer.from(bytes.subarray(offset, offset + piece)).toString('base64')
      await call('imports.send', { importId, offset, data })
    }
    return importId
  }
  const read: TestApp['read'] = (importId, choices = asDetected) => call('imports.read', { importId, choices })
  return {
    root,
    heard,
    logged,
    app: () => app,
    call,
    send,
    read,
    bring: async (name, bytes, asRevision = false) => {
      const importId = await send(name, bytes)
      await read(importId)
      return (await call('imports.add', { importId, asRevision })).documentIds
    },
    reopen: async (options = {}) => {
      await app.close()
      app = await open(options.files)
    },
    close: async () => {
      await app.close()
      await rm(root, { recursive: true, force: true })
    },
  }
}

/** A text of many paragraphs that differ, `size` code points or a little more. */
export const longText = (size: number, seed = 1): string => {
  const characters = Array.from('的一是在不了有和人這中大為上個國我以要他時來用們生到作地於出就分對成會可主發年動同工也能下過子說產種面而方後多定行學法所民得經十三之進着等部度家電力裏如水化高自二理起小物現實加量都兩體制機當使點從業本去把性好應開它合還因由其些然前外天政四日那社義事平形相全表間樣與關各重新線內數正心反你明看原又麼利比或但質氣第向道命此變條只沒結解問意建月公無系軍很情者最立代想已通並提直題黨程展五果料象員革位入常文總次品式活設及管特件長求老頭基資邊流路級少圖山統接知較將組見計別她手角期根論運農指幾九區強放決西被幹做必戰先回則任取據處')
  let state = seed
  const next = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
  const lines: string[] = ['長書', '']
  let length = 0
  for (let chapter = 1; length < size; chapter += 1) {
    lines.push(`第${chapter}章`, '')
    for (let paragraph = 0; paragraph < 20 && length < size; paragraph += 1) {
      const words = Array.from({ length: 80 }, (_, at) => (at % 13 === 12 ? '，' : characters[next(characters.length)])).join('')
      lines.push(`　　${words}。`, '')
      length += words.length + 4
    }
  }
  return lines.join('\n')
}
