import type { DocumentOutline, Gap, Range, Section } from '../../../preload/contract/documents.ts'

const lines = [
  '壹、源流\n一曰水道\n二曰陸道\n貳、興廢', // outline list
  '江南驛路考略',
  '此篇抄自舊冊，字多漫漶。',
  '壹、源流',
  '驛路之興，始於漕運。\n其後商旅漸多，遂成通衢。',
  '一曰水道。自江入湖，舟行三日，夜泊_埠。',
  '貳、興廢',
  '後之來者，得以攷焉——然而舊站多已',
]
export const sampleText = lines.join('\n')

const points = Array.from(sampleText)
const place = (words: string, after = 0): Range => {
  const at = Array.from(sampleText.slice(0, sampleText.indexOf(words, Array.from(sampleText).slice(0, after).join('').length))).length
  if (points.slice(at, at + Array.from(words).length).join('') !== words) throw new Error(`no ${words}`)
  return { start: at, end: at + Array.from(words).length }
}

const body = place('此篇抄自').start

const gap = (part: Partial<Gap> & Pick<Gap, 'id' | 'kind'>): Gap => ({
  section: null,
  affects: [],
  start: null,
  end: null,
  offset: null,
  length: 0,
  declared: null,
  declaredTotal: null,
  declaredShown: null,
  estimated: null,
  notice: '',
  basis: 'made for a test',
  ...part,
})

const section = (part: Partial<Section> & Pick<Section, 'id' | 'headingSet'>): Section => ({
  level: part.id.split('.').length,
  parent: part.id.includes('.') ? part.id.slice(0, part.id.lastIndexOf('.')) : null,
  marker: '',
  heading: part.headingSet,
  status: 'present',
  confidence: 1,
  headingRange: null,
  runIn: false,
  range: null,
  listRange: null,
  gaps: [],
  ...part,
})

const end = points.length

/** A short text with every kind of section and mark; its words are its own. */
export const sampleOutline: DocumentOutline = {
  documentId: 'sample',
  revision: '0'.repeat(16),
  title: '江南驛路考略',
  titleSet: '江南驛路考略',
  language: 'zh-Hant',
  shipped: false,
  source: { sha256: '0'.repeat(64), bytes: 0, characters: end, encoding: 'UTF-8' },
  characters: end,
  parts: [
    { kind: 'outline-list', range: { start: 0, end: place('江南驛路考略').start - 1 } },
    { kind: 'title', range: place('江南驛路考略') },
    { kind: 'preamble', range: place('此篇抄自舊冊，字多漫漶。') },
    { kind: 'body', range: { start: place('壹、源流', body).start, end } },
  ],
  paragraphs: [
    { sectionId: '0', first: 1, count: 1 },
    { sectionId: '1', first: 2, count: 2 },
    { sectionId: '1.1', first: 4, count: 1 },
    { sectionId: '2', first: 5, count: 1 },
  ],
  sections: [
    section({
      id: '1',
      headingSet: '壹、源流',
      headingRange: place('壹、源流', body),
      range: place('驛路之興，始於漕運。\n其後商旅漸多，遂成通衢。'),
    }),
    section({
      id: '1.1',
      headingSet: '一曰水道',
      headingRange: place('一曰水道', body),
      runIn: true,
      range: place('自江入湖，舟行三日，夜泊_埠。'),
      gaps: ['blank'],
    }),
    section({ id: '1.2', headingSet: '二曰陸道', status: 'missing', gaps: ['cut'] }),
    section({
      id: '2',
      headingSet: '貳、興廢',
      status: 'partial',
      headingRange: place('貳、興廢', body),
      range: place('後之來者，得以攷焉——然而舊站多已'),
      gaps: ['cut', 'end'],
    }),
  ],
  gaps: [
    gap({ id: 'blank', kind: 'censored-word', section: '1.1', offset: place('_').start, length: 1 }),
    gap({ id: 'cut', kind: 'paywall-cut-middle', section: '2', offset: place('後之來者').start, declared: 120 }),
    gap({ id: 'end', kind: 'paywall-cut-end', section: '2', offset: end, estimated: 300 }),
    gap({ id: 'about', kind: 'metadata-missing' }),
  ],
  editCounts: [],
}
