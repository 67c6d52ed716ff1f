type Bytes = readonly [first: number, last: number]

/** The Han characters of a double-byte encoding within ranges of lead and trail bytes. */
const charactersOf = (encoding: 'gbk' | 'big5', leads: Bytes, trails: Bytes): ReadonlySet<string> => {
  const bytes: number[] = []
  for (let lead = leads[0]; lead <= leads[1]; lead += 1) {
    for (let trail = trails[0]; trail <= trails[1]; trail += 1) {
      if (trail <= 0x7e || trail >= 0xa1) bytes.push(lead, trail)
    }
  }
  return new Set(new TextDecoder(encoding).decode(Uint8Array.from(bytes)).match(/\p{Script=Han}/gu))
}

let gb2312Loaded: ReadonlySet<string> | null = null
let everydaySimplifiedLoaded: ReadonlySet<string> | null = null
let big5Loaded: ReadonlySet<string> | null = null
let everydayTraditionalLoaded: ReadonlySet<string> | null = null

/** The 6,763 characters of GB 2312. */
export const gb2312 = (): ReadonlySet<string> => {
  gb2312Loaded ??= charactersOf('gbk', [0xb0, 0xf7], [0xa1, 0xfe])
  return gb2312Loaded
}

/** The 3,755 everyday characters of simplified script: level 1 of GB 2312. */
export const everydaySimplified = (): ReadonlySet<string> => {
  everydaySimplifiedLoaded ??= charactersOf('gbk', [0xb0, 0xd7], [0xa1, 0xfe])
  return everydaySimplifiedLoaded
}

/** The 13,060 characters of Big5: each of them is a spelling of its own in traditional script. */
export const big5 = (): ReadonlySet<string> => {
  big5Loaded ??= charactersOf('big5', [0xa4, 0xf9], [0x40, 0xfe])
  return big5Loaded
}

/** The 5,401 everyday characters of traditional script: level 1 of Big5. */
export const everydayTraditional = (): ReadonlySet<string> => {
  everydayTraditionalLoaded ??= charactersOf('big5', [0xa4, 0xc6], [0x40, 0xfe])
  return everydayTraditionalLoaded
}
