import { readFileSync } from 'node:fs'
import { makeEdition } from './main/editions/make-edition.ts'
import { editionBytes } from './main/editions/edition-store.ts'
const b=readFileSync('content/essay/source.txt')
for(let i=0;i<3;i++){const t=performance.now(); await makeEdition(b,{documentId:'x',fileName:'a.txt'}); console.log('essay ms',(performance.now()-t).toFixed(0))}
const clean=readFileSync('tests/fixtures/essay-normalised.txt','utf8').slice(490).replace(/_/g,'人')
for (const [name,unit] of [['damaged',b.toString().split('\n').slice(36,40).join('\n')+'\n'],['clean',clean+'\n']] as const){
 let big=''; let k=1; while(big.length<3_000_000){ big+=(name==='clean'?`第${k++}章 标题\n`:'')+unit }
 for(const n of [750_000,3_000_000]) { const x=Buffer.from(big.slice(0,n)); const t=performance.now(); const e=await makeEdition(x,{documentId:'x',fileName:'a.txt'}); console.log(name,n,(performance.now()-t).toFixed(0),'ms',e.sections.length,e.edits.length,e.gaps.length,e.warnings.length, (process.memoryUsage().rss/1e6).toFixed(0)+' MB', n===3e6? (editionBytes(e).length/1e6).toFixed(1)+' MB json':'')}
}
// one list of contents over a long book, no line breaks, and hostile shapes
for (const [n,t] of [['one line', '他說，'.repeat(1_000_000)],['brackets','('.repeat(1_000_000)],['underscores','甲'+'_'.repeat(1_000_000)],['spaces','甲。'+' '.repeat(500_000)+'乙'],['dots','……'.repeat(500_000)],['orphans','創(chuàng)新的觀(guān)念與責(zé)任'.repeat(20)+'?lián)'.repeat(20000)],['omissions','省略820字'.repeat(100_000)],['ordinals','一是。'.repeat(300_000)],['lines','一、甲\n'.repeat(200_000)]] as const) { const s=performance.now(); const e=await makeEdition(Buffer.from(t),{documentId:'x',fileName:'a.txt'}); console.log(n,(performance.now()-s).toFixed(0),'ms',e.sections.length,e.edits.length) }
