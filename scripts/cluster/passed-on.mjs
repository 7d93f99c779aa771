/** Settings of `npm run cluster` that every process gets. */
const TO_ALL = ['BANGFU_LOG_LEVEL', 'BANGFU_TEST', 'BANGFU_NOW', 'BANGFU_KAFKA_PARTITIONS'];

/** Settings that the gateway gets: who comes in, and by which door. */
const TO_GATEWAY = [
  ...['BANGFU_ADMIN_PASSWORD', 'BANGFU_DEMO_PASSWORD'].flatMap((name) => [name, `${name}_FILE`]),
  ...['BANGFU_PASSWORD_PROFILE', 'BANGFU_TOTP_REQUIRED'],
  ...[
    'BANGFU_TLS_CERT_FILE',
    'BANGFU_TLS_KEY_FILE',
    'BANGFU_TRUST_PROXY',
    'BANGFU_PUBLIC_NAMES',
    'BANGFU_METRICS_FROM',
    'BANGFU_PLAIN_HTTP',
  ],
];

/** Settings that the script itself looks at. */
const OWN = ['BANGFU_DATA', 'BANGFU_HOST', 'BANGFU_PORT', 'BANGFU_DEMO'];

/** @throws Error naming every setting that would have no effect: nobody should believe it has one */
export function refuseUntaken(environment) {
  const taken = [...TO_ALL, ...TO_GATEWAY, ...OWN];
  const untaken = Object.keys(environment).filter((name) => name.startsWith('BANGFU_') && !taken.includes(name));
  if (untaken.length === 0) return;
  throw new Error(
    `SETTING.UNKNOWN npm run cluster 不认识 ${untaken.join('、')}，请去掉；它接受：${taken.join(' ')}。` +
      `\n/ npm run cluster does not take ${untaken.join(', ')}; leave it out. It takes: ${taken.join(' ')}.`,
  );
}

export function toAll(environment) {
  return chosen(environment, TO_ALL);
}

export function toGateway(environment) {
  return chosen(environment, TO_GATEWAY);
}

function chosen(environment, names) {
  return Object.fromEntries(names.filter((name) => environment[name] !== undefined).map((name) => [name, environment[name]]));
}
