import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adviceFor, CoachService, SentFootageService, type CoachedClip } from '../../../src/features/footage';
import { SendingService } from '../../../src/features/submissions';
import type { ClipId } from '../../../src/kernel/ids';
import { addClip, police, visitor, type Police, type Victim } from '../../factories/people';
import { VENDOR_FILES, vendorFile, type VendorName } from '../../fixtures/vendors';
import { startService, type Service } from '../../support/service';
import { until } from '../../support/until';

const NAMES = Object.keys(VENDOR_FILES) as VendorName[];

let service: Service;
let them: Police;
let victim: Victim;
let folder: string;
const ids = {} as Record<VendorName, ClipId>;
let clips: ReadonlyMap<ClipId, CoachedClip>;

beforeAll(async () => {
  service = await startService();
  them = await police(service);
  folder = await mkdtemp(join(tmpdir(), 'lintel-vendors-'));
  victim = await visitor(service, them.invitation);
  for (const which of NAMES) {
    const { path, name } = await vendorFile(which, folder);
    ids[which] = await addClip(service, victim, path, name);
  }
  await service.startWorker();
  const coach = service.hers.get(CoachService);
  clips = await until(
    'the look into every clip',
    async () => {
      const found = await victim.act(() => coach.drafts());
      return [...found.values()].every(({ source }) => source !== null) && found;
    },
    120_000,
  );
});
afterAll(async () => {
  await service.stop();
  await rm(folder, { recursive: true, force: true });
});

const clip = (which: VendorName): CoachedClip => clips.get(ids[which]) as CoachedClip;

/** `source zone: instants`, of each time but the upload's. */
const times = (which: VendorName): string[] =>
  clip(which)
    .times.filter(({ source }) => source !== 'upload')
    .map(({ source, of, zone, readings }) =>
      [source, of, zone, ...new Set(readings.map(({ instant }) => instant.slice(0, 19)))].join(' '),
    );

const SUMMER = '2025-07-14T22:03:05 2025-07-14T21:03:05';

/** kind, original or copy, advice, times. */
const EXPECTED: Readonly<Record<VendorName, readonly [string, string, string, readonly string[]]>> = {
  ring: [
    'ring',
    'original',
    '-',
    [`file-name start unknown ${SUMMER}`, 'container start unknown 2025-07-14T21:03:05 2025-07-14T20:03:05'],
  ],
  ringId: ['ring', 'unknown', '-', ['file-name start UTC 2025-07-14T21:03:05']],
  ringByPhone: [
    'ring',
    'copy',
    'changed-by-phone ring',
    ['file-name start unknown 2025-09-01T20:15:00 2025-09-01T19:15:00'],
  ],
  ringEncrypted: [
    'ring',
    'original',
    'encrypted ring',
    ['file-name start unknown 2025-07-20T08:15:00 2025-07-20T07:15:00'],
  ],
  nest: ['nest', 'original', '-', ['file-name start unknown 2025-10-26T01:30:00 2025-10-26T00:30:00']],
  blink: ['blink', 'original', '-', ['file-name start UTC 2025-07-14T21:03:05']],
  eufy: ['eufy', 'original', '-', ['file-name start device-local 2025-07-14T21:03:05']],
  unknown: ['unknown', 'unknown', '-', ['container nothing unknown']],
  arlo: ['arlo', 'original', '-', ['file-name start UTC 2025-07-14T21:03:05']],
  tapo: [
    'tapo',
    'original',
    '-',
    ['file-name start device-local 2025-07-14T21:03:05', `container start unknown ${SUMMER}`],
  ],
  reolinkMain: [
    'reolink',
    'original',
    '-',
    ['file-name start device-local 2025-07-14T21:03:05', 'file-name end device-local 2025-07-14T21:03:42'],
  ],
  reolinkSub: [
    'reolink',
    'original',
    '-',
    ['file-name start device-local 2025-01-14T23:59:50', 'file-name end device-local 2025-01-15T00:00:20'],
  ],
  reolinkUtc: ['reolink', 'original', '-', ['file-name start UTC 2025-07-14T21:03:05']],
  iphone: [
    'iphone-library',
    'copy',
    'iphone-library',
    [
      'container encoding unknown 2025-07-14T21:03:05 2025-07-14T20:03:05',
      'apple-creationdate start stated 2025-07-14T21:03:05',
    ],
  ],
  whatsapp: [
    'whatsapp',
    'copy',
    'whatsapp',
    ['file-name sending unknown', 'container encoding unknown 2025-07-15T08:00:00 2025-07-15T07:00:00'],
  ],
  screenApple: [
    'screen-recording',
    'copy',
    'screen-recording',
    ['file-name screen-recording UTC 2025-07-14T21:03:05'],
  ],
  screenSamsung: [
    'screen-recording',
    'copy',
    'screen-recording ring',
    ['file-name screen-recording device-local 2025-07-14T21:03:05'],
  ],
  handbrake: ['edited', 'copy', 'edited ring', [`file-name start unknown ${SUMMER}`]],
  capcut: ['edited', 'copy', 'edited', ['file-name encoding device-local 2025-07-15T08:00:00']],
  tapoCut: ['tapo', 'original', 'unplayable tapo', ['file-name start device-local 2025-07-15T06:00:00']],
};

