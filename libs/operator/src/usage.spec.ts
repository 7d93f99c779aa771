import type { Command } from 'commander';
import { commandLine } from './cli.js';
import { obey } from './usage.js';

/** The command line as a person meets it; nothing is opened until a command is understood. */
function bangfu(): Command {
  return commandLine({
    configuration: () => {
      throw new Error('no command was to run');
    },
    shape: { steps: [], projections: [] },
    module: () => {
      throw new Error('no command was to run');
    },
    services: () => Promise.reject(new Error('no command was to run')),
    print: () => undefined,
  });
}

interface Named {
  readonly path: string;
  readonly command: Command;
}

function everyCommand(command: Command, path: readonly string[] = []): Named[] {
  const below = command.commands.flatMap((one) => everyCommand(one, [...path, one.name()]));
  return [{ path: path.join(' '), command }, ...below];
}

const IN_BOTH = /\p{Script=Han}.* \/ .*[a-z]{2}/u;

test('every command, argument and option is explained in both languages', () => {
  const silent = everyCommand(bangfu()).flatMap(({ path, command }) => {
    const parts = [
      ['itself', command.description()],
      ...command.registeredArguments.map((one) => [one.name(), one.description]),
      ...command.options.map((one) => [one.flags, one.description]),
    ];
    return parts.flatMap(([name, text = '']) => (IN_BOTH.test(text) ? [] : [`${path} ${name}: ${text}`]));
  });
  expect(silent).toEqual([]);
});

test('the usage of a command names in both languages what it takes, and what of it must be given', () => {
  const usage = (path: string): string => {
    const found = everyCommand(bangfu()).find((one) => one.path === path);
    return found?.command.helpInformation() ?? '';
  };
  expect(usage('accounts reset')).toMatch(
    /用法 \/ Usage:.*--reason <reason> +原因，记入访问日志 \/ why, kept in the access log（必填 \/ required）/s,
  );
  expect(usage('accounts add')).toMatch(/--role <role\.\.\.>.*（必填 \/ required）（可以是 \/ one of:\s+purchaser, reviewer/s);
  expect(usage('demo load')).toContain('（可不填 / optional）（默认 / default: lianhu-2020）');
  for (const { command } of everyCommand(bangfu())) {
    expect(command.helpInformation()).not.toMatch(/^(Usage|Options|Arguments|Commands):|display help/m);
  }
});

describe('a command line that is not understood', () => {
  const said = async (...words: string[]): Promise<string> => {
    const program = bangfu();
    const before = process.argv;
    process.argv = [...before.slice(0, 2), ...words];
    try {
      return await obey(program).then(
        () => 'done',
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
    } finally {
      process.argv = before;
    }
  };

  test.each([
    [
      ['accounts', 'reset', 'wang'],
      'USAGE.OPTION_REQUIRED 缺少必填的选项 --reason <reason>。用法见 npm run bangfu -- accounts reset --help / the',
    ],
    [['events'], 'USAGE.ARGUMENT_REQUIRED 缺少参数 <stream>。用法见 npm run bangfu -- events --help / the argument <stream>'],
    [['accounts', 'reset', 'wang', '--reason'], 'USAGE.VALUE_REQUIRED 选项 --reason <reason> 后面没有值。'],
    [
      ['accounts', 'add', 'wang', '--name', '王五', '--role', 'king'],
      'USAGE.VALUE_UNKNOWN --role <role...> 的值“king”不可用，可以是：purchaser, reviewer',
    ],
    [['verify', '--quick'], 'USAGE.OPTION_UNKNOWN 没有选项 --quick。用法见 npm run bangfu -- verify --help / there is no option --quick;'],
    [['repair'], 'USAGE.COMMAND_UNKNOWN 没有命令 repair。用法见 npm run bangfu -- --help / there is no command repair;'],
    [['cluster', 'parked', 'list', 'impact', 'purchases'], 'USAGE.TOO_MANY 参数过多。用法见 npm run bangfu -- cluster parked list --help'],
  ])('%j is refused with what is wrong and where its usage is', async (words, sentence) => {
    const told = await said(...words);
    expect(told.startsWith(sentence) ? sentence : told).toBe(sentence);
    expect(told).toMatch(/; usage: npm run bangfu -- [a-z ]*--help$/);
  });
});
