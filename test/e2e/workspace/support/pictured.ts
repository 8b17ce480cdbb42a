import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Officer } from '../../../../src/features/identity';
import { evidenceKey, openEvidenceStore } from '../../../../src/platform/object-store';
import { seedClips, seedTimes } from '../../../factories/many-conduct';
import { seedEvidence } from '../../../factories/many-evidence';
import { seedCase, sha256Of, type Case, type World } from '../../../medium/workspace/world';

/** One frame, as any browser shows it. */
export async function drawPicture(): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-picture-'));
  const file = join(folder, 'picture.jpg');
  const draw = ['-f', 'lavfi', '-i', 'testsrc2=s=320x180', '-frames:v', '1'];
  await promisify(execFile)('ffmpeg', ['-v', 'error', '-y', ...draw, file]);
  const picture = await readFile(file);
  await rm(folder, { recursive: true });
  return picture;
}

/** An investigation of as many clips a day apart, with pictures, two of three decided. */
export async function pictured(
  world: World,
  officer: Pick<Officer, 'id'>,
  picture: Buffer,
  clips: number,
): Promise<Case> {
  const home = await seedCase(world, officer.id);
  await seedClips(world.admin, home, clips);
  await seedTimes(world.admin, officer.id, home.investigation);
  const key = `renditions/${home.investigation}/picture`;
  await (
    await openEvidenceStore(world.config.objects)
  ).put(evidenceKey(key), picture, { contentType: 'image/jpeg' });
  await seedEvidence(world.admin, officer.id, home.investigation, key, {
    sha256: sha256Of(picture),
    size: picture.length,
  });
  return home;
}
