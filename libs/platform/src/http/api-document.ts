import { ApiExtension, ApiHeader, type OpenAPIObject } from '@nestjs/swagger';

const NOT_A_COMMAND = 'x-not-a-command';

type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

const KEY_DESCRIPTION =
  '同一键重发得到第一次的回答，不会重复入账；不给则由服务端生成。 / The same key again gets the first answer again; nothing is entered twice.';
const VERSION_DESCRIPTION =
  '所见记录的版本，如 "3"；已变动则拒绝。 / The version of the record you have seen, quoted; refused if it has moved on.';

const KEY_HEADER = { name: 'Idempotency-Key', required: false, description: KEY_DESCRIPTION };
const COMMAND_PARAMETERS: readonly NonNullable<Operation['parameters']>[number][] = [
  { ...KEY_HEADER, in: 'header', schema: { type: 'string', maxLength: 128 } },
  {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: VERSION_DESCRIPTION,
    schema: { type: 'string', pattern: '^"\\d{1,15}"$' },
  },
];

const LANGUAGE_PARAMETER: NonNullable<Operation['parameters']>[number] = {
  name: 'Accept-Language',
  in: 'header',
  required: false,
  description: '错误说明的语言：中文（默认）或 en / language of error sentences',
  schema: { type: 'string' },
};

const SCHEMAS: NonNullable<NonNullable<OpenAPIObject['components']>['schemas']> = {
  CommandAnswer: {
    type: 'object',
    description: '已入账：记录、日志、位置、事件 / entered: record, log, position, events',
    required: ['id', 'log', 'position', 'eventIds'],
    properties: {
      id: { type: 'string' },
      log: { type: 'string' },
      position: { type: 'integer', minimum: 1 },
      eventIds: { type: 'array', items: { type: 'string' } },
    },
  },
  Problem: {
    type: 'object',
    description: 'RFC 9457；code 稳定不变，errors 一次列出全部问题 / code never changes meaning, errors lists all problems at once',
    required: ['type', 'title', 'status', 'code', 'detail', 'errors', 'correlationId'],
    properties: {
      type: { type: 'string' },
      title: { type: 'string' },
      status: { type: 'integer' },
      code: { type: 'string' },
      detail: { type: 'string' },
      params: { type: 'object' },
      errors: { type: 'array', items: { $ref: '#/components/schemas/ProblemItem' } },
      correlationId: { type: 'string' },
    },
  },
  ProblemItem: {
    type: 'object',
    required: ['path', 'code', 'params', 'detail'],
    properties: { path: { type: 'string' }, code: { type: 'string' }, params: { type: 'object' }, detail: { type: 'string' } },
  },
};

const PROBLEM_ANSWER = {
  description: '未被接受 / not accepted',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
};

/** Adds what holds for every route alike: headers of a command, its answer, and the shape of a refusal (contract §1). */
export function withCommonParts(document: OpenAPIObject): OpenAPIObject {
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const get = item.get === undefined ? {} : { get: withRefusal(item.get) };
    const post = item.post === undefined ? {} : { post: asCommand(withRefusal(item.post)) };
    const patch = item.patch === undefined ? {} : { patch: withRefusal(item.patch) };
    const removal = item.delete === undefined ? {} : { delete: withRefusal(item.delete) };
    return [path, { ...item, ...get, ...post, ...patch, ...removal }] as const;
  });
  return {
    ...document,
    paths: Object.fromEntries(paths),
    components: { ...document.components, schemas: { ...document.components?.schemas, ...SCHEMAS } },
  };
}

function withRefusal(operation: Operation): Operation {
  return {
    ...operation,
    parameters: [...(operation.parameters ?? []), LANGUAGE_PARAMETER],
    responses: { ...operation.responses, default: PROBLEM_ANSWER },
  };
}

/** Marks a `POST` that enters nothing into the ledger: no version, an answer of its own. */
export function NotACommand(): MethodDecorator {
  return ApiExtension(NOT_A_COMMAND, true);
}

/** Marks a `POST` that gives its first answer again to the same key, though it is no command of a log. */
export function TakesKey(): MethodDecorator & ClassDecorator {
  return ApiHeader({ ...KEY_HEADER, schema: { type: 'string', maxLength: 128 } });
}

function asCommand(operation: Operation): Operation {
  if (NOT_A_COMMAND in operation) return operation;
  const status = operation.responses['201'] === undefined ? '200' : '201';
  const answer = {
    description: '已入账 / entered',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/CommandAnswer' } } },
  };
  return {
    ...operation,
    parameters: [...(operation.parameters ?? []), ...COMMAND_PARAMETERS],
    responses: { ...operation.responses, [status]: answer },
  };
}
