import {
  GetObjectRetentionCommand,
  PutObjectCommand,
  PutObjectLockConfigurationCommand,
  PutObjectRetentionCommand,
  type ObjectLockRule,
} from '@aws-sdk/client-s3';
import { evidenceKey, type EvidenceKey } from '../../../src/platform/object-store';
import { bytesOf, freshName } from './driver';
import type { S3Driver } from './s3.driver';

const DAY_MS = 86_400_000;
const VIDEO = { contentType: 'video/mp4' };

/** Locks that others set: evidence is locked for its own days, whoever came before. */
export function weakLocks(driver: () => S3Driver): void {
  const bucket = (): string => driver().settings.evidenceBucket;

  async function lockOf(key: EvidenceKey, version: string | undefined) {
    const { Retention } = await driver().client.send(
      new GetObjectRetentionCommand({ Bucket: bucket(), Key: key, VersionId: version }),
    );
    const days = ((Retention?.RetainUntilDate?.getTime() ?? 0) - Date.now()) / DAY_MS;
    return { mode: Retention?.Mode, days: Math.round(days), until: Retention?.RetainUntilDate };
  }
  const giveBucket = (Rule?: ObjectLockRule) =>
    driver().client.send(
      new PutObjectLockConfigurationCommand({
        Bucket: bucket(),
        ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', ...(Rule && { Rule }) },
      }),
    );

  it('locks what is written for its own days where the bucket was given a default retention since', async () => {
    await giveBucket({ DefaultRetention: { Mode: 'COMPLIANCE', Days: 1 } });
    try {
      const key = evidenceKey(`${freshName()}/master`);
      const stored = await driver().evidence.put(key, bytesOf(10), VIDEO);
      const lock = await lockOf(key, stored.version);
      expect(lock).toMatchObject({ mode: 'COMPLIANCE', days: 30 });
      expect(stored.lockedUntil).toEqual(lock.until);
    } finally {
      await giveBucket();
    }
  });

  it.each([
    ['a short one', 'COMPLIANCE', 2, 30],
    ['one that can be lifted', 'GOVERNANCE', 2, 30],
    ['a long one that can be lifted', 'GOVERNANCE', 60, 60],
    ['a longer one', 'COMPLIANCE', 60, 60],
  ] as const)(
    'where somebody else set %s, it is locked for its own days at least',
    async (_, Mode, given, days) => {
      const key = evidenceKey(`${freshName()}/master`);
      const where = { Bucket: bucket(), Key: key };
      const bytes = bytesOf(10);
      const { VersionId } = await driver().client.send(new PutObjectCommand({ ...where, Body: bytes }));
      const RetainUntilDate = new Date(Date.now() + given * DAY_MS);
      await driver().client.send(
        new PutObjectRetentionCommand({ ...where, VersionId, Retention: { Mode, RetainUntilDate } }),
      );
      const stored = await driver().evidence.put(key, bytes, VIDEO);
      expect(stored.existed).toBe(true);
      const lock = await lockOf(key, VersionId);
      // Only whoever may lift it could make it firmer.
      expect(lock).toMatchObject({ mode: Mode, days });
      expect(stored.lockedUntil).toEqual(lock.until);
    },
  );
}
