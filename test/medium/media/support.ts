import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { loadConfig, type Config } from '../../../src/config/config';
import { MediaTool, type MediaFacts, type Renditions } from '../../../src/platform/media';
import { clip, type ClipName } from '../../fixtures/clips';

const run = promisify(execFile);

/** The real settings, some changed. */
export const settings = (change: Partial<Config['media']> = {}): Config['media'] => ({
  ...loadConfig({}).media,
  ...change,
});

export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'lintel-test-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export async function factsOf(tool: MediaTool, path: string): Promise<MediaFacts> {
  const facts = await tool.probe(path);
  if (facts.kind !== 'media') throw new Error(JSON.stringify(facts));
  return facts;
}

export async function renditionsOf(tool: MediaTool, name: ClipName, folder: string): Promise<Renditions> {
  const path = await clip(name);
  const made = await tool.makeRenditions(path, await factsOf(tool, path), folder);
  if (made.kind !== 'renditions') throw new Error(made.code);
  return made;
}

/** ffmpeg in the open, on files made here. @returns stderr */
export async function ffmpeg(...args: string[]): Promise<string> {
  return (await run('ffmpeg', ['-nostdin', '-y', '-hide_banner', ...args])).stderr;
}

/** Hashes of the frames of a clip, decoded in the open and without any allow-list but that of protocols. */
export async function frameHashes(...input: string[]): Promise<string[]> {
  const { stdout } = await run('ffmpeg', [
    ...['-nostdin', '-v', 'error', ...input, '-map', '0:v:0', '-fps_mode', 'passthrough'],
    ...['-f', 'framehash', '-hash', 'SHA512/256', '-'],
  ]);
  return hashColumn(stdout);
}

export const hashColumn = (text: string): string[] =>
  text
    .split('\n')
    .filter((line) => /^\d/.test(line))
    .map((line) => line.split(',')[5]?.trim() ?? '');

/** Key-frame times of the picture, in seconds. */
export async function keyFrames(path: string): Promise<number[]> {
  const { stdout } = await run('ffprobe', [
    ...[
      '-v',
      'error',
      '-select_streams',
      'v:0',
      '-show_entries',
      'packet=pts_time,flags',
      '-of',
      'csv=p=0',
      path,
    ],
  ]);
  return stdout
    .split('\n')
    .filter((line) => line.includes('K'))
    .map((line) => Number(line.split(',')[0]));
}
