import { emptyStores, storage } from '../testing/browser-stores';
import { answering, json, problem, unreachable } from '../testing/answers';
import { useKeptSession } from './kept-session';
import { usePlaces } from './places';

const A = { account: 'a', name: '甲', roles: ['village-staff'], unitId: null, villageCode: '610124103201', mustChangePassword: false };
const B = { ...A, account: 'b', name: '乙', villageCode: '610124103202' };
const PLACES = { villages: [{ code: A.villageCode }], households: [{ id: 'h-1', private: null }], villageCode: A.villageCode };

beforeEach(() => {
  emptyStores();
  storage.setItem('bangfu.m.session', JSON.stringify(A));
  storage.setItem('bangfu.m.places', JSON.stringify(PLACES));
});

const keptPlaces = (): string | null => storage.getItem('bangfu.m.places');

describe('who was signed in last', () => {
  test.each([
    ['there is no network', unreachable()],
    ['the server starts again', problem(502, 'HTTP.502')],
    ['a page of the network’s own answers', new Response('<html>Wi-Fi 登录</html>')],
  ])('goes on while %s', async (_why, answer) => {
    answering(() => answer);
    const { session, load } = useKeptSession();
    await load();
    expect([session.value, useKeptSession().session.value]).toEqual([A, A]);
    expect(keptPlaces()).not.toBeNull();
  });

  it('is signed out once the server says so, and nothing of what they saw stays', async () => {
    answering(() => problem(401, 'AUTH.REQUIRED'));
    const { session, load } = useKeptSession();
    await load();
    expect([session.value, useKeptSession().session.value, keptPlaces()]).toEqual([null, null, null]);
  });

  it('leaves no households to whoever the server says is signed in by now', async () => {
    answering(() => json(B));
    const { session, load } = useKeptSession();
    await load();
    expect([session.value, keptPlaces()]).toEqual([B, null]);
  });
});

describe('signing out', () => {
  it('leaves no name of a household on the phone', async () => {
    answering(() => new Response(null, { status: 204 }));
    const { session, signOut } = useKeptSession();
    await signOut();
    expect([session.value, keptPlaces()]).toEqual([null, null]);
  });

  it('is not done without a network: the session lives on, and whoever asked is told', async () => {
    answering(unreachable);
    const { session, signOut } = useKeptSession();
    await expect(signOut()).rejects.toThrow('cannot be reached');
    expect(session.value).toEqual(A);
  });

  it('is done where the session has ended by itself', async () => {
    answering(() => problem(401, 'AUTH.REQUIRED'));
    const { session, signOut } = useKeptSession();
    await signOut();
    expect(session.value).toBeNull();
  });
});

describe('the village that is entered for', () => {
  it('is the own one, whatever the former user left', () => {
    expect(usePlaces(B.villageCode).places).toMatchObject({ villageCode: B.villageCode, households: [] });
  });

  it('keeps its households without a network', () => {
    expect(usePlaces(A.villageCode).places.households).toEqual(PLACES.households);
    expect(usePlaces(null).places).toEqual(PLACES);
  });
});
