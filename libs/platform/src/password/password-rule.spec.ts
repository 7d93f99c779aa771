import { COMMON_PASSWORDS } from './common-passwords.js';
import { type PasswordProfile, passwordProblems } from './password-rule.js';

function codes(
  password: string,
  { profile = 'asvs', account = 'zhang.san' }: { profile?: PasswordProfile; account?: string } = {},
): string[] {
  return passwordProblems(profile, account, password, 'password').map(({ code }) => code);
}

describe('the rule for passwords', () => {
  test.each(['twelve chars', '只有汉字也可以作为密码用', 'all small letters', `${'𠮷'.repeat(11)}田`])(
    'takes %s: twelve characters of any kind',
    (password) => {
      expect(codes(password)).toEqual([]);
    },
  );

  it('counts characters, not bytes or halves of them', () => {
    expect(codes('𠮷'.repeat(5) + '田'.repeat(6))).toEqual(['PASSWORD.TOO_SHORT']);
    expect(codes('a𠮷'.repeat(64))).toEqual([]);
    expect(codes('a𠮷'.repeat(64) + 'b')).toEqual(['PASSWORD.TOO_LONG']);
  });

  test.each(['Password1234', 'QWERTYUIOPAS', '1qaz2wsx3edc', 'woaini5201314', 'zzzzzzzzzzzz', 'ööööööööööööö'])(
    'refuses the common %s',
    (password) => {
      expect(codes(password)).toEqual(['PASSWORD.COMMON']);
    },
  );

  it('refuses the name of the account, with a little about it', () => {
    expect(codes('Zhang.San-2020')).toEqual(['PASSWORD.HOLDS_ACCOUNT']);
    expect(codes('zhang.sanzhang.san')).toEqual(['PASSWORD.HOLDS_ACCOUNT']);
    expect(codes('zhang.san waters kiwis')).toEqual([]);
    expect(codes('kiwis and pears', { account: '' })).toEqual([]);
  });

  it('asks for three classes of characters in the profile of 等保 only', () => {
    expect(codes('small letters', { profile: 'mlps' })).toEqual(['PASSWORD.TOO_FEW_CLASSES']);
    expect(codes('Small-letters', { profile: 'mlps' })).toEqual([]);
    expect(codes('small letters 1', { profile: 'mlps' })).toEqual([]);
  });

  it('knows some hundreds of common ones, all long enough to matter and as they are compared', () => {
    expect(COMMON_PASSWORDS.size).toBeGreaterThan(500);
    expect([...COMMON_PASSWORDS].filter((password) => password.length < 12 || password !== password.toLowerCase())).toEqual([]);
  });
});
