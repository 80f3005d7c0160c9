/** Sending places: what is sent is read in the act's own transaction, as it was seen. */
import { z } from 'zod';
import type { Facts } from '../../workflows/aes-subsidy/contract.ts';
import { actForm, type ActForm } from '../cases/act-form.ts';
import type { Pages } from './own.ts';

export const send: ActForm<Pages, Facts['send']> = actForm<Pages>()({
  fields: () => [],
  schema: z.strictObject({}),
  split: () => ({ facts: { places: {}, left: 1, children: 0 }, content: {} }),
});
export const answerCorrection: ActForm<Pages, Facts['answer-correction']> = send;
