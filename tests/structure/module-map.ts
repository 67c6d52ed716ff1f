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

/** Who may import whom. What is not allowed here is forbidden. */
export const moduleMap = {
  wire: { files: ['preload/contract/wire.ts'], imports: [], packages: [] },
  define: { files: ['preload/contract/define.ts'], imports: [], packages: ['zod'] },
  contract: { files: ['preload/contract/'], imports: ['define', 'wire'], packages: ['zod'] },
  preloadScript: { files: ['preload/electron.ts'], imports: ['wire'], packages: ['electron'] },

  platform: { files: ['main/platform.ts'], imports: [], types: ['contract'], packages: [] },
  limits: { files: ['main/input-limits.ts'], imports: [], packages: [] },
  policy: { files: ['main/content-security-policy.ts'], imports: [], packages: [] },
  links: { files: ['main/outside-links.ts'], imports: ['wire'], packages: [] },
  folders: { files: ['main/default-folders.ts'], imports: [], packages: ['node:'] },
  dispatch: { files: ['main/dispatch.ts'], imports: ['contract', 'define', 'wire', 'limits'], packages: ['zod'] },
  web: { files: ['main/web.ts'], imports: ['platform', 'policy', 'contract', 'wire'], packages: ['node:'] },
  editions: {
    files: ['main/editions/'],
    imports: ['contract', 'define', 'wire'],
    packages: ['node:', 'zod', 'pinyin-pro', 'opencc-js'],
  },
  notes: { files: ['main/notes/'], imports: ['contract', 'define', 'wire'], packages: ['node:', 'zod', 'lowdb'] },
  library: { files: ['main/library/'], imports: ['contract', 'define', 'wire', 'notes'], packages: ['node:', 'zod', 'lowdb'] },
  print: {
    files: ['main/print/'],
    imports: ['contract', 'define', 'wire', 'editions', 'platform'],
    packages: ['node:', 'zod', 'pdfjs-dist'],
  },
  services: {
    files: ['main/services/'],
    imports: ['contract', 'define', 'wire', 'editions', 'notes', 'library', 'print', 'platform', 'folders', 'links'],
    packages: ['node:', 'zod'],
  },
  handlers: {
    files: ['main/handlers.ts'],
    imports: ['contract', 'wire', 'services', 'platform'],
    types: ['library', 'notes', 'editions'],
    packages: [],
  },
  app: {
    files: ['main/app.ts'],
    imports: ['contract', 'wire', 'dispatch', 'handlers', 'services', 'library', 'notes', 'editions', 'print'].concat(
      ['platform', 'web', 'folders'],
    ),
    packages: ['node:'],
  },
  commandLine: {
    files: ['main/cli.ts', 'main/cli-entry.ts', 'main/terminal/'],
    imports: ['contract', 'define', 'wire', 'app', 'platform', 'web', 'folders', 'editions', 'services', 'library', 'chromium'].concat(['packageFile']),
    packages: ['node:', 'zod'],
  },
  chromium: {
    files: ['main/shells/chromium.ts', 'main/shells/chromium-printing.ts'],
    imports: ['contract', 'wire', 'platform', 'policy', 'shells'],
    packages: ['node:', 'playwright-core'],
  },
  shells: {
    files: ['main/shells/'],
    imports: ['contract', 'define', 'wire', 'app', 'web', 'platform', 'policy', 'dispatch', 'folders', 'links'],
    packages: ['node:', 'zod'],
  },
  browserShell: {
    files: ['main/shells/browser.ts'],
    imports: ['app', 'shells', 'chromium', 'packageFile'],
    packages: ['node:'],
  },
  electronShell: {
    files: ['main/shells/electron.ts'],
    imports: ['contract', 'wire', 'app', 'web', 'platform', 'policy', 'dispatch', 'folders', 'links', 'shells', 'commandLine'].concat(
      ['packageFile'],
    ),
    packages: ['node:', 'electron'],
  },
  packageFile: { files: ['package.json'], imports: [], packages: [] },

  fonts: { files: ['renderer/fonts/'], imports: [], packages: [] },
  bridge: { files: ['renderer/bridge/'], imports: ['contract', 'define', 'wire'], packages: [] },
  reader: {
    files: ['renderer/reader/'],
    imports: ['contract', 'wire'],
    packages: ['marked', 'dompurify', 'pinyin-pro', 'opencc-js'],
  },
  state: {
    files: ['renderer/state/'],
    imports: ['contract', 'define', 'wire', 'bridge', 'reader'],
    packages: ['react', 'zod'],
  },
  ui: { files: ['renderer/ui/'], imports: ['reader', 'contract'], packages: ['react'] },
  views: {
    files: ['renderer/views/'],
    imports: ['contract', 'wire', 'state', 'reader', 'ui', 'fonts'],
    packages: ['react', 'react-dom'],
  },
  rendererEntry: {
    files: ['renderer/main.tsx', 'renderer/print.tsx'],
    imports: ['bridge', 'state', 'reader', 'ui', 'views', 'fonts', 'contract', 'define', 'wire'],
    packages: ['react', 'react-dom'],
  },
} as const satisfies Record<string, Area>
