import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyEdits } from '../../../main/editions/apply-edits.ts'
import { codePointLength } from '../../../main/editions/code-points.ts'
import { checkEdition, EditionFile } from '../../../main/editions/edition.ts'
import { withLineFeeds } from '../../../main/editions/line-end.ts'
import { makeEdition } from '../../../main/editions/make-edition.ts'
import { unharmedTexts } from './unharmed-texts.ts'

const about = { documentId: 'sample', fileName: 'sample.txt' }
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** Pieces of every kind the stages look for, in any order. */
const pieces = fc.constantFrom(
  '一、',
  '（一）',
  '(二)',
  '一是',
  '二是',
  '第一章 ',
  '第二章 ',
  '1. ',
  '首先，',
  '目錄/提綱:……\n',
  '……\n',
  '\n',
  '\r\n',
  '\r',
  ' ',
  '　',
  '……(某站省略820字,會員可閱讀)……',
  '(未完,全文共100字,僅顯示20字)',
  '……',
  '創(chuàng)新',
  '關(guān)於',
  '機關(guān)',
  '責(zé)任',
  '怕?lián)?zé)任',
  '?lián)',
  '警li跟著',
  '_',
  '□',
  '，',
  ',',
  '。',
  ';',
  '(',
  ')',
  '對推進管理的思考',
  '𠀋',
  '😀',
  '于后系',
  '不可能的事情',
  'https://a.b/c_d',
  '本文来自https://a.b/c',
  'x0dx0a',
  '。\\n',
  '&ldquo;',
  '&#20013;',
  '<br>',
  '=E4=B8=AD=\n',
  'ä¸\u00adæ–‡',
  '锛屼腑鏂囥€',
  '\u200b',
  '\u2028',
  '\f',
  '社 会 管 理 ， ',
  '社会管理创新的思考和对策研究，社会管\n理创新的思考和对策研究，社会管理创\n新的思考和对策研究，社会管理创新\n',
  '\n> ',
  '国务“院关于',
  '\n第 3 页 共 9 页\n',
  '\n- 3 -\n',
  '\n登录后可查看全文\n',
  '反对**的统治',
  '被[屏蔽]了',
  '12:30',
  '\0',
  '\ufffd',
)
const mixtures = fc.array(pieces, { maxLength: 60 }).map((list) => list.join(''))

describe('the pipeline', () => {
  it('gives a sound edition of any mixture', async () => {
    await fc.assert(
      fc.asyncProperty(mixtures, async (text) => {
        const edition = await makeEdition(bytes(text), about)
        const source = withLineFeeds(text.replace(/^\ufeff/, ''))
        if (edition.source.encoding === 'UTF-8') {
          expect(checkEdition(edition, source)).toEqual([])
          expect(applyEdits(source, edition.edits, 'L2')).toBe(edition.set)
        }
        expect(codePointLength(edition.set)).toBe(codePointLength(edition.restored))
        expect(EditionFile.safeParse(edition).success).toBe(true)
      }),
      { numRuns: 300, examples: [['目錄/提綱:……\n一、\r第一章 ……(某站省略820字,會員可閱讀)……'], ['目錄/提綱:……\n(未完,全文共100字,僅顯示20字)一、……\n一是']] },
    )
  })

  it('survives any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (noise) => {
        const edition = await makeEdition(noise, about)
        expect(EditionFile.safeParse(edition).success).toBe(true)
      }),
      { numRuns: 150 },
    )
  })

  it.each(unharmedTexts)('leaves its own result alone: $name', async ({ text }) => {
    const once = await makeEdition(bytes(text), about)
    const twice = await makeEdition(bytes(once.set), about)
    expect(twice.edits).toEqual([])
    expect(twice.set).toBe(once.set)
  })

  it('gives the same edition for the same bytes', async () => {
    const text = unharmedTexts.map((one) => one.text).join('\n')
    expect(await makeEdition(bytes(text), about)).toEqual(await makeEdition(bytes(text), about))
  })
})
