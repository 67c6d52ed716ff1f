import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { StatedSource } from '../../../preload/contract/bibliography.ts'
import { readMetadata } from '../../../main/editions/metadata.ts'
import { readStatedSource } from '../../../main/editions/stated-source.ts'

const body = '\n正文第一段，說的是別的事情，一直說到很遠的地方去。\n正文第二段，也是如此，並且更長一些，好讓它像一段文字。\n'
const nothing = { author: '', date: '', publication: '', address: '' }

describe('what a text says about itself', () => {
  test.each<[string, Partial<StatedSource>]>([
    ['作者：張三', { author: '張三' }],
    ['作者:张三、李四  来源:新华网  发布时间:2012-03-04 10:20', { author: '张三、李四', publication: '新华网', date: '2012-03-04' }],
    ['來源：新華網\u3000作者：歐陽修\u3000責任編輯：王五', { author: '歐陽修', publication: '新華網' }],
    ['【作者】：張三', { author: '張三' }],
    ['作 者：張三', { author: '張三' }],
    ['文／張三', { author: '張三' }],
    ['作者 張三', { author: '張三' }],
    ['發布時間：2012年3月4日', { date: '2012-03-04' }],
    ['发布日期：2012年3月', { date: '2012-03' }],
    ['時間：二〇一二年十一月二十三日', { date: '2012-11-23' }],
    ['二○一二年三月四日', { date: '2012-03-04' }],
    ['2012-03-04 10:20:33 星期日 新華網', { date: '2012-03-04' }],
    ['来源：http://www.example.org/a/b.html', { address: 'http://www.example.org/a/b.html' }],
    ['原文地址：https://example.org/x?y=1', { address: 'https://example.org/x?y=1' }],
    ['https://example.org/only', { address: 'https://example.org/only' }],
    ['转载自：《读书》', { publication: '读书' }],
    ['2012-03-04 10:20来源：新华网', { date: '2012-03-04', publication: '新华网' }],
    ['作者：𠮷田', { author: '𠮷田' }],
    ['点击：203 来源：某网 打印', { publication: '某网 打印' }],
  ])('%s', (line, expected) => {
    expect(readStatedSource(`題名${body}${line}${body}`)).toEqual({ ...nothing, ...expected })
    expect(readStatedSource(`題名${body}${body}${line}\n`)).toEqual({ ...nothing, ...expected })
  })

  test.each([
    ['an author who is no one', '作者：佚名'],
    ['a position, not a name', '（作者係某大學教授）'],
    ['a sentence that has the word in it', '他說作者應當自己負責。'],
    ['a date that no calendar has', '發布時間：2012-13-40'],
    ['a date in a sentence', '1949年10月1日，這一天人們聚集在廣場上看升旗儀式'],
    ['a label inside a sentence', '他認為財富的來源：勞動，作者：歷史'],
    ['a label with nothing behind it', '作者：'],
    ['a script for an address', '來源：javascript:alert(1)'],
  ])('is nothing for %s', (_what, line) => {
    const { publication, ...rest } = readStatedSource(`題名${body}${line}${body}`)
    expect(rest).toEqual({ author: '', date: '', address: '' })
    expect(publication).toMatch(/^(?:javascript.*)?$/)
  })

  test('in the middle of a long text does not count', () => {
    expect(readStatedSource(`題名${body.repeat(30)}作者：張三${body.repeat(30)}`)).toEqual(nothing)
  })

  test('is nothing in the shipped essay, whose own account says so too', async () => {
    const edition = JSON.parse(
      await readFile(join(import.meta.dirname, '../../../content/essay/edition.json'), 'utf8'),
    ) as { restored: string }
    expect(readStatedSource(edition.restored)).toEqual(nothing)
    expect(readMetadata(edition.restored)).toEqual({ author: false, date: false, source: false })
  })

  test('always fits its schema', () => {
    const words = fc.constantFrom('作者', '：', '來源', '張三', ' ', '  ', '\n', '2012', '-03-04', '年', 'http://', '。', '\u0007', '／')
    fc.assert(
      fc.property(fc.array(fc.oneof(words, fc.string({ maxLength: 3 })), { maxLength: 40 }), (parts) => {
        expect(StatedSource.safeParse(readStatedSource(parts.join(''))).success).toBe(true)
      }),
    )
  })
})
