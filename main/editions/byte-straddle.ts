import { loadCharacterReadings } from '../../preload/text/character-readings.ts'
import { everydaySimplified } from '../../preload/text/character-sets.ts'
import type { Convert } from '../../preload/text/conversion.ts'
import { isHan } from './characters.ts'
import type { Draft, Finding } from './draft.ts'
import { damage, loadGbk, type Gbk } from './gbk.ts'
import { markerOf } from './marker.ts'
import type { PinyinAnnotations } from './pinyin-annotation.ts'
import { syllable } from './pinyin.ts'
import { attest, indexPhrases, loadWordList, type Attestation, type Phrases, type WordList } from './word-evidence.ts'

export interface ByteStraddles {
  readonly findings: readonly Finding[]
  /** Offsets in the draft's text of damaged places that could not be restored with certainty. */
  readonly unsolved: readonly number[]
}

/** Longest run of characters that one lost byte is followed through. */
const longestRun = 16
const contextLength = 6
/** Least strength (see `attest`) of an accepted reading, and its distance from the next one. */
const leastStrength = 2
const leastMargin = 1

interface Candidate {
  /** The restored characters. */
  readonly restored: string
  /** UTF-16 offset in the text where the run ends. */
  readonly end: number
  /** Annotated characters the run needs, with their readings. */
  readonly table: ReadonlyMap<string, string>
  /** True when a byte of the run is lost and nothing but words speaks for its value. */
  readonly free: boolean
}

const orphan = new RegExp(`\\?(${syllable})\\)`, 'uy')
const isPlausible = (character: string): boolean => isHan(character) || /[，。、；：？！“”‘’（）《》]/u.test(character)

/** Leads of the pairs a decoder drops; their trails lie between 0xA1 and 0xFE. */
const droppedLeads = [0xaa, 0xab, 0xac, 0xad, 0xae, 0xaf, 0xf8, 0xf9, 0xfa, 0xfb, 0xfc, 0xfd, 0xfe]

interface Search {
  readonly gbk: Gbk
  readonly text: string
  /** The reading that the annotator puts behind a character. */
  readingOf(character: string): string | undefined
  /** Characters with this first byte whose usual reading this is. */
  charactersRead(lead: number, reading: string): readonly Encoded[]
}

/** Follows the bytes from an orphan lead byte until they fall into step again; every way it can be read. */
const readings = (search: Search, start: number, lastByte: number): Candidate[] => {
  const { gbk, text } = search
  const found: Candidate[] = []

  const orphanAt = (at: number): { reading: string; end: number } | null => {
    orphan.lastIndex = at
    const match = orphan.exec(text)
    return match === null ? null : { reading: match[1] ?? '', end: orphan.lastIndex }
  }

  /** A character whose second byte is ASCII keeps its reading in brackets; it belongs to the run. */
  const behindReading = (character: string, at: number): number => {
    const reading = search.readingOf(character)
    return reading !== undefined && text.startsWith(`(${reading})`, at) ? at + reading.length + 2 : at
  }

  const follow = (
    at: number,
    pending: number,
    restored: string,
    table: ReadonlyMap<string, string>,
    free: boolean,
  ): void => {
    if (at - start > longestRun * 2 || found.length > 4000) return
    const next = orphanAt(at)
    if (next !== null) {
      for (const { character } of search.charactersRead(pending, next.reading)) {
        const extended = new Map(table).set(character, next.reading)
        found.push({ restored: restored + character, end: next.end, table: extended, free })
      }
    } else if (text.charAt(at) === '?' && markerOf(text.slice(at + 1, at + 13)) !== null) {
      // A lead byte that swallowed the line end: a marked line follows where no line starts.
      for (let lost = 0x81; lost <= 0xfe; lost += 1) {
        const joined = gbk.character(pending, lost)
        if (joined !== null && isHan(joined))
          found.push({ restored: `${restored}${joined}\n`, end: at + 1, table, free })
      }
    } else {
      const character = text.charAt(at)
      const bytes = gbk.encode(character)
      if (bytes !== null && bytes.length > 0) {
        const joined = gbk.character(pending, bytes[0] ?? 0)
        if (joined !== null && isPlausible(joined)) {
          const second = bytes[1]
          if (second === undefined)
            found.push({ restored: restored + joined, end: behindReading(joined, at + 1), table, free })
          else follow(at + 1, second, restored + joined, table, free)
        }
      }
    }
    if (free) return
    for (const lead of droppedLeads) {
      const joined = gbk.character(pending, lead)
      if (joined === null || !isHan(joined)) continue
      if (next !== null) {
        for (let trail = 0xa1; trail <= 0xfe; trail += 1) {
          for (const { character } of search.charactersRead(trail, next.reading)) {
            const extended = new Map(table).set(character, next.reading)
            found.push({ restored: restored + joined + character, end: next.end, table: extended, free })
          }
        }
      } else {
        for (let trail = 0xa1; trail <= 0xfe; trail += 1) follow(at, trail, restored + joined, table, true)
      }
    }
  }

  const first = orphanAt(start)
  if (first === null) return found
  for (const { character, trail } of search.charactersRead(lastByte, first.reading)) {
    follow(first.end, trail, '', new Map([[character, first.reading]]), false)
  }
  return found
}

