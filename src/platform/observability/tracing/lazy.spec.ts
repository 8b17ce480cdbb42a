import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SRC = join(__dirname, '../../..');

const importing = (pattern: RegExp): string[] =>
  readdirSync(SRC, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .filter((file) => pattern.test(readFileSync(join(SRC, file), 'utf8')));

describe('without a collector', () => {
  it('nothing of OpenTelemetry is loaded: one file imports it, and that one is imported when traces begin', () => {
    expect(importing(/from '@opentelemetry\//)).toEqual(['platform/observability/tracing/exporting.ts']);
    expect(importing(/from '.*\/exporting'/)).toEqual([]);
    expect(importing(/await import\(EXPORTING\)/)).toEqual(['platform/observability/tracing/traces.ts']);
  });
});
