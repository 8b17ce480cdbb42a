import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { onceClosed } from '../../kernel/once-closed';

/** Answers that are not over yet, by the connection they are for. */
type Waiting = WeakMap<Socket, Set<ServerResponse>>;

/** As Node does it for the answer whose turn it is. */
function end(response: ServerResponse): void {
  response.destroy();
  response.emit('close');
}

function begin(waiting: Waiting, socket: Socket): Set<ServerResponse> {
  const those = new Set<ServerResponse>();
  waiting.set(socket, those);
  socket.once('close', () => {
    // Once Node has told the one whose turn it was.
    process.nextTick(() => {
      for (const response of those) end(response);
    });
  });
  return those;
}

/**
 * Ends every answer of a connection when that closes. A client may ask again before it has its answer (RFC 9112, section 9.3.2), and
 * Node keeps the later answers until it is their turn; when the connection closes it tells only the one whose turn it is. What
 * is held for the others, a place among those who bring something or an open file, would be held for ever.
 */
export function closeTogether(server: Server): void {
  const waiting: Waiting = new WeakMap();
  server.prependListener('request', ({ socket }, response) => {
    const those = waiting.get(socket) ?? begin(waiting, socket);
    those.add(response);
    onceClosed(response, () => those.delete(response));
  });
}
