import type { DomainError } from '../../kernel/errors';
import type { Speech } from './speech';

/** What may be put into the words of a refusal. */
interface Limits {
  readonly limitBytes?: unknown;
  readonly limit?: unknown;
  readonly waitSeconds?: unknown;
}

const textOf = (texts: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined;

/** A refusal in her language. What the domain says itself is English, for programs and the log. */
export function refusalWords({ t, say, format }: Speech, error: DomainError): string {
  const { of, more, other } = t.problems;
  const text = textOf(of, error.code) ?? textOf(more, error.code) ?? other;
  const { limitBytes, limit, waitSeconds } = error as Limits;
  if (typeof waitSeconds === 'number') return say(text, { time: format.span(Math.ceil(waitSeconds / 60)) });
  if (typeof limitBytes === 'number') return say(text, { limit: format.bytes(limitBytes) });
  return typeof limit === 'number' ? say(text, { limit }) : text;
}

/** The same for a problem of which only code and status are left. */
export function problemWords(
  { t }: Speech,
  problem: { readonly code: string; readonly status: number },
): string {
  const { of, more, byStatus, other } = t.problems;
  return (
    textOf(of, problem.code) ??
    textOf(more, problem.code) ??
    textOf(byStatus, String(problem.status)) ??
    other
  );
}
