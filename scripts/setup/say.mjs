/** One line to the person who typed the command. */
export const say = (line) => process.stdout.write(`${line}\n`);

/** A reason to stop that is one clear sentence, not a stack trace. */
export class Refusal extends Error {}

/** Runs `work`; a Refusal ends the program with its sentence and exit code 1. */
export async function orRefuse(work) {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}
