import { LoginBrake } from './login-brake.js';

const MINUTE_MS = 60_000;

/** A brake and its clock. */
class Scene {
  now = 0;
  readonly brake = new LoginBrake(() => this.now);
  /** When each try was let through. */
  readonly passed: number[] = [];

  /** @returns whether it got through */
  guess(address: string, account = 'admin'): boolean {
    const { kind } = this.brake.ask(address, account);
    if (kind === 'allowed') this.passed.push(this.now);
    return kind === 'allowed';
  }

  /** The right password. @returns whether it was looked at */
  logIn(address: string, account = 'admin'): boolean {
    const answer = this.brake.ask(address, account);
    if (answer.kind === 'wait') return false;
    answer.succeeded();
    return true;
  }

  /** Everybody tries at every quarter of a second. */
  attack(addresses: readonly string[], forMs: number, account: (turn: number) => string = () => 'admin'): void {
    for (const end = this.now + forMs; this.now < end; this.now += 250) {
      for (const [turn, address] of addresses.entries()) this.guess(address, account(turn));
    }
  }

  /** Most tries that got through within any minute. */
  mostInAMinute(): number {
    return Math.max(...this.passed.map((from) => this.passed.filter((at) => at >= from && at < from + MINUTE_MS).length));
  }
}

const BOTS = Array.from({ length: 60 }, (_, index) => `198.51.100.${index}`);

describe('the brake on logins', () => {
  it('lets a person mistype three times and then go on at once with the right password after a short wait', () => {
    const scene = new Scene();
    expect([1, 2, 3].map(() => scene.guess('a'))).toEqual([true, true, true]);
    expect(scene.brake.ask('a', 'admin')).toMatchObject({ kind: 'wait' });
    scene.now += 20_000;
    expect(scene.logIn('a')).toBe(true);
    expect([1, 2, 3].filter(() => scene.logIn('a'))).not.toEqual([]);
  });

  it('delays an address longer with each failure, and says how long', () => {
    const scene = new Scene();
    const waits: number[] = [];
    for (let turn = 0; turn < 14; turn += 1) {
      const answer = scene.brake.ask('a', 'admin');
      if (answer.kind === 'wait') {
        waits.push(answer.seconds);
        scene.now += answer.seconds * 1_000;
        expect(scene.guess('a')).toBe(true);
      }
    }
    expect(waits.slice(0, 2).every((seconds) => seconds >= 2 && seconds <= 30)).toBe(true);
    expect(waits.at(-1)).toBe(300);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
  });

  it.each([
    ['one address', ['a']],
    ['two addresses', ['a', 'b']],
    ['sixty addresses', BOTS],
  ])('lets at most 10 tries of one account through in any minute, from %s', (_, addresses) => {
    const scene = new Scene();
    scene.attack(addresses, 5 * MINUTE_MS);
    expect(scene.passed.length).toBeGreaterThan(0);
    expect(scene.mostInAMinute()).toBeLessThanOrEqual(10);
  });

  it('lets at most 10 through in any minute also where the owner’s own address joins in', () => {
    const scene = new Scene();
    scene.logIn('home');
    scene.attack(['home', ...BOTS], 5 * MINUTE_MS);
    expect(scene.mostInAMinute()).toBeLessThanOrEqual(10);
  });

  it('never keeps the owner out who comes from an address that guesses nothing, while one guesses for an hour', () => {
    const scene = new Scene();
    for (let minute = 0; minute < 60; minute += 1) {
      scene.attack(['a', 'b'], MINUTE_MS);
      expect(scene.logIn(`elsewhere-${minute}`)).toBe(true);
    }
  });

  it('never keeps the owner out at home, however many addresses guess', () => {
    const scene = new Scene();
    scene.logIn('home');
    for (let minute = 0; minute < 5; minute += 1) {
      scene.attack(BOTS, MINUTE_MS);
      expect(scene.logIn('home')).toBe(true);
    }
  });

  it('counts a try before it has failed: a hundred at one moment are not a hundred passwords', () => {
    const scene = new Scene();
    const passed = Array.from({ length: 100 }, () => scene.guess('a')).filter((through) => through);
    expect(passed.length).toBeLessThanOrEqual(5);
  });

  it('counts spellings of one account together, and an IPv6 network as one address', () => {
    const scene = new Scene();
    const spelt = ['admin', 'Admin', ' ADMIN', 'ａｄｍｉｎ'].filter((account) => scene.guess('a', account));
    expect(spelt).toHaveLength(3);
    const other = new Scene();
    const near = ['2001:db8::1', '2001:db8:0:0:1::2', '2001:db8::ffff:0:0:3', '2001:db8:0:0::4'].filter((address) => other.guess(address));
    expect(near).toHaveLength(3);
    expect(new Set(['2001:db8:0:1::1', '2001:db8:0:2::1'].map((address) => other.guess(address)))).toContain(true);
  });

  it('lets one address try many accounts only 40 times in a minute, but a whole office log in from it', () => {
    const scene = new Scene();
    scene.attack(['a'], MINUTE_MS, () => `account-${scene.now}`);
    expect(scene.passed.length).toBeLessThanOrEqual(40);
    const office = new Scene();
    const staff = Array.from({ length: 50 }, (_, index) => office.logIn('office', `staff-${index}`));
    expect(staff.every((through) => through)).toBe(true);
  });

  it('does not let a login of one’s own pay for guesses at other accounts', () => {
    const scene = new Scene();
    let guessed = 0;
    for (let turn = 0; turn < 600; turn += 1, scene.now += 100) {
      scene.logIn('a', 'mine');
      if (scene.guess('a', `other-${turn}`)) guessed += 1;
    }
    expect(guessed).toBeLessThanOrEqual(40);
  });

  it('bounds what all of them together may have hashed, and keeps a part for those at home', () => {
    const scene = new Scene();
    scene.logIn('home');
    const many = Array.from({ length: 2_000 }, (_, index) => scene.guess(`bot-${index}`, `account-${index}`));
    expect(many.filter((through) => through).length).toBeLessThanOrEqual(60);
    expect(scene.logIn('home')).toBe(true);
  });

  it('forgets failures after an hour without a try', () => {
    const scene = new Scene();
    scene.attack(['a'], 10 * MINUTE_MS);
    scene.now += 61 * MINUTE_MS;
    expect([1, 2, 3].map(() => scene.guess('a'))).toEqual([true, true, true]);
  });

  it('tells nothing of which accounts exist: equal questions have equal answers', () => {
    const [known, unknown] = [new Scene(), new Scene()];
    const ask = (scene: Scene, account: string): string[] => Array.from({ length: 6 }, () => JSON.stringify(scene.brake.ask('a', account)));
    expect(ask(known, 'admin')).toEqual(ask(unknown, 'nobody'));
  });

  it('takes nothing for logins that succeed, however many in a row', () => {
    const scene = new Scene();
    expect(Array.from({ length: 100 }, () => scene.logIn('a')).every(Boolean)).toBe(true);
  });

  it('takes nothing where only the one-time code was missing, and forgives no guess for it', () => {
    const scene = new Scene();
    const missing = (): void => {
      const answer = scene.brake.ask('a', 'admin');
      if (answer.kind === 'allowed') answer.guessedNothing();
    };
    const guesses = Array.from({ length: 4 }, () => {
      missing();
      return scene.guess('a');
    });
    expect(guesses).toEqual([true, true, true, false]);
  });
});
