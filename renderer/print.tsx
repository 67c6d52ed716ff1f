import { flushSync } from 'react-dom'
import { createRoot } from 'react-dom/client'
import { PrintModel } from '../preload/contract/printing.ts'
import { languageTags } from '../preload/contract/words/index.ts'
import { setEmphasisDots } from './views/Print/emphasis-dots.ts'
import { paintMarks } from './views/Print/paint-marks.ts'
import { PrintPage } from './views/Print/PrintPage.tsx'
import { readPrintedText } from './views/Print/printed-text.ts'
import { setUprightDigits } from './views/Print/upright-digits.ts'
import './fonts/fonts.css'
import './views/Print/print.css'

const failed = (reason: string): void => {
  document.documentElement.dataset['printReady'] = 'failed'
  document.documentElement.dataset['printFailure'] = reason
}

/** Every face that the page uses is there; one that cannot be loaded would be replaced without a word. */
const fontsLoaded = async (): Promise<boolean> => {
  await document.fonts.ready
  const faces = [...document.fonts]
  return faces.some((face) => face.status === 'loaded') && !faces.some((face) => face.status === 'error')
}

const draw = async (): Promise<void> => {
  const model = PrintModel.parse(JSON.parse(document.getElementById('print-model')?.textContent ?? 'null'))
  const container = document.getElementById('pages')
  if (!container) throw new Error('the print page has no place to draw in')
  const { dataset } = document.documentElement
  dataset['face'] = model.face
  dataset['direction'] = model.direction
  document.documentElement.lang = languageTags[model.language]
  document.title = model.title
  flushSync(() => createRoot(container).render(<PrintPage model={model} />))
  setEmphasisDots(container, model.direction)
  if (model.direction === 'vertical') setUprightDigits(container)
  paintMarks(container)
  if (!(await fontsLoaded())) throw new Error('a font of the page could not be loaded')

  const printed = document.createElement('script')
  printed.type = 'application/json'
  printed.id = 'printed-text'
  // Text given to a script of a type that is not run; through a text node, which Trusted Types let pass.
  printed.append(document.createTextNode(JSON.stringify(readPrintedText(document, container))))
  document.body.append(printed)
  document.documentElement.dataset['printReady'] = 'true'
}

draw().catch((error: unknown) => failed(error instanceof Error ? error.message : String(error)))
