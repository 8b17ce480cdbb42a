import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Config } from '../../../config';
import type { GivenView } from '../../../contracts/recipient';
import { BundleGateway } from './gateway';
import { WorkspaceAway } from './recipient.errors';

const GIVEN: GivenView = {
  fileName: 'bundle.zip',
  size: 5,
  urn: '01AB/1/26',
  kind: 'defence',
  number: 1,
  sealedAt: '2026-03-01T21:00:00.000Z',
  superseded: false,
  manifestSha256: 'a'.repeat(64),
  keyHint: 'AB12 CD34',
  recipient: 'A. Solicitor',
  recipientKind: 'Defence',
  issueId: '00000000-0000-4000-8000-000000000001',
  issuedAt: '2026-03-01T21:00:00.000Z',
  expiresAt: '2026-03-08T21:00:00.000Z',
  labels: ['AB/1'],
  downloads: [],
};

/** What a recipient is shown when the workspace answers so. */
async function shown(answer: object): Promise<GivenView> {
  const server = createServer((_request, response) => response.end(JSON.stringify(answer))).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    const config = { internal: { url: `http://127.0.0.1:${port}` } } as unknown as Config;
    return await new BundleGateway(config, { error: () => undefined }).bundle('session');
  } finally {
    server.close();
  }
}

it('shows a bundle as the workspace gives it, without what was not agreed on', async () =>
  expect(await shown({ ...GIVEN, officer: 'a name' })).toEqual(GIVEN));

it('shows nothing of an answer in which something is missing', async () =>
  expect(shown({ ...GIVEN, expiresAt: undefined })).rejects.toThrow(WorkspaceAway));
