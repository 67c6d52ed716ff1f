import { expect, test } from 'vitest'
import { createPassageLinks } from '../../../main/services/passage-links.ts'

const link = 'yandu://passage/essay/2.2'

const setUp = () => {
  const told: string[] = []
  let now = 0
  const links = createPassageLinks({ emit: (name) => void told.push(name), clock: () => now })
  return { links, told, pass: (ms: number) => (now += ms) }
}

test('a link is taken once, by whoever asks first', async () => {
  const { links } = setUp()
  expect(await links.take()).toEqual({ link: null })
  links.offer(link, false)
  expect(await links.take()).toEqual({ link })
  expect(await links.take()).toEqual({ link: null })
})

test('open windows hear of it unless a new one is about to ask', () => {
  const { links, told } = setUp()
  links.offer(link, true)
  expect(told).toEqual([])
  links.offer(link, false)
  expect(told).toEqual(['app.linkArrived'])
})

test('the newest one counts, and none waits for ever', async () => {
  const { links, pass } = setUp()
  links.offer(link, true)
  links.offer('yandu://passage/essay/1', true)
  expect(await links.take()).toEqual({ link: 'yandu://passage/essay/1' })
  links.offer(link, true)
  pass(120_000)
  expect(await links.take()).toEqual({ link: null })
})