/**
 * Undoes places where the annotator matched the second byte of one character with the first of the next. A reading is
 * accepted only when the damage model turns it into exactly the characters received, known words or the text itself
 * attest every character of it, and no other reading comes near.
 */
export const findByteStraddles = async (
  draft: Draft,
  annotations: PinyinAnnotations,
  toSimplified: Convert,
): Promise<ByteStraddles> => {
  const { text } = draft
  const starts = [...text.matchAll(new RegExp(`\\?${syllable}\\)`, 'gu'))].map((match) => match.index)
  if (annotations.table.size === 0 || starts.length === 0) return { findings: [], unsolved: [] }

  const gbk = loadGbk()
  const known = await loadCharacterReadings(toSimplified)
  const words = await loadWordList(toSimplified)
  const phrases = indexPhrases(text)
  const ordinary = charactersByLead(gbk, toSimplified)
  const read = new Map<string, readonly Encoded[]>()
  const search: Search = {
    gbk,
    text,
    readingOf: (character) => annotations.table.get(character),
    charactersRead(lead, reading) {
      const key = `${lead} ${reading}`
      const cached = read.get(key)
      if (cached !== undefined) return cached
      const characters = (ordinary.get(lead) ?? []).filter(({ character }) => {
        const inTable = annotations.table.get(character)
        if (inTable !== undefined) return inTable === reading
        return known.of(character)[0] === reading && !text.includes(character)
      })
      read.set(key, characters)
      return characters
    },
  }

  const findings: Finding[] = []
  const unsolved: number[] = []
  let solvedUpTo = 0
  for (const start of starts) {
    if (start < solvedUpTo) continue
    const lastByte = gbk.encode(text.charAt(start - 1))?.[1]
    const best = lastByte === undefined ? null : decide(draft, search, annotations, start, lastByte, phrases, words)
    if (best === null) {
      unsolved.push(start)
      continue
    }
    solvedUpTo = best.candidate.end
    findings.push({
      start,
      end: best.candidate.end,
      after: best.candidate.restored,
      class: 'gbk-byte-straddle',
      confidence: best.candidate.free ? 0.9 : 0.97,
      basis:
        `The tool that inserted readings worked on GBK bytes and matched across two characters: run on ` +
        `“${best.candidate.restored}” it gives exactly what was received. ${best.attestation.because}.`,
    })
  }
  return { findings, unsolved }
}

interface Encoded {
  readonly character: string
  readonly trail: number
}

/** The everyday characters of GBK, in both scripts, by their first byte: no annotator's table holds others. */
const charactersByLead = (gbk: Gbk, toSimplified: Convert): ReadonlyMap<number, readonly Encoded[]> => {
  const all: { lead: number; trail: number; character: string }[] = []
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = gbk.character(lead, trail)
      if (character !== null && character.length === 1 && isHan(character)) all.push({ lead, trail, character })
    }
  }
  const simplified = toSimplified(all.map(({ character }) => character).join('\n')).split('\n')
  const everyday = everydaySimplified()
  const byLead = new Map<number, Encoded[]>()
  for (const [index, { lead, trail, character }] of all.entries()) {
    if (!everyday.has(simplified[index] ?? '')) continue
    const known = byLead.get(lead)
    if (known === undefined) byLead.set(lead, [{ character, trail }])
    else known.push({ character, trail })
  }
  return byLead
}

interface Judged {
  readonly candidate: Candidate
  readonly attestation: Attestation
}

const decide = (
  draft: Draft,
  search: Search,
  annotations: PinyinAnnotations,
  start: number,
  lastByte: number,
  phrases: Phrases,
  words: WordList,
): Judged | null => {
  const { text, source } = draft
  const before = /[^\n]*$/u.exec(text.slice(Math.max(0, start - contextLength), start))?.[0] ?? ''
  const from = draft.sourceRange(start - before.length, start).start
  const judged: Judged[] = []
  const seen = new Set<string>()
  for (const candidate of readings(search, start, lastByte)) {
    const key = `${candidate.end} ${candidate.restored}`
    if (seen.has(key) || candidate.restored === '') continue
    seen.add(key)
    const after = text.slice(candidate.end, candidate.end + contextLength).replace(/[\n?].*$/su, '')
    const characters = Array.from(before + candidate.restored + after)
    const first = Array.from(before).length
    const attestation = attest(characters, first, first + Array.from(candidate.restored).length, phrases, words)
    if (attestation.strength < (candidate.free ? leastStrength + 1 : leastStrength)) continue
    const table = new Map([...annotations.table, ...candidate.table])
    const shown = damage(before + candidate.restored + after, table, search.gbk)
    if (shown === null || !source.startsWith(shown, from)) continue
    judged.push({ candidate, attestation })
  }
  judged.sort((a, b) => b.attestation.strength - a.attestation.strength)
  const [best, second] = judged
  if (best === undefined) return null
  const margin = best.attestation.strength - (second?.attestation.strength ?? 0)
  return margin >= leastMargin ? best : null
}
