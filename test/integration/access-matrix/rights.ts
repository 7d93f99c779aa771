import { ALL, ANYBODY, type Asking, type Fixed, get, listed, type May, NONE, office, post, TWO, village } from './asking.js';
import { IMPORT_RIGHTS } from './import-rights.js';
import { POSITIONS } from './world.js';

const READS_UNITS: May = { purchaser: 'ob', reviewer: 'ob', leader: ALL, auditor: ALL };
const READS_PROJECTS: May = { ...READS_UNITS, 'project-staff': 'ob' };
const READS_DIRECTORY: May = { ...READS_PROJECTS, admin: ALL };
const LOCKS: May = { reviewer: 'ob' };
const READS_VILLAGES: May = { 'village-staff': 'o', leader: ALL, auditor: ALL };
const READS_ACTIVITIES: May = { ...READS_VILLAGES, reviewer: ALL };
/** Reviewers see the sales that they adjust; nothing is locked for sales here, so none. */
const READS_SALES: May = { ...READS_VILLAGES, reviewer: NONE };
const KNOWS_VILLAGES: May = { ...ANYBODY, 'village-staff': 'o' };
const PURCHASER: May = { purchaser: 'ob' };
const MENDS: May = { purchaser: 'ob', reviewer: 'b' };
const REVIEWER: May = { reviewer: 'b' };
const PROJECTS: May = { 'project-staff': 'ob' };
const VILLAGE: May = { 'village-staff': 'o' };
const ACTIVE: May = { 'village-staff': 'o', reviewer: ALL };
const ADMIN: May = { admin: ALL };
const CALLS: May = { purchaser: 'ob', reviewer: 'ob', 'project-staff': 'ob', admin: ALL };
const AUDITOR: May = { auditor: ALL };
const OPENS_OF_UNITS: May = { purchaser: 'ob', reviewer: 'ob', 'project-staff': 'ob', leader: ALL, auditor: ALL };
const OPENS_OF_VILLAGES: May = { 'village-staff': 'o', auditor: ALL };
const STORES: May = { purchaser: ALL, reviewer: ALL, 'project-staff': ALL, 'village-staff': ALL, admin: ALL };

const REASON = { reason: '示例' };
type PlaceOf = NonNullable<Asking['lists']>;

function placeOfUnit(field: string): PlaceOf {
  return (item) => POSITIONS.find((place) => item[field] === `u-${place}`);
}

function placeOfVillage(field: string): PlaceOf {
  return (item, world) => TWO.find((place) => item[field] === world.village(place));
}

const ofEvent =
  (stream: string): Fixed =>
  (place, world) =>
    `/events/${world.events.get(`${stream}${place}`)}`;
const ORDER_STEPS = ['contract', 'shipment', 'payment-deferral'].map((step): readonly [string, readonly Asking[]] => [
  `POST /orders/:id/${step}`,
  [post(PURCHASER, `/orders/o-{at}/${step}`)],
]);

