import { describe, expect, test } from 'vitest'
import { sourceOf, type Bibliography, type Source } from '../../preload/contract/bibliography.ts'
import { dayOf, formatCitation, type Citation } from '../../preload/contract/citation.ts'

const unknown: Source = {
  kind: 'other', author: '', title: '', publication: '', place: '', issue: '', date: '', address: '',
}

const cite = (source: Partial<Source>, more: Partial<Citation> = {}): Citation => ({
  source: { ...unknown, ...source },
  section: '',
  paragraphs: null,
  accessed: '2026-11-24',
  language: 'zh-Hans',
  ...more,
})

const standard = (citation: Citation): string => formatCitation(citation, 'gbt7714', 'en')

describe('entries that GB/T 7714-2015 prints, with half-width signs', () => {
  test.each<[string, Partial<Source>, string, string]>([
    [
      'a web page (A.8)',
      { kind: 'web', author: '萧钰', title: '出版业信息化迈入快车道', date: '2001-12-19', address: 'http://www.creader.com/news/20011219/200112190019.html' },
      '2002-04-15',
      '萧钰. 出版业信息化迈入快车道[EB/OL]. (2001-12-19)[2002-04-15]. http://www.creader.com/news/20011219/200112190019.html.',
    ],
    [
      'a web page (A.8)',
      { kind: 'web', author: '李强', title: '化解医患矛盾需釜底抽薪', date: '2012-05-03', address: 'http://wenku.baidu.com/view/47e4f206b52acfc789ebc92f.html' },
      '2013-03-25',
      '李强. 化解医患矛盾需釜底抽薪[EB/OL]. (2012-05-03)[2013-03-25]. http://wenku.baidu.com/view/47e4f206b52acfc789ebc92f.html.',
    ],
    [
      'a web page without a date (4.6.2)',
      { kind: 'web', author: 'Online Computer Library Center，Inc.', title: 'About OCLC: history of cooperation', address: 'http://www.oclc.org/about/cooperation.en.html' },
      '2012-03-27',
      'Online Computer Library Center, Inc. About OCLC: history of cooperation[EB/OL]. [2012-03-27]. http://www.oclc.org/about/cooperation.en.html.',
    ],
    [
      'a report online (4.6.2)',
      { kind: 'report', author: '中国互联网络信息中心', title: '第29次中国互联网络发展现状统计报告', date: '2012-01-16', address: 'http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf' },
      '2013-03-26',
      '中国互联网络信息中心. 第29次中国互联网络发展现状统计报告[R/OL]. (2012-01-16)[2013-03-26]. http://www.cnnic.net.cn/hlwfzyj/hlwxzbg/201201/P020120709345264469680.pdf.',
    ],
    [
      'a newspaper (A.9)',
      { kind: 'newspaper', author: '丁文详', title: '数字革命与竞争国际化', publication: '中国青年报', date: '2000-11-20', issue: '15' },
      '2026-11-24',
      '丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).',
    ],
    [
      'a newspaper online (4.4.2)',
      { kind: 'newspaper', author: '余建斌', title: '我们的科技一直在追赶: 访中国工程院院长周济', publication: '人民日报', date: '2013-01-12', issue: '2', address: 'http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm' },
      '2013-03-20',
      '余建斌. 我们的科技一直在追赶: 访中国工程院院长周济[N/OL]. 人民日报, 2013-01-12(2)[2013-03-20]. http://paper.people.com.cn/rmrb/html/2013-01/12/nw.D110000renmrb_20130112_5-02.htm.',
    ],
    [
      'a book with more than three authors (A.1)',
      { kind: 'book', author: '蒋有绪、郭泉水、马娟、何建源', title: '中国森林群落分类及其群落学特征', place: '北京', publication: '科学出版社', date: '1998' },
      '2026-11-24',
      '蒋有绪, 郭泉水, 马娟, 等. 中国森林群落分类及其群落学特征[M]. 北京: 科学出版社, 1998.',
    ],
    [
      'a thesis online (A.4)',
      { kind: 'thesis', author: '吴云芳', title: '面向中文信息处理的现代汉语并列结构研究', place: '北京', publication: '北京大学', date: '2003', address: 'http://thesis.lib.pku.edu.cn/dlib/List.asp?lang=gb&type=Reader&DocGroupID=4&DocID=6328' },
      '2013-10-14',
      '吴云芳. 面向中文信息处理的现代汉语并列结构研究[D/OL]. 北京: 北京大学, 2003[2013-10-14]. http://thesis.lib.pku.edu.cn/dlib/List.asp?lang=gb&type=Reader&DocGroupID=4&DocID=6328.',
    ],
  ])('%s', (_what, source, accessed, expected) => {
    expect(standard(cite(source, { accessed }))).toBe(expected)
  })

  test('pages of a journal and of a book stand where Yandu puts the paragraph', () => {
    const journal = cite(
      { kind: 'journal', author: '袁训来，陈哲，肖书海，万斌', title: '蓝田生物群', publication: '科学通报', date: '2012', issue: '55(34)' },
      { paragraphs: { first: 3, last: 3 } },
    )
    expect(standard(journal)).toBe('袁训来, 陈哲, 肖书海, 等. 蓝田生物群[J]. 科学通报, 2012, 55(34): 第3段.')
    const book = cite(
      { kind: 'book', author: '陈登原', title: '国史旧闻: 第1卷', place: '北京', publication: '中华书局', date: '2000' },
      { paragraphs: { first: 29, last: 31 } },
    )
    expect(standard(book)).toBe('陈登原. 国史旧闻: 第1卷[M]. 北京: 中华书局, 2000: 第29-31段.')
  })

  test('an issue without a volume follows the year at once', () => {
    const source = { kind: 'journal', author: '李炳穆', title: '理想的图书馆员', publication: '图书情报工作', date: '2000-01', issue: '(2)' } as const
    expect(standard(cite(source))).toBe('李炳穆. 理想的图书馆员[J]. 图书情报工作, 2000(2).')
  })

  test('a year as it stands on a title page is not touched', () => {
    const source = { kind: 'book', author: '某', title: '书', place: '上海', publication: '社' } as const
    for (const date of ['c1988', '1995印刷', '[1936]', '1947(民国三十六年)']) {
      expect(standard(cite({ ...source, date }))).toBe(`某. 书[M]. 上海: 社, ${date}.`)
    }
  })
})

