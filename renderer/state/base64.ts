/** Bytes that are turned into letters at a time: `String.fromCharCode` takes only so many. */
const pieceSize = 0x8000

/** The bytes as base64, with padding. */
export const base64Of = (bytes: Uint8Array): string => {
  let letters = ''
  for (let at = 0; at < bytes.length; at += pieceSize) letters += String.fromCharCode(...bytes.subarray(at, at + pieceSize))
  return btoa(letters)
}
