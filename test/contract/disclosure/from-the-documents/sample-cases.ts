import { generateKeyPairSync } from 'node:crypto';
import { noteSigner } from '../../../../src/custody/pure/signed-note';
import type { JsonObject } from '../../../../src/kernel/json';
import { putInLog, sampleBundle, sampleKeys, seal, type SampleOptions } from '../../../support/sample-bundle';
import { ORIGIN, SampleChain } from '../../../support/sample-log';
import { UNCANONICAL } from '../../../support/uncanonical';
import { edit, records, type Change } from '../mutations/insider';
import type { Case } from './judge';

const SINCE = '2026-03-01T00:00:00.000Z';
const FORGED: JsonObject = { classification: 'not-relevant', meetsTest: false, originalToDefence: false };
const REPUDIATIONS = 'data/custody/AB-1/repudiations.txt';

const repudiate = (service: SampleChain, id: string, by?: 'worker'): SampleChain =>
  service.add('repudiated', { events: [id], since: SINCE }, { why: 'a break-in' }, by ?? 'operator');

/** Chains with a decision of an intruder, and what the operator says of it. */
const intruded =
  (said: (service: SampleChain, forged: string) => unknown): NonNullable<SampleOptions['chains']> =>
  (chains) => {
    const service = new SampleChain('service:lintel');
    chains[0]?.add('decision-made', FORGED);
    said(service, chains[0]?.made.at(-1)?.id ?? '');
    chains.push(service);
  };

const twice = intruded((service, id) => {
  repudiate(service, id);
  repudiate(service, service.made[0]?.id ?? '');
});

const decided =
  (detail: JsonObject): NonNullable<SampleOptions['chains']> =>
  (chains) => {
    chains[0]?.add('decision-made', detail);
  };

const listedAs =
  (value: string): NonNullable<SampleOptions['summary']> =>
  (summary) => {
    Object.assign((summary['exhibits'] as object[])[0] ?? {}, { listedAs: value });
  };

/** Bundles of a log that the test writes itself: repudiations, and what a kind must not hold. */
const BUNDLES: [string, SampleOptions, Change?][] = [
  ['as it should be', {}],
  ['a repudiated decision', { chains: intruded(repudiate) }],
  ['a decision that nobody repudiates', { chains: intruded(() => undefined) }],
  ['a repudiation that was taken back', { chains: twice }],
  ['a repudiation by the worker', { chains: intruded((service, id) => repudiate(service, id, 'worker')) }],
  [
    'a repudiation that is another',
    { chains: intruded(repudiate) },
    edit(REPUDIATIONS, (text) => text.replace('2026-03-01', '2026-02-01')),
  ],
  ...UNCANONICAL.flatMap(([what, value]): [string, SampleOptions, Change][] => [
    [
      `an event that holds ${what}`,
      {},
      records((all) =>
        all.with(
          2,
          (all[2] ?? '').replace('"category":', () => `"big":${value},"category":`),
        ),
      ),
    ],
    [
      `a repudiation that holds ${what}`,
      { chains: intruded(repudiate) },
      edit(REPUDIATIONS, (text) => text.replace('"category":', () => `"big":${value},"category":`)),
    ],
    [
      `an opening that holds ${what}`,
      {},
      edit('data/custody/AB-1/openings.jsonl', (text) =>
        text.replace(/"value":.*\}$/m, () => `"value":${value}}`),
      ),
    ],
  ]),
  [
    'a repudiation that comes twice',
    { chains: intruded(repudiate) },
    edit(REPUDIATIONS, (text) => text + text),
  ],
  [
    'repudiations in another order',
    { chains: twice },
    edit(REPUDIATIONS, (text) => (text.match(/(?:.*\n){5}/g) ?? []).reverse().join('')),
  ],
  [
    'a repudiation of another chain',
    { chains: intruded(repudiate) },
    edit(REPUDIATIONS, (text) => text.replace('service:lintel', 'clip:lintel')),
  ],
  [
    'a repudiation that is cut',
    { chains: intruded(repudiate) },
    edit(REPUDIATIONS, (text) => text.slice(0, -1)),
  ],
  ['a repudiation left out', { chains: intruded(repudiate) }, (files) => files.delete(REPUDIATIONS)],
  ['records that are cut', {}, edit('data/custody/AB-1/records.txt', (text) => text.slice(0, -9))],
  ['records that are none', {}, edit('data/custody/AB-1/records.txt', () => 'x\n'.repeat(5))],
  ['no records', {}, (files) => files.delete('data/custody/AB-1/records.txt')],
  ['the newest record left out', {}, records((all) => all.slice(0, -1))],
  ['no count', {}, (files) => files.delete('data/custody/AB-1/subjects.txt')],
  ['another count', {}, edit('data/custody/AB-1/subjects.txt', (text) => text.replace('9', '8'))],
  ['no key', {}, (files) => files.delete('data/custody/bundle-key.pem')],
  ['no keys of the log', {}, (files) => files.delete('data/custody/keys')],
  ['no checkpoint', {}, (files) => files.delete('data/custody/checkpoint')],
  ['no summary', {}, (files) => files.delete('data/bundle.json')],
  ['openings that are none', {}, edit('data/custody/AB-1/openings.jsonl', () => '{\n')],
  ['no openings', {}, (files) => files.delete('data/custody/AB-1/openings.jsonl')],
  [
    'a sensitive item for the defence',
    { chains: decided({ classification: 'sensitive' }), summary: listedAs('sensitive') },
  ],
  [
    'unused material for the court',
    { kind: 'court', chains: decided({ classification: 'unused' }), summary: listedAs('unused') },
  ],
  [
    'unused material for the defence',
    { chains: decided({ classification: 'unused', originalToDefence: true }), summary: listedAs('unused') },
  ],
  [
    'an original that nobody gives',
    { chains: decided({ classification: 'evidence', originalToDefence: false }) },
  ],
  [
    'a sensitive item for the prosecution',
    { kind: 'prosecution', chains: decided({ classification: 'sensitive' }), summary: listedAs('sensitive') },
  ],
  [
    'openings for the prosecution, for the defence',
    { kind: 'prosecution', summary: (summary) => Object.assign(summary, { kind: 'defence' }) },
  ],
  ['a version that is not known', { summary: (summary) => Object.assign(summary, { v: 2 }) }],
  ['a summary that says more', { summary: (summary) => Object.assign(summary, { more: [1] }) }],
  ['an event back in time', { chains: (chains) => chains[0]?.made.reverse() }],
];

export function sampleCases(): Case[] {
  const cases = BUNDLES.map(([name, options, change]): Case => {
    const keys = {
      bundle: sampleKeys().bundle,
      log: noteSigner(ORIGIN, generateKeyPairSync('ed25519').privateKey),
    };
    const sample = sampleBundle({ keys, ...options });
    if (change !== undefined) {
      change(sample.files);
      seal(sample.files, sample.privateKey);
      putInLog(sample.files, sample.log, sample.privateKey);
    }
    return { name: `sample: ${name}`, known: sample, files: sample.files };
  });
  const [one, other] = cases;
  if (one === undefined || other === undefined) throw new Error('no cases');
  return [...cases, { ...one, name: 'sample: of somebody else', known: other.known }];
}
