/** Of the demo year, each as somebody who works there. `ready`: what stands there once the page is complete. */
const L1 = { name: 'L1', account: 'demo-leader', path: '/overview?year=2020', ready: '[data-bar]' };
const L2 = {
  name: 'L2',
  account: 'demo-leader',
  path: '/overview?year=2020&drill=reserve.completion%3Fyear%3D2020%26basis%3Dpaid',
  ready: '.evidence [data-sum]',
};
const U1 = { name: 'U1', account: 'demo-unit', path: '/desk', ready: '.figure [data-figure]' };
const U2 = {
  name: 'U2',
  account: 'demo-unit',
  path: '/purchases/new',
  ready: 'input[name=product]',
  fill: { product: '猕猴桃', quantity: '2500', amount: '12300', supplierName: '示例周至果业合作社', platformOrderNo: '83220201116000042' },
};
const P1 = { name: 'P1', account: 'demo-project', path: '/projects/demo-lianhu-2020-0-cold-store', ready: '.stages li' };
const H1 = {
  name: 'H1',
  account: 'demo-village',
  path: '/m/',
  ready: 'input[name=product]',
  fill: { product: '猕猴桃', quantity: '320', amount: '960' },
};

/** What the READMEs show. */
export const SHOWN = [
  { ...L1, width: 1440, height: 1000 },
  { ...L2, width: 1440, height: 900 },
  { ...U1, width: 1440, height: 900 },
  { ...U2, width: 1440, height: 900 },
  { ...P1, width: 1440, height: 900 },
  { ...H1, width: 360, height: 900 },
];

export const PAGES = [
  L1,
  L2,
  U1,
  U2,
  P1,
  H1,
  { name: 'L3', account: 'demo-leader', path: '/overview/ranking?year=2020', ready: 'table tbody tr' },
  { name: 'U3', account: 'demo-unit', path: '/unit/import', ready: '.choose' },
  { name: 'U4', account: 'demo-unit', path: '/purchases?year=2020', ready: '[data-row]' },
  { name: 'U5', account: 'demo-reviewer', path: '/reserve?year=2020', ready: 'table tbody tr' },
  { name: 'record', account: 'demo-unit', path: '/purchases?record=order-demo-lianhu-2020-0-order-2020-1-1', ready: '.evidence .history' },
  { name: 'board', account: 'demo-project', path: '/projects', ready: 'h1' },
  { name: 'P2', account: 'demo-project', path: '/projects/demo-lianhu-2020-0-cold-store?update=contracted', ready: '.el-drawer' },
  { name: 'H2', account: 'demo-leader', path: '/sales', ready: 'table tbody tr' },
  { name: 'S1-village', account: 'demo-village', path: '/desk', ready: '[data-todos]' },
  { name: 'S1-admin', account: 'admin', path: '/desk', ready: '[data-todos]' },
  { name: 'access-log', account: 'demo-auditor', path: '/access-log', ready: '[data-entry]' },
  { name: 'A1', account: 'admin', path: '/admin', ready: '[data-operations] .acts' },
  { name: 'rules', account: 'demo-leader', path: '/rules', ready: 'h1' },
  { name: 'help', account: 'demo-unit', path: '/help', ready: 'h2' },
];
