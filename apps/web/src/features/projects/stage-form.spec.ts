import type { StageView } from '../../api/record-answers';
import { missingOf, stageBody, stageForm, stepsOf } from './stage-form';

const stage = { stage: 'tendered', state: 'open', gate: ['file', 'winner'], plannedOn: '2020-10-31' } as unknown as StageView;
const empty = stageForm(stage, '2020-11-05');

test('what a gate asks for is named until it is given', () => {
  expect(missingOf(stage, empty)).toEqual(['file', 'winner']);
  const file = { fileId: 'f1', name: '中标通知书.pdf' };
  expect(missingOf(stage, { ...empty, files: [file], winner: '示例建筑公司' })).toEqual([]);
});

test('reaching a stage sends what was typed and nothing else', () => {
  expect(stageBody('reach', { ...empty, winner: ' 示例建筑公司 ', files: [{ fileId: 'f1', name: 'a' }] })).toEqual({
    occurredOn: '2020-11-05',
    winner: '示例建筑公司',
    evidence: ['f1'],
  });
});

test('a plan is dated by the day it is for', () => {
  expect(stageBody('plan', { ...empty, plannedOn: '2021-01-31', reason: '雨季' })).toEqual({ plannedOn: '2021-01-31', reason: '雨季' });
});

test('a settled stage can only be opened again', () => {
  expect(stepsOf(stage)).toEqual(['reach', 'plan', 'skip']);
  expect(stepsOf({ ...stage, state: 'reached' })).toEqual(['reopen']);
});
