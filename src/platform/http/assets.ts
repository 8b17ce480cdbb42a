import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, extname, join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Request, RequestHandler, Response } from 'express';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

const SYSTEM_FONTS = 'system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif';

/** GDS Transport is licensed for GOV.UK alone: its faces go, and every use of it becomes the device's own font. */
const withSystemFonts = (css: string): string =>
  css
    .replace(/@font-face\s*\{[^}]*\}/g, '')
    .replace(/font-family:\s*"?GDS Transport"?[^;}]*/g, `font-family:${SYSTEM_FONTS}`);

interface Asset {
  readonly body: Buffer;
  /** The same for a thin line, made once: assets hold no secret that compression could betray. */
  readonly zipped: Buffer;
  readonly type: string;
  readonly hash: string;
}

/** Whether a browser may keep them: for as long as their content does not change, or not at all. */
type Kept = 'by-hash' | 'never';

export interface AssetFolder {
  readonly folder: string;
  /** Which file names to serve; default all of a known type. */
  readonly only?: RegExp;
}

const packageFolder = (name: string): string => dirname(require.resolve(`${name}/package.json`));

/** Styles, scripts and icons of the design system: neither crown, crest nor fonts, which are not ours to show. */
function designSystem(): AssetFolder[] {
  const govuk = join(packageFolder('govuk-frontend'), 'dist', 'govuk');
  return [{ folder: govuk, only: /^govuk-frontend\.min\.(css|js)$/ }, { folder: join(__dirname, 'assets') }];
}

async function readFolder({ folder, only = /./ }: AssetFolder): Promise<[string, Asset][]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: [string, Asset][] = [];
  for (const entry of entries) {
    const type = TYPES[extname(entry.name)];
    if (!entry.isFile() || type === undefined || !only.test(entry.name)) continue;
    const file = join(entry.parentPath, entry.name);
    const raw = await readFile(file);
    const body = type.startsWith('text/css') ? Buffer.from(withSystemFonts(raw.toString('utf8'))) : raw;
    files.push([relative(folder, file).split(sep).join('/'), assetOf(body, type)]);
  }
  return files;
}

const assetOf = (body: Buffer, type: string): Asset => ({
  body,
  zipped: gzipSync(body, { level: 9 }),
  type,
  hash: createHash('sha256').update(body).digest('hex').slice(0, 16),
});

/** The static files of an app, read once: small, named by content hash, and only those with a known type. */
export class Assets {
  private constructor(
    private readonly files: ReadonlyMap<string, Asset>,
    private readonly kept: Kept,
  ) {}

  /** Later folders win over earlier ones; all of them over the design system's own files. */
  static async load(folders: readonly AssetFolder[] = [], kept: Kept = 'by-hash'): Promise<Assets> {
    const files = new Map<string, Asset>();
    for (const folder of [...designSystem(), ...folders]) {
      for (const [name, asset] of await readFolder(folder)) files.set(name, asset);
    }
    return new Assets(files, kept);
  }

  /** Address of an asset with its content hash: what it names never changes. @throws Error for an unknown name. */
  url(name: string): string {
    return `/assets/${name}?v=${this.named(name).hash}`;
  }

  /** What stands in an asset. @throws Error for an unknown name. */
  text(name: string): string {
    return this.named(name).body.toString('utf8');
  }

  private named(name: string): Asset {
    const asset = this.files.get(name);
    if (asset === undefined) throw new Error(`there is no asset ${name}`);
    return asset;
  }

  /** Express middleware for `/assets/`. */
  readonly handler: RequestHandler = (request, response, next) => {
    const asset = request.path.startsWith('/assets/') ? this.files.get(request.path.slice(8)) : undefined;
    if (asset === undefined || (request.method !== 'GET' && request.method !== 'HEAD')) next();
    else send(asset, this.kept, request, response);
  };
}

function send(asset: Asset, kept: Kept, request: Request, response: Response): void {
  const named = request.query['v'] === asset.hash;
  const forLong = named ? 'public, max-age=31536000, immutable' : 'public, no-cache';
  response.setHeader('Cache-Control', kept === 'never' ? 'no-store' : forLong);
  const zipped = request.acceptsEncodings('gzip', 'identity') === 'gzip';
  const etag = `"${asset.hash}${zipped ? '-gzip' : ''}"`;
  response.setHeader('ETag', etag);
  response.setHeader('Vary', 'Accept-Encoding');
  if ((request.headers['if-none-match'] ?? '').includes(etag)) {
    response.status(304).end();
    return;
  }
  response.setHeader('Content-Type', asset.type);
  if (zipped) response.setHeader('Content-Encoding', 'gzip');
  const body = zipped ? asset.zipped : asset.body;
  response.setHeader('Content-Length', body.length);
  response.end(request.method === 'HEAD' ? undefined : body);
}
