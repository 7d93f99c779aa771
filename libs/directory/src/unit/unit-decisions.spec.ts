import { NAME, OPENED_ON, registration, UnitScenario, unitStep } from '../testing/unit-scenario.js';
import { closeUnit } from './close-unit.js';
import { mergeUnit } from './merge-unit.js';
import { moveUnit } from './move-unit.js';
import { registerUnit } from './register-unit.js';
import { renameUnit } from './rename-unit.js';
import type { Unit } from './unit.js';

const DAY = '2021-06-01';
const ABSENT: Unit = { state: 'absent' };
const OTHER = UnitScenario.registered('u-2').unit;
const CLOSED = closed('u-2').unit;
const FILE = [{ code: 'FILE.UNKNOWN', path: 'evidence', params: { fileId: 'f-9' } }] as const;

/** A unit that was closed on 2020-12-31. */
function closed(unitId = 'u-1'): UnitScenario {
  const scenario = UnitScenario.registered(unitId);
  scenario.do((unit) => closeUnit(unit, unitStep('2020-12-31', { unitId }), '机构改革'));
  return scenario;
}

function withdrawn(): UnitScenario {
  const scenario = UnitScenario.registered();
  scenario.record({ type: 'RecordWithdrawn', occurredOn: DAY, data: { streamId: 'unit-u-1', reason: '演示结束' } });
  return scenario;
}

describe('registering', () => {
  test('opens the unit on its day, under its kind', () => {
    const scenario = new UnitScenario();
    expect(scenario.do((unit) => registerUnit(unit, OTHER, registration({ parentId: 'u-2', evidence: ['f-1'] })))).toEqual([
      {
        type: 'UnitRegistered',
        occurredOn: OPENED_ON,
        data: {
          unitId: 'u-1',
          name: NAME,
          kind: 'budget-unit',
          parentId: 'u-2',
          regionCode: '610104',
          evidence: ['f-1'],
          under: { unit: 'u-1', kind: 'budget-unit' },
          postings: [{ measure: 'unit.open', delta: 1 }],
        },
      },
    ]);
    expect([scenario.openOn('2018-12-31'), scenario.openOn(OPENED_ON)]).toEqual([0, 1]);
  });

  test('is refused twice under one id, also once the unit is closed or withdrawn', () => {
    for (const scenario of [UnitScenario.registered(), closed(), withdrawn()]) {
      expect(scenario.refused((unit) => registerUnit(unit, undefined, registration()))).toEqual([
        { code: 'RECORD.EXISTS', path: 'id', params: { id: 'u-1' } },
      ]);
    }
  });

  test('is refused below a unit that is not there or was closed, together with evidence that is not there', () => {
    const below = registration({ parentId: 'u-2', unfit: FILE });
    for (const parent of [undefined, ABSENT, withdrawn().unit]) {
      expect(new UnitScenario().refused((unit) => registerUnit(unit, parent, below))).toEqual([
        { code: 'UNIT.UNKNOWN', path: 'parentId', params: { unitId: 'u-2' } },
        ...FILE,
      ]);
    }
    expect(new UnitScenario().refused((unit) => registerUnit(unit, CLOSED, below))).toEqual([
      { code: 'UNIT.CLOSED', path: 'parentId', params: { unitId: 'u-2', closedOn: '2020-12-31' } },
      ...FILE,
    ]);
  });
});

