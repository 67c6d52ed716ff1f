import type { Capabilities } from '../preload/contract/app.ts'

/** Answers a request for a file of the interface or for a prepared print page. Never reads outside its folders. */
export type Web = (request: Request) => Promise<Response>

/** What the print page says it drew, in reading order; the finished PDF is compared with it. */
export interface PrintedText {
  readonly title: string
  readonly language: string
  readonly headings: readonly { readonly level: number; readonly text: string }[]
  /** One string per block as a person would copy it, headings included. */
  readonly blocks: readonly string[]
  /** Numbers that stand beside paragraphs, by index of the paragraph's first block. */
  readonly numbers?: readonly { readonly block: number; readonly number: number }[] | undefined
  /** Readings that are text of the page, in reading order; absent where they are drawn. They are in no block. */
  readonly readings?: readonly string[] | undefined
  /** Characters that no font at hand can draw: by index of the block, which shows 〓 in their place. */
  readonly undrawn?: readonly { readonly block: number; readonly characters: string }[] | undefined
}

export interface PrintedPdf {
  readonly pdf: Uint8Array
  readonly printed: PrintedText
}

/**
 * What a shell can do for services. `path` is a same-origin path that `web` answers, such as "/print/<id>".
 * A method whose capability is false throws `AppError('no-printer')` or does nothing where that is harmless.
 */
export interface Platform {
  readonly shell: 'electron' | 'browser' | 'terminal'
  readonly capabilities: Capabilities
  printToPdf(path: string, web: Web): Promise<PrintedPdf>
  /** Opens the system's print dialog; false when the reader cancels it. */
  printPaper(path: string, web: Web): Promise<boolean>
  /** Absolute path, or null when the reader cancels. */
  chooseSaveFile(suggestedName: string): Promise<string | null>
  /** A folder to put things into; absolute path, or null when the reader cancels. Only where `saveDialog` is. */
  chooseFolder(): Promise<string | null>
  revealInFolder(path: string): Promise<void>
  toggleFullScreen(): void
  /** The address has been checked: `https:`, `http:` or `mailto:`. */
  openLink(url: string): Promise<void>
}
