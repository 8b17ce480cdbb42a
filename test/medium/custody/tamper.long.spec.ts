import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportRecords, verifyLive } from '../../../src/custody';
import { verifyExport } from '../../../src/verifier';
import { newSigner } from './log.support';
import { ATTACKS, edit, stage, type Scene } from './tampering.attacks';
import { rechain, regrow } from './tampering.support';

describe('a superuser who tampers with the log (triggers off, real PostgreSQL)', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = await stage();
  });
  afterEach(() => scene.log.close());

  it.each(ATTACKS)('$name: the first bad event is named', async ({ attack, first, held, exported }) => {
    const { log } = scene;
    const trustedCheckpoints = held?.(scene) ?? [];
    expect(await verifyLive(log.worker, { keys: log.keys, trustedCheckpoints })).toMatchObject({
      exitCode: 0,
    });
    await log.tamper((admin) => attack(admin, scene));

    const live = await verifyLive(log.worker, { keys: log.keys, trustedCheckpoints });
    expect(live).toMatchObject({ outcome: 'tampered', exitCode: 1, first: first(scene) });

    const folder = await mkdtemp(join(tmpdir(), 'lintel-export-'));
    const made = log.worker.snapshot((tx) =>
      exportRecords(tx, [scene.a, scene.b], folder, {
        olderSizes: held === undefined ? [] : [1, 2, 3, 4, 5, 6],
      }),
    );
    if (exported === 'refused') {
      await expect(made).rejects.toThrow();
    } else {
      await made;
      const verdict = await verifyExport(folder, { keys: log.keys, trustedCheckpoints });
      const { subject, seq, what } = first(scene);
      expect(verdict).toMatchObject(
        typeof exported === 'number'
          ? { exitCode: exported }
          : { exitCode: 1, first: exported ?? { subject, seq, what } },
      );
    }
    await rm(folder, { recursive: true });
  });

  it('cannot be told from a log that was never longer, when no checkpoint is held elsewhere', async () => {
    const { log, a } = scene;
    await log.tamper(async (admin) => {
      await edit(admin, a);
      await rechain(admin, a);
      await regrow(admin, log.signer);
    });
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({ exitCode: 0 });
  });

  it('does not convince with a key of his own', async () => {
    const { log } = scene;
    await log.tamper((admin) => regrow(admin, newSigner()));
    expect(await verifyLive(log.worker, { keys: log.keys })).toMatchObject({ exitCode: 2 });
  });
});
