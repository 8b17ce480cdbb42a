import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, get, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import express from 'express';
import { loadConfig } from '../../src/config';
import {
  archiveObject,
  fromEvidence,
  openArchive,
  planArchive,
  type ArchiveEntry,
} from '../../src/features/disclosure/archive';
import { sendObject } from '../../src/platform/http';
import { evidenceKey, openEvidenceStore } from '../../src/platform/object-store';

const run = promisify(execFile);
const ENTRIES = 8;

export interface ArchiveThroughput {
  readonly what: string;
  readonly megabytesPerSecond: number;
  /** Of what `cat` reaches with the same bytes; 1 is as fast. */
  readonly ratioToCat: number;
}

/** Streaming a sealed archive from the evidence store, beside `cat` of the same stored files. */
export async function benchArchive(megabytes = 1024): Promise<ArchiveThroughput[]> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-bench-'));
  try {
    const { objects } = loadConfig({ OBJECTS_ROOT: join(folder, 'objects'), LIMIT_FREE_BYTES: '1' });
    const evidence = await openEvidenceStore(objects);
    const film = join(folder, 'film');
    const count = String(Math.ceil(megabytes / ENTRIES));
    await run('dd', ['if=/dev/urandom', `of=${film}`, 'bs=1M', `count=${count}`]);
    const entries: ArchiveEntry[] = [];
    const files: string[] = [];
    for (let index = 0; index < ENTRIES; index += 1) {
      const object = evidenceKey(`film-${index}`);
      const { size, crc32, sha256 } = await evidence.put(
        object,
        { file: film },
        { contentType: 'video/mp4' },
      );
      entries.push({ path: `data/originals/AB-${index}/film.mp4`, size, crc32, sha256, object });
      files.push(evidence.localPath?.(object) ?? film);
    }
    const plan = planArchive({ folder: 'LINTEL-bench', sealedAt: new Date(0), entries });
    const archive = archiveObject(plan, fromEvidence(evidence));
    const megabytesPerSecond = async (work: () => Promise<unknown>): Promise<number> => {
      const start = performance.now();
      await work();
      return plan.totalSize / 1e6 / ((performance.now() - start) / 1000);
    };
    const cat = await megabytesPerSecond(() => run('sh', ['-c', 'cat "$@" > /dev/null', 'sh', ...files]));
    const span = { start: 0, end: plan.totalSize - 1 };
    const stream = await megabytesPerSecond(() =>
      pipeline(openArchive(plan, fromEvidence(evidence), span), createWriteStream('/dev/null')),
    );
    const server = createServer(
      express().get('/', (request, response) => {
        void sendObject(request, response, archive).catch(() => response.destroy());
      }),
    ).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const http = await megabytesPerSecond(async () => {
      const [response] = (await once(get({ port: (server.address() as AddressInfo).port }), 'response')) as [
        IncomingMessage,
      ];
      await pipeline(response, createWriteStream('/dev/null'));
    });
    server.close();
    const row = (what: string, rate: number): ArchiveThroughput => ({
      what,
      megabytesPerSecond: Math.round(rate),
      ratioToCat: Math.round((rate / cat) * 100) / 100,
    });
    return [
      row('cat', cat),
      row('archive to /dev/null', stream),
      row('archive over HTTP, both ends here', http),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
