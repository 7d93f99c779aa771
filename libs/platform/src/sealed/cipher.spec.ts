import { BrokenSealError, guardedContext, newKey, openSealed, seal, unwrapKey, wrapKey } from './cipher.js';

const CONTENT = Buffer.from('{"name":"𠮷田 \'小\' 🥝","phone":"138 1234 1234"}');

function altered(text: string): string {
  const bytes = Buffer.from(text, 'base64');
  bytes[0] = (bytes[0] ?? 0) ^ 1;
  return bytes.toString('base64');
}

test('opens with its key and label what it sealed, exactly', () => {
  const key = newKey();
  expect(openSealed(key, seal(key, CONTENT, 'h-1/s-1'), 'h-1/s-1')).toEqual(CONTENT);
});

test('never seals the same content alike', () => {
  const key = newKey();
  expect(seal(key, CONTENT, 'a').nonce).not.toBe(seal(key, CONTENT, 'a').nonce);
  expect(seal(key, CONTENT, 'a').ciphertext).not.toBe(seal(key, CONTENT, 'a').ciphertext);
});

test('does not open with another key, for another label, or once altered', () => {
  const key = newKey();
  const sealed = seal(key, CONTENT, 'h-1/s-1');
  expect(() => openSealed(newKey(), sealed, 'h-1/s-1')).toThrow(BrokenSealError);
  expect(() => openSealed(key, sealed, 'h-2/s-1')).toThrow(BrokenSealError);
  for (const part of ['nonce', 'ciphertext', 'tag'] as const) {
    expect(() => openSealed(key, { ...sealed, [part]: altered(sealed[part]) }, 'h-1/s-1')).toThrow(BrokenSealError);
  }
});

test('refuses a tag that was cut short', () => {
  const key = newKey();
  const sealed = seal(key, CONTENT, 'a');
  const tag = Buffer.from(sealed.tag, 'base64').subarray(0, 4).toString('base64');
  expect(() => openSealed(key, { ...sealed, tag }, 'a')).toThrow(BrokenSealError);
});

test('wraps a key so that only the same master key opens it', () => {
  const master = newKey();
  const key = newKey();
  expect(unwrapKey(master, wrapKey(master, key, 'a'), 'a')).toEqual(key);
  expect(() => unwrapKey(newKey(), wrapKey(master, key, 'a'), 'a')).toThrow(BrokenSealError);
  expect(() => unwrapKey(master, '', 'a')).toThrow(BrokenSealError);
});

describe('what tells a repeated command', () => {
  const told = (master: Buffer, fingerprint: string): readonly (string | undefined)[] => {
    const meta = { correlationId: 'k', actor: { account: 'a', roles: [], unitId: null }, source: 'manual' as const };
    const context = { commandId: 'c', fingerprint, formerFingerprint: () => `former ${fingerprint}`, now: '', today: '', meta };
    const guarded = guardedContext(master, context);
    return [guarded.fingerprint, guarded.formerFingerprint?.()];
  };

  it('is the same for the same command and key, and says nothing without the key', () => {
    const [key, plain] = [newKey(), 'a'.repeat(64)];
    expect(told(key, plain)).toEqual(told(key, plain));
    for (const guarded of told(key, plain)) expect(guarded).toMatch(/^[0-9a-f]{64}$/);
    const others = [...told(newKey(), plain), ...told(key, 'b'.repeat(64)), plain, `former ${plain}`];
    for (const guarded of told(key, plain)) expect(others).not.toContain(guarded);
  });
});
