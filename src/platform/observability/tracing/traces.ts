import { extname, join } from 'node:path';
import type { Exporting, OpenSpan, SpanStart, Tracer } from './span';

/** The one file that loads OpenTelemetry, compiled or not, as this file is. */
const EXPORTING = join(__dirname, `exporting${extname(__filename)}`);

interface Loaded {
  readonly openTracer: (to: Exporting) => Tracer;
}

/** Where traces go, and from which process; `undefined` everywhere but where an operator has named a place. */
let tracer: Tracer | undefined;

/** From now on. The libraries for it are loaded here, and nowhere else. Close it when the process ends: what waits is sent. */
export async function startTraces(to: Exporting): Promise<{ close(): Promise<void> }> {
  const { openTracer } = (await import(EXPORTING)) as Loaded;
  const opened = openTracer(to);
  tracer = opened;
  return {
    close: async () => {
      if (tracer === opened) tracer = undefined;
      await opened.close();
    },
  };
}

export const isTracing = (): boolean => tracer !== undefined;

/** For the outbox: the span at hand, for what is done of it later. */
export const traceParent = (): string | undefined => tracer?.parent();

/** Runs `work` within a span that `open` ends. */
export function withOpenSpan<T>(start: SpanStart, work: (span: OpenSpan | undefined) => T): T {
  return tracer === undefined ? work(undefined) : tracer.within(start, work);
}

/** Runs `work` as a span. What it throws is said by its kind alone. */
export function traced<T>(start: SpanStart, work: () => Promise<T>): Promise<T> {
  return withOpenSpan(start, async (span) => {
    try {
      const result = await work();
      span?.end({ failed: false });
      return result;
    } catch (error) {
      const kind = error instanceof Error ? error.name : 'no error';
      span?.end({ failed: true, facts: { 'error.type': kind } });
      throw error;
    }
  });
}

/** The same, where it is part of something that is traced: what a process does by itself all day is no trace. */
export const tracedWithin = <T>(start: SpanStart, work: () => Promise<T>): Promise<T> =>
  traceParent() === undefined ? work() : traced(start, work);
