/** Pages in the ways that Chinese sites have made them, with what a reader would call their text. */
export interface SamplePage {
  readonly name: string
  readonly html: string
  readonly title: string
  readonly text: readonly string[]
  /** Heading lines with their levels. */
  readonly headings: readonly (readonly [string, number])[]
}

const river = [
  '河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常，也有人坐在石階上看水。',
  '這條路原來是一段泥路，下雨的日子沒有人願意走。修路的那一年，村裡每戶出了一個勞力，前後用了四個月。',
  '後來有人提議在路邊立一塊碑，把出力的人都寫上去。商量了很久，最後沒有立，因為大家覺得路就是碑。',
  '現在年輕人多半不知道這些事了。他們只覺得這條路好走，夏天樹蔭很密，騎車經過的時候幾乎曬不到太陽。',
]
const city = [
  '近日，记者从有关部门获悉，今年全市将新建改建公园三十座，其中社区公园十八座，预计年底前全部对外开放。',
  '据介绍，这些公园大多利用边角地块建设，面积不大，但离居民区很近。“推窗见绿，出门进园”将逐步成为现实。',
  '市民王女士告诉记者，她家附近的小公园上个月刚刚建成，“以前这里堆满杂物，现在每天早晚都有人来锻炼”。',
  '下一步，全市还将对老旧公园进行适老化改造，增设无障碍通道、扶手和座椅，让老年人出行更加方便。',
]
const paragraphs = (lines: readonly string[], tag = 'p') => lines.map((line) => `<${tag}>${line}</${tag}>`).join('\n')
const links = (...words: string[]) => words.map((word, index) => `<li><a href="/n/${index}.html">${word}</a></li>`).join('')
const teasers = links('全市公园建设提速 年底前建成三十座', '老旧小区改造进入新阶段', '本周天气以晴为主', '地铁新线路下月开始试运行', '市民中心延长开放时间')

