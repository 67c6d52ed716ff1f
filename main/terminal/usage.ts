export const commandNames = ['open', 'print', 'check', 'show', 'import', 'export', 'import-notes', 'restore', 'anki'] as const
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
  open: `yandu open: shows the reader, and in it the passage that a link leads to, or a file to be added to the library

  yandu open [yandu://… | FILE]
  yandu FILE

  When Yandu already has the library open, it is asked to come to the front and to show it. Else it is started,
  and this command ends with it. A link can only move the view.
`,
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
  --script WHICH  original, zh-Hant or zh-Hans (default: original); notes stay as they were written
  --face FACE     serif or kai (default: serif)
  --vertical      in vertical lines, on the paper laid sideways
  --paragraph-numbers
                  with the number of each paragraph in the margin; it is the same however much is printed
  --ruby WHICH    readings over all characters or the rare ones: off, all, rare (default: off). They are drawn, so
                  that they are neither found nor copied with the text
  --bopomofo      readings in bopomofo, by the standard of Taiwan, instead of pinyin
  --ruby-text     readings as text, which can be found and copied
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
  import: `yandu import: makes editions of texts and puts them into the library

  yandu import FILE...
  yandu import - [--name FILE]

  FILE            plain text or Markdown in UTF-8, UTF-16, GB 18030 or Big5, an HTML page, of which the main text is
                  taken, a Word document (.docx), an EPUB book or a PDF with text in it; up to 200 MB
  -               takes the file from standard input; --name says what it is called, and so of which kind it is
  --encoding NAME reads text, Markdown or HTML in this encoding instead of the one it seems to be in: UTF-8, UTF-16LE,
                  UTF-16BE, GB18030, Big5, or "UTF-8 as GB18030" for UTF-8 that was read as GB 18030 and saved
  --dry-run       only show what would be made; with --json everything about it

  The file itself is kept in the library, byte for byte. A text without a title gets the file's name. Doubts are told on
  standard error; with --json also as warnings. With --json a file that holds several texts gives { documents: [...] },
  and several files give { files: [...] }, each with its file and what the file alone would give, or its error.
`,
  export: `yandu export: puts all notes into one folder, in forms that other programs read

  yandu export --notes --out FOLDER

  --out FOLDER    the folder; it is made. When there is something in it, the export becomes a new folder inside

  yandu-notes.json  everything, with every version of every note; yandu import-notes brings it back without loss
  texts/            the imported texts, byte for byte
  annotations.jsonld  W3C Web Annotations
  markdown/         one file for each section that has notes
  notes.csv         a table for spreadsheets
  anki.txt          notes as cards for Anki

  The library is only read, so this works while Yandu is open.
`,
  'import-notes': `yandu import-notes: brings notes from an export into the library

  yandu import-notes FOLDER
  yandu import-notes FILE

  FOLDER          an export of Yandu
  FILE            its yandu-notes.json, or W3C Web Annotations in JSON-LD from Yandu or another program
  --document ID   the text that annotations from another program belong to

  Nothing in the library is overwritten: versions are added, and of two notes that differ both stay. Importing the same
  again changes nothing. A backup of the state before is made first.
`,
  restore: `yandu restore: brings notes and texts back from a backup

  yandu restore --list
  yandu restore --dry-run [BACKUP]
  yandu restore [BACKUP]

  BACKUP          its name or its number in the list; left out, the newest that is whole and was made of a library
                  without damage
  --list          lists the backups, newest first, each read and verified
  --from DIR      the backups of another library, for instance of one that is lost altogether
  --make          makes a backup now
  --exact         makes every note what it was then, by new versions: later words stay in the history, notes written
                  since go to the trash. Without it, what is missing comes back and nothing else changes
  --dry-run       only say what would happen

  Yandu makes backups by itself: in the folder that --list names, outside the library, of the last 12 five minutes,
  24 hours and 30 days in which something changed. A restore first makes a backup of the present state; restoring that
  one with --exact undoes it. Listing works while Yandu is open; restoring needs Yandu closed (its window can restore too).
`,
  anki: `yandu anki: hands recall cards to Anki, and takes changed words back

  yandu anki --out cards.txt
  yandu anki cards-from-anki.txt

  --document ID   which text (default: the one that comes with Yandu)
  --out FILE      where to; a file that is there is not replaced

  The file is Anki's own text format: in Anki, File, Import. Each card keeps its id, so that importing again updates it.
  A file that Anki has exported as "Notes in Plain Text", with HTML, unique identifiers and tags, changes the words and
  tags of the cards whose ids it has; no card is added.
`,
}

const overview = `Yandu 研讀, on the command line

  yandu open      shows the reader, at the passage of a link or with a file to be added
  yandu print     makes a PDF of a section, of everything under it, or of the whole text
  yandu check     verifies the library
  yandu show      prints a text's edition
  yandu import    makes editions of texts
  yandu export    puts all notes into one folder
  yandu import-notes  brings them back, or annotations of other programs
  yandu restore   brings notes and texts back from a backup
  yandu anki      hands recall cards to Anki and takes changes back
  yandu --version

  yandu COMMAND --help says more.

`

/** Help for one command, or for all of them. */
export const usage = (command: CommandName | null): string =>
  command === null ? overview + everywhere : `${commands[command]}\n${everywhere}`
