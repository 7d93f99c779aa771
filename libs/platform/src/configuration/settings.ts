import { APPS, type AppName } from './apps.js';
import { CLUSTER_SETTINGS } from './cluster-settings.js';
import { DOOR_SETTINGS } from './door-settings.js';

/** One environment variable an operator may set. */
export interface Setting {
  readonly name: string;
  /** The processes that read it; any other one refuses to start with it. */
  readonly apps: readonly AppName[];
  /** As written in the documentation; the values themselves are in the configuration classes. */
  readonly standard: string;
  readonly zh: string;
  readonly en: string;
}

const EVERYWHERE: readonly Setting[] = [
  {
    name: 'BANGFU_HOST',
    apps: APPS,
    standard: '127.0.0.1',
    zh: '监听地址；对外入口（standalone、gateway）监听本机以外的地址须有证书、前置代理或 BANGFU_PLAIN_HTTP=1',
    en: 'Address to listen on; beyond loopback the public door (standalone, gateway) needs a certificate, a proxy or BANGFU_PLAIN_HTTP=1',
  },
  {
    name: 'BANGFU_PORT',
    apps: APPS,
    standard: '3000; purchases 3001, projects 3002, households 3003, impact 3004',
    zh: '监听端口 0–65535；0 为任一空闲端口，见就绪行',
    en: 'Port 0–65535; 0 = any free one, printed in the ready line',
  },
  {
    name: 'BANGFU_DATA',
    apps: ['standalone', 'gateway', 'households'],
    standard: './data',
    zh: '文件夹：账本、凭证文件和密钥（standalone），凭证文件（gateway），密钥（households）',
    en: 'Folder of the ledger, the files and the keys (standalone), of the files (gateway), of the keys (households)',
  },
  {
    name: 'BANGFU_DEMO',
    apps: ['standalone', 'gateway'],
    standard: 'lianhu-2020; gateway none',
    zh: '新文件夹首次启动时载入的演示年度；none 为空账本',
    en: 'Demo year loaded at the first start of a new folder; none = an empty ledger',
  },
  {
    name: 'BANGFU_ADMIN_PASSWORD',
    apps: ['standalone', 'gateway'],
    standard: '–',
    zh: '首次启动建立的账号 admin 的密码（或 …_FILE）；不设则随机生成，只显示一次。须符合密码规则',
    en: 'Password of the account admin that the first start creates (or …_FILE); else a random one, printed once. Must meet the rule',
  },
  {
    name: 'BANGFU_ADMIN_PASSWORD_FILE',
    apps: ['standalone', 'gateway'],
    standard: '–',
    zh: '存放管理员密码的文件',
    en: 'File that holds the administrator’s password',
  },
  {
    name: 'BANGFU_DEMO_PASSWORD',
    apps: ['standalone', 'gateway'],
    standard: '–',
    zh: '演示账号 demo-… 共用的密码（或 …_FILE）；不设则随机生成，只显示一次。须符合密码规则',
    en: 'Password of the demo accounts demo-… (or …_FILE); else one random password, printed once. Must meet the rule',
  },
  {
    name: 'BANGFU_DEMO_PASSWORD_FILE',
    apps: ['standalone', 'gateway'],
    standard: '–',
    zh: '存放演示账号密码的文件',
    en: 'File that holds the demo accounts’ password',
  },
  {
    name: 'BANGFU_PASSWORD_PROFILE',
    apps: ['standalone', 'gateway'],
    standard: 'asvs',
    zh: '密码规则：asvs 至少 12 个字符、不用常见密码；mlps（等保）另须含三类字符，每 90 天更换',
    en: 'Rule for passwords: asvs = at least 12 characters, none of the commonest; mlps (等保) = besides, three classes of characters and a change every 90 days',
  },
  {
    name: 'BANGFU_TOTP_REQUIRED',
    apps: ['standalone', 'gateway'],
    standard: '0',
    zh: '设为 1 时 admin 和 auditor 须启用动态验证码后才能使用其他功能',
    en: '1 = admin and auditor must enrol one-time codes before anything else',
  },
  {
    name: 'BANGFU_LOG_LEVEL',
    apps: APPS,
    standard: 'info',
    zh: '日志级别：fatal、error、warn、info、debug、trace、silent',
    en: 'Log level: fatal, error, warn, info, debug, trace, silent',
  },
  {
    name: 'BANGFU_TEST',
    apps: APPS,
    standard: '–',
    zh: '设为 1 时允许测试时钟和故障点；生产环境不得设置',
    en: '1 allows the test clock and fail points; never set it in production',
  },
  {
    name: 'BANGFU_NOW',
    apps: APPS,
    standard: '–',
    zh: '测试时钟的起点（时刻）；只在 BANGFU_TEST=1 时可用',
    en: 'Start of the test clock (an instant); only with BANGFU_TEST=1',
  },
  {
    name: 'BANGFU_FAIL_POINT',
    apps: APPS,
    standard: '–',
    zh: '在此处以 SIGKILL 结束进程（名称[/所属][:次数]）；只在 BANGFU_TEST=1 时可用',
    en: 'Dies by SIGKILL here (name[/of][:passage]); only with BANGFU_TEST=1',
  },
];

/** Every `BANGFU_…` variable. Any other one stops the start: a misspelt setting must not be ignored. */
export const SETTINGS: readonly Setting[] = [...EVERYWHERE, ...DOOR_SETTINGS, ...CLUSTER_SETTINGS];
