/** Words by which pages name their parts in `class` and `id`. */
const asideWords =
  'nav|navi|navbar|navigation|menu|submenu|menus|breadcrumbs?|crumbs?|mianbaoxie|weizhi|sidebar|side-?bar|rightbar|leftbar|' +
  'footer|foot|copyright|banner|logo|search|login|share|sharebar|bdshare\\w*|jiathis\\w*|sns|social|related|relate|relates|' +
  'xiangguan|xgwz|recommend|recommends|recommended|tuijian|rank|ranking|paihang|pagination|pager|pagebar|page-?nav|pagenavi|' +
  'prevnext|prev-?next|toolbar|ad|ads|adbox|advert\\w*|adsense|adsbygoogle|guanggao|sponsor\\w*|promo\\w*|popup|modal|cookie\\w*|' +
  'subscribe|newsletter|qrcode|qr-?code|erweima|vote|like|likes|dianzan|reward|donate|dashang|noprint|editsection|' +
  'mw-editsection|navbox|catlinks|printfooter|mw-jump-link|jump-to-nav|sitesub|signature|jammer|friendlinks?|flink|flinks|' +
  'disclaimer|mianze|shengming|hot-?news|hotlist|tags|taglist|skip-?link|sr-only|visually-hidden|screen-reader-text|author-?card|' +
  'profile|userinfo|user-?info|avatar'
const remarkWords = 'comments?|comment-?list|reply|replies|pinglun|pinglunqu|discuss|discussion|reviews?|feedback|guestbook|liuyan|respond'
const weakWords = 'header|top|head|bottom|side|right|left|position|links|print|tools|tool|tips?|next|prev|statement|action|actions|option|options|buttons?|hot|ad\\d*|statistics|counter'
const contentWords =
  'article|articles|articlebody|article-?body|article-?content|art-?con\\w*|article_?con\\w*|content|contents|maincontent|' +
  'main-?content|post|post-?body|post-?content|postcontent|entry|entry-?content|rich_?media_?content|js_content|body-?text|' +
  'text|txt|zhengwen|neirong|detail|details|news-?content|newstext|main|main-?text|story|mw-parser-output|mw-content-text|' +
  'bodycontent|chapter|chapter-?content|booktext|txtnav|ozoom|trs_editor'

const tokens = (words: string): RegExp => new RegExp(`(?:^|[\\s_-])(?:${words})(?=$|[\\s_-]|\\d)`, 'i')
const aside = tokens(asideWords)
const remarks = tokens(remarkWords)
const weak = tokens(weakWords)
const content = tokens(contentWords)
const contentOnly = new RegExp(`^(?:${contentWords})\\d*$`, 'i')

export type PartHint = 'aside' | 'remarks' | 'weak' | 'content' | null

const asideRoles = new Set(['navigation', 'banner', 'contentinfo', 'complementary', 'search', 'menu', 'menubar', 'dialog', 'alertdialog', 'toolbar'])

/** Their names say where a link leads to or what a word means, as the anchor `administration_tools` of a heading does. */
const nameless = new Set(['a', 'abbr', 'b', 'code', 'em', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'i', 'q', 'strong', 'u'])

/** What an element's name, role and names say that it is for. */
export const hintOf = (element: Element, name: string): PartHint => {
  if (nameless.has(name)) return null
  if (name === 'nav' || name === 'footer' || name === 'aside') return 'aside'
  const role = element.getAttribute('role')
  if (role !== null && asideRoles.has(role.trim().toLowerCase())) return 'aside'
  const names = `${element.getAttribute('class') ?? ''} ${element.getAttribute('id') ?? ''}`.trim()
  if (names !== '') {
    const apart = names.replace(/([a-z])([A-Z])/g, '$1-$2').replace(/(?:^|(?<=\s))(?:has|with|no|without|is)[-_]\S+/gi, '')
    if (apart.split(/\s+/).some((word) => contentOnly.test(word))) return 'content'
    if (remarks.test(apart)) return 'remarks'
    if (aside.test(apart)) return 'aside'
    if (content.test(apart)) return 'content'
    if (weak.test(apart)) return 'weak'
  }
  if (name === 'header') return 'weak'
  if (name === 'article' || name === 'main' || /articleBody/i.test(element.getAttribute('itemprop') ?? '')) return 'content'
  return null
}

