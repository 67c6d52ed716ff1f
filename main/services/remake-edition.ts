import { noChoices, type EditionChoices } from '../../preload/contract/imports.ts'
import { AppError } from '../../preload/contract/wire.ts'
import type { Edition } from '../editions/edition.ts'
import { makeEditions, receivedBytes } from '../editions/make-edition.ts'
import { readSource } from '../formats/read-source.ts'
import { packEdition, type PackedDocument } from './packed-document.ts'

/**
 * Makes an edition again from its source with other choices. `name` is what the reader calls the file. Throws
 * AppError('conflict') when this version of Yandu does not get the same text out of the file any more: then the places
 * that choices speak of would be others.
 */
export const remakeEdition = async (
  edition: Edition,
  bytes: Uint8Array,
  name: string,
  choices: EditionChoices,
): Promise<PackedDocument> => {
  const { documentId, source } = edition
  const seeming = await readSource(bytes, name)
  const received = seeming.encoding === source.encoding ? seeming : await readSource(bytes, name, { encoding: source.encoding })
  const index = source.part?.index ?? 0
  const before = Array.from({ length: index }, () => noChoices)
  const made = (await makeEditions(received, { documentId, fileName: source.file, name, bytes }, [...before, choices]))[index]
  const same =
    made !== undefined &&
    made.source.characters === source.characters &&
    made.source.text?.sha256 === source.text?.sha256 &&
    made.source.encoding === source.encoding &&
    made.source.part?.start === source.part?.start
  if (!same) throw new AppError('conflict', 'This version of Yandu reads the file differently. Import the file again.', { documentId })
  const text = made.source.text && source.text
  const named: Edition = { ...made, documentId, source: { ...made.source, ...(text === undefined ? {} : { text }) } }
  return packEdition(named, receivedBytes(received), false)
}