describe('renaming', () => {
  test('gives a new name from its day on and keeps the old one for the days before', () => {
    const scenario = UnitScenario.registered();
    expect(scenario.do((unit) => renameUnit(unit, unitStep(DAY), '新名"🥝'))).toEqual([
      { type: 'UnitRenamed', occurredOn: DAY, data: { unitId: 'u-1', name: '新名"🥝', previousName: NAME } },
    ]);
    expect(scenario.open).toMatchObject({
      name: '新名"🥝',
      names: [
        { name: NAME, from: OPENED_ON },
        { name: '新名"🥝', from: DAY },
      ],
    });
  });

  test('to the name it has changes nothing', () => {
    expect(UnitScenario.registered().do((unit) => renameUnit(unit, unitStep(DAY), NAME))).toEqual([]);
  });

  test('is refused before the day of the name it has', () => {
    const scenario = UnitScenario.registered();
    scenario.do((unit) => renameUnit(unit, unitStep(DAY), '二'));
    expect(scenario.refused((unit) => renameUnit(unit, unitStep('2021-05-31'), '三'))).toEqual([
      { code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: '2021-05-31', start: DAY } },
    ]);
    expect(scenario.do((unit) => renameUnit(unit, unitStep(DAY), '三'))).toHaveLength(1);
  });
});

describe('moving', () => {
  /** u-3 below u-2 below u-1. */
  const top = UnitScenario.registered('u-1').unit;
  const middle = UnitScenario.registered('u-2').unit;
  const chain: ReadonlyMap<string, Unit> = new Map([
    ['u-3', below('u-3', 'u-2')],
    ['u-2', below('u-2', 'u-1')],
    ['u-1', top],
  ]);

  function below(unitId: string, parentId: string): Unit {
    const scenario = new UnitScenario(unitId);
    scenario.do((unit) => registerUnit(unit, top, registration({ unitId, parentId })));
    return scenario.unit;
  }

  test('puts the unit below another and remembers where it was', () => {
    const scenario = UnitScenario.registered();
    const above = new Map([['u-2', middle]]);
    expect(scenario.do((unit) => moveUnit(unit, unitStep(DAY), 'u-2', above))).toEqual([
      { type: 'UnitMoved', occurredOn: DAY, data: { unitId: 'u-1', parentId: 'u-2', previousParentId: null } },
    ]);
    expect(scenario.open).toMatchObject({ parentId: 'u-2', placedOn: DAY });
    expect(scenario.do((unit) => moveUnit(unit, unitStep(DAY), 'u-2', above))).toEqual([]);
  });

  test('is refused below itself or below a unit of its own, however deep', () => {
    for (const parentId of ['u-1', 'u-2', 'u-3']) {
      expect(UnitScenario.registered().refused((unit) => moveUnit(unit, unitStep(DAY), parentId, chain))).toEqual([
        { code: 'UNIT.CYCLE', path: 'parentId', params: { unitId: 'u-1' } },
      ]);
    }
  });

  test('is refused where the units above changed since they were looked up', () => {
    const seen = new Map([['u-3', chain.get('u-3') ?? ABSENT]]);
    const scenario = UnitScenario.registered('u-4');
    expect(scenario.refused((unit) => moveUnit(unit, unitStep(DAY, { unitId: 'u-4' }), 'u-3', seen))).toEqual([
      { code: 'UNIT.TREE_CHANGED' },
    ]);
  });

  test('is refused below a unit that is not there or was closed, and before the day of its present place', () => {
    const early = unitStep('2018-12-31', { unfit: FILE });
    const problems = [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: '2018-12-31', start: OPENED_ON } }, ...FILE];
    for (const [above, code] of [
      [new Map(), 'UNIT.UNKNOWN'],
      [new Map([['u-2', CLOSED]]), 'UNIT.CLOSED'],
    ] as const) {
      const [first, ...others] = UnitScenario.registered().refused((unit) => moveUnit(unit, early, 'u-2', above));
      expect(first).toMatchObject({ code, path: 'parentId' });
      expect(others).toEqual(problems);
    }
  });
});

