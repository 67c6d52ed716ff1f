import { readFile, writeFile } from 'node:fs/promises'
import { editionBytes, editionFileName } from '../main/editions/edition-store.ts'
import { makeEdition } from '../main/editions/make-edition.ts'

const folder = new URL('../content/essay/', import.meta.url)
const fileName = 'source.txt'
const edition = await makeEdition(await readFile(new URL(fileName, folder)), { documentId: 'essay', fileName })
await writeFile(new URL(editionFileName, folder), editionBytes(edition))
console.log(`${edition.sections.length} sections, ${edition.gaps.length} gaps, ${edition.edits.length} edits`)
