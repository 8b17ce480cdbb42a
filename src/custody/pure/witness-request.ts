import { fromBase64 } from './signed-note';

/** Body of `add-checkpoint` (C2SP tlog-witness): how the tree grew since the witness last looked. */
export interface WitnessRequest {
  readonly oldSize: number;
  /** RFC 6962 section 2.1.2, from `oldSize` to the size of the checkpoint. */
  readonly proof: readonly Buffer[];
  /** A signed note, verbatim. */
  readonly checkpoint: string;
}

const OLD = /^old (0|[1-9][0-9]{0,15})$/;
const MAX_HASHES = 63;

export const formatWitnessRequest = ({ oldSize, proof, checkpoint }: WitnessRequest): string =>
  `${[`old ${oldSize}`, ...proof.map((hash) => hash.toString('base64'))].join('\n')}\n\n${checkpoint}`;

/** Undefined when malformed. */
export function parseWitnessRequest(body: string): WitnessRequest | undefined {
  const end = body.indexOf('\n\n');
  if (end === -1) return undefined;
  const [first, ...lines] = body.slice(0, end).split('\n');
  const oldSize = OLD.exec(first ?? '')?.[1];
  const proof = lines.map(fromBase64).filter((hash) => hash?.length === 32) as Buffer[];
  if (oldSize === undefined || proof.length !== lines.length || proof.length > MAX_HASHES) return undefined;
  return { oldSize: Number(oldSize), proof, checkpoint: body.slice(end + 2) };
}
