import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import writeXlsxFile, { type SheetData } from 'write-excel-file/node';
import { type Bar, must } from '../result.js';
import { sheetCommitBars } from './sheet-commit.js';
import type { SheetMeasure } from './sheet-process.js';

const PROCESS = fileURLToPath(new URL('./sheet-process.js', import.meta.url));
const CORPUS = fileURLToPath(new URL('../../../../test/imports/corpus/files/', import.meta.url));
/** Bombs, an external entity, 17,000 columns, a cell of 10 MB, a file cut off. */
const HOSTILE = [
  'h07-截断.xlsx',
  'h18-压缩炸弹.xlsx',
  'h19-比例炸弹.xlsx',
  'h20-谎报大小.xlsx',
  'h22-外部实体.xlsx',
  'h24-一万七千列.xlsx',
  'h25-十兆单元格.xlsx',
];
const HEAD = [
  '订单编号',
  '采购单位',
  '下单日期',
  '供应商',
  '产地县',
  '商品名称',
  '品类',
  '数量',
  '单位',
  '金额（元）',
  '资金来源',
  '结算方式',
  '支付日期',
  '支付金额（元）',
];

/** A large sheet planned beside a process that goes on answering, a small one planned anew, hostile ones refused. */
export async function sheetBars(folder: string): Promise<Bar[]> {
  mkdirSync(folder, { recursive: true });
  const large = await planned(folder, 50_000);
  const small = await planned(folder, 5_000);
  const refusals: SheetMeasure[] = [];
  for (const file of HOSTILE) refusals.push(await measured(join(CORPUS, file)));
  for (const refusal of refusals) must(refusal.refused !== undefined, 'a hostile file was read');
  const [slowest, fattest] = [Math.max(...refusals.map(({ planMs }) => planMs)), Math.max(...refusals.map(({ rssMb }) => rssMb))];
  return [
    atMost('sheet-plan', large.planMs, 8_000, 'ms'),
    atMost('sheet-rss', large.rssMb, 250, 'MB'),
    atMost('sheet-loop-p99', large.loopP99Ms, 20, 'ms'),
    atMost('sheet-replan', small.replanMs, 300, 'ms'),
    { ...atMost('sheet-hostile', slowest, 1_000, 'ms'), runs: refusals.map(({ planMs }) => planMs) },
    ...(await sheetCommitBars(folder, join(folder, '50000.xlsx'), 50_000)),
    { ...atMost('sheet-hostile-rss', fattest, 100, 'MB'), runs: refusals.map(({ rssMb }) => rssMb) },
  ];
}

function atMost(id: string, value: number, goal: number, unit: string): Bar {
  return { id, value, goal, unit, atLeast: false, runs: [] };
}

async function planned(folder: string, rows: number): Promise<SheetMeasure> {
  const file = join(folder, `${rows}.xlsx`);
  await writeFile(file, await writeXlsxFile([{ sheet: '订单明细', data: sheetOf(rows) }]).toBuffer());
  const measure = await measured(file);
  must(measure.created === rows, `${measure.created} of ${rows} rows are created`);
  return measure;
}

async function measured(file: string): Promise<SheetMeasure> {
  const { stdout } = await promisify(execFile)(process.execPath, [PROCESS, file]);
  return JSON.parse(stdout) as SheetMeasure;
}

function sheetOf(rows: number): SheetData {
  const goods = [
    ['猕猴桃', '水果'],
    ['大米', '粮油'],
    ['木耳', '菌菇干货'],
  ] as const;
  const body = Array.from({ length: rows }, (_, at) => {
    const [product, category] = goods[at % 3] ?? goods[0];
    const amount = 100 + ((at * 7_919) % 900_000) / 100;
    const day = `2020-${String((at % 12) + 1).padStart(2, '0')}-${String((at % 28) + 1).padStart(2, '0')}`;
    const order = [
      `83202020${String(at).padStart(12, '0')}`,
      `示例区第${at % 97}小学`,
      day,
      `示例合作社${at % 400}`,
      '周至县',
      product,
      category,
    ];
    return [...order, (at % 900) + 1, at % 2 === 0 ? '斤' : '公斤', amount, '食堂', '先货后款', day, amount];
  });
  return [HEAD, ...body];
}
