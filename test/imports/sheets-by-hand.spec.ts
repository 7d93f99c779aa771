import { makePlan } from '#imports';
import { HEADS, order } from './corpus/case.js';
import { MemoryLedger } from './support/memory-ledger.js';
import { ALL, deskOf, DIRECTORY, NOW } from './support/order-plan.js';

import { letters, workbook } from './support/workbook.js';

const foreign = HEADS.map((_, at) => `Field ${at + 1}`);

/** Two sheets whose heads nobody knows, and an empty one. */
const strange = (): Buffer =>
  workbook({
    sheets: [
      { name: 'Notes', rows: [['To whom', 'What']] },
      { name: 'Empty', rows: [] },
      { name: 'Orders', rows: [foreign, order()] },
    ],
  });

it('where no head is known, every sheet that is not empty can be chosen, each with its own first rows', async () => {
  const desk = await deskOf(strange());
  expect(await desk.mappingView()).toMatchObject({ isSettled: false, sheet: null, sheets: ['Notes', 'Orders'] });
  expect((await desk.sheetView('Orders'))?.firstRows[0]).toEqual({ row: 1, cells: foreign });
  expect(await desk.sheetView('Empty')).toBeUndefined();
});

it('a sheet that is looked at is not chosen by it, and mapped by hand it is read', async () => {
  const desk = await deskOf(strange());
  const ledger = new MemoryLedger(DIRECTORY);
  await desk.sheetView('Orders');
  expect(await makePlan(desk, ledger, NOW)).toBeUndefined();
  const columns = Object.fromEntries(HEADS.map((head, at) => [head, letters(at)]));
  expect(await desk.choose({ sheet: 'Orders', headRow: 1, columns })).toBe(true);
  expect(await makePlan(desk, ledger, NOW)).toMatchObject({ counts: { create: 1 } });
  expect((await desk.rows('all', ALL))[0]?.sheet).toBe('Orders');
});

it('sheets that fit are offered first, the others behind them', async () => {
  const desk = await deskOf(
    workbook({
      sheets: [
        { name: '说明', rows: [['怎么填']] },
        { name: '订单', rows: [[...HEADS], order()] },
      ],
    }),
  );
  expect(await desk.mappingView()).toMatchObject({ isSettled: true, sheet: '订单', sheets: ['订单', '说明'] });
});
