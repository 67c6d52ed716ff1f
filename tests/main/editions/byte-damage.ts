/** The damage itself, written apart from the pipeline: an annotator on GBK bytes and a careless decoder. */
const decoder = new TextDecoder('gbk')
const codes = new Map<string, readonly [number, number]>()
for (let lead = 0x81; lead <= 0xfe; lead += 1) {
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    if (trail === 0x7f) continue
    const character = decoder.decode(Uint8Array.of(lead, trail))
    if (Array.from(character).length === 1 && character !== '\ufffd' && !codes.has(character))
      codes.set(character, [lead, trail])
  }
}

const bytesOf = (text: string): number[] =>
  Array.from(text).flatMap((character) =>
    character.charCodeAt(0) < 0x80 ? [character.charCodeAt(0)] : [...(codes.get(character) ?? [])],
  )

const isOwn = (lead: number, trail: number): boolean =>
  (lead >= 0xaa && lead <= 0xaf && trail >= 0xa1) ||
  (lead >= 0xf8 && trail >= 0xa1) ||
  (lead >= 0xa1 && lead <= 0xa7 && trail < 0xa1)

/** Puts readings behind every byte pair that looks like a character of the table, then decodes as the site did. */
export const annotateBytes = (text: string, table: Readonly<Record<string, string>>): string => {
  const pairs = new Map(
    Object.entries(table).map(([character, reading]) => [bytesOf(character).join(), bytesOf(`(${reading})`)]),
  )
  const bytes = bytesOf(text)
  const marked: number[] = []
  for (let at = 0; at < bytes.length; at += 1) {
    const reading = pairs.get(bytes.slice(at, at + 2).join())
    marked.push(bytes[at] ?? 0)
    if (reading === undefined) continue
    marked.push(bytes[at + 1] ?? 0, ...reading)
    at += 1
  }
  return show(marked)
}

const show = (marked: readonly number[]): string => {
  let shown = ''
  for (let at = 0; at < marked.length; at += 1) {
    const lead = marked[at] ?? 0
    if (lead < 0x80) {
      shown += String.fromCharCode(lead)
      continue
    }
    at += 1
    const trail = marked[at] ?? 0
    if (trail < 0x40 || trail === 0x7f || trail > 0xfe) shown += '?'
    else if (!isOwn(lead, trail)) shown += decoder.decode(Uint8Array.of(lead, trail))
  }
  return shown
}

/**
 * Puts a line feed behind every pair of bytes A1 A3 (a full stop), wherever it lies: also across two characters, whose
 * bytes then fall apart. Genuine full stops get their line feed taken back, so only the broken places stay.
 */
export const splitBytes = (text: string): string | null => {
  const bytes = bytesOf(text)
  const marked: number[] = []
  let broken = 0
  let isLead = true
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] ?? 0
    marked.push(byte)
    if (isLead && byte === 0xa1 && bytes[at + 1] === 0xa3 && bytes[at + 2] !== undefined && (bytes[at + 2] ?? 0) >= 0x80 && broken * 3 < at / 120) {
      // One full stop in some: its first byte is torn from its second.
      marked.push(0x20)
      broken += 1
    }
    if (byte >= 0x80) isLead = !isLead
  }
  return broken === 0 ? null : show(marked)
}
