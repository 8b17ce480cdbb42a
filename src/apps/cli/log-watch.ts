import type { Config } from '../../config';
import { CustodyReader, HeadMemory, parseVerifierKey } from '../../custody';
import { LogWatch } from '../../features/log-watch';
import { WitnessesRepository, WitnessingService, witnessesOf } from '../../features/witnesses';
import type { Database } from '../../platform/database';
import { openEvidenceStore } from '../../platform/object-store';
import { verifierKeys } from './keys';
import { say } from './say';

/** Those outside who watch the log, for an operator's command. */
export const witnessesFor = (config: Config, database: Database): WitnessingService =>
  new WitnessingService(
    database,
    new WitnessesRepository(),
    new CustodyReader(),
    witnessesOf(config.custody),
    config,
  );

/**
 * The watch over the log, for an operator's command.
 * @param keys C2SP verifier keys; where none are given, those of this installation
 */
export async function watchOf(
  config: Config,
  database: Database,
  keys: readonly string[] = [],
): Promise<LogWatch | undefined> {
  const texts = keys.length > 0 ? keys : await verifierKeys(config);
  const known = texts.map((key) => parseVerifierKey(key)).filter((key) => key !== undefined);
  if (known.length === 0 || known.length !== texts.length) return undefined;
  return new LogWatch({
    database,
    heads: new HeadMemory(config.custody.headsFolder, 'operator'),
    store: await openEvidenceStore(config.objects),
    keys: known,
    outside: witnessesFor(config, database),
    onForgotten: () => say(`The newest head cannot be kept in ${config.custody.headsFolder}.`),
  });
}
