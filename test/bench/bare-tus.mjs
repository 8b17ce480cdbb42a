// tus as its packages give it: nothing is hashed, checked, synced or logged. Prints its port. Argument: the folder.
import { createServer } from 'node:http';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';

const tus = new Server({
  path: '/upload',
  datastore: new FileStore({ directory: process.argv[2] }),
  relativeLocation: true,
});
const server = createServer((request, response) => void tus.handle(request, response));
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.address().port}\n`));
