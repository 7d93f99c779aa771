import { STAGE_NAMES } from './events/project-events.js';
import { fieldWord } from './field-words.js';
import { figureDefinition } from './figures.js';
import type { Locale } from './problem-text.js';
import { ACTIVITY_TERMS, IMPORT_STATE_TERMS, RESERVE_STATE_TERMS, ROLE_TERMS, TEMPLATE_TERMS, type Terms } from './terms.js';

/** What may be done with a reserve, and who does it (contract §9, Reserve): not every reader can. */
const RESERVE_STEP_TERMS: Terms = {
  declare: { zh: '填报（采购填报）', en: 'declare (Purchaser)' },
  submit: { zh: '提交（采购填报）', en: 'submit (Purchaser)' },
  return: { zh: '退回（上级单位的主管审核）', en: 'return (Reviewer of a unit above)' },
  confirm: { zh: '确认（上级单位的主管审核）', en: 'confirm (Reviewer of a unit above)' },
  adjust: { zh: '调整（采购填报）', en: 'adjust (Purchaser)' },
  lock: { zh: '锁定（上级单位的主管审核）', en: 'lock (Reviewer of a unit above)' },
};

/** What may be done with an import. */
const IMPORT_STEP_TERMS: Terms = {
  wait: { zh: '等它做完', en: 'wait until it is done' },
  choose: { zh: '指定各列', en: 'choose its columns' },
  mend: { zh: '修改各行', en: 'mend its rows' },
  commit: { zh: '导入', en: 'enter it' },
  cancel: { zh: '放弃', en: 'give it up' },
  retry: { zh: '重试', en: 'retry it' },
  undo: { zh: '撤销整批', en: 'take the batch back' },
  upload: { zh: '重新上传', en: 'upload the sheet again' },
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

const GATE_TERMS: Terms = {
  file: { zh: '凭证文件', en: 'an evidence file' },
  documentNo: { zh: '文号', en: 'the document number' },
  winner: { zh: '中标单位', en: 'the winner of the tender' },
  contractFen: { zh: '合同金额', en: 'the contract amount' },
  measuredVolumeM3: { zh: '实测库容（立方米）', en: 'the measured volume (m³)' },
};

/** `completed` is 完工验收 of building works and 完成 of a general project: one word that is true of both. */
const STAGE_TERMS: Terms = { ...STAGE_NAMES, completed: { zh: '完工', en: 'Completed' } };

const STAGE_WORDS = Object.fromEntries(Object.entries(STAGE_TERMS).map(([stage, { zh }]) => [stage, zh]));

const GROUPING_WORDS: Readonly<Record<string, string>> = {
  day: '日',
  month: '月',
  quarter: '季度',
  year: '年',
  unit: '单位',
  category: '品类',
  funding: '资金来源',
  channel: '采购渠道',
  county: '产地县',
  village: '村',
  project: '项目',
  stage: '环节',
  template: '项目模板',
  product: '产品',
  kind: '类型',
};

const SERVICE_WORDS: Readonly<Record<string, string>> = {
  gateway: '网关',
  purchases: '采购',
  projects: '项目',
  households: '农户',
  impact: '指标',
};

const OFFICE = 'application/vnd.openxmlformats-officedocument';
const FORMAT_TERMS: Terms = {
  'application/pdf': { zh: 'PDF 文档', en: 'a PDF' },
  'image/png': { zh: 'PNG 图片', en: 'a PNG picture' },
  'image/jpeg': { zh: 'JPEG 图片', en: 'a JPEG picture' },
  'image/gif': { zh: 'GIF 图片', en: 'a GIF picture' },
  'image/webp': { zh: 'WebP 图片', en: 'a WebP picture' },
  'application/zip': { zh: 'ZIP 压缩文件', en: 'a ZIP archive' },
  [`${OFFICE}.spreadsheetml.sheet`]: { zh: 'Excel 表格', en: 'an Excel sheet' },
  [`${OFFICE}.wordprocessingml.document`]: { zh: 'Word 文档', en: 'a Word document' },
  [`${OFFICE}.presentationml.presentation`]: { zh: 'PowerPoint 演示文稿', en: 'a PowerPoint presentation' },
  'application/ofd': { zh: 'OFD 文档', en: 'an OFD document' },
  'text/plain': { zh: '文本', en: 'text' },
  'application/octet-stream': { zh: '未知格式', en: 'of an unknown format' },
};

/** The word for a key; `undefined` where it is none. */
type Words = (key: string, locale: Locale) => string | undefined;

function oneOf(terms: Terms): Words {
  return (key, locale) => {
    const term = termIn(terms, key);
    return locale === 'en' ? term?.en : term?.zh;
  };
}

/** Any name may stand where a key is met, also one that every object of the language has. */
function termIn<Term>(terms: Readonly<Record<string, Term>>, key: string): Term | undefined {
  return Object.hasOwn(terms, key) ? terms[key] : undefined;
}

/** Of what a client writes back: told with its key in Chinese, by its key alone in English. */
function withKey(words: Readonly<Record<string, string>>): Words {
  return (key, locale) => {
    const word = termIn(words, key);
    return locale === 'en' || word === undefined ? undefined : `${word}（${key}）`;
  };
}

const fieldWords: Words = (key, locale) => (locale === 'en' ? undefined : fieldWord(key));

const figureWords: Words = (key, locale) => {
  const figure = figureDefinition(key);
  return locale === 'en' || figure === undefined ? undefined : `${figure.zh}（${key}）`;
};

/** Several services that are away come as one text. */
const serviceWords: Words = (key, locale) => {
  const words = key.split(', ').map((service) => withKey(SERVICE_WORDS)(service, locale) ?? service);
  return words.join(locale === 'en' ? ', ' : '、');
};

const groupingWords = withKey(GROUPING_WORDS);

/** Which keys a parameter of that name may hold; where a code means other keys by it, by both. */
const OF_PARAM: Readonly<Record<string, Words>> = {
  roles: oneOf(ROLE_TERMS),
  state: oneOf({ ...RESERVE_STATE_TERMS, ...IMPORT_STATE_TERMS }),
  allowed: oneOf(RESERVE_STEP_TERMS),
  possible: oneOf(IMPORT_STEP_TERMS),
  'FILTER.NOT_APPLICABLE allowed': fieldWords,
  'SERIES.NOT_APPLICABLE allowed': groupingWords,
  kind: oneOf({ ...ACTIVITY_TERMS, ...JOB_TERMS }),
  step: oneOf(EXIT_STEP_TERMS),
  before: oneOf(EXIT_STEP_TERMS),
  stage: oneOf(STAGE_TERMS),
  open: oneOf(STAGE_TERMS),
  later: oneOf(STAGE_TERMS),
  'STAGE.UNKNOWN known': withKey(STAGE_WORDS),
  missing: oneOf(GATE_TERMS),
  template: oneOf(TEMPLATE_TERMS),
  field: fieldWords,
  filter: fieldWords,
  by: groupingWords,
  figure: figureWords,
  service: serviceWords,
  claimed: oneOf(FORMAT_TERMS),
  found: oneOf(FORMAT_TERMS),
  first: oneOf(FORMAT_TERMS),
  second: oneOf(FORMAT_TERMS),
  'FILE.DAMAGED mediaType': oneOf(FORMAT_TERMS),
};

/** The word for a key in a parameter of that name and code; what is no key is told as it is. */
export function termOf(code: string, param: string, key: string, locale: Locale): string {
  const words = OF_PARAM[`${code} ${param}`] ?? OF_PARAM[param];
  return words?.(key, locale) ?? key;
}
