/** What a span may say: methods, patterns of routes, numbers, names of kinds. Never an address, a name, an id or a text of anybody. */
export type SpanFacts = Readonly<Record<string, string | number>>;

export interface SpanStart {
  readonly name: string;
  readonly kind: 'server' | 'client' | 'consumer';
  readonly facts?: SpanFacts;
  /** The span that it belongs to, where that is in another process (W3C Trace Context, `traceparent`). */
  readonly parent?: string | undefined;
}

export interface OpenSpan {
  /** `name` instead of the one at the start; what is known only now. */
  end(outcome: { readonly failed: boolean; readonly name?: string; readonly facts?: SpanFacts }): void;
}

export interface Exporting {
  /** Of a collector, without `/v1/traces`. */
  readonly endpoint: string;
  readonly process: string;
}

export interface Tracer {
  within<T>(start: SpanStart, work: (span: OpenSpan) => T): T;
  /** `traceparent` of the span at hand. */
  parent(): string | undefined;
  close(): Promise<void>;
}
