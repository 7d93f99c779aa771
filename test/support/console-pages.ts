/** Every page of the console, each as everybody for whom it is a page of its own. */
export const PAGES = [
  ['demo-leader', '/overview?year=2020'],
  ['demo-leader', '/overview?year=2020&drill=reserve.completion%3Fyear%3D2020%26basis%3Dpaid'],
  ['demo-unit', '/overview?year=2020'],
  ['demo-leader', '/overview/ranking?year=2020'],
  ['demo-unit', '/desk'],
  ['demo-reviewer', '/desk'],
  ['demo-project', '/desk'],
  ['demo-unit', '/purchases?year=2020'],
  ['demo-unit', '/purchases?record=order-demo-lianhu-2020-0-order-2020-1-1'],
  ['demo-reviewer', '/purchases?year=2020'],
  ['demo-unit', '/purchases/new'],
  ['demo-unit', '/unit/import'],
  ['demo-unit', '/reserve?year=2020'],
  ['demo-unit', '/reserve?year=2020&unit=demo-lianhu-2020-0-unit-1'],
  ['demo-reviewer', '/reserve?year=2020'],
  ['demo-project', '/projects'],
  ['demo-project', '/projects/demo-lianhu-2020-0-cold-store'],
  ['demo-project', '/projects/demo-lianhu-2020-0-cold-store?update=contracted'],
  ['demo-village', '/sales'],
  ['demo-village', '/desk'],
  ['demo-village', '/m/'],
  ['admin', '/admin'],
  ['admin', '/desk'],
  ['demo-auditor', '/access-log'],
  ['admin', '/new-password'],
  ['demo-leader', '/rules'],
  ['demo-unit', '/help'],
  ['demo-leader', '/purchases/new'],
  ['demo-leader', '/nowhere'],
] as const;

/** Who looks at the console. */
export const ACCOUNTS = ['demo-unit', 'demo-reviewer', 'demo-project', 'demo-village', 'demo-leader', 'demo-auditor', 'admin'] as const;

/** Every address, whoever may see it: what somebody may not read says so, and breaks nothing. */
export const ADDRESSES: readonly string[] = [...new Set(PAGES.map(([, path]) => path))];
