import { Body, Controller, Module, Post, Req, type DynamicModule } from '@nestjs/common';
import type { Request } from 'express';
import { z } from 'zod';
import { AccessFor, StepUp } from '../../../src/apps/workspace/shell/access/access';
import { sessionSecret, sessionsOf } from '../../../src/apps/workspace/shell/session/session.middleware';
import { WorkspaceModule } from '../../../src/apps/workspace/workspace.module';
import { CustodyLog } from '../../../src/custody';
import { Database } from '../../../src/platform/database';
import { createHttpApp, type HttpApp } from '../../../src/platform/http';
import { createLogger } from '../../../src/platform/observability';
import { freePort } from '../../support/port';
import { OfficerClient } from './client';
import { openWorld, type World } from './world';

const takes = z.strictObject({ reason: z.string().min(1) });
const acts: object[] = [];
const act = (given: object): { acted: true } => {
  acts.push(given);
  return { acted: true };
};

/** Handlers as a hurried colleague may write them: none of them asks whether the officer has confirmed. */
@Controller('careless')
@AccessFor('officer')
class CarelessController {
  @Post('copies-the-body')
  @StepUp(takes)
  copies(@Body() body: object) {
    return act({ ...body });
  }

  @Post('reads-the-request')
  @StepUp(takes)
  reads(@Req() request: Request) {
    return act({ given: request.body as unknown });
  }

  @Post('ignores-the-form')
  @StepUp(takes)
  ignores() {
    return act({});
  }

  @Post('has-another-schema')
  @StepUp(takes)
  anotherSchema(@Body({ schema: z.object({}).loose() }) body: object) {
    return act(body);
  }

  @Post('is-open-to-anyone')
  @AccessFor('anyone')
  @StepUp(takes)
  open(@Body() body: object) {
    return act({ ...body });
  }
}

@Module({})
class CarelessModule {
  static of(choices: Parameters<typeof WorkspaceModule.forRoot>[0]): DynamicModule {
    const controllers = [CarelessController];
    return { module: CarelessModule, imports: [WorkspaceModule.forRoot(choices)], controllers };
  }
}

let world: World;
let careless: HttpApp;
let base: string;
beforeAll(async () => {
  world = await openWorld();
  const { config, database } = world;
  const logger = createLogger({ process: 'workspace', level: 'silent' });
  const choices = { config, languages: [], databaseUrl: database.urls.workspace, logger };
  const options = { logger, publicUrl: config.workspace.publicUrl, trustedProxies: [] };
  const http = await createHttpApp(CarelessModule.of(choices), options);
  const { app } = http;
  const [use, log] = [app.get(Database, { strict: false }), app.get(CustodyLog, { strict: false })];
  app.use(sessionsOf(config, sessionSecret(config), use, log));
  const port = await freePort();
  await http.app.listen(port, '127.0.0.1');
  base = `http://127.0.0.1:${port}`;
  careless = http;
});
afterAll(async () => {
  await careless.close();
  await world.close();
});
beforeEach(() => void acts.splice(0));

const WAYS = ['copies-the-body', 'reads-the-request', 'ignores-the-form', 'has-another-schema'];
const FORMS = { whole: { reason: 'For the file' }, empty: {}, 'too much': { reason: 'x', more: 'y' } };

async function client(): Promise<OfficerClient> {
  const officer = await world.officer();
  const of = new OfficerClient(base);
  await of.signIn(officer.email);
  return of;
}

describe.each([...WAYS, 'is-open-to-anyone'])('a handler that %s', (way) => {
  it.each(Object.entries(FORMS))(
    'is not reached by a form that is %s before the confirmation',
    async (_of, form) => {
      const answer = await (await client()).call('POST', `/careless/${way}`, form);
      expect(['step-up-needed', 'invalid-input']).toContain(answer.json().code);
      expect(acts).toEqual([]);
    },
  );
});

it.each(WAYS)('a handler that %s is reached after it', async (way) => {
  const officer = await client();
  await officer.confirm();
  expect((await officer.call('POST', `/careless/${way}`, FORMS.whole)).status).toBe(201);
  expect(acts.length).toBe(1);
});

it('a handler that is open to anyone is not reached without a session either', async () => {
  const answer = await new OfficerClient(base).call('POST', '/careless/is-open-to-anyone', FORMS.whole);
  expect([answer.status, acts]).toEqual([403, []]);
});
