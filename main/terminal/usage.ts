export const commandNames = ['print', 'check', 'show', 'import'] as const
export type CommandName = (typeof commandNames)[number]

const everywhere = `Everywhere
  --library DIR   the library folder (default: the same one the window uses)
  --state DIR     the folder for settings and caches
  --json          say the result, or the error, as one JSON object on standard output
  --help          show this

Exit codes
  0  done
  1  the job failed, or differences or problems were found
  2  the command was not understood
  3  another Yandu has the library open, and this command has to write to it
`

const commands: { readonly [Name in CommandName]: string } = {
  print: `yandu print: makes a PDF, reads it back and compares it with what was meant

  yandu print --section 2.2 --notes --out section.pdf

  --section ID    the section, by its path in the outline, with everything under it; 0 is what stands before the
                  first heading
  --own-text      only the section's own text, without the sections under it
  --subtree       the section with everything under it: the same as leaving both out
  --all           the whole text instead of a section
  --notes         with the notes
  --paper SIZE    A4 or Letter (default: A4)
  --words LANG    language of the words around the text: en, zh-Hant, zh-Hans (default: that of the text)
  --document ID   which text (default: the one that comes with Yandu)
  --out FILE      where to: a file, which is replaced, or a folder, where nothing is replaced

  Needs an installed Chromium, Chrome or Edge; YANDU_CHROMIUM says which. The library is only read, so this works while
  Yandu is open. When the file differs from what was meant it is kept, the differences are listed, and the exit code is 1.
`,
  check: `yandu check: reads every file of the library and verifies it; changes nothing

  yandu check

  Works while Yandu is open. The exit code is 1 when a problem was found.
`,
  show: `yandu show: prints a text's edition: its outline, what is missing, what was repaired

  yandu show [--document ID]

  --document ID   which text (default: the one that comes with Yandu)

  With --json the whole edition: title, encoding, sections, gaps, repairs, restored, normalised,
  warnings. Offsets are code points.
`,
  import: `yandu import: makes an edition of a text file and puts it into the library

  yandu import FILE

  --dry-run       only show what would be made; with --json the whole edition

  Takes plain text in UTF-8, UTF-16, GB 18030 or Big5, up to 200 MB. The file itself is kept in the library, byte for byte.
  A text without a title line gets the file's name. Doubts are told on standard error; with --json also as warnings.
`,
}

const overview = `Yandu 研讀, on the command line

  yandu print     makes a PDF of a section, of everything under it, or of the whole text
  yandu check     verifies the library
  yandu show      prints a text's edition
  yandu import    makes an edition of a text file
  yandu --version

  yandu COMMAND --help says more.

`

/** Help for one command, or for all of them. */
export const usage = (command: CommandName | null): string =>
  command === null ? overview + everywhere : `${commands[command]}\n${everywhere}`
