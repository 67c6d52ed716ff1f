import { execFileSync } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openLibrary } from '../../main/library/open-library.ts'
import { expect, goToSection, inputMethod, noteWords, openReader, startYandu, test, writeNote } from './reader.ts'

test('a note is written, previewed, ordered, deleted and brought back', async ({ reader }) => {
  await goToSection(reader, '2.2.1')
  await writeNote(reader, '第一則：**責任制**\n\n- 甲\n- 乙')
  await reader.keyboard.press('Control+Enter')
  await writeNote(reader, '第二則')
  await reader.keyboard.press('Control+Enter')
  const notes = reader.locator('.note')
  await expect(notes).toHaveCount(2)
  await expect(notes.nth(0).locator('strong')).toHaveText('責任制')
  await expect(notes.nth(0).locator('li')).toHaveCount(2)

  await notes.nth(1).getByRole('button', { name: /Move up/ }).click()
  await expect(notes.nth(0)).toContainText('第二則')
  await notes.nth(0).getByRole('button', { name: 'Delete' }).click()
  await expect(notes).toHaveCount(1)
  await reader.getByRole('button', { name: 'Undo' }).click()
  await expect(notes).toHaveCount(2)
  await expect(notes.nth(0)).toContainText('第二則')
  await expect(reader.locator('[data-row="2.2.1"] .outline-count')).toContainText('2')

  await reader.reload()
  await expect(notes).toHaveCount(2)
  await expect(notes.nth(0)).toContainText('第二則')
})

