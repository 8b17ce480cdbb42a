import { takeThrough } from '../support/path';

it(
  'a clip becomes an exhibit on the server',
  () =>
    takeThrough({
      ...{ drop: 'drop.example', desk: 'desk.example', port: 443 },
      email: 'sample@force.example',
      password: process.env['LINTEL_SERVER_PASSWORD'] ?? '',
    }),
  150_000,
);
