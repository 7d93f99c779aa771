import type { Locale } from './problem-text.js';
import { ACTIVITY_TERMS, IMPORT_STATE_TERMS, RESERVE_STATE_TERMS, ROLE_TERMS, type Terms } from './terms.js';

/** What may be done with a reserve, and who does it (contract §9, Reserve): not every reader can. */
const RESERVE_STEP_TERMS: Terms = {
  declare: { zh: '填报（采购填报）', en: 'declare (Purchaser)' },
  submit: { zh: '提交（采购填报）', en: 'submit (Purchaser)' },
  return: { zh: '退回（上级单位的主管审核）', en: 'return (Reviewer of a unit above)' },
  confirm: { zh: '确认（上级单位的主管审核）', en: 'confirm (Reviewer of a unit above)' },
  adjust: { zh: '调整（采购填报）', en: 'adjust (Purchaser)' },
  lock: { zh: '锁定（上级单位的主管审核）', en: 'lock (Reviewer of a unit above)' },
};

const EXIT_STEP_TERMS: Terms = {
  appraisal: { zh: '评议', en: 'appraisal' },
  verification: { zh: '核实', en: 'verification' },
  consent: { zh: '认可', en: 'consent' },
  notice: { zh: '公示', en: 'notice' },
  announcement: { zh: '公告', en: 'announcement' },
  deregistration: { zh: '销号', en: 'deregistration' },
};

const JOB_TERMS: Terms = {
  rebuild: { zh: '重建汇总数据', en: 'rebuild of read models' },
  'demo-load': { zh: '载入演示数据', en: 'loading the demonstration' },
  'demo-clear': { zh: '清空演示数据', en: 'clearing the demonstration' },
};

/** Which keys a parameter of that name may hold. */
const OF_PARAM: Readonly<Record<string, Terms>> = {
  roles: ROLE_TERMS,
  state: { ...RESERVE_STATE_TERMS, ...IMPORT_STATE_TERMS },
  allowed: { ...IMPORT_STATE_TERMS, ...RESERVE_STEP_TERMS },
  kind: { ...ACTIVITY_TERMS, ...JOB_TERMS },
  step: EXIT_STEP_TERMS,
  before: EXIT_STEP_TERMS,
};

/** The word for a key in a parameter of that name; what is no key is told as it is. */
export function termOf(param: string, key: string, locale: Locale): string {
  const term = OF_PARAM[param]?.[key];
  return (locale === 'en' ? term?.en : term?.zh) ?? key;
}
