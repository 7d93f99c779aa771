import { newKey } from './cipher.js';
import { BrokenSealError } from './gcm.js';
import { openBytes, openText, sealBytes, sealText } from './sealed-text.js';

const TEXT = "𠮷田 '小' 🥝,138 1234 1234";

test('a text and bytes open with their key and label, exactly, and are never sealed alike', () => {
  const key = newKey();
  expect(openText(key, sealText(key, TEXT, 'a'), 'a')).toBe(TEXT);
  expect(openBytes(key, sealBytes(key, Buffer.from(TEXT), 'a'), 'a')).toEqual(Buffer.from(TEXT));
  expect(openText(key, sealText(key, '', 'a'), 'a')).toBe('');
  expect(sealText(key, TEXT, 'a')).not.toBe(sealText(key, TEXT, 'a'));
});

test('neither opens with another key, for another label, cut off or altered; the refusal says nothing of them', () => {
  const key = newKey();
  const [text, bytes] = [sealText(key, TEXT, 'a'), sealBytes(key, Buffer.from(TEXT), 'a')];
  const altered = Buffer.from(bytes);
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1;
  for (const attempt of [
    () => openText(newKey(), text, 'a'),
    () => openText(key, text, 'b'),
    () => openText(key, text.split('.')[0] ?? '', 'a'),
    () => openBytes(newKey(), bytes, 'a'),
    () => openBytes(key, bytes, 'b'),
    () => openBytes(key, altered, 'a'),
    () => openBytes(key, bytes.subarray(0, 20), 'a'),
  ]) {
    expect(attempt).toThrow(BrokenSealError);
    expect(attempt).not.toThrow(/138|田/);
  }
});
