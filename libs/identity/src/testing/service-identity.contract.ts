import assert from 'node:assert/strict';
import type { Caller } from '#contracts';
import type { ServiceIdentity } from '../service-identity.js';
import { IDENTITY_HEADER_PREFIX } from '../service-identity.js';

const CALLER: Caller = {
  actor: { account: '𠮷野 "审核" \\ {x}', roles: ['reviewer', 'auditor'], unitId: 'unit-1' },
  source: 'manual',
};

/** Two identities of one kind that do not trust each other. */
export interface IdentityPair {
  readonly ours: ServiceIdentity;
  readonly theirs: ServiceIdentity;
}

/** What every {@link ServiceIdentity} keeps. */
export const serviceIdentityContract: readonly (readonly [rule: string, test: (pair: IdentityPair) => void])[] = [
  [
    'a caller goes through unchanged, whatever its name holds',
    ({ ours }) => assert.deepEqual(ours.callerOf(ours.headersFor(CALLER)), CALLER),
  ],
  [
    'the village it is bound to goes with it, and with no other caller',
    ({ ours }) => {
      const bound = { ...CALLER, villageCode: '610124103201' };
      assert.deepEqual(ours.callerOf(ours.headersFor(bound)), bound);
      assert.deepEqual(ours.callerOf(ours.headersFor(CALLER)), CALLER);
    },
  ],
  [
    'a demonstration stays a demonstration',
    ({ ours }) => assert.equal(ours.callerOf(ours.headersFor({ ...CALLER, source: 'demo' }))?.source, 'demo'),
  ],
  [
    'every header is one that the gateway takes away from outside requests',
    ({ ours }) => assert.ok(Object.keys(ours.headersFor(CALLER)).every((name) => name.startsWith(IDENTITY_HEADER_PREFIX))),
  ],
  [
    'every header is plain ASCII',
    ({ ours }) => assert.ok(Object.values(ours.headersFor(CALLER)).every((value) => /^[\x21-\x7e]*$/.test(value))),
  ],
  ['no headers, no caller', ({ ours }) => assert.equal(ours.callerOf({}), undefined)],
  [
    'what another cluster vouches for says nothing here',
    ({ ours, theirs }) => assert.equal(ours.callerOf(theirs.headersFor(CALLER)), undefined),
  ],
  [
    'without any one of its headers a call proves nothing',
    ({ ours }) => {
      const headers = ours.headersFor(CALLER);
      for (const name of Object.keys(headers)) assert.equal(ours.callerOf({ ...headers, [name]: undefined }), undefined, name);
    },
  ],
  [
    'a header that is sent twice, or holds something else, proves nothing',
    ({ ours }) => {
      const headers = ours.headersFor(CALLER);
      for (const [name, value] of Object.entries(headers)) {
        for (const forged of [[value, value], `${value}, ${value}`, '', 'null', 'W10', '😀']) {
          assert.equal(ours.callerOf({ ...headers, [name]: forged }), undefined, `${name}: ${String(forged)}`);
        }
      }
    },
  ],
];
