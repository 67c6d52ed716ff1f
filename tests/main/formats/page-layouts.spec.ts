import { describe, expect, it } from 'vitest'
import { pageText } from '../../../main/formats/html.ts'

const lines = ['河邊的路是新修的，兩旁種了柳樹。傍晚的時候，人們在這裡散步，說些家常，也有人坐在石階上看水。', '這條路原來是一段泥路，下雨的日子沒有人願意走。', '修路的那一年，村裡每戶出了一個勞力，前後用了四個月，天黑了還有人點著燈挑石頭。', '後來有人提議立碑，沒有立。', '現在年輕人多半不知道這些事了。他們只覺得這條路好走，夏天樹蔭很密，騎車經過的時候幾乎曬不到太陽。', '「這就夠了。」老人說。']
const nav = (tag: string) => `<${tag}>${['首頁', '新聞', '財經', '體育'].map((word) => `<a href="/x">${word}</a>`).join(' | ')}</${tag}>`
const list = `<ul>${['全市公園建設提速，年底前建成三十座', '老舊小區改造進入新階段', '本週天氣以晴為主', '地鐵新線路下月開始試運行'].map((word) => `<li><a href="/n">${word}</a> 2024-05-01</li>`).join('')}</ul>`
const comments = `<div id="pl"><h4>網友評論</h4><div><b>甲</b>：寫得真好，讓我想起老家的那條路，下雨的時候也是沒有辦法走。</div><div><b>乙</b>：同感，我們那裡也是這樣。</div></div>`
const bodies: { readonly [name: string]: (count: number) => string } = {
  p: (n) => lines.slice(0,n).map((line) => `<p>${line}</p>`).join('\n'),
  br: (n) => lines.slice(0,n).join('<br>\n　　'),
  brbr: (n) => '　　'+lines.slice(0,n).join('<br/><br/>\n　　'),
  div: (n) => lines.slice(0,n).map((line) => `<div>${line}</div>`).join(''),
  span: (n) => lines.slice(0,n).map((line) => `<p><span style="font-size:14px">${line}</span></p>`).join(''),
  strongp: (n) => lines.slice(0,n).map((line, index) => index === 1 ? `<p><strong>${line}</strong></p>` : `<p>&nbsp;&nbsp;${line}</p>`).join(''),
  imgs: (n) => lines.slice(0,n).map((line) => `<p>${line}</p><p align=center><img src=a.jpg></p>`).join(''),
  section: (n) => `<section>${lines.slice(0,n).map((line) => `<section><p>${line}</p></section>`).join('')}</section>`,
  pre: (n) => `<pre>${lines.slice(0,n).join('\n')}</pre>`,
  ulwrapped: (n) => `<div>${lines.slice(0,n-1).map((line) => `<p>${line}</p>`).join('')}<p>${lines[n - 1] ?? ''}</p></div>`,
  lead: (n) => `<p class="lead">${lines[0] ?? ''}</p><div class="txt2">${lines.slice(1,n).map((line) => `<p>${line}</p>`).join('')}</div>`,
  adsin: (n) => lines.slice(0,n).map((line, index) => `<p>${line}</p>${index === 1 ? '<div class="ad-box"><a href=x>買一送一</a>廣告</div>' : ''}`).join(''),
}
const title = '河邊的路'
const about = '2024-05-06　來源：晚報　作者：李田'
const shells: { readonly [name: string]: (text: string) => string } = {
  modern: (text) => `<header>${nav('nav')}</header><main><article><h1>${title}</h1><div class="meta">${about}</div><div class="body">${text}</div></article><aside>${list}</aside></main><section class="comments">${comments}</section><footer><p>版權所有 晚報社 地址某某路一號 電話 12345678</p></footer>`,
  plain: (text) => `${nav('div')}<h1>${title}</h1><p>${about}</p>${text}<hr>${list}<p>Copyright 2024 晚報</p>`,
  divs: (text) => `<div id=a1>${nav('div')}</div><div id=a2><div id=a3><h1>${title}</h1><div>${about}</div><div id=a4>${text}</div><div id=a5>上一篇：<a href=1>村口</a> 下一篇：<a href=2>老井</a></div></div><div id=a6><h3>最新文章</h3>${list}</div></div><div id=a7>晚報 版權所有</div>`,
  tables: (text) => `<table><tr><td>${nav('div')}</td></tr></table><table><tr><td width=200>${list}</td><td><table><tr><td align=center><b>${title}</b></td></tr><tr><td>${about}</td></tr><tr><td>${text}</td></tr></table></td></tr></table><table><tr><td align=center>晚報 版權所有</td></tr></table>`,
  center: (text) => `<center><font size=6>${title}</font></center><br><font size=3>${text}</font><br><br><center><a href=a>返回目錄</a></center>`,
  form: (text) => `<form id=aspnetForm><div class=top>${nav('ul')}</div><div class="w1000"><div class="title"><h2>${title}</h2></div><div class="info">${about}</div><div id="zoom">${text}</div><div class="bdsharebuttonbox"><a>微博</a></div></div></form>`,
  labelledcomments: (text) => `<div class="container"><div class="post"><h1>${title}</h1><p class="post-meta">${about}</p><div class="post-content">${text}</div><div class="post-tags">標籤：<a href=1>散文</a>、<a href=2>鄉土</a></div></div><div id="comments">${comments.repeat(6)}</div></div>`,
}

describe('the text of a page is found however the page is laid out', () => {
  for (const [shellName, shell] of Object.entries(shells)) {
    it.each(Object.entries(bodies))(`${shellName}: %s`, (_, body) => {
      for (const count of [2, 3, 6]) {
        const head = `<meta charset=utf-8><title>${title}_鄉土_晚報網</title>`
        const read = pageText(`<!DOCTYPE html><html><head>${head}</head><body>${shell(body(count))}</body></html>`)
        const wanted = [title, ...(shellName === 'center' ? [] : [about]), ...lines.slice(0, count)]
        expect(read.text.split('\n').slice(0, -1), `${count} paragraphs`).toEqual(wanted)
        expect(read.title).toBe(title)
      }
    })
  }
})