test('a missing section takes notes', async ({ reader }) => {
  await goToSection(reader, '2.5')
  await reader.locator('article [data-section="2.5"]').getByRole('button', { name: 'Write a note here' }).click()
  await reader.locator('.note-field').fill('正文缺，先記一筆')
  await expect(reader.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
  await expect(reader.locator('[data-row="2.5"] .outline-count')).toContainText('1')
})

test('the preview is what the note will look like, and going back to writing keeps the words', async ({ reader }) => {
  await reader.getByRole('button', { name: 'New note' }).click()
  await reader.locator('.note-field').fill('# 標題\n\n> 引文 <img src=x onerror=alert(1)>')
  await reader.getByText('Preview', { exact: true }).click()
  await expect(reader.locator('.note-preview [role=heading]')).toHaveText('標題')
  await expect(reader.locator('.note-preview img')).toHaveCount(0)
  await reader.getByText('Write', { exact: true }).click()
  await expect.poll(() => noteWords(reader)).toBe('# 標題\n\n> 引文 <img src=x onerror=alert(1)>')
})

test('what is shown as saved is there after kill -9 in the middle of typing', async ({ page, folders }) => {
  test.setTimeout(180_000)
  page.on('dialog', (dialog) => void dialog.accept())
  for (const typingFor of [600, 2200]) {
    const running = await startYandu(folders)
    await page.goto('about:blank')
    await openReader(page, running.address)
    await goToSection(page, '1.1')
    await page.getByRole('button', { name: 'New note' }).click()
    await page.evaluate(() => {
      Object.assign(window, { shownAsSaved: '' })
      const look = () => {
        const lines = [...document.querySelectorAll('.note-field .cm-line')]
        const state = document.querySelector('.note-editing [data-save]')?.getAttribute('data-save')
        if (lines.length > 0 && state === 'saved') {
          Object.assign(window, { shownAsSaved: lines.map((line) => (line.querySelector('.cm-placeholder') ? '' : line.textContent)).join('\n') })
        }
      }
      new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
    })
    const typing = page
      .locator('.note-field')
      .pressSequentially('學而時習之不亦說乎𠮷有朋自遠方來'.repeat(8), { delay: 15 })
      .catch(() => {})
    await page.waitForTimeout(typingFor)
    await running.kill()
    await page.waitForTimeout(200)
    const expected = await page.evaluate(() => Reflect.get(window, 'shownAsSaved') as string)
    await typing
    // Words that were not saved are still on the screen and are not called saved.
    await expect(page.locator('.note-editing [data-save]')).not.toHaveAttribute('data-save', 'saved')
    const onScreen = await noteWords(page)
    expect(onScreen.startsWith(expected)).toBe(true)
    const after = await startYandu(folders)
    await page.goto('about:blank')
    await openReader(page, after.address)
    await goToSection(page, '1.1')
    if (expected !== '') {
      const kept = await page.locator('.note .markdown').allTextContents()
      expect(kept.some((text) => text.startsWith(expected))).toBe(true)
    }
    await after.stop()
  }
})

test('what is typed while Yandu is gone stays on the screen and is never called saved', async ({ page, folders }) => {
  const first = await startYandu(folders)
  await openReader(page, first.address)
  await writeNote(page, '甲')
  await first.kill()
  await page.locator('.note-field').fill('甲乙')
  await expect(page.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'failed', { timeout: 15_000 })
  await expect(page.locator('.banner-warning')).toBeVisible()
  await expect.poll(() => noteWords(page)).toBe('甲乙')
})

test('a second program on the same library is told so and writes nothing', async ({ yandu, folders, reader }) => {
  expect(yandu.process.pid).toBeGreaterThan(0)
  await writeNote(reader, '只有一個程式寫')
  await expect(startYandu(folders)).rejects.toThrow(/already|open/i)
  const looking = await startYandu(folders, ['--read-only'])
  const page = await reader.context().newPage()
  await openReader(page, looking.address)
  await expect(page.getByRole('button', { name: 'New note' })).toBeDisabled()
  await expect(page.locator('.note')).toContainText('只有一個程式寫')
  await looking.stop()
})

test.describe('an input method', () => {
  test('loses, doubles and submits nothing while a note is composed', async ({ reader }) => {
    const ime = await inputMethod(reader)
    await reader.getByRole('button', { name: 'New note' }).click()
    const field = reader.locator('.note-field')
    await field.pressSequentially('A')
    for (const step of ['n', 'ni', 'ni h', 'ni hao']) {
      await ime.compose(step)
      await reader.waitForTimeout(60)
    }
    // Longer than a save rests: what is only composed must not have been saved, nor the field rewritten by a reply.
    await reader.waitForTimeout(1200)
    await ime.key('Enter')
    await ime.key('Escape')
    await expect(field).toBeVisible()
    await expect.poll(() => noteWords(reader)).toBe('Ani hao')
    await ime.commit('你好𠮷')
    await expect.poll(() => noteWords(reader)).toBe('A你好𠮷')
    await expect(reader.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
    await ime.compose('shi')
    // What is composed is not on the disk, and nothing may say that it is.
    await expect(reader.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'unsaved')
    await ime.compose('shijie')
    await ime.commit('世界')
    await expect.poll(() => noteWords(reader)).toBe('A你好𠮷世界')
    await expect(reader.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
    await reader.reload()
    await expect(reader.locator('.note .markdown')).toHaveText('A你好𠮷世界')
  })

  test('keeps its words when the window takes the focus away in the middle', async ({ reader }) => {
    const ime = await inputMethod(reader)
    await reader.getByRole('button', { name: 'New note' }).click()
    await ime.compose('zhong')
    await ime.commit('中')
    await ime.compose('wen')
    await reader.locator('#text').focus()
    await expect(reader.locator('.note-editing [data-save]')).toHaveAttribute('data-save', 'saved')
    const value = await noteWords(reader)
    expect(value.startsWith('中')).toBe(true)
    expect(value.match(/中/g)).toHaveLength(1)
  })

  test('does not trigger shortcuts', async ({ reader }) => {
    const ime = await inputMethod(reader)
    await reader.getByRole('button', { name: 'New note' }).click()
    await ime.compose('p')
    await ime.key('p')
    await expect(reader.locator('dialog')).toHaveCount(0)
  })
})

test('a section with hundreds of notes shows its new one, and typing stays quick', async ({ page, folders }) => {
  const library = await openLibrary({
    libraryFolder: folders.library,
    stateFolder: folders.state,
    shell: 'terminal',
    clock: Date.now,
    randomBytes,
    onFocus: () => false,
  })
  for (let index = 0; index < 300; index += 1) {
    await library.notes.save({
      documentId: 'essay',
      noteId: randomUUID(),
      sectionId: '1.2',
      body: `第 ${index} 則 **要點**`,
      base: null,
    })
  }
  await library.close()
  const yandu = await startYandu(folders)
  await openReader(page, yandu.address)
  await goToSection(page, '1.2')
  await expect(page.locator('[data-row="1.2"] .outline-count')).toContainText('300')
  await writeNote(page, '第三百零一則')
  await expect(page.locator('[data-row="1.2"] .outline-count')).toContainText('301')
  await expect(page.locator('.note-field')).toBeInViewport()
  await page.keyboard.press('Control+Enter')
  await expect(page.locator('.note')).toHaveCount(301)
  await expect(page.locator('.note').last()).toContainText('第三百零一則')
  await yandu.stop()
})

test('a note being written when another document is opened is saved to its own document', async ({ page, folders }) => {
  const source = join(folders.state, '..', 'second.txt')
  await writeFile(source, '讀書札記\n\n第一章 開端\n\n　　這是札記的第一章，說的是開端的事情，並且多寫幾個字。\n\n第二章 結尾\n\n　　這是第二章，說的是結尾的事情，也多寫幾個字。\n')
  const cli = join(import.meta.dirname, '../../dist/main/cli.js')
  execFileSync(process.execPath, [cli, 'import', source, '--library', folders.library, '--state', folders.state])
  const yandu = await startYandu(folders)
  await openReader(page, yandu.address)
  const chooser = page.getByLabel('Document')
  await goToSection(page, '2.1.1')
  await chooser.selectOption({ label: '讀書札記' })
  await expect(page.locator('h1')).toHaveText('讀書札記')
  await expect(page.locator('[role=treeitem][aria-selected=true]')).toHaveAttribute('data-row', '0')
  await goToSection(page, '1')
  await page.getByRole('button', { name: 'New note' }).click()
  await page.locator('.note-field').fill('屬於札記')
  await chooser.selectOption({ label: '對推進公安機關社會管理創新的思考' })
  await page.locator('article [data-section="2.3.3"]').waitFor()
  await goToSection(page, '1')
  await expect(page.locator('.note')).toHaveCount(0)
  await chooser.selectOption({ label: '讀書札記' })
  await expect(page.locator('h1')).toHaveText('讀書札記')
  await goToSection(page, '1')
  await expect(page.locator('.note')).toContainText('屬於札記')
  await yandu.stop()
})

test('a note can be begun from the text while the notes are folded away', async ({ reader }) => {
  await reader.getByRole('button', { name: 'Show or hide the notes' }).click()
  await goToSection(reader, '1.4')
  await reader.locator('article [data-section="1.4"]').getByRole('button', { name: 'Write a note here' }).click()
  await expect(reader.locator('.note-field')).toBeFocused()
})

test('two deleted notes can both be brought back', async ({ reader }) => {
  await goToSection(reader, '2.4')
  for (const text of ['其一', '其二']) {
    await writeNote(reader, text)
    await reader.keyboard.press('Control+Enter')
  }
  await reader.locator('.note').nth(0).getByRole('button', { name: 'Delete' }).click()
  await expect(reader.locator('.note')).toHaveCount(1)
  await reader.locator('.note').nth(0).getByRole('button', { name: 'Delete' }).click()
  await expect(reader.locator('.note')).toHaveCount(0)
  await reader.locator('.toast').nth(1).getByRole('button', { name: 'Undo' }).click()
  await reader.locator('.toast').nth(0).getByRole('button', { name: 'Undo' }).click()
  await expect(reader.locator('.note')).toHaveCount(2)
})
