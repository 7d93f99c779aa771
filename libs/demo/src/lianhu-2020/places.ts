import type { DemoRequest, DemoRun } from '../demo-request.js';

/** 周至县 */
export const ZHOUZHI = '610124';
/** 山阳县 */
export const SHANYANG = '611024';
/** 莲湖区 */
const LIANHU = '610104';

/** Village of 哑柏镇阳化社区; the last six digits are invented. */
export const YANGHUA = '610124103201';

/** The twelve invented units and the state of their canteens. */
export const UNITS = [
  { name: '机关食堂', canteen: 'own' },
  { name: '教育中心', canteen: 'own' },
  { name: '卫生中心', canteen: 'own' },
  { name: '城管中心', canteen: 'outsourced' },
  { name: '文化馆', canteen: 'none' },
  { name: '档案馆', canteen: 'none' },
  { name: '政务大厅', canteen: 'shared' },
  { name: '信访中心', canteen: 'shared' },
  { name: '统计中心', canteen: 'shared' },
  { name: '第一小学', canteen: 'own' },
  { name: '第二小学', canteen: 'outsourced' },
  { name: '养老服务中心', canteen: 'own' },
] as const;

/** Which account pays, by the state of the canteen: a contractor only where there is one. All five 资金来源 occur. */
const FUNDINGS = {
  own: ['canteen', 'union', 'canteen', 'personal', 'canteen'],
  shared: ['canteen', 'union', 'personal', 'canteen', 'union'],
  outsourced: ['contractor', 'union', 'contractor', 'personal', 'contractor'],
  none: ['union', 'personal', 'union', 'other', 'union'],
} as const;

/** The account of a unit's `turn`-th order. */
export function fundingOf(unit: number, turn: number): string {
  const fundings = FUNDINGS[UNITS[unit]?.canteen ?? 'own'];
  return fundings[turn % fundings.length] ?? 'canteen';
}

/** The department above the twelve. */
export function departmentId(run: Pick<DemoRun, 'id'>): string {
  return run.id('department');
}

export function unitId(run: Pick<DemoRun, 'id'>, index: number): string {
  return run.id(`unit-${index + 1}`);
}

/** 单位与村: one department with twelve budget units (示例, invented), and the village of the report. */
export function places(run: DemoRun): DemoRequest[] {
  const department = departmentId(run);
  const registered = { regionCode: LIANHU, occurredOn: '2018-12-01' };
  return [
    { path: '/api/units', body: { id: department, name: '示例区机关事务部门', kind: 'department', ...registered } },
    ...UNITS.map(({ name }, index) => ({
      path: '/api/units',
      body: { id: unitId(run, index), name: `示例${name}`, kind: 'budget-unit', parentId: department, ...registered },
    })),
    {
      path: '/api/villages',
      body: { code: YANGHUA, name: '阳化社区', countyCode: ZHOUZHI, township: '哑柏镇', occurredOn: '2018-12-01' },
    },
  ];
}
