import fc from 'fast-check'
import { Converter } from 'opencc-js'
import { beforeAll, describe, expect, it } from 'vitest'
import { keepingLength } from '../../../preload/text/conversion.ts'
import { loadScriptView, type ScriptView } from '../../../preload/text/script-view.ts'
import { polyphones } from './polyphones.ts'

let toSimplified: ScriptView
let toTraditional: ScriptView
beforeAll(async () => {
  toSimplified = await loadScriptView('zh-Hant', 'zh-Hans')
  toTraditional = await loadScriptView('zh-Hans', 'zh-Hant')
})

const pairs = (table: string): string[][] => table.trim().split(/\s+/).map((pair) => pair.split('/'))

/** Right in both directions. */
const bothWays = pairs(`
頭髮/头发 發展/发展 理髮/理发 白髮/白发 皇后/皇后 以後/以后 太后/太后 落後/落后 後果/后果 乾坤/乾坤 乾燥/干燥 乾淨/干净 幹部/干部 干擾/干扰
干預/干预 干涉/干涉 若干/若干 骨幹/骨干 幹事/干事 餅乾/饼干 樹幹/树干 幹警/干警 著作/著作 顯著/显著 著名/著名 看著/看着 著手/着手 執著/执着
著力/着力 沿著/沿着 睡著/睡着 附著/附着 里程/里程 公里/公里 鄰里/邻里 這裡/这里 裡面/里面 心裡/心里 準備/准备 批准/批准 標準/标准 核准/核准
面子/面子 方面/方面 麵粉/面粉 麵條/面条 臺灣/台湾 颱風/台风 只有/只有 一隻/一只 系統/系统 聯繫/联系 關係/关系 體系/体系 維繫/维系
恢復/恢复 複雜/复杂 答覆/答复 反覆/反复 覆蓋/覆盖 重複/重复 白雲/白云 人云亦云/人云亦云 制度/制度 製造/制造 制定/制定 控制/控制 松樹/松树
放鬆/放松 山谷/山谷 穀物/谷物 模範/模范 範圍/范围 規範/规范 范仲淹/范仲淹 剩餘/剩余 其餘/其余 余光中/余光中 征服/征服 徵收/征收 象徵/象征
徵求/征求 特徵/特征 長征/长征 佣金/佣金 僱傭/雇佣 試卷/试卷 捲入/卷入 席捲/席卷 問卷/问卷 回答/回答 迴避/回避 採取/采取 神采/神采 風采/风采
占卜/占卜 佔領/占领 瞭望/瞭望 於是/于是 單于/单于 于謙/于谦 藉口/借口 慰藉/慰藉 憑藉/凭借 濃郁/浓郁 憂鬱/忧郁 嚮往/向往 方向/方向 夥伴/伙伴
合夥/合伙 鐘錶/钟表 鍾情/钟情 沖洗/冲洗 衝突/冲突 折磨/折磨 摺疊/折叠 升級/升级 昇華/升华 劃分/划分 划船/划船 曆法/历法 歷史/历史 蒙古/蒙古
矇騙/蒙骗 瀰漫/弥漫 彌補/弥补 僕人/仆人 前仆後繼/前仆后继 樸素/朴素 秋天/秋天 鞦韆/秋千 捨棄/舍弃 宿舍/宿舍 勝利/胜利 適應/适应 技術/技术
白朮/白术 委託/委托 摩托/摩托 万俟/万俟 萬一/万一 鹹菜/咸菜 咸陽/咸阳 鬍鬚/胡须 胡鬧/胡闹 必須/必须 內臟/内脏 心臟/心脏 髒亂差/脏乱差
簽名/签名 標籤/标签 呼籲/呼吁 岳父/岳父 五嶽/五岳 讚揚/赞扬 贊成/赞成 周圍/周围 週末/周末 建築/建筑 諮詢/咨询 游泳/游泳 旅遊/旅游 上游/上游
註冊/注册 注意/注意 關注/关注 證明/证明 彆扭/别扭 分別/分别 鬥爭/斗争 北斗/北斗 噁心/恶心 惡劣/恶劣 復甦/复苏 儘管/尽管 盡力/尽力 氾濫/泛滥
廣泛/广泛 癥結/症结 症狀/症状 慾望/欲望 才能/才能 剛才/刚才 匯款/汇款 彙報/汇报 詞彙/词汇 團結/团结 飯糰/饭团 雜誌/杂志 同志/同志 志願/志愿
動盪/动荡 開闢/开辟 老闆/老板 木板/木板 憑弔/凭吊 吊車/吊车 彷彿/仿佛 模仿/模仿 困難/困难 睏倦/困倦 兇手/凶手 吉凶/吉凶 鑑於/鉴于 合併/合并
並且/并且 扎實/扎实 駐紮/驻扎 榮辱/荣辱 願意/愿意 防禦/防御 致力/致力 細緻/细致 誇張/夸张 種地/种地 出口/出口 醜惡/丑恶 小丑/小丑 擔負/担负
黨參/党参 幾乎/几乎 茶几/茶几 價格/价格 累計/累计 明瞭/明了 纖維/纤维 縴夫/纤夫 曲折/曲折 酒麴/酒曲 瀋陽/沈阳 天壇/天坛 酒罈/酒坛 葉聖陶/叶圣陶
參與/参与 綜合治理/综合治理 調處/调处 監管/监管 計劃/计划 後臺/后台 丰采/丰采 豐富/丰富 內部/内部 裏/里
`).filter(([hant]) => hant !== '裏' && hant !== '扎實')

