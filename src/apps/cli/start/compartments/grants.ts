import { dirname, isAbsolute, join } from 'node:path';
import type { Config, ProcessName } from '../../../../config';
import { handedTo } from './handed';

/** Something of the machine that a process has in sight, at the same place inside and outside. */
export interface Grant {
  readonly path: string;
  readonly write?: true;
  /** Only a way to what lies in it, which has rights of its own. */
  readonly passage?: true;
  /** The operator's own, named by a setting: one that cannot be used costs what its process makes of it, and no compartment. */
  readonly named?: true;
}

const reads = (...paths: string[]): Grant[] => paths.map((path) => ({ path }));
const readsNamed = (...paths: string[]): Grant[] => paths.map((path) => ({ path, named: true }));
const writes = (...paths: string[]): Grant[] => paths.map((path) => ({ path, write: true }));

export const settingsFileOf = (home: string, name: ProcessName): string =>
  join(home, 'processes', name, 'settings.json');

/** Of the tools that settings name, those outside the folders of the system. */
const toolsElsewhere = ({ media }: Config): string[] =>
  [media.ffmpegPath, media.ffprobePath, media.bwrapPath, media.exiftoolPath, media.heifDecPath].filter(
    (path) => isAbsolute(path) && !path.startsWith('/usr/') && !path.startsWith('/bin/'),
  );

/**
 * The folder of clamd's socket: it makes the socket anew when it starts again, and a socket that was handed in would be the old one.
 */
const scannerOf = ({ malware: { clamd } }: Config): Grant[] =>
  clamd !== undefined && 'socket' in clamd.place ? readsNamed(dirname(clamd.place.socket)) : [];

/** The film of the notice in British Sign Language. */
const filmOf = ({ intake: { bsl } }: Config): Grant[] =>
  bsl === undefined ? [] : readsNamed(bsl.video, bsl.captions);

/** The folders of stored files. */
export const areasOf = ({ objects: { root } }: Config) => ({
  root,
  incoming: join(root, 'incoming'),
  officers: join(root, 'incoming/officers'),
  arrived: join(root, 'arrived'),
  evidence: join(root, 'evidence'),
});

/**
 * What each process is given of the installation; nothing else of it is there for it. Files of the operator's that settings
 * name come with the process that reads them.
 */
export function grantsOf(name: ProcessName, config: Config): Grant[] {
  const onDisk = config.objects.s3 === undefined;
  const areas = areasOf(config);
  const ofFiles = (...grants: Grant[]): Grant[] => (onDisk ? grants : []);
  const own = reads(settingsFileOf(config.home, name));
  switch (name) {
    case 'intake':
      return [
        ...[...own, ...readsNamed(...config.intake.languages), ...filmOf(config)],
        ...reads(...handedTo(name, config)),
        ...ofFiles(...writes(areas.incoming)),
      ];
    case 'workspace':
      return [
        ...[...own, ...readsNamed(...config.intake.languages)],
        ...writes(join(config.home, 'workspace'), join(config.home, 'internal')),
        ...ofFiles(...writes(areas.officers), { path: areas.evidence, passage: true }),
      ];
    case 'issuer':
      return [
        ...own,
        ...reads(join(config.home, 'internal'), ...handedTo(name, config)),
        ...ofFiles({ path: areas.evidence, passage: true }),
      ];
    case 'worker':
      return [
        ...[...own, ...ofFiles({ path: areas.root, write: true, passage: true })],
        ...writes(config.custody.keyFolder, config.custody.headsFolder, config.worker.scratch),
        ...readsNamed(...toolsElsewhere(config)),
        ...readsNamed(...config.custody.keyFiles, ...config.media.trustAnchors),
        ...(config.words.folder === undefined ? [] : readsNamed(config.words.folder)),
        ...(config.timestamps.caFile === undefined ? [] : readsNamed(config.timestamps.caFile)),
        ...scannerOf(config),
      ];
  }
}
