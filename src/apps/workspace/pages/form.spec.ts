import { z } from 'zod';
import { confirmBeforeTaking } from '../access/unconfirmed';
import { submit } from './form';

const lenient = z.object({ reason: z.string() });

describe('a form that was let through only to show its errors', () => {
  it('is not acted on without the confirmation when its route takes it after all', async () => {
    const act = jest.fn(() => Promise.resolve());
    const body = { reason: '' };
    confirmBeforeTaking(body, () => {
      throw new Error('confirm first');
    });
    await expect(submit('f', lenient, body, act)).rejects.toThrow('confirm first');
    expect(act).not.toHaveBeenCalled();
  });

  it('shows them where its route refuses it', async () => {
    const body = {};
    confirmBeforeTaking(body, () => {
      throw new Error('confirm first');
    });
    expect(await submit('f', lenient, body, () => Promise.resolve())).toMatchObject({
      done: false,
      status: 400,
    });
  });
});