/** Right from traditional script only: there is more than one way to write it there. */
const toSimplifiedOnly = pairs(`
計畫/计划 台灣/台湾 裏面/里面 眞/真 群眾/群众 羣衆/群众 爲/为 秘密/秘密 祕密/秘密 汙染/污染 污染/污染 甚麼/甚么 公布/公布 公佈/公布 瞭解/了解
了解/了解 占領/占领 土著/土著 扎實/扎实 紮實/扎实 傢具/家具 家具/家具 身份/身份 身分/身分 迴路/回路 說/说 説/说 閒/闲 綫/线 `)

/** What OpenCC gets wrong, and what it gives. */
const known = {
  hant: pairs('文徵明/文征明 衹/衹 嬝/嬝 甦/甦 吿/吿'),
  hans: pairs('子丑寅卯/子醜寅卯 综合征/綜合徵 公布/公佈 家具/傢俱 党的系/黨的系'),
}

describe('a traditional text shown simplified', () => {
  it.each([...bothWays, ...toSimplifiedOnly])('%s is %s', (hant = '', hans = '') => {
    expect(toSimplified.convert(hant)).toBe(hans)
  })

  it.each(known.hant)('%s comes out as %s, which is wrong or left as it was', (hant = '', wrong = '') => {
    expect(toSimplified.convert(hant)).toBe(wrong)
  })

  it.each([
    ['他看著著名的著作，執著地討論著，凸顯著本土著眼之處', '他看着著名的著作，执着地讨论着，凸显着本土着眼之处'],
    ['土著居民拿著司馬遷著《史記》，讀著《論語》（余光中著）', '土著居民拿着司马迁著《史记》，读着《论语》（余光中著）'],
    ['專著、原著、編著、遺著、論著、合著、著書立說', '专著、原著、编著、遗著、论著、合著、著书立说'],
    ['活著、配合著、跟著走、穿著一件、看著書、活著者、看著名單', '活着、配合着、跟着走、穿着一件、看着书、活着者、看着名单'],
  ])('tells 著 from 着: %s', (hant, hans) => {
    expect(toSimplified.convert(hant)).toBe(hans)
  })
})

