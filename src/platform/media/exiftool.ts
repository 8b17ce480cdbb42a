import { z } from 'zod';
import type { Sandbox } from './sandbox';
import { CLIP } from './sandbox-arguments';
import { runTool } from './tool-run';
import type { WatchOptions } from './watchdog';

/** Something that a picture's file says, as ExifTool reads it. */
export interface Field {
  /** ExifTool's groups, the general one first: `EXIF:GPS`. */
  readonly group: string;
  readonly name: string;
  readonly value: string;
}

/** No configuration of anybody's; doubles and unknown fields too; numbers as they are stored. */
const OPTIONS = ['-config', '', '-json', '-n', '-a', '-u', '-G0:1:4', CLIP];
const answer = z.tuple([z.record(z.string(), z.unknown())]);

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Every field of a picture's file. Nothing is decoded. @throws ToolFailed; SandboxUnavailable; ToolMissing */
export async function readFields(sandbox: Sandbox, path: string, watch: WatchOptions): Promise<Field[]> {
  const lines: string[] = [];
  const job = { tool: 'exiftool', input: path } as const;
  await runTool(sandbox, job, OPTIONS, watch, (line) => lines.push(line));
  const [fields] = answer.parse(JSON.parse(lines.join('\n')));
  return Object.entries(fields).flatMap(([key, value]) => {
    const groups = key.split(':').filter((part) => !/^Copy\d+$/.test(part));
    const name = groups.pop() ?? '';
    return groups.length === 0 ? [] : [{ group: groups.join(':'), name, value: textOf(value) }];
  });
}
