import {
  approximateSign,
  big5,
  big5Common,
  bopomofo,
  gb2312,
  gb2312Common,
  generalStandard,
  interfaceSymbols,
  isHan,
  lastSymbols,
  phoneticLetters,
  symbols,
  union,
  within,
  without,
} from './character-sets.mjs'
import { hanazonoFolder, openSource } from './sources.mjs'

/**
 * @typedef {object} Face
 * @property {string} family
 * @property {400 | 700} weight
 * @property {readonly { source: string, characters: ReadonlySet<number> }[]} parts the first gives measures and features;
 *   none when the source is not at hand and the face must stay as it is
 * @property {readonly string[]} [features] layout features to keep; all when absent
 * @property {boolean} [radicals] whether radical symbols are wanted
 */

const hanOf = (characters) => new Set([...characters].filter(isHan))

/** More characters than this at a time are too much for the memory of the program that cuts fonts. */
const mostAtATime = 20_000

const inPieces = ({ source, characters }) => {
  const points = [...characters]
  const pieces = []
  for (let at = 0; at < points.length; at += mostAtATime) {
    pieces.push({ source, characters: new Set(points.slice(at, at + mostAtATime)) })
  }
  return pieces
}

const inTwoWeights = (face) => [400, 700].map((weight) => ({ ...face, weight }))

/** @returns {Promise<Face[]>} all faces, in the order in which a page asks for them */
export const listFaces = async () => {
  const traditional = (await openSource('Noto Serif TC', 400)).characters
  const simplified = (await openSource('Noto Serif SC', 400)).characters
  const kai = (await openSource('LXGW WenKai', 400)).characters

  const bookTraditional = within(union(symbols, big5, gb2312), traditional)
  const bookSimplified = within(union(symbols, gb2312, big5Common, generalStandard), simplified)
  const rareSimplified = without(hanOf(simplified), bookTraditional, bookSimplified)
  const rareTraditional = without(hanOf(traditional), bookTraditional, bookSimplified, rareSimplified)
  const serif = union(bookTraditional, bookSimplified, rareSimplified, rareTraditional)
  const letters = [
    { source: 'Noto Serif', characters: phoneticLetters },
    { source: 'LXGW WenKai', characters: approximateSign },
  ]
  const small = union(interfaceSymbols, big5Common, gb2312Common)

  const faces = [
    { family: 'Yandu Serif TC', parts: [{ source: 'Noto Serif TC', characters: bookTraditional }, ...letters] },
    { family: 'Yandu Serif SC', parts: [{ source: 'Noto Serif SC', characters: bookSimplified }, ...letters] },
    {
      family: 'Yandu Serif Rare',
      parts: [
        { source: 'Noto Serif SC', characters: rareSimplified },
        { source: 'Noto Serif TC', characters: rareTraditional },
      ],
    },
    { family: 'Yandu Sans TC', parts: [{ source: 'Noto Sans TC', characters: small }] },
    { family: 'Yandu Sans SC', parts: [{ source: 'Noto Sans SC', characters: small }] },
    {
      family: 'Yandu Kai',
      features: ['vert'],
      parts: [{ source: 'LXGW WenKai', characters: union(hanOf(kai), bopomofo) }],
    },
  ].flatMap(inTwoWeights)
  const last = { family: 'Yandu Han Extended', weight: 400, features: [], radicals: true }
  if (hanazonoFolder === null) return [...faces, { ...last, parts: [] }]

  const wanted = async (name, ...others) => {
    const { characters } = await openSource(name, 400)
    return without(union(hanOf(characters), within(lastSymbols, characters)), serif, ...others)
  }
  const beyond = await wanted('HanaMinB')
  const parts = [
    ...inPieces({ source: 'HanaMinB', characters: beyond }),
    { source: 'HanaMinA', characters: await wanted('HanaMinA', beyond) },
  ]
  return [...faces, { ...last, parts }]
}
