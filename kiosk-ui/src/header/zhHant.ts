import type { en } from './en.ts';

/** Sentences of header, banners and footer in Traditional Chinese. */
export const zhHant: Record<keyof typeof en, string> = {
  'app.name': 'EdgeNode',
  'app.subtitle': '頸部淋巴結 CT',

  'language.other': 'English',
  'language.switch': '切換為英文',

  'link.starting': '連線中…',
  'link.live': '已連線',
  'link.stale': '連線中斷',

  'box.unknown': '主機狀態不明',
  'box.ready': '主機就緒，可接收與分析',
  'box.problems': '主機有問題',
  'box.model': '模型 {id} {version}',
  'box.noModel': '未載入模型：不進行任何分析',
  'box.reference': '參考模型 — 不可用於臨床',
  'box.unsent': '待送 {count}',
  'box.unsentOldest': '待送 {count}（最久 {age}）',
  'box.centreConnected': '中心已連線',
  'box.centreAway': '中心未連線',
  'box.disk': '磁碟剩餘 {percent} %',
  'box.lastEcho': '最近 DICOM echo {time}',
  'box.noEcho': '尚無 DICOM echo',

  'stale.title': '離線 — 此畫面並非最新',
  'stale.text': '已 {seconds} 秒與主機失去聯繫。結果與警示已隱藏，新的警示無法顯示。請勿依此畫面做決定，請至 PACS 判讀影像並通知工程人員。',

  'fault.title': '顯示錯誤',
  'fault.text': '服務傳來此頁面無法辨識的內容：{what}。相關內容不予顯示，請通知工程人員。',

  'footer.assists': '僅輔助判讀，不取代任何人；所有影像仍須完整判讀。',
  'footer.numbers': '此方法之發表數據：整體偵測率 80 %（陰性 76 %、陽性 73 %、ENE 90 %）；小於 5 mm 僅 45 %；每例偽陽性 2.36 個。',
  'footer.reference': '上述並非目前載入之參考模型的數據。',

  'band.MODEL_LOADING': '模型載入中',
  'band.DISK_FULL': '磁碟已滿 — 拒收新影像',
  'band.technical': '技術警示',
  'band.update': '已更新至 {version}：頁面重新載入',
  'band.more': '另有 {count} 項：請見維護頁',

  'technical.title': '技術警示',
  'technical.none': '目前沒有技術警示。',
  'technical.since': '已 {age}',

  'sound.pause': '暫停聲音（最長 2 分鐘）',
  'sound.paused': '聲音暫停至 {time}；新警示會立即發聲',
  'sound.none': '本機無聲音：請注意畫面',

  'starting.text': '尚無任何狀態。請勿依此畫面做決定。',
};
