/**
 * What the Ministry of Education in Taiwan reads otherwise than the mainland (一字多音審訂表 of 1999 and its dictionaries), in
 * simplified script: character, the mainland's reading, Taiwan's.
 */
export const taiwanCharacters = `
究jiū>jiù 企qǐ>qì 期qī>qí 危wēi>wéi 微wēi>wéi 薇wēi>wéi 巍wēi>wéi 质zhì>zhí 识shí>shì 击jī>jí 液yè>yì 腋yè>yì 曳yè>yì
垃lā>lè 圾jī>sè 突tū>tú 凸tū>tú 夕xī>xì 汐xī>xì 矽xī>xì 息xī>xí 熄xī>xí 惜xī>xí 昔xī>xí 锡xī>xí 叔shū>shú 淑shū>shú
绩jì>jī 迹jì>jī 寂jì>jí 亚yà>yǎ 播bō>bò 拥yōng>yǒng 伪wěi>wèi 掷zhì>zhí 帆fān>fán 藩fān>fán 储chǔ>chú 拙zhuō>zhuó
颇pō>pǒ 俄é>è 暂zàn>zhàn 综zōng>zòng 跌diē>dié 涛tāo>táo 萎wěi>wēi 削xuē>xuè 血xuè>xiě 携xié>xī 酵jiào>xiào 骤zhòu>zòu
脉mài>mò 匹pǐ>pī 癖pǐ>pì 剽piāo>piào 缚fù>fú 驯xùn>xún 穴xué>xuè 档dàng>dǎng 框kuàng>kuāng 眶kuàng>kuāng 艘sōu>sāo
署shǔ>shù 曙shǔ>shù 筑zhù>zhú 堤dī>tí 拎līn>līng 拈niān>nián 慑shè>zhé 谊yì>yí 讽fěng>fèng 讧hòng>hóng 谑xuè>nüè 贮zhù>zhǔ
赐cì>sì 辙zhé>chè 辱rǔ>rù 雌cí>cī 鞠jū>jú 掬jū>jú 颤chàn>zhàn 淆xiáo>yáo 壑hè>huò 幢zhuàng>chuáng 帧zhēn>zhèng 徇xùn>xún
怯qiè>què 惋wǎn>wàn 紊wěn>wèn 菌jūn>jùn 蜗wō>guā 踏tā>tà 曝bào>pù 发fà>fǎ 厦shà>xià 澎péng>pēng 吨dūn>dùn 壳qiào>ké
俾bǐ>bì 薄báo>bó 剖pōu>pǒu 缉jī>qì 煦xù>xǔ 肋lèi>lè 褐hè>hé 褪tuì>tùn 蹈dǎo>dào 蹊qī>xī 隼sǔn>zhǔn 浣huàn>huǎn 湮yān>yīn
宁nìng>níng 卡qiǎ>kǎ 载zǎi>zài 差chà>chā 迫pǎi>pò 称chèn>chèng 戕qiāng>qiáng 哮xiào>xiāo 嵌qiàn>qiān 酪lào>luò
栉zhì>jié 敛liǎn>liàn 逮dǎi>dài 坯pī>pēi 崖yá>yái 噱xué>jué
`

/** Words with readings of their own in Taiwan. */
export const taiwanWords = `
角色 jiǎo sè, 主角 zhǔ jiǎo, 配角 pèi jiǎo, 丑角 chǒu jiǎo, 品行 pǐn xìng, 德行 dé xìng, 操行 cāo xìng, 法国 fà guó, 法语 fà yǔ,
法文 fà wén, 法郎 fà láng, 说服 shuì fú, 暴露 pù lù, 下载 xià zài, 胜任 shēng rèn, 应允 yīng yǔn, 答应 dā yìng, 相亲 xiàng qīn,
比邻 bì lín, 古玩 gǔ wàn, 从容 cōng róng, 似的 sì de, 知识 zhī shì, 认识 rèn shì, 模样 mú yàng, 大模大样 dà mó dà yàng,
像模像样 xiàng mó xiàng yàng, 强行 qiǎng xíng, 括号 guā hào, 懒骨头 lǎn gú tou, 天秤 tiān píng, 挟持 xiá chí, 纵横 zōng héng
`

/** What is neutral in Taiwan too: particles and suffixes, and these words. Everything else has its full tone. */
export const taiwanNeutral = '的了着过得地吗呢吧啊呀哇啦嘛喔么们子头'
export const taiwanNeutralWords =
  '爸爸 妈妈 哥哥 弟弟 姐姐 姊姊 妹妹 爷爷 奶奶 公公 婆婆 叔叔 舅舅 伯伯 姑姑 东西 意思 朋友 衣服 事情 晚上 早上 时候 告诉'

/** The full tone that such a syllable has, where it is not the character's usual one: 部分, 頭髮, 商量. */
export const taiwanFullTones = '分fèn 发fà 量liáng 处chù 当dàng 和huò'
