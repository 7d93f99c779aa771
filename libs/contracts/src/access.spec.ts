import { type Grants, mayAtAll, reachesVillage, rolesOf, sightOf } from './access.js';
import type { Caller, Role } from './envelope.js';

const GRANTS: Grants = { purchaser: 'own-and-below', reviewer: 'below', 'village-staff': 'village', auditor: 'everything' };

function caller(roles: readonly Role[], unitId: string | null, villageCode?: string): Caller {
  return { actor: { account: 'a', roles, unitId }, source: 'manual', ...(villageCode === undefined ? {} : { villageCode }) };
}

const NOTHING = { everything: false, unit: null, village: null };

describe('what a caller reaches', () => {
  test.each<[string, Caller, object]>([
    ['own unit and below', caller(['purchaser'], 'u'), { ...NOTHING, unit: { id: 'u', own: true } }],
    ['the units below, without its own', caller(['reviewer'], 'u'), { ...NOTHING, unit: { id: 'u', own: false } }],
    ['what the further of two roles reaches', caller(['reviewer', 'purchaser'], 'u'), { ...NOTHING, unit: { id: 'u', own: true } }],
    ['its village', caller(['village-staff'], null, 'v'), { ...NOTHING, village: 'v' }],
    [
      'unit and village, where it has a role for each',
      caller(['purchaser', 'village-staff'], 'u', 'v'),
      { ...NOTHING, unit: { id: 'u', own: true }, village: 'v' },
    ],
    ['everything, as a role that does so', caller(['auditor'], 'u'), { ...NOTHING, everything: true, unit: null }],
    ['everything, as an account of the whole office', caller(['purchaser'], null), { ...NOTHING, everything: true }],
    ['nothing without a role', caller(['leader'], null), NOTHING],
    ['nothing of the tree when it is bound to a village only', caller(['purchaser'], null, 'v'), NOTHING],
    ['nothing of the villages when it is bound to a unit only', caller(['village-staff'], 'u'), NOTHING],
  ])('%s', (_, who, sight) => expect(sightOf(who, GRANTS)).toEqual(sight));

  it('holds records of no village for the whole office only', () => {
    expect(reachesVillage(sightOf(caller(['village-staff'], null, 'v'), GRANTS), null)).toBe(false);
    expect(reachesVillage(sightOf(caller(['village-staff'], null), GRANTS), null)).toBe(true);
    expect(reachesVillage(sightOf(caller(['village-staff'], null, 'v'), GRANTS), 'v')).toBe(true);
    expect(reachesVillage(sightOf(caller(['village-staff'], null, 'v'), GRANTS), 'w')).toBe(false);
  });

  it('is asked for by role first', () => {
    expect(mayAtAll(caller(['leader'], null), GRANTS)).toBe(false);
    expect(mayAtAll(caller(['leader', 'auditor'], null), GRANTS)).toBe(true);
    expect(rolesOf(GRANTS)).toEqual(['purchaser', 'reviewer', 'village-staff', 'auditor']);
  });
});
