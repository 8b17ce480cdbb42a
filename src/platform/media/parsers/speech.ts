import { closeSync, openSync, readSync } from 'node:fs';
import openFvad from '@echogarden/fvad-wasm';
import wasmBinary from '@echogarden/fvad-wasm/fvad.wasm';
import { spansOf, STEP_MS, type Span } from './speech-spans';

/** Samples a second: mono, 16 bits, little-endian. */
const RATE = 8_000;
const SAMPLES = (RATE * STEP_MS) / 1_000;
const STEP_BYTES = 2 * SAMPLES;
const AT_ONCE = 1_000 * STEP_BYTES;
/** Of four, the one that takes least else for speech. */
const STRICTEST = 3;

/** Where in a sound somebody may speak. @param path samples without a header */
export async function speechIn(path: string): Promise<Span[]> {
  const fvad = await openFvad({ wasmBinary });
  const detector = fvad._fvad_new();
  fvad._fvad_set_mode(detector, STRICTEST);
  fvad._fvad_set_sample_rate(detector, RATE);
  const place = fvad._malloc(STEP_BYTES);
  const voiced: number[] = [];
  for (const step of stepsOf(path)) {
    fvad.HEAPU8.set(step, place);
    voiced.push(fvad._fvad_process(detector, place, SAMPLES) === 1 ? 1 : 0);
  }
  return spansOf(Uint8Array.from(voiced));
}

/** What is left at the end, shorter than a step, is not judged. */
function* stepsOf(path: string): Generator<Uint8Array> {
  const file = openSync(path, 'r');
  const buffer = Buffer.alloc(AT_ONCE);
  try {
    for (;;) {
      let filled = 0;
      let read = -1;
      while (filled < AT_ONCE && read !== 0) {
        read = readSync(file, buffer, filled, AT_ONCE - filled, null);
        filled += read;
      }
      for (let at = 0; at + STEP_BYTES <= filled; at += STEP_BYTES)
        yield buffer.subarray(at, at + STEP_BYTES);
      if (filled < AT_ONCE) return;
    }
  } finally {
    closeSync(file);
  }
}