describe('twenty files, named and built like each vendor’s exports (real probe in the worker)', () => {
  it.each(NAMES)('%s', (which) => {
    const { source } = clip(which);
    const advice = adviceFor(source);
    const said = advice === undefined ? '-' : [advice.kind, advice.make ?? ''].join(' ').trim();
    expect([source?.kind, source?.original, said, times(which)]).toEqual(EXPECTED[which]);
  });

  it('keep no place that the container knew', () => {
    expect(JSON.stringify(clip('iphone'))).not.toMatch(/54\.77|ISO6709/);
  });

  it('keep the time of upload, never as the event’s', () => {
    for (const which of NAMES) {
      expect(clip(which).times.at(-1)).toMatchObject({ source: 'upload', ofEvent: false });
    }
  });

  it('are counted down by make and by their own time', () => {
    expect(clip('ring').deletion).toMatchObject({
      make: 'ring',
      from: '2025-08-13T21:03:05.000Z',
      longestDays: 180,
    });
    expect(clip('blink').deletion).toMatchObject({ make: 'blink', from: '2025-08-13T21:03:05.000Z' });
    expect(clip('tapo').deletion).toEqual({ kind: 'unknown', because: 'retention' });
    expect(clip('whatsapp').deletion).toEqual({ kind: 'unknown', because: 'make' });
  });
});

describe('what only the victim knows', () => {
  it('a comparison of the clock holds for every draft of the same doorbell, also one that comes later', async () => {
    const coach = service.hers.get(CoachService);
    await victim.act(() => coach.answerClock(victim, ids.tapo, 'no', '12:00'));
    const late = await addClip(
      service,
      victim,
      join(folder, VENDOR_FILES.tapo.name),
      '20250716_070000_tp00003.mp4',
    );
    const after = await until('the look into the late clip', async () => {
      const found = await victim.act(() => coach.drafts());
      return found.get(late)?.source != null && found;
    });
    const checked = (id: ClipId): boolean =>
      after.get(id)?.times.some(({ source }) => source === 'clock-check') === true;
    expect([ids.tapo, late, ids.nest, ids.blink, ids.reolinkMain].map(checked)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
    expect((await victim.act(() => coach.clip(ids.tapo))).answers).toMatchObject({
      clockRight: 'no',
      clockCheck: { shown: '12:00' },
    });
    await expect(victim.act(() => coach.answerClock(victim, ids.tapo, undefined, 'noon'))).rejects.toThrow(
      '21:05',
    );
  });

  it('a better one is linked to the copy, and both are kept', async () => {
    const coach = service.hers.get(CoachService);
    await victim.act(() => coach.link(victim, ids.ring, ids.whatsapp));
    expect((await victim.act(() => coach.clip(ids.ring))).replaces).toBe(ids.whatsapp);
    await expect(victim.act(() => coach.link(victim, ids.ring, ids.ring))).rejects.toThrow(
      'could not be found',
    );
    const other = await visitor(service, (await police(service)).invitation);
    await expect(other.act(() => coach.link(other, ids.ring, null))).rejects.toThrow('could not be found');
    expect((await other.act(() => coach.drafts())).size).toBe(0);
  });

  it('reaches the officers with the clip, and not before', async () => {
    const sent = service.theirs.get(SentFootageService);
    const look = () => them.act(() => sent.of(them.officer.id, ids.ring));
    await expect(look()).rejects.toThrow('could not be found');
    await victim.act(async () => {
      await service.hers.get(CoachService).answerClock(victim, ids.ring, 'yes', '');
      await service.hers.get(SendingService).send(victim);
    });
    const found = await look();
    expect(found).toMatchObject({
      replaces: ids.whatsapp,
      source: { kind: 'ring' },
      answers: { clockRight: 'yes' },
    });
    expect(found.times.map(({ source }) => source)).toEqual([
      'file-name',
      'container',
      'upload',
      'her-answer',
    ]);
    const stranger = await police(service);
    await expect(stranger.act(() => sent.of(stranger.officer.id, ids.ring))).rejects.toThrow(
      'could not be found',
    );
  });
});
