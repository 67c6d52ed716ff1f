export interface Area {
  /** The files of the area: a folder ending in `/`, or single files. The longest match wins. */
  readonly files: readonly string[]
  /** Areas that it may import, besides itself. */
  readonly imports: readonly string[]
  /** Packages that it may import; `node:` stands for Node's own modules. */
  readonly packages: readonly string[]
  /** Areas from which it may take types only. */
  readonly types?: readonly string[]
}

/** Who may import whom. What is not allowed here is forbidden, and what is allowed is used. */
export const moduleMap = {
  wire: { files: ['preload/contract/wire.ts'], imports: [], packages: [] },
  define: { files: ['preload/contract/define.ts'], imports: [], packages: ['zod'] },
  contract: { files: ['preload/contract/'], imports: ['define'], packages: ['zod'] },
  text: { files: ['preload/text/'], imports: [], types: ['contract'], packages: ['opencc-js', 'pinyin-pro'] },
  preloadScript: { files: ['preload/electron.ts'], imports: ['wire'], packages: ['electron'] },

  platform: { files: ['main/platform.ts'], imports: [], types: ['contract'], packages: [] },
  limits: { files: ['main/input-limits.ts'], imports: [], packages: [] },
  policy: { files: ['main/content-security-policy.ts'], imports: [], packages: [] },
  links: { files: ['main/outside-links.ts'], imports: ['wire'], packages: [] },
  printedAccount: { files: ['main/printed-account.ts'], imports: ['define', 'wire'], types: ['platform'], packages: ['zod'] },
  folders: { files: ['main/default-folders.ts'], imports: [], packages: ['node:'] },
  dispatch: { files: ['main/dispatch.ts'], imports: ['contract', 'wire', 'limits'], packages: ['zod'] },
  web: { files: ['main/web.ts'], imports: ['policy'], types: ['contract', 'platform'], packages: ['node:'] },
  editions: {
    files: ['main/editions/'],
    imports: ['contract', 'define', 'wire', 'text'],
    packages: ['node:', 'zod', 'opencc-js'],
  },
  pdfjs: { files: ['main/pdfjs.ts'], imports: [], packages: ['pdfjs-dist'] },
  formats: {
    files: ['main/formats/'],
    imports: ['pdfjs', 'contract', 'wire', 'editions'],
    packages: ['node:', 'linkedom', 'pdfjs-dist', 'marked'],
  },
  notes: { files: ['main/notes/'], imports: ['contract', 'define', 'wire', 'text'], packages: ['node:', 'zod', 'lowdb'] },
  study: { files: ['main/study/'], imports: ['contract', 'define', 'wire', 'notes'], packages: ['node:', 'zod', 'ts-fsrs'] },
  library: { files: ['main/library/'], imports: ['contract', 'define', 'wire', 'notes', 'study'], packages: ['node:', 'zod'] },
  anchors: { files: ['main/anchors/'], imports: ['contract', 'editions'], types: ['text'], packages: [] },
  backups: {
    files: ['main/backups/'],
    imports: ['contract', 'define', 'wire', 'notes', 'library'],
    packages: ['node:', 'zod'],
  },
  exchange: {
    files: ['main/exchange/'],
    imports: ['contract', 'define', 'wire', 'notes', 'library', 'backups', 'editions', 'print'],
    packages: ['node:', 'zod'],
  },
  print: {
    files: ['main/print/'],
    imports: ['pdfjs', 'contract', 'wire', 'text'],
    types: ['platform'],
    packages: ['node:', 'pdfjs-dist'],
  },
  search: { files: ['main/search/'], imports: ['contract', 'text'], packages: [] },
  services: {
    files: ['main/services/'],
    imports: ['contract', 'wire', 'text', 'search', 'editions', 'formats', 'notes', 'anchors', 'print', 'links', 'backups', 'exchange', 'study'],
    types: ['platform', 'library'],
    packages: ['node:', 'fflate'],
  },
  importWorker: {
    files: ['main/import-worker.ts'],
    imports: ['wire', 'services'],
    packages: ['node:'],
  },
  handlers: {
    files: ['main/handlers.ts'],
    imports: [],
    types: ['contract', 'services', 'platform', 'library'],
    packages: [],
  },
  app: {
    files: ['main/app.ts'],
    imports: ['wire', 'text', 'dispatch', 'handlers', 'services', 'library', 'web', 'notes', 'backups'],
    types: ['contract', 'platform'],
    packages: ['node:'],
  },
  commandLine: {
    files: ['main/cli.ts', 'main/cli-entry.ts', 'main/terminal/'],
    imports: ['contract', 'define', 'wire', 'app', 'folders', 'editions', 'formats', 'services', 'library', 'backups', 'exchange', 'chromium', 'packageFile'],
    types: ['platform'],
    packages: ['node:'],
  },
  chromium: {
    files: ['main/shells/chromium.ts', 'main/shells/chromium-printing.ts'],
    imports: ['wire', 'printedAccount'],
    types: ['platform'],
    packages: ['node:', 'playwright-core'],
  },
  shells: {
    files: ['main/shells/'],
    imports: ['contract', 'define', 'wire', 'policy', 'folders', 'links', 'printedAccount'],
    types: ['app', 'platform', 'dispatch'],
    packages: ['node:', 'zod'],
  },
  browserShell: {
    files: ['main/shells/browser.ts'],
    imports: ['app', 'shells', 'chromium', 'packageFile'],
    packages: ['node:'],
  },
  electronShell: {
    files: ['main/shells/electron.ts'],
    imports: ['contract', 'wire', 'app', 'folders', 'links', 'shells', 'commandLine', 'packageFile'],
    types: ['platform'],
    packages: ['node:', 'electron'],
  },
  packageFile: { files: ['package.json'], imports: [], packages: [] },

  fonts: { files: ['renderer/fonts/'], imports: [], packages: [] },
  bridge: { files: ['renderer/bridge/'], imports: ['contract', 'wire'], packages: [] },
  reader: { files: ['renderer/reader/'], imports: ['contract', 'text'], packages: ['marked', 'dompurify'] },
  editor: {
    files: ['renderer/editor/'],
    imports: ['contract', 'text'],
    packages: ['@codemirror/autocomplete', '@codemirror/commands', '@codemirror/lang-markdown', '@codemirror/language', '@codemirror/state', '@codemirror/view', '@lezer/highlight'],
  },
  state: {
    files: ['renderer/state/'],
    imports: ['contract', 'text', 'wire', 'reader'],
    types: ['bridge'],
    packages: ['react', 'zod'],
  },
  ui: { files: ['renderer/ui/'], imports: ['contract', 'reader'], packages: ['react'] },
  views: {
    files: ['renderer/views/'],
    imports: ['contract', 'text', 'state', 'reader', 'ui', 'editor'],
    types: ['wire'],
    packages: ['react', 'react-dom'],
  },
  rendererEntry: {
    files: ['renderer/main.tsx', 'renderer/print.tsx'],
    imports: ['contract', 'bridge', 'state', 'ui', 'views', 'fonts'],
    packages: ['react', 'react-dom'],
  },
} as const satisfies Record<string, Area>
