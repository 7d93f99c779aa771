import { newId } from './ids.js';

describe('a new id', () => {
  const ids = Array.from({ length: 20_000 }, newId);

  test('is a UUID of version 7', () => {
    const pattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
    expect(ids.filter((id) => !pattern.test(id))).toEqual([]);
  });

  test('comes after every id before it', () => {
    expect([...ids].sort()).toEqual(ids);
  });

  test('shares its random part with no other, however many are asked for', () => {
    expect(new Set(ids.map((id) => id.slice(19))).size).toBe(ids.length);
  });
});
