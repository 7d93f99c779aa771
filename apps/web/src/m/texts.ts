import { computed, ref } from 'vue';
import { speak } from '../api/client';

const zh = {
  system: '帮扶台账',
  title: '帮助销售登记',
  account: '账号',
  password: '密码',
  signIn: '登录',
  product: '产品',
  household: '农户',
  anyHousehold: '不填农户',
  howMuch: '卖了多少',
  howMuchMoney: '卖了多少钱（元，可不填）',
  buyer: '卖给谁',
  buyers: { cooperative: '合作社', enterprise: '企业', individual: '个人', other: '其他' },
  photo: '拍照（可不拍）',
  addPhoto: '＋ 拍照或选照片',
  photosTaken: '已选 {n} 张',
  dropPhotos: '不要照片',
  photoFailed: '照片没有存下来：这台手机不能保存照片，请去掉照片再保存。',
  entryFailed: '没有存下来：这台手机的存储空间不够。请清理手机空间后再保存。',
  photoGone: '照片已被手机清除，这条没有上传。请删除这条后重新登记，需要照片的重新拍。',
  save: '保存，下一户',
  fillQuantity: '请填卖了多少，例如 320',
  fillProduct: '请填产品，例如 猕猴桃',
  implausible: '{typed}？是不是 {other}？',
  yesAsTyped: '没填错，保存',
  useOther: '改成 {other}',
  saved: '已记下',
  waiting: '待上传 {n} 条，有网后自动上传',
  between: '、',
  othersWait: '这台手机上还有 {n} 条是 {who} 登记的，本人登录后才会上传。',
  otherSignedIn: '现在登录的是 {account}，您登记的还在这台手机上。请退出，用自己的账号登录后上传。',
  sendFailed: '上传没有成功，内容还在这台手机上，稍后自动再传。一直不行请联系管理员，并告诉他：{reason}',
  offline: '网络断了，内容已存在本机，恢复后自动上传',
  uploaded: '全部已上传',
  refused: '有 {n} 条没有通过，请核对：',
  drop: '删除这条',
  today: '今天已记 {n} 条，{weight}',
  village: '村（社区）',
  language: 'English',
  signOut: '退出',
  network: '连不上服务器，请检查网络后再试。',
  staysSignedIn: '没有退出：连不上服务器，这台手机上仍是您的账号。请有网后再退出，在此之前不要把手机交给别人。',
  closed: '这一页由村级填报人员办理，您的账号不登记帮助销售。',
  home: '回到工作台',
  units: { 斤: '斤', 公斤: '公斤', 吨: '吨' },
  price: '{price} 元/斤',
};
export type Texts = typeof zh;

const en: Texts = {
  system: 'Bangfu Ledger',
  title: 'Helped sales',
  account: 'Account',
  password: 'Password',
  signIn: 'Sign in',
  product: 'Product',
  household: 'Household',
  anyHousehold: 'No household',
  howMuch: 'How much was sold',
  howMuchMoney: 'For how much (yuan, optional)',
  buyer: 'To whom',
  buyers: { cooperative: 'Cooperative', enterprise: 'Enterprise', individual: 'Person', other: 'Other' },
  photo: 'Photo (optional)',
  addPhoto: '+ Take or choose a photo',
  photosTaken: '{n} chosen',
  dropPhotos: 'No photo',
  photoFailed: 'The photo was not kept: this phone keeps none. Please save without it.',
  entryFailed: 'It was not kept: this phone has no room left. Please free some space and save again.',
  photoGone: 'This phone has thrown the photo away, so this entry was not sent. Please delete it and enter it again, with a new photo.',
  save: 'Save, next household',
  fillQuantity: 'Please enter how much, for example 320',
  fillProduct: 'Please enter the product',
  implausible: '{typed}? Did you mean {other}?',
  yesAsTyped: 'It is right, save',
  useOther: 'Make it {other}',
  saved: 'Noted',
  waiting: '{n} waiting, sent once there is a network',
  between: ', ',
  othersWait: '{n} on this phone were entered by {who}: they are sent once their author has signed in.',
  otherSignedIn:
    '{account} is signed in now; what you entered is still on this phone. Please sign out and in again as yourself to send it.',
  sendFailed:
    'It could not be sent; it is still on this phone and is sent again later. If it stays like this, tell the administrator: {reason}',
  offline: 'No network: kept on this phone and sent later',
  uploaded: 'All sent',
  refused: '{n} were refused, please check:',
  drop: 'Delete it',
  today: 'Today {n} entries, {weight}',
  village: 'Village',
  language: '中文',
  signOut: 'Sign out',
  network: 'The server cannot be reached. Please check the network.',
  staysSignedIn:
    'You are still signed in: the server cannot be reached. Please sign out again once there is a network, and keep the phone until then.',
  closed: 'This page is for village staff; your account does not record helped sales.',
  home: 'Back to the desk',
  units: { 斤: 'jin (斤)', 公斤: 'kg (公斤)', 吨: 't (吨)' },
  price: '{price} yuan per jin',
};

const STORED = 'bangfu.language';
const isEnglish = ref(localStorage.getItem(STORED) === 'en');

/** The texts of the light entry; it brings no translation library along. */
export const texts = computed(() => (isEnglish.value ? en : zh));

export function turnLanguage(): void {
  isEnglish.value = !isEnglish.value;
  localStorage.setItem(STORED, isEnglish.value ? 'en' : 'zh-CN');
  tell();
}

export const english = computed(() => isEnglish.value);

/** Puts values into a text's places. */
export function filled(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

function tell(): void {
  document.documentElement.lang = isEnglish.value ? 'en' : 'zh-CN';
  document.title = `${texts.value.title} - ${texts.value.system}`;
  speak(document.documentElement.lang);
}
tell();