describe('merging and closing', () => {
  test('a merged unit ends on its day and says into which', () => {
    const scenario = UnitScenario.registered();
    expect(scenario.do((unit) => mergeUnit(unit, OTHER, unitStep(DAY, { evidence: ['f-1'] }), 'u-2'))).toMatchObject([
      { type: 'UnitMerged', occurredOn: DAY, data: { unitId: 'u-1', intoUnitId: 'u-2', evidence: ['f-1'] } },
    ]);
    expect(scenario.unit).toMatchObject({ state: 'closed', closedOn: DAY, mergedInto: 'u-2', evidence: ['f-1'] });
    expect([scenario.openOn('2021-05-31'), scenario.openOn(DAY)]).toEqual([1, 0]);
  });

  test('a closed unit ends on its day and says why', () => {
    const scenario = closed();
    expect(scenario.events.at(-1)).toMatchObject({ type: 'UnitClosed', data: { reason: '机构改革' } });
    expect(scenario.unit).toMatchObject({ state: 'closed', closedOn: '2020-12-31', mergedInto: null });
    expect([scenario.openOn('2020-12-30'), scenario.openOn('2020-12-31')]).toEqual([1, 0]);
  });

  test('is refused into itself, into a unit that is not there, or into one that was closed', () => {
    for (const [into, intoUnitId, code] of [
      [UnitScenario.registered().unit, 'u-1', 'UNIT.CYCLE'],
      [ABSENT, 'u-2', 'UNIT.UNKNOWN'],
      [CLOSED, 'u-2', 'UNIT.CLOSED'],
    ] as const) {
      expect(UnitScenario.registered().refused((unit) => mergeUnit(unit, into, unitStep(DAY), intoUnitId))).toMatchObject([
        { code, path: 'intoUnitId' },
      ]);
    }
  });

  test('is refused before the last change of the unit', () => {
    const renamed = UnitScenario.registered();
    renamed.do((unit) => renameUnit(unit, unitStep(DAY), '二'));
    const moved = UnitScenario.registered();
    moved.do((unit) => moveUnit(unit, unitStep(DAY), 'u-2', new Map([['u-2', OTHER]])));
    const problem = [{ code: 'DATE.BEFORE_START', path: 'occurredOn', params: { day: '2021-05-31', start: DAY } }];
    for (const scenario of [renamed, moved]) {
      expect(scenario.refused((unit) => closeUnit(unit, unitStep('2021-05-31'), '撤销'))).toEqual(problem);
      expect(scenario.refused((unit) => mergeUnit(unit, OTHER, unitStep('2021-05-31'), 'u-2'))).toEqual(problem);
    }
  });
});

describe('a unit that has ended or never was', () => {
  const steps = [
    (unit: Unit) => renameUnit(unit, unitStep(DAY), '二'),
    (unit: Unit) => moveUnit(unit, unitStep(DAY), 'u-2', new Map([['u-2', OTHER]])),
    (unit: Unit) => mergeUnit(unit, OTHER, unitStep(DAY), 'u-2'),
    (unit: Unit) => closeUnit(unit, unitStep(DAY), '撤销'),
  ];

  test('takes no further step', () => {
    for (const step of steps) {
      expect(closed().refused(step)).toEqual([{ code: 'UNIT.ENDED', params: { unitId: 'u-1' } }]);
      for (const scenario of [new UnitScenario(), withdrawn()]) {
        expect(scenario.refused(step)).toEqual([{ code: 'RECORD.NOT_FOUND', params: { id: 'u-1' } }]);
      }
    }
  });

  test('every step says which of its files is not there', () => {
    const scenario = UnitScenario.registered();
    const step = unitStep(DAY, { unfit: FILE });
    expect(scenario.refused((unit) => renameUnit(unit, step, '二'))).toEqual(FILE);
    expect(scenario.refused((unit) => moveUnit(unit, step, 'u-2', new Map([['u-2', OTHER]])))).toEqual(FILE);
    expect(scenario.refused((unit) => mergeUnit(unit, OTHER, step, 'u-2'))).toEqual(FILE);
    expect(scenario.refused((unit) => closeUnit(unit, step, '撤销'))).toEqual(FILE);
  });
});
