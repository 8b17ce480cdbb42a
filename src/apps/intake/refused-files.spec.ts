import type { InvitationId } from '../../kernel/ids';
import { RefusedFiles } from './refused-files';

const [mine, other] = [{ invitationId: 'a' as InvitationId }, { invitationId: 'b' as InvitationId }];
const refused = [{ name: 'empty.mp4', reason: 'There is nothing in it.' }];

describe('what was refused of a form', () => {
  it('is told to the one who sent it, as often as the page is loaded, and to nobody else', () => {
    const files = new RefusedFiles();
    const key = files.keep(mine, refused);
    expect([files.of(mine, key), files.of(mine, key)]).toEqual([refused, refused]);
    expect([files.of(other, key), files.of(mine, 'x')]).toEqual([undefined, undefined]);
  });

  it('is forgotten after a hundred more', () => {
    const files = new RefusedFiles();
    const keys = Array.from({ length: 101 }, () => files.keep(mine, refused));
    expect(keys.map((key) => files.of(mine, key) !== undefined)).toEqual([
      false,
      ...Array<boolean>(100).fill(true),
    ]);
  });
});
