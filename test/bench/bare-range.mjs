// Node's own HTTP: parts of one open file, for anybody, without a line in any log. Prints its port. Argument: the file.
import { open } from 'node:fs/promises';
import { createServer } from 'node:http';

/** As the service does: larger parts pass through one buffer. Bytes. */
const PIECE = 256 * 1024;

const file = await open(process.argv[2]);
const { size } = await file.stat();

async function send(request, response) {
  const [, from, to] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range) ?? [];
  const [start, end] = [Number(from), Number(to)];
  response.writeHead(206, {
    'Content-Range': `bytes ${start}-${end}/${size}`,
    'Content-Length': end - start + 1,
  });
  const piece = Buffer.allocUnsafe(Math.min(PIECE, end - start + 1));
  for (let at = start; at <= end;) {
    const { bytesRead } = await file.read(piece, 0, Math.min(piece.length, end - at + 1), at);
    await new Promise((done) => response.write(piece.subarray(0, bytesRead), done));
    at += bytesRead;
  }
  response.end();
}

const server = createServer((request, response) => void send(request, response));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
