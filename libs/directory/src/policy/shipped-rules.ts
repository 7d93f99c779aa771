import type { SetPolicyRuleBody } from '#contracts/commands';

type ShippedRule = Omit<SetPolicyRuleBody, 'approximate' | 'evidence' | 'unitKind' | 'unionFloorPermille'>;

/** 全国 */
const NATIONAL = '000000';

/**
 * The national rules a new ledger begins with, each with its 文号. 2019 and 2020 asked for 一定比例 without a number,
 * so their floor is 0. No text is known for 2026: it stays unset, and an administrator must enter it with its 文号.
 */
export const SHIPPED_RULES: readonly ShippedRule[] = [
  { regionCode: NATIONAL, year: 2019, floorPermille: 0, effectiveFrom: '2019-01-01', occurredOn: '2019-01-01', basis: '财库〔2019〕27号' },
  { regionCode: NATIONAL, year: 2020, floorPermille: 0, effectiveFrom: '2020-01-01', occurredOn: '2020-01-01', basis: '财库〔2019〕27号' },
  {
    regionCode: NATIONAL,
    year: 2021,
    floorPermille: 100,
    deadline: '2021-06-30',
    effectiveFrom: '2021-01-01',
    occurredOn: '2021-01-01',
    basis: '财库〔2021〕19号',
  },
  {
    regionCode: NATIONAL,
    year: 2022,
    floorPermille: 100,
    effectiveFrom: '2022-01-01',
    occurredOn: '2022-01-01',
    basis: '财办库〔2022〕54号',
  },
  {
    regionCode: NATIONAL,
    year: 2023,
    floorPermille: 100,
    deadline: '2023-03-24',
    effectiveFrom: '2023-01-01',
    occurredOn: '2023-01-01',
    basis: '财办库〔2023〕45号',
  },
  {
    regionCode: NATIONAL,
    year: 2024,
    floorPermille: 100,
    encouragedPermille: 150,
    deadline: '2024-02-20',
    effectiveFrom: '2024-01-01',
    occurredOn: '2024-01-01',
    basis: '2024年政府采购脱贫地区农副产品工作通知（文号未载）',
  },
  {
    regionCode: NATIONAL,
    year: 2025,
    floorPermille: 100,
    encouragedPermille: 150,
    effectiveFrom: '2025-01-01',
    occurredOn: '2025-01-01',
    basis: '2025年政府采购脱贫地区农副产品工作通知（文号未载）',
  },
];
