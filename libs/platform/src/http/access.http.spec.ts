import 'reflect-metadata';
import { Body, Controller, Get, Module, Param, Post, type Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { type Role, ROLES } from '#contracts';
import { RegisterUnitBody } from '#contracts/commands';
import { SystemClock } from '../clock.js';
import { For, ForAnyRole, Open } from './access.js';
import { routesOf } from './declared-routes.js';
import { createHttpApp } from './http-app.js';

/** By it this spec says which roles a request has. */
const ROLES_HEADER = 'x-roles';

@Controller()
class Declared {
  @Get('healthz')
  @Open()
  healthz(): object {
    return { status: 'ok' };
  }

  @Get('lists/:id')
  @ForAnyRole()
  list(@Param('id') id: string): object {
    return { id };
  }

  @Post('records')
  @For({ purchaser: 'own-and-below', auditor: 'everything' })
  record(@Body() body: RegisterUnitBody): object {
    return { name: body.name };
  }
}

@Controller('forgotten')
class Undeclared {
  @Get(':id')
  peek(): object {
    return {};
  }
}

@Module({ controllers: [Declared] })
class DeclaredModule {}

@Module({ controllers: [Declared, Undeclared] })
class UndeclaredModule {}

function build(module: Type): Promise<NestFastifyApplication> {
  return createHttpApp(module, {
    logger: pino({ level: 'silent' }),
    clock: () => new SystemClock(),
    waitFor: () => () => Promise.resolve(0),
    identify: ({ headers }) => {
      const said = headers[ROLES_HEADER];
      const roles = ROLES.filter((role) => typeof said === 'string' && said.split(',').includes(role));
      return said === undefined ? undefined : { actor: { account: 'spec', roles, unitId: null }, source: 'manual' };
    },
  });
}

describe('who may ask a route', () => {
  let app: NestFastifyApplication;
  let url: string;

  beforeAll(async () => {
    app = await build(DeclaredModule);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(() => app.close());

  const status = async (path: string, roles: readonly Role[] | undefined, body?: object): Promise<number> => {
    const said: Record<string, string> = roles === undefined ? {} : { [ROLES_HEADER]: roles.join(',') };
    const sent = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) };
    const answer = await fetch(`${url}${path}`, { ...sent, headers: { ...said, 'content-type': 'application/json' } });
    await answer.arrayBuffer();
    return answer.status;
  };

  it('is decided by role alone before anything of the request is looked at', async () => {
    const nonsense = { nothing: 'of this' };
    expect(await status('/api/records', undefined, nonsense)).toBe(401);
    expect(await status('/api/records', ['reviewer', 'admin'], nonsense)).toBe(403);
    expect(await status('/api/records', [], nonsense)).toBe(403);
    expect(await status('/api/records', ['reviewer', 'purchaser'], nonsense)).toBe(422);
    expect(await status('/api/lists/1?unknown=1', [])).toBe(403);
    expect(await status('/api/lists/1?unknown=1', ['leader'])).toBe(422);
  });

  it('is anybody with a role, or anybody at all, where the route says so', async () => {
    for (const role of ROLES) expect([role, await status('/api/lists/1', [role])]).toEqual([role, 200]);
    expect(await status('/api/lists/1', [])).toBe(403);
    expect(await status('/healthz', undefined)).toBe(200);
  });

  it('is told with the route and the roles it is for', async () => {
    const answer = await fetch(`${url}/api/records`, { method: 'POST', headers: { [ROLES_HEADER]: 'leader' } });
    const params = { route: 'POST /api/records', roles: ['purchaser', 'auditor'] };
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'AUTH.FORBIDDEN', params }]);
  });

  it('is read from the controllers', () => {
    expect(routesOf(app)).toEqual([
      { route: 'GET /healthz', handler: 'Declared.healthz', access: 'open' },
      { route: 'GET /lists/:id', handler: 'Declared.list', access: 'any-role' },
      { route: 'POST /records', handler: 'Declared.record', access: { purchaser: 'own-and-below', auditor: 'everything' } },
    ]);
  });

  it('must be declared: an application with a route that says nothing does not start', async () => {
    await expect(build(UndeclaredModule)).rejects.toThrow('no roles declared: GET /forgotten/:id (Undeclared.peek)');
  });
});
