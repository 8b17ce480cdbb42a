import { randomUUID } from 'node:crypto';
import type { Answer, OfficerClient } from './client';

/** Things of one investigation, of which only `member` is a member. */
export interface Targets {
  readonly investigation: string;
  /** With the clip in it. */
  readonly submission: string;
  readonly clip: string;
  readonly exhibit: string;
  /** Of which it was made. */
  readonly exhibitClip: string;
  /** A note on the clip. */
  readonly marker: string;
  /** A version of what is to be covered in the clip, with its copy. */
  readonly redaction: string;
  /** A finished one, of the clip. */
  readonly transcript: string;
  /** A film of the clip and the exhibit. */
  readonly compilation: string;
  readonly viewing: string;
  readonly download: string;
  readonly invitation: string;
  /** The link of another person than the victim. */
  readonly otherInvitation: string;
  /** Of a request of which the victim is told later. */
  readonly toldInvitation: string;
  readonly toldRequest: string;
  readonly concern: string;
  /** Of pressure: for supervisors who never were on the case. */
  readonly report: string;
  /** To her, and not delivered. */
  readonly message: string;
  /** In the register of the scheme. */
  readonly doorbell: string;
  readonly event: string;
  readonly schedule: string;
  /** An entry of the diary as an item. */
  readonly written: string;
  /** Sealed. */
  readonly bundle: string;
  /** The disclosure officer's download of it. */
  readonly bundleTicket: string;
  /** A recipient's link to it. */
  readonly issue: string;
  readonly revokedIssue: string;
  /** Asked for, never sealed. */
  readonly waitingBundle: string;
  /** Taken by an investigator who is not one of those who ask. */
  readonly emergency: string;
  readonly occasion: string;
  /** The clip's place in it. */
  readonly occasionPart: string;
  /** That conduct can breach. */
  readonly order: string;
  /** A draft of one, with nothing in it. */
  readonly application: string;
  /** On the clip. */
  readonly hold: string;
  /** Of the exhibit's clip, proposed by the disclosure officer. */
  readonly disposal: string;
  /** An officer who is not a member. */
  readonly officer: string;
  /** Who is nobody of those who ask. */
  readonly colleague: string;
  readonly password: string;
}

export interface Row {
  send(client: OfficerClient, on: Targets): Promise<Answer>;
  readonly expected: Readonly<
    Record<'anonymous' | 'coordinator' | 'auditor' | 'stranger' | 'removed' | 'member', number>
  > & {
    /** A disclosure officer who is a member, and one who is not: asked only where it matters. */
    readonly discloser?: number;
    readonly foreignDiscloser?: number;
  };
}

export const row = (statuses: readonly number[], send: Row['send']): Row => {
  const [anonymous = 0, coordinator = 0, auditor = 0, stranger = 0, removed = 0, member = 0] = statuses;
  return { send, expected: { anonymous, coordinator, auditor, stranger, removed, member } };
};

/** Something of one investigation, over the API: hidden from all but its members. */
export const ofCase = (member: number, send: Row['send']): Row =>
  row([401, 403, 403, 404, 404, member], send);
/** The same as a page: a stranger to the service is led to the sign-in page. */
export const casePage = (member: number, send: Row['send']): Row =>
  row([303, 403, 403, 404, 404, member], send);
/** Not of one investigation: all who work on cases may. */
export const casework = (status: number, send: Row['send']): Row =>
  row([401, 403, 403, status, status, status], send);

/** Of disclosure officers who are members, over the API. */
export const ofDisclosure = (discloser: number, send: Row['send']): Row => {
  const { expected } = row([401, 403, 403, 403, 403, 403], send);
  return { send, expected: { ...expected, discloser, foreignDiscloser: 404 } };
};
/** The same as a page. */
export const disclosurePage = (discloser: number, send: Row['send']): Row => {
  const { expected } = row([303, 403, 403, 403, 403, 403], send);
  return { send, expected: { ...expected, discloser, foreignDiscloser: 404 } };
};

export const get =
  (path: (on: Targets) => string): Row['send'] =>
  (client, on) =>
    client.call('GET', path(on));
export const page =
  (path: (on: Targets) => string): Row['send'] =>
  (client, on) =>
    client.page(path(on));
export const post =
  (path: (on: Targets) => string, body: (on: Targets) => unknown = () => undefined): Row['send'] =>
  (client, on) =>
    client.call('POST', path(on), body(on));
export const form =
  (path: (on: Targets) => string, fields: Record<string, string> = {}): Row['send'] =>
  (client, on) =>
    client.form(path(on), fields);

/** The same as a browser does it: the form sends back what its page showed. */
export const typed =
  (at: (on: Targets) => string, act: string, fields: (on: Targets) => Record<string, string>): Row['send'] =>
  (client, on) =>
    client.typed(at(on), fields(on), at(on) + act);

export const acceptance = { initials: 'CD', producerName: 'Carol Dean', description: 'A man at the gate' };
export const unusedUrn = (): string => `13/${randomUUID().slice(0, 8)}/26`;
export const unusedEmail = (): string => `${randomUUID()}@force.example`;
