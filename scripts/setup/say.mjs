/** One line to the person who typed the command. */
export const say = (line) => process.stdout.write(`${line}\n`);

/** A reason to stop that is one clear sentence, not a stack trace. */
export class Refusal extends Error {}

const DENIED = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC']);

/** What the person can mend is a sentence; anything else is a fault of ours and keeps its trace. */
function sentenceOf(error) {
  if (error instanceof Refusal) return error.message;
  if (DENIED.has(error.code) && error.path !== undefined) {
    return `${error.path} cannot be written (${error.code}): use the account that owns this folder, or make room.`;
  }
  return error.stack;
}

/** Runs `work`; a Refusal ends the program with its sentence and exit code 1. */
export async function orRefuse(work) {
  try {
    return await work();
  } catch (error) {
    process.stderr.write(`${sentenceOf(error)}\n`);
    process.exit(1);
  }
}
