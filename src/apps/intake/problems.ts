import type { DomainError } from '../../kernel/errors';
import { statusOf } from '../../platform/http';
import type { Speech } from './speech';

/** What may be put into the words of a refusal. */
interface Limits {
  readonly limitBytes?: unknown;
  readonly limit?: unknown;
  readonly waitSeconds?: unknown;
}

const textOf = (texts: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(texts, key) ? texts[key] : undefined;

/** What may be said of a status alone: of none that is the asker's that something went wrong on our side. */
function wordsOfStatus({ byStatus, other }: Speech['t']['problems'], status: number): string {
  return textOf(byStatus, String(status)) ?? (status < 500 ? byStatus['400'] : other);
}

/** A refusal in the victim's language. What the domain says itself is English, for programs and the log. */
export function refusalWords({ t, say, format }: Speech, error: DomainError): string {
  const { of, more } = t.problems;
  const text =
    textOf(of, error.code) ?? textOf(more, error.code) ?? wordsOfStatus(t.problems, statusOf(error));
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
  const { of, more } = t.problems;
  return textOf(of, problem.code) ?? textOf(more, problem.code) ?? wordsOfStatus(t.problems, problem.status);
}
