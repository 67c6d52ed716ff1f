import { childOf, childrenOf, type XmlElement } from './xml.ts'

/** What is said of numbering in one place; a number or level that is not said is null. */
export interface NumberingReference {
  readonly list: string | null
  readonly level: number | null
}

/** What a paragraph takes from its style and the styles that one is based on. */
export interface ParagraphStyle {
  /** 0 to 8 are levels of headings, 9 is body text, null is not said. */
  readonly outline: number | null
  readonly numbering: NumberingReference
  /** The style by whose id a list may know its level: the one in the chain that names the list. */
  readonly numberedBy: string | null
  readonly hidden: boolean
  /** Document titles have no level of their own. */
  readonly isTitle: boolean
  /** A line of a table of contents. */
  readonly isContents: boolean
}

export interface Styles {
  /** By the id a paragraph names, null for the default style. */
  readonly paragraph: (id: string | null) => ParagraphStyle
  /** Whether text in this character style is hidden; null where it does not say. */
  readonly isHidden: (characterStyle: string) => boolean | null
  /** The list of a numbering style. */
  readonly listOf: (numberingStyle: string) => string | null
}

interface Style {
  readonly id: string
  readonly name: string
  readonly basedOn: string | null
  readonly outline: number | null
  readonly numbering: NumberingReference
  readonly hidden: boolean | null
}

/** Longest chain of styles that are based on one another; Word allows eleven. */
const chainLimit = 32

/** A switch that is there is on unless it says it is not. */
export const isOn = (value: string | null): boolean => value === null || !['0', 'false', 'off'].includes(value)

const valueOf = (element: XmlElement | null): string | null => element?.attribute('w:val') ?? null

/** A whole number within bounds, else null. */
export const wholeNumber = (value: string | null, least: number, most: number): number | null => {
  if (value === null || !/^-?\d{1,10}$/u.test(value.trim())) return null
  const number = Number(value)
  return number >= least && number <= most ? number : null
}

const hiddenIn = (runProperties: XmlElement | null): boolean | null => {
  const vanish = childOf(runProperties, 'w:vanish')
  return vanish === null ? null : isOn(vanish.attribute('w:val'))
}

const readStyle = (element: XmlElement): Style => {
  const properties = childOf(element, 'w:pPr')
  const numbering = childOf(properties, 'w:numPr')
  return {
    id: element.attribute('w:styleId') ?? '',
    name: (valueOf(childOf(element, 'w:name')) ?? '').trim().toLowerCase(),
    basedOn: valueOf(childOf(element, 'w:basedOn')),
    outline: wholeNumber(valueOf(childOf(properties, 'w:outlineLvl')), 0, 9),
    numbering: {
      list: valueOf(childOf(numbering, 'w:numId')),
      level: wholeNumber(valueOf(childOf(numbering, 'w:ilvl')), 0, 8),
    },
    hidden: hiddenIn(childOf(element, 'w:rPr')),
  }
}

/** Styles are known by their name: ids are of the language of the program that wrote the file, or of nobody's. */
const levelOfName = (name: string): number | null => {
  const level = /^(?:heading|标题|標題|見出し|제목|überschrift|titre|título|заголовок)\s*([1-9])$/u.exec(name)?.[1]
  return level === undefined ? null : Number(level) - 1
}
const isTitleName = (name: string): boolean => /^(?:title|标题|標題|文档标题|文件標題)$/u.test(name)
const isContentsName = (name: string): boolean => /^(?:toc|contents|目录|目錄)\s*[1-9]$/u.test(name)

/** Reads `styles.xml`; null where the file has none. */
export const readStyles = (root: XmlElement | null): Styles => {
  const known = { paragraph: new Map<string, Style>(), character: new Map<string, Style>(), numbering: new Map<string, Style>() }
  let byDefault: string | null = null
  for (const element of childrenOf(root, 'w:style')) {
    const type = element.attribute('w:type') ?? 'paragraph'
    const style = readStyle(element)
    if (type !== 'paragraph' && type !== 'character' && type !== 'numbering') continue
    known[type].set(style.id, style)
    if (type === 'paragraph' && element.attribute('w:default') !== null && isOn(element.attribute('w:default'))) byDefault ??= style.id
  }
  const chain = (styles: ReadonlyMap<string, Style>, id: string | null): Style[] => {
    const found: Style[] = []
    for (let next = id; next !== null && found.length < chainLimit; ) {
      const style = styles.get(next)
      if (style === undefined || found.includes(style)) break
      found.push(style)
      next = style.basedOn
    }
    return found
  }
  const first = <T>(styles: readonly Style[], of: (style: Style) => T | null): T | null => {
    for (const style of styles) {
      const value = of(style)
      if (value !== null) return value
    }
    return null
  }
  const defaults = childOf(childOf(childOf(root, 'w:docDefaults'), 'w:rPrDefault'), 'w:rPr')
  const resolve = (id: string | null): ParagraphStyle => {
    const styles = chain(known.paragraph, id !== null && known.paragraph.has(id) ? id : byDefault)
    const outline = first(styles, (style) => style.outline ?? levelOfName(style.name))
    return {
      outline: outline ?? (styles.length === 0 && id !== null ? levelOfName(id.toLowerCase()) : null),
      numbering: {
        list: first(styles, (style) => style.numbering.list),
        level: first(styles, (style) => style.numbering.level),
      },
      numberedBy: styles.find((style) => style.numbering.list !== null)?.id ?? null,
      hidden: first(styles, (style) => style.hidden) ?? hiddenIn(defaults) ?? false,
      isTitle: outline === null && styles.some((style) => isTitleName(style.name)),
      isContents: styles.some((style) => isContentsName(style.name)),
    }
  }
  const resolved = new Map<string | null, ParagraphStyle>()
  return {
    paragraph: (id) => {
      const style = resolved.get(id) ?? resolve(id)
      resolved.set(id, style)
      return style
    },
    isHidden: (characterStyle) => first(chain(known.character, characterStyle), (style) => style.hidden),
    listOf: (numberingStyle) => first(chain(known.numbering, numberingStyle), (style) => style.numbering.list),
  }
}
