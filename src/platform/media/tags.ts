import { z } from 'zod';
import { inputGuards } from './allow-lists';
import { ffprobe } from './ffprobe';
import type { Sandbox } from './sandbox';
import type { MediaSettings } from './settings';
import type { WatchOptions } from './watchdog';

/** Something that a file says beside its picture and sound. */
export interface Tag {
  /** `format`, `stream 1 (data, gpmd)`, `chapter 1`. */
  readonly where: string;
  readonly name: string;
  readonly value: string;
}

export interface Tags {
  readonly tags: readonly Tag[];
  /** Every stream, as `stream 2 (data, gpmd)`. */
  readonly streams: readonly { readonly index: number; readonly where: string }[];
}

const tags = z.record(z.string(), z.string()).default({});
const shape = z.object({
  format: z.object({ tags }).default({ tags: {} }),
  streams: z
    .array(
      z.object({
        index: z.number(),
        codec_type: z.string().default('unknown'),
        codec_name: z.string().optional(),
        codec_tag_string: z.string().default(''),
        tags,
      }),
    )
    .default([]),
  chapters: z.array(z.object({ tags })).default([]),
});

const FIELDS =
  'format_tags:stream=index,codec_type,codec_name,codec_tag_string:stream_tags:chapter=id:chapter_tags';

/** Reads every tag of a file, and which streams it has. Nothing is decoded. @throws ToolFailed */
export async function readTags(
  sandbox: Sandbox,
  path: string,
  settings: MediaSettings,
  watch: WatchOptions,
): Promise<Tags> {
  const lines: string[] = [];
  const options = ['-v', 'error', ...inputGuards(settings), '-of', 'json', '-show_entries', FIELDS];
  await ffprobe(sandbox, path, [...options, '-show_chapters'], watch, (line) => lines.push(line));
  const { format, streams, chapters } = shape.parse(JSON.parse(lines.join('\n')));
  const named = streams.map(({ index, codec_type: kind, codec_name: codec, codec_tag_string: tag }) => ({
    index,
    where: `stream ${index} (${[kind, codec ?? tag].filter((word) => word !== '').join(', ')})`,
  }));
  const groups: (readonly [string, Record<string, string>])[] = [
    ['format', format.tags],
    ...streams.map((each, place) => [named[place]?.where ?? '', each.tags] as const),
    ...chapters.map((each, place) => [`chapter ${place + 1}`, each.tags] as const),
  ];
  const all = groups.flatMap(([where, of]) =>
    Object.entries(of).map(([name, value]): Tag => ({ where, name, value })),
  );
  return { tags: all, streams: named };
}
