/** Frames that a card is waited for: the section is drawn first, then its notes. */
const patience = 60

/** Gives the focus to a note's card as soon as it is drawn. */
export const focusNote = (noteId: string): void => {
  let frames = 0
  const look = () => {
    const card = document.querySelector<HTMLElement>(`#notes [data-note="${CSS.escape(noteId)}"]`)
    if (card) {
      card.focus()
      card.scrollIntoView({ block: 'nearest' })
    } else if ((frames += 1) < patience) requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
}
