export const MESSAGE_CHANNELS = ['text', 'email'] as const;
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number];

export interface Outgoing {
  /** Our own name for it: asked again with the same, a provider can say whether it has it. */
  readonly reference: string;
  readonly channel: MessageChannel;
  readonly to: string;
  /** Of an email. */
  readonly subject: string;
  readonly body: string;
}

export interface Accepted {
  readonly providerId: string;
  /** What the provider says that it sends, where it says so. */
  readonly body: string | undefined;
}

/** What became of a message that a provider took. */
export type Fate = 'on-its-way' | 'delivered' | 'failed';

/** Why a message would not leave, and what an operator can do about it. Holds no key and no password. */
export interface Obstacle {
  readonly found: string;
  readonly mend: string;
}

/** A way for messages to leave. Its errors hold neither address nor text. */
export interface MessageDriver {
  readonly name: 'notify' | 'smtp';
  readonly channels: readonly MessageChannel[];
  /** @throws NotAccepted when it did certainly not leave; PerhapsSent when nobody knows. */
  send(message: Outgoing, signal?: AbortSignal): Promise<Accepted>;
  /** Whether a message went out under this reference; `undefined` when the provider cannot tell. */
  find(reference: string): Promise<Accepted | 'never' | undefined>;
  fateOf(providerId: string): Promise<Fate>;
  /** Asks the provider what stands in the way, without sending anything to anybody; nothing when all is well. */
  check(): Promise<Obstacle[]>;
}

/** The provider refused it: nothing has left. */
export class NotAccepted extends Error {
  /** A message is not kept for days until a provider answers: it uses up a try. */
  readonly usesUpTry = true;
  constructor(
    readonly reason: string,
    /** Another attempt may go better. */
    readonly passing: boolean,
  ) {
    super(`The message was not accepted: ${reason}.`);
    this.name = 'NotAccepted';
  }
}

/** The line broke while it was handed over. */
export class PerhapsSent extends Error {
  readonly usesUpTry = true;
  constructor(options?: ErrorOptions) {
    super('Nobody knows whether the message was accepted.', options);
    this.name = 'PerhapsSent';
  }
}
