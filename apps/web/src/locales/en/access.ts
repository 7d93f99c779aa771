import type zh from '../zh-CN/access';

const access: typeof zh = {
  title: 'Access log',
  note: 'Sign-ins, denials, persons looked at, exports, changes of accounts and rules, latest first; an export is recorded, too',
  account: 'Account',
  kindLabel: 'Kind',
  at: 'At',
  about: 'What and why',
  address: 'From',
  route: 'Request',
  nobody: '(not signed in)',
  sums: '{count} in all',
  kind: {
    login: 'Signed in',
    'login-failed': 'Sign-in failed',
    logout: 'Signed out',
    'session-ended': 'Session ended',
    denied: 'Denied',
    reveal: 'Person looked at',
    export: 'Export',
    import: 'Import',
    'account-added': 'Account added',
    'account-disabled': 'Account disabled',
    'account-reset': 'Password reset',
    'account-changed': 'Rights changed',
    'password-changed': 'Password changed',
    'totp-changed': 'One-time codes changed',
    'rule-set': 'Rule set',
    'demo-loaded': 'Demonstration loaded',
    'demo-cleared': 'Demonstration cleared',
    rebuilt: 'Totals rebuilt',
  },
};

export default access;