describe('a simplified text shown traditional', () => {
  it.each(bothWays)('%s is written for %s', (hant = '', hans = '') => {
    expect(toTraditional.convert(hans)).toBe(hant)
  })

  it.each(known.hans)('%s comes out as %s, which is wrong or not what most write', (hans = '', wrong = '') => {
    expect(toTraditional.convert(hans)).toBe(wrong)
  })

  it('uses Taiwan’s characters and leaves the author’s words', () => {
    expect(toTraditional.convert('信息技术的网络为群众里面的内存')).toBe('信息技術的網絡為群眾裡面的內存')
  })
})

const anything = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.oneof(
        fc.constantFrom(...Array.from(polyphones)),
        fc.constantFrom('乾坤', '頭髮', '头发', '著', '着', '皇后', '人云亦云', '𠀋', '𡨴', '😀', '👨‍👩‍👧', '葛\u{e0100}', '\u{20000}', '\ud800', '\udfff', '\ufffd', '\ue000', '\u{f0000}', '〔缺820字〕', '_', '□', '\0', '\n', '　', 'A', '1', '\u0301', '㑳', '㑇', '\uf900'),
      ),
      { maxLength: 40 },
    )
    .map((list) => list.join('')),
)

describe('every offset', () => {
  it.each(['to simplified', 'to traditional'])('%s is kept, and only Han characters change', (direction) => {
    const { convert } = direction === 'to simplified' ? toSimplified : toTraditional
    fc.assert(
      fc.property(anything, (text) => {
        const before = Array.from(text)
        const after = Array.from(convert(text))
        expect(after).toHaveLength(before.length)
        for (const [index, character] of before.entries()) {
          if (!/^\p{Script=Han}$/u.test(character)) expect(after[index]).toBe(character)
          else expect(after[index]).toMatch(/^\p{Script=Han}$/u)
        }
      }),
      { numRuns: 300 },
    )
  })

  it('is kept with characters that take two units in one script and one in the other', () => {
    expect(toSimplified.convert('甲勣㗲乙')).toBe('甲𪟝𠵾乙')
    expect(toTraditional.convert('甲㓆㛟乙')).toBe('甲𠗣𡞵乙')
  })

  it('is kept by a conversion whose own words are longer', () => {
    const phrases = Converter({ from: 'cn', to: 'twp' })
    expect(Array.from(phrases('U盘'))).not.toHaveLength(2)
    const kept = keepingLength(phrases)
    for (const text of ['把U盘给他', '出租车和打印机', '头发长了']) {
      expect(Array.from(kept(text)), text).toHaveLength(Array.from(text).length)
    }
    expect(kept('头发长了')).toBe('頭髮長了')
    const swapping = keepingLength((text) => text.replace('甲，', '甲甲').replace('乙', '，'))
    expect(swapping('甲，乙')).toBe('甲，乙')
    const growing = keepingLength((text) => text.replaceAll('乙', '乙乙').replaceAll('丙', '丁'))
    expect(growing('甲乙丙，丙')).toBe('甲乙丁，丁')
  })
})

describe('a text shown as it is written', () => {
  it.each([
    ['zh-Hant', 'original', 'zh-Hant'],
    ['zh-Hans', 'original', 'zh-Hans'],
    ['zh-Hant', 'zh-Hant', 'zh-Hant'],
    ['zh-Hans', 'zh-Hans', 'zh-Hans'],
  ] as const)('%s as %s is %s and unchanged', async (from, to, language) => {
    const view = await loadScriptView(from, to)
    expect(view).toMatchObject({ language, converts: false })
    expect(view.convert('头发頭髮\ud800')).toBe('头发頭髮\ud800')
  })

  it('says its language and that it converts when it does', () => {
    expect(toSimplified).toMatchObject({ language: 'zh-Hans', converts: true })
    expect(toTraditional).toMatchObject({ language: 'zh-Hant', converts: true })
  })
})
