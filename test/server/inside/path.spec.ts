import { takeThrough } from '../support/path';

it('a clip becomes an exhibit on the server', async () => {
  const { id, sha256 } = await takeThrough({
    ...{ drop: 'drop.example', desk: 'desk.example', port: 443 },
    email: process.env['LINTEL_SERVER_EMAIL'] ?? '',
    password: process.env['LINTEL_SERVER_PASSWORD'] ?? '',
    urn: process.env['LINTEL_SERVER_URN'] ?? '',
  });
  process.stdout.write(`taken: ${id} ${sha256}\n`);
}, 150_000);
