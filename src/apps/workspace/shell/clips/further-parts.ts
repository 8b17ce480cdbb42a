import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ContentSource } from '../../../../features/evidence';
import type { LentPiece } from '../../../../kernel/lent';
import { chooseRange, type AheadAnswer, type ByteRange } from '../../../../platform/http';
import { PART_BYTES } from '../../../../platform/object-store';
import type { RecentLooks } from './recent-looks';

/** Of a part, not of all parts; or of one connection (RFC 9110 section 7.6.1). A session is nothing that an answer repeats. */
const OF_ONE = new Set(['content-range', 'content-length', 'connection', 'keep-alive', 'date', 'set-cookie']);

/** What is asked under a condition is judged on the whole way (RFC 9110 section 13.1). */
const CONDITIONS = [
  'if-match',
  'if-none-match',
  'if-modified-since',
  'if-unmodified-since',
  'if-range',
] as const;

/** What the answers to all parts say: names and values in turn. */
export const headOfPart = (response: ServerResponse): string[] =>
  Object.entries(response.getHeaders()).flatMap(([name, value]) =>
    OF_ONE.has(name) ? [] : [name, String(value)],
  );

export const isShort = ({ start, end }: ByteRange, size: number): boolean =>
  end - start < PART_BYTES && end - start + 1 < size;

/** Some bytes of a file by its key, at once; undefined where the store has no such way. */
export type ReadPart = (key: string, range: ByteRange) => Promise<LentPiece> | undefined;

/** A request for a part and nothing else. */
function partOf({ method, headers }: IncomingMessage, source: ContentSource): ByteRange | undefined {
  if (method !== 'GET' || source.packed !== null) return undefined;
  if (CONDITIONS.some((name) => headers[name] !== undefined)) return undefined;
  const choice = chooseRange(headers.range, source.size);
  return choice.kind === 'part' && isShort(choice.range, source.size) ? choice.range : undefined;
}

/**
 * A further short part of what this officer was found to have the right to a moment ago. The right, the head of the answer and a line of
 * the log are those of that look; what is sent is counted and logged with it.
 */
export function furtherPart(
  recent: RecentLooks,
  readPart: ReadPart,
  request: IncomingMessage,
): AheadAnswer | undefined {
  const asking = { headers: request.headers, path: request.url ?? '' };
  const found = recent.further(asking);
  if (found === undefined) return undefined;
  const { source } = found.look;
  const range = partOf(request, source);
  const reading = range && readPart(source.key, range);
  if (range === undefined || reading === undefined) return undefined;
  const { start, end } = range;
  const length = end - start + 1;
  return (response, otherwise) => {
    const give = (piece: LentPiece): void => {
      if (piece.bytes.length !== length || !recent.count(asking, length)) {
        piece.giveBack();
        otherwise();
        return;
      }
      response.writeHead(206, [
        ...found.head,
        'Content-Range',
        `bytes ${start}-${end}/${source.size}`,
        'Content-Length',
        String(length),
      ]);
      // Given back once the system has all of it, or asks for no more of it since the line is closed.
      response.end(piece.bytes, () => piece.giveBack());
    };
    reading.then(give, otherwise).catch(() => response.destroy());
  };
}
