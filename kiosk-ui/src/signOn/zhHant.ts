import type { en } from './en.ts';

/** Sentences of signing on in Traditional Chinese. */
export const zhHant: Record<keyof typeof en, string> = {
  'signOn.title': '登入',
  'signOn.open': '登入',
  'signOn.who': '您是？',
  'signOn.pin': 'PIN，6 位數以上',
  'signOn.badge': '或將識別證靠近讀卡機',
  'signOn.erase': '刪除一位',
  'signOn.go': '確定',
  'signOn.refused': '登入失敗（{code}），請再試。',
  'signOn.wait': '{seconds} 秒後可再試',
  'signOn.off': '{name} 已登入：登出',
  'signOn.left': '登出 · {seconds} 秒',

  'role.physician': '醫師',
  'role.ward': '病房',
};