/** Every route, and for each the ways in which this matrix asks it. A route that is not here turns the matrix red. */
export const RIGHTS: Readonly<Record<string, readonly Asking[]>> = {
  'GET /healthz': [get(ANYBODY, '/healthz')],
  'GET /readyz': [get(ANYBODY, '/readyz')],
  'GET /metrics': [get(ANYBODY, '/metrics')],
  'GET /system': [get({ auditor: ALL, admin: ALL }, '/system')],
  // Nothing is loaded or cleared on the way: the body lacks what it needs, and nothing of this ledger is a demonstration.
  'POST /demo/load': [post(ADMIN, '/demo/load', {}, office)],
  'POST /demo/clear': [post(ADMIN, '/demo/clear', {}, office)],
  'GET /rebuilds': [get({ auditor: ALL, admin: ALL }, '/rebuilds')],
  'POST /rebuilds': [post(ADMIN, '/rebuilds', {}, office)],
  'GET /rebuilds/:id': [get({ auditor: ALL, admin: ALL }, (_place, world) => `/rebuilds/${world.rebuild}`, office)],
  'POST /rebuilds/:id/cancel': [post(ADMIN, (_place, world) => `/rebuilds/${world.rebuild}/cancel`, {}, office)],
  'GET /stream': [get(ANYBODY, '/stream')],
  'GET /log/verify': [get(AUDITOR, '/log/verify')],
  'GET /log/:log': [get(AUDITOR, '/log/purchases')],
  'GET /events/:eventId': [
    get(READS_UNITS, ofEvent('order-o-')),
    get(READS_PROJECTS, ofEvent('project-p-')),
    get(READS_DIRECTORY, ofEvent('unit-u-')),
    get(READS_VILLAGES, ofEvent('household-h-'), village),
    get(READS_SALES, ofEvent('sale-s-'), village),
    get(READS_ACTIVITIES, ofEvent('activity-a-'), village),
    get(KNOWS_VILLAGES, ofEvent('village-'), village),
    get(OPENS_OF_UNITS, ofEvent('file-unit-')),
    get(OPENS_OF_VILLAGES, ofEvent('file-village-'), village),
  ],

  'GET /units': [get(READS_DIRECTORY, '/units', listed(placeOfUnit('id')))],
  'GET /units/:id': [get(READS_DIRECTORY, '/units/u-{at}')],
  'GET /units/:id/history': [get(READS_DIRECTORY, '/units/u-{at}/history')],
  'POST /units': [post(ADMIN, '/units', { name: '新单位', kind: 'enterprise' })],
  'POST /units/:id/rename': [post(ADMIN, '/units/u-{at}/rename', { name: '新名' })],
  'POST /units/:id/reveal': [post(CALLS, '/units/u-{at}/reveal', REASON)],
  'POST /units/:id/move': [post(ADMIN, '/units/u-spare/move', { parentId: 'u-other' })],
  'POST /units/:id/merge': [post(ADMIN, '/units/u-spare/merge', { intoUnitId: 'u-other' })],
  // Only an import that is undone can: to whoever asks from outside there is nothing to withdraw.
  'POST /units/:id/withdrawal': [post({}, '/units/u-{at}/withdrawal', REASON)],
  'POST /units/:id/close': [post(ADMIN, '/units/u-spare/close', REASON)],
  'GET /policy-rules': [get(ANYBODY, '/policy-rules')],
  'POST /policy-rules': [post(ADMIN, '/policy-rules', { regionCode: '610104', year: 2021, floorPermille: 100, basis: '示例〔2021〕1号' })],
  'GET /period-locks': [get(ANYBODY, '/period-locks'), get(READS_DIRECTORY, '/period-locks?unitId=u-{at}')],
  // A year in which nothing else of this matrix happens; a sheet of orders may be a reviewer's from here on.
  'POST /period-locks': [post(LOCKS, '/period-locks', (place, world) => ({ unitId: world.unit(place), period: '2001' }))],
  'POST /files': [{ may: STORES, at: () => ({ path: '/files', file: true }) }],
  'GET /files/:fileId': [
    get(OPENS_OF_UNITS, (place, world) => `/files/${world.file('unit', place)}`),
    get(OPENS_OF_VILLAGES, (place, world) => `/files/${world.file('village', place)}`, village),
  ],

  'GET /orders': [get(READS_UNITS, '/orders', listed(placeOfUnit('unitId')))],
  'GET /orders.csv': [get(READS_UNITS, '/orders.csv', office)],
  'GET /orders/:id': [get(READS_UNITS, '/orders/o-{at}')],
  'GET /orders/:id/history': [get(READS_UNITS, '/orders/o-{at}/history')],
  'POST /orders': [post(PURCHASER, '/orders', (place, world) => world.order(place))],
  'POST /orders/:id/payments': [post(PURCHASER, '/orders/o-{at}/payments', { amountFen: 1 })],
  'POST /orders/:id/acceptance': [post(PURCHASER, '/orders/o-{at}/acceptance')],
  'POST /orders/:id/rating': [post(PURCHASER, '/orders/o-{at}/rating', { stars: 5 })],
  'POST /orders/:id/refunds': [post(PURCHASER, '/orders/o-{at}/refunds', { amountFen: 1, ...REASON })],
  'POST /orders/:id/cancel': [post(PURCHASER, '/orders/o-{at}/cancel', REASON)],
  'POST /orders/:id/void': [post(MENDS, '/orders/o-{at}/void', REASON)],
  'POST /orders/:id/correction': [post(MENDS, '/orders/o-{at}/correction', { ...REASON, changes: { supplierName: '合作社二' } })],
  'POST /orders/:id/reattribution': [
    post(REVIEWER, '/orders/o-{at}/reattribution', { toUnitId: 'u-below', ...REASON }),
    // Above both: the order is below the reviewer, the unit it is to go to is not.
    post({}, '/orders/o-moving/reattribution', (place, world) => ({ toUnitId: world.unit(place), ...REASON }), {
      places: ['own', 'sibling', 'above'],
    }),
  ],
  ...Object.fromEntries(ORDER_STEPS),

  'GET /reserves': [get(READS_UNITS, '/reserves', listed(placeOfUnit('unitId')))],
  'GET /units/:unitId/reserves/:year': [get(READS_UNITS, '/units/u-{at}/reserves/2020')],
  'GET /units/:unitId/reserves/:year/history': [get(READS_UNITS, '/units/u-{at}/reserves/2020/history')],
  'POST /units/:unitId/reserves/:year': [post(PURCHASER, '/units/u-{at}/reserves/2020', { canteen: 'none' })],
  'POST /units/:unitId/reserves/:year/submit': [post(PURCHASER, '/units/u-{at}/reserves/2020/submit')],
  'POST /units/:unitId/reserves/:year/adjust': [post(PURCHASER, '/units/u-{at}/reserves/2020/adjust', { canteen: 'none', ...REASON })],
  'POST /units/:unitId/reserves/:year/return': [post(REVIEWER, '/units/u-{at}/reserves/2020/return', REASON)],
  'POST /units/:unitId/reserves/:year/confirm': [post(REVIEWER, '/units/u-{at}/reserves/2020/confirm')],
  'POST /units/:unitId/reserves/:year/withdrawal': [post({}, '/units/u-{at}/reserves/2020/withdrawal', REASON)],
  'POST /units/:unitId/reserves/:year/lock': [post(REVIEWER, '/units/u-{at}/reserves/2020/lock')],

  'GET /projects': [get(READS_PROJECTS, '/projects', listed(placeOfUnit('unitId')))],
  'GET /projects/:id': [get(READS_PROJECTS, '/projects/p-{at}')],
  'GET /projects/:id/history': [get(READS_PROJECTS, '/projects/p-{at}/history')],
  'POST /projects': [post(PROJECTS, '/projects', (place, world) => world.project(place))],
  'POST /projects/:id/stages/:stage/plan': [post(PROJECTS, '/projects/p-{at}/stages/surveyed/plan', { plannedOn: '2020-06-01' })],
  'POST /projects/:id/stages/:stage/reach': [post(PROJECTS, '/projects/p-{at}/stages/surveyed/reach')],
  'POST /projects/:id/stages/:stage/skip': [post(PROJECTS, '/projects/p-{at}/stages/agreed/skip', REASON)],
  'POST /projects/:id/stages/:stage/reopen': [post(PROJECTS, '/projects/p-{at}/stages/surveyed/reopen', REASON)],
  'POST /projects/:id/funds': [post(PROJECTS, '/projects/p-{at}/funds', { kind: 'paid', source: 'city', amountFen: 1 })],
  'POST /projects/:id/notices': [post(PROJECTS, '/projects/p-{at}/notices', { kind: 'before', from: '2020-03-01', to: '2020-03-20' })],
  'POST /projects/:id/suspend': [post(PROJECTS, '/projects/p-{at}/suspend', REASON)],
  'POST /projects/:id/resume': [post(PROJECTS, '/projects/p-{at}/resume', REASON)],

  'GET /villages': [get(KNOWS_VILLAGES, '/villages', listed(placeOfVillage('code'), TWO))],
  'GET /villages/:code': [get(KNOWS_VILLAGES, (place, world) => `/villages/${world.village(place)}`, village)],
  'GET /villages/:code/history': [get(KNOWS_VILLAGES, (place, world) => `/villages/${world.village(place)}/history`, village)],
  'POST /villages': [post(ADMIN, '/villages', { code: '610124103999', name: '新村', countyCode: '610124', township: '哑柏镇' })],
  'GET /households': [get(READS_VILLAGES, '/households?limit=200', listed(placeOfVillage('villageCode'), TWO))],
  'GET /households/:id': [get(READS_VILLAGES, '/households/h-{at}', village)],
  'GET /households/:id/history': [get(READS_VILLAGES, '/households/h-{at}/history', village)],
  'POST /households': [
    post(VILLAGE, '/households', (place, world) => ({ villageCode: world.village(place), category: 'lifted', members: 2 }), village),
  ],
  'POST /households/:id/exit': [post(VILLAGE, '/households/h-{at}/exit', { steps: stepsOfExit() }, village)],
  'POST /households/:id/withdrawal': [post({}, '/households/h-{at}/withdrawal', REASON, village)],
  'POST /households/:id/reveal': [post(VILLAGE, '/households/h-{at}/reveal', REASON, village)],
  'POST /households/:id/forget': [post(ADMIN, '/households/h-spare-{at}/forget', REASON, village)],
  'GET /sales': [get(READS_SALES, '/sales', listed(placeOfVillage('villageCode'), TWO))],
  'GET /household-sales': [get(READS_VILLAGES, '/household-sales', office)],
  'GET /sales.csv': [get({ ...READS_SALES, reviewer: ALL }, '/sales.csv', office)],
  'GET /sales/:id': [get(READS_SALES, '/sales/s-{at}', village)],
  'GET /sales/:id/history': [get(READS_SALES, '/sales/s-{at}/history', village)],
  'POST /sales': [post(VILLAGE, '/sales', (place, world) => world.sale(place), village)],
  'POST /sales/:id/correction': [post(VILLAGE, '/sales/s-{at}/correction', { ...REASON, changes: { quantity: 2 } }, village)],
  'POST /sales/:id/void': [post(VILLAGE, '/sales/s-{at}/void', REASON, village)],
  'GET /activities': [get(READS_ACTIVITIES, '/activities', listed(placeOfVillage('villageCode'), TWO))],
  'GET /activities/:id': [get(READS_ACTIVITIES, '/activities/a-{at}', village)],
  'GET /activities/:id/history': [get(READS_ACTIVITIES, '/activities/a-{at}/history', village)],
  'POST /activities': [post(ACTIVE, '/activities', (place, world) => ({ kind: 'visit', villageCode: world.village(place) }), village)],
  'POST /activities/:id/void': [post(ACTIVE, '/activities/a-{at}/void', REASON, village)],

  'GET /figures': [get(ANYBODY, '/figures')],
  'GET /figures/:figure': [
    get({ ...READS_UNITS, admin: ALL }, '/figures/purchase.ordered?unitId=u-{at}'),
    get({ ...READS_PROJECTS, admin: ALL }, '/figures/projects.count?unitId=u-{at}'),
    get({ ...READS_VILLAGES, admin: ALL }, (place, world) => `/figures/sales.weight?villageCode=${world.village(place)}`, village),
    get({ ...READS_ACTIVITIES, admin: ALL }, (place, world) => `/figures/activities.visits?villageCode=${world.village(place)}`, village),
  ],
  'GET /figures/:figure/series': [get({ ...READS_UNITS, admin: ALL }, '/figures/purchase.ordered/series?by=month&unitId=u-{at}')],
  'GET /figures/:figure/contributions': [
    get(READS_UNITS, '/figures/purchase.ordered/contributions?unitId=u-{at}'),
    get(READS_VILLAGES, (place, world) => `/figures/sales.weight/contributions?villageCode=${world.village(place)}`, village),
  ],
  'GET /changes': [get(READS_UNITS, '/changes?since=2020-01-01T00:00:00.000Z&figures=purchase.ordered&unitId=u-{at}')],
  // Bodies that lack everything: who may ask is told what is missing, and no account is changed on the way.
  'GET /accounts': [get({ ...ADMIN, ...AUDITOR }, '/accounts', office)],
  'POST /accounts': [post(ADMIN, '/accounts', {}, office)],
  'POST /accounts/:account/disable': [post(ADMIN, '/accounts/admin/disable', {}, office)],
  'POST /accounts/:account/reset': [post(ADMIN, '/accounts/admin/reset', {}, office)],
  'POST /accounts/:account/roles': [post(ADMIN, '/accounts/admin/roles', {}, office)],
  'GET /access-log': [get(AUDITOR, '/access-log', office)],
  'GET /access-log.csv': [get(AUDITOR, '/access-log.csv', office)],

  ...IMPORT_RIGHTS,
  // Of the gateway alone, and of no account: in a process of one there is nobody to ask them.
  'POST /asked/purchases': [post({}, '/asked/purchases', {}, office)],
  'POST /asked/purchases/endings': [post({}, '/asked/purchases/endings', {}, office)],
  'POST /asked/support': [post({}, '/asked/support', {}, office)],
  'POST /asked/support/endings': [post({}, '/asked/support/endings', {}, office)],
  'POST /asked/villages': [post({}, '/asked/villages', {}, office)],
  'POST /asked/forgotten': [post({}, '/asked/forgotten', {}, office)],

  'GET /reports/annual': [get({ ...READS_UNITS, admin: ALL }, '/reports/annual?year=2020&unitId=u-{at}')],
};

/** What concerns the caller's own session alone; its rules are held in `libs/accounts`. */
export const OWN_SESSION = [
  'POST /session',
  'GET /session',
  'DELETE /session',
  'GET /sessions',
  'DELETE /sessions/:id',
  'POST /session/password',
  'POST /session/totp',
  'POST /session/totp/remove',
];

function stepsOfExit(): object {
  const names = ['appraisal', 'verification', 'consent', 'notice', 'announcement', 'deregistration'];
  return Object.fromEntries(names.map((name, index) => [name, `2020-06-0${index + 1}`]));
}
