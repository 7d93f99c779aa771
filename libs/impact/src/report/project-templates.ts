import { printTons, type ProjectTemplate, STAGE_NAMES } from '#contracts';
import { type ReportSource, spanOf, type Template, wordsOf } from './annual-report.js';
import { NO_ENTRIES, Numbers, plain, ratio, type Written } from './numbers.js';

/** Stage keys in the order of their ladders. */
const STAGE_ORDER = Object.keys(STAGE_NAMES);

/** 冷库: capacity, stages reached in the year, and how much of it the year's helped sales would fill. */
export const storage: Template = {
  name: 'cold-storage',
  needs: ['storage.capacity', 'projects.stages-reached'],
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const capacity = await source.read('storage.capacity');
    if (plain(capacity) <= 0) return '没有登记的冷库项目 / no cold store is registered';
    const tons = numbers.put(capacity, printTons(plain(capacity)));
    const stages = await stagesOf(source, numbers, 'cold-storage');
    const share = await filled(source, numbers);
    if (stages === undefined && share.length === 0)
      return '本年没有新的环节，也没有可比的销量 / no stage reached, and no weight sold to compare';
    const text = [`推进果品储存保鲜冷库建设，设计容量${tons}`, ...(stages === undefined ? [] : [`已完成${stages}`])];
    return numbers.sentence([...text, ...share].join('，'));
  },
};

async function filled(source: ReportSource, numbers: Numbers): Promise<string[]> {
  if (!source.covers('storage.share')) return [];
  const answer = await source.read('storage.share');
  const share = ratio(answer);
  return share === undefined || share.numerator <= 0 ? [] : [`${spanOf(source)}帮助销售量相当于冷库容量的${numbers.share(answer, share)}`];
}

/** 申报“扶贫832”采购平台 */
export const platform: Template = {
  name: 'platform-832-application',
  needs: ['projects.stages-reached'],
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const stages = await stagesOf(source, numbers, 'platform-832-application');
    return stages === undefined ? NO_ENTRIES : numbers.sentence(`申报“扶贫832”采购平台，已完成${stages}`);
  },
};

/** 采购基地: how many were established, or how far they have come. */
export const base: Template = {
  name: 'purchase-base',
  needs: ['projects.stages-reached'],
  async write(source: ReportSource): Promise<Written> {
    const numbers = new Numbers();
    const { work } = wordsOf(source.year);
    const established = await source.read('projects.stages-reached', { template: 'purchase-base', stage: 'established' });
    if (plain(established) > 0) return numbers.sentence(`建立${work}采购基地${numbers.count(established, '个')}`);
    const stages = await stagesOf(source, numbers, 'purchase-base');
    return stages === undefined ? NO_ENTRIES : numbers.sentence(`推进${work}采购基地建设，已完成${stages}`);
  },
};

/** 立项审批、施工招标2个环节; with several projects of the kind each stage says how often. */
async function stagesOf(source: ReportSource, numbers: Numbers, template: ProjectTemplate): Promise<string | undefined> {
  const reached = await source.groups('projects.stages-reached', 'stage', { template });
  if (reached.length === 0) return undefined;
  const sorted = [...reached].sort((left, right) => STAGE_ORDER.indexOf(left.key) - STAGE_ORDER.indexOf(right.key));
  const names: string[] = [];
  for (const { key, value } of sorted) {
    const name = STAGE_NAMES[key]?.zh ?? key;
    const times = value === 1 ? '' : numbers.count(await source.read('projects.stages-reached', { template, stage: key }), '个');
    names.push(`${name}${times}`);
  }
  return `${names.join('、')}，共${numbers.count(await source.read('projects.stages-reached', { template }), '个环节')}`;
}
