import { extname } from 'node:path';
import type { Response } from 'express';
import { contentDisposition } from '../../../../platform/http';

const TYPES: Readonly<Record<string, string>> = {
  '.pdf': 'application/pdf',
  '.csv': 'text/csv; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.vtt': 'text/vtt; charset=utf-8',
  '.zip': 'application/zip',
};

/** Sends a small file that was made just now, to be saved. */
export function sendFile(response: Response, name: string, bytes: Buffer): void {
  response.setHeader('Content-Type', TYPES[extname(name)] ?? 'application/octet-stream');
  response.setHeader('Content-Disposition', contentDisposition('attachment', name));
  response.end(bytes);
}
