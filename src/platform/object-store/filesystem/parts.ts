import type { LentPiece } from '../../../kernel/lent';
import type { ByteRange } from '../range';
import type { OpenFiles } from './open-files';
import { PIECES } from './pieces';

/** The bytes of `range`, no more than a piece holds, fewer where the file ends. @throws NotFound */
export async function readPart(
  files: OpenFiles,
  key: string,
  { start, end }: Required<ByteRange>,
): Promise<LentPiece> {
  const held = await files.hold(key);
  try {
    const piece = PIECES.take();
    const wanted = end - start + 1;
    let filled = 0;
    while (filled < wanted) {
      const { bytesRead } = await held.file.read(piece, filled, wanted - filled, start + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    held.leave();
    return { bytes: piece.subarray(0, filled), giveBack: () => PIECES.giveBack(piece) };
  } catch (error) {
    held.leave('broken');
    throw error;
  }
}
