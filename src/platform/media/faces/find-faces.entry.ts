import { readFileSync } from 'node:fs';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { apart, boxesIn, type Box } from './boxes';
import { PEOPLE_EVERY, PERSON_SIDE, peopleSquares, personIn } from './people';
import { sample, SIDE, squaresOf } from './squares';

/*
 * The program that runs in the sandbox: raw pictures come in, and for each goes out one line with where faces and people are. It has
 * weights that find faces, and points of a body; none that tell one from another.
 */
const MOST = 100;
const [width = 0, height = 0] = process.argv.slice(2).map(Number);

interface Stored {
  readonly modelTopology: object;
  readonly weightsManifest: readonly { readonly weights: tf.io.WeightsManifestEntry[] }[];
}

type Model = Awaited<ReturnType<typeof loadGraphModel>>;

async function open(name: string): Promise<Model> {
  const stored = JSON.parse(readFileSync(`${name}.graph`, 'utf8')) as Stored;
  const weightData = new Uint8Array(readFileSync(`${name}.bin`)).buffer;
  return loadGraphModel({
    load: () =>
      Promise.resolve({
        modelTopology: stored.modelTopology,
        weightSpecs: stored.weightsManifest.flatMap(({ weights }) => weights),
        weightData,
      }),
  });
}

async function answered(model: Model, input: tf.Tensor, outputs: string[]): Promise<Float32Array[]> {
  const output = model.execute(input, outputs);
  const all = Array.isArray(output) ? output : [output];
  const numbers = await Promise.all(all.map((tensor) => tensor.data<'float32'>()));
  tf.dispose([input, ...all]);
  return numbers;
}

async function main(): Promise<void> {
  setWasmPaths('./');
  if (!(await tf.setBackend('wasm'))) throw new Error('WebAssembly does not start');
  const [faces, bodies] = [await open('blazeface'), await open('movenet')];
  const size = { width, height };
  const [squares, larger] = [squaresOf(size), peopleSquares(size)];

  const facesOf = async (rgb: Uint8Array): Promise<Box[]> => {
    const found: Box[] = [];
    for (const square of squares) {
      const picture = sample(rgb, size, square, SIDE).map((value) => value / 127.5 - 1);
      const [coarse = [], fine = [], coarseBoxes = [], fineBoxes = []] = await answered(
        faces,
        tf.tensor4d(picture, [1, SIDE, SIDE, 3]),
        ['Identity:0', 'Identity_1:0', 'Identity_2:0', 'Identity_3:0'],
      );
      found.push(
        ...boxesIn({ grid: 16, each: 2, scores: coarse, boxes: coarseBoxes }, square),
        ...boxesIn({ grid: 8, each: 6, scores: fine, boxes: fineBoxes }, square),
      );
    }
    return apart(found, MOST / 2);
  };

  const peopleOf = async (rgb: Uint8Array): Promise<Box[]> => {
    const found: Box[] = [];
    for (const square of larger) {
      const picture = Int32Array.from(sample(rgb, size, square, PERSON_SIDE));
      const [points = []] = await answered(
        bodies,
        tf.tensor4d(picture, [1, PERSON_SIDE, PERSON_SIDE, 3], 'int32'),
        ['Identity:0'],
      );
      found.push(...personIn(points, square, size));
    }
    return apart(found, MOST / 2);
  };

  const rgb = new Uint8Array(width * height * 3);
  let [filled, looks] = [0, 0];
  for await (const chunk of process.stdin) {
    const bytes = chunk as Buffer;
    for (let taken = 0; taken < bytes.length;) {
      const part = bytes.subarray(taken, taken + rgb.length - filled);
      rgb.set(part, filled);
      [taken, filled] = [taken + part.length, filled + part.length];
      if (filled < rgb.length) continue;
      filled = 0;
      const people = looks % PEOPLE_EVERY === 0 ? await peopleOf(rgb) : [];
      looks += 1;
      const line = [...(await facesOf(rgb)), ...people].map(({ kind, score, x, y, w, h }) => [
        kind,
        Number(score.toFixed(3)),
        ...[x, y, w, h].map((value) => Math.round(value)),
      ]);
      process.stdout.write(`${JSON.stringify({ found: line })}\n`);
    }
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : 'failed'}\n`);
  process.exitCode = 1;
});
