import { Pieces } from '../../../kernel/pieces';

/** Bytes of a piece: what caches of a processor hold, and a connection takes at once. */
export const PIECE_BYTES = 256 * 1024;

/** As many as who watches at one moment asks for: 4 MiB at most stay. */
export const PIECES = new Pieces(PIECE_BYTES, 16);
