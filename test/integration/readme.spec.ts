import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { discard, type RunningLedger, startLedger } from '../support/running-ledger.js';
import { addAndSignIn } from '../support/sign-in.js';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

function read(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

/** What a text sets in code, in its order. */
function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code ?? '');
}

function blocksOf(text: string): string[] {
  return [...text.matchAll(/```\n([\s\S]*?)```/g)].map(([, block]) => block ?? '');
}

function addressesIn(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.startsWith('| `/'));
  return codeIn(lines.join('\n')).filter((code) => code.startsWith('/'));
}

/** Commands of `npm run bangfu`, by their words. */
function commandsIn(text: string): string[] {
  const listed = text.split('\n').filter((line) => line.includes('`verify`') && line.includes('`rebuild <'));
  const behind = text.split('\n').filter((line) => line.startsWith('`parked replay`'));
  return codeIn([...listed, ...behind].join('\n')).flatMap((code) => /^[a-z]+( [a-z]+)?(?= <|$)/.exec(code)?.[0] ?? []);
}

let ledger: RunningLedger;

beforeAll(async () => {
  ledger = await startLedger();
}, 60_000);

afterAll(() => discard(ledger));

/** Both READMEs promise what the ledger does. */
describe.each(['README.md', 'README.zh-CN.md'])('%s', (file) => {
  const text = read(file);

  test('names addresses that answer', async () => {
    const addresses = addressesIn(text);
    expect(addresses.length).toBeGreaterThan(9);
    for (const address of addresses) expect([address, (await ledger.fetch(address)).status]).toEqual([address, 200]);
  });

  test('says of an address that is not for every role whose it is', async () => {
    const leader = await addAndSignIn(ledger.url, {
      account: `reads-${file.toLowerCase()}`,
      password: 'plums on the readme',
      roles: ['leader'],
    });
    const lines = text.split('\n').filter((line) => line.startsWith('| `/'));
    const closed: string[] = [];
    for (const line of lines) {
      for (const address of addressesIn(line)) if ((await leader.fetch(address)).status === 403) closed.push(line);
    }
    expect(closed.length).toBeGreaterThan(0);
    expect(closed.filter((line) => !/`demo-[a-z]+`/.test(line))).toEqual([]);
  });

  test('names a stream that a fresh ledger has', async () => {
    const [, stream = ''] = /`events ([^`<]+)`/.exec(text) ?? [];
    expect(await ledger.cli('events', stream)).toMatchObject({
      code: 0,
      output: expect.stringContaining(`"streamId":"${stream}"`) as string,
    });
  });

  test('shows a command that is entered once, and the figure that opens its event', async () => {
    const [, sample = ''] = blocksOf(text).filter((block) => block.includes('npm start') || block.includes('-X POST'));
    const [, path = '', key = '', body = ''] = /(\/api\/\w+) [\s\S]*Idempotency-Key: ([\w-]+)'[\s\S]*-d '(.*)'/.exec(sample) ?? [];
    const first = await ledger.post(path, body, { 'idempotency-key': `${key}-${file}` });
    const again = await ledger.post(path, body, { 'idempotency-key': `${key}-${file}` });
    expect([first.status, first.headers.get('idempotent-replay')]).toEqual([201, null]);
    expect([again.body, again.headers.get('idempotent-replay')]).toEqual([first.body, 'true']);
    const [, figure = ''] = /curl -b jar '[^']*?(\/api\/figures\/[^']+)'/.exec(sample) ?? [];
    const seen = `after=${String(first.body['log'])}:${String(first.body['position'])}`;
    expect(await ledger.get(`${figure}?${seen}`)).toMatchObject({
      items: expect.arrayContaining([expect.objectContaining({ eventId: (first.body['eventIds'] as string[])[0] })]) as object[],
    });
  });

  test('names every lib, and scripts that there are', () => {
    const codes = codeIn(text).join(' ');
    const missing = readdirSync(join(ROOT, 'libs')).filter((lib) => !new RegExp(`\\b${lib}\\b`).test(codes));
    expect(missing).toEqual([]);
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm (?:run )?(start|test|bangfu|bench|\w+(?= -- ))/g)].map(([, script]) => script ?? '');
    expect(named.filter((script) => !(script in scripts))).toEqual([]);
  });
});

test('the commands of the operator that are named are there', async () => {
  const commands = commandsIn(read('README.md'));
  expect(commands).toEqual(
    expect.arrayContaining(['verify', 'rebuild', 'report annual', 'events', 'parked list', 'parked replay', 'demo clear']),
  );
  const helps = new Map<string, string>();
  for (const command of commands) {
    const words = command.split(' ');
    const group = words.slice(0, -1).join(' ');
    const help = helps.get(group) ?? (await ledger.cli(...words.slice(0, -1), '--help')).output;
    helps.set(group, help);
    expect(help).toMatch(new RegExp(`^ +${words.at(-1) ?? ''}\\b`, 'm'));
  }
});

test('the two READMEs name the same addresses, commands and samples', () => {
  const [english, chinese] = [read('README.md'), read('README.zh-CN.md')];
  expect(addressesIn(chinese)).toEqual(addressesIn(english));
  expect(blocksOf(chinese)).toEqual(blocksOf(english));
  expect(new Set(commandsIn(chinese))).toEqual(new Set(commandsIn(english)));
});
