import { Marked } from 'marked'
import { renderMarkdown, sanitizeMarkup } from '../../renderer/reader/markdown.ts'

type Way = 'unsafe' | 'note' | 'paper' | 'markup'

const plain = new Marked({ gfm: true, breaks: true, async: false })

/** Draws a payload the given way, then clicks and focuses whatever can be clicked and focused. */
const draw = async (text: string, way: Way): Promise<string> => {
  const container = document.createElement('div')
  document.body.append(container)
  if (way === 'unsafe') {
    const markup = plain.parse(text, { async: false })
    container.append(document.createRange().createContextualFragment(markup))
  } else {
    const markup = way === 'markup' ? sanitizeMarkup(text) : renderMarkdown(text, way === 'paper' ? 'paper' : 'screen')
    // What React does with dangerouslySetInnerHTML.
    container.innerHTML = markup as string
  }
  const markup = container.innerHTML
  await new Promise((resolve) => setTimeout(resolve, 30))
  for (const element of container.querySelectorAll<HTMLElement>('*')) {
    element.dispatchEvent(new MouseEvent('mouseover', { bubbles: true }))
    element.focus?.()
    element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
  }
  return markup
}

Object.assign(window, { draw })
