import { StandardSchemaValidationPipe } from '@nestjs/common';
import { z } from 'zod';
import { ValidationFailed } from './problem';

const FORMAT: Readonly<Record<string, string>> = {
  email: 'Enter an email address in the correct format, like name@example.com.',
  uuid: 'This reference is not in the correct format.',
  url: 'Enter a full web address.',
  date: 'Enter a real date.',
  datetime: 'Enter a real date and time.',
};

type RawIssue = Parameters<z.core.$ZodErrorMap>[0];

function bound(issue: RawIssue & { readonly code: 'too_small' | 'too_big' }): string {
  const limit = String(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  const side = issue.code === 'too_small' ? 'at least' : 'at most';
  if (issue.origin === 'string') {
    return issue.code === 'too_small' && Number(issue.minimum) === 1
      ? 'Please fill this in.'
      : `This must be ${side} ${limit} characters.`;
  }
  if (issue.origin === 'array' || issue.origin === 'set') return `Give ${side} ${limit} of these.`;
  return `This must be ${side} ${limit}.`;
}

/** Plain sentences for what zod finds; a message written into a schema still comes first. */
function kindMessage(issue: RawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined || issue.input === null
        ? 'Please fill this in.'
        : `This must be a ${issue.expected}.`;
    case 'too_small':
    case 'too_big':
      return bound(issue);
    case 'invalid_format':
      return FORMAT[issue.format] ?? 'This is not in the correct format.';
    case 'invalid_value':
      return 'Choose one of the answers offered.';
    case 'unrecognized_keys':
      return `Not expected here: ${issue.keys.join(', ')}.`;
    default:
      return 'This is not a valid answer.';
  }
}

/** Nest's Standard Schema pipe, answering with ValidationFailed. Zod speaks plainly from then on in this process. */
export function validationPipe(): StandardSchemaValidationPipe {
  z.config({ customError: kindMessage });
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues: ConstructorParameters<typeof ValidationFailed>[0]) =>
      new ValidationFailed(issues),
  });
}
