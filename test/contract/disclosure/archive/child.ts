import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import express from 'express';
import {
  archiveObject,
  planArchive,
  type ArchiveEntry,
  type OpenEntry,
} from '../../../../src/features/disclosure/archive';
import { sha256Hex } from '../../../../src/kernel/ids';
import { sendObject } from '../../../../src/platform/http/send-object';
import type { EvidenceKey } from '../../../../src/platform/object-store';
import { peakMemory } from '../../../support/peak-memory';

// Serves a bundle whose originals are made as they are read, and says how much memory that took.
const CHUNK = 1024 ** 2;
const { sizes, reuse } = JSON.parse(process.argv[2] ?? '{}') as { sizes: number[]; reuse: boolean };
const block = Buffer.alloc(CHUNK, 7);

const openEntry: OpenEntry = (_, { start, end }) => {
  let left = end - start + 1;
  const source = new Readable({
    highWaterMark: CHUNK,
    read() {
      const size = Math.min(left, CHUNK);
      left -= size;
      if (size === 0) this.push(null);
      else this.push(reuse ? block.subarray(0, size) : Buffer.alloc(size, 7));
    },
  });
  return Promise.resolve(source);
};

const entries = sizes.map((size, position): ArchiveEntry => ({
  path: `data/originals/AB-${position}/clip.mp4`,
  size,
  crc32: 0,
  sha256: sha256Hex('0'.repeat(64)),
  object: `masters/${position}` as EvidenceKey,
}));
const plan = planArchive({ folder: 'LINTEL-large', sealedAt: new Date('2026-11-24T14:26:52Z'), entries });
const archive = archiveObject(plan, openEntry);

const app = express();
app.get('/bundle', (request, response) => {
  void sendObject(request, response, archive).catch(() => response.destroy());
});
app.get('/memory', (_request, response) => {
  response.json({ peakBytes: peakMemory() });
});
const server = createServer(app).listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
