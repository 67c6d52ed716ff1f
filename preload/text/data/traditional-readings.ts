/**
 * Traditional characters that say how they are read where their simplified form has several readings: 幹 is gàn, 乾 is gān,
 * simplified 干 is either. Each with the readings that it can have, the usual one first.
 */
export const traditionalReadings = [
  '髮fà,fa 幹gàn 榦gàn 捲juǎn 捨shě 徵zhēng 隻zhī 儘jǐn 鬥dòu 鬪dòu 闢pì 瞭liǎo 嚮xiàng 噹dāng,dang 麼me,mó',
  '乾gān 鬆sōng 揹bēi 鬨hòng,hōng 縴qiàn 纖xiān 朮zhú 臟zàng 髒zāng 癥zhēng 瀋shěn 嚥yàn 繫xì,jì 佔zhàn 噁ě 籲yù 夥huǒ,huo',
].join(' ')
