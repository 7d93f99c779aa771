import { settled } from '../../support/console-browser.js';
import { console_ } from './console.js';

const LEADER = 'demo-leader';

interface Ranked {
  readonly key: string;
  readonly name: string;
  readonly value: { readonly permyriad: number | null } | null;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

test('L3 the ranking calls every unit by its name, the furthest first, and every number of a line says whose it is', async () => {
  const { groups } = await console_.ask<{ groups: readonly Ranked[] }>(LEADER, 'figures/reserve.completion/series?by=unit&year=2020');
  const done = groups.flatMap(({ name, value }) => (value?.permyriad == null ? [] : [{ name, permyriad: value.permyriad }]));
  const page = await console_.open(LEADER, '/overview/ranking?year=2020');
  await settled(page);
  const rows = page.locator('main table').first().locator('tbody tr');
  await rows.first().waitFor();
  const names = await rows.locator('td:nth-child(2)').allInnerTexts();
  expect(done.length).toBeGreaterThan(3);
  expect([...names].sort()).toEqual(done.map(({ name }) => name).sort());
  const inOrder = names.map((name) => done.find((each) => each.name === name)?.permyriad ?? 0);
  expect(inOrder).toEqual([...inOrder].sort((left, right) => right - left));
  for (const [at, name] of names.entries()) {
    const numbers = rows.nth(at).locator('[data-figure]');
    expect(await numbers.count()).toBe(3);
    for (const number of await numbers.all()) expect(await number.getAttribute('aria-label')).toContain(name);
  }
});

test('L3 who has not declared is called by name', async () => {
  const { items: units } = await console_.ask<{ items: readonly (Named & { kind: string; openedOn: string })[] }>(
    LEADER,
    'units?limit=200',
  );
  const { items: reserves } = await console_.ask<{ items: readonly { unitId: string; state: string }[] }>(
    LEADER,
    'reserves?year=2021&limit=200',
  );
  const declared = new Set(reserves.filter(({ state }) => state !== 'draft').map(({ unitId }) => unitId));
  const silent = units.filter(({ id, kind, openedOn }) => kind === 'budget-unit' && openedOn <= '2021-12-31' && !declared.has(id));
  expect(silent.length).toBeGreaterThan(0);
  const page = await console_.open(LEADER, '/overview/ranking?year=2021');
  await settled(page);
  const section = page.locator('.section', { hasText: '尚未填报' }).first();
  for (const { name } of silent) await section.getByText(name).first().waitFor();
});
