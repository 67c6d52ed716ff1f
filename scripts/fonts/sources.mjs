import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { readCharacterMap, readTables } from './sfnt.mjs'

const require = createRequire(import.meta.url)
const fontverter = require('fontverter')

/** Folder with HanaMinA.ttf and HanaMinB.ttf, or null. No npm package has them; see README.md. */
export const hanazonoFolder = process.env['YANDU_HANAZONO'] ?? null

const noto = (name, file) => ({
  path: (weight) => require.resolve(`@expo-google-fonts/${name}/${weight === 400 ? '400Regular' : '700Bold'}/${file}_${weight === 400 ? '400Regular' : '700Bold'}.ttf`),
})

/** Every source in two weights, the last two in one. The package calls the regular weight of WenKai 500. */
const sources = {
  'Noto Serif TC': noto('noto-serif-tc', 'NotoSerifTC'),
  'Noto Serif SC': noto('noto-serif-sc', 'NotoSerifSC'),
  'Noto Serif': noto('noto-serif', 'NotoSerif'),
  'Noto Sans TC': noto('noto-sans-tc', 'NotoSansTC'),
  'Noto Sans SC': noto('noto-sans-sc', 'NotoSansSC'),
  'LXGW WenKai': {
    path: (weight) => require.resolve(`@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-${weight === 400 ? 500 : 700}-normal.woff2`),
  },
  HanaMinA: { path: () => join(hanazonoFolder, 'HanaMinA.ttf') },
  HanaMinB: { path: () => join(hanazonoFolder, 'HanaMinB.ttf') },
}

const opened = new Map()

/**
 * @param {keyof typeof sources} name @param {400 | 700} weight
 * @returns {Promise<{ font: Buffer, tables: Map<string, Buffer>, characters: ReadonlySet<number> }>} as TrueType
 */
export const openSource = async (name, weight) => {
  const path = sources[name].path(weight)
  const known = opened.get(path)
  if (known !== undefined) return known
  const font = Buffer.from(await fontverter.convert(await readFile(path), 'truetype'))
  const tables = readTables(font)
  const found = { font, tables, characters: new Set(readCharacterMap(tables).keys()) }
  opened.set(path, found)
  return found
}

/** @param {string} file of a package, like `@scope/name/LICENSE` */
export const readLicense = (file) => readFile(require.resolve(file), 'utf8')
