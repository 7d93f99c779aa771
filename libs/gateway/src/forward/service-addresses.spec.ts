import { ServiceAddresses, type Address } from './service-addresses.js';

const URLS = [new URL('http://127.0.0.1:3001'), new URL('http://127.0.0.1:4001')];

function failTimes(address: Address | undefined, times: number): void {
  for (let i = 0; i < times; i += 1) address?.failed();
}

describe('the addresses of a service', () => {
  let nowMs = 0;
  const clock = (): number => nowMs;

  it('are asked in turn', () => {
    const addresses = new ServiceAddresses('impact', URLS, clock);
    const ports = [1, 2, 3, 4].map(() => addresses.take()?.url.port);
    expect(ports.slice(0, 2).sort()).toEqual(['3001', '4001']);
    expect(ports.slice(2)).toEqual(ports.slice(0, 2));
  });

  it('give a second try to another one, or to the same where there is no other', () => {
    const two = new ServiceAddresses('impact', URLS, clock);
    const first = two.take();
    expect(two.take(first)).not.toBe(first);
    expect(two.take(first)).not.toBe(first);
    const one = new ServiceAddresses('impact', URLS.slice(0, 1), clock);
    const only = one.take();
    expect(one.take(only)).toBe(only);
  });

  it('rest a second after three failures in a row, and again after one more', () => {
    const addresses = new ServiceAddresses('impact', URLS.slice(0, 1), clock);
    const only = addresses.take();
    failTimes(only, 2);
    expect(addresses.take()).toBe(only);
    failTimes(only, 1);
    expect(addresses.take()).toBeUndefined();
    nowMs += 1_000;
    expect(addresses.take()).toBe(only);
    failTimes(only, 1);
    expect(addresses.take()).toBeUndefined();
    nowMs += 1_000;
    only?.succeeded();
    failTimes(only, 2);
    expect(addresses.take()).toBe(only);
  });

  it('leave the work to those that do not rest', () => {
    const addresses = new ServiceAddresses('impact', URLS, clock);
    const bad = addresses.take();
    failTimes(bad, 3);
    expect([1, 2, 3].map(() => addresses.take() === bad)).toEqual([false, false, false]);
  });
});
