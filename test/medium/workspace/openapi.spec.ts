import { apiRoutes, operationsOf, readOpenApi, type OpenApi } from './routes';
import { OfficerClient } from './client';
import { openWorld, type World } from './world';

/** What these do is said by the address alone. */
const WITHOUT_BODY =
  /(renew|revoke|challenge|\/second-factor|\/recovery-codes|\/redactions\/faces|\/transcripts\/proposals|\/(redactions|compilations)\/[^/]+\/viewings)$/;

let world: World;
let document: OpenApi;
beforeAll(async () => {
  world = await openWorld();
  document = await readOpenApi(new OfficerClient(world.base));
});
afterAll(() => world.close());

describe('the OpenAPI document', () => {
  it('names every route of the API, and no other', () => {
    expect(
      operationsOf(document)
        .map(({ name }) => name)
        .sort(),
    ).toEqual(apiRoutes(world.http.app).sort());
    expect(apiRoutes(world.http.app).length).toBeGreaterThan(25);
  });

  it('describes each: summary, success, problems, cookie, body and parameters', () => {
    const lacks = operationsOf(document).flatMap(({ name, operation, path, method }) => {
      const statuses = Object.keys(operation.responses);
      const open = operation.security === undefined;
      const parameters = operation.parameters ?? [];
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      return [
        operation.summary ? '' : 'a summary',
        statuses.some((status) => status.startsWith('2')) ? '' : 'a success',
        statuses.includes('400') ? '' : 'a problem for bad input',
        open || (statuses.includes('401') && statuses.includes('403')) ? '' : 'its refusals',
        problemsAreReferred(operation.responses) ? '' : 'a schema of its problems',
        inPath.every((part) => parameters.some((parameter) => parameter.name === part && parameter.schema))
          ? ''
          : 'its path parameters',
        method !== 'post' || WITHOUT_BODY.test(path) || operation.requestBody ? '' : 'its body',
        statuses.some((status) => status === '204' || status === '206') ||
        Object.entries(operation.responses).some(
          ([status, answer]) => /^20[0-2]$/.test(status) && answer.content,
        )
          ? ''
          : 'the schema of its answer',
      ]
        .filter((lack) => lack !== '')
        .map((lack) => `${name} lacks ${lack}`);
    });
    expect(lacks).toEqual([]);
  });

  it('leaves only these open to anyone', () => {
    const open = operationsOf(document).filter(({ operation }) => operation.security === undefined);
    expect(open.map(({ name }) => name).sort()).toEqual([
      'GET /api/v1/openapi.json',
      'POST /api/v1/session',
      // Answer only where a password was right a moment ago, or to who is signed in.
      'POST /api/v1/session/passkey',
      'POST /api/v1/session/passkey-challenge',
    ]);
  });

  it('holds no schema that is empty or refers to nothing', () => {
    const text = JSON.stringify(document);
    const names = [...text.matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(names.filter((name) => document.components.schemas[name] === undefined)).toEqual([]);
    expect(document.components.securitySchemes['session']).toMatchObject({ type: 'apiKey', in: 'cookie' });
  });
});

function problemsAreReferred(responses: OpenApi['paths'][string][string]['responses']): boolean {
  return Object.entries(responses)
    .filter(([status]) => Number(status) >= 400)
    .every(([, answer]) => JSON.stringify(answer).includes('#/components/schemas/Problem'));
}
