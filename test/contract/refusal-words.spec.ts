import { type ProblemCode, type ProblemParams, PROBLEMS, problemSentence, ROLE_TERMS, STAGE_NAMES } from '#contracts';
import { IMPORT_STEPS, keysIn } from '../support/keys-in-sentence.js';
import type { ProblemText } from '../../libs/contracts/src/problem-text.js';

type Param = ProblemParams[string];

/** What each parameter holds when a real refusal gives it; a code's own meaning stands as `CODE param`. */
const MET: Readonly<Record<string, Param>> = {
  account: '张三',
  allowed: ['自有食堂', '无食堂'],
  'FILTER.NOT_APPLICABLE allowed': ['year', 'from', 'to', 'knownAt', 'unitId', 'villageCode'],
  'IMPORT.STATE possible': IMPORT_STEPS,
  'RESERVE.STATE allowed': ['declare', 'submit', 'return', 'confirm', 'adjust', 'lock'],
  'SERIES.NOT_APPLICABLE allowed': ['day', 'month', 'unit', 'village', 'product'],
  basis: '财库〔2021〕19号',
  before: 'appraisal',
  candidates: ['西藏自治区拉萨市城关区', '甘肃省兰州市城关区'],
  by: 'channel',
  claimed: 'image/png',
  column: '金额（元）',
  columns: ['金额（元）', '数量'],
  // Has to be typed as it is.
  command: '`npm run bangfu -- cluster demo clear`',
  correlationId: '01a2185d',
  decimals: 6,
  decidedBy: '张三',
  endedBy: '张三',
  example: '12.505',
  expected: '1–200 项 / 1–200 items',
  field: 'lines.0.packGrams',
  figure: 'reserve.pace',
  fileId: 'f-1',
  filter: 'countyCode',
  first: 'image/jpeg',
  found: 'application/pdf',
  from: '2020-06-01',
  host: '账本.例子',
  id: 'o-1',
  kind: 'skills-delivery',
  'JOB.RUNNING kind': 'demo-clear',
  // What an administrator writes back: a demonstration or a read model.
  known: ['lianhu-2020', 'unit_ledger'],
  'STAGE.UNKNOWN known': Object.keys(STAGE_NAMES),
  later: ['handed-over', 'titled'],
  limit: '20 MB',
  lockedBy: '张三',
  mediaType: 'text/html',
  'FILE.DAMAGED mediaType': 'image/png',
  method: 'GET',
  missing: ['file', 'documentNo', 'winner', 'contractFen', 'measuredVolumeM3'],
  name: '某某',
  number: '832-1',
  other: '斤',
  open: Object.keys(STAGE_NAMES),
  orderId: 'o-1',
  origin: 'http://例子',
  path: '/api/某处',
  period: '2020-06',
  product: '香菇',
  profile: '方案',
  reason: '录入有误',
  'LEDGER.UNAVAILABLE reason': 'SQLITE_FULL',
  log: 'households',
  projection: 'impact',
  recorded: '12.00',
  recordedBy: '张三',
  roles: Object.keys(ROLE_TERMS),
  row: 3,
  rows: ['3', '4'],
  second: 'application/zip',
  service: 'purchases, households',
  sheet: '表一',
  sheets: ['表一', '表二'],
  stage: 'reserve-pool',
  state: 'committing',
  'RESERVE.STATE state': 'adjusted',
  step: 'deregistration',
  template: 'purchase-base',
  unit: '公斤',
  unitId: 'u-1',
  value: '十二',
  values: ['甲', '乙'],
  villageCode: '610124103001',
};

const DAYS = /On$|Day$|^(day|start|today|deregistration|dueOn|to)$/;
const NUMBERS =
  /Fen(PerKg)?$|fenPerKg|Permille$|^(count|days|factor|least|leastDays|most|mostBytes|ms|seconds|stars|waitSeconds|year)$|Version$/;

function met(code: string, name: string): Param {
  const own = MET[`${code} ${name}`] ?? MET[name];
  if (own !== undefined) return own;
  if (name.endsWith('At')) return '2020-07-01T01:02:03.000Z';
  if (DAYS.test(name)) return '2020-06-30';
  return NUMBERS.test(name) ? 7 : UNMET;
}

const UNMET = 'nobody knows what this holds';

interface Said {
  readonly code: ProblemCode;
  readonly path: string;
  readonly params: ProblemParams;
}

/** A value for each hole of a sentence. */
function filled(code: string, sentence: string): ProblemParams {
  return Object.fromEntries([...sentence.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => [name, met(code, name)]));
}

/** Every sentence of the catalogue, also those that are said where a parameter is left out, of a certain field or cause. */
function everySentence(): Said[] {
  return Object.entries<ProblemText>(PROBLEMS).flatMap(([key, text]) => {
    const code = key as ProblemCode;
    const known = filled(code, text.zh);
    const without = text.without === undefined ? [] : [{ code, path: '', params: { ...known, [text.without.param]: [] } }];
    const at = Object.keys(text.at ?? {}).map((path) => ({ code, path, params: known }));
    const because = Object.entries(text.because ?? {}).map(([cause, { zh }]) => ({
      code,
      path: '',
      params: { because: cause, ...filled(code, zh) },
    }));
    return [{ code, path: '', params: known }, ...without, ...at, ...because];
  });
}

/** What a Chinese sentence may name as machines do: in brackets behind its word, and what has to be typed as it stands. */
const AS_TYPED =
  /（[^（）]*）|`[^`]*`|\/api\/\S*|\bBANGFU_[A-Z_]+|\bcontent-type: \S+|\bmultipart\/form-data|\bIdempotency-Key|\bIf-Match/g;
test('every parameter of a sentence has a value as it is met', () => {
  const unmet = everySentence().flatMap(({ code, params }) =>
    Object.entries(params).flatMap(([name, value]) => (value === UNMET ? [`${code} ${name}`] : [])),
  );
  expect(unmet).toEqual([]);
});

test('no sentence tells a person in Chinese by its key what has a name', () => {
  const told = everySentence().map((said) => ({ code: said.code, sentence: problemSentence(said, 'zh-CN') }));
  expect(told.flatMap(({ code, sentence }) => keysIn(sentence.replace(AS_TYPED, '')).map((key) => `${code} ${key}: ${sentence}`))).toEqual(
    [],
  );
});

test('what a client has to write back stands behind its word', () => {
  const sentence = (code: ProblemCode, params: ProblemParams): string => problemSentence({ code, params }, 'zh-CN');
  expect(sentence('FIELD.REQUIRED', { field: 'lines.0.quantity' })).toBe('“明细第 1 项的数量（lines.0.quantity）”必须填写。');
  expect(sentence('FIELD.UNKNOWN', { field: 'surplus' })).toContain('“surplus”');
  expect(sentence('STAGE.UNKNOWN', { stage: 'nothing', known: ['planned', '自定', 'constructor'] })).toContain(
    '立项（planned）、自定、constructor。',
  );
  expect(sentence('STAGE.OUT_OF_ORDER', { stage: 'completed', open: ['planned', '自定'] })).toContain(
    '“完工”之前还有未完成的环节：立项、自定',
  );
});
