import { DECODER_GUARD, inputGuards } from '../allow-lists';
import type { MediaFacts } from '../facts';
import { contactSheet, type ContactSheet } from './contact-sheet';
import { FRAMES_FILE, framesOutput, shapesOutput } from './frames';
import { geometry } from './geometry';
import { smallPicture } from './picture';
import { jpegOutput, posterSelection, posters, type Poster } from './poster';
import { proxyOutput, type SameTimes, type SoundSpan, type Treatment } from './proxy';
import type { Recipe, RecipeOutput } from './recipe';

export interface Plan {
  readonly facts: MediaFacts;
  readonly videoTreatment: Treatment;
  readonly audioTreatment: Treatment;
  readonly soundSpan?: SoundSpan | undefined;
  readonly sameTimes?: SameTimes | undefined;
  /** From when on each picture of the contact sheet is taken, in seconds from the first frame. */
  readonly sheetFrom: readonly number[];
  /** Seconds from the first frame to the one that the poster shows. */
  readonly posterAt: number;
}

interface Stills {
  readonly posters: readonly Poster[];
  readonly sheet: ContactSheet;
}

/** What goes before the input, for every rendition. Errors do not stop the run: what decodes is shown, and counted. */
export function runOptions(limits: { readonly maxPixels: number; readonly maxStreams: number }): string[] {
  return [
    ...[
      '-nostdin',
      '-nostats',
      '-loglevel',
      'error',
      '-progress',
      'pipe:2',
      '-stats_period',
      '0.2',
      '-max_error_rate',
      '1',
    ],
    ...['-filter_threads', '1', '-threads', '2', '-noautorotate'],
    ...inputGuards(limits),
    ...DECODER_GUARD,
  ];
}

export interface PlannedFile {
  readonly file: string;
  readonly name: 'proxy' | 'frames' | 'poster' | 'thumbnail' | 'contact-sheet';
  readonly mime: string;
  /** Pixels; null for sound and lists. */
  readonly width: number | null;
  readonly height: number | null;
}

/** Every file that the recipe makes. */
export function renditionFiles(plan: Plan): PlannedFile[] {
  const pictures = stills(plan);
  const { video } = plan.facts;
  if (pictures === null || video === null) {
    return [{ file: 'proxy.m4a', name: 'proxy', mime: 'audio/mp4', width: null, height: null }];
  }
  return [
    { file: 'proxy.mp4', name: 'proxy', mime: 'video/mp4', ...geometry(video).size },
    { file: FRAMES_FILE, name: 'frames', mime: 'text/plain', width: null, height: null },
    ...pictures.posters.map(({ name, file, size }) => ({ file, name, mime: 'image/jpeg', ...size })),
    { file: pictures.sheet.file, name: 'contact-sheet', mime: 'image/jpeg', ...pictures.sheet.size },
  ];
}

function stills(plan: Plan): Stills | null {
  const { video } = plan.facts;
  if (video === null) return null;
  const { size } = geometry(video);
  return { posters: posters(size), sheet: contactSheet(size, plan.sheetFrom) };
}

/**
 * One run that reads the master once and makes the proxy, the list of its frames, the posters and the contact sheet.
 * Each output has its own filters: sinks of one shared graph that seldom get a frame (a poster) make ffmpeg hold back
 * every frame of the others in memory.
 */
export function renditionRecipe(
  plan: Plan,
  limits: { readonly maxPixels: number; readonly maxStreams: number },
): Recipe {
  const { video } = plan.facts;
  const shapes = video === null ? [] : [shapesOutput(video)];
  return { input: runOptions(limits), outputs: [proxyOutput(plan), ...stillOutputs(plan), ...shapes] };
}

function stillOutputs(plan: Plan): RecipeOutput[] {
  const pictures = stills(plan);
  const { video } = plan.facts;
  if (pictures === null || video === null) return [];
  const { posters: shown, sheet } = pictures;
  return [
    framesOutput(video),
    ...shown.map(({ file, size }) =>
      jpegOutput(video, file, [posterSelection(plan.posterAt), ...smallPicture(video, size)]),
    ),
    jpegOutput(video, sheet.file, sheet.filters(smallPicture(video, sheet.cell))),
  ];
}
