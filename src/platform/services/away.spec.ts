import { DomainError } from '../../kernel/errors';
import { whyAway } from './away';

class Skew extends DomainError {
  readonly kind = 'unavailable';
  readonly code = 'clock-skew';
}

const coded = (code: string, more: object = {}) => Object.assign(new Error('holiday.mp4'), { code, ...more });

describe('work that could not help it', () => {
  it.each([
    ['a refused connection', coded('ECONNREFUSED'), /ECONNREFUSED/],
    ['every address refused', new AggregateError([coded('ECONNREFUSED')]), /ECONNREFUSED/],
    ['a database that shuts down', { driverError: coded('57P01') }, /57P01/],
    ['a statement that took too long', { driverError: coded('57014') }, /57014/],
    ['a connection cut in the middle', new Error('Connection terminated unexpectedly'), /database/],
    ['a statement that the database did not answer', new Error('Query read timeout'), /database/],
    ['a full disk', new Error('failed', { cause: coded('ENOSPC') }), /ENOSPC/],
    ['a clock that is off', new Skew('wrong'), /clock/],
    ['an S3 server in trouble', { name: 'X', $metadata: { httpStatusCode: 503 } }, /503/],
    ['an S3 answer that breaks off', { name: 'SyntaxError', $metadata: { httpStatusCode: 200 } }, /read/],
    [
      'keys that S3 does not take',
      { name: 'InvalidAccessKeyId', $metadata: { httpStatusCode: 403 } },
      /Invalid/,
    ],
  ])('%s', (_what, error, words) => {
    expect(whyAway(error)).toMatch(words);
    expect(whyAway(error)).not.toContain('holiday');
  });
});

it.each([
  ['a fault of the software', new TypeError('x is undefined')],
  ['a constraint', { driverError: coded('23505') }],
  ['an object that is not there', { name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } }],
  ['a file that is not there', coded('ENOENT')],
  ['no error at all', 'ECONNREFUSED'],
])('%s is the own fault of the work', (_what, error) => {
  expect(whyAway(error)).toBeUndefined();
});
