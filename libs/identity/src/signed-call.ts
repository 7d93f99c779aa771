import { createHash, createPrivateKey, createPublicKey, type KeyObject, randomBytes, sign, verify } from 'node:crypto';
import { parsedJson, ROLES, type Actor, type Caller, type Role, type Source } from '#contracts';
import { SeenNonces } from './seen-nonces.js';
import {
  type CallSigner,
  type CallVerifier,
  type Doubt,
  IDENTITY_HEADER_PREFIX,
  type IncomingCall,
  type OutgoingCall,
  type Vouched,
} from './service-identity.js';

const HEADER = `${IDENTITY_HEADER_PREFIX}identity`;

/** How long a proof holds, in milliseconds (design §6). */
export const PROOF_LIFE_MS = 30_000;

/** How far the gateway's clock may be ahead of a service's. */
const CLOCK_LEAD_MS = 5_000;

/** `1.<id of the key>.<what is said>.<signature>`, the last three in base64url. */
const PROOF = /^1\.([\w-]{16})\.([\w-]{1,8192})\.([\w-]{86})$/;

/** Sources that an entry can have at the door; the others arise inside a service. */
const SOURCES: readonly Source[] = ['manual', 'demo', 'import'];

/** What a proof says of itself; what it says of the call is signed with it and not repeated. */
interface Statement extends Caller {
  readonly audience: string;
  /** Milliseconds of the epoch. */
  readonly until: number;
  readonly nonce: string;
}

/** Signs each call with Ed25519; only the gateway has the key. */
export class SigningIdentity implements CallSigner {
  private readonly key: KeyObject;
  private readonly keyId: string;

  /** @param privateKey PEM (PKCS #8); checked where the settings were read @param nowMs the real clock: processes compare it */
  constructor(
    privateKey: string,
    private readonly nowMs: () => number = Date.now,
  ) {
    this.key = createPrivateKey(privateKey);
    this.keyId = keyIdOf(createPublicKey(this.key));
  }

  headersFor({ actor, source, ...more }: Caller, { service, method, path, key }: OutgoingCall): Readonly<Record<string, string>> {
    const statement: Statement = {
      audience: service,
      until: this.nowMs() + PROOF_LIFE_MS,
      nonce: randomBytes(12).toString('base64url'),
      actor,
      source,
      ...stated(more),
    };
    const said = Buffer.from(JSON.stringify(statement)).toString('base64url');
    const signature = sign(null, signedText(this.keyId, said, { method, path, key }), this.key).toString('base64url');
    return { [HEADER]: `1.${this.keyId}.${said}.${signature}` };
  }
}

/** Takes calls that one of its keys has signed for this service: two keys while the gateway changes from one to the other. */
export class VerifyingIdentity implements CallVerifier {
  private readonly keys: ReadonlyMap<string, KeyObject>;
  private readonly seen = new SeenNonces(PROOF_LIFE_MS + CLOCK_LEAD_MS);

  /** @param publicKeys PEM (SPKI); checked where the settings were read */
  constructor(
    private readonly service: string,
    publicKeys: readonly string[],
    private readonly nowMs: () => number = Date.now,
  ) {
    this.keys = new Map(publicKeys.map((pem) => createPublicKey(pem)).map((key) => [keyIdOf(key), key]));
  }

  vouchFor({ method, path, headers }: IncomingCall): Vouched {
    const given = headers[HEADER];
    const [, keyId, said, signature] = (typeof given === 'string' ? PROOF.exec(given) : null) ?? [];
    if (keyId === undefined || said === undefined || signature === undefined) return refused('absent');
    const key = this.keys.get(keyId);
    if (key === undefined) return refused('unknown-key');
    const commandKey = headers['idempotency-key'];
    const call = { method, path, key: typeof commandKey === 'string' ? commandKey : undefined };
    if (!verify(null, signedText(keyId, said, call), key, Buffer.from(signature, 'base64url'))) return refused('forged');
    const statement = statementOf(said);
    return statement === undefined ? refused('forged') : this.judge(statement);
  }

  /** Judges what the gateway did sign. A nonce is remembered last: what is refused must not fill the memory. */
  private judge({ audience, until, nonce, ...caller }: Statement): Vouched {
    const nowMs = this.nowMs();
    if (until <= nowMs || until > nowMs + PROOF_LIFE_MS + CLOCK_LEAD_MS) return refused('expired');
    if (audience !== this.service) return refused('wrong-audience');
    if (!this.seen.take(nonce, nowMs)) return refused('replayed');
    return { kind: 'vouched', caller };
  }
}

/** The same for a key wherever it is read, and nothing anybody has to keep in step. */
function keyIdOf(publicKey: KeyObject): string {
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  return createHash('sha256').update(spki).digest('base64url').slice(0, 16);
}

/**
 * The command's key is signed too: a copy that reaches another instance of the service can only repeat what was entered,
 * since a key takes no second body.
 */
function signedText(keyId: string, said: string, { method, path, key = '' }: Omit<OutgoingCall, 'service'>): Buffer {
  return Buffer.from(`bangfu call 1\n${keyId}\n${said}\n${method}\n${path}\n${key}`);
}

function refused(doubt: Doubt): Vouched {
  return { kind: 'refused', doubt };
}

/** A gateway of another release may say more or less; what is missing or unknown is not guessed at. */
function statementOf(said: string): Statement | undefined {
  const statement = parsedJson(Buffer.from(said, 'base64url').toString()) as Partial<Record<keyof Statement, unknown>> | null | undefined;
  if (typeof statement !== 'object' || statement === null) return undefined;
  const { audience, until, nonce } = statement;
  const actor = actorOf(statement.actor);
  const source = SOURCES.find((known) => known === statement.source);
  const more = moreOf(statement);
  if (typeof audience !== 'string' || typeof until !== 'number' || typeof nonce !== 'string') return undefined;
  return actor === undefined || source === undefined || more === undefined ? undefined : { audience, until, nonce, actor, source, ...more };
}

type More = Omit<Caller, 'actor' | 'source'>;

/** What a caller may have and need not. */
function moreOf({ villageCode, batchId, row, inside }: Partial<Record<keyof More, unknown>>): More | undefined {
  if (!isTextOrAbsent(villageCode) || !isTextOrAbsent(batchId)) return undefined;
  if (row !== undefined && !Number.isSafeInteger(row)) return undefined;
  if (inside !== undefined && inside !== true) return undefined;
  return stated({ villageCode, batchId, row: row as number | undefined, inside });
}

function isTextOrAbsent(value: unknown): value is string | undefined {
  return value === undefined || typeof value === 'string';
}

/** Only what is said: what is absent is not even named. */
function stated({ villageCode, batchId, row, inside }: { readonly [Name in keyof More]: More[Name] | undefined }): More {
  return {
    ...(villageCode === undefined ? {} : { villageCode }),
    ...(batchId === undefined ? {} : { batchId }),
    ...(row === undefined ? {} : { row }),
    ...(inside === undefined ? {} : { inside }),
  };
}

function actorOf(said: unknown): Actor | undefined {
  if (typeof said !== 'object' || said === null) return undefined;
  const { account, roles, unitId } = said as Partial<Record<keyof Actor, unknown>>;
  if (typeof account !== 'string' || account === '' || !Array.isArray(roles) || !roles.every(isRole)) return undefined;
  return unitId === null || typeof unitId === 'string' ? { account, roles, unitId } : undefined;
}

function isRole(value: unknown): value is Role {
  return (ROLES as readonly unknown[]).includes(value);
}
