import { Pieces } from '../../../kernel/pieces';
import { PART_BYTES } from '../port';

/** As many as who watches at one moment asks for: 4 MiB at most stay. */
export const PIECES = new Pieces(PART_BYTES, 16);
