import { Injectable } from '@nestjs/common';
import { ConsentService, type Step } from '../../features/consent';
import type { Visitor } from '../../features/invitations';
import { DomainError } from '../../kernel/errors';
import { homeOf } from './whose';

/** Another page comes first: the victim is led there. */
export class PageFirst extends DomainError {
  readonly kind = 'conflict';
  readonly code = 'page-first';
  constructor() {
    super('Another page comes first.');
  }
}

const PATH: Readonly<Record<Step, string>> = {
  notice: '/notice',
  exit: '/start/exit',
  questions: '/start/questions',
  advice: '/start/advice',
};

/** The way from the code to the victim's diary, or another person's files: each page once. */
@Injectable()
export class Steps {
  constructor(private readonly consent: ConsentService) {}

  /** The page that comes next. */
  async path(visitor: Visitor): Promise<string> {
    const step = await this.consent.next(visitor);
    return step === undefined ? homeOf(visitor) : PATH[step];
  }

  /** @throws PageFirst */
  async requireDone(visitor: Visitor): Promise<void> {
    if ((await this.consent.next(visitor)) !== undefined) throw new PageFirst();
  }
}
