import { type Argument, type Command, CommanderError, type Option } from 'commander';
import { FindingError } from './finding-error.js';

interface Wrong {
  readonly code: string;
  readonly zh: string;
  readonly en: string;
}

/** What commander finds wrong with a command line; `{what}` is what it quotes of it, `{value}` what it quotes behind that. */
const WRONG: Readonly<Record<string, Wrong>> = {
  'commander.missingMandatoryOptionValue': {
    code: 'USAGE.OPTION_REQUIRED',
    zh: '缺少必填的选项 {what}',
    en: 'the option {what} is required',
  },
  'commander.missingArgument': { code: 'USAGE.ARGUMENT_REQUIRED', zh: '缺少参数 <{what}>', en: 'the argument <{what}> is required' },
  'commander.optionMissingArgument': { code: 'USAGE.VALUE_REQUIRED', zh: '选项 {what} 后面没有值', en: 'the option {what} has no value' },
  'commander.invalidArgument': {
    code: 'USAGE.VALUE_UNKNOWN',
    zh: '{what} 的值“{value}”不可用',
    en: 'the value “{value}” of {what} cannot be used',
  },
  'commander.unknownOption': { code: 'USAGE.OPTION_UNKNOWN', zh: '没有选项 {what}', en: 'there is no option {what}' },
  'commander.unknownCommand': { code: 'USAGE.COMMAND_UNKNOWN', zh: '没有命令 {what}', en: 'there is no command {what}' },
  'commander.excessArguments': { code: 'USAGE.TOO_MANY', zh: '参数过多', en: 'there are too many arguments' },
};

const TITLES: Readonly<Record<string, string>> = {
  'Usage:': '用法 / Usage:',
  'Arguments:': '参数 / Arguments:',
  'Options:': '选项 / Options:',
  'Commands:': '命令 / Commands:',
};

/** Usage texts in both languages, with what must be given and what may be; for a program and the commands it gets after this. */
export function helpInBothLanguages(program: Command): void {
  program
    .configureHelp({ styleTitle: (title) => TITLES[title] ?? title, optionDescription: ofOption, argumentDescription: ofArgument })
    .helpOption('-h, --help', '显示用法 / show this')
    .helpCommand('help [command]', '显示一个命令的用法 / show how a command is used')
    .configureOutput({ outputError: () => undefined });
}

/** Lets a command line that is not understood end in a sentence; for a program that has all its commands. */
export function refuseInBothLanguages(program: Command, path: readonly string[] = []): void {
  program.exitOverride((error) => {
    throw refusalOf(error, path);
  });
  for (const command of program.commands) refuseInBothLanguages(command, [...path, command.name()]);
}

/** Runs the command that a person typed; where they asked for its usage, that was all. @throws FindingError */
export async function obey(program: Command): Promise<void> {
  try {
    await program.parseAsync();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    process.exitCode = error.exitCode;
  }
}

function refusalOf(error: CommanderError, path: readonly string[]): Error {
  const wrong = WRONG[error.code];
  if (wrong === undefined) return error;
  const [what = '', value = ''] = [...error.message.matchAll(/'([^']*)'/g)].map(([, quoted]) => quoted);
  const choices = /Allowed choices are (.*)\.$/.exec(error.message)?.[1];
  const [zh, en] = [wrong.zh, wrong.en].map((text) => text.replace('{value}', value).replace('{what}', what));
  const [few, fewEn] = choices === undefined ? ['', ''] : [`，可以是：${choices}`, `; possible: ${choices}`];
  const help = ['npm run bangfu --', ...path, '--help'].join(' ');
  return new FindingError(`${wrong.code} ${zh}${few}。用法见 ${help} / ${en}${fewEn}; usage: ${help}`);
}

function ofOption(option: Option): string {
  const { description, mandatory, argChoices = [] } = option;
  return [description, ...(mandatory ? ['（必填 / required）'] : []), ...choice(argChoices)].join('');
}

function ofArgument({ description, required, argChoices = [], defaultValue }: Argument): string {
  const fallback = typeof defaultValue === 'string' ? [`（默认 / default: ${defaultValue}）`] : [];
  return [description, ...(required ? [] : ['（可不填 / optional）']), ...fallback, ...choice(argChoices)].join('');
}

function choice(choices: readonly string[]): string[] {
  return choices.length === 0 ? [] : [`（可以是 / one of: ${choices.join(', ')}）`];
}
