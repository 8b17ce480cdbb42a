import type { Request } from 'express';
import { SECRET_FIELDS } from '../forms/secret-fields';
import { unkeptOf } from './posted';

const posted = (body: object, method = 'POST'): Request =>
  ({
    method,
    path: '/clips/1/notes',
    body,
    is: () => 'application/x-www-form-urlencoded',
  }) as unknown as Request;

describe('a form that met a service which is away', () => {
  it('goes back to whoever sent it, with its words', () => {
    expect(unkeptOf(posted({ _officer: 'a', text: 'A man', with: ['x', 'y'] }))).toEqual({
      path: '/clips/1/notes',
      fields: [
        { name: '_officer', value: 'a' },
        { name: 'text', value: 'A man' },
        { name: 'with', value: 'x' },
        { name: 'with', value: 'y' },
      ],
    });
  });

  it.each([...SECRET_FIELDS])('is not put into a page where it has a field “%s”', (field) => {
    expect(unkeptOf(posted({ _officer: 'a', text: 'A man', [field]: 'secret' }))).toBeUndefined();
  });

  it('is nothing where nobody knows whose it was, or nothing was posted', () => {
    expect(unkeptOf(posted({ text: 'A man' }))).toBeUndefined();
    expect(unkeptOf(posted({ _officer: 'a' }, 'GET'))).toBeUndefined();
  });
});
