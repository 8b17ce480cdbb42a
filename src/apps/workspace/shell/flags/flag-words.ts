import type { Flag } from '../../../../features/consent';

export const FLAG_WORDS: Readonly<Record<Flag['kind'], string>> = {
  pressured: 'She says that she felt pressured',
  stopped: 'She stopped, and what she had not sent is erased',
  'passed-on': 'A supervisor passes something on about her',
  'locked-out': 'Many wrong codes for her link: new places have to wait',
};
