/** What the access log keeps entries of. */
export const ACCESS_KINDS = [
  'login',
  'login-failed',
  'logout',
  'session-ended',
  'denied',
  'reveal',
  'export',
  'import',
  'account-added',
  'account-disabled',
  'account-reset',
  'account-changed',
  'password-changed',
  'totp-changed',
  'rule-set',
  'demo-loaded',
  'demo-cleared',
  'rebuilt',
] as const;
export type AccessKind = (typeof ACCESS_KINDS)[number];

/** What a route adds to who, when and where: no secret, no person's name or number. */
export interface AccessNote {
  readonly kind: AccessKind;
  /** What it was about: an account, a household, a rule, a report. */
  readonly subject?: string;
  /** As the person gave it, or the code of the refusal. */
  readonly reason?: string;
}
