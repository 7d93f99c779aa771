import type { Instant, Role } from '#contracts';

/** How an account came to be: demo accounts go with the demonstration. */
export type AccountOrigin = 'first-start' | 'demo' | 'manual';

/** Who somebody is and what for. */
export interface AccountFacts {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Absent: not bound to a unit. */
  readonly unitId?: string | null | undefined;
  /** The village that `village-staff` act for. */
  readonly villageCode?: string | null | undefined;
}

/** 账号 as administrators and auditors see it; no secret. */
export interface Account {
  readonly account: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly unitId: string | null;
  readonly villageCode: string | null;
  readonly mustChangePassword: boolean;
  readonly passwordChangedAt: Instant;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
  readonly totp: boolean;
}

/** A row of the table `account`. */
export interface AccountRow {
  readonly account: string;
  readonly name: string;
  readonly roles: string;
  readonly unit_id: string | null;
  readonly village_code: string | null;
  readonly password_hash: string;
  readonly must_change: number;
  readonly password_changed_at: Instant;
  readonly created_at: Instant;
  readonly origin: AccountOrigin;
  readonly disabled_at: Instant | null;
  readonly totp_secret: string | null;
  /** A key that is not in force yet. */
  readonly totp_pending: string | null;
  readonly totp_step: number;
  readonly recovery_hashes: string | null;
}

export function accountOf(row: AccountRow): Account {
  return {
    account: row.account,
    name: row.name,
    roles: rolesOf(row),
    unitId: row.unit_id,
    villageCode: row.village_code,
    mustChangePassword: row.must_change === 1,
    passwordChangedAt: row.password_changed_at,
    createdAt: row.created_at,
    disabledAt: row.disabled_at,
    totp: row.totp_secret !== null,
  };
}

export function rolesOf({ roles }: Pick<AccountRow, 'roles'>): readonly Role[] {
  return JSON.parse(roles) as Role[];
}
