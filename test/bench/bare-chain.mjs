// Node's own HTTP through two processes, one behind the other, as a bundle goes from the issuer through intake: files one after the other
// for anybody, with nothing asked and nothing written down. Prints its port. Arguments: the socket between the two, and the files.
import { fork } from 'node:child_process';
import { open } from 'node:fs/promises';
import { createServer, get } from 'node:http';

/** As the service does: what is read passes through one buffer. Bytes. */
const PIECE = 256 * 1024;
const [socketPath, ...files] = process.argv.slice(2);
const isBehind = process.send !== undefined;

const written = (response, bytes) => new Promise((done) => response.write(bytes, done));

async function sendFiles(response) {
  const piece = Buffer.allocUnsafe(PIECE);
  for (const path of files) {
    const file = await open(path);
    for (;;) {
      const { bytesRead } = await file.read(piece, 0, PIECE);
      if (bytesRead === 0) break;
      await written(response, piece.subarray(0, bytesRead));
    }
    await file.close();
  }
  response.end();
}

function pass(response) {
  get({ socketPath }, (answer) => answer.pipe(response));
}

if (isBehind) {
  createServer((_request, response) => void sendFiles(response)).listen(socketPath, () => process.send('up'));
  process.once('disconnect', () => process.exit());
} else {
  const behind = fork(import.meta.filename ?? process.argv[1], [socketPath, ...files]);
  behind.once('message', () => {
    const server = createServer((_request, response) => pass(response));
    server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
  });
}
