import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react'
import { walkList, type ListKey } from '../../ui/list-walk.ts'
import { useActions } from '../context.ts'

const lineKeys: readonly ListKey[] = ['ArrowDown', 'ArrowUp']

/** First code points of a line that say which one it is. */
const shownWords = 40

/** Letters of a line without what repairs took out of it. */
const wordsOf = (line: HTMLElement): string => {
  const copy = line.cloneNode(true)
  if (!(copy instanceof HTMLElement)) return ''
  for (const removed of copy.querySelectorAll('del')) removed.remove()
  return copy.textContent.trim()
}

/** Choosing one line of the text, by pointer or keyboard, to make it a heading. */
export const useChosenLine = (scroller: RefObject<HTMLElement | null>) => {
  const actions = useActions()
  const [choosing, setChoosing] = useState(false)
  const [chosen, setChosen] = useState<{ readonly at: number; readonly text: string } | null>(null)
  const element = useRef<HTMLElement | null>(null)

  const choose = (line: HTMLElement | null | undefined) => {
    element.current?.removeAttribute('data-chosen')
    element.current = line ?? null
    if (!line) return setChosen(null)
    line.setAttribute('data-chosen', '')
    line.scrollIntoView({ block: 'nearest' })
    setChosen({ at: Number(line.dataset['line']), text: wordsOf(line) })
  }
  useEffect(() => () => element.current?.removeAttribute('data-chosen'), [])

  const lines = (): HTMLElement[] => [...(scroller.current?.querySelectorAll<HTMLElement>('[data-line]') ?? [])]
  const firstSeen = (): HTMLElement | undefined => {
    const top = scroller.current?.getBoundingClientRect().top ?? 0
    return lines().find((line) => line.getBoundingClientRect().top >= top)
  }
  const end = () => {
    choose(null)
    setChoosing(false)
  }
  const take = () => {
    if (chosen === null) return
    void actions.decideHeadings([{ at: chosen.at, words: chosen.text, made: true, change: { heading: true } }])
    end()
    scroller.current?.focus()
  }
  return {
    choosing,
    text: chosen === null ? null : Array.from(chosen.text).slice(0, shownWords).join(''),
    take,
    toggle: () => {
      if (choosing) return end()
      setChoosing(true)
      scroller.current?.focus()
      choose(firstSeen())
    },
    /** True when the press was meant for the choice. */
    onKeyDown: (event: KeyboardEvent<HTMLElement>): boolean => {
      if (!choosing) return false
      const all = lines()
      const wanted = walkList(event, lineKeys, element.current ? all.indexOf(element.current) : -1, all.length)
      if (wanted !== null) choose(all[wanted])
      else if (event.key === 'Enter') take()
      else if (event.key === 'Escape') end()
      else return false
      event.preventDefault()
      event.stopPropagation()
      return true
    },
    onClick: (target: EventTarget): boolean => {
      if (!choosing || !(target instanceof Element)) return false
      choose(target.closest<HTMLElement>('[data-line]'))
      return true
    },
  }
}
