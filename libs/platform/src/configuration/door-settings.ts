import type { AppName } from './apps.js';
import type { Setting } from './settings.js';

const DOORS: readonly AppName[] = ['standalone', 'gateway'];

/** What only the processes with a public door read. */
export const DOOR_SETTINGS: readonly Setting[] = [
  {
    name: 'BANGFU_TLS_CERT_FILE',
    apps: DOORS,
    standard: '–',
    zh: '证书文件（PEM，含中间证书）；与私钥一同设置后以 https 提供服务',
    en: 'Certificate file (PEM, with those in between); given together with the key it serves https',
  },
  {
    name: 'BANGFU_TLS_KEY_FILE',
    apps: DOORS,
    standard: '–',
    zh: '证书的私钥文件（PEM）',
    en: 'File of the certificate’s private key (PEM)',
  },
  {
    name: 'BANGFU_TRUST_PROXY',
    apps: DOORS,
    standard: '–',
    zh: '前置代理的 IP 地址或网段，用逗号分隔；只采信它们所报的客户端地址、主机名和协议（X-Forwarded-For、-Host、-Proto）',
    en: 'IP addresses or networks of the proxies before it, separated by commas; only their word for client, host and protocol is taken (X-Forwarded-For, -Host, -Proto)',
  },
  {
    name: 'BANGFU_PUBLIC_NAMES',
    apps: DOORS,
    standard: '–',
    zh: '对外的主机名，用逗号分隔；以其他名称发来的请求一律拒绝（localhost 和 IP 地址除外）',
    en: 'Host names it is reached under, separated by commas; requests under any other name are refused (localhost and IP addresses apart)',
  },
  {
    name: 'BANGFU_METRICS_FROM',
    apps: DOORS,
    standard: '127.0.0.0/8,::1',
    zh: '可读取 /metrics 的 IP 地址或网段，用逗号分隔；其他地址得到 404',
    en: 'IP addresses or networks that may read /metrics, separated by commas; all others are told 404',
  },
  {
    name: 'BANGFU_PLAIN_HTTP',
    apps: DOORS,
    standard: '–',
    zh: '设为 1 表示线路另有保护（如只在本机发布端口），允许以 http 监听本机以外的地址',
    en: '1 says that the line is protected otherwise (its port is published on loopback only): http may then be served beyond loopback',
  },
];
