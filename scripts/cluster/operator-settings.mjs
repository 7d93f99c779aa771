import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Where the gateway keeps its evidence and keys. */
export function gatewayFolder(folder) {
  return join(folder, 'gateway');
}

/** What `npm run bangfu -- cluster …` needs: `set -a; . data/cluster/operator.env; set +a`. */
export function writeOperatorSettings(folder, settings) {
  const servers = Object.entries(settings).filter(([name]) => /^BANGFU_(MYSQL|KAFKA)_/.test(name));
  const lines = [...servers, ['BANGFU_DATA', gatewayFolder(folder)]];
  const quoted = (value) => `'${value.replaceAll("'", "'\\''")}'`;
  writeFileSync(join(folder, 'operator.env'), lines.map(([name, value]) => `${name}=${quoted(value)}\n`).join(''), { mode: 0o600 });
}