describe('what is not known', () => {
  test('is named on paper and left out online, and the author is 佚名', () => {
    expect(standard(cite({ title: '手稿' }))).toBe('佚名. 手稿[Z]. [出版地不详: 出版者不详], [出版日期不详].')
    expect(standard(cite({ kind: 'book', title: '书', publication: '三户图书刊行社', date: '1990' }))).toBe(
      '佚名. 书[M]. [出版地不详]: 三户图书刊行社, 1990.',
    )
    expect(standard(cite({ kind: 'book', title: '书', place: '哈尔滨', date: '2013' }))).toBe(
      '佚名. 书[M]. 哈尔滨: [出版者不详], 2013.',
    )
    expect(standard(cite({ kind: 'web', title: '文' }))).toBe('佚名. 文[EB/OL]. [2026-11-24].')
  })
})

describe('the place in the text', () => {
  const essay = cite(
    { kind: 'web', title: '對推進公安機關社會管理創新的思考' },
    { language: 'zh-Hant', section: '一是由控制型向服務型轉變', paragraphs: { first: 1031, last: 1031 } },
  )

  test('is the section beside the title and the paragraph in the place of the page', () => {
    expect(standard(essay)).toBe(
      '佚名. 對推進公安機關社會管理創新的思考: 一是由控制型向服務型轉變[EB/OL]. 第1031段[2026-11-24].',
    )
    expect(standard({ ...essay, source: { ...essay.source, date: '2012-03-04', publication: '某網' } })).toBe(
      '佚名. 對推進公安機關社會管理創新的思考: 一是由控制型向服務型轉變[EB/OL]. 某網, 2012: 第1031段(2012-03-04)[2026-11-24].',
    )
  })

  test('is in Chinese and in the script of the text, whatever the interface speaks', () => {
    for (const words of ['en', 'zh-Hans', 'zh-Hant'] as const) {
      expect(formatCitation(essay, 'gbt7714', words)).toBe(standard(essay))
    }
    expect(standard({ ...essay, source: { ...essay.source, kind: 'book' } })).toContain('[出版地不詳: 出版者不詳]')
  })
})

describe('the plain form', () => {
  const citation = cite(
    { kind: 'web', author: '張三、李四', title: '論學', publication: '某網', date: '2012-03-04', address: 'https://example.org/a' },
    { language: 'zh-Hant', section: '一、緒論', paragraphs: { first: 3, last: 5 } },
  )

  test('speaks the language of the interface', () => {
    expect(formatCitation(citation, 'plain', 'en')).toBe(
      '張三, 李四, “論學”, 某網, 2012-03-04, section “一、緒論”, paragraphs 3–5. https://example.org/a (read 2026-11-24).',
    )
    expect(formatCitation(citation, 'plain', 'zh-Hant')).toBe(
      '張三、李四，〈論學〉，某網，2012-03-04，「一、緒論」，第3-5段。https://example.org/a（2026-11-24 讀取）。',
    )
    expect(formatCitation(citation, 'plain', 'zh-Hans')).toBe(
      '張三、李四，《論學》，某網，2012-03-04，“一、緒論”，第3-5段。https://example.org/a（2026-11-24 读取）。',
    )
  })

  test('says what is not known and nothing else', () => {
    expect(formatCitation(cite({ title: '題' }), 'plain', 'en')).toBe('Author unknown, “題”, date unknown.')
    expect(formatCitation(cite({ title: '題', kind: 'book' }), 'plain', 'zh-Hans')).toBe('佚名，《題》，日期不详。')
  })
})

describe('the source in force', () => {
  const outline = { titleSet: '題名', gaps: [], editCounts: [] }
  const bibliography: Bibliography = {
    stated: { author: '張三', date: '2012-03-04', publication: '', address: '' },
    entered: {},
  }

  test('is what the text says where the reader has said nothing, and the reader may say that it is not known', () => {
    expect(sourceOf(outline, bibliography)).toEqual({ ...unknown, author: '張三', date: '2012-03-04', title: '題名' })
    expect(sourceOf(outline, { ...bibliography, entered: { author: '', title: '別題' } })).toMatchObject({
      author: '',
      date: '2012-03-04',
      title: '別題',
    })
  })

  test('is a web page where an address or the copy itself shows it, and what the reader chooses before that', () => {
    const web = { ...bibliography, stated: { ...bibliography.stated, address: 'https://example.org/' } }
    expect(sourceOf(outline, web).kind).toBe('web')
    expect(sourceOf({ ...outline, editCounts: [{ class: 'site-notice', count: 1 }] }, bibliography).kind).toBe('web')
    expect(sourceOf(outline, { ...web, entered: { kind: 'book' } }).kind).toBe('book')
    expect(sourceOf(outline, { ...bibliography, entered: { address: 'https://example.org/' } }).kind).toBe('other')
  })
})

test('the day of access is the reader’s day', () => {
  expect(dayOf(new Date(2026, 10, 4, 23, 59))).toBe('2026-11-04')
})
