/**
 * Spellings of one character that Unicode does not unify and OpenCC's table of single characters does not join: forms of
 * other typefaces and of Japan (説, 吿), older ones (氷, 囘), and pairs that differ by word only in one script (著/着, 復/覆,
 * 計畫/計劃). Each group begins with the one that the others are compared as. They are joined for search only.
 */
export const variantSpellings = [
  '着著 了瞭 复覆 借藉 划画 告吿 敕勅 回囘囬 并竝 插挿 曾曽 棋碁 榨搾 步歩 潜濳 瓶缾 稚穉 窗窻牕 胭臙',
  '船舩 裙裠 郎郞 酬酧 雁鴈 韭韮 饼餠 验騐 鹅鵞 鼓皷 线缐 妆粧 台枱 团団 熏薰 仇雠讐 痹痺 仿彷倣 污汚',
  '乡郷 户戸 值値 慎愼 填塡 清淸 青靑 吴呉 惠恵 穗穂 德徳 听聴 怀懐 涩渋 岁歳 历歴 坏壊 气気 对対 觉覚',
  '圆円 图図 关関 发発 变変 黑黒 概槪 巢巣 糸丝 沿㳂 兔兎 冤寃 冰氷 果菓 藤籐 背揹 堤隄 豆荳 夫伕 巨钜',
  '径迳 余馀 咨谘 托讬 钟锺 宁甯 苏甦 枪鎗 焰燄 具俱 锄耡 斫斲 浚濬 沉沈 象像 只祇衹 檐簷 颚腭 鲇鲶 柏栢',
  '彝彜 妍姸 矿鑛 鳌鼇 粽糭 叙敍 卫衞 颖颕 你妳 梅楳 村邨 迭叠 岩嵒 岛嶋 略畧 和龢咊 睹覩 朵朶 耽躭 躬躳',
  '体躰 软輭 喧諠 欢懽 嘻譆 歌謌 斗鬪 克尅 侄姪 嫩嫰 珍珎 粗麤觕 鲜鱻 乃迺廼 碗椀盌 盏琖 哲喆 袅嬝 婿壻',
  '妊姙 宝寳 实寔 寇宼 庙庿 回廻 怪恠 悴顇 惭慙 愧媿 愈瘉 捏揑 效効傚 暖煖 毡氊 涅湼 炮砲礮 焊銲釬 煮煑',
  '熔镕 犁犂 猿猨 琅瑯 璃琍 疏疎 皋皐 盖葢 眯瞇 砧碪 磷燐粦 秸稭 稿稾 窑窰 筒筩 箸筯 纸帋 翻繙飜 草艸',
  '衔啣 裤袴 踩跴 逖逷 遍徧 邻隣 野埜壄 霸覇 鞋鞵 鞍鞌 飘飃 驱駆 鳝鱓 麻蔴 黏粘',
].join(' ')