export const samplePages: readonly SamplePage[] = [
  {
    name: 'a page laid out with tables and fonts, 2005',
    html: `<HTML><HEAD><TITLE>河邊的路 - 鄉土文學網</TITLE><META http-equiv=Content-Type content="text/html; charset=big5">
<STYLE>td{font-size:9pt}</STYLE><SCRIPT language=javascript src="count.js"></SCRIPT></HEAD>
<BODY bgColor=#ffffff><TABLE width=760 align=center><TR><TD colspan=2><A href="/"><IMG src="logo.gif" alt="鄉土文學網"></A></TD></TR>
<TR><TD width=160 valign=top><TABLE><TR><TD><A href="a.htm">散文</A></TD></TR><TR><TD><A href="b.htm">小說</A></TD></TR><TR><TD><A href="c.htm">詩歌</A></TD></TR></TABLE></TD>
<TD width=600><TABLE width="100%"><TR><TD align=center><FONT size=5 color=red><B>河邊的路</B></FONT></TD></TR>
<TR><TD align=center><FONT size=2>作者：李田　日期：2005-3-12　點擊：1024</FONT></TD></TR>
<TR><TD><FONT size=3>${river.map((line) => `&nbsp;&nbsp;&nbsp;&nbsp;${line}`).join('<BR><BR>\n')}</FONT></TD></TR>
<TR><TD align=right><A href="javascript:window.print()">【列印】</A> <A href="javascript:window.close()">【關閉】</A></TD></TR></TABLE></TD></TR>
<TR><TD colspan=2 align=center><HR>Copyright &copy; 2005 鄉土文學網 版權所有</TD></TR></TABLE></BODY></HTML>`,
    title: '河邊的路',
    text: ['河邊的路', '作者：李田　日期：2005-3-12　點擊：1024', ...river],
    headings: [],
  },
  {
    name: 'a news page of boxes in boxes',
    html: `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>今年全市将新建改建公园三十座_本地新闻_晨报网</title>
<meta property="og:title" content="今年全市将新建改建公园三十座"></head><body>
<div class="top-nav"><ul>${links('首页', '新闻', '财经', '体育', '娱乐')}</ul><a href="/login">登录</a><a href="/reg">注册</a></div>
<div class="wrap"><div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/l">本地新闻</a> &gt; 正文</div>
<div class="left-col"><div class="art-head"><h1>今年全市将新建改建公园三十座</h1><div class="info"><span>2024-05-06 08:30</span> <span>来源：晨报</span> <span>作者：张三</span></div></div>
<div class="article-content" id="content">${paragraphs(city)}<p>（责任编辑：赵六）</p></div>
<div class="share-box">分享到：<a href="#">微博</a><a href="#">微信</a></div>
<div class="related"><h3>相关阅读</h3><ul>${teasers}</ul></div>
<div class="comment-list"><h3>网友评论</h3><div class="c"><p>说得很好，我们小区旁边的公园就是这样建起来的，每天都去走一走。</p></div><div class="c"><p>希望把停车的问题也解决一下，周末根本找不到车位，绕了半个小时。</p></div></div></div>
<div class="right-col sidebar"><h3>热门推荐</h3><ul>${teasers}</ul><p>下载客户端，随时随地看新闻，每天为您推送最重要的消息和评论。</p></div></div>
<div class="footer"><p>晨报网版权所有，未经授权不得转载、摘编或利用其他方式使用上述作品。</p><p>京ICP备00000000号</p></div>
<script>document.write('<p>广告</p>')</script></body></html>`,
    title: '今年全市将新建改建公园三十座',
    text: ['今年全市将新建改建公园三十座', '2024-05-06 08:30 来源：晨报 作者：张三', ...city, '（责任编辑：赵六）'],
    headings: [],
  },
  {
    name: 'a letter of sections that shows itself by a script',
    html: `<!DOCTYPE html><html><head><meta charset="utf-8"><meta property="og:title" content="河邊的路"><title></title></head><body>
<div id="js_article" class="rich_media"><div class="rich_media_inner"><h1 class="rich_media_title" id="activity-name">
                河邊的路
            </h1><div id="meta_content" class="rich_media_meta_list"><span class="rich_media_meta rich_media_meta_text">李田</span><em id="publish_time">2021年3月12日</em></div>
<div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
<section style="display:block"><section><span style="font-size:15px">${river[0]}</span></section></section>
<section><section><section><p><strong><span>一、泥路</span></strong></p></section></section></section>
<section><p style="text-indent:2em"><span>${river[1]}</span></p><p><br></p><p><img data-src="https://example.org/1.png"></p></section>
<section><p><span>${river[2]?.slice(0, 20)}</span><span>${river[2]?.slice(20)}</span></p><p><span>${river[3]}</span></p></section>
</div></div></div><div class="qr_code_pc"><p>微信扫一扫关注该公众号</p></div><div id="js_cmt_area" class="comment"></div></body></html>`,
    title: '河邊的路',
    text: ['河邊的路', '李田2021年3月12日', river[0] ?? '', '一、泥路', river[1] ?? '', river[2] ?? '', river[3] ?? ''],
    headings: [],
  },
  {
    name: 'the first post of a thread',
    html: `<!DOCTYPE html><html><head><meta charset="gbk"><title>河边的路 - 散文随笔 - 乡土论坛 - Powered by Discuz!</title></head><body id="nv_forum" class="pg_viewthread">
<div id="toptb"><a href="#">设为首页</a><a href="#">收藏本站</a></div><div id="wp" class="wp"><div id="pt" class="bm cl"><a href="/">论坛</a> › <a href="/f">散文随笔</a></div>
<div id="postlist" class="pl bm"><table><tr><td class="pls"><span>查看:</span> 365 <span>回复:</span> 2</td><td class="plc"><h1 class="ts"><span id="thread_subject">河边的路</span></h1></td></tr></table>
${['李田', '路人甲', '路人乙']
  .map(
    (author, index) => `<div id="post_${index + 10}"><table id="pid${index + 10}" class="plhin"><tr><td class="pls" rowspan="2"><div class="pi"><div class="authi"><a href="#" class="xw1">${author}</a></div></div><p>积分 ${index * 120}</p></td>
<td class="plc"><div class="pi"><div class="authi">发表于 2012-3-${index + 1} 10:20</div></div><div class="pct"><div class="pcb"><div class="t_fsz"><table><tr><td class="t_f" id="postmessage_${index + 10}">
${index === 0 ? city.map((line) => `　　${line}<br />\r\n<font class="jammer">( V0 J; O8 k</font><br />`).join('\r\n') : '写得真好，让我想起老家的那条路，下雨的时候也是没有办法走，大家都绕到后山去，多走半个钟头。'}</td></tr></table></div></div></div></td></tr></table></div>`,
  )
  .join('\n')}
</div></div><div id="ft" class="wp cl">Powered by Discuz! X3.4</div></body></html>`,
    title: '河边的路',
    text: ['河边的路', '发表于 2012-3-1 10:20', ...city],
    headings: [],
  },
  {
    name: 'a page of a library of sources, with headings',
    html: `<!DOCTYPE html><html class="client-nojs" lang="zh-Hant"><head><meta charset="UTF-8"><title>河邊的路 - 維基文庫，自由的圖書館</title></head><body class="mediawiki ltr sitedir-ltr ns-0 ns-subject">
<div id="mw-page-base" class="noprint"></div><div id="content" class="mw-body" role="main"><h1 id="firstHeading" class="firstHeading">河邊的路</h1><div id="bodyContent" class="vector-body">
<div id="siteSub" class="noprint">維基文庫，自由的圖書館</div><div id="contentSub"></div><a class="mw-jump-link" href="#mw-head">跳至導覽</a>
<div id="mw-content-text" class="mw-body-content"><div class="mw-parser-output"><div id="toc" class="toc" role="navigation"><h2>目錄</h2><ul>${links('1 泥路', '2 修路', '2.1 碑')}</ul></div>
<p>${river[0]}</p><h2><span class="mw-headline" id="泥路">泥路</span><span class="mw-editsection"><span>[</span><a href="#">編輯</a><span>]</span></span></h2>
<p>${river[1]}</p><h2><span class="mw-headline">修路</span><span class="mw-editsection">[<a href="#">編輯</a>]</span></h2><h3>碑</h3><p>${river[2]}</p>
<p><ruby><rb>現</rb><rp>（</rp><rt>ㄒㄧㄢˋ</rt><rp>）</rp></ruby>${river[3]?.slice(1)}</p><table class="navbox"><tr><td>${links('其他作品一', '其他作品二')}</td></tr></table></div></div>
<div id="catlinks" class="catlinks"><a href="#">分類</a>：<a href="#">散文</a></div></div></div>
<div id="mw-navigation"><h2>導覽選單</h2><nav id="p-personal"><ul>${links('登入', '建立帳號')}</ul></nav></div><footer id="footer"><ul><li>本頁面最後修訂於2020年3月1日 (星期日) 10:20。</li></ul></footer></body></html>`,
    title: '河邊的路',
    text: ['河邊的路', river[0] ?? '', '泥路', river[1] ?? '', '修路', '碑', river[2] ?? '', river[3] ?? ''],
    headings: [['泥路', 2], ['修路', 2], ['碑', 3]],
  },
  {
    name: 'a page of a newspaper',
    html: `<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>今年全市将新建改建公园三十座--晨报数字报</title></head><body>
<div class="paper-left"><div class="ban">第01版：要闻</div><ul class="ban_list">${teasers}</ul></div>
<div class="article-box"><founder-title><div class="text_c"><h3>（关注民生）</h3><h1>今年全市将新建改建公园三十座</h1><h4>社区公园十八座</h4></div></founder-title>
<div class="lai"><span>本报记者 张三</span> <span>《晨报》（2024年05月06日 第 01 版）</span></div>
<div id="ozoom" style="zoom:100%"><!--enpcontent--><founder-content><P>　　${city.join('</P>\n<P>　　')}</P></founder-content><!--/enpcontent--></div></div>
<div class="ch"><a href="#">上一篇</a> <a href="#">下一篇</a></div><div>版权声明：任何单位未经书面授权不得使用</div></body></html>`,
    title: '今年全市将新建改建公园三十座',
    text: ['（关注民生）', '今年全市将新建改建公园三十座', '社区公园十八座', '本报记者 张三 《晨报》（2024年05月06日 第 01 版）', ...city],
    headings: [],
  },
  {
    name: 'a page of a site that shows a part only',
    html: `<html><head><meta charset="utf-8"><title>年度工作总结范文 - 范文大全</title></head><body><div class="nav"><a href="/">首页</a><a href="/fw">范文</a><a href="/zj">总结</a></div>
<div class="main"><h1>年度工作总结范文</h1><div class="con"><p>${city[0]}</p><p>${city[1]}</p><p>……此处隐藏4180个字……</p><p>${city[2]}</p></div>
<div class="vip"><a href="/vip">开通会员</a>，登录后阅读全文，剩余1200字</div>
<div class="more"><h2>相关范文</h2><ul>${teasers}</ul></div></div><div class="foot">备案号</div></body></html>`,
    title: '年度工作总结范文',
    text: ['年度工作总结范文', city[0] ?? '', city[1] ?? '', '……此处隐藏4180个字……', city[2] ?? '', '开通会员，登录后阅读全文，剩余1200字'],
    headings: [],
  },
  {
    name: 'paragraphs and nothing else',
    html: `<p>${river[0]}</p><p>${river[1]}</p>`,
    title: '',
    text: [river[0] ?? '', river[1] ?? ''],
    headings: [],
  },
  {
    name: 'a law with numbered lists',
    html: `<!doctype html><html><head><meta charset=utf-8><title>河道管理規約</title></head><body><main><h1>河道管理規約</h1><h2>第一章 總則</h2><p>${river[0]}</p>
<ol><li>不得傾倒垃圾，違反的由管理人勸止。</li><li>不得砍伐樹木：<ol type="a"><li>柳樹，不論大小與年份；</li><li>其他樹木。</li></ol></li></ol><h2>第二章 罰則</h2><p>${river[1]}</p>
<ol start="3"><li>初犯的勸誡。</li><li value="7">再犯的罰修路一日。</li></ol><ul><li>本規約自公布日起施行。</li></ul></main></body></html>`,
    title: '河道管理規約',
    text: ['河道管理規約', '第一章 總則', river[0] ?? '', '1. 不得傾倒垃圾，違反的由管理人勸止。', '2. 不得砍伐樹木：', 'a. 柳樹，不論大小與年份；', 'b. 其他樹木。', '第二章 罰則', river[1] ?? '', '3. 初犯的勸誡。', '7. 再犯的罰修路一日。', '本規約自公布日起施行。'],
    headings: [['第一章 總則', 2], ['第二章 罰則', 2]],
  },
  {
    name: 'a chapter of a serial',
    html: `<html><head><meta charset="gbk"><title>第十二章 河边的路_乡土小说_笔趣阁</title></head><body><div class="header"><a href="/">笔趣阁</a></div><div class="con_top"><a href="/">首页</a> &gt; <a href="/b">乡土小说</a> &gt; 第十二章 河边的路</div>
<div class="content_read"><div class="box_con"><div class="bookname"><h1>第十二章 河边的路</h1><div class="bottem1"><a href="1">上一章</a> ← <a href="2">章节目录</a> → <a href="3">下一章</a></div></div>
<div id="content">&nbsp;&nbsp;&nbsp;&nbsp;${city.join('<br /><br />&nbsp;&nbsp;&nbsp;&nbsp;')}</div><div class="bottem2"><a href="1">上一章</a> ← <a href="2">章节目录</a> → <a href="3">下一章</a></div></div></div></body></html>`,
    title: '第十二章 河边的路',
    text: ['第十二章 河边的路', ...city],
    headings: [],
  },
]
