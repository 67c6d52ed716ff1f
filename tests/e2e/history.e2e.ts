import AxeBuilder from '@axe-core/playwright'
import { callMain, expect, goToSection, noteWords, runCommand, test, writeNote } from './reader.ts'

test('every version of a note is listed, compared and taken again as a new one', async ({ reader }) => {
  await goToSection(reader, '1.1')
  await writeNote(reader, '學而時習之')
  await reader.locator('.note-field').fill('學而常習之')
  await expect(reader.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
  await reader.keyboard.press('Control+Enter')
  await reader.locator('.note').getByRole('button', { name: 'Earlier versions' }).click()
  const dialog = reader.getByRole('dialog')
  const versions = dialog.getByRole('radiogroup', { name: /Versions/ }).getByRole('radio')
  await expect(versions).toHaveCount(2)
  await expect(dialog.locator('del')).toContainText('時')
  await expect(dialog.locator('del')).toContainText('Deleted:')
  await expect(dialog.locator('ins')).toContainText('常')
  const { violations } = await new AxeBuilder({ page: reader }).include('dialog').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await versions.last().check()
  await expect(dialog.locator('ins')).toContainText('學而時習之')
  await dialog.getByText('As it was', { exact: true }).click()
  await expect(dialog.locator('.difference')).toHaveText('學而時習之')
  await dialog.getByRole('button', { name: 'Take this version again' }).click()
  await expect(versions).toHaveCount(3)
  await reader.keyboard.press('Escape')
  await expect(reader.locator('.note .markdown')).toHaveText('學而時習之')
  await expect(reader.locator('.note').getByRole('button', { name: 'Earlier versions' })).toBeFocused()
})

test('an older version comes back with its passage, colour and tags', async ({ reader }) => {
  const { revision } = (await callMain(reader, 'documents.outline', { documentId: 'essay' })) as { revision: string }
  const { restored } = (await callMain(reader, 'documents.passage', { documentId: 'essay', start: 0, end: 700 })) as { restored: string }
  const characters = Array.from(restored)
  const anchorAt = (start: number, end: number) => ({
    revision,
    range: { start, end },
    quote: {
      exact: characters.slice(start, end).join(''),
      prefix: characters.slice(start - 32, start).join(''),
      suffix: characters.slice(end, end + 32).join(''),
    },
  })
  const draft = { documentId: 'essay', noteId: 'hl', sectionId: '1' }
  const first = { ...draft, base: null, body: '初稿', anchor: anchorAt(600, 606), color: 'green', tags: ['甲'] }
  const { version } = (await callMain(reader, 'notes.save', first)) as { version: unknown }
  await callMain(reader, 'notes.save', { ...draft, base: version, body: '初稿', anchor: anchorAt(610, 620), color: 'pink', tags: ['乙'] })
  await goToSection(reader, '1')
  const note = reader.locator('[data-note="hl"]')
  await note.getByRole('button', { name: 'Earlier versions' }).click()
  const dialog = reader.getByRole('dialog')
  const fields = dialog.locator('.versions-fields')
  await expect(fields.getByRole('definition').filter({ hasText: '甲' })).toContainText('乙')
  await expect(fields).toContainText('Colour')
  await expect(fields).toContainText('Passage')
  await dialog.getByRole('radiogroup', { name: /Versions/ }).getByRole('radio').last().check()
  await dialog.getByRole('button', { name: 'Take this version again' }).click()
  await expect(dialog.getByRole('radiogroup', { name: /Versions/ }).getByRole('radio')).toHaveCount(3)
  const [kept] = (await callMain(reader, 'notes.list', { documentId: 'essay' })) as Record<string, unknown>[]
  expect(kept).toMatchObject({ body: '初稿', color: 'green', tags: ['甲'], anchor: { range: { start: 600, end: 606 } } })
})

test('markup in a version is words', async ({ reader }) => {
  await writeNote(reader, '<img src=x onerror=alert(1)> 甲')
  await reader.locator('.note-field').fill('<b>乙</b>')
  await expect(reader.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
  expect(await noteWords(reader)).toBe('<b>乙</b>')
  await reader.keyboard.press('Control+Enter')
  await reader.locator('.note').getByRole('button', { name: 'Earlier versions' }).click()
  await expect(reader.locator('.versions-difference')).toContainText('<b>')
  await expect(reader.locator('.versions-difference :is(img, b)')).toHaveCount(0)
})

test('a deleted note is found among the deleted ones later and brought back', async ({ reader }) => {
  await goToSection(reader, '2.4')
  await writeNote(reader, '會後悔的')
  await reader.keyboard.press('Control+Enter')
  await reader.locator('.note').getByRole('button', { name: 'Delete' }).click()
  await expect(reader.locator('.note')).toHaveCount(0)
  await reader.reload()
  await reader.locator('article [data-section="1"]').waitFor()
  await runCommand(reader, 'Deleted notes')
  const dialog = reader.getByRole('dialog')
  await expect(dialog.locator('.trash-item')).toContainText('會後悔的')
  await expect(dialog.locator('.trash-item')).toContainText('this computer')
  const { violations } = await new AxeBuilder({ page: reader }).include('dialog').analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
  await dialog.getByRole('button', { name: /Bring back/ }).click()
  await expect(dialog.locator('.trash-item')).toHaveCount(0)
  await reader.keyboard.press('Escape')
  await goToSection(reader, '2.4')
  await expect(reader.locator('.note')).toContainText('會後悔的')
})
