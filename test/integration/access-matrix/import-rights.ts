import { ALL, ANYBODY, type Asking, type Fixed, get, listed, type May, office, post, village } from './asking.js';
import { POSITIONS } from './world.js';

const PURCHASER: May = { purchaser: 'ob' };
const VILLAGE: May = { 'village-staff': 'o' };
const AUDITOR: May = { auditor: ALL };
const ADMIN: May = { admin: ALL };
const IMPORTS: May = { purchaser: ALL, 'village-staff': ALL, admin: ALL };
/**
 * Reviewers take back what is locked, so they see it. They upload sheets of orders, too, since the matrix has locked a year
 * below them, and change those they uploaded, which none of these is: see `import-adjustments.spec.ts`. Sales are not locked.
 */
const ADJUSTS_UNIT: May = { reviewer: 'ob' };
const READS_UNIT_IMPORTS: May = { ...PURCHASER, ...ADJUSTS_UNIT, ...AUDITOR };
const READS_VILLAGE_IMPORTS: May = { ...VILLAGE, ...AUDITOR };
/** Staff and administrators may ask for the list as well; there is none of orders in it. */
const READS_IMPORTS: May = { ...READS_UNIT_IMPORTS, 'village-staff': 'x', admin: 'x' };

/** The only one of a text. */
const SHEET = 'CSV';

const ofSheet =
  (of: 'unit' | 'village', rest = ''): Fixed =>
  (place, world) =>
    `/imports/${world.sheet(of, place)}${rest}`;

/** 导入: who uploads a sheet of which kind, and whose uploads each of them sees. */
export const IMPORT_RIGHTS: Readonly<Record<string, readonly Asking[]>> = {
  'POST /imports': [
    { may: { purchaser: ALL, reviewer: ALL }, at: () => ({ path: '/imports', sheet: 'orders' }), ...office },
    { may: { purchaser: ALL }, at: () => ({ path: '/imports', sheet: 'reserves' }), ...office },
    { may: { 'village-staff': ALL }, at: () => ({ path: '/imports', sheet: 'sales' }), ...office },
    { may: { 'village-staff': ALL }, at: () => ({ path: '/imports', sheet: 'households' }), ...office },
    { may: ADMIN, at: () => ({ path: '/imports', sheet: 'units' }), ...office },
  ],
  'GET /imports': [
    get(
      READS_IMPORTS,
      '/imports?kind=orders',
      listed((item, world) => POSITIONS.find((place) => world.sheet('unit', place) === item['importId'])),
    ),
  ],
  'GET /import-profiles': [get(IMPORTS, '/import-profiles', office)],
  'POST /import-profiles': [post(IMPORTS, '/import-profiles', {}, office)],
  'DELETE /import-profiles/:id': [{ may: IMPORTS, at: () => ({ path: '/import-profiles/none' }), ...office }],
  'GET /imports/template/:file': [get(ANYBODY, '/imports/template/orders.xlsx', office)],
  'GET /imports/:id': [get(READS_UNIT_IMPORTS, ofSheet('unit')), get(READS_VILLAGE_IMPORTS, ofSheet('village'), village)],
  'GET /imports/:id/rows': [
    get(READS_UNIT_IMPORTS, ofSheet('unit', '/rows')),
    get(READS_VILLAGE_IMPORTS, ofSheet('village', '/rows'), village),
  ],
  'GET /imports/:id/mapping': [
    get(READS_UNIT_IMPORTS, ofSheet('unit', `/mapping?sheet=${SHEET}`)),
    get(READS_VILLAGE_IMPORTS, ofSheet('village', `/mapping?sheet=${SHEET}`), village),
  ],
  'GET /imports/:id/undo-preview': [
    get(READS_UNIT_IMPORTS, ofSheet('unit', '/undo-preview')),
    get(READS_VILLAGE_IMPORTS, ofSheet('village', '/undo-preview'), village),
  ],
  'GET /imports/:id/failed-rows': [
    get(READS_UNIT_IMPORTS, ofSheet('unit', '/failed-rows')),
    get(VILLAGE, ofSheet('village', '/failed-rows'), village),
  ],
  // Bodies that lack everything, or a state in which nothing can be done: who may ask is told so, and nothing changes.
  'POST /imports/:id/mapping': [post(PURCHASER, ofSheet('unit', '/mapping')), post(VILLAGE, ofSheet('village', '/mapping'), {}, village)],
  'PATCH /imports/:id/rows': [post(PURCHASER, ofSheet('unit', '/rows')), post(VILLAGE, ofSheet('village', '/rows'), {}, village)],
  'POST /imports/:id/commit': [post(PURCHASER, ofSheet('unit', '/commit')), post(VILLAGE, ofSheet('village', '/commit'), {}, village)],
  'POST /imports/:id/undo': [
    post({ ...PURCHASER, ...ADJUSTS_UNIT }, ofSheet('unit', '/undo')),
    post(VILLAGE, ofSheet('village', '/undo'), {}, village),
  ],
  'POST /imports/:id/retry': [post(PURCHASER, ofSheet('unit', '/retry')), post(VILLAGE, ofSheet('village', '/retry'), {}, village)],
  'POST /imports/:id/cancel': [post(PURCHASER, ofSheet('unit', '/cancel')), post(VILLAGE, ofSheet('village', '/cancel'), {}, village)],
};
