import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { onceClosed } from '../../kernel/once-closed';
import { networkOf } from './network';

/** What is known of a connection: whether it has ever brought a whole head of a request, and how many it is being answered. */
interface Known {
  heard: boolean;
  asking: number;
}

/** Of one network, the oldest first. */
type Connections = Map<Socket, Known>;

/** The one to close for a new one: the oldest that has not said yet what it wants, else the oldest that waits for its next request. */
function leastNeeded(open: Connections): Socket | undefined {
  let resting: Socket | undefined;
  for (const [socket, { heard, asking }] of open) {
    if (!heard) return socket;
    if (asking === 0) resting ??= socket;
  }
  return resting;
}

/**
 * Holds connections of one network at a limit. Beyond it a new one takes the place of one that asks for nothing, so that whoever
 * opens many and says nothing keeps nobody else of the same address out; where all are being answered, the new one is closed.
 * @param isTrusted a proxy, behind which many stand
 */
export function limitConnections(
  server: Server,
  { addressConnections }: { readonly addressConnections: number },
  isTrusted: (address: string) => boolean,
): void {
  const networks = new Map<string, Connections>();
  const known = new WeakMap<Socket, Known>();
  server.on('connection', (socket: Socket) => {
    const address = socket.remoteAddress ?? '';
    if (isTrusted(address)) return;
    const network = networkOf(address);
    const open: Connections = networks.get(network) ?? new Map<Socket, Known>();
    if (open.size >= addressConnections) {
      const other = leastNeeded(open);
      if (other === undefined) {
        socket.destroy();
        return;
      }
      open.delete(other);
      other.destroy();
    }
    const state: Known = { heard: false, asking: 0 };
    open.set(socket, state);
    known.set(socket, state);
    networks.set(network, open);
    socket.once('close', () => {
      open.delete(socket);
      if (open.size === 0 && networks.get(network) === open) networks.delete(network);
    });
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    const state = known.get(socket);
    if (state === undefined) return;
    state.heard = true;
    state.asking += 1;
    onceClosed(response, () => {
      state.asking -= 1;
    });
  });
}
