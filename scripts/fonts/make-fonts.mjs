import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { withAppendedGlyphs } from './append-glyphs.mjs'
import { big5, big5Common, count, gb2312, gb2312Common, gbk, generalStandard, isHan, union, within } from './character-sets.mjs'
import { cssOf, moduleOf } from './coverage.mjs'
import { listFaces } from './faces.mjs'
import { withFullAdvance } from './glyph-tables.mjs'
import { withSeparateGlyphs } from './separate-glyphs.mjs'
import { embeddingRights, readCharacterMap, readFeatures, readTables, withName, writeTables } from './sfnt.mjs'
import { openSource, readLicense } from './sources.mjs'

const require = createRequire(import.meta.url)
const subsetFont = require('subset-font')
const fontverter = require('fontverter')
const here = (path) => fileURLToPath(new URL(path, import.meta.url))
const out = here('../../renderer/fonts/')
const coverageFile = here('../../renderer/reader/data/drawn-ranges.ts')

const fileNameOf = ({ family, weight }) => `${family.toLowerCase().replaceAll(' ', '-')}-${weight}.woff2`

/** Tables that serve Apple's layout, a font editor or variations. */
const unwanted = ['STAT', 'FFTM', 'morx', 'feat', 'bsln', 'prop']

const cutPart = async ({ source, characters }, face) => {
  const { font, characters: available } = await openSource(source, face.weight)
  const text = Array.from(within(characters, available), (point) => String.fromCodePoint(point)).join('')
  const cut = await subsetFont(font, text, {
    targetFormat: 'truetype',
    dropTables: unwanted,
    noHinting: true,
    ...(face.features === undefined ? {} : { keepFeatures: face.features }),
  })
  return readTables(Buffer.from(cut))
}

const makeTables = async (face) => {
  const [main, ...more] = face.parts
  const donors = await Promise.all(more.map((part) => cutPart(part, face)))
  const joined = donors.reduce(withAppendedGlyphs, await cutPart(main, face))
  const squared = withFullAdvance(joined, (point) => isHan(point) && point > 0x3400)
  const originals = await Promise.all(face.parts.map(async ({ source }) => (await openSource(source, face.weight)).tables.get('name')))
  return withName(withSeparateGlyphs(squared), face.family, face.weight === 400 ? 'Regular' : 'Bold', originals)
}

/** What must hold for every face, or it is not written. */
const check = (face, tables, features) => {
  const refuse = (reason) => {
    throw new Error(`${face.family} ${face.weight}: ${reason}`)
  }
  if (!tables.has('glyf') || tables.has('CFF ') || tables.has('fvar')) refuse('not static TrueType')
  if (embeddingRights(tables) !== 0) refuse('embedding is restricted')
  const lost = (face.features ?? features).filter((tag) => !readFeatures(tables).includes(tag))
  if (lost.length > 0) console.warn(`${face.family} ${face.weight}: features without a use in this subset: ${lost.join(' ')}`)
  const covered = readCharacterMap(tables)
  const radicals = [...covered.keys()].filter((point) => point >= 0x2e80 && point <= 0x2fdf)
  if (radicals.length > 0 && face.radicals !== true) refuse(`${radicals.length} radicals left`)
  if (new Set(covered.values()).size !== covered.size) refuse('characters share a glyph')
  return new Set(covered.keys())
}

const report = (name, bytes, covered) => {
  const share = (set) => `${count(set, (point) => isHan(point) && covered.has(point))}/${count(set, isHan)}`
  console.log(
    [
      `${name}: ${Math.round(bytes / 1024)} KB`,
      `${covered.size} characters`,
      `Big5 ${share(big5)} (level 1 ${share(big5Common)})`,
      `GB 2312 ${share(gb2312)} (level 1 ${share(gb2312Common)})`,
      `GBK ${share(gbk)}`,
      `general standard ${share(generalStandard)}`,
    ].join(', '),
  )
}

/** Makes a face and writes it. */
const make = async (face) => {
  const tables = await makeTables(face)
  const main = await openSource(face.parts[0].source, face.weight)
  const characters = check(face, tables, readFeatures(main.tables))
  const woff2 = Buffer.from(await fontverter.convert(writeTables(tables), 'woff2'))
  await writeFile(join(out, fileNameOf(face)), woff2)
  return { characters, bytes: woff2.length }
}

/** Takes a face as it was made before. */
const read = async (face) => {
  const woff2 = await readFile(join(out, fileNameOf(face)))
  const tables = readTables(Buffer.from(await fontverter.convert(woff2, 'truetype')))
  return { characters: new Set(readCharacterMap(tables).keys()), bytes: woff2.length }
}

const started = performance.now()
await mkdir(out, { recursive: true })
/** Families to make anew; all when none is named. */
const asked = process.argv.slice(2)
const made = []
for (const face of await listFaces()) {
  const file = fileNameOf(face)
  const anew = face.parts.length > 0 && (asked.length === 0 || asked.includes(face.family))
  const { characters, bytes } = anew ? await make(face) : await read(face)
  report(`${file}${anew ? '' : ' (as it was)'}`, bytes, characters)
  made.push({ family: face.family, weight: face.weight, file, characters, bytes })
}

await writeFile(join(out, 'fonts.css'), made.map(cssOf).join('\n'))
await writeFile(coverageFile, moduleOf(union(...made.map(({ characters }) => characters))))

const firstLine = (license) => license.split('\n')[0].trim()
const serif = await readLicense('@expo-google-fonts/noto-serif-tc/LICENSE_FONT')
const latin = await readLicense('@expo-google-fonts/noto-serif/LICENSE_FONT')
const sans = await readLicense('@expo-google-fonts/noto-sans-tc/LICENSE_FONT')
const [kai, klee] = (await readLicense('@fontsource/lxgw-wenkai/LICENSE')).split('\n')
await writeFile(
  join(out, 'OFL.txt'),
  `Yandu Serif TC, Yandu Serif SC, Yandu Serif Rare: made from Noto Serif TC, Noto Serif SC.
${firstLine(serif)}
With eleven signs from Noto Serif and LXGW WenKai.
${firstLine(latin)}

Yandu Sans TC, Yandu Sans SC: made from Noto Sans TC, Noto Sans SC.
${firstLine(sans)}

Yandu Kai: made from LXGW WenKai, which is made from Klee.
${kai.trim()}
${klee.trim()}

Yandu Han Extended: made from HanaMinA and HanaMinB.
Copyright (c) 2011, GlyphWiki Project (kamichi@fonts.jp),
with Reserved Font Name "Hanazono Font", "HanaMinA", "HanaMinB", "花園フォント", "花園明朝A", and "花園明朝B".

Changed in all of them: fewer characters, a glyph of its own for every character, new names; in all but the last no
radical symbols; glyphs of two sources in one face where the list above names two.

${sans.split('\n').slice(2).join('\n')}`,
)
const total = made.reduce((sum, { bytes }) => sum + bytes, 0)
console.log(`${(total / 1024 / 1024).toFixed(2)} MB in ${Math.round((performance.now() - started) / 1000)} s`)
