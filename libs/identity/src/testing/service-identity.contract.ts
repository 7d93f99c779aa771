import assert from 'node:assert/strict';
import type { Caller } from '#contracts';
import { type CallSigner, type CallVerifier, type Doubt, IDENTITY_HEADER_PREFIX, type OutgoingCall } from '../service-identity.js';

const CALLER: Caller = {
  actor: { account: '𠮷野 "审核" \\ {x}', roles: ['reviewer', 'auditor'], unitId: 'unit-1' },
  source: 'manual',
};

const CALL: OutgoingCall = { service: 'purchases', method: 'POST', path: '/api/orders/%F0%A0%AE%B7?x=1', key: 'k-1' };

/** Identities of one kind, on one clock. */
export interface IdentityScene {
  readonly gateway: CallSigner;
  /** A gateway whose key no service here was given. */
  readonly stranger: CallSigner;
  /** A new instance of a service that knows the gateway. */
  readonly service: (name: string) => CallVerifier;
  /** Lets time pass for all of them; may be negative. */
  readonly pass: (ms: number) => void;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/** What a fresh instance of `purchases` makes of headers that come with {@link CALL}, unless `heard` says otherwise. */
function met(scene: IdentityScene, headers: Headers, heard: Partial<OutgoingCall> = {}): Caller | Doubt {
  return metBy(scene.service(heard.service ?? CALL.service), headers, heard);
}

function metBy(verifier: CallVerifier, headers: Headers, heard: Partial<OutgoingCall> = {}): Caller | Doubt {
  const { method, path, key } = { ...CALL, ...heard };
  const vouched = verifier.vouchFor({ method, path, headers: { ...headers, 'idempotency-key': key } });
  return vouched.kind === 'vouched' ? vouched.caller : vouched.doubt;
}

/** What every pair of {@link CallSigner} and {@link CallVerifier} keeps. */
export const serviceIdentityContract: readonly (readonly [rule: string, test: (scene: IdentityScene) => void])[] = [
  [
    'a caller goes through unchanged, whatever its name holds',
    (scene) => assert.deepEqual(met(scene, scene.gateway.headersFor(CALLER, CALL)), CALLER),
  ],
  [
    'so does one without a unit, one that is bound to a village, a demonstration, a row of an import, and the gateway itself',
    (scene) => {
      const callers: readonly Caller[] = [
        { actor: { ...CALLER.actor, unitId: null }, source: 'manual' },
        { ...CALLER, villageCode: '610104-001' },
        { ...CALLER, source: 'demo' },
        { ...CALLER, source: 'import', batchId: 'import-1', row: 17 },
        { ...CALLER, inside: true },
      ];
      for (const caller of callers) assert.deepEqual(met(scene, scene.gateway.headersFor(caller, CALL)), caller);
    },
  ],
  [
    'every header is one that the gateway takes away from outside requests, in plain ASCII',
    ({ gateway }) => {
      const headers = Object.entries(gateway.headersFor(CALLER, CALL));
      assert.ok(headers.length > 0);
      for (const [name, value] of headers) assert.ok(name.startsWith(IDENTITY_HEADER_PREFIX) && /^[\x21-\x7e]+$/.test(value), name);
    },
  ],
  ['no headers, no caller', (scene) => assert.equal(met(scene, {}), 'absent')],
  [
    'what another gateway vouches for says nothing here',
    (scene) => assert.equal(met(scene, scene.stranger.headersFor(CALLER, CALL)), 'unknown-key'),
  ],
  [
    'a header that is left out, sent twice or holds something else proves nothing',
    (scene) => {
      const headers = scene.gateway.headersFor(CALLER, CALL);
      for (const [name, value] of Object.entries(headers)) {
        for (const forged of [undefined, [value, value], `${value}, ${value}`, '', 'null', 'W10', '😀', `${value}A`, value.slice(1)]) {
          assert.equal(met(scene, { ...headers, [name]: forged }), 'absent', `${name}: ${String(forged)}`);
        }
      }
    },
  ],
  [
    'changed anywhere, by one character, it proves nothing',
    (scene) => {
      const headers = scene.gateway.headersFor(CALLER, CALL);
      for (const [name, value] of Object.entries(headers)) {
        // The last character of a signature in base64url holds two bits only: several stand for the same.
        for (let at = 0; at < value.length - 1; at += 1) {
          const other = value[at] === 'A' ? 'B' : 'A';
          const changed = { ...headers, [name]: `${value.slice(0, at)}${other}${value.slice(at + 1)}` };
          assert.equal(typeof met(scene, changed), 'string', `${name} at ${at}`);
        }
      }
    },
  ],
  [
    'it holds for its method, its path with the query, and its command key alone',
    (scene) => {
      const headers = scene.gateway.headersFor(CALLER, CALL);
      const others: readonly Partial<OutgoingCall>[] = [
        { method: 'GET' },
        { path: '/api/orders/%F0%A0%AE%B7' },
        { path: '/api/orders/𠮷?x=1' },
        { path: '/api/orders' },
        { key: 'k-2' },
        { key: undefined },
      ];
      for (const heard of others) assert.equal(met(scene, headers, heard), 'forged', JSON.stringify(heard));
    },
  ],
  [
    'it holds for the service that was asked, and for no other',
    (scene) => assert.equal(met(scene, scene.gateway.headersFor(CALLER, CALL), { service: 'households' }), 'wrong-audience'),
  ],
  [
    'it holds for 30 seconds',
    (scene) => {
      const headers = scene.gateway.headersFor(CALLER, CALL);
      scene.pass(29_999);
      assert.deepEqual(met(scene, headers), CALLER);
      scene.pass(1);
      assert.equal(met(scene, headers), 'expired');
    },
  ],
  [
    'it holds where the gateway’s clock is up to 5 seconds ahead, and not where it is further',
    (scene) => {
      const headers = scene.gateway.headersFor(CALLER, CALL);
      scene.pass(-5_000);
      assert.deepEqual(met(scene, headers), CALLER);
      scene.pass(-1);
      assert.equal(met(scene, headers), 'expired');
    },
  ],
  [
    'it is taken once, until it has expired, and by a service that was not asked not at all',
    (scene) => {
      const service = scene.service(CALL.service);
      const headers = scene.gateway.headersFor(CALLER, CALL);
      assert.equal(metBy(scene.service('impact'), headers), 'wrong-audience');
      assert.deepEqual(metBy(service, headers), CALLER);
      for (const ms of [0, 10_000, 19_999]) {
        scene.pass(ms);
        metBy(service, scene.gateway.headersFor(CALLER, CALL));
        assert.equal(metBy(service, headers), 'replayed');
      }
      scene.pass(1);
      assert.equal(metBy(service, headers), 'expired');
    },
  ],
  [
    'a copy with a changed path that came first does not use the proof up',
    (scene) => {
      const service = scene.service(CALL.service);
      const headers = scene.gateway.headersFor(CALLER, CALL);
      assert.equal(metBy(service, headers, { path: '/api/orders' }), 'forged');
      assert.deepEqual(metBy(service, headers), CALLER);
    },
  ],
  [
    'two proofs of one call are two',
    (scene) => {
      const service = scene.service(CALL.service);
      for (let turn = 0; turn < 2; turn += 1) assert.deepEqual(metBy(service, scene.gateway.headersFor(CALLER, CALL)), CALLER);
    },
  ],
];
