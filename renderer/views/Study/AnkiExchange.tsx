import { useRef, useState } from 'react'
import { ankiTextLimit } from '../../../preload/contract/study.ts'
import { Button } from '../../ui/Button.tsx'
import { useActions, useWords } from '../context.ts'

interface AnkiExchangeProps {
  readonly mayWrite: boolean
  readonly cards: number
}

/** Hands a text to the browser or the window's shell to be saved as a file. */
const saveText = (fileName: string, text: string): void => {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  const link = document.createElement('a')
  link.href = address
  link.download = fileName
  link.click()
  URL.revokeObjectURL(address)
}

export const AnkiExchange = ({ mayWrite, cards }: AnkiExchangeProps) => {
  const words = useWords()
  const actions = useActions()
  const field = useRef<HTMLInputElement>(null)
  const [said, setSaid] = useState('')
  const save = async () => {
    const made = await actions.exportAnki()
    if (!made) return
    saveText(made.fileName, made.text)
    setSaid(words('study.exported', { count: made.cards }))
  }
  const take = async (file: File) => {
    if (file.size > ankiTextLimit) {
      setSaid(words('study.tooLarge'))
      return
    }
    const result = await actions.importAnki(await file.text())
    if (result) setSaid(words('study.imported', { ...result, refused: result.refused.length }))
  }
  return (
    <>
      <Button disabled={cards === 0} onClick={() => void save()}>
        {words('study.exportAnki')}
      </Button>
      <Button disabled={!mayWrite || cards === 0} onClick={() => field.current?.click()}>
        {words('study.importAnki')}
      </Button>
      <input
        ref={field}
        type="file"
        accept=".txt,.csv,.tsv,text/plain"
        hidden
        aria-label={words('study.importAnki')}
        onChange={(event) => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void take(file)
        }}
      />
      <p role="status" className="form-hint">
        {said}
      </p>
    </>
  )
}
