import type { DemoAccount, DemoRun } from '../demo-request.js';
import { departmentId, unitId, YANGHUA } from './places.js';

/** One account for each role (contract §2), where it can do its job in this year; names are those of the roles. */
export function accounts(run: Pick<DemoRun, 'id'>): DemoAccount[] {
  const department = departmentId(run);
  return [
    { account: 'demo-unit', name: '演示·采购填报', roles: ['purchaser'], unitId: unitId(run, 0) },
    { account: 'demo-reviewer', name: '演示·主管审核', roles: ['reviewer'], unitId: department },
    { account: 'demo-project', name: '演示·项目专干', roles: ['project-staff'], unitId: department },
    { account: 'demo-village', name: '演示·村级填报', roles: ['village-staff'], villageCode: YANGHUA },
    { account: 'demo-leader', name: '演示·领导', roles: ['leader'] },
    { account: 'demo-auditor', name: '演示·审计', roles: ['auditor'] },
  ];
}
