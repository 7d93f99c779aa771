import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import type { PublicDoor } from '../http/door/public-door.js';
import { THIS_MACHINE } from '../http/door/operator-addresses.js';
import type { SettingsReader } from './settings-reader.js';

const NETWORKS = ['应为 IP 地址或网段（如 10.0.0.0/8），用逗号分隔', 'IP addresses or networks (10.0.0.0/8), separated by commas'] as const;

const LOOPBACK = ['127.0.0.1', 'localhost', '::1'];

/** By what the way from a client to a public door is protected. */
export interface Protection {
  /** It speaks TLS itself. */
  readonly tls: boolean;
  /** A proxy that the settings name speaks TLS before it. */
  readonly behindProxy: boolean;
  /** The operator has said that the line needs none. */
  readonly plainHttp: boolean;
}

/** Whether a public door may listen at `host`: passwords and names must not travel in the clear by oversight. */
export function mayListenAt(host: string, { tls, behindProxy, plainHttp }: Protection): boolean {
  return LOOPBACK.includes(host) || tls || behindProxy || plainHttp;
}

/** The door that people come to: its certificate, its proxies, its names, and from where its numbers are read. */
export class Door implements PublicDoor {
  private constructor(
    readonly tls: PublicDoor['tls'],
    readonly trustedProxies: readonly string[],
    readonly publicNames: readonly string[],
    readonly operators: readonly string[],
    private readonly plainHttp: boolean,
  ) {}

  static read(settings: SettingsReader): Door {
    const proxies = listOf(settings, 'BANGFU_TRUST_PROXY', networkOf, ...NETWORKS);
    const names = listOf(
      settings,
      'BANGFU_PUBLIC_NAMES',
      nameOf,
      '应为主机名，不带端口，用逗号分隔',
      'host names without a port, separated by commas',
    );
    const operators = settings.list('BANGFU_METRICS_FROM', THIS_MACHINE.join(','), networkOf, ...NETWORKS);
    return new Door(readTls(settings), proxies, names, operators, settings.oneOf('BANGFU_PLAIN_HTTP', '0', ['0', '1']) === '1');
  }

  /** Refuses through the reader an address where this door may not listen. */
  judge(settings: SettingsReader, host: string): void {
    const { tls, trustedProxies, plainHttp } = this;
    if (mayListenAt(host, { tls: tls !== undefined, behindProxy: trustedProxies.length > 0, plainHttp })) return;
    settings.refuse(
      `BANGFU_HOST=${host}`,
      '监听本机以外的地址须设置证书（BANGFU_TLS_CERT_FILE、BANGFU_TLS_KEY_FILE）或前置代理（BANGFU_TRUST_PROXY）；线路另有保护时设 BANGFU_PLAIN_HTTP=1',
      'to listen beyond loopback give a certificate (BANGFU_TLS_CERT_FILE, BANGFU_TLS_KEY_FILE) or name the proxy before it (BANGFU_TRUST_PROXY); where the line is protected otherwise, BANGFU_PLAIN_HTTP=1',
    );
  }
}

function listOf(
  settings: SettingsReader,
  name: string,
  parse: (part: string) => string | undefined,
  zh: string,
  en: string,
): readonly string[] {
  return settings.optional(name) === undefined ? [] : settings.list(name, '', parse, zh, en);
}

/** @returns both or neither; a pair that does not fit together is refused now and not at the first client */
function readTls(settings: SettingsReader): PublicDoor['tls'] {
  const cert = settings.fileAt('BANGFU_TLS_CERT_FILE');
  const key = settings.fileAt('BANGFU_TLS_KEY_FILE');
  if (cert === undefined && key === undefined) return undefined;
  if (cert === undefined || key === undefined) {
    settings.refuse('BANGFU_TLS_CERT_FILE, BANGFU_TLS_KEY_FILE', '须同时设置，且都可读取', 'are set together, and both are readable');
    return undefined;
  }
  const fault = faultOf(cert, key);
  if (fault === undefined) return { cert, key };
  settings.refuse(
    'BANGFU_TLS_CERT_FILE, BANGFU_TLS_KEY_FILE',
    `不是一对可用的 PEM 证书和私钥（${fault}）`,
    `are no usable pair of certificate and key in PEM (${fault})`,
  );
  return undefined;
}

/** @returns OpenSSL's code for what is wrong */
function faultOf(cert: string, key: string): string | undefined {
  try {
    createSecureContext({ cert, key });
    return undefined;
  } catch (error) {
    if (typeof error !== 'object' || error === null || !('code' in error)) throw error;
    return String(error.code);
  }
}

function networkOf(text: string): string | undefined {
  const [address = '', bits, more] = text.split('/');
  const most = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (most < 0 || more !== undefined) return undefined;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) >= 1 && Number(bits) <= most) ? text : undefined;
}

function nameOf(text: string): string | undefined {
  const name = text.toLowerCase();
  return /^[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/.test(name) && isIP(name) === 0 ? name : undefined;
}
