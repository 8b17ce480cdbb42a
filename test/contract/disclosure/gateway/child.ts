import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { BundleGateway } from '../../../../src/apps/intake/recipient/gateway';
import type { Config } from '../../../../src/config';
import { peakMemory } from '../../../support/peak-memory';

// Passes a bundle through as intake does, and says how much memory that took.
const gateway = new BundleGateway({ internal: { url: process.argv[2] ?? '' } } as Config, {
  error: () => undefined,
});
const app = express();
app.get('/file', (request, response) => {
  void gateway
    .forward('recipient/archive', 'session', request, response)
    .catch(() => response.sendStatus(503));
});
app.get('/memory', (_request, response) => {
  response.json({ peakBytes: peakMemory() });
});
const server = createServer(app).listen(0, '127.0.0.1', () => {
  console.log((server.address() as AddressInfo).port);
});