const furniture = new RegExp(
  [
    '相[关關](?:阅读|閱讀|文章|新[闻聞]|推[荐薦]|[链鏈][接結]|内容|內容|[报報][道導]|[专專][题題]|搜索)',
    '推[荐薦](?:阅读|閱讀|文章|新[闻聞])?', '[热熱][门門](?:文章|推[荐薦]|[评評][论論]|新[闻聞]|[标標][签籤])?', '猜你喜[欢歡]', '延伸[阅閱][读讀]',
    '[阅閱][读讀]排行', '[点點][击擊]排行', '最新(?:[评評][论論]|文章|新[闻聞])', '(?:网|網)友(?:[评評][论論]|留言)', '[发發]表[评評][论論]', '我要[评評][论論]', '[查看]+[评評][论論]', '[评評][论論]',
    '分享(?:到|至|本文|文章)?', '收藏(?:本文|文章|本[页頁])?', '打印(?:本文|本[页頁])?', '列印(?:本文|本[頁])?', '[关關][闭閉](?:窗口|本[页頁]|視窗)?',
    '返回(?:首[页頁]|[顶頂]部|列表|上一[页頁]|目[录錄]|上[级級])?', '回到[顶頂]部', '回[頂顶]部', '加入(?:收藏|[书書][签籤])', '[设設][为為]首[页頁]', '(?:打开|打開|扫|掃)[^。]{0,12}(?:微信|二维码|二維碼|客户端|APP)',
    '(?:展[开開]|收起|[显顯]示|[查看]{2}|[阅閱][读讀])(?:全文|全部|更多)',
    '上一[篇页頁章节節回]', '下一[篇页頁章节節回]', '目[录錄]',
    '字[体體号號](?:大小)?', '大', '中', '小', '[编編][辑輯]', '修改', '复制[链鏈]接', '[点點][赞贊]', '[举舉][报報]', '上一[则則]', '下一[则則]',
  ].join('|'),
  'u',
).source
const furnitureLine = new RegExp(`^(?:[【\\[［(（|│·•>»\\s]*(?:${furniture})[】\\]］)）|│·•:：\\s]*)+$`, 'u')
const neighbour = '[【\\[（(]?\\s*(?:上一|下一|前一|后一|後一)[篇页頁章节節回則则][】\\]）)]?\\s*[:：]?\\s*\\S{0,60}'
const neighbourLine = new RegExp(`^${neighbour}(?:[\\s|｜]+${neighbour})?$`, 'u')
const rightsLine =
  /^(?:copyright\b|©|\(c\)\s|powered by\b|版[权權]所有|[^。，]{0,20}版[权權]所有$|\p{Script=Han}?ICP[备備]|[备備]案[号號]|[本该該](?:站|[网網]站)[^。]{0,20}版[权權])/iu
const placeLine = /^(?:您?(?:现在|現在|当前|當前|目前|所在)?(?:的|所在)?位置|当前页面|首[页頁]|主[页頁]|Home)\s*(?:[:：]|[>»＞›/→|]+)/iu

/** A short line that belongs to the page and to no text: the way back, other pages, the size of letters. */
export const isFurniture = (line: string): boolean =>
  line.length <= 120 && ((furnitureLine.test(line) && (line.match(/[\p{L}\p{N}]/gu)?.length ?? 0) >= 3) || neighbourLine.test(line) || rightsLine.test(line) || (placeLine.test(line) && /[>»＞›→]/u.test(line)))

const notice = new RegExp(
  [
    '(?:此处|此處|以下|下文|余下|餘下|剩余|剩餘|后文|後文|中间|中間|全文|余文)[^。\\n]{0,16}(?:隐藏|隱藏|省略|付[费費]|登[录錄入]|会员|會員|[购購][买買]|订阅|訂閱|下载|下載|可见|可見|略去|删节|刪節)',
    '(?:登[录錄入]|注册|註冊|付[费費]|[购購][买買]|订阅|訂閱|[开開]通|[升昇][级級]|成[为為])[^。\\n]{0,16}(?:阅读|閱讀|查看|浏览|瀏覽|解[锁鎖])[^。\\n]{0,8}(?:全文|全部|剩余|剩餘|余下|餘下|完整|更多|下文)',
    '(?:隐藏|隱藏|省略|未显示|未顯示|剩余|剩餘|还有|還有)[^。\\n\\d]{0,8}\\d+\\s*[个個]?(?:字|%|％)',
  ].join('|'),
  'u',
)

/** A line by which a site says that text is left out. It stays where it is, so that the gap is shown. */
export const isCutNotice = (line: string): boolean => line.length <= 240 && notice.test(line)

const dated = /(?:19|20)\d\d\s*[-年/.]\s*\d{1,2}/u
const stated = /(?:来源|來源|出处|出處|作者|原[载載]|[发發][布佈表](?:时间|時間|日期|于|於)?|时间|時間|日期|[记記]者|[责責]任?[编編]|[编編][辑輯]|[阅閱][读讀]|[点點][击擊]|[浏瀏][览覽]|字[数數])\s*[:：]/u

const dynasties = '先秦|[秦隋唐元明清]|[两兩西东東]?[汉漢]|魏?[晋晉]|南北朝|五代|[北南]?宋|金|近?[现現]代|[当當]代|民[国國]'
const byline = new RegExp(`^(?:本[报報刊]|新[华華]社|中新社|特[约約])?(?:[记記]者|通[讯訊][员員]|[实實][习習]生)[ \u3000/]|[〔［\\[(（【](?:${dynasties})(?:代|朝)?[〕］\\])）】]`, 'u')

/** Author, date and source as they stand between a title and its text. */
export const isStatement = (line: string): boolean => line.length <= 200 && (stated.test(line) || dated.test(line) || byline.test(line))
