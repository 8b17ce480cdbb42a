import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { Sample } from '../first-run';
import { Refusal } from '../refusal';

const PROGRAM = join(__dirname, 'set-up.main.js');

export type SetUpRequest =
  /** `port` is that of the embedded database; without one it is yours by the settings. */
  | { readonly kind: 'tables'; readonly port?: number }
  | { readonly kind: 'first-run'; readonly settings: Record<string, string>; readonly ownerUrl: string };

export type SetUpAnswer =
  | { readonly kind: 'done'; readonly hasOfficers?: boolean; readonly sample?: Sample | undefined }
  | { readonly kind: 'refused'; readonly sentence: string }
  | { readonly kind: 'failed'; readonly message: string; readonly stack: string };

type Done = Extract<SetUpAnswer, { kind: 'done' }>;

const ENDED = {
  tables: 'Setting up the database ended unexpectedly: start again.',
  'first-run':
    'The first run ended unexpectedly: start again. Where no password is shown then, run: ' +
    'lintel reset-officer --email officer@lintel.example --checked in-person',
} as const;

/** Answers come in the order of requests, of which there is one at a time. */
async function answerOf(child: ChildProcess, request: SetUpRequest): Promise<SetUpAnswer> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Refusal(ENDED[request.kind]));
    child.once('message', (answer: SetUpAnswer) => {
      child.off('exit', fail);
      resolve(answer);
    });
    child.once('exit', fail);
    child.send(request, (error) => {
      if (error !== null) fail();
    });
  });
}

/**
 * Tables and the first run need most of the code of Lintel: a process does them and ends, so that the one which keeps the others running
 * stays small. It loads while PostgreSQL starts.
 */
export class SetUp {
  // Detached: Ctrl-C in the terminal reaches the supervisor alone.
  private readonly child = fork(PROGRAM, { detached: true, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });

  constructor() {
    // A failed start is told by the request that gets no answer.
    this.child.on('error', () => undefined);
  }

  /** Brings the tables up to date. @returns whether there are officers @throws Refusal, and what else kept it from it */
  async tables(port?: number): Promise<boolean> {
    const { hasOfficers } = await this.ask({ kind: 'tables', ...(port !== undefined && { port }) });
    return hasOfficers === true;
  }

  async firstRun(settings: Record<string, string>, ownerUrl: string): Promise<Sample | undefined> {
    return (await this.ask({ kind: 'first-run', settings, ownerUrl })).sample;
  }

  end(): void {
    if (this.child.connected) this.child.disconnect();
  }

  private async ask(request: SetUpRequest): Promise<Done> {
    const answer = await answerOf(this.child, request);
    if (answer.kind === 'done') return answer;
    if (answer.kind === 'refused') throw new Refusal(answer.sentence);
    const error = new Error(answer.message);
    error.stack = answer.stack;
    throw error;
  }
}
