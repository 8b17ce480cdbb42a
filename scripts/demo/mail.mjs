import { createServer } from 'node:net';
import { createInterface } from 'node:readline';

const ANSWERS = { EHLO: '250 demo', MAIL: '250 yes', RCPT: '550 no such address', QUIT: '221 bye' };

/** A mail server of this demonstration (RFC 5321) that knows nobody: what is sent to it does not arrive. */
export async function startMailServer() {
  let taken = 0;
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.write('220 demo\r\n');
    createInterface({ input: socket }).on('line', (line) => {
      const word = line.slice(0, 4).toUpperCase();
      if (word === 'DATA') taken += 1;
      socket.write(`${ANSWERS[word] ?? '250 yes'}\r\n`);
      if (word === 'QUIT') socket.end();
    });
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `smtp://127.0.0.1:${server.address().port}`,
    taken: () => taken,
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}
