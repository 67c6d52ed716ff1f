const decoder = new TextDecoder('gb18030')

/** The two-byte codes of GB18030, asked of the decoder. */
const codes = new Map<string, readonly [number, number]>()
for (let lead = 0x81; lead <= 0xfe; lead += 1) {
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    if (trail === 0x7f) continue
    const character = decoder.decode(Uint8Array.of(lead, trail))
    if (Array.from(character).length === 1 && character !== '\ufffd' && !codes.has(character)) codes.set(character, [lead, trail])
  }
}

/** A text as GB18030; it may hold ASCII and characters of two bytes only. */
export const gb18030 = (text: string): Buffer =>
  Buffer.from(
    Array.from(text).flatMap((character) => {
      const code = codes.get(character)
      if (code) return [...code]
      if (character.charCodeAt(0) >= 0x80) throw new Error(`${character} has no code of two bytes`)
      return [character.charCodeAt(0)]
    }),
  )

/** A simplified text into which a web tool has put readings, and a stray space. */
export const damagedText = `春天的集市

一、河边

集市开在河边。卖(mài)花的、卖(mài)药的、卖(mài)旧书(shū)的，从桥(qiáo)头一直摆到码头。人们说话的声(shēng)音和河水的声(shēng)音混在一起。
过了桥(qiáo)，就听不见集市的声(shēng)音了。

二、古书(shū)

有人卖(mài)一种古书(shū)，书(shū)名里有几个怪字，谁也不认得。大家都笑他，他也不恼。
到了中午，集市最热闹，卖(mài)花的姑娘声(shēng)音最响。桥(qiáo)上站满了人。
`

export const wholeText = `故鄉

一、回鄉

　　我冒了嚴寒，回到相隔二千餘里，別了二十餘年的故鄉去。時候既然是深冬；漸近故鄉時，天氣又陰晦了，冷風吹進船艙中，嗚嗚的響。𠀀𠀁

二、離鄉

　　老屋離我愈遠了；故鄉的山水也都漸漸遠離了我，但我卻並不感到怎樣的留戀。我只覺得我四面有看不見的高牆，將我隔成孤身，使我非常氣悶。
`

const prose = '清晨的街上還沒有什麼人，賣豆漿的推著車從巷口出來，車輪壓過石板，發出很輕的聲音。他在老地方停下，把爐火撥旺，等著第一個客人。'

/** A page that holds three texts. */
export const severalTexts = `讀後感(共3篇)
篇1：讀《邊城》有感
${prose.repeat(3)}
篇2：讀《活著》有感
${prose.repeat(4)}
篇3：讀《圍城》有感
${prose.repeat(5)}
`

/** A book of about so many characters, in chapters; no two of its paragraphs are alike. */
export const longBook = (characters: number): string => {
  const words = '山水之間有人家燈火可親春風又綠江南岸明月何時照我還'
  const lines = ['長卷']
  let length = 0
  for (let chapter = 1; length < characters; chapter += 1) {
    lines.push('', `第${chapter}章 遠行`, '')
    for (let paragraph = 1; paragraph <= 40 && length < characters; paragraph += 1) {
      const start = (chapter * 7 + paragraph) % words.length
      const body = (words.slice(start) + words).repeat(4)
      lines.push(`　　${body}，這是第${chapter}章的第${paragraph}段。`)
      length += body.length + 20
    }
  }
  return lines.join('\n')
}
