/** A key of the outside contract as the pages call it. */
interface Term {
  readonly zh: string;
  readonly en: string;
}

type Terms = Readonly<Record<string, Term>>;

export const ROLE_TERMS: Terms = {
  purchaser: { zh: '采购填报', en: 'Purchaser' },
  reviewer: { zh: '主管审核', en: 'Reviewer' },
  'project-staff': { zh: '项目专干', en: 'Project staff' },
  'village-staff': { zh: '村级填报', en: 'Village staff' },
  leader: { zh: '领导', en: 'Leader' },
  auditor: { zh: '审计', en: 'Auditor' },
  admin: { zh: '系统管理', en: 'Administrator' },
};

export const RESERVE_STATE_TERMS: Terms = {
  none: { zh: '未填报', en: 'Not declared' },
  draft: { zh: '填写中', en: 'Draft' },
  submitted: { zh: '待审核', en: 'Under review' },
  returned: { zh: '已退回', en: 'Returned' },
  confirmed: { zh: '已确认', en: 'Confirmed' },
  adjusted: { zh: '调整中', en: 'Being adjusted' },
  locked: { zh: '已锁定', en: 'Locked' },
};

export const IMPORT_STATE_TERMS: Terms = {
  reading: { zh: '读取中', en: 'Reading' },
  mapping: { zh: '待对应列', en: 'Columns to choose' },
  checked: { zh: '待确认', en: 'To be confirmed' },
  committing: { zh: '导入中', en: 'Importing' },
  done: { zh: '已导入', en: 'Imported' },
  failed: { zh: '已中止', en: 'Stopped' },
  undoing: { zh: '撤销中', en: 'Undoing' },
  undone: { zh: '已撤销', en: 'Undone' },
  cancelled: { zh: '已放弃', en: 'Given up' },
};

const RESERVE_STEP_TERMS: Terms = {
  declare: { zh: '填报', en: 'declare' },
  submit: { zh: '提交', en: 'submit' },
  return: { zh: '退回', en: 'return' },
  confirm: { zh: '确认', en: 'confirm' },
  adjust: { zh: '调整', en: 'adjust' },
  lock: { zh: '锁定', en: 'lock' },
};

const EXIT_STEP_TERMS: Terms = {
  appraisal: { zh: '评议', en: 'appraisal' },
  verification: { zh: '核实', en: 'verification' },
  consent: { zh: '认可', en: 'consent' },
  notice: { zh: '公示', en: 'notice' },
  announcement: { zh: '公告', en: 'announcement' },
  deregistration: { zh: '销号', en: 'deregistration' },
};

export const ACTIVITY_TERMS: Terms = {
  visit: { zh: '考察', en: 'Visit' },
  training: { zh: '职业技能培训', en: 'Vocational training' },
  'skills-delivery': { zh: '送技能', en: 'Skills delivery' },
  donation: { zh: '捐赠', en: 'Donation' },
  inspection: { zh: '督导', en: 'Inspection' },
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
  allowed: { ...RESERVE_STATE_TERMS, ...IMPORT_STATE_TERMS, ...RESERVE_STEP_TERMS },
  kind: { ...ACTIVITY_TERMS, ...JOB_TERMS },
  step: EXIT_STEP_TERMS,
  before: EXIT_STEP_TERMS,
};

/** The word for a key in a parameter of that name; what is no key is told as it is. */
export function termOf(param: string, key: string, locale: 'zh-CN' | 'en'): string {
  const term = OF_PARAM[param]?.[key];
  return (locale === 'en' ? term?.en : term?.zh) ?? key;
}
