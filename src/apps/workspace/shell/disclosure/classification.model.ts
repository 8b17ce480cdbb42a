import { z } from 'zod';
import { CLASSIFICATIONS, CLASSIFICATION_WORDS } from '../../../../features/disclosure';

export const classification = z
  .enum(CLASSIFICATIONS)
  .describe(CLASSIFICATIONS.map((name) => `${name}: ${CLASSIFICATION_WORDS[name]}`).join('. '));
