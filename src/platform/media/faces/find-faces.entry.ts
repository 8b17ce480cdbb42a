import { readFileSync } from 'node:fs';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { apart, boxesIn, type Box } from './boxes';
import { sample, SIDE, squaresOf } from './squares';

/*
 * The program that runs in the sandbox: raw pictures come in, and for each goes out one line with where faces are. It has weights
 * that find faces and none that tell one from another.
 */
const MOST = 100;
const [width = 0, height = 0] = process.argv.slice(2).map(Number);

interface Stored {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

async function open(): Promise<(picture: Float32Array) => Promise<Float32Array[]>> {
  setWasmPaths('./');
  if (!(await tf.setBackend('wasm'))) throw new Error('WebAssembly does not start');
  const stored = JSON.parse(readFileSync('blazeface.graph', 'utf8')) as Stored;
  const weightData = new Uint8Array(readFileSync('blazeface.bin')).buffer;
  const model = await loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology: stored.modelTopology,
        weightSpecs: stored.weightsManifest.flatMap(({ weights }) => weights),
        weightData,
      }),
  });
  return async (picture) => {
    const input = tf.tensor4d(picture, [1, SIDE, SIDE, 3]);
    const output = model.execute(input, ['Identity:0', 'Identity_1:0', 'Identity_2:0', 'Identity_3:0']);
    const all = Array.isArray(output) ? output : [output];
    const numbers = await Promise.all(all.map((tensor) => tensor.data<'float32'>()));
    tf.dispose([input, ...all]);
    return numbers;
  };
}

async function main(): Promise<void> {
  const look = await open();
  const squares = squaresOf({ width, height });
  const picture = new Float32Array(SIDE * SIDE * 3);

  const facesOf = async (rgb: Uint8Array): Promise<Box[]> => {
    const found: Box[] = [];
    for (const square of squares) {
      sample(rgb, { width, height }, square, picture);
      const [coarse = [], fine = [], coarseBoxes = [], fineBoxes = []] = await look(picture);
      found.push(
        ...boxesIn({ grid: 16, each: 2, scores: coarse, boxes: coarseBoxes }, square),
        ...boxesIn({ grid: 8, each: 6, scores: fine, boxes: fineBoxes }, square),
      );
    }
    return apart(found, MOST);
  };

  const rgb = new Uint8Array(width * height * 3);
  let filled = 0;
  for await (const chunk of process.stdin) {
    const bytes = chunk as Buffer;
    for (let taken = 0; taken < bytes.length;) {
      const part = bytes.subarray(taken, taken + rgb.length - filled);
      rgb.set(part, filled);
      [taken, filled] = [taken + part.length, filled + part.length];
      if (filled < rgb.length) continue;
      filled = 0;
      const faces = await facesOf(rgb);
      const line = faces.map(({ score, x, y, w, h }) => [
        Number(score.toFixed(3)),
        ...[x, y, w, h].map((value) => Math.round(value)),
      ]);
      process.stdout.write(`${JSON.stringify({ faces: line })}\n`);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
